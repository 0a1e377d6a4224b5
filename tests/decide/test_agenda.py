"""What is before an organisation today: what is due, what waits on it, what comes next."""

from datetime import date, timedelta
from itertools import count
from typing import Final

from ddrflow.dates import Period, Unit
from ddrflow.decide import Agenda, agenda
from ddrflow.model import commands as c
from ddrflow.model.standing import Agreement, AgreementMade, Grant, Means, MeansGranted
from tests.acts import agreed, convened, entered
from tests.builders import COURT, ORGANISATIONS, START, UNIT, Desk, opened
from tests.rules import scenes_above as scenes

FORTNIGHT: Final = Period(14, Unit.DAY)


def of(desk: Desk, role: str, horizon: Period = FORTNIGHT) -> Agenda:
    """The agenda of the organisation that plays a role."""
    found = agenda(desk.workflow, desk.case, desk.standing, desk.now, ORGANISATIONS[role], horizon)
    assert found is not None
    return found


def due(found: Agenda) -> list[tuple[date, str, tuple[str, ...]]]:
    """What has a day: when, which message, whose."""
    return [(one.on, one.what.message, one.roles) for one in found.due]


def test_who_plays_no_role_has_no_agenda() -> None:
    desk = opened()
    assert agenda(desk.workflow, desk.case, None, desk.now, "nobody", FORTNIGHT) is None


def test_who_leads_is_told_so_and_sees_every_step_with_its_obstacles() -> None:
    found = of(opened(), "unit")
    assert (found.roles, found.is_lead, found.state) == (("unit",), True, "inside")
    steps = {one.trigger: [verdict.rule for verdict in one.verdicts] for one in found.steps}
    assert steps["inform"] == ["notice.given"]
    assert steps["stay"] == []
    assert "court-releases" not in steps
    assert not of(opened(), "prison").is_lead


def test_a_review_is_due_for_everybody_and_waits_on_its_owner() -> None:
    desk = opened()
    desk.take("stay").again()
    assert due(of(desk, "prison")) == []
    desk.later(days=20)
    day = desk.case.reviews["watch"].due_on
    assert due(of(desk, "prison")) == [(day, "due.review", ("unit",))]
    desk.later(days=20)
    desk.engine.lapse(desk.case_id)
    assert due(of(desk, "unit")) == [(day, "due.review", ("unit",))]
    assert "waiting.review-missed" in [one.what.message for one in of(desk, "unit").waits]
    assert "waiting.review-missed" not in [one.what.message for one in of(desk, "police").waits]


def test_a_confidential_conference_is_on_no_agenda_of_who_may_not_know_of_it() -> None:
    desk = opened()
    convened(desk)
    entered(desk, "preparation", "exchange")
    desk.do(
        c.RecordAction(
            actor=UNIT,
            conference="k-1",
            action="call",
            owner="unit",
            due_on=desk.now.date() + timedelta(days=3),
        )
    )
    assert [one[1] for one in due(of(desk, "police"))] == ["due.conference", "due.action"]
    assert due(of(desk, "prison")) == []
    assert due(of(desk, "client")) == []


def test_a_consent_that_runs_out_is_due_and_one_that_was_withdrawn_is_not() -> None:
    desk = opened()
    desk.do(agreed(until=desk.now.date() + timedelta(days=5)))
    assert [one[1] for one in due(of(desk, "client"))] == ["due.consent"]
    desk.later(days=1)
    desk.do(c.WithdrawConsent(actor=UNIT, scope="sharing"))
    assert due(of(desk, "client")) == []


def test_a_breach_stays_on_the_agenda_after_the_end_of_the_case_and_is_not_the_clients() -> None:
    desk = opened()
    desk.take("court-releases", by=COURT).again()
    messages = [one[1] for one in due(of(desk, "police"))]
    assert messages
    assert set(messages) == {"due.breach"}
    assert due(of(desk, "client")) == []
    assert desk.engine.today(ORGANISATIONS["police"])[0].waits


def test_the_horizon_is_how_far_is_looked_ahead() -> None:
    desk = opened()
    desk.take("stay").again()
    assert due(of(desk, "unit")) == []
    assert len(due(of(desk, "unit", Period(2, Unit.MONTH)))) == 1


def test_a_horizon_in_working_days_is_counted_by_the_calendar_of_the_file() -> None:
    """The day of the review is in it from the working day on that it is."""
    desk = opened()
    desk.take("stay").again()
    day = desk.case.reviews["watch"].due_on
    calendar = desk.workflow.procedure.calendar
    days = next(one for one in count(1) if calendar.after(desk.now.date(), one) >= day)
    assert due(of(desk, "unit", Period(days - 1, Unit.WORKING_DAY))) == []
    assert len(due(of(desk, "unit", Period(days, Unit.WORKING_DAY)))) == 1


def test_of_two_roles_the_one_that_sees_more_is_looked_with() -> None:
    desk = opened()
    desk.do(c.BindRole(actor=UNIT, role="police", organisation=ORGANISATIONS["prison"]))
    convened(desk)
    found = of(desk, "prison")
    assert found.roles == ("prison", "police")
    assert [one[1] for one in due(found)] == ["due.conference"]


def test_what_the_lead_rests_on_above_the_cases_is_due_when_it_ends() -> None:
    """Its own agreements and means, for the agencies; nobody else's, and nothing without end."""
    soon, later = START.date() + timedelta(days=5), START.date() + timedelta(days=9)
    desk = opened(
        standing=[
            scenes.agreement(ends_on=later),
            AgreementMade(Agreement("a-2", "1", scenes.NORTH, scenes.LAST_YEAR, review_on=soon)),
            AgreementMade(Agreement("a-3", "1", ("Police North", "Court North"), soon, soon)),
            scenes.grant(Means.FUNDING, ends_on=soon),
            scenes.grant(Means.BUDGET),
            scenes.grant(Means.FUNDING, "Police North", soon),
        ]
    )
    expected = [
        (soon, "due.agreement-review", ("unit",)),
        (soon, "due.means", ("unit",)),
        (later, "due.agreement-ends", ("unit",)),
    ]
    assert due(of(desk, "unit")) == due(of(desk, "prison")) == expected
    assert due(of(desk, "client")) == []
    desk.later(days=6)
    assert due(of(desk, "unit")) == [expected[0], expected[2]]


def test_what_goes_on_under_another_version_or_grant_does_not_end() -> None:
    """The new version is the one to be looked at again."""
    soon, day = START.date() + timedelta(days=5), timedelta(days=1)
    first = Agreement("a-1", "1", scenes.NORTH, scenes.LAST_YEAR, soon, soon)
    second = Agreement("a-1", "2", scenes.NORTH, scenes.FIRST_DAY, soon + day)
    next_grant = Grant("Unit North", Means.FUNDING, "f-2", soon + day, soon + 2 * day)
    desk = opened(
        standing=[
            AgreementMade(first),
            AgreementMade(second),
            scenes.grant(Means.FUNDING, ends_on=soon),
            MeansGranted(next_grant),
        ]
    )
    assert due(of(desk, "unit")) == [
        (soon + day, "due.agreement-review", ("unit",)),
        (soon + 2 * day, "due.means", ("unit",)),
    ]
