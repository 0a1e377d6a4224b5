"""Whether a trace is one of a workflow's, found by walking its steps; and traces that are none."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from ddrflow.export import Trace
from ddrflow.model.workflow import Workflow

UNKNOWN: Final = "no-such-step"


def stands(workflow: Workflow, triggers: Sequence[str]) -> str | None:
    """The state in which a case stands after these steps; None where they cannot be taken."""
    state = workflow.initial.name
    for trigger in triggers:
        step = workflow.steps.get((state, trigger))
        if step is None:
            return None
        state = step.target.name
    return state


def is_whole(workflow: Workflow, triggers: Sequence[str]) -> bool:
    """They lead from the opening to an end."""
    state = stands(workflow, triggers)
    return state is not None and workflow.states[state].phase is None


@dataclass(frozen=True, slots=True)
class Planted:
    """A trace that was tampered with: how, and how many moves would mend it at the most."""

    how: str
    triggers: tuple[str, ...]
    mended_by: int


def planted(workflow: Workflow, triggers: Sequence[str], chance: Random) -> Iterator[Planted]:
    """A trace with one step dropped, doubled, swapped with the next, put in, or replaced."""
    names = workflow.triggers()
    for number, trigger in enumerate(triggers):
        before, after = tuple(triggers[:number]), tuple(triggers[number + 1 :])
        yield Planted("dropped", (*before, *after), 1)
        yield Planted("doubled", (*before, trigger, trigger, *after), 1)
        yield Planted("put in", (*before, chance.choice(names), trigger, *after), 1)
        yield Planted("unknown", (*before, UNKNOWN, trigger, *after), 1)
        yield Planted("replaced", (*before, chance.choice(names), *after), 2)
        if after and after[0] != trigger:
            yield Planted("swapped", (*before, after[0], trigger, *after[1:]), 2)


def tampered(trace: Trace, triggers: Sequence[str], case_id: str) -> Trace:
    """The trace of another case with these steps: the log holds what somebody made of it."""
    some = trace.moves[0]
    moves = tuple(replace(some, step=replace(some.step, trigger=one)) for one in triggers)
    return replace(trace, case_id=case_id, moves=moves)
