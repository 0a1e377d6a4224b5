"""Under which id the same matter stands elsewhere: in another system, or as another case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ddrflow.model.information import InformationClass


class Relation(StrEnum):
    """What stands there (paper R102, R104)."""

    #: The record of another system on the same matter.
    RECORD = "record"
    #: Another case of the same person, beside this one.
    SAME_PERSON = "same-person"
    #: The case that this one goes on from.
    CONTINUES = "continues"
    #: The case in which this one goes on.
    CONTINUED_IN = "continued-in"


@dataclass(frozen=True, slots=True)
class Reference:
    """An id in another system, from an instant until another; `information` says who may know.

    Nothing is ever read from there: a reference opens no way into another case.
    """

    system: str
    reference: str
    relation: Relation
    information: InformationClass
    added_at: datetime
    ended_at: datetime | None = None

    def holds(self, instant: datetime) -> bool:
        """It stood at this instant."""
        return self.added_at <= instant and (self.ended_at is None or instant < self.ended_at)


def stands(references: Iterable[Reference], system: str, reference: str, instant: datetime) -> bool:
    """Whether one of them is to this id of the system and holds at the instant."""
    return any(
        (one.system, one.reference) == (system, reference) and one.holds(instant)
        for one in references
    )
