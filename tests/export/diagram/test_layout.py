"""Nothing in a picture lies over anything else, whatever the procedure is."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddrflow.export.diagram import Picture, compared, picture, svg
from ddrflow.export.outline import steps
from ddrflow.workflow.load import load, shipped
from tests.export.diagram.geometry import Seen, faults, seen
from tests.export.diagram.pictures import (
    SECOND_PRISON,
    changed,
    grown_workflow,
    pictures,
    read,
)
from tests.proof.documents import Mutate, NotHere
from tests.proof.mutators import MUTATORS

MUTATORS_ONCE = [found[0] for found in MUTATORS.values()]


def whole(shown: Picture) -> Seen:
    """A picture as it is read back: without a fault, each state and each step in it once."""
    found = seen(svg(shown))
    assert faults(found) == []
    assert sorted(name for name, _ in found.states) == sorted(one.name for one in shown.nodes)
    assert sorted(one.name for one in found.steps) == sorted(one.name for one in shown.links)
    return found


@pytest.mark.parametrize("name", shipped())
def test_every_state_and_every_step_of_a_shipped_file_is_drawn_once(name: str) -> None:
    """And nothing lies over anything else."""
    workflow = load(name)
    found = whole(picture(workflow))
    assert sorted(state for state, _ in found.states) == sorted(workflow.states)
    drawn = {one.name: one for one in found.steps}
    assert len(drawn) == len(steps(workflow))
    for step in steps(workflow):
        one = drawn[f"{step.trigger} to {step.target}"]
        assert (one.sources, one.target) == (step.sources, step.target)


@pytest.mark.parametrize("name", shipped())
def test_two_shipped_procedures_can_be_laid_over_each_other(name: str) -> None:
    """Nearly everything is new or gone, and still has a place of its own."""
    whole(compared(load("neustart"), load(name)))


def test_a_changed_procedure_is_drawn_with_what_it_was() -> None:
    new = changed("neustart", *SECOND_PRISON)
    for old, then in ((load("neustart"), new), (new, load("neustart"))):
        found = whole(compared(old, then))
        assert {"second", "in-custody"} <= {name for name, _ in found.states}
        assert {"move to second", "back to in-custody"} <= {one.name for one in found.steps}


@pytest.mark.parametrize("mutate", MUTATORS_ONCE, ids=lambda one: one.__name__)
def test_a_mutated_procedure_is_drawn_with_what_it_was(mutate: Mutate) -> None:
    """Whatever is put into a file or taken out of it, in the first one that has a place for it."""
    for name in shipped():
        document = json.loads(load(name).document)
        with suppress(NotHere):
            mutate(document)
            new = read(json.dumps(document))
            whole(compared(load(name), new))
            whole(compared(new, load(name)))
            return
    pytest.fail("no file has a place for it")


def _grown_has_its_place(seed: int) -> None:
    new = grown_workflow(seed)
    old = load(shipped()[seed % len(shipped())])
    found = whole(picture(new))
    assert {one.name for one in found.steps} == {
        f"{one.trigger} to {one.target}" for one in steps(new)
    }
    whole(compared(old, new))
    whole(compared(new, old))


@pytest.mark.parametrize("seed", range(0, 200, 20))
def test_a_grown_procedure_has_a_place_for_everything(seed: int) -> None:
    """Alone, and laid over the file that it was grown from, both ways."""
    _grown_has_its_place(seed)


@pytest.mark.deep
@given(seed=st.integers(0, 10**6))
def test_every_grown_procedure_has_a_place_for_everything(seed: int) -> None:
    """The same for very many."""
    _grown_has_its_place(seed)


@given(shown=pictures())
def test_any_picture_at_all_has_a_place_for_everything(shown: Picture) -> None:
    """Names without an end, states that lead to themselves, many arrows into one state."""
    whole(shown)
