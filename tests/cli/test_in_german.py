"""Questions and refusals of a case in German; what other programs read stays in English."""

import json
from pathlib import Path

import pytest

from tests.cli.desk import Desk, desk


@pytest.fixture
def at_desk(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Desk:
    return desk(monkeypatch, capsys, tmp_path).opened()


def test_a_refusal_is_told_in_german_and_its_line_to_type_works(at_desk: Desk) -> None:
    refused = at_desk.types("case", "step", "C-1", "admit", "--language", "de")
    assert (refused.code, refused.out) == (6, "")
    assert refused.err == (
        "E-REFUSED: Fall `C-1`, `take-step` abgelehnt: so wie es steht, lässt das Verfahren es "
        "nicht zu\n"
        "  notice.given (must, ran R88): die Mitteilung `multi-agency` wurde nicht gegeben\n"
        "    Hilfe: ddrflow notice give C-1 multi-agency --version=1 --language=?"
        "  (durch: neustart, prison)\n"
    )
    at_desk.fine("notice", "give", "C-1", "multi-agency", "--version=1", "--language=de")
    told = at_desk.fine("case", "step", "C-1", "admit", "--language", "de")
    assert told.startswith("  `admit`: von `referred` nach `in-custody`\n")
    assert "möglich, mit Warnung: document.filed [should, eigene Festlegung]" in told
    assert "Fall C-1 ist im Zustand `in-custody` (Haft); Fallführung: neustart" in told


def test_what_is_in_the_way_and_what_is_waited_for_is_told_in_german(at_desk: Desk) -> None:
    """The variable of the environment says it once for all."""
    at_desk.patch.setenv("DDRFLOW_LANGUAGE", "de")
    asked = at_desk.fine("case", "why-not", "C-1", "admit")
    assert asked.startswith("`admit` nach `in-custody`, durch: neustart, prison, state-security\n")
    assert "  document.filed [should, eigene Festlegung], führt nicht zur Ablehnung\n" in asked
    assert "    würde helfen: ddrflow notice give C-1" in asked
    waits = at_desk.fine("case", "waiting", "C-1")
    assert ", wartet auf: " in waits
    assert "die Mitteilung `multi-agency` wurde nicht gegeben" in waits


def test_what_programs_read_is_in_english_in_every_language(at_desk: Desk) -> None:
    """Its ids are what is stable; a message in it is for whoever reads the log of the program."""
    for command in (("why-not", "C-1"), ("waiting", "C-1")):
        english = json.loads(at_desk.fine("case", *command, "--json"))
        assert json.loads(at_desk.fine("case", *command, "--json", "--language", "de")) == english


@pytest.mark.parametrize("command", ["why-not", "waiting"])
def test_a_question_in_a_language_that_is_not_there_is_a_clear_error(
    at_desk: Desk, command: str
) -> None:
    said = at_desk.types("case", command, "C-1", "--language", "fr")
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "E-COMMAND: `language`: there is no language `fr`\n  help: there is: de, en\n"
    )


def test_in_a_language_that_is_not_there_nothing_is_recorded(at_desk: Desk) -> None:
    before = at_desk.fine("case", "timeline", "C-1")
    for words in (("step", "C-1", "detain"), ("do", "C-1", "take-step", "trigger=detain")):
        said = at_desk.types("case", *words, "--language", "fr")
        assert (said.code, said.out) == (2, "")
    assert at_desk.fine("case", "timeline", "C-1") == before


def test_a_case_that_is_not_there_is_told_as_ever(at_desk: Desk) -> None:
    said = at_desk.types("case", "why-not", "C-9", "--language", "de")
    assert said.code == 2
    assert "C-9" in said.err
