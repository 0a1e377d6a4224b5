"""Every situation that a case can come to, breadth first, each by the shortest history found."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from ddrflow.decide.filling import actor_of, organisation_of
from ddrflow.model.commands import (
    AcceptLead,
    OpenCase,
    ProposeLead,
    RefuseConsent,
    TakeOverLead,
    TakeStep,
    WithdrawConsent,
)
from ddrflow.model.consent import ConsentStatus
from ddrflow.model.workflow import Step, Workflow
from ddrflow.proof.line import Line
from ddrflow.proof.reaching import Budget, Search, Stuck, World, reach
from ddrflow.proof.situation import Node, Situation, node_of

#: A Tuesday in winter, in the morning: no day of the proof depends on the day it is made on.
BEGIN: Final = datetime(2025, 1, 7, 9, tzinfo=UTC)
HAND_OVER: Final = "hand-over"
SAYS_NO: Final = "says-no"


@dataclass(frozen=True, slots=True)
class Edge:
    """How one situation becomes another: by a step, a hand-over, or a no."""

    kind: str
    start: Situation
    end: Situation
    step: Step | None = None


@dataclass(slots=True)
class Explored:
    """What was found: situations, ways between them, and steps that could not be taken."""

    workflow: Workflow
    nodes: dict[Situation, Node] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    leaving: dict[Situation, list[Edge]] = field(default_factory=dict)
    stuck: dict[tuple[Situation, str], Stuck] = field(default_factory=dict)
    not_opened: dict[str, Stuck] = field(default_factory=dict)
    handed_over: dict[tuple[Situation, str], Line] = field(default_factory=dict)
    budget: Budget = field(default_factory=Budget)

    @property
    def is_whole(self) -> bool:
        """Nothing was left unexplored."""
        return not self.budget.is_spent

    def search(self, *, says_no: bool) -> Search:
        """How to go on from a situation: whoever said no goes on saying so."""
        scopes = frozenset(self.workflow.procedure.consents) if says_no else frozenset()
        return Search(World("says-no" if says_no else "willing", scopes), self.budget)

    def edges_from(self, situation: Situation) -> Sequence[Edge]:
        """The ways on from a situation."""
        return self.leaving.get(situation, ())


def explore(workflow: Workflow, limit: int) -> Explored:
    """Live the workflow from every opening to wherever it leads, until nothing new comes up."""
    explored = Explored(workflow, budget=Budget(limit=limit))
    waiting = deque(_openings(explored))
    while waiting and explored.is_whole:
        node = waiting.popleft()
        if node.line.opened.is_open:
            waiting += _onward(explored, node)
    return explored


def _openings(explored: Explored) -> Sequence[Node]:
    workflow = explored.workflow
    phase = workflow.initial.phase
    bindings = tuple((role, organisation_of(role)) for role in workflow.procedure.agencies)
    found = []
    for role in workflow.procedure.leads_of(phase) if phase else ():
        line = Line(workflow, BEGIN)
        command = OpenCase(actor=actor_of(line, role), bindings=bindings)
        answer = reach(explored.search(says_no=False), line, command)
        if isinstance(answer, Stuck):
            explored.not_opened[role] = answer
            continue
        found += _kept(explored, node_of(answer, says_no=False))
    return found


def _kept(explored: Explored, node: Node) -> list[Node]:
    """The node where its situation is new; the first history to it is the shortest."""
    if node.situation in explored.nodes:
        return []
    explored.nodes[node.situation] = node
    return [node]


def _onward(explored: Explored, node: Node) -> list[Node]:
    found: list[Node] = []
    for step in explored.workflow.steps_from(node.situation.state):
        found += _stepped(explored, node, step)
    for role in _successors(explored.workflow, node):
        found += _handed_over(explored, node, role)
    if explored.workflow.procedure.consents and not node.situation.says_no:
        found += _refused(explored, node)
    return found


def _stepped(explored: Explored, node: Node, step: Step) -> list[Node]:
    search = explored.search(says_no=node.situation.says_no)
    stuck: Stuck | None = None
    for role in sorted(step.by):
        command = TakeStep(actor=actor_of(node.line, role), trigger=step.trigger)
        answer = reach(search, node.line, command)
        if isinstance(answer, Line):
            return _joined(explored, node, answer, step.trigger, step)
        stuck = stuck or answer
    if stuck is not None:
        explored.stuck[node.situation, step.trigger] = stuck
    return []


def _joined(
    explored: Explored, node: Node, line: Line, kind: str, step: Step | None = None
) -> list[Node]:
    says_no = node.situation.says_no or kind == SAYS_NO
    after = node_of(line, says_no=says_no)
    edge = Edge(kind, node.situation, after.situation, step)
    explored.edges.append(edge)
    explored.leaving.setdefault(node.situation, []).append(edge)
    return _kept(explored, after)


def _successors(workflow: Workflow, node: Node) -> tuple[str, ...]:
    """Who may lead here or where a step leads to, and does not lead now."""
    targets = (one.target.phase for one in workflow.steps_from(node.situation.state))
    phases = dict.fromkeys(one for one in (node.phase, *targets) if one)
    roles = (role for phase in phases for role in workflow.procedure.leads_of(phase))
    return tuple(one for one in dict.fromkeys(roles) if one != node.situation.lead)


def _handed_over(explored: Explored, node: Node, role: str) -> list[Node]:
    line: Line | Stuck = node.line
    search = explored.search(says_no=node.situation.says_no)
    lead, successor = actor_of(node.line, node.situation.lead), actor_of(node.line, role)
    organisation = successor.organisation
    for command in (
        ProposeLead(actor=lead, role=role, organisation=organisation),
        AcceptLead(actor=successor),
        TakeOverLead(actor=successor),
    ):
        line = reach(search, line, command) if isinstance(line, Line) else line
    if isinstance(line, Stuck):
        return []
    explored.handed_over[node.situation, role] = line
    return _joined(explored, node, line, HAND_OVER)


def _refused(explored: Explored, node: Node) -> list[Node]:
    """Whoever is asked says no, and whoever said yes takes it back."""
    line = node.line
    search = explored.search(says_no=False)
    for scope in explored.workflow.procedure.consents.values():
        answers = line.opened.consents.get(scope.name, ())
        given = bool(answers) and answers[-1].status(line.now) is ConsentStatus.GIVEN
        kind = WithdrawConsent if given else RefuseConsent
        for role in (scope.of, node.situation.lead):
            answer = reach(search, line, kind(actor=actor_of(line, role), scope=scope.name))
            if isinstance(answer, Line):
                line = answer
                break
    return _joined(explored, node, line, SAYS_NO)
