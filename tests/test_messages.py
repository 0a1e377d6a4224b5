"""Every message that the code can give has words, and every word is given by the code."""

import ast
from dataclasses import fields
from pathlib import Path
from string import Formatter

import pytest

import ddrflow.decide
import ddrflow.migration
import ddrflow.rules
from ddrflow.decide import told_above
from ddrflow.messages import CATALOGUE, EVENTS, STANDING, render
from ddrflow.model import events as e
from ddrflow.model.consent import ConsentStatus
from ddrflow.model.decision import Outcome
from ddrflow.model.naming import kebab
from ddrflow.model.review import ReviewStatus
from ddrflow.model.standing import STANDING_EVENTS
from tests.standing import EVERY_EVENT

GIVERS = {"unmet", "undecided", "wrong_state", "Reason"}
COMPUTED = {
    *(f"consent.{one}" for one in ConsentStatus if one is not ConsentStatus.GIVEN),
    *(f"waiting.review-{one}" for one in ReviewStatus if one is not ReviewStatus.SCHEDULED),
    *(f"outcome.{one}" for one in Outcome),
    *(f"event.{kebab(one)}" for one in e.EVENTS),
    *(f"standing.{kebab(one)}" for one in STANDING_EVENTS),
    "conference.only-inquorate",
    "conference.none-held",
    "case.stale",
}
"""Ids that are put together while the program runs, or given by the engine."""


def given_in_source() -> set[str]:
    """The message ids that stand as text in a call that gives a message."""
    found: set[str] = set()
    for package in (ddrflow.rules, ddrflow.decide, ddrflow.migration):
        for file in Path(str(package.__file__)).parent.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text())):
                if not isinstance(node, ast.Call) or not node.args:
                    continue
                name = getattr(node.func, "id", "")
                first = node.args[0]
                if name in GIVERS and isinstance(first, ast.Constant) and first.value:
                    found.add(str(first.value))
    return found


def test_every_message_that_is_given_has_words() -> None:
    """No reader ever meets a bare id."""
    assert (given_in_source() | COMPUTED) - set(CATALOGUE) == set()


def test_no_words_are_kept_for_a_message_that_nothing_gives() -> None:
    """The catalogue is as long as the code needs it."""
    assert set(CATALOGUE) - (given_in_source() | COMPUTED) == set()


@pytest.mark.parametrize("kind", e.EVENTS)
def test_the_words_of_an_event_use_its_own_facts(kind: type[e.Event]) -> None:
    """A timeline line can always be written."""
    template = EVENTS[f"event.{kebab(kind)}"]
    used = {name for _, name, _, _ in Formatter().parse(template) if name}
    assert used <= {one.name for one in fields(kind)}


def test_the_words_of_a_standing_event_use_its_own_facts() -> None:
    """Whatever was recorded above the cases can be told in a line."""
    for event in EVERY_EVENT:
        told = told_above(event)
        used = {name for _, name, _, _ in Formatter().parse(STANDING[told.message]) if name}
        assert used <= {one.name for one in told.fields}


def test_a_message_is_a_fact_with_its_values() -> None:
    """Values are put in as they are and never read as a template."""
    text = render("lead.not-accepted", {"successor": "probation"})
    assert text == "`probation` has not accepted the lead"
    assert render("lead.not-accepted", {"successor": "{0.__class__}"}).startswith("`{0.__class__}`")


def test_a_message_without_words_is_told_by_its_id_and_fields() -> None:
    """A third party's rule may give a message that no catalogue has."""
    assert render("acme.gone", {"role": "prison"}) == "acme.gone (role `prison`)"
    assert render("acme.gone", {}) == "acme.gone"
    assert render("lead.not-accepted", {"lead": "x"}) == "lead.not-accepted (lead `x`)"
