"""Where a case goes on that ends here is on record."""

from datetime import timedelta

import pytest

from ddrflow.model.information import InformationClass
from ddrflow.model.reference import Relation
from tests.builders import POLICE, TICK
from tests.rules import scenes_of_references as scenes
from tests.verdicts import said

RULE = "case.continued"


@pytest.mark.requirement("R99")
def test_a_case_goes_on_where_its_lead_says() -> None:
    """Refusal, remedy, acceptance."""
    asked = scenes.going_on()
    verdict = asked.refused_by(RULE)
    assert said(verdict) == (RULE, "must", "act 47", "case.goes-on-nowhere", {})
    [remedy] = verdict.remedies
    assert (remedy.filled, remedy.by) == ((("relation", "continued-in"),), ("unit",))
    asked.execute(remedy, {"system": "south-cases", "reference": "s-1"})
    asked.again()


@pytest.mark.parametrize(
    "relation", [Relation.RECORD, Relation.SAME_PERSON, Relation.CONTINUES], ids=str
)
def test_another_relation_does_not_say_where_it_goes_on(relation: Relation) -> None:
    scenes.going_on(scenes.referred(relation)).refused_by(RULE)


def test_what_holds_no_more_does_not_count() -> None:
    scenes.going_on(scenes.referred(), scenes.no_more()).refused_by(RULE)


def test_it_counts_from_when_it_was_put_on_record() -> None:
    """For a step that is entered late too, and the refusal says from when on it would pass."""
    early = scenes.going_on_since(-TICK)
    assert early.refused_by(RULE).passes_from == early.command.occurred_at + TICK  # type: ignore[operator]
    assert scenes.going_on_since(timedelta()).decision().is_allowed


def test_what_not_every_agency_may_know_of_does_not_count() -> None:
    """The answer would tell of it."""
    secret = scenes.referred(by=POLICE, information=InformationClass.CONFIDENTIAL)
    scenes.going_on(secret).refused_by(RULE)
