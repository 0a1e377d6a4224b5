"""What is read of a file, what is refused before the schema, and in which words."""

import copy
import time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ddrflow.errors import BadFile, Finding, Place
from ddrflow.workflow import source as module
from ddrflow.workflow.identifiers import CONTROL, HIDDEN
from ddrflow.workflow.source import read_source

#: Line, column, code, message, help.
Row = tuple[int, int, str, str, str]

UTF_8 = "save the file as UTF-8 without a byte order mark"
NO_ALIAS = "write it out where it is needed, or put a text that begins so in quotes"
NO_TAG = "remove it, or put a text that begins with `!` in quotes"
UNSEEN = "remove what cannot be seen: it makes a text read other than it is"
OWN_LINE = "begin it on a line of its own, or put a text that holds `: ` in quotes"
ALIKE = "indent the entries of one mapping or list alike"
CLOSE = "close it, with `,` between entries"
DIFFERS = "does not mean the same to every reader of YAML"
WORKFLOW = b"""\
workflow: sample
version: 1
title: "A sample: with a colon"
agencies:
  police: {kind: security, phases: [custody, release]}
steps:
  - trigger: release
    from: custody
    draft: false
    note: >
      folded
      text
"""


@pytest.fixture(autouse=True, params=["CSafeLoader", "SafeLoader"])
def _loader(request: pytest.FixtureRequest) -> None:
    """Every test runs with both parsers."""
    request.getfixturevalue("monkeypatch").setattr(
        module, "LOADER", getattr(yaml, str(request.param))
    )


def _read(text: str) -> Any:  # noqa: ANN401 - the data of a file have no type yet
    return read_source(text.encode(), "f.yaml").data


def _refused(text: str | bytes) -> list[Row]:
    with pytest.raises(BadFile) as caught:
        read_source(text.encode() if isinstance(text, str) else text, "f.yaml")
    return [
        (one.place.line, one.place.column, one.code, one.message, one.help)
        for one in caught.value.findings
    ]


def test_a_file_is_read_as_plain_data() -> None:
    """Mappings, lists, texts, whole numbers, truth and nothing; no other type comes out."""
    assert read_source(WORKFLOW, "f.yaml").data == {
        "workflow": "sample",
        "version": 1,
        "title": "A sample: with a colon",
        "agencies": {"police": {"kind": "security", "phases": ["custody", "release"]}},
        "steps": [
            {"trigger": "release", "from": "custody", "draft": False, "note": "folded text\n"}
        ],
    }


@pytest.mark.parametrize(
    ("path", "key", "line", "column"),
    [
        ((), False, 1, 1),
        (("version",), False, 2, 10),
        (("version",), True, 2, 1),
        (("agencies", "police", "phases", 1), False, 5, 46),
        (("agencies", "police", "phases", 1), True, 5, 46),
        (("steps", 0), False, 7, 5),
        (("steps", 0, "from"), True, 8, 5),
        (("steps", 0, "to"), False, 7, 5),
        (("steps", 0, "to", 3, "deep"), True, 7, 5),
        (("absent", 0), False, 1, 1),
    ],
)
def test_everything_knows_its_place(
    path: tuple[str | int, ...], *, key: bool, line: int, column: int
) -> None:
    """A value, a key, and for what is absent the nearest thing around it."""
    source = read_source(WORKFLOW, "f.yaml")
    assert source.place(path, key=key) == Place("f.yaml", line, column)


def test_columns_count_characters_and_lines_may_end_as_on_windows() -> None:
    """A place is where an editor shows it, whatever the bytes before it."""
    source = read_source("\xfc: [\xe4\xf6, x]\r\nb: 1\r\n".encode(), "f.yaml")
    assert source.place(("\xfc", 1)) == Place("f.yaml", 1, 9)
    assert source.place(("b",)) == Place("f.yaml", 2, 4)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "a: &x 1\nb: *x\n",
            [
                (1, 4, "E-YAML-ALIAS", "anchor `&x`", NO_ALIAS),
                (2, 4, "E-YAML-ALIAS", "alias `*x`", NO_ALIAS),
            ],
        ),
        (
            "a: &a [*a]\n",
            [
                (1, 4, "E-YAML-ALIAS", "anchor `&a`", NO_ALIAS),
                (1, 8, "E-YAML-ALIAS", "alias `*a`", NO_ALIAS),
            ],
        ),
        ("a: *.pdf\n", [(1, 4, "E-YAML-ALIAS", "an alias stands here", NO_ALIAS)]),
        (
            "a:\n  <<: b\n",
            [(2, 3, "E-YAML-ALIAS", "merge key `<<`", "write the keys out where they belong")],
        ),
    ],
)
def test_aliases_are_refused(text: str, rows: list[Row]) -> None:
    """Row 1: nothing stands for something else, so no bomb can be built."""
    assert _refused(text) == rows


def test_a_key_given_twice_names_both_lines() -> None:
    """Row 2: the last does not win in silence, at any depth."""
    message = "key `b` is given twice, on lines 2 and 4"
    assert _refused("a:\n  b: 1\n  c: 2\n  b: 3\n") == [
        (4, 3, "E-YAML-DUP", message, "keep one of the two")
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: !!python/object/apply:os.system [x]\n", "tag `!!python/object/apply:os.system`"),
        ("a: !!str 1\n", "tag `!!str`"),
        ("a: !x {b: c}\n", "tag `!x`"),
        ("a: ! no\n", "tag `!`"),
        ("a: !e!x 1\n", "a tag stands here"),
        ("a: !<\n", "a tag stands here"),
    ],
)
def test_tags_are_refused(text: str, message: str) -> None:
    """Row 3: nothing in a file names code, and nothing of it is run."""
    assert _refused(text) == [(1, 4, "E-YAML-TAG", message, NO_TAG)]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (b"[" * 5_000, (1, 33, "E-YAML-LIMIT", "more than 32 levels", "split the file")),
        (b"- " * 5_000, (1, 65, "E-YAML-LIMIT", "more than 32 levels", "split the file")),
        (
            b"x" * 10_000_000,
            (
                1,
                1,
                "E-YAML-LIMIT",
                "the file has 10000000 bytes, 262144 are the limit",
                "split the file",
            ),
        ),
        (
            b"[" + b"a," * 1_000_000 + b"a]",
            (
                1,
                1,
                "E-YAML-LIMIT",
                "the file has 2000003 bytes, 262144 are the limit",
                "split the file",
            ),
        ),
    ],
)
def test_what_is_too_large_is_answered_at_once(text: bytes, row: Row) -> None:
    """Row 4: neither depth nor size costs time, with the parser in C."""
    begin = time.process_time()
    assert _refused(text) == [row]
    assert time.process_time() - begin < 0.1 or module.LOADER is yaml.SafeLoader


def test_a_file_has_20000_keys_and_values_at_most() -> None:
    """Row 4: a file can be small in bytes and still hold too much; one at the limit is read."""
    assert len(_read("- a\n" * 19_999)) == 19_999
    message = "more than 20000 keys and values"
    assert _refused("- a\n" * 20_000) == [(20_000, 3, "E-YAML-LIMIT", message, "split the file")]


def test_a_file_has_32_levels_at_most() -> None:
    """Row 4: one at the limit is read."""
    data = _read("[" * 32 + "]" * 32)
    for _ in range(31):
        [data] = data
    assert data == []


@pytest.mark.parametrize(
    ("text", "row"),
    [
        (b"a: 1\n---\nb: 2\n", (2, 1, "a second document begins here", "one file, one document")),
        (b"", (1, 1, "the file is empty", "write at least one `key: value`")),
        (b"# only a remark\n", (1, 1, "the file is empty", "write at least one `key: value`")),
        (b"---\n", (1, 1, "the file is empty", "write at least one `key: value`")),
        (b"\xef\xbb\xbfa: 1\n", (1, 1, "the file begins with a byte order mark", UTF_8)),
        ("a: 1\n".encode("utf-16"), (1, 1, "the file begins with a byte order mark", UTF_8)),
        (b"a: 1\nb: x\xff\n", (2, 5, "byte 0xff is not UTF-8", UTF_8)),
        (b"a: \0\n", (1, 4, "control character U+0000", "remove it")),
        (b"a\x001", (1, 2, "control character U+0000", "remove it")),
        (b"a: b\rc: d\n", (1, 5, "control character U+000D", "remove it")),
        ("a: b\u2028\n".encode(), (1, 5, "control character U+2028 LINE SEPARATOR", "remove it")),
        (b'a: "\\0"\n', (1, 4, "control character U+0000", "remove it")),
        (b"a:\n\tb: 1\n", (2, 1, "a tab indents this line", "indent with spaces")),
        (b"a:\n  \tb: 1\n", (2, 3, "a tab indents this line", "indent with spaces")),
        (b"%YAML 1.2\n---\na: 1\n", (1, 1, "a `%` directive has no use here", "remove it")),
    ],
)
def test_one_document_of_visible_utf_8_is_asked(
    text: bytes, row: tuple[int, int, str, str]
) -> None:
    """Row 5: every other form of file is refused."""
    line, column, message, help_line = row
    assert _refused(text) == [(line, column, "E-YAML-FORM", message, help_line)]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("a: b: c\n", (1, 5, "a mapping or list cannot begin here", OWN_LINE)),
        ("a: - b\n", (1, 4, "a mapping or list cannot begin here", OWN_LINE)),
        ("a: 1\nb: [1, 2\nc: 3\n", (2, 4, "this `[` has no `]`", CLOSE)),
        ("a: {b: 1\n", (1, 4, "this `{` has no `}`", CLOSE)),
        ('a: "b\n', (1, 4, "this quote is not closed", "close it")),
        ("a: @b\n", (1, 4, "no text begins so", "put the text in quotes")),
        ("a:\n  - b\n c: 1\n", (3, 2, "this does not follow what is above", ALIKE)),
        ("a: 1\nbc\n", (2, 1, "this key has no `:`", "write `key: value`")),
    ],
)
def test_a_fault_of_syntax_is_said_plainly(text: str, row: tuple[int, int, str, str]) -> None:
    """Row 5: where it is and what to do, in the same words from both parsers."""
    line, column, message, help_line = row
    assert _refused(text) == [(line, column, "E-YAML-FORM", message, help_line)]


def test_an_unknown_escape_is_refused_where_the_parser_says() -> None:
    """The parsers place it a little differently, and one falls over the largest."""
    for text in ('a: "\\q"\n', 'a: "\\UFFFFFFFF"\n'):
        [(_, _, code, message, help_line)] = _refused(text)
        assert (code, message) == ("E-YAML-FORM", "no such escape")
        assert help_line == "write `\\\\` for a backslash, or use single quotes"


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
    assert _refused(f"a: {word}\n") == [(1, 4, "E-YAML-SCALAR", message, help_line)]


@pytest.mark.parametrize(
    "text", ["010", "00", "0x1f", "0o17", "0b1", "1_000", "1e3", "1e+3", "+5", "-010"]
)
def test_a_number_in_another_notation_is_refused(text: str) -> None:
    """Row 6: an octal eight is no ten."""
    help_line = f'write a number in plain digits, or `"{text}"` to mean the text'
    assert _refused(f"a: {text}\n") == [(1, 4, "E-YAML-SCALAR", f"`{text}` {DIFFERS}", help_line)]


@pytest.mark.parametrize(
    "text", ["12:30", "1:2:3", "=", "<<", "2027-02-28T10:00:00Z", "2027-02-28 10:00:00 +01:00"]
)
def test_a_text_that_some_read_as_something_else_is_refused(text: str) -> None:
    """Row 6: half past twelve is no 750."""
    help_line = f'write `"{text}"` to mean the text'
    assert _refused(f"a: {text}\n") == [(1, 4, "E-YAML-SCALAR", f"`{text}` {DIFFERS}", help_line)]


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
    assert _refused(f"a: {text}\n") == [(1, 4, "E-NUM", message, help_line)]


def test_a_number_of_4301_digits_is_refused_without_being_echoed() -> None:
    """Row 18: the message stays short, and Python's own limit is not met."""
    message = f"`{'9' * 59}…` is too long a number"
    help_line = "write a number of 9 digits at most, or the same in quotes to mean the text"
    assert _refused(f"a: {'9' * 4301}\n") == [(1, 4, "E-NUM", message, help_line)]


@pytest.mark.parametrize(
    ("text", "days"), [("2027-02-30", "2027-02 has 28 days"), ("2027-04-31", "2027-04 has 30 days")]
)
def test_a_day_that_is_not_in_the_calendar_is_refused(text: str, days: str) -> None:
    """Row 16: also before any schema asks for a date."""
    assert _refused(f"a: {text}\n") == [(1, 4, "E-DATE", f"`{text}` is not in the calendar", days)]


@pytest.mark.parametrize("text", ["2027-02-28T10:00:00", "2027-02-28 10:00"])
def test_a_time_without_offset_is_refused(text: str) -> None:
    """Row 17: it would be another instant for every reader."""
    help_line = f'write it in quotes with its offset, such as `"{text}+01:00"`'
    message = f"`{text}` has no offset from UTC"
    assert _refused(f"a: {text}\n") == [(1, 4, "E-TIME-NAIVE", message, help_line)]


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
    found = _read(f"a: {text}\n")["a"]
    assert (type(found), found) == (type(data), data)


@pytest.mark.parametrize("key", ["no", "1", "null", "1.5", "12:30"])
def test_a_key_is_a_word(key: str) -> None:
    """A key that some read as a truth or a number is refused, even where a value may be one."""
    message, help_line = f"key `{key}` is not a word", f'write `"{key}"` to mean the word'
    assert _refused(f"{key}: 1\n") == [(1, 1, "E-YAML-KEY", message, help_line)]


@pytest.mark.parametrize("text", ["? [a]\n: 1\n", "? {a: b}\n: 1\n"])
def test_a_key_is_no_list_or_mapping(text: str) -> None:
    """Python could not hold it, and people could not find it."""
    row = (1, 3, "E-YAML-KEY", "a key that is not a word", "write `key: value`")
    assert _refused(text) == [row]


def test_a_quoted_key_is_always_a_word() -> None:
    """Quotes help keys as they help values."""
    assert _read('"no": 1\n"<<": 2\n') == {"no": 1, "<<": 2}


@pytest.mark.parametrize(
    ("text", "column", "points"),
    [
        ("a: b\u202ec\n", 5, "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("a: b # c\u200b\n", 9, "U+200B ZERO WIDTH SPACE"),
        ("a: 'b\u2066\u2069'\n", 6, "U+2066 LEFT-TO-RIGHT ISOLATE, U+2069 POP DIRECTIONAL ISOLATE"),
        ("a: b\ufeffc\n", 5, "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ('a: "\\u202e"\n', 4, "U+202E RIGHT-TO-LEFT OVERRIDE"),
    ],
)
def test_hidden_characters_are_refused_anywhere(text: str, column: int, points: str) -> None:
    """Row 19: in a value, in a remark, and brought in by an escape."""
    assert _refused(text) == [(1, column, "E-ID-CONFUSABLE", f"hidden character {points}", UNSEEN)]


def test_everything_wrong_is_said_at_once() -> None:
    """Findings of all kinds come together, by place, up to where the syntax fails."""
    rows = _refused("a: no\na: !x 1\nb: c\u200b\n1: 2\nd: [e\n")
    assert [(line, column, code) for line, column, code, _, _ in rows] == [
        (1, 4, "E-YAML-SCALAR"),
        (2, 1, "E-YAML-DUP"),
        (2, 4, "E-YAML-TAG"),
        (3, 5, "E-ID-CONFUSABLE"),
        (4, 1, "E-YAML-KEY"),
        (5, 4, "E-YAML-FORM"),
    ]


def test_at_most_50_findings_are_said() -> None:
    """The last says how many are left out."""
    rows = _refused("- no\n" * 60)
    assert len(rows) == 50
    assert rows[48][0] == 49
    assert rows[49] == (50, 3, "E-MORE", "11 more findings are not shown", "mend those above first")


def _findings(text: bytes) -> tuple[Finding, ...]:
    try:
        read_source(text, "f.yaml")
    except BadFile as refusal:
        return refusal.findings or (Finding(Place("f.yaml"), "E-NONE", "refused for nothing"),)
    return ()


def _is_answered(text: bytes) -> None:
    findings = _findings(text)
    assert len(findings) <= 50
    assert "E-NONE" not in {one.code for one in findings}
    assert [one.place for one in findings] == sorted(one.place for one in findings)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(text: bytes) -> None:
    """No other error leaves the reader."""
    _is_answered(text)


@given(st.text(alphabet="ab1:-?[]{},&*!|>'\"%@`#\\ \n\t~=<xuUN.", max_size=60))
def test_any_signs_of_yaml_are_read_or_refused(text: str) -> None:
    """Nor where nearly every character has a meaning."""
    _is_answered(text.encode())


@given(st.data())
def test_any_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    """Nor where a good file is cut and mended at random."""
    text = WORKFLOW
    for _ in range(data.draw(st.integers(1, 4))):
        begin = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(begin, min(len(text), begin + 8)))
        text = text[:begin] + data.draw(st.binary(max_size=4)) + text[end:]
    _is_answered(text)


TEXTS = st.text(max_size=20).filter(lambda text: not (CONTROL.search(text) or HIDDEN.search(text)))
TREES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=30,
)


@given(TREES)
def test_quoted_texts_read_back_as_they_were_written(tree: object) -> None:
    """What another program writes in quotes is what is read."""
    # A copy, for equal parts that are one object would be written as an alias.
    dumped = yaml.safe_dump(copy.deepcopy([tree]), default_flow_style=False, default_style='"')
    assert read_source(dumped.encode(), "f.yaml").data == [tree]
