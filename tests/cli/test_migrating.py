"""`ddrflow migrate` and `ddrflow replay`: planned, decided, carried out, and asked again."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copytree

import pytest

from ddrflow.bootstrap import on_database, upgrade_database
from ddrflow.model import commands as c
from tests.builders import ORGANISATIONS, UNIT
from tests.cli.terminal import ddrflow
from tests.synthetic import SYNTHETIC

FIRST = SYNTHETIC.replace("version: 1\n", "version: 1\ndraft: true\n", 1)
SECOND = FIRST.replace("version: 1\n", "version: 2\n", 1).replace(
    "every: 1 month", "every: 2 weeks"
)
DECIDED = ("--decided-by", "board-1", "--decided-on", "2026-11-02")


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where two versions and a database with two cases under the first lie."""
    path = tmp_path_factory.mktemp("begun")
    (path / "first.yaml").write_text(FIRST, encoding="utf-8")
    (path / "second.yaml").write_text(SECOND, encoding="utf-8")
    upgrade_database(f"sqlite:///{path / 'cases.db'}")
    engine = on_database(f"sqlite:///{path / 'cases.db'}", [str(path / "first.yaml")])
    opening = c.OpenCase(actor=UNIT, bindings=tuple(ORGANISATIONS.items()))
    for name in ("c-1", "c-2"):
        engine.open_case("synthetic", name, opening)
    engine.do("c-1", c.TakeStep(actor=UNIT, trigger="stay"))
    engine.close()
    return path


@pytest.fixture
def folder(begun: Path, tmp_path: Path) -> Path:
    """The same, to be changed by one test."""
    return Path(copytree(begun, tmp_path / "cases"))


def run(folder: Path, *words: str) -> tuple[int, str]:
    """What a command answers."""
    done = ddrflow(*words, "--db", "cases.db", folder=folder)
    return done.returncode, done.stdout + done.stderr


def migrate(folder: Path, *words: str) -> tuple[int, str]:
    """From the first version to the second."""
    return run(folder, "migrate", "first.yaml", "second.yaml", *words)


def recorded(folder: Path) -> int:
    """How many entries there are."""
    with closing(sqlite3.connect(folder / "cases.db")) as connection:
        (count,) = connection.execute("SELECT count(*) FROM ddrflow_event").fetchone()
    return int(count)


def test_a_plan_is_kept_decided_on_and_carried_out_once(folder: Path) -> None:
    before = recorded(folder)
    code, text = migrate(folder, "--dry-run", "--plan", "plan.json")
    assert code == 0
    assert "running cases: 2; nothing is recorded" in text
    assert "  moves as it is: 2\n" in text
    assert "    changes a deadline: the review watch: " in text
    assert recorded(folder) == before
    digest = text.split("digest ")[-1].strip()
    code, text = migrate(folder, "--plan", "plan.json", *DECIDED, "--text", "As minuted.")
    assert (code, text) == (
        0,
        "to synthetic version 2, decided by board-1 on 2026-11-02\n  moved: 2\n  stay: 0\n",
    )
    code, text = run(folder, "export", "c-1")
    moves = [one for one in json.loads(text)["entries"] if one["kind"] == "case-migrated"]
    assert [one["facts"]["plan"] for one in moves] == [digest]
    assert [one["content"]["words"] for one in moves] == [{"text": "As minuted."}]
    code, text = migrate(folder, "--plan", "plan.json", *DECIDED)
    assert code == 0
    assert "  moved: 0\n  had moved before: 2\n" in text
    assert run(folder, "verify")[0] == 0


def test_the_plan_is_a_paper_and_data_too(folder: Path) -> None:
    code, text = migrate(folder, "--dry-run", "--markdown")
    assert code == 0
    assert text.startswith("# Running cases of synthetic: from version 1 to version 2\n")
    assert "By whom, on which day, signature:" in text
    code, text = migrate(folder, "--dry-run", "--json")
    data = json.loads(text)
    assert data["counts"]["moves as it is"] == 2
    assert [one["case_id"] for one in data["cases"]] == ["c-1", "c-2"]
    assert f"`{data['digest']}`" not in text


def test_a_case_that_goes_on_before_the_plan_is_carried_out_is_left(folder: Path) -> None:
    migrate(folder, "--dry-run", "--plan", "plan.json")
    assert run(folder, "case", "step", "c-1", "return", "--as", "p-unit@Unit North:unit")[0] == 0
    code, text = migrate(folder, "--plan", "plan.json", *DECIDED)
    assert code == 6
    assert "  moved: 1\n" in text
    assert "  c-1\n    it went on since the plan was made: plan again\n" in text
    code, text = migrate(folder, *DECIDED)
    assert code == 0
    assert "  moved: 1\n" in text


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((), 2, "`decided-by`: no case moves without somebody who decided it"),
        (("--decided-by", ""), 2, "nothing is given for it"),
        (("--decided-by", "a,b"), 2, "`decided-by`: it holds `,` or `=`"),
        (("--decided-by", "b", "--decided-on", "soon"), 2, "`soon` is no day"),
        (("--decided-by", "b", "--decided-on", "2999-01-01"), 2, "lies in the future"),
        (("--decided-by", "b", "--plan", "none.json"), 3, "none.json:1:1: E-FILE: "),
        (("--decided-by", "b", "--plan", "first.yaml"), 2, "`plan`: it is no JSON"),
        (("--decided-by", "b", "--markdown"), 2, "a paper is printed before it is decided on"),
        (("--dry-run", "--plan", "first.yaml"), 2, "`first.yaml` is there already"),
        (("--dry-run", "--plan", "no/where.json"), 2, "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_a_clear_error_and_moves_nobody(
    folder: Path, words: tuple[str, ...], code: int, says: str
) -> None:
    before = recorded(folder)
    answer = migrate(folder, *words)
    assert answer[0] == code
    assert says in " ".join(answer[1].split())
    assert "Traceback" not in answer[1]
    assert recorded(folder) == before


def test_versions_that_are_none_are_a_clear_error(folder: Path) -> None:
    code, text = run(folder, "migrate", "first.yaml", "first.yaml", "--dry-run")
    assert (code, "both are synthetic version 1" in text) == (2, True)
    code, text = run(folder, "migrate", "first.yaml", "neustart", "--dry-run")
    assert (code, "`neustart` is no version of `synthetic`" in text) == (2, True)
    (folder / "other.yaml").write_text(FIRST.replace("every: 1 month", "every: 3 months"))
    code, text = run(folder, "migrate", "other.yaml", "second.yaml", "--dry-run")
    assert (code, "E-VERSION" in text) == (3, True)


def test_the_old_version_is_had_from_the_database_where_its_file_is_gone(folder: Path) -> None:
    (folder / "first.yaml").unlink()
    code, text = run(folder, "migrate", "1", "second.yaml", "--dry-run")
    assert (code, "  moves as it is: 2\n" in text) == (0, True)
    code, text = run(folder, "migrate", "1", "second.yaml", *DECIDED)
    assert (code, "  moved: 2\n" in text) == (0, True)
    code, text = run(folder, "migrate", "1", "second.yaml", "--dry-run")
    assert (code, "E-NAME" in text, "synthetic version 1" in text) == (2, True, True)


def test_a_plan_that_was_changed_is_not_carried_out(folder: Path) -> None:
    migrate(folder, "--dry-run", "--plan", "plan.json")
    plan = folder / "plan.json"
    whole = json.loads(plan.read_text(encoding="utf-8"))
    plan.write_text(json.dumps({**whole, "note": "hurry"}), encoding="utf-8")
    code, text = migrate(folder, "--plan", "plan.json", *DECIDED)
    assert (code, "it says more than a plan does" in text) == (2, True)
    plan.write_text(json.dumps({**whole, "cases": [{"case_id": "c-1"}]}), encoding="utf-8")
    code, text = migrate(folder, "--plan", "plan.json", *DECIDED)
    assert (code, "`cases.0.version`: field required" in text) == (2, True)


def test_recorded_commands_are_asked_again_and_the_differing_are_told(folder: Path) -> None:
    third = SECOND.replace("version: 2\n", "version: 3\n", 1)
    third = third.replace("by: [prison, unit], source: act 20", "by: [prison], source: act 20")
    (folder / "third.yaml").write_text(third, encoding="utf-8")
    before = recorded(folder)
    code, text = run(folder, "replay", "third.yaml")
    assert code == 0
    assert "cases: 2; commands asked again: 3\nnow refused: 1; newly allowed: 0\n" in text
    assert "now refused: take-step trigger=stay (entry 2, " in text
    assert "step.fired-by [must, act 20]: `unit` may not do this" in text
    code, text = run(folder, "replay", "third.yaml", "--case", "c-1", "--json")
    (one,) = json.loads(text)
    assert [(each["entry"], each["was"], each["now"]) for each in one["differing"]] == [
        (2, "allowed", "refused")
    ]
    assert recorded(folder) == before
    code, text = run(folder, "replay", "third.yaml", "--case", "c-9")
    assert (code, "E-NAME" in text) == (2, True)
