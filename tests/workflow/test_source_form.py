"""Which form of file is refused before the schema, and in which words."""

import time

import pytest
import yaml

from ddrflow.workflow import source as module
from tests.workflow.read import Row, read, refused

pytestmark = pytest.mark.usefixtures("both_parsers")

UTF_8 = "save the file as UTF-8 without a byte order mark"
NO_ALIAS = "write it out where it is needed, or put a text that begins so in quotes"
NO_TAG = "remove it, or put a text that begins with `!` in quotes"
UNSEEN = "remove what cannot be seen: it makes a text read other than it is"
OWN_LINE = "begin it on a line of its own, or put a text that holds `: ` in quotes"
ALIKE = "indent the entries of one mapping or list alike"
CLOSE = "close it, with `,` between entries"


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
    assert refused(text) == rows


def test_a_key_given_twice_names_both_lines() -> None:
    """Row 2: the last does not win in silence, at any depth."""
    message = "key `b` is given twice, on lines 2 and 4"
    assert refused("a:\n  b: 1\n  c: 2\n  b: 3\n") == [
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
    assert refused(text) == [(1, 4, "E-YAML-TAG", message, NO_TAG)]


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
    assert refused(text) == [row]
    assert time.process_time() - begin < 0.1 or module.LOADER is yaml.SafeLoader


def test_a_file_has_20000_keys_and_values_at_most() -> None:
    """Row 4: a file can be small in bytes and still hold too much; one at the limit is read."""
    assert len(read("- a\n" * 19_999)) == 19_999
    message = "more than 20000 keys and values"
    assert refused("- a\n" * 20_000) == [(20_000, 3, "E-YAML-LIMIT", message, "split the file")]


def test_a_file_has_32_levels_at_most() -> None:
    """Row 4: one at the limit is read."""
    data = read("[" * 32 + "]" * 32)
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
    assert refused(text) == [(line, column, "E-YAML-FORM", message, help_line)]


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
    assert refused(text) == [(line, column, "E-YAML-FORM", message, help_line)]


def test_an_unknown_escape_is_refused_where_the_parser_says() -> None:
    """The parsers place it a little differently, and one falls over the largest."""
    for text in ('a: "\\q"\n', 'a: "\\UFFFFFFFF"\n'):
        [(_, _, code, message, help_line)] = refused(text)
        assert (code, message) == ("E-YAML-FORM", "no such escape")
        assert help_line == "write `\\\\` for a backslash, or use single quotes"


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
    assert refused(text) == [(1, column, "E-ID-CONFUSABLE", f"hidden character {points}", UNSEEN)]
