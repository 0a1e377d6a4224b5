"""`ddrflow bpmn`, and logs of cases in several formats: files for other tools."""

import csv
import json
import sqlite3
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from ddrflow.export import bpmn
from ddrflow.workflow.load import load
from tests.cli.desk import WORKER, Desk, desk
from tests.cli.terminal import a_file, ddrflow
from tests.export.ocel_reader import read_ocel


@pytest.fixture
def at_desk(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Desk:
    """A desk with two cases, of which one has moved."""
    found = desk(monkeypatch, capsys, tmp_path).opened()
    found.fine("case", "step", "C-1", "detain")
    found.fine("case", "open", "C-2", "-w", "neustart")
    return found


def cases(log: str) -> dict[str, list[str]]:
    """The steps of each case in a log."""
    xes = "{http://www.xes-standard.org/}"
    found = {}
    for trace in fromstring(log).iter(f"{xes}trace"):  # noqa: S314 - our own document
        names = [one.attrib["value"] for one in trace.iter() if one.get("key") == "concept:name"]
        found[names[0]] = names[1:]
    return found


def test_the_case_graph_is_printed_as_bpmn() -> None:
    answer = ddrflow("bpmn", "mappa")
    assert answer.returncode == 0
    assert answer.stdout == bpmn(load("mappa"))


def test_the_case_graph_is_written_into_a_new_file(tmp_path: Path) -> None:
    """What is there is never written over."""
    first = ddrflow("bpmn", "mappa", "--out", "mappa.bpmn", folder=tmp_path)
    assert first.returncode == 0
    assert first.stdout.startswith("mappa.bpmn: written, mappa, version 1, digest ")
    path = tmp_path / "mappa.bpmn"
    assert path.read_text(encoding="utf-8") == bpmn(load("mappa"))
    path.write_text("mine", encoding="utf-8")
    again = ddrflow("bpmn", "mappa", "--out", "mappa.bpmn", folder=tmp_path)
    assert again.returncode == 2
    assert again.stderr == (
        "E-COMMAND: `out`: `mappa.bpmn` is there already\n  help: name another file, or remove it\n"
    )
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_graph_that_cannot_be_read_or_written_is_a_clear_error(tmp_path: Path) -> None:
    nowhere = ddrflow("bpmn", "mappa", "--out", "nowhere/mappa.bpmn", folder=tmp_path)
    assert (nowhere.returncode, nowhere.stdout) == (2, "")
    assert nowhere.stderr.startswith("E-COMMAND: `out`: `nowhere/mappa.bpmn` cannot be written")
    unknown = ddrflow("bpmn", "mapa")
    assert (unknown.returncode, unknown.stdout) == (2, "")
    assert "did you mean `mappa`?" in unknown.stderr
    wrong = a_file(tmp_path, "to: in-custody", "to: nowhere")
    refused = ddrflow("bpmn", str(wrong), "--out", "wrong.bpmn", folder=tmp_path)
    assert (refused.returncode, refused.stdout) == (3, "")
    assert "E-REF" in refused.stderr
    assert not (tmp_path / "wrong.bpmn").exists()


def test_how_all_cases_moved_is_printed_as_an_event_log(at_desk: Desk) -> None:
    assert cases(at_desk.fine("xes")) == {"C-1": ["detain"], "C-2": []}


def test_cases_that_are_named_are_in_the_log_in_that_order(at_desk: Desk) -> None:
    assert cases(at_desk.fine("xes", "C-2", "C-1", "C-2")) == {"C-2": [], "C-1": ["detain"]}


def test_an_event_log_is_written_into_a_new_file(at_desk: Desk) -> None:
    told = at_desk.fine("xes", "--out", str(at_desk.folder / "log.xes"))
    assert told.endswith("log.xes: written, 2 cases\n")
    text = (at_desk.folder / "log.xes").read_text(encoding="utf-8")
    assert cases(text) == {"C-1": ["detain"], "C-2": []}


def test_a_case_that_is_not_there_is_no_log(at_desk: Desk) -> None:
    said = at_desk.types("xes", "C-3", "--out", str(at_desk.folder / "log.xes"))
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("E-NAME: ")
    assert not (at_desk.folder / "log.xes").exists()


def test_a_case_that_cannot_be_read_is_left_out_and_named(at_desk: Desk) -> None:
    """Unless it was asked for."""
    with sqlite3.connect(at_desk.folder / "ddrflow.db") as there:
        there.execute("DROP TRIGGER ddrflow_event_no_update")
        there.execute("UPDATE ddrflow_event SET facts = '{}' WHERE case_id = 'C-1'")
    said = at_desk.types("xes")
    assert said.code == 3
    assert cases(said.out) == {"C-2": []}
    assert said.err.startswith("left out: C-1: E-RECORD: ")
    assert at_desk.types("xes", "C-1").code == 3


def test_records_that_were_taken_over_count_as_of_when_they_took_place(at_desk: Desk) -> None:
    """They are entries like any others, written down later."""
    rows = (
        "case,record,at,who,command,workflow,trigger\n"
        "C-7,pr:1,2025-03-03T08:00+01:00,p-1@neustart-graz:neustart,open-case,neustart,\n"
        "C-7,pr:2,2025-03-04T08:00+01:00,p-1@neustart-graz:neustart,take-step,,detain\n"
    )
    (at_desk.folder / "history.csv").write_text(rows, encoding="utf-8")
    at_desk.fine("case", "take-over", str(at_desk.folder / "history.csv"))
    log = at_desk.fine("xes", "C-7")
    assert cases(log) == {"C-7": ["detain"]}
    assert '<date key="time:timestamp" value="2025-03-04T07:00:00.000+00:00" />' in log
    assert '<date key="occurred" value="2025-03-04T07:00:00.000+00:00" />' in log
    assert '<date key="recorded" value="2025-03-04T' not in log


# ---- logs in the other formats


def events(log: str) -> list[dict[str, Any]]:
    """The lines of a log of JSON Lines."""
    return [json.loads(one) for one in log.splitlines()]


def test_what_takes_place_besides_the_steps_is_in_the_log_where_it_is_asked_for(
    at_desk: Desk,
) -> None:
    few, more = at_desk.fine("xes", "C-1"), at_desk.fine("xes", "C-1", "--events", "all")
    assert cases(few) == {"C-1": ["detain"]}
    assert "review " in more
    assert "review " not in few
    said = at_desk.types("xes", "--events", "some")
    assert (said.code, said.out) == (2, "")


def test_what_took_place_around_cases_is_printed_as_objects(at_desk: Desk) -> None:
    found = read_ocel(at_desk.fine("ocel"))
    assert {one.id for one in found.of("case")} == {"case:C-1", "case:C-2"}
    assert len(read_ocel(at_desk.fine("ocel", "C-2")).of("case")) == 1
    assert at_desk.fine("ocel") == at_desk.fine("ocel")


def test_what_was_recorded_is_printed_one_line_an_entry(at_desk: Desk) -> None:
    """The table says the same."""
    lines = events(at_desk.fine("events"))
    assert {one["case"] for one in lines} == {"C-1", "C-2"}
    assert [one["event"] for one in lines if one["case"] == "C-1"][:2] == [
        "case-opened",
        "step-taken",
    ]
    rows = list(csv.DictReader(at_desk.fine("events", "--csv").splitlines()))
    assert [one["event"] for one in rows] == [one["event"] for one in lines]


@pytest.mark.parametrize("words", [("xes",), ("ocel",), ("events",), ("events", "--csv")])
def test_persons_are_told_only_where_they_are_asked_for_and_then_as_numbers(
    at_desk: Desk, words: tuple[str, ...]
) -> None:
    person = WORKER.partition("@")[0]
    for told in (at_desk.fine(*words), at_desk.fine(*words, "--persons")):
        assert person not in told.replace("person-", "").replace("-", "_")
    assert "person-1" not in at_desk.fine(*words)
    assert "person-1" in at_desk.fine(*words, "--persons")


@pytest.mark.parametrize("words", [("xes",), ("ocel",), ("events",), ("events", "--csv")])
def test_a_log_of_cases_that_never_were_says_so(at_desk: Desk, words: tuple[str, ...]) -> None:
    real, made_up = at_desk.fine(*words), at_desk.fine(*words, "--simulated")
    assert "true" in made_up
    assert real != made_up
    assert real.count("simulated") == made_up.count("simulated") > 0


@pytest.mark.parametrize("words", [("ocel",), ("events",), ("events", "--csv")])
def test_a_log_is_written_into_a_new_file_and_never_over_one(
    at_desk: Desk, words: tuple[str, ...]
) -> None:
    file = at_desk.folder / "log"
    assert at_desk.fine(*words, "--out", str(file)).endswith("log: written, 2 cases\n")
    assert file.read_text(encoding="utf-8") == at_desk.fine(*words)
    said = at_desk.types(*words, "--out", str(file))
    assert said.code == 2
    assert said.err.startswith("E-COMMAND: `out`: ")


@pytest.mark.parametrize("words", [("ocel",), ("events",), ("events", "--csv")])
def test_a_case_that_is_not_there_is_no_log_of_any_kind(
    at_desk: Desk, words: tuple[str, ...]
) -> None:
    said = at_desk.types(*words, "C-3")
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("E-NAME: ")
