"""What is said of data that a model refuses, and where."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)
from pydantic_core import PydanticCustomError

from ddrflow.errors import Finding, Place
from ddrflow.model.source import Source as Citation
from ddrflow.workflow.identifiers import check_identifier
from ddrflow.workflow.source import KeyPath, Source, read_source
from ddrflow.workflow.validation import findings_of, validate

#: Line, column, code, message, help.
Row = tuple[int, int, str, str, str]


class Phase(StrEnum):
    CUSTODY = "custody"
    RELEASE = "release"


def _identifier(text: str) -> str:
    problem = check_identifier(text)
    if problem is None:
        return text
    context = {"message": problem.message, "help": problem.help}
    raise PydanticCustomError("E-ID", "{message}", context)


def _even(number: int) -> int:
    if number % 2:
        message = "an odd number\nis odd"
        raise ValueError(message)
    return number


def _citation(text: object) -> object:
    return Citation(text) if isinstance(text, str) else text


Identifier = Annotated[str, AfterValidator(_identifier)]
Cited = Annotated[Citation, BeforeValidator(_citation, json_schema_input_type=str)]


class Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Inner(Part):
    size: int = 0
    name: str


class Held(Part):
    kind: Literal["held"]
    on: date | None = None


class Waived(Part):
    kind: Literal["waived"]
    reason: str


class Sample(Part):
    phase: Phase = Phase.CUSTODY
    phases: Literal["all"] | tuple[Phase, ...] = "all"
    from_: str = Field(default="", alias="from")
    by: list[Identifier] = []
    roles: dict[Identifier, Inner] = {}
    rules: list[Identifier | dict[Identifier, Inner]] = []
    review: Annotated[Held | Waived, Field(discriminator="kind")] | None = None
    either: Held | Waived | None = None
    other: Inner | Held | None = None
    cited: Cited = Citation("x")
    count: int = Field(default=0, ge=0, le=9)
    even: Annotated[int, AfterValidator(_even)] = 0
    some: list[str] = Field(default=["x"], min_length=1, max_length=2)
    title: str = Field(default="x", min_length=1, max_length=5, pattern="[a-z]*")
    draft: bool = False
    on: date | None = None
    at: AwareDatetime | None = None


ALL = "allowed: " + ", ".join(
    f"`{field.alias or name}`" for name, field in Sample.model_fields.items()
)
ID_FORM = "an id is a letter a to z, then letters a to z, digits and hyphens, 64 characters at most"
DATE = "a date such as `2027-02-28`"
INSTANT = "a time such as `2027-02-28T09:00:00+01:00`"


def _source(text: str) -> Source:
    return read_source(text.encode(), "f.yaml")


def _refused(text: str) -> list[Row]:
    model, findings = validate(_source(text), Sample)
    assert model is None
    return [(one.place.line, one.place.column, one.code, one.message, one.help) for one in findings]


def test_data_that_fit_become_the_model() -> None:
    """Strict models too take words for enums and dates, and lists for tuples."""
    model, findings = validate(
        _source(
            'phases: [custody]\n"on": 2027-02-28\nat: "2027-02-28T09:00:00+01:00"\ncited: law\n'
        ),
        Sample,
    )
    assert findings == ()
    assert model is not None
    assert model.phases == (Phase.CUSTODY,)
    assert model.on == date(2027, 2, 28)
    assert model.at == datetime.fromisoformat("2027-02-28T09:00:00+01:00")
    assert model.cited == Citation("law")


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
    assert _refused(text) == [(line, column, "E-SCHEMA", message, help_line)]


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
    assert _refused(text) == [(line, column, "E-SCHEMA", message, help_line)]


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
    assert _refused(f"{text}\n") == [(1, column, "E-SCHEMA", message, help_line)]


def test_a_list_is_no_file() -> None:
    """What stands at the top has no name."""
    message = "expected a mapping, found a list of 1"
    assert _refused("- a\n") == [(1, 1, "E-SCHEMA", message, "")]


def test_a_quoted_day_that_is_not_in_the_calendar_is_refused_like_a_plain_one() -> None:
    """Row 16: quotes do not make it exist."""
    row = (1, 7, "E-DATE", "`2027-02-30` is not in the calendar", "2027-02 has 28 days")
    assert _refused('"on": "2027-02-30"\n') == [row]


def test_a_quoted_time_without_offset_is_refused_like_a_plain_one() -> None:
    """Row 17: quotes do not make it an instant."""
    help_line = 'write it in quotes with its offset, such as `"2027-02-28T10:00+01:00"`'
    message = "`2027-02-28T10:00` has no offset from UTC"
    assert _refused('at: "2027-02-28T10:00"\n') == [(1, 5, "E-TIME-NAIVE", message, help_line)]


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
    assert _refused(text) == [(line, column, "E-ID", "`{{7*7}}` is not an id", ID_FORM)]


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
    assert _refused(f"{text}\n") == [(1, column, "E-SCHEMA", message, help_line)]


def test_a_key_that_is_named_like_a_branch_is_not_taken_for_it() -> None:
    """A location of pydantic can be read in two ways; the file says which is meant."""

    class Waiver(Part):
        kind: Literal["waived"]
        waived: dict[str, int] = {}

    class Review(Part):
        review: Annotated[Held | Waiver, Field(discriminator="kind")]

    source = _source("review:\n  kind: waived\n  waived:\n    waived: x\n")
    _, findings = validate(source, Review)
    message = "expected a whole number in `review.waived.waived`, found the word `x`"
    assert findings == (Finding(Place("f.yaml", 4, 13), "E-SCHEMA", message),)


def test_findings_come_in_order_of_place_and_at_most_50() -> None:
    """The last says how many are left out."""
    rows = _refused("count: x\nby:\n" + "- A\n" * 60 + "phase: x\n")
    assert len(rows) == 50
    assert rows[0][:2] == (1, 8)
    assert rows == sorted(rows, key=lambda row: row[:2])
    assert rows[49] == (51, 3, "E-MORE", "13 more findings are not shown", "mend those above first")


def test_a_part_of_a_file_is_placed_by_who_asks() -> None:
    """A refusal of parameters that were found deep in a file names their place in it."""

    def place(path: KeyPath) -> Place:
        return source.place(("rules", 0, "a", *path))

    source = _source("rules:\n  - a: {name: 5, x: 1}\n")
    with pytest.raises(ValidationError) as caught:
        Inner.model_validate(source.data["rules"][0]["a"])
    data = source.data["rules"][0]["a"]
    first, second = findings_of(caught.value, place, data=data, model=Inner)
    assert first == Finding(
        Place("f.yaml", 2, 15),
        "E-SCHEMA",
        "expected a word in `name`, found `5`",
        'write `"5"` to mean the word',
    )
    assert second == Finding(
        Place("f.yaml", 2, 21), "E-SCHEMA", "unknown key `x`", "allowed: `size`, `name`"
    )


NAMES = st.sampled_from(
    [*(field.alias or name for name, field in Sample.model_fields.items()), "a", "kind", "name"]
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(-3, 12)
    | st.text("ab1-A ", max_size=4)
    | st.sampled_from(["held", "all", "custody"])
)
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=4)
)


class Nowhere(BaseModel):
    """Any data, without a file."""

    data: object

    def place(self, path: KeyPath, *, key: bool = False) -> Place:
        return Place("f.yaml", len(path) + 1, 2 - key)


@given(st.dictionaries(NAMES, TREES, max_size=6))
def test_any_data_become_the_model_or_findings(data: object) -> None:
    """Nothing else comes back, no message has a line break, and none speaks of pydantic."""
    model, findings = validate(Nowhere(data=data), Sample)
    assert (model is None) == bool(findings)
    assert len(findings) <= 50
    for one in findings:
        assert "\n" not in one.message + one.help
        assert "nput" not in one.message
        assert not one.message.endswith(".")
