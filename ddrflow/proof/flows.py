"""Needs that nobody answers, readers who may not read, and who is told beyond their remit."""

from collections.abc import Iterator

from ddrflow.decide.filling import actor_of
from ddrflow.model.commands import AnswerNeed, IdentifyNeed
from ddrflow.model.sight import classes_of
from ddrflow.model.workflow import Workflow
from ddrflow.proof.exploring import Explored
from ddrflow.proof.found import Hole, KeyPath
from ddrflow.proof.line import Line
from ddrflow.proof.places import Places
from ddrflow.proof.reaching import Stuck, reach
from ddrflow.proof.situation import Node


def unanswered(explored: Explored, places: Places) -> Iterator[Hole]:
    """E-NEED: a kind of need that nobody can answer whom the file brings in for it.

    Whoever leads could write an answer down; what is asked is whether those who are listed for
    it have a remit anywhere.
    """
    workflow = explored.workflow
    for kind in workflow.procedure.needs:
        nodes = [one for one in explored.nodes.values() if one.phase and not one.situation.says_no]
        if not nodes or any(_is_answered(explored, node, kind) for node in nodes):
            continue
        message = f"a need of the kind `{kind}` has nobody who can answer it"
        help_line = "let an agency whose remit reaches there answer it (`on_need`)"
        yield Hole("E-NEED", places.need(kind), message, help_line, line=nodes[0].line)


def _is_answered(explored: Explored, node: Node, kind: str) -> bool:
    search, line = explored.search(says_no=False), node.line
    name = f"need-{line.length}"
    agencies = line.workflow.procedure.agencies.values()
    owners = [one.role for one in agencies if kind in one.answers] or [
        one.role for one in agencies if one.kind.is_professional
    ]
    lead = actor_of(line, node.situation.lead)
    for owner in owners:
        found: Line | Stuck = reach(
            search, line, IdentifyNeed(actor=lead, need=name, kind=kind, owner=owner)
        )
        if isinstance(found, Line):
            found = reach(search, found, AnswerNeed(actor=actor_of(found, owner), need=name))
        if isinstance(found, Line) and found.last and found.last.actor.role == owner:
            return True
    return False


def readers(explored: Explored, places: Places) -> Iterator[Hole]:
    """E-READER: a document of a class that somebody for whom it is made may not see."""
    del places
    procedure = explored.workflow.procedure
    for name, kind in procedure.documents.items():
        for number, role in enumerate(kind.to):
            if kind.information not in classes_of(procedure, role):
                message = (
                    f"`{name}` is {kind.information}, and made for `{role}`, who may not see it"
                )
                help_line = f"leave `{role}` out, or let the document be of a class that it sees"
                yield Hole("E-READER", ("documents", name, "to", number), message, help_line)


def escalations(explored: Explored, places: Places) -> Iterator[Hole]:
    """E-ESCALATION: whoever is told of what was missed has no remit in that phase."""
    workflow = explored.workflow
    for rule in workflow.reviews.values():
        for state in sorted(rule.states):
            for role in rule.escalate_to:
                path = places.review(rule.name, "then", "escalate_to")
                yield from _beyond(workflow, state, role, path, f"review `{rule.name}`")
    for name, one in workflow.states.items():
        for role in one.limit.escalate_to if one.limit else ():
            path = ("states", name, "limit", "then", "escalate_to")
            yield from _beyond(workflow, name, role, path, f"the limit of `{name}`")


def _beyond(workflow: Workflow, state: str, role: str, path: KeyPath, what: str) -> Iterator[Hole]:
    phase, agency = workflow.states[state].phase, workflow.procedure.agencies[role]
    if phase is None or phase in agency.phases:
        return
    message = f"{what} tells `{role}`, whose remit does not reach into {phase} (`{state}`)"
    yield Hole("E-ESCALATION", path, message, "name somebody who is there in that phase")
