"""What stands above the cases, as it was at one number of its own stream."""

from dataclasses import dataclass
from datetime import date

from ddrflow.model.standing.facts import (
    Activity,
    ActivityKind,
    Agreement,
    Alignment,
    Board,
    BoardDecision,
    BoardMeeting,
    Contact,
    Grant,
    Means,
    OperatingProcedure,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The facts above all cases, by kind; None where no fact of a kind was ever recorded.

    Then nothing is known of that kind, which is another thing than that there is nothing.
    """

    seq: int = 0
    contacts: tuple[Contact, ...] | None = None
    agreements: tuple[Agreement, ...] | None = None
    alignments: tuple[Alignment, ...] | None = None
    procedures: tuple[OperatingProcedure, ...] | None = None
    activities: tuple[Activity, ...] | None = None
    grants: tuple[Grant, ...] | None = None
    boards: tuple[Board, ...] | None = None
    meetings: tuple[BoardMeeting, ...] | None = None
    decisions: tuple[BoardDecision, ...] | None = None


def alignment_of(
    alignments: tuple[Alignment, ...], organisation: str, day: date
) -> Alignment | None:
    """What the organisation signed last by then."""
    signed = [
        one for one in alignments if one.organisation == organisation and one.signed_on <= day
    ]
    return max(signed, key=lambda one: one.signed_on, default=None)


def version_in_force(
    procedures: tuple[OperatingProcedure, ...], procedure: str, day: date
) -> str | None:
    """The version of a standard operating procedure that is in force on the day."""
    begun = [one for one in procedures if one.procedure == procedure and one.starts_on <= day]
    last = max(begun, key=lambda one: one.starts_on, default=None)
    return last.version if last else None


def held_by_then(
    activities: tuple[Activity, ...], kind: ActivityKind, day: date
) -> tuple[Activity, ...]:
    """The activities of a kind that were held up to the day."""
    return tuple(one for one in activities if one.kind is kind and one.held_on <= day)


def granted_until(
    grants: tuple[Grant, ...], organisation: str, means: Means, day: date
) -> date | None:
    """The last day up to which the organisation has a means without a gap from the day on.

    None where it does not have it on the day itself; `date.max` where no end is known.
    """
    own = [one for one in grants if (one.organisation, one.means) == (organisation, means)]
    covered: date | None = None
    while holding := [one for one in own if one.holds(_after(covered) if covered else day)]:
        covered = max(one.ends_on or date.max for one in holding)
        if covered == date.max:
            break
    return covered


def _after(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
