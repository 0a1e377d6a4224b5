"""A refusal of data speaks of the file: what is unknown, missing, wrong, and what is expected."""

import pytest

from tests.workflow.small_model import Sample, refused

ALL = "allowed: " + ", ".join(
    f"`{field.alias or name}`" for name, field in Sample.model_fields.items()
)
ID_FORM = "an id is a letter a to z, then letters a to z, digits and hyphens, 64 characters at most"
DATE = "a date such as `2027-02-28`"
INSTANT = "a time such as `2027-02-28T09:00:00+01:00`"


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("phas: x\n", (1, 1, "unknown key `phas`", "did you mean `phase`?")),
        ("zzz: x\n", (1, 1, "unknown key `zzz`", ALL)),
        (
            "roles:\n  a: {name: b, sise: 1}\n",
            (2, 16, "unknown key `sise` in `roles.a`", "did you mean `size`?"),
        ),
        (
            "roles:\n  a: {name: b, x: 1}\n",
            (2, 16, "unknown key `x` in `roles.a`", "allowed: `size`, `name`"),
        ),
        (
            "review: {kind: waived, reason: a, x: 1}\n",
            (1, 35, "unknown key `x` in `review`", "allowed: `kind`, `reason`"),
        ),
        (
            "rules:\n  - a: {name: b, nam: c}\n",
            (2, 18, "unknown key `nam` in `rules[0].a`", "did you mean `name`?"),
        ),
        ('"a\\nb": 1\n', (1, 1, "unknown key `a\\nb`", ALL)),
        ('"[key]": 1\n', (1, 1, "unknown key `[key]`", ALL)),
    ],
)
def test_an_unknown_key_is_answered_with_the_known_ones(
    text: str, row: tuple[int, int, str, str]
) -> None:
    """Row 7: at the key, with the nearest name, or with all of them."""
    line, column, message, help_line = row
    assert refused(text) == [(line, column, "E-SCHEMA", message, help_line)]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("roles:\n  a: {size: 1}\n", (2, 6, "key `name` is missing in `roles.a`", "add `name:`")),
        ("review: {reason: a}\n", (1, 9, "key `kind` is missing in `review`", "add `kind:`")),
        (
            "review: {kind: waived}\n",
            (1, 9, "key `reason` is missing in `review`", "add `reason:`"),
        ),
        (
            "rules:\n  - x: {size: 1}\n",
            (2, 8, "key `name` is missing in `rules[0].x`", "add `name:`"),
        ),
    ],
)
def test_a_missing_key_is_named_at_its_mapping(text: str, row: tuple[int, int, str, str]) -> None:
    """There is no place for what is not there but the one that lacks it."""
    line, column, message, help_line = row
    assert refused(text) == [(line, column, "E-SCHEMA", message, help_line)]


@pytest.mark.parametrize(
    ("text", "column", "message", "help_line"),
    [
        ("from: 5", 7, "expected a word in `from`, found `5`", 'write `"5"` to mean the word'),
        (
            "from: true",
            7,
            "expected a word in `from`, found `true`",
            'write `"true"` to mean the word',
        ),
        ("from: [a]", 7, "expected a word in `from`, found a list of 1", ""),
        ("from:", 6, "expected a word in `from`, found nothing", ""),
        ("count: x", 8, "expected a whole number in `count`, found the word `x`", ""),
        ("count: true", 8, "expected a whole number in `count`, found `true`", ""),
        ('count: "1"', 8, "expected a whole number in `count`, found the word `1`", ""),
        ("count: -1", 8, "expected a number from 0 up in `count`, found `-1`", ""),
        ("count: 10", 8, "expected a number up to 9 in `count`, found `10`", ""),
        ('draft: "no"', 8, "expected `true` or `false` in `draft`, found the word `no`", ""),
        ("draft: 1", 8, "expected `true` or `false` in `draft`, found `1`", ""),
        (
            "some: x",
            7,
            "expected a list in `some`, found the word `x`",
            "write `[x]` for a list of one",
        ),
        ("some: x y", 7, "expected a list in `some`, found the text `x y`", ""),
        ("some: []", 7, "expected 1 or more entries in `some`, found an empty list", ""),
        ("some: [a, b, c]", 7, "expected 2 or fewer entries in `some`, found a list of 3", ""),
        ("some: [a, {}]", 11, "expected a word in `some[1]`, found an empty mapping", ""),
        ("roles: x", 8, "expected a mapping in `roles`, found the word `x`", ""),
        ("other: 5", 8, "expected a mapping in `other`, found `5`", ""),
        ("cited: 5", 8, "expected a word in `cited`, found `5`", 'write `"5"` to mean the word'),
        ('title: ""', 8, "expected 1 or more characters in `title`, found an empty word", ""),
        (
            "title: abcdef",
            8,
            "expected 5 or fewer characters in `title`, found the word `abcdef`",
            "",
        ),
        ("even: 3", 7, "an odd number is odd in `even`", ""),
        ("phase: custdy", 8, "unknown value `custdy` in `phase`", "did you mean `custody`?"),
        ("phase: xyz", 8, "unknown value `xyz` in `phase`", "allowed: `custody`, `release`"),
        ("phase: 5", 8, "expected one of `custody`, `release` in `phase`, found `5`", ""),
        (
            "review: {kind: hold}",
            16,
            "unknown value `hold` in `review.kind`",
            "did you mean `held`?",
        ),
        ('"on": x', 7, f"expected {DATE} in `on`, found the word `x`", ""),
        ("at: 2027-02-28", 5, f"expected {INSTANT} in `at`, found the word `2027-02-28`", ""),
    ],
)
def test_a_wrong_value_is_answered_with_what_is_expected(
    text: str, column: int, message: str, help_line: str
) -> None:
    """In words of the file, not of the program that reads it."""
    assert refused(f"{text}\n") == [(1, column, "E-SCHEMA", message, help_line)]


def test_a_list_is_no_file() -> None:
    """What stands at the top has no name."""
    message = "expected a mapping, found a list of 1"
    assert refused("- a\n") == [(1, 1, "E-SCHEMA", message, "")]


def test_a_quoted_day_that_is_not_in_the_calendar_is_refused_like_a_plain_one() -> None:
    """Row 16: quotes do not make it exist."""
    row = (1, 7, "E-DATE", "`2027-02-30` is not in the calendar", "2027-02 has 28 days")
    assert refused('"on": "2027-02-30"\n') == [row]


def test_a_quoted_time_without_offset_is_refused_like_a_plain_one() -> None:
    """Row 17: quotes do not make it an instant."""
    help_line = 'write it in quotes with its offset, such as `"2027-02-28T10:00+01:00"`'
    message = "`2027-02-28T10:00` has no offset from UTC"
    assert refused('at: "2027-02-28T10:00"\n') == [(1, 5, "E-TIME-NAIVE", message, help_line)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("by: [a, '{{7*7}}']\n", 1, 9),
        ("roles:\n  '{{7*7}}': {name: a}\n", 2, 3),
        ("rules:\n  - '{{7*7}}'\n", 2, 5),
        ("rules:\n  - '{{7*7}}': {name: a}\n", 2, 5),
    ],
)
def test_a_validator_speaks_for_itself(text: str, line: int, column: int) -> None:
    """Its code, message and help arrive as it gave them, for values and for keys."""
    assert refused(text) == [(line, column, "E-ID", "`{{7*7}}` is not an id", ID_FORM)]


@pytest.mark.parametrize(
    ("text", "column", "message", "help_line"),
    [
        (
            "phases: al",
            9,
            "expected `all` or a list in `phases`, found the word `al`",
            "did you mean `all`?",
        ),
        ("phases: 5", 9, "expected `all` or a list in `phases`, found `5`", ""),
        ("phases: [x]", 10, "unknown value `x` in `phases[0]`", "allowed: `custody`, `release`"),
        (
            "rules: [5]",
            9,
            "expected a word or a mapping in `rules[0]`, found `5`",
            'write `"5"` to mean the word',
        ),
        (
            "rules: [{a: {name: 5}}]",
            20,
            "expected a word in `rules[0].a.name`, found `5`",
            'write `"5"` to mean the word',
        ),
        ("either: {kind: waived}", 9, "key `reason` is missing in `either`", "add `reason:`"),
        (
            "either: {kind: held, x: 1}",
            22,
            "unknown key `x` in `either`",
            "allowed: `kind`, `on`",
        ),
        (
            "other: {name: a, size: b}",
            24,
            "expected a whole number in `other.size`, found the word `b`",
            "",
        ),
    ],
)
def test_of_a_union_only_the_likeliest_branch_is_reported(
    text: str, column: int, message: str, help_line: str
) -> None:
    """One mistake, one finding."""
    assert refused(f"{text}\n") == [(1, column, "E-SCHEMA", message, help_line)]
