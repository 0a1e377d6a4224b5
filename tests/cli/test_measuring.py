"""`ddrflow measures`: text, JSON and CSV, over one case and over all."""

import csv
import io
import json
import sqlite3
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from ddrflow.cli.measuring import words
from ddrflow.measures import MEASURES, Figure, Unit
from ddrflow.measures.document import MeasuresDocument
from tests.cli.desk import Desk, desk


@pytest.fixture
def at_desk(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Desk:
    """A desk with two cases: one that was refused a step, one with a name like a formula."""
    found = desk(monkeypatch, capsys, tmp_path).opened()
    assert found.types("case", "step", "C-1", "admit").code == 6
    found.fine("case", "open", "@SUM(A1)", "-w", "neustart")
    return found


def rows(printed: str) -> list[dict[str, str]]:
    """The rows of a CSV."""
    return list(csv.DictReader(io.StringIO(printed)))


def test_over_all_cases_one_line_a_figure_is_shown(at_desk: Desk) -> None:
    shown = at_desk.fine("measures").splitlines()
    assert shown[1].startswith("OVER 2 CASES")
    lines = [" ".join(one.split()) for one in shown]
    assert "days-without-lead 0 days" in lines
    assert "quorum not known" in lines
    assert "refusals 1" in lines
    assert "notice.given 1" in lines


def test_cases_that_are_named_are_shown_each_and_together(at_desk: Desk) -> None:
    one = at_desk.fine("measures", "C-1")
    assert "CASE C-1" in one
    assert "OVER" not in one
    both = at_desk.fine("measures", "C-1", "@SUM(A1)")
    assert [line for line in both.splitlines() if line.isupper()] == [
        "CASE C-1",
        "CASE @SUM(A1)",
        "OVER 2 CASES",
    ]


def test_json_is_the_document_of_its_schema(at_desk: Desk) -> None:
    printed = json.loads(at_desk.fine("measures", "--json"))
    found = TypeAdapter(MeasuresDocument).validate_python(printed)
    assert printed["schema"] == "ddrflow.measures/1"
    assert list(printed["cases"]) == ["C-1", "@SUM(A1)"]
    assert [one.measure for one in found.over_all] == [one.name for one in MEASURES]
    by_name = {one["measure"]: one for one in printed["over_all"]}
    assert by_name["quorum"]["figure"] is None
    assert by_name["refusals-by-rule"]["groups"]["notice.given"]["value"] == 1
    assert printed["left_out"] == {}


def test_csv_has_a_row_for_each_figure_and_an_empty_cell_for_what_is_not_known(
    at_desk: Desk,
) -> None:
    found = rows(at_desk.fine("measures", "--csv", "C-1"))
    assert {one["case"] for one in found} == {"C-1", ""}
    [quorum] = [one for one in found if (one["case"], one["measure"]) == ("C-1", "quorum")]
    assert (quorum["value"], quorum["numerator"], quorum["denominator"]) == ("", "", "")
    assert (quorum["unit"], quorum["source"]) == ("share", "ran R22")
    refused = [one for one in found if one["of"] == "notice.given"]
    assert [one["value"] for one in refused] == ["1", "1"]


@pytest.mark.parametrize("case", ["@SUM(A1)", "-1+2", "+49", "\uff1dHYPERLINK"])
def test_no_cell_is_taken_for_a_formula(at_desk: Desk, case: str) -> None:
    """Names that begin as formulas do, in full width too, get an apostrophe in front."""
    if case != "@SUM(A1)":
        at_desk.fine("case", "open", "-w", "neustart", "--", case)
    printed = at_desk.fine("measures", "--csv")
    assert f"'{case}" in {one["case"] for one in rows(printed)}
    cells = [cell for one in rows(printed) for cell in one.values()]
    assert not [one for one in cells if one[:1] in tuple("=+-@\uff1d")]


def test_json_and_csv_at_once_are_refused(at_desk: Desk) -> None:
    said = at_desk.types("measures", "--json", "--csv")
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "E-COMMAND: `--csv`: the answer is either JSON or CSV\n  help: leave out one of the two\n"
    )


def test_a_case_that_does_not_exist_is_named(at_desk: Desk) -> None:
    said = at_desk.types("measures", "C-9")
    assert (said.code, said.out) == (2, "")
    assert "no case is called `C-9`" in said.err


def test_a_case_that_cannot_be_read_is_left_out_and_named(at_desk: Desk) -> None:
    """Somebody changed the record behind our back."""
    with sqlite3.connect(at_desk.folder / "ddrflow.db") as there:
        there.execute("DROP TRIGGER ddrflow_event_no_update")
        there.execute("UPDATE ddrflow_event SET facts = '{}' WHERE case_id = 'C-1'")
    for form in ((), ("--json",), ("--csv",)):
        said = at_desk.types("measures", *form)
        assert said.code == 3
        assert said.err.startswith("left out: C-1: E-RECORD: entry 1 of case `C-1` cannot be read")
    assert at_desk.types("measures", "C-1").code == 3


@pytest.mark.parametrize(
    ("unit", "values", "said"),
    [
        (Unit.SHARE, (1, 0, 1), "2 of 3 (67%)"),
        (Unit.COUNT, (1, 2), "3"),
        (Unit.MONEY, (100, 250), "350"),
        (Unit.HOURS, (45, 90), "2:15 hours"),
        (Unit.DAYS_IN_ALL, (0, 1), "1 day"),
        (Unit.DAYS, (1,), "1 day"),
        (Unit.DAYS, (2, 3), "2.5 days (2 to 3, 2 of them)"),
    ],
)
def test_a_figure_is_said_in_its_unit(unit: Unit, values: tuple[int, ...], said: str) -> None:
    middle = sorted(values)[len(values) // 2] if len(values) % 2 else sum(values) / 2
    figure = Figure(unit, len(values), sum(values), min(values), middle, max(values))
    assert words(figure) == said


def test_what_is_not_known_is_not_said_to_be_nothing() -> None:
    assert words(None) == "not known"


def test_effort_is_recorded_in_words_and_measured(at_desk: Desk) -> None:
    words_typed = ("neustart", "neustart-graz", "human", "--minutes=95")
    at_desk.fine("effort", "record", "C-1", *words_typed)
    shown = [" ".join(one.split()) for one in at_desk.fine("measures", "C-1").splitlines()]
    assert "time-spent 1:35 hours" in shown
    assert "neustart human 1:35 hours" in shown
    assert "money-spent not known" in shown
