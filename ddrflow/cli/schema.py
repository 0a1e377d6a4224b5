"""`ddrflow schema`: the JSON Schemas of what ddrflow reads and writes."""

from typing import Any, Final

from ddrflow.cli.console import document
from ddrflow.measures.document import MeasuresDocument
from ddrflow.stories.script import Script
from ddrflow.wire import json_schema
from ddrflow.workflow.schema import WorkflowFile

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of a kind of document, with its dialect and its title."""
    if name == "workflow":
        found = WorkflowFile.model_json_schema(by_alias=True)
    elif name == "story":
        found = Script.model_json_schema(by_alias=True)
    elif name == "measures":
        found = MeasuresDocument.model_json_schema(by_alias=True, mode="serialization")
    else:
        found = json_schema(name)
    titles = {
        "workflow": "A ddrflow workflow file",
        "story": "A ddrflow story file",
        "measures": "A ddrflow report of measures",
    }
    return {"$schema": DIALECT, **found, "title": titles.get(name, f"A ddrflow {name}")}


def print_schema(name: str) -> None:
    """Print the schema of a kind of document."""
    document(schema_of(name))
