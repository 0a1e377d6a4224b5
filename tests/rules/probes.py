"""For every rule a situation in which it is met, and those in which it is not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from ddrflow.model import commands as c
from ddrflow.model.consent import Participation
from ddrflow.model.record import Function
from tests.builders import CLIENT, COURT, NO_CONTACTS, POLICE, PRISON, TICK, UNIT, WELFARE, Asked
from tests.rules import scenes_above, scenes_of_governance, scenes_of_withdrawals
from tests.rules.scenes import DAY, second
from tests.rules.scenes_of_actors import (
    accepting_by,
    adopting_by,
    approving_by,
    binding_starts,
    closing_by,
    closing_by_invited,
    convening_by,
    filing_by,
    inviting_outside,
    led_by_another,
    led_by_lead,
    need_by,
    need_outside,
    step_by,
    taking_over_by,
    unbound,
)
from tests.rules.scenes_of_conferences import (
    LAST_GOOD_DAY,
    attending,
    attending_barred,
    core_missing,
    core_present,
    core_unclear,
    held_ago,
    inquorate,
    inviting,
    inviting_without_needs,
    none_held,
    people,
    unclear,
)
from tests.rules.scenes_of_consent import (
    given,
    heard,
    not_asked,
    notified,
    other_text,
    told,
    withdrawn,
)
from tests.rules.scenes_of_items import (
    CONFIDENTIAL,
    INTERNAL,
    civil_society_tells,
    client_told,
    helping_since,
    in_a_letter,
    let_go,
    letter,
    passed_on,
    releasing_by,
    succeeded,
    tabled,
    telling,
    told_on,
    witnessing,
)
from tests.rules.scenes_of_leads import (
    coordinating,
    core_leaves,
    covered,
    covered_since,
    ineligible,
    lead_leaves,
    opening_by,
    other_leaves,
    owner_leaves,
    owner_leaves_another,
    taking_over_accepted,
    taking_over_unaccepted,
    taking_over_unproposed,
    uncovered,
    uncovered_with_successor,
)
from tests.rules.scenes_of_people import (
    briefed_since,
    charged_since,
    charging,
    declared,
    ended,
    handed,
    led_on,
    sitting,
    sitting_since,
    standing_in,
)
from tests.rules.scenes_of_preparation import (
    REPORT_IS_GOOD,
    contacts,
    named,
    plan,
    planned,
    reported,
    reported_ago,
    staffed,
)
from tests.rules.scenes_of_references import going_on, referred
from tests.rules.scenes_with_client import (
    chosen,
    leave_by,
    met_through,
    order_over,
    supported,
    supporter_left,
)

Probe = Callable[[], Asked]

MET_AND_NOT: Final[dict[str, tuple[Probe, ...]]] = {
    "actor.bound": (
        lambda: need_by(WELFARE),
        unbound,
        lambda: binding_starts(-TICK),
    ),
    "step.fired-by": (lambda: step_by(PRISON), lambda: step_by(WELFARE)),
    "conference.convened-by": (
        lambda: convening_by(UNIT),
        lambda: convening_by(WELFARE),
    ),
    "plan.adopted-by": (lambda: adopting_by(UNIT), lambda: adopting_by(CLIENT)),
    "document.filed-by": (lambda: filing_by(UNIT), lambda: filing_by(CLIENT)),
    "document.filed": (
        lambda: reported_ago(REPORT_IS_GOOD),
        reported,
        lambda: reported_ago(REPORT_IS_GOOD + DAY),
    ),
    "participation.voluntary": (
        chosen,
        lambda: chosen(Participation.ORDERED),
        lambda: order_over(-TICK),
    ),
    "actor.in-remit": (
        lambda: need_outside(WELFARE),
        lambda: need_outside(PRISON),
        lambda: inviting_outside("prison"),
    ),
    "case.continued": (
        lambda: going_on(referred()),
        going_on,
    ),
    "support.named": (supported, lambda: supported(None), supporter_left),
    "channel.acts": (lambda: leave_by(COURT), lambda: leave_by(UNIT)),
    "channel.open": (lambda: met_through("talks"), met_through, lambda: met_through("contact")),
    "deviation.approved-by": (
        lambda: approving_by(COURT),
        lambda: approving_by(UNIT),
    ),
    "lead.acts": (led_by_lead, led_by_another),
    "lead.successor-acts": (
        lambda: accepting_by(POLICE),
        lambda: accepting_by(PRISON),
    ),
    "lead.either-side-acts": (
        lambda: taking_over_by(UNIT),
        lambda: taking_over_by(PRISON),
    ),
    "actor.professional": (
        lambda: need_by(WELFARE),
        lambda: need_by(CLIENT),
    ),
    "conference.acts": (
        closing_by_invited,
        lambda: closing_by(WELFARE),
    ),
    "parties.owe-nothing": (owner_leaves_another, owner_leaves, core_leaves),
    **scenes_above.MET_AND_NOT,
    **scenes_of_governance.MET_AND_NOT,
    **scenes_of_withdrawals.MET_AND_NOT,
    "attendance.core": (core_present, core_missing, core_unclear),
    "attendance.minimum": (lambda: people(3), lambda: people(2)),
    "conference.may-be-invited": (
        lambda: inviting("welfare", "n-1"),
        lambda: inviting("welfare"),
        lambda: inviting("client"),
        lambda: inviting("prison"),
        inviting_without_needs,
    ),
    "conference.may-be-present": (
        lambda: attending("unit", "exchange"),
        lambda: attending("welfare", "exchange"),
        attending_barred,
    ),
    "conference.held": (
        lambda: held_ago(LAST_GOOD_DAY),
        none_held,
        inquorate,
        unclear,
        lambda: held_ago(LAST_GOOD_DAY + timedelta(days=1)),
    ),
    "consent.valid": (given, not_asked, other_text, withdrawn),
    "lead.eligible": (
        taking_over_accepted,
        ineligible,
        lambda: opening_by(PRISON),
    ),
    "lead.may-coordinate": (
        lambda: coordinating("aftercare"),
        lambda: coordinating("clinic"),
    ),
    "lead.covers-next-phase": (
        covered,
        uncovered,
        uncovered_with_successor,
        lambda: covered_since(-TICK),
    ),
    "lead.successor-has-accepted": (
        taking_over_accepted,
        taking_over_unaccepted,
        taking_over_unproposed,
    ),
    "lead.hands-over-first": (other_leaves, lead_leaves),
    "notice.given": (
        lambda: notified(told(), heard()),
        notified,
        lambda: notified(told("1")),
        lambda: notified(told()),
    ),
    "person.named": (
        lambda: staffed(named(Function.WORKER)),
        staffed,
        lambda: staffed(without=("prison",)),
        lambda: scenes_of_governance.named_days_ago(30),
    ),
    "contact.named": (
        lambda: staffed(trigger="connect", standing=contacts("Prison North")),
        lambda: staffed(trigger="connect", standing=[NO_CONTACTS]),
        lambda: staffed(trigger="connect"),
    ),
    "disclosure.has-basis": (
        lambda: told_on("act-30"),
        lambda: told_on("act-31"),
        lambda: told_on("act-30", "school"),
    ),
    "disclosure.by-owner-or-released": (
        lambda: passed_on("prison"),
        passed_on,
        client_told,
        lambda: succeeded(telling("prison", by=second("police"))),
    ),
    "disclosure.notice-given": (
        lambda: civil_society_tells(told("1", "rights")),
        civil_society_tells,
        scenes_of_withdrawals.not_named_in_the_notice,
        lambda: scenes_of_withdrawals.not_named_in_the_notice(without=("police",)),
    ),
    "document.released-only": (
        lambda: witnessing("court"),
        witnessing,
        lambda: witnessing(named=()),
        lambda: in_a_letter(INTERNAL),
        lambda: succeeded(letter()),
    ),
    "item.owner-acts": (
        lambda: releasing_by(POLICE),
        lambda: releasing_by(WELFARE),
        lambda: succeeded(let_go("court", by=second("police"))),
    ),
    "item.tabled-inside-the-wall": (
        lambda: tabled(CONFIDENTIAL, "closed-door"),
        lambda: tabled(CONFIDENTIAL),
        lambda: tabled(INTERNAL),
    ),
    "testimony.double-role": (
        lambda: witnessing("court"),
        lambda: witnessing("court", by=UNIT),
        lambda: helping_since(timedelta()),
    ),
    "interest.none": (
        lambda: sitting(declared("unit"), ended("unit")),
        lambda: sitting(declared("unit")),
        lambda: sitting(declared("unit", person="p-unit")),
        lambda: sitting_since(timedelta()),
        lambda: led_on(declared("unit")),
    ),
    "package.given": (
        lambda: charging(handed("package", "welfare")),
        charging,
        lambda: charging(handed("package", "school")),
        lambda: charged_since(-TICK),
        lambda: charging(c.UnbindRole(actor=UNIT, role="welfare", organisation="Welfare North")),
    ),
    "briefing.given": (
        lambda: standing_in(handed("briefing", "unit")),
        standing_in,
        lambda: standing_in(handed("briefing", "unit", "p-unit-3")),
        lambda: briefed_since(-TICK),
    ),
    "plan.adopted": (
        lambda: planned(plan()),
        planned,
        lambda: planned(plan(("work",))),
        lambda: planned(plan(), needs=1),
    ),
}
"""For each rule, first where it is met, then the ways in which it is not."""
