"""Types and defaults of the keys of a file, as a reader of it would say them."""

import json
import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel, StrictBool
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from ddrflow.rules.base import PeriodText
from ddrflow.workflow.schema_base import Identifier, RuleLines, SourceText, Text
from docs.markdown import coded

ALIASES: Final[tuple[tuple[object, str], ...]] = (
    (Identifier, "id"),
    (SourceText, "[source](#source)"),
    (Text, "text"),
    (PeriodText, "[period](#period)"),
    (StrictBool, "`true` or `false`"),
    (RuleLines, "[rule lines](#rule-lines)"),
)
PLAIN: Final[Mapping[object, str]] = {
    str: "text",
    int: "whole number",
    date: "date",
    bool: "`true` or `false`",
    Any: "any value",
}


def spoken(hint: object) -> str:
    """A type as a reader of the file would say it."""
    for alias, said in ALIASES:
        if hint == alias:
            return said
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return coded(inner)
    if origin in (list, tuple):
        return f"list of {spoken(inner[0])}"
    parts = [spoken(one) for one in inner if one is not NoneType and origin is not Annotated]
    if origin is dict:
        return f"mapping from {parts[0]} to {parts[1]}"
    if origin in (Union, UnionType):
        return " or ".join(parts)
    return spoken(inner[0]) if origin is Annotated else _named(hint)


def default(field: FieldInfo) -> str:
    """What holds where a key is left out."""
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True)
    if value in (None, "", [], {}) or value is PydanticUndefined:
        return "nothing"
    if isinstance(value, list | tuple):
        return coded(value)
    return f"`{json.dumps(value)}`" if isinstance(value, bool) else f"`{value}`"


def heading(model: type[BaseModel]) -> str:
    """The heading that the keys of a model stand under."""
    name = model.__name__.removesuffix("File")
    return re.sub(r"(?<!^)(?=[A-Z])", " ", name).capitalize()


def _named(hint: object) -> str:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        said = heading(hint).lower()
        return f"[{said}](#{said.replace(' ', '-')})"
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return coded(hint)
    return PLAIN[hint]
