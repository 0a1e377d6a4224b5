"""Requests for information: one organisation asks another, which gives it or says no."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class RequestAnswer(StrEnum):
    """What the organisation that was asked said."""

    GIVEN = "given"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class InformationRequest:
    """One organisation asks another about a subject, for a purpose, perhaps by a day (R74).

    `role` and `organisation` are asked, and nobody else answers. `items` are those that were
    passed on in answer; `why` is a code where the answer is no.
    """

    request: str
    by: str
    by_organisation: str
    role: str
    organisation: str
    subject: str
    purpose: str
    requested_at: datetime
    due_on: date | None = None
    answer: RequestAnswer | None = None
    answered_at: datetime | None = None
    items: tuple[str, ...] = ()
    why: str = ""

    def concerns(self, organisation: str) -> bool:
        """Whether an organisation asked it, or was asked."""
        return organisation in (self.by_organisation, self.organisation)
