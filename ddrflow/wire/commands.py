"""Commands as text: from a story, a command line or a remedy, and back."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from functools import cache, cached_property
from typing import Any, Final, get_args

from pydantic import TypeAdapter, ValidationError

from ddrflow.errors import BadCommand
from ddrflow.model.agency import Actor
from ddrflow.model.commands import Command, Words
from ddrflow.model.hints import hints_of
from ddrflow.model.naming import kebab
from ddrflow.wire.checking import OFFSET, check_instant, check_of
from ddrflow.wire.names import COMMAND_NAMES

CARRIED: Final = frozenset({"actor", "occurred_at"})


def command_from(
    name: str, arguments: Mapping[str, object], actor: Actor, occurred_at: datetime | None
) -> Command:
    """The command of a name with arguments as text: dates, instants and lists are read.

    A list may be written `a, b`; `bindings` as a mapping of role to organisation or
    organisations. Raises BadCommand, naming the argument and what would be right.
    """
    kind = COMMAND_NAMES.get(name)
    if kind is None:
        raise BadCommand("command", f"no command is called `{name}`", near(name, COMMAND_NAMES))
    check_instant("occurred_at", occurred_at)
    values: dict[str, Any] = read_arguments(name, kind, arguments, but=CARRIED)
    return kind(actor=actor, occurred_at=occurred_at, **values)


def read_arguments(
    name: str,
    shape: type[Any],
    arguments: Mapping[str, object],
    *,
    but: frozenset[str] = frozenset(),
) -> dict[str, object]:
    """The values for the fields of a dataclass, but some; raises BadCommand as `command_from`."""
    readings = _readings(shape, but)
    for given in arguments:
        if given not in readings:
            message = f"`{name}` takes no argument `{given}`"
            raise BadCommand(given, message, near(given, readings))
    for needed, reading in readings.items():
        if reading.default is MISSING and needed not in arguments:
            raise BadCommand(needed, f"`{name}` needs it", f"give `{needed}`")
    found = {key: _read(key, readings[key], value) for key, value in arguments.items()}
    for key, value in found.items():
        # Left out it means all: whoever named nothing did not mean that.
        if value == readings[key].default == () and isinstance(arguments[key], str):
            raise BadCommand(
                key, "it is given, and names nothing", f"name one, or leave `{key}` out"
            )
    return found


def arguments_of(command: Command, *, with_words: bool = True) -> dict[str, str]:
    """A command's own arguments as text that `command_from` reads back; defaults left out.

    Free text is left out too without `with_words`: it is content and not for everybody.
    """
    hints = {} if with_words else hints_of(type(command))
    return {
        one.name: _text(getattr(command, one.name))
        for one in fields(command)
        if one.name not in CARRIED
        and not _is_default(one, getattr(command, one.name))
        and not is_words(hints.get(one.name))
    }


def name_of(command: Command) -> str:
    """The command's name as people type it."""
    return kebab(type(command))


def _is_default(field: "Field[Any]", value: object) -> bool:
    return field.default is not MISSING and value == field.default


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join("=".join(one) if isinstance(one, tuple) else str(one) for one in value)
    return value.isoformat() if isinstance(value, datetime) else str(value)


def _read(name: str, reading: "_Reading", value: object) -> object:
    prepared = reading.prepared(reading.moment(name, value))
    try:
        read = reading.validated(prepared)
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        allowed = str(first.get("ctx", {}).get("expected", ""))
        help_line = f"one of {allowed}" if allowed else str(first["msg"]).lower()
        raise BadCommand(name, f"`{value}` cannot be read", help_line) from fault
    if isinstance(read, datetime) and read.tzinfo is None:
        raise BadCommand(name, f"`{value}` has no offset from UTC", OFFSET)
    if isinstance(read, str) and not isinstance(read, StrEnum):
        reading.check(name, read)
    return read


class _Reading:
    """How what people write becomes the value of one field; worked out once for each."""

    def __init__(self, field: "Field[Any]", hint: Any) -> None:  # noqa: ANN401 - a type as a value
        base = hint.__origin__ if hasattr(hint, "__metadata__") else hint
        kinds = (base, *get_args(base))
        self.default = field.default
        self.check = check_of(hint, needed=False)
        self._hint = hint
        self._moment = next((one for one in (datetime, date) if one in kinds), None)
        self._is_list = getattr(base, "__origin__", None) is tuple
        self._is_of_pairs = self._is_list and base.__args__[0] not in (str, int)

    @cached_property
    def validated(self) -> Callable[[object], object]:
        """What makes a value of the type; made where it is asked for, since that costs more."""
        return TypeAdapter(self._hint).validate_python

    def moment(self, name: str, value: object) -> object:
        """A day or a time as people write it; a number is none, whatever seconds it could be."""
        kind = self._moment
        if kind is None or value is None or isinstance(value, date):
            return value
        try:
            return kind.fromisoformat(value)  # type: ignore[arg-type] # any other kind is told below
        except (TypeError, ValueError):
            is_day = kind is not datetime
            what, help_line = ("day", "such as 2026-12-31") if is_day else ("time", OFFSET)
            raise BadCommand(name, f"`{value}` is no {what}", help_line) from None

    def prepared(self, value: object) -> object:
        """Lists and mappings in the forms in which people write them."""
        if not self._is_list:
            return value
        if isinstance(value, str):
            parts = [one.strip() for one in value.split(",") if one.strip()]
            return [one.split("=", 1) for one in parts] if self._is_of_pairs else parts
        if isinstance(value, Mapping):
            return [
                (role, one)
                for role, named in value.items()
                for one in (named if isinstance(named, list) else [named])
            ]
        return value


def _readings(shape: Any, but: frozenset[str]) -> Mapping[str, _Reading]:  # noqa: ANN401 - a type
    return _known(shape, but)


@cache
def _known(shape: Any, but: frozenset[str]) -> Mapping[str, _Reading]:  # noqa: ANN401 - a type
    hints = hints_of(shape)
    return {
        one.name: _Reading(one, hints[one.name]) for one in fields(shape) if one.name not in but
    }


def _marks(hint: Any) -> tuple[object, ...]:  # noqa: ANN401 - a type as a value
    return tuple(getattr(hint, "__metadata__", ()))


def is_words(hint: Any) -> bool:  # noqa: ANN401 - a type as a value
    """Whether an argument so declared holds free text."""
    return any(isinstance(one, Words) for one in _marks(hint))


def pair(what: str, text: str) -> tuple[str, str]:
    """A word that people type as `name=value`, in two; raises BadCommand for any other."""
    name, given, value = text.partition("=")
    if not (name and given):
        raise BadCommand(what, f"`{text}` is no `name=value`", "such as `trigger=admit`")
    return name, value


def near(name: str, allowed: Mapping[str, object]) -> str:
    """The help line for a name that there is not: the one that was probably meant, or all."""
    close = get_close_matches(name, list(allowed), n=1)
    if close:
        return f"did you mean `{close[0]}`?"
    return "there are: " + (", ".join(f"`{one}`" for one in allowed) or "none")
