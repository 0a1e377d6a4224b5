"""Refusals by rule, deviations, breaches and how long they took to mend."""

from contextlib import suppress
from datetime import timedelta

import pytest

from ddrflow.engine import Refused
from ddrflow.model import commands as c
from tests.builders import COURT, UNIT, Desk, opened
from tests.measures.taken import groups, whole


def refused(desk: Desk, trigger: str) -> None:
    """A step is asked for and refused."""
    with pytest.raises(Refused):
        desk.do(c.TakeStep(actor=UNIT, trigger=trigger))


def released() -> Desk:
    """The court has released without a plan, and the unit has no remit after release."""
    desk = opened()
    desk.do(c.TakeStep(actor=COURT, trigger="court-releases"))
    return desk


def test_where_nothing_went_wrong_it_is_known_to_be_nothing() -> None:
    desk = opened()
    for name in ("refusals", "refusals-by-rule", "deviations", "breaches-opened"):
        assert whole(desk, name) == 0
        assert groups(desk, name) == {}


def test_without_a_breach_nothing_is_known_of_mending() -> None:
    desk = opened()
    assert whole(desk, "breaches-closed") is None
    assert whole(desk, "days-to-mend") is None


def test_refusals_are_counted_by_what_refused() -> None:
    desk = opened()
    refused(desk, "inform")
    refused(desk, "inform")
    refused(desk, "release")
    assert whole(desk, "refusals") == 3
    assert groups(desk, "refusals-by-rule") == {"notice.given": 2, "wrong-state": 1}


def test_a_deviation_is_counted_by_the_rule_that_it_lifts() -> None:
    desk = opened()
    desk.do(
        c.AllowDeviation(
            actor=COURT,
            rule="plan.adopted",
            until=desk.now + timedelta(days=9),
            asked_by="p-unit",
        )
    )
    assert groups(desk, "deviations") == {"plan.adopted": 1}
    desk.do(c.CorrectEntry(actor=COURT, wrong=desk.case.version, why="recorded-in-error"))
    assert whole(desk, "deviations") == 0


def test_breaches_are_opened_closed_and_mended_in_days() -> None:
    desk = released()
    assert groups(desk, "breaches-opened") == {"lead.covers-next-phase": 1, "plan.adopted": 1}
    assert whole(desk, "breaches-closed") == 0
    assert whole(desk, "days-to-mend") is None
    desk.later(days=6)
    plan = c.AdoptPlan(actor=UNIT, kind="plan", parts=("residence", "work"))
    desk.do(plan)
    for one in desk.case.exceptions.open_breaches():
        with suppress(Refused):
            desk.do(c.CloseBreach(actor=UNIT, breach=one.breach))
    assert groups(desk, "breaches-closed") == {"lead.covers-next-phase": 0, "plan.adopted": 1}
    assert groups(desk, "days-to-mend") == {"plan.adopted": 6}
