"""What of a case the proof tells apart: its state, who leads, whether the client says no.

Everything else is left out: two histories that come to the same three are one situation, and
the shorter is followed on. The output says so.
"""

from dataclasses import dataclass

from ddrflow.model.agency import Phase
from ddrflow.proof.line import Line


@dataclass(frozen=True, slots=True, order=True)
class Situation:
    """A state, the role that leads, and whether everybody who is asked says no from now on."""

    state: str
    lead: str
    says_no: bool = False

    def __str__(self) -> str:
        return f"`{self.state}`, led by `{self.lead}`"


@dataclass(frozen=True, slots=True)
class Node:
    """A situation, and the shortest history that was found to lead there."""

    situation: Situation
    line: Line

    @property
    def phase(self) -> Phase | None:
        """The phase of its state; none where the case has ended."""
        return self.line.workflow.states[self.situation.state].phase


def node_of(line: Line, *, says_no: bool) -> Node:
    """The situation that a line has come to."""
    case = line.opened
    return Node(Situation(case.position.state, case.lead.current.role, says_no), line)
