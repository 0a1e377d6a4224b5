"""Events, commands, verdicts and cases as text that a store keeps, and back.

Free text never stands with the facts: it comes as a mapping of its own, so that it can be
kept apart and erased.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import Any, Final, TypeVar, cast, get_type_hints

from pydantic import TypeAdapter, ValidationError

from ddrflow.errors import BadRecord
from ddrflow.model.case import Case
from ddrflow.model.commands import Command
from ddrflow.model.decision import Decision
from ddrflow.model.events import Event
from ddrflow.model.naming import kebab
from ddrflow.model.standing import STANDING_EVENTS, StandingEvent
from ddrflow.model.verdict import Noted, Verdict
from ddrflow.wire.canonical import canonical
from ddrflow.wire.commands import is_words
from ddrflow.wire.names import COMMAND_NAMES, EVENT_NAMES

T = TypeVar("T")

#: The shape of `Case`. Whoever changes what a case holds raises it: older snapshots are then
#: passed over, and the case is folded from its first entry.
CASE_SHAPE: Final = 7
PARTS: Final = tuple(one.name for one in fields(Case))
ALL: Final = attrgetter(*PARTS)
NOTED: Final[type[tuple[Noted, ...]]] = tuple[Noted, ...]
VERDICTS: Final[type[tuple[Verdict, ...]]] = tuple[Verdict, ...]


def event_data(event: Event) -> dict[str, Any]:
    """An event's facts as plain JSON data."""
    data: dict[str, Any] = _adapter(type(event)).dump_python(event, mode="json")
    return data


def event_facts(event: Event) -> str:
    """An event's facts as JSON, in the order in which the event declares them."""
    return _adapter(type(event)).serializer.to_json(event).decode()


def event_of(kind: str, facts: str) -> Event:
    """The event of a kind with these facts; raises ValueError."""
    known = EVENT_NAMES.get(kind)
    if known is None:
        message = f"no event is called `{kind}`"
        raise ValueError(message)
    return _read(known, facts)


def command_texts(command: Command) -> tuple[str, str]:
    """A command's facts and its free text, both in canonical form; instants in UTC."""
    kind = type(command)
    data: dict[str, Any] = _adapter(kind).dump_python(in_utc(command), mode="json")
    words = {name: data.pop(name) for name in _words(kebab(kind)) if name in data}
    facts = {"command": kebab(kind), **data}
    return canonical(facts), canonical({name: text for name, text in words.items() if text})


def command_of(facts: Mapping[str, Any], words: Mapping[str, str]) -> Command:
    """The command of such facts; free text that was erased reads as none. Raises ValueError."""
    given = dict(facts)
    name = str(given.pop("command", ""))
    kind = COMMAND_NAMES.get(name)
    if kind is None:
        message = f"no command is called `{name}`"
        raise ValueError(message)
    needed = {one.name: "" for one in fields(kind) if one.default is MISSING}
    texts = {one: needed[one] for one in _words(name) if one in needed}
    return _read(kind, canonical({**texts, **given, **words}))


def in_utc(command: Command) -> Command:
    """The command with its instants in UTC: the same instant, said in one way."""
    instants: dict[str, Any] = {
        name: getattr(command, name).astimezone(UTC)
        for name in _instants(type(command))
        if getattr(command, name) is not None
    }
    return replace(command, **instants) if instants else command


def without_words(command: Command) -> Command:
    """The command as it reads once its free text is erased."""
    gone: dict[str, Any] = dict.fromkeys(_words(kebab(type(command))), "")
    return replace(command, **gone) if gone else command


def noted_text(noted: tuple[Noted, ...]) -> str:
    """Warnings and statements as they stand with an entry; nothing is `[]`."""
    return canonical(_adapter(NOTED).dump_python(noted, mode="json")) if noted else "[]"


def noted_of(text: str) -> tuple[Noted, ...]:
    """Such text read back; raises ValueError."""
    return () if text == "[]" else _read(NOTED, text)


def verdicts_text(verdicts: tuple[Verdict, ...]) -> str:
    """Verdicts in canonical form."""
    return canonical(_adapter(VERDICTS).dump_python(verdicts, mode="json")) if verdicts else "[]"


def verdicts_of(text: str) -> tuple[Verdict, ...]:
    """Such text read back; raises ValueError."""
    return () if text == "[]" else _read(VERDICTS, text)


def decision_text(decision: Decision) -> str:
    """A refused decision in canonical form; it has no drafts."""
    return canonical(_adapter(Decision).dump_python(decision, mode="json"))


def decision_of(text: str) -> Decision:
    """Such text read back; raises ValueError."""
    return _read(Decision, text)


def standing_facts(event: StandingEvent) -> str:
    """The facts of an event of the standing stream, in canonical form."""
    return canonical(_adapter(type(event)).dump_python(event, mode="json"))


def standing_event_of(kind: str, facts: str) -> StandingEvent:
    """The standing event of a kind with these facts; raises ValueError."""
    for known in STANDING_EVENTS:
        if kebab(known) == kind:
            return _read(known, facts)
    message = f"no standing event is called `{kind}`"
    raise ValueError(message)


def case_parts(
    case: Case, before: Case | None = None, known: Sequence[str] = ()
) -> tuple[str, ...]:
    """The parts of a case as JSON, in the order in which it declares them.

    `known` are the parts of `before`: what did not change since is not written out again. Where
    none is known all of them are one text, at half the cost: most cases that were read are
    written once, and come apart when they are written again.
    """
    if before is not None and not known:
        return (_adapter(Case).serializer.to_json(case)[1:-1].decode(),)
    if before is None or len(known) != len(PARTS):
        return tuple(map(_part, PARTS, ALL(case)))
    return tuple(
        text if value is old else _part(name, value)
        for name, value, old, text in zip(PARTS, ALL(case), ALL(before), known, strict=True)
    )


def case_text(parts: Iterable[str]) -> str:
    """A case as a snapshot keeps it: its parts stay in the order that `show` and `lapse` tell."""
    return f"{{{','.join(parts)}}}"


def _part(name: str, value: object) -> str:
    return f'"{name}":{_writing()[name](value).decode()}'


def case_of(case_id: str, version: int, text: str) -> Case:
    """A snapshot read back; raises BadRecord."""
    try:
        return _read(Case, text)
    except ValueError as fault:
        raise BadRecord(case_id, version, f"snapshot: {fault}") from fault


def _read(kind: type[T], text: str) -> T:
    try:
        return cast(T, _adapter(kind).validate_json(text, extra="forbid"))
    except ValidationError as fault:
        raise ValueError(first_problem(fault)) from fault


def first_problem(fault: ValidationError) -> str:
    """What is wrong first with data, and where in them."""
    first = fault.errors(include_url=False)[0]
    place = ".".join(str(one) for one in first["loc"])
    return f"`{place}`: {str(first['msg']).lower()}"


def _adapter(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - a type as a value
    # Through `Any`, since mypy takes the class of a frozen value for unhashable.
    return _made(kind)


@cache
def _made(kind: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - as above
    return TypeAdapter(kind)


@cache
def _writing() -> Mapping[str, Callable[[object], bytes]]:
    """How each part of a case is written."""
    hints = get_type_hints(Case)
    return {name: _adapter(hints[name]).serializer.to_json for name in PARTS}


@cache
def _words(command: str) -> tuple[str, ...]:
    """The arguments of a command that hold free text."""
    kind = COMMAND_NAMES[command]
    hints = get_type_hints(kind, include_extras=True)
    return tuple(one.name for one in fields(kind) if is_words(hints[one.name]))


def _instants(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - a type as a value
    """The arguments of a command that are instants."""
    return _found_instants(kind)


@cache
def _found_instants(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - as above
    hints = get_type_hints(kind)
    wanted = (datetime, datetime | None)
    return tuple(one.name for one in fields(kind) if hints[one.name] in wanted)
