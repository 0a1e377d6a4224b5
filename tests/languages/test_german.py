"""German is whole for the Neustart file: nothing missing, nothing stale, no English left."""

import re
from pathlib import Path
from typing import Any

import polib
import pytest
import yaml

from ddrflow.bootstrap import for_story
from ddrflow.engine import Refused
from ddrflow.export import clients_notice, html_page, identity_line, procedure
from ddrflow.languages import Entry, Language, catalogue, language
from ddrflow.languages.catalogue import fields_of
from ddrflow.languages.language import FILE, NAME
from ddrflow.messages import CATALOGUE
from ddrflow.model.agency import KEEPER
from ddrflow.model.commands import TakeStep
from ddrflow.model.source import RESERVED
from ddrflow.stories import read_story, run, story_files
from ddrflow.workflow.load import load, shipped, text_of
from ddrflow.workflow.texts import own_words, speaking
from docs.catalogue import entries

ROOT = Path(__file__).parents[2]
FILES = [
    ROOT / "ddrflow" / "languages" / "de.po",
    *sorted((ROOT / "workflows" / "languages" / "de").iterdir()),
]


def everything(name: str) -> tuple[str, Language]:
    """All that a workflow can be handed out as, and the language that was asked for it."""
    workflow = load(name)
    spoken = speaking("de", workflow, name)
    text = procedure(workflow, spoken) + clients_notice(workflow, spoken)
    return text + html_page(text, "t", identity_line(workflow, spoken), spoken), spoken


def words_in(text: str) -> set[str]:
    """Its words; ids and fields are none."""
    bare = re.sub(r"`[^`]*`|\{[^}]*\}|<[^>]*>|\[[^\]]*\]", " ", text)
    return set(re.findall(r"[^\W\d_]+", bare.lower()))


def test_the_engine_says_nothing_without_german_words_and_keeps_none_for_what_it_does_not_say() -> (
    None
):
    """`python -m docs.catalogue de` adds what is new, and marks what is gone."""
    known = language("de").words.keys()
    assert entries() - known == set()
    assert known - entries() == set()


def test_every_message_has_german_words() -> None:
    """A refusal, an answer and a line of the record can all be told."""
    spoken = language("de")
    for message, english in CATALOGUE.items():
        fields = dict.fromkeys(fields_of(english), "x")
        said = spoken.message(message, fields)
        assert said
        assert not said.startswith(message)
    assert {context for context, _ in spoken.missing} & CATALOGUE.keys() == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_field_of_an_english_text_stands_in_its_german_one(path: Path) -> None:
    """Read here as it stands, and not through the loader, which would refuse it."""
    file = polib.pofile(str(path))
    assert len(file) > 10
    for one in file:
        assert one.translated()
        if one.msgctxt not in (FILE, NAME):
            assert fields_of(one.msgid) == fields_of(one.msgstr)
        assert re.findall(r"`\w[\w-]*`", one.msgid) == re.findall(r"`\w[\w-]*`", one.msgstr)
        assert (one.msgid[0] == " ") <= (one.msgstr[0] in " ,;.")


def test_nothing_of_neustart_is_missing_in_german() -> None:
    """The procedure, the notice, and the page around them."""
    _, spoken = everything("neustart")
    assert len(spoken.asked) > 200
    assert spoken.missing == ()


def test_no_german_text_of_neustart_translates_what_the_file_does_not_say() -> None:
    _, spoken = everything("neustart")
    own = own_words("de", load("neustart"), "neustart")
    assert own.keys() - spoken.asked == set()


def test_the_common_principles_have_german_words_for_all_that_others_show_of_them() -> None:
    """Also for those that no shipped file shows."""
    own = catalogue(FILES[1])
    assert FILES[1].stem == "common"
    said = set(shown_texts(yaml.safe_load(text_of("common"))))
    assert said - own.keys() == set()
    assert own.keys() - said == set()


def shown_texts(data: Any) -> list[Entry]:  # noqa: ANN401 - YAML is anything
    """Titles, reasons, sources and needs, as they stand in a base."""
    found = [(FILE, data["title"]), *((FILE, one) for one in data["sources"].values())]
    found += [(NAME, one) for one in data["needs"]]
    for part in (*data["coordination"].values(), *data["rules"].values()):
        found += [(FILE, part["because"])] if "because" in part else []
        found += [(NAME, part["reason"])] if "reason" in part else []
        remark = part["source"].partition(" ")[2]
        if part["source"] not in RESERVED and re.search(r"[a-z]{3,}", remark):
            found.append((FILE, remark))
    return found


def test_the_german_document_has_no_english_word_of_the_engine() -> None:
    """Words that both languages have do not count, and neither do ids."""
    workflow = load("neustart")
    spoken = speaking("de", workflow, "neustart")
    text = procedure(workflow, spoken) + clients_notice(workflow, spoken)
    for one in (*workflow.states, *workflow.reviews, *workflow.sources):
        text = re.sub(rf"(?<![\w-]){one}(?![\w-])", "", text)
    text = re.sub(r"(`[a-z.-]+`): [^()]*\)", r"\1)", text)
    english = set().union(*(words_in(said) for _, said in spoken.asked))
    german = set().union(*(words_in(spoken.words[one]) for one in spoken.asked))
    assert len(english) > 400
    assert (words_in(text) & english) - german == set()


def test_numbers_and_periods_are_inflected() -> None:
    text, _ = everything("neustart")
    for said in ("Abstand: 3 Monate", "Frist 3 Monate", "14 Tage", "30 Tage", "1 Jahr."):
        assert said in text
    assert not re.search(r"\d (day|month|year|week)s?\b", text)


def test_a_page_says_which_language_it_is_in() -> None:
    text, _ = everything("neustart")
    assert '<html lang="de">' in text
    assert "Zum Text springen" in text


@pytest.mark.parametrize("name", [one for one in shipped() if one != "neustart"])
def test_a_file_without_german_texts_says_at_its_head_how_much_is_in_english(name: str) -> None:
    """The engine's own words and those of the common principles are German all the same."""
    workflow = load(name)
    spoken = speaking("de", workflow, name)
    heading, note, _ = procedure(workflow, spoken).split("\n\n", 2)
    assert heading.startswith("# ")
    count = len(spoken.missing)
    assert note == f"**Teilweise auf Englisch:** Texte dieses Dokuments ohne Übersetzung: {count}."
    assert {context for context, _ in spoken.missing} <= {FILE, NAME}


def test_a_whole_document_does_not_speak_of_english() -> None:
    text, _ = everything("neustart")
    assert "auf Englisch" not in text


@pytest.mark.parametrize("name", story_files("neustart"))
def test_every_refusal_and_warning_of_the_neustart_stories_is_told_in_german(name: str) -> None:
    """Messages, sources and reasons; nothing of them is left in English."""
    story = read_story(story_files("neustart")[name].read_bytes(), name)
    workflow = load("neustart")
    spoken = speaking("de", workflow, "neustart")
    for one in run(story, workflow, for_story).told:
        if one.decision is not None:
            Refused("C-1", TakeStep(actor=KEEPER, trigger="x"), one.decision).told(str, spoken)
        for verdict in one.done.warnings if one.done else ():
            spoken.source(str(verdict.source))
            spoken.file(verdict.statement)
    assert spoken.missing == ()
