"""A value that does not mean the same to every reader of YAML is refused, and what does is read."""

import pytest

from tests.workflow.read import read, refused

pytestmark = pytest.mark.usefixtures("both_parsers")

DIFFERS = "does not mean the same to every reader of YAML"


@pytest.mark.parametrize(
    ("word", "meaning"),
    [
        ("no", "false"),
        ("Yes", "true"),
        ("ON", "true"),
        ("off", "false"),
        ("y", "true"),
        ("N", "false"),
        ("TRUE", "true"),
        ("False", "false"),
        ("Null", "null"),
    ],
)
def test_a_word_that_some_read_as_truth_is_refused(word: str, meaning: str) -> None:
    """Row 6: Norway is `"no"`."""
    message = f"`{word}` is `{meaning}` to some readers of YAML and a word to others"
    help_line = f'write `{meaning}`, or `"{word}"` to mean the word'
    assert refused(f"a: {word}\n") == [(1, 4, "E-YAML-SCALAR", message, help_line)]


@pytest.mark.parametrize(
    "text", ["010", "00", "0x1f", "0o17", "0b1", "1_000", "1e3", "1e+3", "+5", "-010"]
)
def test_a_number_in_another_notation_is_refused(text: str) -> None:
    """Row 6: an octal eight is no ten."""
    help_line = f'write a number in plain digits, or `"{text}"` to mean the text'
    assert refused(f"a: {text}\n") == [(1, 4, "E-YAML-SCALAR", f"`{text}` {DIFFERS}", help_line)]


@pytest.mark.parametrize(
    "text", ["12:30", "1:2:3", "=", "<<", "2027-02-28T10:00:00Z", "2027-02-28 10:00:00 +01:00"]
)
def test_a_text_that_some_read_as_something_else_is_refused(text: str) -> None:
    """Row 6: half past twelve is no 750."""
    help_line = f'write `"{text}"` to mean the text'
    assert refused(f"a: {text}\n") == [(1, 4, "E-YAML-SCALAR", f"`{text}` {DIFFERS}", help_line)]


@pytest.mark.parametrize(
    ("text", "message", "instead"),
    [
        ("1.5", "`1.5` is not a whole number", "a whole number"),
        (".5", "`.5` is not a whole number", "a whole number"),
        ("1.5e3", "`1.5e3` is not a whole number", "a whole number"),
        (".nan", "`.nan` is not a number", "a whole number"),
        ("NaN", "`NaN` is not a number", "a whole number"),
        ("-.INF", "`-.INF` is not a number", "a whole number"),
        ("Infinity", "`Infinity` is not a number", "a whole number"),
        ("-0", "`-0` is no number of its own", "`0`"),
        ("1234567890", "`1234567890` is too long a number", "a number of 9 digits at most"),
    ],
)
def test_a_number_that_is_not_whole_and_short_is_refused(
    text: str, message: str, instead: str
) -> None:
    """Row 18: no rounding, no infinity, no overflow."""
    help_line = f'write {instead}, or `"{text}"` to mean the text'
    assert refused(f"a: {text}\n") == [(1, 4, "E-NUM", message, help_line)]


def test_a_number_of_4301_digits_is_refused_without_being_echoed() -> None:
    """Row 18: the message stays short, and Python's own limit is not met."""
    message = f"`{'9' * 59}…` is too long a number"
    help_line = "write a number of 9 digits at most, or the same in quotes to mean the text"
    assert refused(f"a: {'9' * 4301}\n") == [(1, 4, "E-NUM", message, help_line)]


@pytest.mark.parametrize(
    ("text", "days"), [("2027-02-30", "2027-02 has 28 days"), ("2027-04-31", "2027-04 has 30 days")]
)
def test_a_day_that_is_not_in_the_calendar_is_refused(text: str, days: str) -> None:
    """Row 16: also before any schema asks for a date."""
    assert refused(f"a: {text}\n") == [(1, 4, "E-DATE", f"`{text}` is not in the calendar", days)]


@pytest.mark.parametrize("text", ["2027-02-28T10:00:00", "2027-02-28 10:00"])
def test_a_time_without_offset_is_refused(text: str) -> None:
    """Row 17: it would be another instant for every reader."""
    help_line = f'write it in quotes with its offset, such as `"{text}+01:00"`'
    message = f"`{text}` has no offset from UTC"
    assert refused(f"a: {text}\n") == [(1, 4, "E-TIME-NAIVE", message, help_line)]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-5", -5),
        ("123456789", 123456789),
        ("2027-02-28", "2027-02-28"),
        ("3 months", "3 months"),
        ("1.2.3", "1.2.3"),
        ("sng-6a", "sng-6a"),
        ("now", "now"),
        ("nobody", "nobody"),
        ('"no"', "no"),
        ("'010'", "010"),
        ("|-\n  12:30", "12:30"),
    ],
)
def test_what_means_the_same_to_everybody_is_read(text: str, data: object) -> None:
    """Plain scalars have one meaning, and quotes always mean a text."""
    found = read(f"a: {text}\n")["a"]
    assert (type(found), found) == (type(data), data)
