"""`ddrflow schema`: the JSON Schemas of what ddrflow reads and writes."""

import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from ddrflow.cli.console import document, line, text_of
from ddrflow.errors import BadCommand
from ddrflow.export.file_schemas import base_schema, file_schema, story_schema, workflow_schema
from ddrflow.measures.document import MeasuresDocument
from ddrflow.migration import plan_schema
from ddrflow.model.rule import Rule
from ddrflow.rules import installed
from ddrflow.simulation.world_schema import WorldFile
from ddrflow.wire import json_schema

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
#: What people write, in an editor; the other documents are written by programs.
WRITTEN: Final[Mapping[str, Callable[[Mapping[str, Rule]], dict[str, Any]]]] = {
    "workflow": workflow_schema,
    "base": base_schema,
    "story": story_schema,
    "world": lambda _: file_schema(WorldFile, "A ddrflow world file"),
}


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema of a kind of document, with its dialect and its title."""
    if name in WRITTEN:
        return WRITTEN[name](installed())
    if name == "measures":
        found = MeasuresDocument.model_json_schema(by_alias=True, mode="serialization")
        return {"$schema": DIALECT, **found, "title": "A ddrflow report of measures"}
    if name == "plan":
        return {"$schema": DIALECT, **plan_schema(), "title": "A ddrflow plan of a migration"}
    return {"$schema": DIALECT, **json_schema(name), "title": f"A ddrflow {name}"}


def give_schema(name: str, out: Path | None) -> None:
    """Print the schema of a kind of document, or put it into a file; raises as `put_schema`."""
    if out is None:
        document(schema_of(name))
        return
    put_schema(name, out)
    line(f"{out}: written, the JSON Schema of a {name}")


def put_schema(name: str, file: Path) -> None:
    """Write a schema into a file, all of it or nothing; an older one of its kind is replaced.

    Raises BadCommand where the file is anything else, or cannot be written.
    """
    schema = schema_of(name)
    if (file.exists() or file.is_symlink()) and _title(file) != schema["title"]:
        message = f"`{file}` is there already, and is no schema of a {name}"
        raise BadCommand("schema", message, "choose another place, or move that file away")
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        try:
            draft.write_text(f"{text_of(schema)}\n", encoding="utf-8")
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as fault:
        message = f"`{file}` cannot be written: {(fault.strerror or 'unknown reason').lower()}"
        raise BadCommand("schema", message, "choose a folder of your own") from fault


def _title(file: Path) -> object:
    """The title of the schema in a file; None where there is none."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found.get("title") if isinstance(found, dict) else None
