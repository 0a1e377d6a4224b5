"""`ddrflow case what-if`: what would come of an event, and nothing recorded."""

import json
from pathlib import Path

import pytest

from tests.cli.terminal import ddrflow

ROLES = ("prison=prison-lyon", "court=court-lyon", "client=c-1", "pairs=centre-lyon")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the database lies with a case of the French file, whose client was detained."""
    path = tmp_path_factory.mktemp("cases")
    bound = [word for one in ROLES for word in ("--bind", one)]
    lead = ("--as", "p-1@spip-lyon:spip")
    court = ("--as", "p-2@court-lyon:court")
    for words in (
        ("db", "upgrade", "--db", "cases.db"),
        ("case", "open", "P-1", "-w", "pairs", *lead, *bound, "--db", "cases.db"),
        ("case", "step", "P-1", "detain", *court, "--db", "cases.db"),
    ):
        assert ddrflow(*words, folder=path).returncode == 0
    return path


def what_if(folder: Path, *words: str) -> tuple[int, str]:
    """Ask it; the record is the same before and after."""
    told = ("case", "timeline", "P-1", "--db", "cases.db", "--json")
    before = ddrflow(*told, folder=folder).stdout
    answer = ddrflow("case", "what-if", "P-1", *words, "--db", "cases.db", folder=folder)
    assert ddrflow(*told, folder=folder).stdout == before
    return answer.returncode, answer.stdout or answer.stderr


def test_a_release_by_a_court_tells_what_would_be_owed_and_by_whom(folder: Path) -> None:
    """Tomorrow's breach is today's task."""
    code, text = what_if(folder, "step", "court-releases")
    assert code == 0
    assert text.startswith("what if: step court-releases; nothing is recorded\n")
    assert "WHAT WOULD BE RECORDED" in text
    assert "breach `breach-1` of `plan.adopted`: `spip` mends it by " in text
    assert "WHAT THE CASE WOULD WAIT FOR" in text


def test_a_lead_that_would_leave_is_told_what_comes_first(folder: Path) -> None:
    code, text = what_if(folder, "leaves", "spip")
    assert code == 0
    assert "THIS WOULD BE REFUSED" in text
    assert "would help first: ddrflow lead propose P-1 pairs centre-lyon" in text


def test_steps_that_nobody_is_left_for_are_named(folder: Path) -> None:
    code, text = what_if(folder, "leaves", "prison", "--json")
    told = json.loads(text)
    assert code == 0
    assert told["nobody_left_for"] == ["evaluate"]
    assert told["recorded"] == ["`prison-lyon` no longer plays `prison`"]
    assert (told["state"], told["lead"], told["refused"]) == ("in-custody", "spip", None)


def test_what_cannot_be_supposed_is_a_clear_error(folder: Path) -> None:
    code, text = what_if(folder, "fly")
    assert code == 2
    assert text.startswith("E-COMMAND: `event`: `fly` is no event to suppose\n  help: there are: ")
