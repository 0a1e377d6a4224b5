"""What reading a text as a workflow file comes to: its data, or every refusal."""

from typing import Any

import pytest

from ddrflow.errors import BadFile
from ddrflow.workflow.source import read_source

#: Line, column, code, message, help.
Row = tuple[int, int, str, str, str]

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


def read(text: str) -> Any:  # noqa: ANN401 - the data of a file have no type yet
    """The data of a text that is a sound file."""
    return read_source(text.encode(), "f.yaml").data


def refused(text: str | bytes) -> list[Row]:
    """Every finding about a text that is none."""
    with pytest.raises(BadFile) as caught:
        read_source(text.encode() if isinstance(text, str) else text, "f.yaml")
    return [
        (one.place.line, one.place.column, one.code, one.message, one.help)
        for one in caught.value.findings
    ]
