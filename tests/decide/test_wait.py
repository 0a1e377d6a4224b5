"""Why a case is not moving: for what it waits, and on whom."""

from datetime import date

import pytest

from ddrflow.engine import Refused
from ddrflow.model import commands as c
from ddrflow.model.verdict import Remedy
from tests.acts import convened, entered
from tests.builders import COURT, ORGANISATIONS, POLICE, START, UNIT, actor, opened
from tests.decide.waits import DAY, fields, waits
from tests.rules import scenes_of_leads as of_leads
from tests.rules import scenes_of_preparation as of_preparation


def test_a_case_waits_on_those_who_can_supply_what_is_missing() -> None:
    """Roles as the remedies name them, and the organisations that play them."""
    [wait] = waits(opened(), "plan.none-adopted")
    assert fields(wait) == {"kind": "plan"}
    assert wait.roles == ("unit", "welfare")
    assert wait.organisations == ("Unit North", "Welfare North")
    assert [one.command for one in wait.remedies] == ["adopt-plan", "allow-deviation"]


def test_a_free_step_waits_on_those_who_may_take_it() -> None:
    """Nothing is missing but the deed."""
    free = waits(opened(), "waiting.step-is-free")
    assert [fields(one)["trigger"] for one in free] == ["stay", "choose", "set-right", "prepare"]
    assert (free[0].roles, free[0].since) == (("prison", "unit"), START)
    take = Remedy("take-step", (("trigger", "stay"),), by=("prison", "unit"))
    assert free[0].remedies == (take,)


def test_nobody_waits_for_a_court_to_release_somebody() -> None:
    """What may happen is no task of anybody."""
    told = [value for one in opened().engine.waiting("c-1") for value in fields(one).values()]
    assert "court-releases" not in told


def test_a_proposal_waits_on_the_successor_since_it_was_made() -> None:
    """The successor accepts or declines."""
    desk = opened()
    desk.later(days=2)
    of_leads.proposed(desk)
    desk.later(days=9)
    [wait] = waits(desk, "waiting.acceptance")
    assert fields(wait) == {"successor": "police"}
    assert (wait.since, wait.organisations) == (START + 2 * DAY, ("Police North",))
    assert [one.command for one in wait.remedies] == ["accept-lead", "decline-lead"]


def test_an_accepted_hand_over_waits_on_both_sides() -> None:
    """Either lets it take effect."""
    [wait] = waits(of_leads.accepted(opened()), "waiting.take-over")
    assert (fields(wait), wait.roles) == ({"successor": "police"}, ("police", "unit"))
    assert wait.organisations == ("Police North", "Unit North")
    assert wait.remedies == (Remedy("take-over-lead", by=("police", "unit")),)


def test_who_may_lead_in_the_next_phase_only_is_not_told_to_take_over_yet() -> None:
    """Refused now, accepted once the case is there; the line to type comes with it."""
    desk = of_leads.accepted(opened(), "aftercare")
    assert [one.remedies for one in waits(desk, "waiting.take-over")] == [()]
    with pytest.raises(Refused):
        desk.do(c.TakeOverLead(actor=actor("aftercare")))
    desk.do(c.TakeStep(actor=UNIT, trigger="prepare"))
    [wait] = waits(desk, "waiting.take-over")
    assert wait.remedies == (Remedy("take-over-lead", by=("aftercare", "unit")),)
    desk.do(c.TakeOverLead(actor=actor("aftercare")))


def test_a_hand_over_that_was_declined_waits_on_nobody() -> None:
    """It is over."""
    desk = of_leads.proposed(opened())
    desk.do(c.DeclineLead(actor=POLICE))
    assert waits(desk, "waiting.acceptance") == []


def test_a_review_waits_on_its_owner_once_it_is_reminded_of_and_until_it_is_held() -> None:
    """Not before the reminder; since then, since the day came, and since the grace was over."""
    desk = opened()
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"))
    desk.later(days=23)
    assert desk.engine.lapse("c-1") == ()
    assert waits(desk, "waiting.review-reminded") == []
    passing = (
        (1, "waiting.review-reminded"),
        (7, "waiting.review-due"),
        (8, "waiting.review-missed"),
    )
    for days, message in passing:
        desk.later(days=days)
        desk.engine.lapse("c-1")
        [wait] = waits(desk, message)
        assert fields(wait) == {"review": "watch", "due_on": str(date(2026, 4, 2))}
        assert (wait.since, wait.organisations) == (desk.now, ("Unit North",))
        assert wait.remedies == (Remedy("hold-review", (("review", "watch"),)),)


def test_a_breach_waits_on_its_owner_since_it_was_opened() -> None:
    """Until it is closed."""
    desk = opened()
    desk.later(days=1)
    desk.do(of_preparation.plan(), c.TakeStep(actor=COURT, trigger="court-releases"))
    [wait] = waits(desk, "waiting.breach")
    [breach] = desk.case.exceptions.open_breaches()
    due = str(date(2026, 3, 10))
    rule = "lead.covers-next-phase"
    assert fields(wait) == {"breach": breach.breach, "rule": rule, "due_on": due}
    assert (wait.since, wait.organisations) == (START + DAY, ("Police North",))
    assert wait.remedies == (Remedy("close-breach", (("breach", breach.breach),)),)


def test_a_conference_under_way_waits_on_its_convenors_since_its_stage_began() -> None:
    """And on nobody once it has ended."""
    desk = opened()
    convened(desk)
    desk.later(hours=1)
    entered(desk, "preparation")
    [wait] = waits(desk, "waiting.conference")
    assert fields(wait) == {"conference": "k-1", "stage": "preparation"}
    assert (wait.since, wait.roles) == (desk.now, ("police", "unit"))
    desk.do(c.CancelConference(actor=UNIT, conference="k-1"))
    assert waits(desk, "waiting.conference") == []


def test_what_is_not_known_is_waited_for_as_well() -> None:
    """Undecided refuses, so somebody has to say it."""
    [wait] = waits(opened(), "person.contacts-not-known")
    assert wait.roles == ("prison", "unit")


def test_over_all_cases_each_organisation_is_counted_once_a_case() -> None:
    """Who holds up how many, the most first."""
    desk = opened()
    small = tuple((role, ORGANISATIONS[role]) for role in ("unit", "client"))
    desk.engine.open_case("synthetic", "c-2", c.OpenCase(actor=UNIT, bindings=small))
    counted = desk.engine.held_up()
    assert counted["Unit North"] == 2
    assert counted["Welfare North"] == 1
    assert [*counted.values()] == sorted(counted.values(), reverse=True)
