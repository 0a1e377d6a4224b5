"""Lines of a rehearsal: read, or answered with what would be right."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from ddrflow.dates import MONDAY_TO_FRIDAY
from ddrflow.rehearsal import VERBS, BadLine, Line, read_line
from ddrflow.rehearsal.words import instant_after

VIENNA = ZoneInfo("Europe/Vienna")
NOW = datetime(2025, 3, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "   ", "# a remark", "  # 'another"])
def test_a_blank_line_and_a_remark_say_nothing(text: str) -> None:
    assert read_line(text) is None


def test_a_line_is_a_word_with_words_and_values() -> None:
    read = read_line("do record-item item=i-1 text='two words = one text'")
    given = {"item": "i-1", "text": "two words = one text"}
    assert read == Line("do", ("record-item",), given)


def test_other_words_for_the_same_are_understood() -> None:
    assert read_line("timeline") == Line("record")
    assert read_line("exit") == Line("quit")


WRONG = {
    "sed": "`sed`: that is no word of a rehearsal\n  help: did you mean `see`?",
    "seat": "`seat`: it needs more\n  help: seat ROLE",
    "see all": "`all`: that is too much after `see`\n  help: see; text of several words stands in"
    " quotation marks",
    "do give-notice kind=a kind=b": "`kind`: it is given twice\n  help: give it once",
    "do x text='open": "`do x text='open`: a quotation mark is left open\n  help: close what a"
    " quotation mark opened",
    "do x reason two": "`reason`: that is too much after `do`\n  help: do COMMAND [NAME=VALUE ...];"
    " text of several words stands in quotation marks",
}


@pytest.mark.parametrize(("text", "told"), WRONG.items(), ids=WRONG)
def test_a_wrong_line_says_what_would_be_right(text: str, told: str) -> None:
    with pytest.raises(BadLine) as caught:
        read_line(text)
    assert str(caught.value) == told


def test_a_word_that_is_like_none_is_answered_with_all() -> None:
    with pytest.raises(BadLine) as caught:
        read_line("qqqq")
    assert caught.value.help == f"there are: {', '.join(VERBS)}"


def after(*words: str) -> str:
    """The local time to which waiting leads from 1 March 2025, 9:00 in Vienna."""
    found = instant_after(words, NOW, VIENNA, MONDAY_TO_FRIDAY)
    return found.astimezone(VIENNA).strftime("%Y-%m-%d %H:%M")


def test_the_clock_keeps_its_time_of_day_over_a_change_to_summer_time() -> None:
    assert after("3", "months") == "2025-06-01 09:00"
    assert after("5", "working", "days") == "2025-03-07 09:00"


def test_the_clock_goes_on_to_a_day_and_to_a_time_of_it() -> None:
    assert after("until", "2025-06-01") == "2025-06-01 09:00"
    assert after("until", "2025-03-01", "14:30") == "2025-03-01 14:30"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("3 fortnights", "`3 fortnights`: that is no time to wait"),
        ("until tomorrow", "`tomorrow`: that is no day"),
        ("until 2025-02-28", "`wait`: the clock goes forward only"),
        ("until 2199-01-01", "`wait`: that is too far"),
    ],
)
def test_a_wait_that_leads_nowhere_is_named(words: str, told: str) -> None:
    with pytest.raises(BadLine) as caught:
        after(*words.split())
    assert caught.value.message == told
