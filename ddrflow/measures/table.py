"""The measures, in the order in which they are shown: one line each.

To add one, write a function that looks at a past, and give it a line here.
"""

from typing import Final

from ddrflow.measures import (
    access,
    care,
    conference,
    effort,
    exceptions,
    lead,
    people,
    request,
    review,
)
from ddrflow.measures.measure import Measure, Unit
from ddrflow.model.source import Source


def _ran(locator: str) -> Source:
    """A place in the paper that the project implements."""
    return Source("ran", locator)


DAYS: Final = Unit.DAYS
SHARE: Final = Unit.SHARE
COUNT: Final = Unit.COUNT
ROLE: Final = "role"
RULE: Final = "rule"
TYPE: Final = "conference type"
NEED: Final = "kind of need"
REVIEW: Final = "review"
ASKED: Final = "role asked"
RESOURCE: Final = "role and resource"
PROCEDURE: Final = "operating procedure"

MEASURES: Final = (
    Measure("days-without-lead", Unit.DAYS_IN_ALL, "", _ran("R8"), lead.days_without_lead),
    Measure("lead-changes", COUNT, "", _ran("R63"), lead.lead_changes),
    Measure("attendance", SHARE, ROLE, _ran("R17"), conference.attendance),
    Measure("quorum", SHARE, TYPE, _ran("R22"), conference.quorum),
    Measure("written-when-absent", SHARE, ROLE, _ran("R17"), conference.written_when_absent),
    Measure("same-person", SHARE, ROLE, _ran("R100"), conference.same_person),
    Measure("same-worker-after-release", SHARE, ROLE, _ran("R91"), lead.same_worker_after_release),
    Measure("substitutes-briefed", SHARE, ROLE, _ran("R100"), people.substitutes_briefed),
    Measure("training-coverage", SHARE, ROLE, _ran("R94"), people.training_coverage),
    Measure("trained-on-procedure", SHARE, PROCEDURE, _ran("R13"), people.trained_on_procedure),
    Measure("opening-to-conference", DAYS, "", _ran("R34"), conference.to_first_conference),
    Measure("need-to-involvement", DAYS, NEED, _ran("R66"), care.to_involvement),
    Measure("needs-brought-in", SHARE, NEED, _ran("R66"), care.brought_in),
    Measure("packages-in-time", SHARE, ROLE, _ran("R66"), people.packages_in_time),
    Measure("needs-answered", SHARE, NEED, _ran("R90"), care.answered),
    Measure("needs-declined", SHARE, NEED, _ran("R90"), care.declined),
    Measure("needs-open", SHARE, NEED, _ran("R90"), care.still_open),
    Measure("days-needs-open", DAYS, NEED, _ran("R90"), care.days_open),
    Measure("reviews-on-time", SHARE, REVIEW, _ran("R1"), review.on_time),
    Measure("reviews-missed", COUNT, REVIEW, _ran("R1"), review.missed),
    Measure("actions-on-time", SHARE, ROLE, _ran("R97"), conference.actions_on_time),
    Measure("days-without-channel", Unit.DAYS_IN_ALL, "", _ran("R51"), access.days_without_channel),
    Measure(
        "days-without-channel-around-release",
        Unit.DAYS_IN_ALL,
        "",
        _ran("R49"),
        access.days_without_channel_around_release,
    ),
    Measure(
        "weeks-of-agreed-hours", SHARE, "kind of channel", _ran("R45"), access.weeks_of_agreed_hours
    ),
    Measure("client-participation", SHARE, TYPE, _ran("R38"), conference.client_came),
    Measure("network-participation", SHARE, TYPE, _ran("R39"), conference.network_came),
    Measure("consent-withdrawals", COUNT, "consent", _ran("R33"), care.withdrawals),
    Measure("minutes-filed", SHARE, TYPE, _ran("R78"), conference.minutes_filed),
    Measure("request-to-answer", DAYS, ASKED, _ran("R74"), request.to_answer),
    Measure("requests-answered", SHARE, ASKED, _ran("R74"), request.answered),
    Measure("requests-refused", SHARE, ASKED, _ran("R74"), request.refused),
    Measure("refusals", COUNT, "", _ran("R69"), exceptions.refusals),
    Measure("refusals-by-rule", COUNT, RULE, _ran("R69"), exceptions.refusals_by_rule),
    Measure("deviations", COUNT, RULE, _ran("R70"), exceptions.deviations),
    Measure("breaches-opened", COUNT, RULE, _ran("R70"), exceptions.breaches_opened),
    Measure("breaches-closed", COUNT, RULE, _ran("R70"), exceptions.breaches_closed),
    Measure("days-to-mend", DAYS, RULE, _ran("R70"), exceptions.days_to_mend),
    Measure("time-spent", Unit.HOURS, RESOURCE, _ran("R79"), effort.time_spent),
    Measure("money-spent", Unit.MONEY, RESOURCE, _ran("R79"), effort.money_spent),
)
