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


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Who asks, and when it took place; None means now. Times are aware instants."""

    actor: Actor
    occurred_at: datetime | None = None
