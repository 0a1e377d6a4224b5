"""What a command must be before it is asked at all, whoever made it: a file, a line, a program."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime
from functools import cache, lru_cache, partial
from typing import Any, Final, get_type_hints

from pydantic import TypeAdapter, ValidationError

from ddrflow.errors import BadCommand
from ddrflow.model.agency import Actor
from ddrflow.model.commands import Command, Form, Words
from ddrflow.model.naming import kebab
from ddrflow.wire.names import COMMAND_NAMES

LONGEST_ID: Final = 200
#: What stands in a line to type for what nobody but its reader knows.
TO_BE_SAID: Final = "?"
EARLIEST: Final = 1900
LATEST: Final = 2200
LARGEST: Final = 10**9
HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
ACTOR: Final = tuple(one.name for one in fields(Actor))
OFFSET: Final = "add an offset, such as 2026-03-01T09:00+01:00"


def check_command(command: object) -> None:
    """Raise BadCommand unless every argument is of its kind and every id one that people can see.

    Free text may be anything that can be stored; an argument of another type, an empty,
    hidden or overlong id, and a time without offset are refused.
    """
    if not isinstance(command, Command):
        raise BadCommand("command", f"a {type(command).__name__} is no command")
    kind = kebab(type(command))
    if kind not in COMMAND_NAMES:
        raise BadCommand("command", f"no command is called `{kind}`")
    check_actor(command.actor)
    check_instant("occurred_at", command.occurred_at)
    for name, (fits, argument) in _arguments(kind).items():
        value = getattr(command, name)
        try:
            fits(value, strict=True)
        except ValidationError as fault:
            problem = str(fault.errors(include_url=False)[0]["msg"]).lower()
            raise BadCommand(name, f"a {type(value).__name__} does not fit", problem) from fault
        if isinstance(value, datetime):
            check_instant(name, value)
        elif isinstance(value, date):
            check_day(name, value)
        elif isinstance(value, int) and abs(value) > LARGEST:
            raise BadCommand(name, "the number is too large")
        for text in _texts(value):
            _check_text(name, text, argument)


def check_instant(name: str, value: object) -> None:
    """Raise BadCommand unless this is an instant with an offset, or nothing."""
    if value is None:
        return
    if not isinstance(value, datetime):
        raise BadCommand(name, f"a {type(value).__name__} is no time", "give a `datetime`")
    if value.utcoffset() is None:
        raise BadCommand(name, "the time has no offset from UTC", OFFSET)
    check_day(name, value)


def check_text(name: str, value: str, hint: object, *, needed: bool = True) -> None:
    """Raise BadCommand for text that does not fit its argument."""
    check_of(hint, needed=needed)(name, value)


def check_of(hint: object, *, needed: bool) -> Callable[[str, str], None]:
    """What raises BadCommand for text that does not fit an argument of this type."""
    return partial(_check_text, argument=_argument(hint, needed=needed))


def _check_text(name: str, value: str, argument: "_Argument") -> None:
    if argument.is_words:
        _check_storable(name, value)
        return
    if value or argument.is_needed:
        check_id(name, value)
    for form in argument.forms:
        if not re.fullmatch(form.pattern, value):
            raise BadCommand(name, f"`{value}` is not {form.what}")


def check_id(name: str, value: str) -> None:
    """Raise BadCommand unless an id can be read, told apart and stored."""
    fault = _fault(value)
    if fault is not None:
        raise BadCommand(name, *fault)


@lru_cache(maxsize=4_096)
def _fault(value: str) -> tuple[str, str] | None:
    """What is wrong with an id, and what would be right; the same ids come again and again."""
    if value == TO_BE_SAID:
        return f"`{TO_BE_SAID}` stands where something is still to be said", "put it in its place"
    hidden = [one for one in value if unicodedata.category(one) in HIDDEN]
    if hidden:
        points = ", ".join(f"U+{ord(one):04X}" for one in hidden[:3])
        return f"it holds characters that nobody sees ({points})", ""
    if not value.strip() or value != value.strip():
        return "it is empty, or begins or ends with a space", "give an id"
    if "," in value or "=" in value:
        return "it holds `,` or `=`, which separate arguments", ""
    if len(value) > LONGEST_ID:
        return f"it has {len(value)} characters", f"{LONGEST_ID} at most"
    return None


def check_day(name: str, value: date) -> None:
    """Raise BadCommand for a day that nobody can mean."""
    if not EARLIEST <= value.year <= LATEST:
        raise BadCommand(name, f"the year {value.year} cannot be", f"{EARLIEST} to {LATEST}")


def _check_storable(name: str, value: str) -> None:
    broken = [one for one in value if unicodedata.category(one) == "Cs"]
    if broken:
        raise BadCommand(name, f"it holds half a character (U+{ord(broken[0]):04X})")


def check_actor(actor: object) -> None:
    """Raise BadCommand unless this is an actor with three ids."""
    if not isinstance(actor, Actor):
        raise BadCommand("actor", f"a {type(actor).__name__} is no actor", "give an `Actor`")
    for part in ACTOR:
        value = getattr(actor, part)
        if not isinstance(value, str):
            raise BadCommand(f"actor.{part}", f"a {type(value).__name__} is no id")
        if _fault(value) is not None:
            check_id(f"actor.{part}", value)


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (str(value),)
    if isinstance(value, tuple):
        return tuple(text for one in value for text in _texts(one))
    return ()


@dataclass(frozen=True, slots=True)
class _Argument:
    """How the text of one argument is checked."""

    is_words: bool
    forms: tuple[Form, ...]
    is_needed: bool


def _argument(hint: object, *, needed: bool) -> _Argument:
    marks: tuple[object, ...] = getattr(hint, "__metadata__", ())
    return _Argument(
        any(isinstance(one, Words) for one in marks),
        tuple(one for one in marks if isinstance(one, Form)),
        needed,
    )


@cache
def _arguments(name: str) -> Mapping[str, tuple[Callable[..., Any], _Argument]]:
    """For each argument how to check it; made once, since it costs more than the check."""
    kind = COMMAND_NAMES[name]
    hints = get_type_hints(kind, include_extras=True)
    return {
        one.name: (
            TypeAdapter(hints[one.name]).validator.validate_python,
            _argument(hints[one.name], needed=one.default is MISSING),
        )
        for one in fields(kind)
        if one.name not in ("actor", "occurred_at")
    }
