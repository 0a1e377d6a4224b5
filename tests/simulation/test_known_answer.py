"""A world whose answer is known: what waits for few coordinators waits as Erlang worked out.

Nothing that is only held against itself is shown to be right.
"""

from math import factorial
from typing import Final

from ddrflow.model.workflow import Workflow
from ddrflow.simulation.replication import Window
from ddrflow.simulation.run import replicate, study
from ddrflow.simulation.statistics.interval import ratio_interval
from ddrflow.simulation.world_file import read_world
from ddrflow.workflow.load import check_text
from tests.simulation.worlds import BEGINS, YEAR, world_text

GAP: Final = 30.0
TAKES: Final = 45.0
COORDINATORS: Final = 2
CASES: Final = 260
#: Before the queue is as long as it stays.
WARM: Final = 100
REPLICATIONS: Final = 14

PROCEDURE: Final = """\
ddrflow: 1
workflow: queue
version: 1
title: Everybody waits for one talk
time_zone: Europe/Vienna
sources: {act: A made-up act}
agencies:
  unit: {kind: probation}
  client: {kind: client}
lead:
  custody: {roles: [unit], source: act}
rules:
  lead.eligible: {source: act}
states:
  waiting: {phase: custody, initial: true}
  talked: {final: true}
steps:
  - trigger: go
    from: waiting
    to: talked
    by: [unit]
    source: act
    rules: [conference.held: {type: talk, source: act}]
conferences:
  talk:
    title: A talk
    convened_by: [unit]
    core: [unit]
    information: internal
    source: act
    stages: [talk]
"""


def procedure() -> Workflow:
    found = check_text(PROCEDURE.encode(), "queue.yaml")
    assert found.workflow is not None, found.findings
    return found.workflow


def world() -> bytes:
    """People come at any time alike, talks take any time alike, and everybody always comes."""
    changes = (
        ("value: 90, source: assumed, range: [89, 108]", "value: 100, source: assumed"),
        (
            'custody: {unit: years, lognormal: {median: 2, spread: "1.6"}',
            "custody: {unit: days, value: 1",
        ),
        ('default: {unit: years, exponential: {mean: "6.7"}', "default: {unit: years, value: 200"),
    )
    text = world_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    shared = (
        f"capacity:\n  coordinators: {{unit: persons, value: {COORDINATORS}, source: assumed}}\n"
        f"  coordinating: {{unit: days, exponential: {{mean: {TAKES:g}}}, source: assumed}}\n"
    )
    return (text + shared).encode()


def erlang_c(servers: int, load: float) -> float:
    """How often somebody has to wait at all."""
    last = load**servers / factorial(servers) * servers / (servers - load)
    return last / (sum(load**one / factorial(one) for one in range(servers)) + last)


def test_the_wait_for_a_coordinator_is_the_one_that_is_known() -> None:
    of = study(procedure(), read_world(world(), "queue.yaml"), Window(CASES, BEGINS, 30 * YEAR), 11)
    counts = []
    for number in range(REPLICATIONS):
        lived = replicate(of, number)
        days = [one.value for case in lived.cases[WARM:] for one in case.seen["days-queued"]]
        assert len(days) == CASES - WARM
        counts.append((sum(days), len(days)))
    found = ratio_interval(counts)
    assert found is not None
    assert found.low is not None
    assert found.high is not None
    load = TAKES / GAP
    known = erlang_c(COORDINATORS, load) / (COORDINATORS / TAKES - 1 / GAP)
    assert round(known, 1) == 57.9
    assert found.low <= known <= found.high
    assert found.high - found.low < known
