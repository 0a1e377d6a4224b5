"""Frozen values that are made all the time, at a fraction of the cost."""

from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from functools import wraps
from typing import Any, Final, TypeVar

T = TypeVar("T")
#: Stands for what was not given, where each value is to have one of its own.
_NONE: Final = object()


def quick(kind: type[T]) -> type[T]:
    """A frozen dataclass with slots whose values are of a twin's kind while they are filled in.

    A frozen one has each of its fields set by a call, which is most of what it costs to make it.
    The twin has the same slots and is not frozen; nobody sees a value before it is one of `kind`
    again. All else is as it was: equality, `replace`, copies, what is told of its fields. It is
    for kinds that no other kind is derived from.
    """
    changed: Any = kind
    changed.__init__ = wraps(changed.__init__)(_filling(changed))
    return kind


def _filling(kind: Any) -> Callable[..., None]:  # noqa: ANN401 - of any kind
    """The `__init__` of a kind, written out as `dataclass` does."""
    # Both in place of what a frozen base has: with one of them each name is set by a call again.
    plain = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    taken = [one for one in fields(kind) if one.init]
    names: dict[str, Any] = {
        **{f"_default_{one.name}": one.default for one in taken},
        **{f"_factory_{one.name}": one.default_factory for one in taken},
        "_become": object.__dict__["__class__"].__set__,
        "_twin": type(kind.__name__, kind.__bases__, {"__slots__": kind.__slots__, **plain}),
        "_kind": kind,
        "_none": _NONE,
    }
    source = _source(taken, ends=hasattr(kind, "__post_init__"))
    exec(source, names)  # noqa: S102 - names of fields, as `dataclass` does
    made: Callable[..., None] = names["__init__"]
    return made


def _source(taken: "list[Field[Any]]", *, ends: bool) -> str:
    positional = [_parameter(one) for one in taken if not one.kw_only]
    named = [_parameter(one) for one in taken if one.kw_only]
    parameters = ", ".join(["_self", *positional, *(["*", *named] if named else [])])
    lines = [
        f"def __init__({parameters}):",
        "    _become(_self, _twin)",
        *(f"    _self.{one.name} = {_value(one)}" for one in taken),
        "    _self.__class__ = _kind",
        *(["    _self.__post_init__()"] if ends else []),
    ]
    return "\n".join(lines)


def _parameter(one: "Field[Any]") -> str:
    if one.default is not MISSING:
        return f"{one.name}=_default_{one.name}"
    return one.name if one.default_factory is MISSING else f"{one.name}=_none"


def _value(one: "Field[Any]") -> str:
    if one.default_factory is MISSING:
        return one.name
    return f"_factory_{one.name}() if {one.name} is _none else {one.name}"
