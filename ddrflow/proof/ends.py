"""Cases that never end, that wait for nobody, and what a no leads to."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from ddrflow.model.agency import Phase
from ddrflow.model.workflow import StepKind
from ddrflow.proof.exploring import Explored
from ddrflow.proof.found import Hole
from ddrflow.proof.places import Places
from ddrflow.proof.situation import Node, Situation

#: From before prison until long after it.
ORDER: Final = {phase: number for number, phase in enumerate(Phase)}


def endless(explored: Explored, places: Places) -> Iterator[Hole]:
    """E-NO-END, E-STRANDED: a situation from which nobody can bring the case to its end.

    A death or an acquittal ends a case too, and is nobody's to bring about: where the file has
    an end that somebody decides on, that one must be in reach. Told where the way is lost, and
    not of everything before it.
    """
    del places
    ending = _ending(explored)
    lost = {one: node for one, node in explored.nodes.items() if node.phase and one not in ending}
    told: set[tuple[str, str]] = set()
    for situation, node in _first_to_tell(explored, lost, ending):
        code = "E-STRANDED" if situation.says_no and _willing(situation) in ending else "E-NO-END"
        if (code, situation.state) not in told:
            told.add((code, situation.state))
            yield _never_ends(code, node)


def _first_to_tell(
    explored: Explored, lost: Mapping[Situation, Node], ending: set[Situation]
) -> list[tuple[Situation, Node]]:
    """Where a yes would have led on, or where nothing leads to another state; else all of them."""
    last = [one for one, node in lost.items() if _is_last(explored, one, ending)]
    return [(one, lost[one]) for one in last or lost]


def _is_last(explored: Explored, situation: Situation, ending: set[Situation]) -> bool:
    if situation.says_no and _willing(situation) in ending:
        after = {one.kind for one in explored.edges_from(situation)}
        before = (one for one in explored.edges_from(_willing(situation)) if one.step)
        onward = (one for one in before if one.end in ending or _is_final(explored, one.end))
        return any(one.kind not in after for one in onward)
    return all(one.end.state == situation.state for one in explored.edges_from(situation))


def _is_final(explored: Explored, situation: Situation) -> bool:
    return explored.nodes[situation].phase is None


def _never_ends(code: str, node: Node) -> Hole:
    place = ("states", node.situation.state)
    if code == "E-STRANDED":
        message = f"a no strands the case in {node.situation}: no history leads to an end any more"
        help_line = "let a way on from there not rest on consent"
        return Hole(code, place, message, help_line, line=node.line)
    message = f"from {node.situation} no history leads to an end"
    return Hole(code, place, message, "let a step lead on from there", line=node.line)


def _ending(explored: Explored) -> set[Situation]:
    """The situations from which an end can be brought about."""
    steps = explored.workflow.steps.values()
    kinds = {one.kind for one in steps if one.target.phase is None}
    wanted = StepKind.ASKS if StepKind.ASKS in kinds else StepKind.HAPPENED
    last = (one for one in explored.edges if one.step and one.step.target.phase is None)
    decided = [one for one in last if one.step and one.step.kind is wanted]
    before: dict[Situation, set[Situation]] = {}
    for one in explored.edges:
        before.setdefault(one.end, set()).add(one.start)
    ending, waiting = set[Situation](), {one.start for one in decided}
    while waiting:
        ending |= waiting
        waiting = {start for one in waiting for start in before.get(one, ())} - ending
    return ending


def sanctions(explored: Explored, places: Places) -> Iterator[Hole]:
    """E-SANCTION: after a no, all that can be decided is to go back.

    Where the same people could go on or end the case had the client said yes, a way that leads
    only to an earlier phase reads as a sanction.
    """
    del places
    told: set[str] = set()
    for situation, node in explored.nodes.items():
        if not situation.says_no or situation.state in told or node.phase is None:
            continue
        after, before = (_decided(explored, one) for one in (situation, _willing(situation)))
        if after and all(_goes_back(one, node.phase) for one in after) and before - after:
            told.add(situation.state)
            steps = ", ".join(f"`{trigger}`" for trigger, _ in sorted(after))
            message = (
                f"after a no in `{situation.state}` only {steps} can be decided, which goes back"
            )
            help_line = "let a way on from there not rest on consent"
            yield Hole(
                "E-SANCTION", ("states", situation.state), message, help_line, line=node.line
            )


def _willing(situation: Situation) -> Situation:
    return replace(situation, says_no=False)


def _decided(explored: Explored, situation: Situation) -> set[tuple[str, Phase | None]]:
    """The steps that somebody can decide on there, and the phases that they lead to."""
    return {
        (one.step.trigger, one.step.target.phase)
        for one in explored.edges_from(situation)
        if one.step and one.step.kind is StepKind.ASKS
    }


def _goes_back(step: tuple[str, Phase | None], phase: Phase) -> bool:
    target = step[1]
    return target is not None and ORDER[target] < ORDER[phase]


def waiting(explored: Explored, places: Places) -> Iterator[Hole]:
    """E-WAITS: a state that no review and no limit looks at, and where nobody may act."""
    del places
    workflow = explored.workflow
    watched = {state for one in workflow.reviews.values() for state in one.states}
    acting = {
        one.start.state for one in explored.edges if one.step and one.step.kind is StepKind.ASKS
    }
    told: set[str] = set()
    for situation, node in explored.nodes.items():
        name = situation.state
        if node.phase is None or workflow.states[name].limit or name in watched | acting | told:
            continue
        told.add(name)
        message = f"in `{name}` a case waits: no review, no limit, and nobody who may act"
        help_line = "give it a review, a `limit`, or a step that somebody asks for"
        yield Hole("E-WAITS", ("states", name), message, help_line, line=node.line)
