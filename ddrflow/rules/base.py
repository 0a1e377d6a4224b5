"""What the rules share: parameters, and short words for answers."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema
from pydantic.fields import FieldInfo
from pydantic_core import PydanticCustomError

from ddrflow.dates import Period, back, local_day, parse_period
from ddrflow.model.information import InformationClass
from ddrflow.model.item import Item
from ddrflow.model.question import Question
from ddrflow.model.record import Function
from ddrflow.model.verdict import Answer, Field, Reason, Remedy, Status


class Parameters(BaseModel):
    """The parameters of a rule, as a workflow file gives them."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class NoParameters(Parameters):
    """The rule needs none."""


def read_period(value: object) -> Period:
    """A period as a file gives it, such as `3 months`; a code and a help line otherwise."""
    if isinstance(value, Period):
        return value
    period = parse_period(value) if isinstance(value, str) else None
    if period is None:
        code, message = "E-TIME", "`{given}` is no period"
        units = "`14 days`, `10 working days`, `3 months`"
        help_line = f"write a number from 1 and a unit: {units}; at most 10 years"
        if isinstance(value, str) and value.startswith("P"):
            help_line = f"`P1M` is a month and `PT1M` a minute to some readers; {help_line}"
        raise PydanticCustomError(code, message, {"given": str(value), "help": help_line})
    return period


PeriodText = Annotated[
    Period,
    BeforeValidator(
        read_period,
        json_schema_input_type=Annotated[
            str, WithJsonSchema({"type": "string", "format": "period"})
        ],
    ),
]


@dataclass(frozen=True, slots=True)
class Refers:
    """A parameter that must name something the same file declares, of this kind."""

    to: str


def meaning(text: str) -> FieldInfo:
    """What a parameter is for, in words: the reference shows them, and so does an editor."""
    return FieldInfo(description=text)


def shown(name: str, value: object) -> Field:
    """A field that every party to the case may see."""
    return Field(name, str(value))


def internal(name: str, value: object) -> Field:
    """A field for the agencies only."""
    return Field(name, str(value), InformationClass.INTERNAL)


def words(values: object) -> str:
    """Several names as one field."""
    return ", ".join(str(value) for value in values) if isinstance(values, tuple) else str(values)


def unmet(
    message: str,
    *fields: Field,
    remedies: tuple[Remedy, ...] = (),
    passes_from: datetime | None = None,
) -> Answer:
    """What is missing is known."""
    return Answer(Status.UNMET, Reason(message, fields), remedies, passes_from)


def undecided(message: str, *fields: Field, remedies: tuple[Remedy, ...] = ()) -> Answer:
    """A fact that the rule needs is not known."""
    return Answer(Status.UNDECIDED, Reason(message, fields), remedies)


def today(question: Question) -> date:
    """The day that the question is about, in the workflow's time zone."""
    return local_day(question.at, question.procedure.zone)


def earliest(question: Question, within: Period) -> date:
    """The first day that lies no more than a period before the question."""
    procedure = question.procedure
    return back(question.at, within, procedure.zone, procedure.calendar)


def bind_one(question: Question, role: str) -> Remedy:
    """Where no organisation plays a role, the lead can bind one."""
    lead = question.case.lead.current.role
    return Remedy("bind-role", (("role", role),), ("organisation",), by=(lead,))


def professionals(question: Question) -> tuple[str, ...]:
    """The roles that agencies play in the case then: not the client, nor the client's people."""
    agencies = question.procedure.agencies
    playing = dict.fromkeys(
        one.role for one in question.case.parties.bindings if one.holds(question.at)
    )
    return tuple(role for role in playing if agencies[role].kind.is_professional)


def by_owner(question: Question, item: Item, remedy: Remedy) -> tuple[Remedy, ...]:
    """What the owner of an item can do; where it has left the case, what others can.

    It is let in again, or whoever knows the same records an item of its own.
    """
    case = question.case
    if case.parties.is_bound(item.role, item.organisation, question.at):
        return (remedy,)
    owner = (("role", item.role), ("organisation", item.organisation))
    same = (("kind", item.kind.value), ("information", item.information.value))
    return (
        Remedy("bind-role", owner, by=(case.lead.current.role,)),
        Remedy("record-item", same, ("item",), professionals(question)),
    )


def messengers(question: Question) -> tuple[str, ...]:
    """The agencies of the case, those first with somebody whom the client trusts (R88)."""
    trusted = {
        one.role
        for one in question.case.parties.persons
        if one.function is Function.TRUSTED and one.named_at <= question.at
    }
    return tuple(sorted(professionals(question), key=lambda role: role not in trusted))


def in_their_phase(question: Question, roles: tuple[str, ...]) -> tuple[str, ...]:
    """Those of some roles whose phase it is, and the lead: the others could not act now."""
    agencies, phase = question.procedure.agencies, question.case.position.phase
    lead = question.case.lead.current.role
    return tuple(
        role for role in roles if role == lead or phase is None or phase in agencies[role].phases
    )
