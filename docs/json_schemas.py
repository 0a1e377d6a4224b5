"""The JSON Schemas among the pages, by which programs check documents."""

import json

from ddrflow.cli.app import Document
from ddrflow.cli.schema import schema_of


def written() -> dict[str, str]:
    """A schema for each kind of document, by file name."""
    return {f"{one.value}.schema.json": _schema(one) for one in Document}


def _schema(document: Document) -> str:
    return f"{json.dumps(schema_of(document.value), indent=2, ensure_ascii=False)}\n"
