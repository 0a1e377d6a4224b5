"""`ddrflow diagram`: a procedure as a picture, alone or against the version before."""

from pathlib import Path

from ddrflow.export.diagram import picture, svg
from ddrflow.workflow.load import load
from tests.cli.terminal import a_file, ddrflow

OFTEN = "    while: {phase: custody}\n    every: 6 months"
OFTENER = OFTEN.replace("6 months", "3 months")


def test_a_picture_is_printed_as_svg_unless_mermaid_is_asked_for() -> None:
    answer = ddrflow("diagram", "mappa")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout == svg(picture(load("mappa")))
    assert ddrflow("diagram", "mappa", "--svg").stdout == answer.stdout
    drawn = ddrflow("diagram", "mappa", "--mermaid")
    assert drawn.returncode == 0
    assert drawn.stdout.startswith("flowchart TB\n    accTitle: United Kingdom, ")


def test_a_picture_is_written_into_a_file_that_was_not_there(tmp_path: Path) -> None:
    """What is there is never written over."""
    first = ddrflow("diagram", "mappa", "--out", "mappa.svg", folder=tmp_path)
    assert first.returncode == 0
    assert first.stdout.startswith("mappa.svg: written, mappa, version 1, digest ")
    text = (tmp_path / "mappa.svg").read_text(encoding="utf-8")
    assert text.endswith("</svg>\n")
    again = ddrflow("diagram", "pairs", "--out", "mappa.svg", folder=tmp_path)
    assert again.returncode == 2
    assert again.stderr == (
        "E-COMMAND: `out`: `mappa.svg` is there already\n  help: name another file, or remove it\n"
    )
    assert (tmp_path / "mappa.svg").read_text(encoding="utf-8") == text


def test_what_changes_is_marked_against_the_version_before(tmp_path: Path) -> None:
    a_file(tmp_path, OFTEN, OFTENER)
    answer = ddrflow("diagram", "mine.yaml", "--diff", "neustart", folder=tmp_path)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "~ changed: custody-review," in answer.stdout
    assert "; was neustart, version 1, digest " in answer.stdout
    plain = ddrflow("diagram", "mine.yaml", folder=tmp_path)
    assert "~ changed" not in plain.stdout


def test_a_picture_has_one_form() -> None:
    answer = ddrflow("diagram", "mappa", "--svg", "--mermaid")
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert answer.stderr == (
        "E-COMMAND: `mermaid`: a picture has one form\n  help: leave out `--svg` or `--mermaid`\n"
    )


def test_a_version_before_that_is_nothing_is_refused() -> None:
    """A variable of a script that was not set is no picture without a comparison."""
    answer = ddrflow("diagram", "mappa", "--diff", "")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "Invalid value for '--diff': nothing is given for it" in answer.stderr


def test_a_file_that_is_wrong_or_missing_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    """Whichever of the two it is."""
    a_file(tmp_path, "prosecutor]", "prosecutr]")
    for words in (("mine.yaml",), ("neustart", "--diff", "mine.yaml")):
        wrong = ddrflow("diagram", *words, "--out", "a.svg", folder=tmp_path)
        assert (wrong.returncode, wrong.stdout) == (3, "")
        assert "E-REF: unknown agency `prosecutr`" in wrong.stderr
    for words in (("nowhere.yaml",), ("neustart", "--diff", "nowhere.yaml"), ("nobody",)):
        missing = ddrflow("diagram", *words, "--out", "a.svg", folder=tmp_path)
        assert (missing.returncode, missing.stdout) == (2, "")
        assert missing.stderr.startswith("E-NAME: ")
        assert "Traceback" not in missing.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["mine.yaml"]


def test_a_base_has_no_states_and_no_picture() -> None:
    answer = ddrflow("diagram", "common")
    assert answer.returncode == ddrflow("procedure", "common").returncode != 0
    assert answer.stdout == ""
    assert "Traceback" not in answer.stderr


def test_a_picture_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    answer = ddrflow("diagram", "pairs", "--out", "nowhere/pairs.svg", folder=tmp_path)
    assert answer.returncode == 2
    assert answer.stderr == (
        "E-COMMAND: `out`: `nowhere/pairs.svg` cannot be written: No such file or directory\n"
        "  help: name a file in a folder of your own\n"
    )
