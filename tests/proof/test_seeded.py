"""Faults that are put into the shipped files are found, each with a history that leads there."""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace

import pytest

from ddrflow.bootstrap import for_story
from ddrflow.model.workflow import Workflow
from ddrflow.proof import Hole, prove, story_of
from ddrflow.proof.shortest import replayed, same_end, same_refusal
from ddrflow.stories import read_story, run
from ddrflow.workflow.load import check_text, load, shipped
from tests.proof.documents import Mutate, NotHere
from tests.proof.mutators import MUTATORS

EVERY = [(code, mutate) for code, mutates in MUTATORS.items() for mutate in mutates]
NAMES = shipped()
#: In how many files each fault is tried on every commit; in all of them in the long campaign.
QUICK = 1


def faulty(name: str, mutate: Mutate) -> Workflow:
    """A shipped workflow with a fault that no schema sees. Raises NotHere."""
    document = deepcopy(json.loads(load(name).document))
    mutate(document)
    checked = check_text(json.dumps(document).encode(), f"{name}.yaml")
    assert [str(one) for one in checked.errors] == []
    assert checked.workflow is not None
    return checked.workflow


def turned(number: int) -> list[str]:
    """The files in an order of its own for each fault, so that all of them have their turn."""
    start = number % len(NAMES)
    return [*NAMES[start:], *NAMES[:start]]


def fitting(number: int, mutate: Mutate) -> Iterator[tuple[str, Workflow]]:
    """The files that have a place for a fault."""
    for name in turned(number):
        try:
            yield name, faulty(name, mutate)
        except NotHere:
            continue


def found(code: str, workflow: Workflow) -> Hole:
    """The hole of a code; the first where there are several."""
    holes = prove(workflow).holes
    assert code in [one.code for one in holes]
    return next(one for one in holes if one.code == code)


def plays(hole: Hole) -> None:
    """The history is a story, and the engine answers as the proof says."""
    if hole.line is not None:
        text = story_of(hole, "a-history-of-the-proof")
        run(read_story(text.encode(), "history.yaml"), hole.line.workflow, for_story)


def is_shortest(hole: Hole) -> None:
    """No single move can be left out of it."""
    if hole.line is None:
        return
    refused = hole.refused
    holds = same_refusal(hole.line, refused) if refused else same_end(hole.line)
    moves = hole.line.moves()
    for number in range(len(moves)):
        others = [*moves[:number], *moves[number + 1 :]]
        lived = replayed(hole.line.workflow, others) if others else None
        assert lived is None or lived.case is None or not holds(lived), moves[number]


@pytest.mark.parametrize(
    ("number", "code", "mutate"),
    [(number, code, mutate) for number, (code, mutate) in enumerate(EVERY)],
    ids=[mutate.__name__ for _, mutate in EVERY],
)
def test_a_fault_is_found_with_the_shortest_history_that_leads_there(
    number: int, code: str, mutate: Mutate
) -> None:
    """The history is played on a real engine, and each of its moves is needed."""
    tried = 0
    for _, workflow in fitting(number, mutate):
        hole = found(code, workflow)
        plays(hole)
        is_shortest(hole)
        tried += 1
        if tried == QUICK:
            return
    assert tried == QUICK, "too few files have a place for it"


@pytest.mark.deep
@pytest.mark.parametrize("name", NAMES)
def test_every_fault_is_found_in_every_file_that_has_a_place_for_it(name: str) -> None:
    """As above, everywhere."""
    tried = 0
    for code, mutate in EVERY:
        try:
            workflow = faulty(name, mutate)
        except NotHere:
            continue
        plays(found(code, workflow))
        tried += 1
    assert tried >= 10


def test_there_are_two_faults_at_least_for_each_code() -> None:
    """One alone could be found by chance."""
    assert all(len(mutates) > 1 for mutates in MUTATORS.values())


def test_a_hole_that_no_history_shows_has_no_story() -> None:
    """What is seen in the file alone is told without one."""
    hole = Hole("E-READER", ("documents",), "seen in the file")
    assert story_of(hole, "none") == ""
    assert replace(hole, help="mend it").line is None
