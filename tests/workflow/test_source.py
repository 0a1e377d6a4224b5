"""What is read of a file: plain data, the place of each part, and at most 50 findings."""

import pytest

from ddrflow.errors import Place
from ddrflow.workflow.source import read_source
from tests.workflow.read import WORKFLOW, read, refused

pytestmark = pytest.mark.usefixtures("both_parsers")


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


@pytest.mark.parametrize("key", ["no", "1", "null", "1.5", "12:30"])
def test_a_key_is_a_word(key: str) -> None:
    """A key that some read as a truth or a number is refused, even where a value may be one."""
    message, help_line = f"key `{key}` is not a word", f'write `"{key}"` to mean the word'
    assert refused(f"{key}: 1\n") == [(1, 1, "E-YAML-KEY", message, help_line)]


@pytest.mark.parametrize("text", ["? [a]\n: 1\n", "? {a: b}\n: 1\n"])
def test_a_key_is_no_list_or_mapping(text: str) -> None:
    """Python could not hold it, and people could not find it."""
    row = (1, 3, "E-YAML-KEY", "a key that is not a word", "write `key: value`")
    assert refused(text) == [row]


def test_a_quoted_key_is_always_a_word() -> None:
    """Quotes help keys as they help values."""
    assert read('"no": 1\n"<<": 2\n') == {"no": 1, "<<": 2}


def test_everything_wrong_is_said_at_once() -> None:
    """Findings of all kinds come together, by place, up to where the syntax fails."""
    rows = refused("a: no\na: !x 1\nb: c\u200b\n1: 2\nd: [e\n")
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
    rows = refused("- no\n" * 60)
    assert len(rows) == 50
    assert rows[48][0] == 49
    assert rows[49] == (50, 3, "E-MORE", "11 more findings are not shown", "mend those above first")
