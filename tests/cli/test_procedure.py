"""`ddrflow procedure`: documents for every agency, and for the client."""

from pathlib import Path

from ddrflow.export.diagram import picture, svg
from ddrflow.workflow.load import load
from tests.cli.terminal import SHIPPED, ddrflow


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


def test_a_procedure_is_written_in_german() -> None:
    """The client's notice and the page too; nothing of it is in English, and nothing is told."""
    answer = ddrflow("procedure", "neustart", "--language", "de")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout.startswith("# Österreich, Fallkonferenz Staatsschutz und Sozialnetzkonf")
    notice = ddrflow("procedure", "neustart", "--notice", "--html", DDRFLOW_LANGUAGE="de")
    assert (notice.returncode, notice.stderr) == (0, "")
    assert '<html lang="de">' in notice.stdout
    assert "<title>Was Sie wissen sollten</title>" in notice.stdout


def test_the_picture_stands_under_its_heading_in_german_too() -> None:
    page = ddrflow("procedure", "neustart", "--html", "--language", "de")
    assert "Was geschieht, Schritt für Schritt?</h2>\n<figure>" in page.stdout


def test_what_has_no_words_in_the_language_is_in_english_and_counted(tmp_path: Path) -> None:
    """On standard error, so that the document can go on to another program."""
    answer = ddrflow("procedure", "pairs", "--language", "de", "--out", "p.md", folder=tmp_path)
    assert answer.returncode == 0
    count = int(answer.stderr.split()[0])
    assert count > 10
    assert answer.stderr == (f"{count} texts of `pairs` have no words in `de` and are in English\n")
    text = (tmp_path / "p.md").read_text(encoding="utf-8")
    assert f"**Teilweise auf Englisch:** Texte dieses Dokuments ohne Übersetzung: {count}." in text
    assert "## Wer hat wann die Fallführung?" in text


def test_a_language_that_is_not_there_is_a_clear_error(tmp_path: Path) -> None:
    answer = ddrflow("procedure", "pairs", "--language", "fr", "--out", "p.md", folder=tmp_path)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == (
        "E-COMMAND: `language`: there is no language `fr`\n  help: there is: de, en\n"
    )
    assert not (tmp_path / "p.md").exists()
    nothing = ddrflow("procedure", "pairs", "--language", "")
    assert nothing.returncode == 2
    assert "nothing is given for it" in nothing.stderr


def test_a_file_of_ones_own_has_its_texts_beside_it(tmp_path: Path) -> None:
    """Those of the base are found too; what the file does not say any more is told."""
    text = (SHIPPED / "neustart.yaml").read_text(encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(
        text.replace("workflow: neustart", "workflow: mine").replace(
            "title: Welfare service", "title: Welfare office"
        ),
        encoding="utf-8",
    )
    folder = tmp_path / "languages" / "de"
    folder.mkdir(parents=True)
    asking = ("procedure", "mine.yaml", "--language", "de", "--to-translate")
    before = ddrflow(*asking, folder=tmp_path)
    assert before.returncode == 0
    assert 'msgid "Welfare office"' in before.stdout
    assert "Being introduced to a new prison" not in before.stdout
    kept = (SHIPPED / "languages" / "de" / "neustart.po").read_bytes()
    (folder / "mine.po").write_bytes(kept)
    after = ddrflow(*asking, folder=tmp_path)
    assert after.stdout.count("msgid") == 2
    assert 'msgctxt "file"\nmsgid "Welfare office"\nmsgstr ""\n' in after.stdout
    assert after.stderr == ("entries of the catalogue in `de` for what the file does not say: 1\n")


def test_a_catalogue_that_cannot_be_used_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_bytes((SHIPPED / "pairs.yaml").read_bytes())
    folder = tmp_path / "languages" / "de"
    folder.mkdir(parents=True)
    wrong = 'msgid "By {roles}."\nmsgstr "Durch {rolle}."\n'
    (folder / "pairs.po").write_text(wrong, encoding="utf-8")
    answer = ddrflow("procedure", "./mine.yaml", "--language", "de", folder=tmp_path)
    assert answer.returncode == 3
    assert answer.stdout == ""
    assert answer.stderr == (
        "languages/de/pairs.po:1:1: E-CATALOGUE: the words have the fields `rolle`, "
        "and the English `roles`\n  help: the English is: By {roles}.\n"
    )
