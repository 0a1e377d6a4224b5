"""No case is opened on a workflow that has holes, unless it is a draft."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ddrflow.bootstrap import in_memory
from ddrflow.clock import ManualClock
from ddrflow.engine import Engine
from ddrflow.errors import Unproved
from ddrflow.model.agency import Actor
from ddrflow.model.commands import OpenCase
from ddrflow.model.workflow import Workflow
from ddrflow.proof import Admitting, Proof, prove
from ddrflow.store.memory import MemoryStore
from ddrflow.workflow.load import load, text_of

ASKED = "      - support.named\n"
MORE = f"{ASKED}      - conference.held: {{type: social-network, source: local choice}}\n"
OPENING = OpenCase(actor=Actor("p-1", "org-neustart", "neustart"))
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def stranding(folder: Path, *, draft: bool = False) -> str:
    """A file in which nobody leaves without a conference that rests on consent."""
    text = text_of("neustart").decode()
    assert text.count(ASKED) == 1
    text = text.replace(ASKED, MORE)
    if draft:
        text = text.replace("version: 1\n", "version: 1\ndraft: true\n", 1)
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_no_case_is_opened_on_a_workflow_with_a_hole(tmp_path: Path) -> None:
    """The error names each hole, and how to see what leads there."""
    engine = in_memory([stranding(tmp_path)], clock=ManualClock(NOW))
    with pytest.raises(Unproved) as fault:
        engine.open_case("neustart", "C-1", OPENING)
    assert fault.value.code == "E-UNPROVED"
    assert str(fault.value) == (
        "workflow `neustart` version 1 is not proved, so no case is opened on it\n"
        "  E-STRANDED: a no strands the case in `in-community`, led by `neustart`: no history "
        "leads to an end any more\n"
        "  help: `ddrflow check` tells the histories behind it; a `draft: true` can be tried"
    )
    assert engine.cases() == ()


def test_once_the_hole_is_mended_a_case_is_opened(tmp_path: Path) -> None:
    """Refusal, remedy, acceptance."""
    path = stranding(tmp_path)
    text = Path(path).read_text(encoding="utf-8")
    Path(path).write_text(text.replace(MORE, ASKED), encoding="utf-8")
    engine = in_memory([path], clock=ManualClock(NOW))
    assert engine.open_case("neustart", "C-1", OPENING).case.is_open


def test_a_draft_is_let_through_to_be_tried(tmp_path: Path) -> None:
    engine = in_memory([stranding(tmp_path, draft=True)], clock=ManualClock(NOW))
    assert engine.open_case("neustart", "C-1", OPENING).case.is_open


def test_each_workflow_is_searched_once() -> None:
    """A program opens many cases on few workflows."""
    asked: list[str] = []

    def counted(workflow: Workflow) -> Proof:
        asked.append(workflow.identity.name)
        return prove(workflow)

    admits = Admitting(counted)
    for name in ("catalonia", "neustart", "catalonia"):
        admits(load(name))
    assert asked == ["catalonia", "neustart"]


def test_an_engine_that_is_given_no_admission_opens_on_anything(tmp_path: Path) -> None:
    """Tests and rehearsals live procedures that have holes, to see what they do."""
    clock = ManualClock(NOW)
    engine = Engine(MemoryStore(clock), [load(stranding(tmp_path))])
    assert engine.open_case("neustart", "C-1", OPENING).case.is_open


def test_a_search_that_was_cut_short_proves_nothing() -> None:
    admits = Admitting(lambda workflow: prove(workflow, limit=10))
    with pytest.raises(Unproved, match="not proved: the search ended after"):
        admits(load("catalonia"))
