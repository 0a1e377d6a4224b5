"""What a language does with a text: its own words, or the English ones, counted."""

import pytest

from ddrflow.languages import ENGLISH, Language, language
from ddrflow.messages import CATALOGUE, render

SOME = {
    ("", "By {roles}."): "Durch: {roles}.",
    ("period", "month"): "Monat",
    ("period", "months"): "Monate",
    ("name", "signs-of-danger"): "Anzeichen von Gefahr",
    ("name", "sng-6a"): "Gesetz",
    ("source", "local choice"): "eigene Festlegung",
    ("source", "not verified"): "nicht überprüft",
    ("file", "(pre-trial conference)"): "(Konferenz)",
    ("file", "that it meets"): "dass sie tagt",
    ("date", "{year}-{month}-{day}"): "{day}.{month}.{year}",
    ("status", "withdrawn"): "widerrufen",
    ("consent.not-possible", CATALOGUE["consent.not-possible"]): "`{scope}`: {status}",
    ("lead.not-accepted", CATALOGUE["lead.not-accepted"]): "`{successor}` hat nicht angenommen",
}


def german() -> Language:
    return Language("de", SOME)


def test_a_text_with_words_is_said_in_them_and_one_without_in_english() -> None:
    """What had no words is known afterwards."""
    spoken = german()
    assert spoken.say("By {roles}.", roles="x") == "Durch: x."
    assert spoken.say("For {roles}.", roles="x") == "For x."
    assert spoken.file("A title") == "A title"
    assert spoken.missing == (("", "For {roles}."), ("file", "A title"))


def test_what_was_changed_in_english_has_no_words_any_more() -> None:
    """An old translation is never shown for a new text."""
    spoken = german()
    assert spoken.say("By {roles}!", roles="x") == "By x!"
    assert spoken.missing == (("", "By {roles}!"),)


def test_a_value_is_never_read_as_a_template() -> None:
    assert german().say("By {roles}.", roles="{roles} {0}") == "Durch: {roles} {0}."


def test_a_language_that_learns_more_words_was_asked_for_nothing() -> None:
    """So one document's count is never another's."""
    spoken = german()
    spoken.file("A title")
    more = spoken.knowing({("file", "A title"): "Ein Titel"})
    assert more.missing == ()
    assert more.file("A title") == "Ein Titel"
    assert spoken.missing == (("file", "A title"),)


def test_english_remembers_nothing() -> None:
    """The one there is can be shared by all."""
    assert ENGLISH.say("By {roles}.", roles="x") == "By x."
    assert ENGLISH.name("signs-of-danger") == "signs-of-danger"
    assert ENGLISH.called("signs-of-danger") == "signs of danger"
    assert ENGLISH.asked == set()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 month", "1 Monat"),
        ("3 months", "3 Monate"),
        ("all-open-needs", "all-open-needs"),
        ("release-plan", "release-plan"),
    ],
)
def test_a_length_of_time_is_in_the_singular_or_the_plural(text: str, said: str) -> None:
    assert german().period(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("local choice", "eigene Festlegung"),
        ("not verified that it meets", "nicht überprüft dass sie tagt"),
        ("ran R56", "ran R56"),
        ("sng-6a (2)", "sng-6a (2)"),
        ("neustart (pre-trial conference)", "neustart (Konferenz)"),
    ],
)
def test_of_a_source_only_what_is_prose_is_translated(text: str, said: str) -> None:
    """A number in a law and an id are the same in every language."""
    spoken = german()
    assert spoken.source(text) == said
    assert spoken.missing == ()


def test_an_id_is_kept_beside_its_words_where_people_type_it() -> None:
    spoken = german()
    assert spoken.name("signs-of-danger") == "Anzeichen von Gefahr (`signs-of-danger`)"
    assert spoken.name("not-known") == "`not-known`"
    assert spoken.called("signs-of-danger") == "Anzeichen von Gefahr"
    assert spoken.called("not-known") == "not known"
    assert spoken.law("sng-6a", "(2)") == "Gesetz (2)"


def test_a_message_has_the_same_fields_in_every_language() -> None:
    """Its periods too are in the language; one that nobody translated is in English."""
    spoken = german()
    assert spoken.message("lead.not-accepted", {"successor": "x"}) == "`x` hat nicht angenommen"
    fields = {"kind": "a", "within": "3 months"}
    assert spoken.message("document.too-old", fields) == (
        "the last document `a` is older than 3 Monate"
    )
    assert ENGLISH.message("document.too-old", fields) == render("document.too-old", fields)
    assert spoken.message("third.party", {"x": "1"}) == "third.party (x `1`)"


def test_a_value_is_translated_where_it_is_a_day_or_a_word_of_the_format() -> None:
    """An id of a case may be any word, and stays."""
    spoken = german()
    assert spoken.message("review.not-yet", {"due_on": "2026-03-01"}) == (
        "the review is due on 01.03.2026"
    )
    fields = {"scope": "withdrawn", "status": "withdrawn"}
    assert spoken.message("consent.not-possible", fields) == "`withdrawn`: widerrufen"


def test_german_is_read_from_its_catalogue() -> None:
    assert language("de").say("Who leads when?") == "Wer hat wann die Fallführung?"
