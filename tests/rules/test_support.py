"""Whether somebody goes on supporting the client once the case is closed."""

import pytest

from ddrflow.model import commands as c
from ddrflow.model.record import Function
from ddrflow.model.verdict import Remedy
from tests.builders import UNIT, opened
from tests.rules import scenes_with_client as scenes
from tests.verdicts import said

RULE = ("support.named", "must", "act 42")
NAME = Remedy(
    "name-person",
    (("function", "onward-support"),),
    ("role", "organisation", "person"),
    ("unit",),
)


@pytest.mark.requirement("R99")
def test_a_case_is_not_let_go_before_somebody_is_named() -> None:
    """Refusal, remedy, acceptance."""
    asked = scenes.supported(None)
    verdict = asked.refused_by("support.named")
    assert said(verdict) == (*RULE, "person.no-onward-support", {})
    assert verdict.remedies == (NAME,)
    asked.execute(
        NAME, {"role": "welfare", "organisation": "Welfare North", "person": "p-9"}, by="unit"
    )
    asked.desk.take("part").again()


@pytest.mark.requirement("R12")
def test_the_one_who_is_named_is_of_a_party_to_the_case() -> None:
    """An organisation that has left supports nobody here."""
    assert scenes.supporter_left().refused_by("support.named").remedies == (NAME,)


def test_the_client_is_not_the_one_who_supports_the_client() -> None:
    """The family can be, and often is."""
    for role, organisation, is_named in (
        ("client", "The client", False),
        ("family", "The family", True),
    ):
        desk = opened()
        named = c.NamePerson(
            actor=UNIT,
            role=role,
            organisation=organisation,
            function=Function.ONWARD_SUPPORT,
            person="p-9",
        )
        desk.do(named)
        assert desk.take("part").decision().is_allowed is is_named
