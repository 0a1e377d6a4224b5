"""What stands above the cases: what it comes to when facts are recorded."""

from dataclasses import fields, replace
from datetime import date

import pytest

from ddrflow.model.standing import (
    STANDING_EVENTS,
    Activity,
    ActivityHeld,
    ActivityKind,
    AgreementMade,
    BoardDecision,
    Contact,
    ContactEnded,
    ContactNamed,
    ContactsListed,
    Standing,
    StandingCorrected,
)
from ddrflow.wire import STANDING_NAMES
from tests.standing import (
    AGREEMENT,
    ALIGNMENT,
    BOARD,
    EVERY_EVENT,
    FUNDING,
    MEETING,
    PROCEDURE,
    TRAINING,
    recorded,
)


@pytest.mark.requirement("R20", "R95")
def test_each_fact_joins_the_others_of_its_kind() -> None:
    """What was never recorded of is not known, which is not the same as that there is nothing."""
    assert recorded(*EVERY_EVENT[3:11]) == Standing(
        seq=8,
        agreements=(AGREEMENT,),
        alignments=(ALIGNMENT,),
        procedures=(PROCEDURE,),
        activities=(TRAINING,),
        grants=(FUNDING,),
        boards=(BOARD,),
        meetings=(MEETING,),
        decisions=(BoardDecision("d-1", "m-1"),),
    )


def test_the_test_facts_are_of_every_kind() -> None:
    """A new event is among them, and has a name by which it is asked for."""
    assert {type(one) for one in EVERY_EVENT} == set(STANDING_EVENTS)
    assert {*STANDING_NAMES.values(), ContactsListed} == set(STANDING_EVENTS)


def test_a_fact_takes_the_place_of_the_one_that_it_cannot_be_told_from() -> None:
    """Said anew, not said twice; another version stands beside the first."""
    longer = replace(AGREEMENT, ends_on=date(2027, 1, 1))
    second = replace(AGREEMENT, version="2", starts_on=date(2026, 1, 1), review_on=None)
    events = [AgreementMade(one) for one in (AGREEMENT, second, longer)]
    assert recorded(*events).agreements == (second, longer)


def test_contacts_come_and_go_one_by_one() -> None:
    """Naming one for an organisation that has one replaces it."""
    first, other = Contact("prison-graz", "p-7"), Contact("neustart-graz", "p-1")
    after = recorded(
        ContactsListed((first, other)),
        ContactNamed(replace(first, person="p-8")),
        ContactEnded("neustart-graz"),
    )
    assert after.contacts == (replace(first, person="p-8"),)


def test_what_was_recorded_in_error_does_not_count_and_what_it_replaced_does() -> None:
    """The entry stays in the stream, with its number."""
    wrong = replace(AGREEMENT, ends_on=date(2025, 2, 1))
    error = StandingCorrected(2, "recorded-in-error")
    after = recorded(AgreementMade(AGREEMENT), AgreementMade(wrong), error)
    assert after == Standing(3, agreements=(AGREEMENT,))
    assert recorded(AgreementMade(AGREEMENT), replace(error, wrong=1)) == Standing(2)


@pytest.mark.requirement("R95", "R77")
@pytest.mark.parametrize("kind", ActivityKind)
def test_an_activity_of_each_kind_is_held_outside_any_case(kind: ActivityKind) -> None:
    """A case-independent meeting too: there is no place in it for a case, nor for words."""
    held = replace(TRAINING, activity=f"a-{kind}", kind=kind, procedure="", version="")
    assert recorded(ActivityHeld(held)).activities == (held,)
    assert {one.name for one in fields(Activity)} == {
        "activity",
        "kind",
        "held_on",
        "organisations",
        "persons",
        "procedure",
        "version",
    }
