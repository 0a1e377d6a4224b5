"""A file of another kind is told in one line."""

from pathlib import Path

import pytest

from ddrflow.errors import BadFile
from ddrflow.stories.script import read_story
from ddrflow.workflow.load import check_text

SHIPPED = Path(__file__).parents[2] / "workflows"
STORY = SHIPPED / "stories" / "neustart" / "never-consents.yaml"


def test_a_story_is_no_workflow() -> None:
    """And what to do with it is said."""
    found = check_text(STORY.read_bytes(), "mine.yaml")
    [line] = [str(one) for one in found.findings]
    assert line.endswith(
        "E-KIND: this is a story, and no workflow\n  help: `ddrflow demo FILE` plays a story"
    )
    assert line.startswith("mine.yaml:")


@pytest.mark.parametrize("text", [b'{"a": 1, "b": 2}', b"hosts: [a, b]\n"])
def test_something_else_is_no_workflow_either(text: bytes) -> None:
    """Not one key of it is a workflow's."""
    found = check_text(text, "mine.yaml")
    assert [str(one) for one in found.findings] == [
        (
            "mine.yaml:1:1: E-KIND: this is no workflow file"
            "\n  help: a workflow file begins with `ddrflow: 1`"
        )
    ]


def test_a_workflow_that_forgot_its_first_line_is_still_checked() -> None:
    """Some of its keys are a workflow's."""
    found = check_text(b"workflow: mine\nstates: {}\n", "mine.yaml")
    assert any("key `ddrflow` is missing" in str(one) for one in found.findings)


def test_a_workflow_is_no_story() -> None:
    """The other way round."""
    with pytest.raises(BadFile) as refused:
        read_story((SHIPPED / "neustart.yaml").read_bytes(), "mine.yaml")
    [line] = [str(one) for one in refused.value.findings]
    assert line.endswith(
        "E-KIND: this is a workflow, and no story\n  help: `ddrflow check FILE` checks a workflow"
    )
