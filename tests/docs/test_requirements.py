"""Every requirement has a test or a reason, and nothing is named that is not there."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
from pydantic import ValidationError

from docs import generate, requirements_page
from docs.marked import Shown, shown_by_stories, shown_by_tests
from docs.places import exists, place
from docs.requirements import Row, Table, read
from docs.requirements_page import by_number, mentioned, problems

TABLE: Final = read()
BY_TESTS, FAULTS = shown_by_tests()
SHOWN: Final = by_number([*BY_TESTS, *shown_by_stories()])


def found(
    number: str = "",
    shown: Mapping[str, list[Shown]] = SHOWN,
    mentions: Mapping[str, str] | None = None,
    **changed: Any,  # noqa: ANN401 - any key of a row
) -> list[str]:
    """The problems of the real table with one row changed."""
    rows = dict(TABLE.rows)
    if number:
        rows[number] = rows[number].model_copy(update=changed)
    return problems(replace(TABLE, rows=rows), shown, mentions or {})


def test_the_table_as_it_is_says_nothing_that_is_not_so() -> None:
    assert FAULTS == []
    assert problems(TABLE, SHOWN, mentioned()) == []


def test_a_built_requirement_that_no_test_is_marked_with_is_named() -> None:
    without = {number: tests for number, tests in SHOWN.items() if number != "R33"}
    told = "docs/requirements.toml: R33 is `built`, and no test is marked with it"
    assert found(shown=without) == [told]


def test_a_requirement_that_is_not_built_and_has_no_reason_is_named() -> None:
    told = "docs/requirements.toml: R103 needs a reason why it is not built"
    assert found("R103", reason="") == [told]


def test_a_requirement_that_is_not_built_and_that_a_test_is_marked_with_is_named() -> None:
    one = SHOWN["R31"][0]
    told = f"docs/requirements.toml: R103 is `later`, and {one.node} says that it shows it"
    assert found(shown={**SHOWN, "R103": [one]}) == [told]


def test_a_marker_that_names_an_unknown_requirement_is_named_with_its_file() -> None:
    one = SHOWN["R31"][0]
    told = f"{one.file}: there is no requirement R108"
    assert found(shown={**SHOWN, "R108": [one]}) == [told]


def test_a_rule_or_file_that_names_an_unknown_statement_is_named() -> None:
    assert found(mentions={"R999": "workflows/own.yaml"}) == [
        "workflows/own.yaml: there is no requirement R999"
    ]


PLACES: Final = {
    "rule": ("rule consent.valid", "rule consent.valit"),
    "command": ("command take-step", "command take-stap"),
    "event": ("event step-taken", "event stop-taken"),
    "workflow": ("workflow neustart steps.0.rules", "workflow neustart steps.99.rules"),
    "file of a workflow": ("workflow common needs", "workflow comon needs"),
    "command line": ("cli case open", "cli case opened"),
    "code": ("code ddrflow.model.source:Source.name", "code ddrflow.model.source:Sauce"),
    "module": ("code ddrflow.model.source:Source", "code ddrflow.model.sauce:Source"),
    "file": ("file docs/glossary.md", "file docs/glossar.md"),
    "kind": ("rule consent.valid", "law consent.valid"),
}


@pytest.mark.parametrize(("there", "away"), PLACES.values(), ids=PLACES)
def test_a_place_that_is_not_there_is_named(there: str, away: str) -> None:
    assert exists(place(there))
    lives_in = (*TABLE.rows["R33"].lives_in, away)
    told = f"docs/requirements.toml: R33 names `{away}`, which is not there"
    assert found("R33", lives_in=lives_in) == [told]


def test_a_switch_is_of_a_place_where_the_requirement_lives_and_can_be_made() -> None:
    """Another rule would show nothing; a function is switched off by what it is to answer."""
    head = "docs/requirements.toml: R33"
    assert found("R33", switch=("rule notice.given",)) == [
        f"{head} switches off `rule notice.given`, where it does not live"
    ]
    code = "code ddrflow.model.source:Source"
    assert found("R33", switch=(code,), lives_in=(code,)) == [
        f"{head} cannot be switched off by `{code}`"
    ]


def test_a_built_requirement_without_a_switch_says_why() -> None:
    told = (
        "docs/requirements.toml: R33 has one of `switch` and `no_switch` where it is built,"
        " and none where it is not"
    )
    assert found("R33", switch=()) == [told]
    assert found("R33", switch=(), no_switch="A reason.") == []
    assert found("R33", no_switch="A reason.") == [told]


def test_what_is_missing_is_with_a_part_of_the_work() -> None:
    assert found("R103", with_="nobody") == [
        "docs/requirements.toml: R103 names `nobody`, which is no part of the work"
    ]
    told = "docs/requirements.toml: R103 is `later`: it is with a part that brings it, or with none"
    assert found("R103", with_="") == [told]


def test_a_row_that_is_missing_and_one_too_many_are_named() -> None:
    rows = dict(TABLE.rows)
    rows["R108"] = rows.pop("R103")
    assert problems(replace(TABLE, rows=rows), SHOWN, {}) == [
        "docs/requirements.toml: R103 is missing",
        "docs/requirements.toml: there is no requirement R108",
    ]


def test_at_most_five_are_never_built() -> None:
    rows = dict(TABLE.rows)
    changed = {"state": "not built", "with_": ""}
    never = [number for number, row in rows.items() if row.state == "not built"]
    later = [number for number, row in rows.items() if row.state == "later"][: 6 - len(never)]
    for number in later:
        rows[number] = Row.model_validate(rows[number].model_dump() | changed)
    listed = ", ".join(number for number, row in rows.items() if row.state == "not built")
    assert problems(replace(TABLE, rows=rows), SHOWN, {}) == [
        f"docs/requirements.toml: more than 5 not built: {listed}"
    ]


def test_a_row_with_an_unknown_key_is_no_row(tmp_path: Path) -> None:
    file = tmp_path / "requirements.toml"
    row = '[parts]\n[R1]\nsays = "x"\nstate = "built"\n'
    file.write_text(row, encoding="utf-8")
    assert read(file).rows["R1"].says == "x"
    file.write_text(f'{row}lives = "nowhere"\n', encoding="utf-8")
    with pytest.raises(ValidationError, match="lives"):
        read(file)


MARKED: Final = """\
import pytest

@pytest.mark.requirement("R1", "R2")
def test_it_is_so() -> None: ...

@pytest.mark.requirement(NUMBER)
def test_it_is_not_told_which() -> None: ...

@pytest.mark.requirement()
def test_it_tells_none() -> None: ...

@pytest.mark.requirement("R3")
def no_test() -> None: ...

pytestmark = pytest.mark.requirement("R4")
"""


def test_markers_are_read_from_tests_and_those_that_cannot_be_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "tests"
    folder.mkdir()
    (folder / "test_it.py").write_text(MARKED, encoding="utf-8")
    shown, faults = shown_by_tests(folder)
    file = "tests/test_it.py"
    assert [(one.requirement, one.node) for one in shown] == [
        ("R1", f"{file}::test_it_is_so"),
        ("R2", f"{file}::test_it_is_so"),
    ]
    assert faults == [
        f"{file}:6: a requirement is named by its number as text",
        f"{file}:9: a requirement is named by its number as text",
        f"{file}:12: a requirement is named here, and this is no test",
        f"{file}:15: a requirement is named here, and this is no test",
    ]


def test_the_check_ends_with_1_and_names_the_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = {**TABLE.rows, "R103": TABLE.rows["R103"].model_copy(update={"reason": ""})}
    monkeypatch.setattr(requirements_page, "read", lambda: Table(rows, TABLE.parts))
    assert generate.main(["--check"]) == 1
    told = "docs/requirements.toml: R103 needs a reason why it is not built\n"
    assert capsys.readouterr().err == told


def is_stale() -> bool:
    """Whether the page of the requirements is other than it would be written now."""
    name = "requirements.md"
    return name in generate.stale({name: requirements_page.written()})


def test_a_page_that_was_written_before_the_table_changed_is_stale(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert not is_stale()
    rows = {**TABLE.rows, "R103": TABLE.rows["R103"].model_copy(update={"reason": "Another."})}
    monkeypatch.setattr(requirements_page, "read", lambda: Table(rows, TABLE.parts))
    assert is_stale()
