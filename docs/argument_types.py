"""Types and defaults of arguments and facts, as people say them."""

from collections.abc import Mapping
from dataclasses import MISSING, Field
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

FACTS: Final[Mapping[object, str]] = {
    str: "text",
    int: "number",
    bool: "yes or no",
    date: "date",
    datetime: "instant",
}


def bare(hint: object) -> str:
    """A type in a word or a few; whether it may be left out is not said."""
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) in (Union, UnionType):
        return " or ".join(bare(one) for one in get_args(hint) if one is not NoneType)
    if get_origin(hint) is tuple:
        first = get_args(hint)[0]
        return f"list of {'pairs' if get_origin(first) is tuple else bare(first)}"
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return "word"
    return FACTS.get(hint) or str(getattr(hint, "__name__", hint))


def given(field: Field[Any]) -> str:
    """What is taken where nothing is given."""
    if field.default is MISSING:
        return "required"
    return f"`{field.default}`" if field.default not in (None, "", ()) else "nothing"
