"""Search a procedure for holes before anybody lives under it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from ddrflow.errors import Severity
from ddrflow.model.workflow import Workflow
from ddrflow.proof import ends, flows, leads, meetings, steps
from ddrflow.proof.exploring import Explored, explore
from ddrflow.proof.found import Hole
from ddrflow.proof.places import Places, places_of
from ddrflow.proof.shortest import same_end, same_refusal, shortened

#: How many times `decide` is asked before the search gives up and says so.
LIMIT: Final = 200_000

Look = Callable[[Explored, Places], Iterator[Hole]]
LOOKS: Final[tuple[Look, ...]] = (
    steps.unreached,
    steps.dead,
    ends.endless,
    ends.sanctions,
    ends.waiting,
    leads.leadless,
    leads.contested,
    leads.remits,
    leads.cold,
    meetings.unheld,
    meetings.unheld_reviews,
    flows.unanswered,
    flows.readers,
    flows.escalations,
)
"""Everything that is looked for; the order is that in which it is told of one place."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What the search found, how far it went, and whether it came to its end."""

    workflow: Workflow
    holes: tuple[Hole, ...]
    situations: int
    asked: int
    is_whole: bool

    @property
    def errors(self) -> tuple[Hole, ...]:
        """The holes that a case should not be opened above."""
        return tuple(one for one in self.holes if one.severity is Severity.ERROR)


def prove(workflow: Workflow, limit: int = LIMIT) -> Proof:
    """Explore every situation of the workflow and look for holes.

    That a state is reached, a step fires, a conference counts or a review is held is proved by a
    history of the engine itself. That something cannot be is searched: by every step, hand-over
    and no from every situation, with every remedy that a refusal offers. A search that is cut
    short at `limit` questions tells of no hole, for it may not have come to the way around it,
    and says `is_whole` False.
    """
    explored, places = explore(workflow, limit), places_of(workflow)
    holes = [hole for look in LOOKS for hole in look(explored, places)] if explored.is_whole else []
    is_whole = explored.is_whole
    return Proof(
        workflow,
        tuple(_shortest(one) for one in holes) if is_whole else (),
        len(explored.nodes),
        explored.budget.asked,
        is_whole,
    )


def _shortest(hole: Hole) -> Hole:
    """The hole with its history cut down to what leads there."""
    if hole.line is None:
        return hole
    line, refused = hole.line, hole.refused
    holds = same_refusal(line, refused) if refused else same_end(line)
    return replace(hole, line=shortened(line, holds))
