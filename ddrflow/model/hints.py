"""What a class tells of the types of its fields, marks included: asked of each class once."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, get_type_hints


def hints_of(kind: Any) -> Mapping[str, Any]:  # noqa: ANN401 - a type as a value
    """The type of each field by its name, with what `Annotated` says of it."""
    return _hints(kind)


@cache
def _hints(kind: Any) -> Mapping[str, Any]:  # noqa: ANN401 - as above
    return MappingProxyType(get_type_hints(kind, include_extras=True))
