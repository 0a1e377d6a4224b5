"""What a version once answered it answers today: kept histories are lived again, entry by entry."""

from pathlib import Path

import pytest

from ddrflow.decide import decide
from ddrflow.engine import Engine
from ddrflow.migration import replay
from ddrflow.model.case import Case
from ddrflow.model.events import Entry
from ddrflow.model.fold import evolve
from ddrflow.model.standing import standing_of
from ddrflow.wire.given import command_behind
from ddrflow.workflow.load import load, restored, shipped
from tests.golden import FILES, opened, read, text_of
from tests.golden.record import file_of

NAMES = [one.stem for one in FILES]


@pytest.mark.parametrize("name", shipped())
def test_every_shipped_version_has_a_history(name: str) -> None:
    """`python -m tests.golden.record` records one for a version that has none."""
    workflow = load(name)
    kept = read(file_of(workflow)).archive.workflow
    assert (kept.name, kept.version) == (workflow.identity.name, workflow.identity.version)
    assert kept.digest == workflow.identity.digest, "the file changed: count its version up"


@pytest.mark.parametrize("name", shipped())
def test_the_document_that_a_store_keeps_is_the_same_workflow_as_its_file(name: str) -> None:
    """So a case goes on alike where the file is gone: no order of the file decides anything."""
    workflow = load(name)
    assert restored(workflow.document) == workflow


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_a_history_is_taken_in_verified_and_written_down_as_it_was(
    file: Path, tmp_path: Path
) -> None:
    golden = read(file)
    with opened(golden, tmp_path) as engine:
        case = engine.case(golden.archive.case)
        assert case.version == len(golden.archive.entries)
        assert engine.workflow(case).document
    assert text_of(golden) == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_every_command_of_a_history_records_today_what_it_recorded(
    file: Path, tmp_path: Path
) -> None:
    """By people and by the clock alike, under the workflow that the history brings with it."""
    golden = read(file)
    with opened(golden, tmp_path) as engine:
        entries = engine.events(golden.archive.case)
        assert lived_again(engine, entries) == len({one.cause for one in entries})


def lived_again(engine: Engine, entries: tuple[Entry, ...]) -> int:
    """How many commands were asked again, each of the case as it stood then."""
    workflow = engine.workflow(engine.case(entries[0].case_id))
    above, case = engine.standing_entries(), None
    asked = 0
    for number, entry in enumerate(entries):
        if entry.cause == entry.seq:
            asked += 1
            standing = standing_of(above[: entry.standing_seq])
            command, history = command_behind(entry), entries[:number]
            decision = decide(workflow, case, standing, command, entry.recorded_at, history)
            recorded = [one.event for one in entries if one.cause == entry.seq]
            assert [one.event for one in decision.drafts] == recorded, f"entry {entry.seq}"
        case = _after(case, entry, entries[:number])
    return asked


def _after(case: Case | None, entry: Entry, history: tuple[Entry, ...]) -> Case:
    return evolve(case, entry, history)


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_what_was_refused_in_a_history_is_refused_today(file: Path, tmp_path: Path) -> None:
    """And nothing that was allowed is refused, as `ddrflow replay` tells it."""
    golden = read(file)
    with opened(golden, tmp_path) as engine:
        case = engine.case(golden.archive.case)
        found = replay(engine, engine.workflow(case), golden.archive.case)
    assert (found.differing, found.unasked) == ((), ())
    assert found.asked > len(golden.archive.refusals)
