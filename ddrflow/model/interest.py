"""In which other way somebody stands to the matter, so that they are kept from a part of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Interest(StrEnum):
    """What keeps a party, or one person of it, from a part of the work (paper R46, R57)."""

    #: Somebody is looked into in the same matter.
    SUSPECT = "suspect"
    #: Somebody was harmed in the same matter.
    VICTIM = "victim"
    #: Somebody testifies in the same matter.
    WITNESS = "witness"
    #: Somebody is bound to something that rehabilitation may run against.
    CONFLICT = "conflict-of-interest"


@dataclass(frozen=True, slots=True)
class DeclaredInterest:
    """An interest of a party from an instant until another; of one person, where one is named.

    Whether it is so is for others to find: this is what the agencies of the case go by.
    """

    role: str
    organisation: str
    interest: Interest
    person: str
    declared_at: datetime
    declared_by: str
    ended_at: datetime | None = None

    def holds(self, instant: datetime) -> bool:
        """It stood at this instant."""
        return self.declared_at <= instant and (self.ended_at is None or instant < self.ended_at)

    def touches(self, role: str, organisation: str, person: str) -> bool:
        """It keeps this person of the organisation, or the whole of it where none is named.

        What one person has to do with the matter does not touch the others.
        """
        same = (self.role, self.organisation) == (role, organisation)
        return same and self.person in ("", person)
