"""Which step comes next for a person whose course goes through the phases in their order."""

from collections.abc import Container
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final

from ddrflow.model.agency import Phase
from ddrflow.model.workflow import Step, StepKind, Workflow
from ddrflow.simulation.world import Parameter, World

ORDER: Final = (Phase.PRE_INCARCERATION, Phase.CUSTODY, Phase.RELEASE, Phase.POST_RELEASE)
#: Past the last phase: the case has ended.
ENDED: Final = len(ORDER)
#: What a way costs that leaves a phase out, goes back, or is taken by nobody's asking.
SKIPPED: Final = 100
BACK: Final = 1000
HAPPENED: Final = 3
FIRST: Final = 1


@dataclass(frozen=True, slots=True)
class Prospect:
    """What lies ahead of a case in a state.

    `step` is the next one on the plainest way to the end, which those of `by` may take, and
    `instead` what happens in its stead where they do not; `happens` are the steps that can happen
    to a person there, each with how often in a year.
    """

    step: Step | None
    instead: Step | None
    happens: tuple[tuple[Step, Parameter], ...]
    by: tuple[str, ...] = ()


def prospect(workflow: Workflow, world: World, state: str) -> Prospect:
    """What lies ahead in a state of a procedure, in a world."""
    step = onward(workflow, state)
    moves_on = step is not None and step.target.phase is not workflow.states[state].phase
    happens = [
        (one, world.parameters[path])
        for one in workflow.steps_from(state)
        if one.kind is StepKind.HAPPENED
        and (path := f"people.happens.{one.trigger}") in world.parameters
    ]
    if step is None:
        return Prospect(None, None, tuple(happens))
    chance = {one.trigger for one, _ in happens}
    instead = anyway(workflow, step, chance) if moves_on else None
    return Prospect(step, instead, tuple(happens), tuple(sorted(step.by)))


def rank(phase: Phase | None) -> int:
    """How far along the course a phase lies; the end lies last."""
    return ENDED if phase is None else ORDER.index(phase)


def onward(workflow: Workflow, state: str) -> Step | None:
    """The first step of the plainest way from a state to the end; None where there is none.

    The plainest way leaves no phase out, never goes back, and takes steps that agencies ask
    for rather than those that happen to them.
    """
    heap: list[tuple[int, int, str, Step | None]] = [(0, 0, state, None)]
    seen: set[str] = set()
    number = 0
    while heap:
        cost, _, at, first = heappop(heap)
        if at in seen:
            continue
        seen.add(at)
        if workflow.states[at].phase is None:
            return first
        for step in workflow.steps_from(at):
            number += 1
            heappush(heap, (cost + _cost(workflow, step), number, step.target.name, first or step))
    return None


def anyway(workflow: Workflow, step: Step, chance: Container[str]) -> Step | None:
    """What happens in a step's stead where agencies do not take it.

    It leads as far, or one phase further, such as a court that releases whom nobody prepared. No
    case ends by being left alone, and what comes by `chance` comes when chance has it.
    """
    wanted = rank(step.target.phase)
    found = {
        rank(one.target.phase): one
        for one in reversed(workflow.steps_from(step.source_state))
        if one.kind is StepKind.HAPPENED
        and one.target.phase is not None
        and one.trigger not in chance
    }
    return found.get(wanted) or found.get(wanted + 1)


def _cost(workflow: Workflow, step: Step) -> int:
    begins = rank(workflow.states[step.source_state].phase)
    over = rank(step.target.phase) - begins
    way = BACK if over < 0 else SKIPPED * max(0, over - 1)
    return FIRST + way + (HAPPENED if step.kind is StepKind.HAPPENED else 0)
