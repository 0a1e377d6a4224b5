"""Phases that nobody can lead, remits that end too early, hand-overs between strangers."""

from collections.abc import Iterator

from ddrflow.errors import Severity
from ddrflow.model.conference import ConferenceType
from ddrflow.model.source import Strength
from ddrflow.model.workflow import Workflow
from ddrflow.proof.exploring import HAND_OVER, Explored
from ddrflow.proof.found import WARNING, Hole, stuck_at
from ddrflow.proof.places import Places


def leadless(explored: Explored, places: Places) -> Iterator[Hole]:
    """E-LEADLESS: a phase that the case comes to and whose lead nobody can be."""
    del places
    workflow = explored.workflow
    phases = dict.fromkeys(one.phase for one in workflow.states.values() if one.phase)
    leading = {
        (node.phase, one.lead) for one, node in explored.nodes.items() if node.phase is not None
    }
    for phase in phases:
        roles = workflow.procedure.leads_of(phase)
        if any((phase, role) in leading for role in roles):
            continue
        if phase not in {one for one, _ in leading} and phase != workflow.initial.phase:
            continue
        stuck = next(
            (explored.not_opened[one] for one in roles if one in explored.not_opened), None
        )
        message = f"of those who may lead in {phase} nobody can: {', '.join(roles)}"
        help_line = "let one of them accept the lead before the phase begins"
        yield stuck_at("E-LEADLESS", ("lead", phase.value), message, stuck, help_line)


def contested(explored: Explored, places: Places) -> Iterator[Hole]:
    """N-CONTESTED: everybody who may lead a phase is contested as coordinator."""
    del places
    workflow = explored.workflow
    for phase, eligible in workflow.procedure.leads.items():
        said = [_said_against(workflow, one.role) for one in eligible]
        if said and all(said):
            roles = ", ".join(f"`{one.role}`" for one in eligible)
            message = f"everybody who may lead in {phase} is contested as coordinator: {roles}"
            yield Hole("N-CONTESTED", ("lead", phase.value), message, severity=Severity.NOTE)


def _said_against(workflow: Workflow, role: str) -> bool:
    kind = workflow.procedure.agencies[role].kind
    return any(
        one.parameters.kind is kind and one.strength is Strength.CONTESTED
        for one in workflow.built_in.coordinate
    )


def remits(explored: Explored, places: Places) -> Iterator[Hole]:
    """E-REMIT: after a step the lead's remit is over, and nobody can take over."""
    procedure = explored.workflow.procedure
    told: set[tuple[str | int, ...]] = set()
    for edge in explored.edges:
        if edge.step is None or edge.step.target.phase is None:
            continue
        place, phase = places.step(edge.step), edge.step.target.phase
        if procedure.may_lead(edge.end.lead, phase) or place in told:
            continue
        roles = procedure.leads_of(phase)
        if any((edge.end, role) in explored.handed_over for role in roles):
            continue
        told.add(place)
        message = (
            f"after `{edge.step.trigger}` `{edge.end.lead}` leads beyond its remit in {phase}, and "
            f"nobody of {', '.join(roles)} can take over"
        )
        help_line = "let the remit of a lead of that phase begin there"
        line = explored.nodes[edge.end].line
        yield Hole("E-REMIT", place, message, help_line, line=line)


def cold(explored: Explored, places: Places) -> Iterator[Hole]:
    """W-COLD: a hand-over to a role that never sits in one room with the one before.

    Each pair once, whichever of the two leads first. A file without conferences has no rooms.
    """
    del places
    workflow = explored.workflow
    types = workflow.procedure.conferences.values()
    told: set[frozenset[str]] = set()
    for edge in explored.edges if types else ():
        pair = edge.start.lead, edge.end.lead
        if edge.kind != HAND_OVER or frozenset(pair) in told:
            continue
        told.add(frozenset(pair))
        if any(_sits(one, pair[0]) and _sits(one, pair[1]) for one in types):
            continue
        phase = _led_in(workflow, pair[1])
        message = f"`{pair[0]}` hands over to `{pair[1]}`, and no conference seats both"
        help_line = "seat both in a conference before the hand-over"
        line = explored.handed_over[edge.start, pair[1]]
        yield Hole("W-COLD", ("lead", phase), message, help_line, WARNING, line)


def _sits(kind: ConferenceType, role: str) -> bool:
    return role not in kind.barred and (kind.seats(role) or role in kind.on_need)


def _led_in(workflow: Workflow, role: str) -> str:
    leads = workflow.procedure.leads
    return next(phase.value for phase in leads if workflow.procedure.may_lead(role, phase))
