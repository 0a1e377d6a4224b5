"""Frozen values that are made all the time, at a fraction of the cost."""

from dataclasses import field, fields, make_dataclass
from functools import wraps
from typing import Any, TypeVar

T = TypeVar("T")


def quick(kind: type[T]) -> type[T]:
    """A frozen dataclass with slots whose values are made by a twin that is not frozen.

    A frozen one has each of its fields set by a call, which is most of what it costs to make it.
    The twin has the same fields, so what it made is taken for one of `kind`, and is frozen before
    anybody sees it. All else is as it was: equality, `replace`, copies, what is told of its fields.
    It pays from some five fields on.
    """
    told = [
        (one.name, one.type, field(default=one.default, default_factory=one.default_factory))
        for one in fields(kind)  # type: ignore[arg-type] # a dataclass
    ]
    twin = make_dataclass(kind.__name__, told, slots=True, eq=False, repr=False)

    @wraps(kind.__init__)
    def new(cls: type[T], *args: object, **named: object) -> T:
        if not (args or named):
            # To be filled by whoever copies one, or reads one back.
            return object.__new__(cls)
        made: Any = twin(*args, **named)
        made.__class__ = cls
        return made  # type: ignore[no-any-return] # of `cls` by now

    changed: Any = kind
    changed.__new__, changed.__init__ = new, object.__init__
    return kind
