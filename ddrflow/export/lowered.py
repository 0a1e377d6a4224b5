"""A JSON Schema of pydantic in the words of draft 7, which editors understand whole.

Nothing that a file may say is lost but one thing: a key without a value, which is read as left
out, is none for an editor. Whoever leaves one has not finished it.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

DRAFT_7: Final = "http://json-schema.org/draft-07/schema#"
Data = dict[str, Any]

#: What the formats of our own models mean, and what an editor says where a word has not the form.
FORMATS: Final[Mapping[str, Data]] = {
    "id": {
        "pattern": "^[a-z][a-z0-9-]{0,63}$",
        "patternErrorMessage": "An id is a letter a to z, then letters a to z, digits and hyphens",
    },
    "period": {
        "pattern": "^[1-9][0-9]{0,3} (working day|day|week|month|year)s?$",
        "patternErrorMessage": "A period is a number and a unit: `14 days`, `10 working days`,"
        " `3 months`",
    },
    "local-time": {
        "pattern": "^[0-9]{4}(-[0-9]{1,2}){2} [0-9]{1,2}:[0-9]{1,2}$",
        "patternErrorMessage": 'A local time is written `"2025-01-10 09:00"`',
    },
    "date": {
        "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "patternErrorMessage": "A day is written `2026-12-24`",
    },
}


def lowered(schema: Mapping[str, Any]) -> Data:
    """The same schema with `definitions`, enums in their places, and no dialect but draft 7."""
    shared = schema.get("$defs", {})
    models = {word_of(name): one for name, one in shared.items() if "enum" not in one}
    whole = _part({key: one for key, one in schema.items() if key != "$defs"}, shared)
    return {
        "$schema": DRAFT_7,
        **whole,
        "definitions": {
            name: {"title": _title(name, one), **_part(one, shared)} for name, one in models.items()
        },
    }


def reference(name: str) -> str:
    """How a part of the schema is referred to."""
    return f"#/definitions/{name}"


def described(text: str) -> Data:
    """A description; where words in it stand in backticks, also as the Markdown that it is."""
    marked = {"markdownDescription": text} if "`" in text else {}
    return {"description": text, **marked}


def word_of(model: str) -> str:
    """The name of a model as a word: `LeadPhaseFile` is `lead-phase`."""
    name = model.rpartition("__")[2].removesuffix("File")
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def _title(name: str, part: Mapping[str, Any]) -> str:
    """What people call a part: as its model says, if it says so, or else by the model's name."""
    said = str(part.get("title", ""))
    return name.replace("-", " ") if word_of(said) == name else said


def _part(part: Mapping[str, Any], shared: Mapping[str, Any]) -> Data:
    part = _in_place(part, shared)
    made: Data = {}
    for key, value in part.items():
        if key == "properties":
            made[key] = {name: _part(one, shared) for name, one in value.items()}
        elif key in ("items", "additionalProperties") and isinstance(value, dict):
            made[key] = _part(value, shared)
        elif key == "anyOf":
            made[key] = [_part(one, shared) for one in value]
        elif key == "propertyNames":
            made |= _names(_part(value, shared), made)
        elif key == "const":
            made["enum"] = [value]
        elif key == "format" and value in FORMATS:
            made |= FORMATS[value]
        elif key == "description":
            made |= described(value)
        elif not (key == "title" or _says_nothing(key, value)):
            made[key] = value
    return made


def _in_place(part: Mapping[str, Any], shared: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a part refers to, if that is an enum; and of `it or nothing`, only it."""
    options = [one for one in part.get("anyOf", ()) if one != {"type": "null"}]
    beside = {key: one for key, one in part.items() if key not in ("anyOf", "$ref")}
    if len(options) == 1:
        return _in_place({**options[0], **beside}, shared)
    if options:
        return {"anyOf": options, **beside}
    if "$ref" not in part:
        return part
    name = part["$ref"].rpartition("/")[2]
    if "enum" in shared[name]:
        return {**shared[name], **beside}
    return {"$ref": reference(word_of(name)), **beside}


def _names(names: Data, beside: Data) -> Data:
    """The keys of a mapping: listed one by one where they are known, so that each completes."""
    if "enum" not in names:
        return {"propertyNames": names}
    value = beside.pop("additionalProperties")
    return {"properties": dict.fromkeys(names["enum"], value), "additionalProperties": False}


def _says_nothing(key: str, value: object) -> bool:
    return key == "default" and (value is None or value == "" or isinstance(value, list | dict))
