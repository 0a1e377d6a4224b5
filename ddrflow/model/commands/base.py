"""What every command carries, and how its arguments are declared."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Final

from ddrflow.model.agency import Actor


@dataclass(frozen=True, slots=True)
class From:
    """The values of an argument are enumerated from this source (`ddrflow.decide.arguments`)."""

    source: str


@dataclass(frozen=True, slots=True)
class Form:
    """The argument is a code of this form, never words: facts hold no free text."""

    pattern: str
    what: str


@dataclass(frozen=True, slots=True)
class Words:
    """Free text: content, kept apart from the facts of the event."""


WORDS: Final = Words()
NewId = Annotated[str, From("new-id")]
Role = Annotated[str, From("role")]
Organisation = Annotated[str, From("organisation")]
ConferenceId = Annotated[str, From("conference")]
ConsentName = Annotated[str, From("consent")]
NeedId = Annotated[str, From("need")]
Day = Annotated[date, From("day")]
Text = Annotated[str, WORDS]
Language = Annotated[
    str,
    From("language"),
    Form(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", "a language tag, such as `de`"),
]
Why = Annotated[
    str, From("why"), Form(r"[a-z][a-z0-9-]{0,63}", "a code, such as `recorded-in-error`")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Who asks, and when it took place; None means now. Times are aware instants."""

    actor: Actor
    occurred_at: datetime | None = None
