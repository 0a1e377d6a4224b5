"""Whether a document that a step rests on was filed."""

from datetime import timedelta

import pytest

from ddrflow.decide import show, timeline
from ddrflow.model import commands as c
from ddrflow.model.agency import Viewer
from ddrflow.model.verdict import Remedy
from tests.builders import CLIENT, UNIT, opened
from tests.rules import scenes_of_preparation as of_preparation
from tests.verdicts import said, shown_to

RULE = ("document.filed", "must", "act 26")
FILE = Remedy("file-document", (("kind", "report"),), ("document",), ("clinic", "unit"))


@pytest.mark.requirement("R78")
def test_a_document_that_nobody_filed_is_filed() -> None:
    """Refusal, remedy, acceptance, by each of those who may file it."""
    for by in ("clinic", "unit"):
        asked = of_preparation.reported()
        verdict = asked.refused_by("document.filed")
        assert said(verdict) == (*RULE, "document.not-filed", {"kind": "report"})
        assert shown_to(verdict) == {"kind": "internal"}
        assert verdict.remedies == (FILE,)
        asked.execute(FILE, {"document": "d-9"}, by=by)
        asked.again()


def test_a_document_that_is_too_old_is_filed_again() -> None:
    """A month counts in days of the calendar; the newest document counts."""
    assert of_preparation.reported_ago(of_preparation.REPORT_IS_GOOD).decision().is_allowed
    asked = of_preparation.reported_ago(of_preparation.REPORT_IS_GOOD + timedelta(days=1))
    verdict = asked.refused_by("document.filed")
    values = {"kind": "report", "within": "1 month"}
    assert said(verdict) == (*RULE, "document.too-old", values)
    asked.execute(FILE, {"document": "d-9"})
    asked.again()


def test_a_document_is_known_to_those_whom_its_kind_is_for() -> None:
    """The client reads of the letter and not of the report."""
    desk = opened()
    for kind, name in (("report", "d-1"), ("letter", "d-2")):
        desk.do(c.FileDocument(actor=UNIT, kind=kind, document=name, text="Words."))
    client = Viewer(CLIENT.organisation, CLIENT.role)
    [section] = [
        one for one in show(desk.workflow, desk.case, desk.now, client) if one.name == "documents"
    ]
    assert [row[0].value for row in section.rows] == ["d-2"]
    history = desk.engine.events(desk.case_id)
    lines = timeline(desk.workflow, desk.case, history, desk.now, client)
    named = [one.what for one in lines if one.what.message == "event.document-filed"]
    assert [one.fields[1].value for one in named] == ["d-2"]
