"""Catalogues are PO files; what cannot be used is refused with its place."""

from pathlib import Path

import polib
import pytest

from ddrflow.errors import BadCommand, BadFile
from ddrflow.languages import available, catalogue, language, to_translate

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "a.po"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def test_an_entry_without_words_or_marked_as_a_guess_does_not_count(tmp_path: Path) -> None:
    text = (
        'msgctxt "file"\nmsgid "One"\nmsgstr "Eins"\n\n'
        'msgctxt "file"\nmsgid "Two"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgctxt "file"\nmsgid "Three"\nmsgstr "Vier"\n\n'
        '#~ msgctxt "file"\n#~ msgid "Old"\n#~ msgstr "Alt"\n'
    )
    assert catalogue(written(tmp_path, text)) == {("file", "One"): "Eins"}


@pytest.mark.parametrize("words", ["Durch: {rolles}.", "Durch.", "{roles} {more}", "{roles} {}"])
def test_words_with_other_fields_than_the_english_are_refused(tmp_path: Path, words: str) -> None:
    """A sentence without its agency would say something else."""
    path = written(tmp_path, f'msgid "By {{roles}}."\nmsgstr "{words}"\n')
    with pytest.raises(BadFile) as caught:
        catalogue(path)
    [finding] = caught.value.findings
    assert finding.code == "E-CATALOGUE"
    assert finding.place.line == 4
    assert "and the English `roles`" in finding.message


def test_a_field_that_is_not_closed_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, 'msgid "By {roles}."\nmsgstr "Durch {roles"\n')
    with pytest.raises(BadFile, match="a field is not closed"):
        catalogue(path)


def test_texts_of_a_file_may_hold_braces(tmp_path: Path) -> None:
    """They are no templates."""
    path = written(tmp_path, 'msgctxt "file"\nmsgid "A {"\nmsgstr "Ein {"\n')
    assert catalogue(path) == {("file", "A {"): "Ein {"}


@pytest.mark.parametrize("content", [b"no catalogue at all", b"\xff\xfe\x00"])
def test_what_is_no_catalogue_is_a_clear_error(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.po"
    path.write_bytes(content)
    with pytest.raises(BadFile, match="E-CATALOGUE: the catalogue cannot be read"):
        catalogue(path)


def test_an_unknown_language_is_told_with_those_that_there_are() -> None:
    assert available() == ("de", "en")
    with pytest.raises(BadCommand) as caught:
        language("fr")
    assert str(caught.value) == ("`language`: there is no language `fr`\n  help: there is: de, en")


@pytest.mark.parametrize("code", ["", "../de", "DE", "de.po"])
def test_a_code_is_a_name_and_no_path(code: str) -> None:
    with pytest.raises(BadCommand):
        language(code)


def test_what_is_to_be_translated_is_a_catalogue_to_fill_in(tmp_path: Path) -> None:
    """Filled in, it is read as it is."""
    path = tmp_path / "a.po"
    path.write_text(to_translate([("file", "One “two”"), ("", "By {roles}.")]), encoding="utf-8")
    file = polib.pofile(str(path))
    assert [(one.msgctxt, one.msgid) for one in file] == [
        ("file", "One “two”"),
        (None, "By {roles}."),
    ]
    assert catalogue(path) == {}
    for one in file:
        one.msgstr = one.msgid
    file.save(str(path))
    assert len(catalogue(path)) == 2
