"""Frozen values that are made all the time, at a fraction of the cost."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from functools import wraps
from typing import Any, Final, TypeVar

T = TypeVar("T")
#: Stands for what was not given.
_NONE: Final = object()


def quick(kind: type[T]) -> type[T]:
    """A frozen dataclass with slots whose values are filled in while they are of a twin's kind.

    A frozen one has each of its fields set by a call, which is most of what it costs to make it.
    The twin has the same slots and is not frozen; what it holds is made one of `kind` before
    anybody sees it. All else is as it was: equality, `replace`, copies, what is told of its
    fields. It is for kinds that no other kind is derived from.
    """
    changed: Any = kind
    new = wraps(changed.__init__)(_maker(changed))
    changed.__new__, changed.__init__, changed.__reduce__ = new, object.__init__, _reduced
    return kind


def _reduced(value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - of any kind
    return _blank, (type(value),), value.__getstate__()


def _blank(kind: type[T]) -> T:
    return object.__new__(kind)


def _maker(kind: Any) -> Callable[..., Any]:  # noqa: ANN401 - of any kind
    """What fills a value in: written out for each kind, as `dataclass` writes `__init__`."""
    # Both in place of what a frozen base has: with one of them each name is set by a call again.
    plain = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    twin = type(kind.__name__, kind.__bases__, {"__slots__": kind.__slots__, **plain})
    taken = [one for one in fields(kind) if one.init]
    fill = kind.__init__

    def short(given: Mapping[str, Any]) -> object:
        """Where nothing at all is given, it is to be filled by whoever reads one back."""
        blank, known = _blank(kind), {name: one for name, one in given.items() if one is not _NONE}
        if known:
            fill(blank, **known)
        return blank

    names: dict[str, Any] = {f"_default_{one.name}": one.default for one in taken}
    names |= {f"_factory_{one.name}": one.default_factory for one in taken}
    names |= {"_new": object.__new__, "_twin": twin, "_none": _NONE, "_short": short}
    source = _source(taken, ends=hasattr(kind, "__post_init__"))
    exec(source, names)  # noqa: S102 - names of fields, as `dataclass` does
    made: Callable[..., Any] = names["__init__"]
    return made


def _source(taken: "list[Field[Any]]", *, ends: bool) -> str:
    positional = [f"{one.name}=_none" for one in taken if not one.kw_only]
    named = [f"{one.name}=_none" for one in taken if one.kw_only]
    parameters = ", ".join(["_kind", *positional, *(["*", *named] if named else [])])
    needed = [one.name for one in taken if one.default is one.default_factory is MISSING]
    is_short = " or ".join(f"{name} is _none" for name in needed)
    given = ", ".join(f"{one.name!r}: {one.name}" for one in taken)
    lines = [
        f"def __init__({parameters}):",
        *([f"    if {is_short}:", f"        return _short({{{given}}})"] if needed else []),
        "    _made = _new(_twin)",
        *(f"    _made.{one.name} = {_value(one)}" for one in taken),
        "    _made.__class__ = _kind",
        *(["    _made.__post_init__()"] if ends else []),
        "    return _made",
    ]
    return "\n".join(lines)


def _value(one: "Field[Any]") -> str:
    if one.default is not MISSING:
        return f"_default_{one.name} if {one.name} is _none else {one.name}"
    if one.default_factory is not MISSING:
        return f"_factory_{one.name}() if {one.name} is _none else {one.name}"
    return one.name
