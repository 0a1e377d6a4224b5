"""`ddrflow schema`: JSON Schemas that editors and other programs can use."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from tests.cli.terminal import ddrflow

WRITTEN_BY_PROGRAMS = ("verdict", "refusal", "entry", "case", "measures", "plan")
WRITTEN_BY_PEOPLE = ("workflow", "base", "story", "world")


@pytest.mark.parametrize("name", [*WRITTEN_BY_PROGRAMS, *WRITTEN_BY_PEOPLE])
def test_a_schema_is_of_an_object_and_whole(name: str) -> None:
    """It says which dialect it is in, what it is of, and every reference leads somewhere."""
    schema = printed(name)
    of_people = name in WRITTEN_BY_PEOPLE
    dialect = Draft7Validator if of_people else Draft202012Validator
    assert schema["$schema"] == dialect.META_SCHEMA["$schema"]
    dialect.check_schema(schema)
    assert schema["title"].startswith("A ddrflow ")
    assert schema["type"] == "object"
    assert set(schema["required"]) <= set(schema["properties"])
    place = "definitions" if of_people else "$defs"
    known = {f"#/{place}/{one}" for one in schema.get(place, {})}
    assert _references(schema) <= known


def test_the_workflow_schema_speaks_the_words_of_the_file() -> None:
    """Keys as they are written (`from`, `while`), and none beside them."""
    schema = json.loads(ddrflow("schema").stdout)
    assert schema["additionalProperties"] is False
    step = schema["definitions"]["step"]["properties"]
    assert {"trigger", "from", "to", "by", "rules"} <= set(step)
    assert "while" in schema["definitions"]["review"]["properties"]


def test_there_is_no_schema_of_anything_else() -> None:
    """The answer lists what there is."""
    answer = ddrflow("schema", "poem")
    assert answer.returncode == 2
    assert "'workflow', 'base', 'story', 'world', 'verdict', 'refusal', 'entry'" in answer.stderr


def test_a_schema_is_put_into_a_file_and_an_older_one_is_renewed(tmp_path: Path) -> None:
    """What stands in the file is what is printed."""
    file = tmp_path / "story.schema.json"
    for _ in range(2):
        answer = ddrflow("schema", "story", "--out", file.name, folder=tmp_path)
        assert answer.returncode == 0
        assert answer.stdout == "story.schema.json: written, the JSON Schema of a story\n"
        assert file.read_text(encoding="utf-8") == ddrflow("schema", "story").stdout
        file.write_text('{"title": "A ddrflow story file"}', encoding="utf-8")


@pytest.mark.parametrize("text", ["mine\n", "[]", '{"title": "A ddrflow workflow file"}'])
def test_a_file_that_is_something_else_stays(text: str, tmp_path: Path) -> None:
    file = tmp_path / "there.json"
    file.write_text(text, encoding="utf-8")
    answer = ddrflow("schema", "story", "--out", file.name, folder=tmp_path)
    assert answer.returncode == 2
    assert "`there.json` is there already, and is no schema of a story" in answer.stderr
    assert file.read_text(encoding="utf-8") == text
    assert [one.name for one in tmp_path.iterdir()] == ["there.json"]


def test_a_schema_goes_into_no_folder_that_is_not_there(tmp_path: Path) -> None:
    answer = ddrflow("schema", "story", "--out", "none/story.json", folder=tmp_path)
    assert answer.returncode == 2
    assert "`none/story.json` cannot be written: no such file or directory" in answer.stderr
    assert list(tmp_path.iterdir()) == []


def printed(name: str) -> dict[str, Any]:
    """A schema as the command prints it."""
    answer = ddrflow("schema", name)
    assert answer.returncode == 0
    schema: dict[str, Any] = json.loads(answer.stdout)
    return schema


def _references(part: Any) -> set[str]:  # noqa: ANN401 - any part of a JSON document
    if isinstance(part, dict):
        own = {part["$ref"]} if isinstance(part.get("$ref"), str) else set()
        return own.union(*(_references(one) for one in part.values()))
    return set().union(*(_references(one) for one in part)) if isinstance(part, list) else set()
