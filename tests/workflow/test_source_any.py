"""Whatever is in a file, it is read or refused, and quoted texts read back."""

import copy

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ddrflow.errors import BadFile, Finding, Place
from ddrflow.workflow.identifiers import CONTROL, HIDDEN
from ddrflow.workflow.source import read_source
from tests.workflow.read import WORKFLOW

pytestmark = pytest.mark.usefixtures("both_parsers")


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
