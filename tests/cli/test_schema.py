"""`ddrflow schema`: JSON Schemas that editors and other programs can use."""

import json
from typing import Any

import pytest

from tests.cli.terminal import ddrflow


@pytest.mark.parametrize("name", ["workflow", "story", "verdict", "refusal", "entry", "measures"])
def test_a_schema_is_a_2020_12_schema_of_an_object(name: str) -> None:
    """It says which dialect it is in, what it is of, and every reference leads somewhere."""
    answer = ddrflow("schema", name)
    assert answer.returncode == 0
    schema = json.loads(answer.stdout)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"].startswith("A ddrflow ")
    assert schema["type"] == "object"
    assert set(schema["required"]) <= set(schema["properties"])
    known = {f"#/$defs/{one}" for one in schema.get("$defs", {})}
    assert _references(schema) <= known


def test_the_workflow_schema_speaks_the_words_of_the_file() -> None:
    """Keys as they are written (`from`, `while`), and none beside them."""
    schema = json.loads(ddrflow("schema").stdout)
    assert schema["additionalProperties"] is False
    step = schema["$defs"]["StepFile"]["properties"]
    assert {"trigger", "from", "to", "by", "rules"} <= set(step)
    assert "while" in schema["$defs"]["ReviewFile"]["properties"]


def test_there_is_no_schema_of_anything_else() -> None:
    """The answer lists what there is."""
    answer = ddrflow("schema", "poem")
    assert answer.returncode == 2
    assert "'workflow', 'story', 'verdict', 'refusal', 'entry'" in answer.stderr


def _references(part: Any) -> set[str]:  # noqa: ANN401 - any part of a JSON document
    if isinstance(part, dict):
        own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
        return own.union(*(_references(one) for one in part.values()))
    return set().union(*(_references(one) for one in part)) if isinstance(part, list) else set()
