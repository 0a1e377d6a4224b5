"""`ddrflow procedure`: documents for every agency, and for the client."""

from pathlib import Path

from ddrflow.export.diagram import picture, svg
from ddrflow.workflow.load import load
from tests.cli.terminal import ddrflow


def test_a_procedure_is_printed_as_markdown() -> None:
    answer = ddrflow("procedure", "mappa")
    assert answer.returncode == 0
    assert answer.stdout.startswith(
        "# United Kingdom, multi-agency public protection arrangements\n"
    )
    assert "## What is asked of whom?" in answer.stdout


def test_a_procedure_is_written_as_one_page(tmp_path: Path) -> None:
    """Into a file that was not there; what is there is never written over."""
    first = ddrflow("procedure", "mappa", "--html", "--out", "mappa.html", folder=tmp_path)
    assert first.returncode == 0
    assert first.stdout.startswith("mappa.html: written, mappa, version 1, digest ")
    text = (tmp_path / "mappa.html").read_text(encoding="utf-8")
    assert text.endswith("</html>\n")
    assert svg(picture(load("mappa"))) in text
    again = ddrflow("procedure", "mappa", "--html", "--out", "mappa.html", folder=tmp_path)
    assert again.returncode == 2
    assert again.stderr == (
        "E-COMMAND: `out`: `mappa.html` is there already\n  help: name another file, or remove it\n"
    )
    assert (tmp_path / "mappa.html").read_text(encoding="utf-8") == text


def test_a_notice_is_printed_for_the_client() -> None:
    answer = ddrflow("procedure", "pairs", "--notice")
    assert answer.returncode == 0
    assert answer.stdout.startswith("# What you should know\n")
    page = ddrflow("procedure", "pairs", "--notice", "--html")
    assert "<title>What you should know</title>" in page.stdout
    assert "<svg" not in page.stdout


def test_where_there_is_no_client_there_is_no_notice() -> None:
    answer = ddrflow("procedure", "partnership", "--notice")
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert answer.stderr == (
        "E-COMMAND: `notice`: `partnership` knows no client\n  help: leave `--notice` out\n"
    )


def test_a_file_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    answer = ddrflow("procedure", "pairs", "--out", "nowhere/pairs.md", folder=tmp_path)
    assert answer.returncode == 2
    assert answer.stderr == (
        "E-COMMAND: `out`: `nowhere/pairs.md` cannot be written: No such file or directory\n"
        "  help: name a file in a folder of your own\n"
    )
