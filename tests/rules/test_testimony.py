"""What a testimony tells, and who gives it (R46)."""

from datetime import timedelta

import pytest

from ddrflow.engine import Refused
from ddrflow.model import commands as c
from ddrflow.model.verdict import Remedy
from tests.builders import TICK, UNIT
from tests.rules import scenes_of_items as scenes
from tests.verdicts import said

RELEASED = ("document.released-only", "must", "ran R46, R85")


@pytest.mark.requirement("R46", "R74")
def test_a_testimony_tells_only_what_its_owner_released_to_the_court() -> None:
    """Refusal, remedy, acceptance."""
    asked = scenes.witnessing()
    verdict = asked.refused_by("document.released-only")
    values = {"kind": "testimony", "items": "i-1"}
    assert said(verdict) == (*RELEASED, "document.item-not-released", values)
    release = Remedy("release-item", (("item", "i-1"), ("roles", "court")), by=("clinic",))
    assert verdict.remedies == (release,)
    asked.execute(release)
    asked.again()
    assert asked.desk.case.care.documents[0].items == ("i-1",)


def test_a_testimony_names_the_items_that_it_tells() -> None:
    asked = scenes.witnessing("court", named=())
    verdict = asked.refused_by("document.released-only")
    assert said(verdict)[3:] == ("document.names-no-item", {"kind": "testimony"})
    asked.execute(verdict.remedies[0], {"document": "d-1", "items": "i-1"}, by="clinic")


def test_an_open_letter_tells_only_what_is_open() -> None:
    """Nothing confidential reaches what the client reads unless its owner released it."""
    asked = scenes.in_a_letter(scenes.CONFIDENTIAL)
    verdict = asked.refused_by("document.released-only")
    [remedy] = verdict.remedies
    assert remedy.filled == (("item", "i-1"), ("information", "open"))
    asked.execute(remedy)
    asked.again()


@pytest.mark.requirement("R46")
def test_whoever_leads_and_testifies_becomes_a_witness() -> None:
    """Somebody else of those who may testify does."""
    asked = scenes.witnessing("court", by=UNIT)
    verdict = asked.refused_by("testimony.double-role")
    assert said(verdict)[3:] == ("testimony.helper-is-witness", {"role": "unit"})
    [remedy] = verdict.remedies
    assert remedy.by == ("clinic",)
    asked.desk.do(scenes.item(scenes.CLINIC, "i-2"))
    asked.desk.do(scenes.let_go("court", by=scenes.CLINIC, name="i-2"))
    asked.execute(remedy, {"document": "d-1", "items": "i-2"})


def test_whoever_works_with_the_client_and_testifies_becomes_a_witness() -> None:
    """From when its worker was named; with nobody else to testify there is no remedy."""
    verdict = scenes.helping_since(timedelta()).refused_by("testimony.double-role")
    assert verdict.remedies == ()
    assert scenes.helping_since(-TICK).decision().is_allowed


def test_a_withdrawn_item_is_told_in_no_document() -> None:
    asked = scenes.witnessing("court")
    asked.desk.do(c.WithdrawItem(actor=scenes.CLINIC, item="i-1", why="found-wrong"))
    with pytest.raises(Refused, match="its owner withdrew `i-1`"):
        asked.again()
