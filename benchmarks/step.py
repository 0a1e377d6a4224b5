"""A step in memory against its floor and its peers, all in one run.

Prints ratios: figures in microseconds belong to the machine of the day. Nothing is asserted.
"""

import gc
import sys
import timeit
import tracemalloc
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Final

from statemachine import State, StateMachine
from transitions import Machine

from benchmarks import ring
from ddrflow.decide import decide
from ddrflow.model.case import Case
from ddrflow.model.events import Entry, Event
from ddrflow.model.fold import evolve

ROUNDS: Final = 15
LAPS: Final = 100
STEPS: Final = LAPS * len(ring.LAP)


@dataclass(slots=True)
class Token:
    """What the peers and the floor move: a state, and the two facts that guards read."""

    state: str = "s0"
    told: bool = True
    planned: bool = True


def floor() -> Callable[[], None]:
    """A dictionary, two function calls, an attribute: nothing can be less."""
    table = {(source, trigger): target for trigger, source, target in ring.ARROWS}

    def told(token: Token) -> bool:
        return token.told

    def planned(token: Token) -> bool:
        return token.planned

    def lap() -> None:
        token = Token()
        for _ in range(LAPS):
            for trigger, _ in ring.LAP:
                target = table[token.state, trigger]
                if told(token) and planned(token):
                    token.state = target

    return lap


def with_transitions() -> Callable[[], None]:
    """The library's own trigger with two conditions."""
    machine = Machine(
        model=None,
        states=list(ring.STATES),
        initial="s0",
        transitions=[
            {
                "trigger": trigger,
                "source": source,
                "dest": target,
                "conditions": [
                    lambda event: event.model.told,
                    lambda event: event.model.planned,
                ],
            }
            for trigger, source, target in ring.ARROWS
        ],
        auto_transitions=False,
        send_event=True,
    )

    def lap() -> None:
        token = Token()
        for _ in range(LAPS):
            for trigger, _ in ring.LAP:
                machine.events[trigger].trigger(token)

    return lap


def with_statemachine() -> Callable[[], None]:
    """python-statemachine with two guards on every transition."""
    states = {name: State(initial=name == "s0") for name in ring.STATES}
    space: dict[str, object] = dict(states)
    for trigger, source, target in ring.ARROWS:
        name = trigger.replace("-", "_")
        space[name] = states[source].to(states[target], cond=["is_told", "is_planned"])
    space["is_told"] = lambda _machine: True
    space["is_planned"] = lambda _machine: True
    machine = type("Ring", (StateMachine,), space)()
    names = [trigger.replace("-", "_") for trigger, _ in ring.LAP]

    def lap() -> None:
        for _ in range(LAPS):
            for name in names:
                machine.send(name)

    return lap


def with_decide(case: Case, *, evolving: bool) -> Callable[[], None]:
    """Our decision with every verdict, and the case after it if asked."""
    workflow, commands = ring.workflow(), ring.commands()
    cases = [case]
    for command in commands:
        decision = decide(workflow, cases[-1], None, command, ring.NOW)
        cases.append(_after(cases[-1], decision.drafts[0].event))

    def deciding() -> None:
        pairs = list(zip(cases, commands, strict=False))
        for _ in range(LAPS):
            for here, command in pairs:
                decide(workflow, here, None, command, ring.NOW)

    def moving() -> None:
        here = case
        for _ in range(LAPS):
            for command in commands:
                decision = decide(workflow, here, None, command, ring.NOW)
                here = _after(here, decision.drafts[0].event)

    return moving if evolving else deciding


def _after(case: Case, event: Event) -> Case:
    seq = case.version + 1
    return evolve(case, Entry("C-1", seq, ring.NOW, ring.NOW, ring.ACTOR, event, seq))


def rounds(contestants: Mapping[str, Callable[[], None]]) -> dict[str, list[float]]:
    """Microseconds a step, round by round, the contestants in turn.

    A ratio is taken within a round, so that a machine that slows down slows all alike.
    """
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(ROUNDS):
        for name, lap in contestants.items():
            times[name].append(timeit.timeit(lap, number=1) / STEPS * 1e6)
    return times


def ratio(upper: list[float], lower: list[float]) -> float:
    """The median of the ratios of the rounds."""
    return median(one / other for one, other in zip(upper, lower, strict=True))


def bytes_per_case(count: int) -> float:
    """What one more case costs in memory, its workflow shared."""
    workflow = ring.workflow()
    gc.collect()
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    kept = [ring.case(workflow) for _ in range(count)]
    gc.collect()
    after, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return (after - before) / len(kept)


def main() -> None:
    """Run every contestant in turn and print the table."""
    case = ring.case(ring.workflow())
    contestants = {
        "floor: dict step, two guards": floor(),
        "ddrflow: decide, two rules, every verdict": with_decide(case, evolving=False),
        "ddrflow: decide and evolve": with_decide(case, evolving=True),
        "transitions: trigger, two conditions": with_transitions(),
        "python-statemachine: send, two guards": with_statemachine(),
    }
    times = rounds(contestants)
    bare, decided, moved, library, peer = times.values()
    out = sys.stdout.write
    out(f"{STEPS} steps a round, {ROUNDS} rounds in turn; medians\n")
    for name, figures in times.items():
        out(f"  {name:45} {median(figures):8.2f} us   {ratio(figures, bare):7.1f} x floor\n")
    out(f"transitions / decide            {ratio(library, decided):6.1f}   (aim: 4 or more)\n")
    out(f"python-statemachine / decide    {ratio(peer, decided):6.1f}   (aim: 20 or more)\n")
    out(f"decide and evolve / floor       {ratio(moved, bare):6.1f}")
    out(f"   ({median(moved):.2f} us; aim: 10 us)\n")
    few, many = bytes_per_case(100), bytes_per_case(1000)
    out(f"memory a case: {few:.0f} bytes of 100, {many:.0f} of 1,000 (flat: {many / few:.2f})\n")


if __name__ == "__main__":
    main()
