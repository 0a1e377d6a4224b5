"""Days without lead, changes of lead, and who stayed after release."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from ddrflow.measures import Past, Seen, past
from ddrflow.measures.lead import days_without_lead
from ddrflow.model import commands as c
from ddrflow.model.record import Function
from tests.acts import hand_over
from tests.builders import COURT, START, UNIT, Desk, actor, opened
from tests.measures.taken import groups, whole

DAY = timedelta(days=1)


def past_of(desk: Desk) -> Past:
    """The past of the desk's case, as of now."""
    return past(desk.workflow, desk.engine.events(desk.case_id), (), desk.now)


@pytest.mark.requirement("R8", "R63")
def test_a_case_that_was_handed_over_had_a_lead_every_day() -> None:
    desk = opened()
    desk.later(days=10)
    hand_over(desk, "police")
    desk.later(days=10)
    assert whole(desk, "days-without-lead") == 0
    assert whole(desk, "lead-changes") == 1


def test_a_case_that_was_never_handed_over_has_no_change_of_lead() -> None:
    assert whole(opened(), "lead-changes") == 0


@pytest.mark.parametrize(
    ("broken", "days"),
    [
        ({"starts_at": START + timedelta(hours=1)}, 1),
        ({"starts_at": START + 2 * DAY}, 3),
        ({"accepted_by": ""}, 4),
        ({"organisation": "nobody-of-the-case"}, 4),
    ],
)
def test_a_lead_that_did_not_begin_or_accept_or_play_its_role_is_counted(
    broken: dict[str, Any], days: int
) -> None:
    """Local days touched: opened on Monday at nine, looked at on Thursday at nine."""
    desk = opened()
    desk.later(days=3)
    whole_past = past_of(desk)
    [term] = whole_past.case.lead.terms
    lead = replace(whole_past.case.lead, terms=(replace(term, **broken),))
    one = replace(whole_past, case=replace(whole_past.case, lead=lead))
    assert list(days_without_lead(one)) == [Seen(days)]


def test_a_gap_that_ends_at_midnight_does_not_touch_the_next_day() -> None:
    """Midnight in Vienna is 23:00 in UTC, in winter."""
    desk = opened()
    desk.later(days=3)
    one = past_of(desk)
    [term] = one.case.lead.terms
    late = replace(term, starts_at=START.replace(hour=23))
    lead = replace(one.case.lead, terms=(late,))
    assert list(days_without_lead(replace(one, case=replace(one.case, lead=lead)))) == [Seen(1)]


def released(*named: str) -> Desk:
    """A case that the court has released, with workers of probation named before, day by day."""
    desk = opened()
    for person in named:
        name(desk, person)
        desk.later(days=1)
    desk.do(c.TakeStep(actor=COURT, trigger="court-releases"))
    desk.later(days=1)
    return desk


def name(desk: Desk, person: str, role: str = "probation") -> None:
    """Name a worker of a role."""
    who = actor(role)
    desk.do(
        c.NamePerson(
            actor=who,
            role=role,
            organisation=who.organisation,
            function=Function.WORKER,
            person=person,
        )
    )


@pytest.mark.requirement("R12", "R91")
def test_a_worker_who_stays_after_release_is_the_same() -> None:
    desk = released("p-old", "p-1")
    assert groups(desk, "same-worker-after-release") == {"probation": (1, 1)}
    name(desk, "p-1")
    assert whole(desk, "same-worker-after-release") == (1, 1)


def test_another_worker_after_release_is_not_the_same() -> None:
    desk = released("p-1")
    name(desk, "p-2")
    assert whole(desk, "same-worker-after-release") == (0, 1)


def test_without_a_worker_or_a_release_nothing_is_known_of_the_same_worker() -> None:
    assert whole(released(), "same-worker-after-release") is None
    desk = opened()
    name(desk, "p-1")
    assert whole(desk, "same-worker-after-release") is None


def test_a_role_that_ends_with_release_need_not_keep_its_worker() -> None:
    """The prison's remit is custody and release."""
    desk = opened()
    name(desk, "p-1", "prison")
    desk.do(c.TakeStep(actor=COURT, trigger="court-releases"))
    assert whole(desk, "same-worker-after-release") is None


def test_an_organisation_that_left_after_release_took_its_worker_with_it() -> None:
    desk = released("p-1")
    probation = actor("probation")
    desk.do(
        c.UnbindRole(actor=UNIT, role="probation", organisation=probation.organisation),
        c.BindRole(actor=UNIT, role="probation", organisation="Probation South"),
    )
    assert whole(desk, "same-worker-after-release") == (0, 1)


def test_a_release_that_was_recorded_in_error_is_none() -> None:
    desk = released("p-1")
    name(desk, "p-2")
    [step] = [
        one.seq
        for one in desk.engine.events(desk.case_id)
        if type(one.event).__name__ == "StepTaken"
    ]
    desk.do(c.CorrectEntry(actor=UNIT, wrong=step, why="recorded-in-error"))
    assert whole(desk, "same-worker-after-release") is None
