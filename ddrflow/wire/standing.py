"""Facts above the cases as text, from a story, a line or a remedy; and what they must be."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any, Final, get_type_hints

from pydantic import TypeAdapter, ValidationError

from ddrflow.errors import BadCommand
from ddrflow.model.standing import (
    STANDING_EVENTS,
    ActivityHeld,
    AgreementMade,
    BoardDecided,
    BoardMet,
    BoardSetUp,
    ContactEnded,
    ContactNamed,
    MeansGranted,
    OrganisationAligned,
    ProcedureAdopted,
    StandingCorrected,
    StandingEvent,
)
from ddrflow.wire.checking import LARGEST, check_day, check_text
from ddrflow.wire.commands import near, read_arguments

#: As people ask for it, in the imperative. The whole list of contacts has no name here: it is
#: given by programs.
STANDING_NAMES: Final[Mapping[str, type[StandingEvent]]] = MappingProxyType(
    {
        "name-contact": ContactNamed,
        "end-contact": ContactEnded,
        "make-agreement": AgreementMade,
        "align-organisation": OrganisationAligned,
        "adopt-procedure": ProcedureAdopted,
        "hold-activity": ActivityHeld,
        "grant-means": MeansGranted,
        "set-up-board": BoardSetUp,
        "hold-board-meeting": BoardMet,
        "record-board-decision": BoardDecided,
        "correct-standing": StandingCorrected,
    }
)
FACT: Final = "fact"
#: An agreement or an activity is between organisations, of which one alone is none.
BETWEEN: Final = 2


def standing_arguments(name: str) -> tuple["Field[Any]", ...]:
    """What a fact of this name takes; raises BadCommand for a name that there is not."""
    return fields(_shape(_known(name)))


def standing_from(name: str, arguments: Mapping[str, object]) -> StandingEvent:
    """The event of a name with arguments as text: days and lists are read.

    A list may be written `a, b`. Raises BadCommand, naming the argument and what would be right.
    """
    kind: Any = _known(name)
    shape = _shape(kind)
    made: Any = shape(**read_arguments(name, shape, arguments))
    event: StandingEvent = made if shape is kind else kind(made)
    check_standing(event)
    return event


def check_standing(event: object) -> None:
    """Raise BadCommand unless this is a standing event that can be recorded, by itself.

    Every value is of its kind, every id one that people can see, no list names somebody twice
    or too few, no end lies before its start.
    """
    if type(event) not in STANDING_EVENTS:
        message = f"a {type(event).__name__} cannot be recorded above the cases"
        raise BadCommand("event", message, f"there are: {', '.join(sorted(STANDING_NAMES))}")
    told = getattr(event, FACT, event)
    if not isinstance(told, _shape(type(event))):
        raise BadCommand(FACT, f"a {type(told).__name__} does not fit")
    _check_fields(told)
    for name in ("ends_on", "review_on"):
        last = getattr(told, name, None)
        if last is not None and last < told.starts_on:
            message = f"{last} lies before the start, {told.starts_on}"
            raise BadCommand(name, message, "a day that is not before `starts_on`")
    if isinstance(event, ActivityHeld) and bool(told.procedure) != bool(told.version):
        raise BadCommand("version", "a procedure is named with its version, or neither is")


def _check_fields(told: Any) -> None:  # noqa: ANN401 - a fact of any kind
    shape: Any = type(told)
    for name, (fits, field) in _arguments(shape).items():
        value = getattr(told, name)
        try:
            fits(value, strict=True)
        except ValidationError as fault:
            problem = str(fault.errors(include_url=False)[0]["msg"]).lower()
            raise BadCommand(name, f"a {type(value).__name__} does not fit", problem) from fault
        if isinstance(value, str):
            check_text(name, value, field.type, needed=field.default is MISSING)
        elif isinstance(value, date):
            check_day(name, value)
        elif isinstance(value, int) and not 1 <= value <= LARGEST:
            raise BadCommand(name, f"{value} is no number of an entry")
        elif isinstance(value, tuple):
            _check_several(name, value)


def _check_several(name: str, values: tuple[Any, ...]) -> None:
    if values and not isinstance(values[0], str):
        for one in values:
            _check_fields(one)
        values = tuple(one.organisation for one in values)
    elif name == "organisations" and len(values) < BETWEEN:
        raise BadCommand(name, f"{len(values)} is too few", "it is between organisations")
    else:
        for one in values:
            check_text(name, one, str)
    twice = next((one for at, one in enumerate(values) if one in values[:at]), None)
    if twice is not None:
        raise BadCommand(name, f"`{twice}` is named twice")


def _known(name: str) -> type[StandingEvent]:
    kind = STANDING_NAMES.get(name)
    if kind is None:
        message = f"nothing above the cases is called `{name}`"
        raise BadCommand("name", message, near(name, STANDING_NAMES))
    return kind


def _shape(kind: Any) -> Any:  # noqa: ANN401 - a type as a value
    """The dataclass whose fields say what an event tells: its fact's, or its own."""
    return get_type_hints(kind).get(FACT, kind)


@cache
def _arguments(kind: Any) -> Mapping[str, tuple[Any, "Field[Any]"]]:  # noqa: ANN401 - as above
    hints = get_type_hints(kind)
    return {
        one.name: (TypeAdapter(hints[one.name]).validator.validate_python, one)
        for one in fields(kind)
    }
