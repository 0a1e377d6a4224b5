"""What was recorded, one line an entry: the same for programs and for spreadsheets."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from typing import Any, Final, get_type_hints

import pytest

from ddrflow.export import event_lines, event_table
from ddrflow.export.event_rows import FACTS
from ddrflow.export.recorded import PERSONS, counting
from ddrflow.model.agency import KEEPER
from ddrflow.model.case import WorkflowId
from ddrflow.model.commands import COMMANDS
from ddrflow.model.commands.base import From
from ddrflow.model.events import (
    EVENTS,
    CaseMigrated,
    CaseOpened,
    Entry,
    MinorityRecorded,
    MinutesFiled,
    ReferenceAdded,
)
from ddrflow.model.naming import kebab
from tests.export.histories import (
    NAMES,
    histories,
    history,
    last_step,
    persons,
    said,
    with_correction,
)

MOVED: Final = "neustart/moved-released-and-recalled"
BOTH: Final = (event_lines, event_table)


def lines(entries: Sequence[Entry], **asked: bool) -> list[dict[str, Any]]:
    """The lines as a reader of JSON sees them."""
    return [json.loads(one) for one in event_lines([entries], **asked).splitlines()]


def rows(entries: Sequence[Entry], **asked: bool) -> list[dict[str, str]]:
    """The rows as a reader of CSV sees them."""
    return list(csv.DictReader(io.StringIO(event_table([entries], **asked))))


@pytest.mark.parametrize("name", NAMES)
def test_there_is_one_line_and_one_row_for_each_entry_that_counts(name: str) -> None:
    entries = history(name)
    counted = [(one.case_id, one.seq, kebab(type(one.event))) for one in counting(entries)]
    assert [(one["case"], one["seq"], one["event"]) for one in lines(entries)] == counted
    told = [(one["case"], int(one["seq"]), one["event"]) for one in rows(entries)]
    assert told == counted


def test_a_row_says_what_its_line_says() -> None:
    """As far as it has a column for it."""
    entries = history(MOVED)
    for line, row in zip(lines(entries), rows(entries), strict=True):
        for name in ("case", "workflow", "occurred_at", "recorded_at", "by_role", "event"):
            assert row[name] == line[name]
        for name in FACTS:
            value = line["facts"].get(name)
            wanted = "" if value is None else str(value)
            assert row[name] == (wanted.lower() if isinstance(value, bool) else wanted)


@pytest.mark.parametrize("write", BOTH)
def test_what_was_corrected_is_left_out_and_the_correction_stands(
    write: Callable[..., str],
) -> None:
    entries = history(MOVED)
    wrong = last_step(entries)
    before, after = (write([one]) for one in (entries, with_correction(entries, wrong)))
    gone = [one for one in before.splitlines() if one not in after.splitlines()]
    assert any(wrong.event.trigger in one for one in gone)  # type: ignore[attr-defined]
    assert "entry-corrected" in after.splitlines()[-1]


@pytest.mark.parametrize("write", BOTH)
@pytest.mark.parametrize("name", NAMES)
def test_no_person_and_no_free_text_is_told(name: str, write: Callable[..., str]) -> None:
    entries = history(name)
    for text in (write([entries]), write([entries], persons=True)):
        cells = set(text.replace('"', ",").split(","))
        assert not cells & persons(entries)
        assert not any(one in text for one in said(entries))


def test_the_facts_that_name_a_person_are_all_known() -> None:
    """A new event that names one has to be told of in `PERSONS`."""
    asked = {
        name
        for command in COMMANDS
        for name, hint in get_type_hints(command, include_extras=True).items()
        for mark in getattr(hint, "__metadata__", ())
        if isinstance(mark, From) and "person" in str(mark)
    }
    recorded = {one.name for event in EVENTS for one in fields(event)}
    assert asked & recorded <= set(PERSONS) <= recorded


def test_a_person_is_the_same_number_wherever_it_stands_and_the_clock_is_none() -> None:
    entries = history(MOVED)
    numbers: dict[str, set[str]] = {}
    for line, entry in zip(lines(entries, persons=True), counting(entries), strict=True):
        numbers.setdefault(entry.actor.person, set()).add(line["by_person"])
    assert numbers.pop(KEEPER.person) == {""}
    assert all(len(one) == 1 for one in numbers.values())
    assert len(set.union(*numbers.values())) == len(numbers) > 1


def test_who_the_client_is_elsewhere_and_when_they_come_of_age_is_withheld() -> None:
    every = [one for each in histories() for one in each]
    for kind, name in ((ReferenceAdded, "reference"), (MinorityRecorded, "until")):
        found = [one for one in every if isinstance(one.event, kind)]
        assert found
        opened = history(MOVED)[0]
        told = lines([opened, *(replace(one, cause=one.seq) for one in found)])
        assert all(name not in one["facts"] for one in told[1:])


@pytest.mark.parametrize("simulated", [True, False])
def test_every_line_and_every_row_says_whether_the_case_is_simulated(
    simulated: bool,  # noqa: FBT001
) -> None:
    entries = history(MOVED)
    assert {one["simulated"] for one in lines(entries, simulated=simulated)} == {simulated}
    told = {one["simulated"] for one in rows(entries, simulated=simulated)}
    assert told == {str(simulated).lower()}


def test_no_cell_is_taken_for_a_formula() -> None:
    opened = replace(history(MOVED)[0], case_id="=1+1")
    bad = replace(opened, actor=replace(opened.actor, organisation="\uff1dcmd|'/c calc'!A1"))
    [row] = rows([bad])
    assert row["case"] == "'=1+1"
    assert row["by_organisation"].startswith("'")
    assert lines([bad])[0]["case"] == "=1+1"


def test_the_minutes_of_a_sitting_are_no_number_of_minutes() -> None:
    opened = history(MOVED)[0]
    filed = replace(opened, seq=2, cause=2, event=MinutesFiled("talk-1", "minutes-1"))
    assert rows([opened, filed])[1]["minutes"] == ""
    assert lines([opened, filed])[1]["facts"]["minutes"] == "minutes-1"


def test_an_entry_says_under_which_version_of_the_workflow_it_was_recorded() -> None:
    opened = history(MOVED)[0]
    assert isinstance(opened.event, CaseOpened)
    other = WorkflowId("neustart", 2, "0" * 64)
    day = opened.occurred_at.date()
    event = CaseMigrated(other, opened.event.state, opened.event.phase, "p-1", day)
    moved = replace(opened, seq=2, cause=2, event=event)
    assert [one["version"] for one in lines([opened, moved])] == [1, 2]


@pytest.mark.parametrize("write", BOTH)
def test_the_same_records_give_the_same_text(write: Callable[..., str]) -> None:
    every = histories()
    assert write(every, persons=True) == write(every, persons=True)


@pytest.mark.parametrize("write", BOTH)
def test_a_record_that_opens_no_case_is_no_log(write: Callable[..., str]) -> None:
    with pytest.raises(ValueError, match="begins with its opening"):
        write([history(MOVED)[1:]])
