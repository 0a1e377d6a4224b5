"""An independent reader finds the same holes in the case graph as the check and the proof.

The reader is pm4py: it makes a Petri net of the BPMN and asks WOFLAN whether that is sound. The
graph holds no rules, so the two notions are compared where both can speak: see
docs/explanation/independent-reader.md.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Final

import pytest

from ddrflow.errors import Severity
from ddrflow.export import bpmn
from ddrflow.model.workflow import Workflow
from ddrflow.proof import prove
from ddrflow.proof.exploring import Explored, explore
from ddrflow.proof.places import places_of
from ddrflow.proof.proving import LIMIT
from ddrflow.workflow.load import check_text, load, shipped
from tests.deep.graphs import as_lived, broken, drawn, one_by_one, without_ways_into
from tests.deep.reading import Soundness, soundness
from tests.proof.documents import Document, NotHere
from tests.proof.mutators import MUTATORS
from tests.proof.sound import grown
from tests.proof.test_seeded import faulty

pytestmark = pytest.mark.deep

SHIPPED: Final = shipped()
GROWN: Final = range(200)
BROKEN: Final = range(300)
FAULTS: Final = [(code, mutate) for code, mutates in MUTATORS.items() for mutate in mutates]
#: What the proof says where a step or a state is closed for good, or an end is.
CLOSED: Final = frozenset({"E-UNREACHED", "E-DEAD-STEP", "E-CLASH", "E-REMIT"})
ENDLESS: Final = frozenset({"E-NO-END", "E-STRANDED"})
UNREACHED: Final = re.compile(r"no path leads to state `([a-z0-9-]+)`")
TRAP: Final = re.compile(r"no end can be reached from state `([a-z0-9-]+)`")


@cache
def grown_workflow(seed: int) -> Workflow:
    """A workflow that is sound by how it was made."""
    document = grown(seed)
    found = check_text(json.dumps(document).encode(), f"{document['workflow']}.yaml").workflow
    assert found is not None
    return found


def sound_nodes(found: Soundness, workflow: Workflow) -> None:
    """The reader saw every node, and finds nothing wrong with any."""
    assert found == Soundness(
        sound=True,
        nodes=1 + len(workflow.states) + len(workflow.steps),
        never=frozenset(),
        lost=frozenset(),
    )


def test_the_reader_finds_every_shipped_workflow_sound_as_the_proof_does(tmp_path: Path) -> None:
    workflows = [load(name) for name in SHIPPED]
    for workflow, found in zip(
        workflows, soundness([bpmn(one) for one in workflows], tmp_path), strict=True
    ):
        sound_nodes(found, workflow)
        errors = [one.code for one in prove(workflow).holes if one.severity is Severity.ERROR]
        assert errors == []


def test_the_reader_finds_every_grown_workflow_sound(tmp_path: Path) -> None:
    """Sound by how they were made; that the proof finds no hole in them is tested with it."""
    workflows = [grown_workflow(seed) for seed in GROWN]
    for workflow, found in zip(
        workflows, soundness([bpmn(one) for one in workflows], tmp_path), strict=True
    ):
        sound_nodes(found, workflow)


# ---- faults of the graph alone: what `ddrflow check` refuses as E-GRAPH


def told(document: Document) -> tuple[set[str], set[str]]:
    """The states that the check says nothing leads to, and those that it says have no end."""
    messages = [one.message for one in check_text(json.dumps(document).encode(), "b.yaml").findings]
    return (
        {found[1] for one in messages if (found := UNREACHED.fullmatch(one))},
        {found[1] for one in messages if (found := TRAP.match(one))},
    )


def a_broken_graph(seed: int) -> tuple[Document, Workflow]:
    """A shipped or a grown file with arrows left out or led astray, and the graph of it."""
    chance = Random(seed)  # noqa: S311 - reproducible, not secret
    name = chance.choice([*SHIPPED, ""])
    workflow = load(name) if name else grown_workflow(seed % len(GROWN))
    document = broken(json.loads(workflow.document), chance)
    return document, drawn(workflow, document)


def test_the_reader_names_the_states_that_the_check_refuses_and_no_others(tmp_path: Path) -> None:
    """Nothing leads to them, or no end is in reach from them: on three hundred broken graphs."""
    graphs = [a_broken_graph(seed) for seed in BROKEN]
    answers = soundness([bpmn(workflow) for _, workflow in graphs], tmp_path)
    kinds = set()
    for (document, workflow), found in zip(graphs, answers, strict=True):
        unreached, trapped = told(document)
        assert found.states(found.never) == unreached
        # From where nothing comes, nothing goes on: the reader tells only of what a run meets.
        assert found.states(found.lost) == trapped - unreached
        dead = {key for key in workflow.steps if key[0] in unreached}
        assert found.steps(found.never) == dead
        assert found.sound == (not unreached and not trapped)
        kinds.add((bool(unreached), bool(trapped - unreached)))
    assert kinds == {(False, False), (True, False), (False, True), (True, True)}


def test_a_file_with_a_step_for_each_state_is_the_same_graph() -> None:
    """Else the faults above would be faults of another file."""
    for name in SHIPPED:
        workflow = load(name)
        document = one_by_one(json.loads(workflow.document))
        again = check_text(json.dumps(document).encode(), f"{name}.yaml").workflow
        assert again is not None
        assert set(again.steps) == set(workflow.steps)
        assert drawn(workflow, document).steps == workflow.steps


# ---- faults of the rules: the graph alone shows none of them


@cache
def faults(name: str) -> tuple[tuple[str, str, Workflow], ...]:
    """Every seeded fault that a shipped file has a place for: its code, its name, the workflow."""
    found = []
    for code, mutate in FAULTS:
        try:
            found.append((code, mutate.__name__, faulty(name, mutate)))
        except NotHere:
            continue
    return tuple(found)


@pytest.mark.parametrize("name", SHIPPED)
def test_no_fault_of_a_rule_is_seen_in_the_graph_alone(name: str, tmp_path: Path) -> None:
    """What the export leaves out it leaves out wholly: this is why there is a proof."""
    listed = faults(name)
    assert len(listed) >= 10
    answers = soundness([bpmn(workflow) for _, _, workflow in listed], tmp_path)
    for (_, _, workflow), found in zip(listed, answers, strict=True):
        sound_nodes(found, workflow)


@dataclass(frozen=True, slots=True)
class Lived:
    """A workflow with a fault as the proof lived it, and the holes that it tells of, by code."""

    code: str
    fault: str
    found: Explored
    holes: Mapping[str, frozenset[str]]

    def told(self, codes: frozenset[str]) -> set[str]:
        """Where the holes of these codes are."""
        return {place for code in codes for place in self.holes.get(code, ())}


def lived(code: str, fault: str, workflow: Workflow) -> Lived:
    """Explore a workflow, and prove it."""
    holes: dict[str, frozenset[str]] = {}
    for one in prove(workflow).holes:
        holes[one.code] = holes.get(one.code, frozenset()) | {str(one.path[1])}
    return Lived(code, fault, explore(workflow, LIMIT), holes)


@cache
def every(name: str) -> tuple[Lived, ...]:
    """A shipped file and each of its faults. Where nobody can open a case, nothing is lived."""
    found = [lived("", "none", load(name))]
    found += [lived(*one) for one in faults(name)]
    return tuple(one for one in found if one.found.nodes)


def closed(found: Explored) -> set[tuple[str, str]]:
    """The steps of lines of the file that no history fired from anywhere."""
    places = places_of(found.workflow)
    fired = {places.step(one.step) for one in found.edges if one.step}
    return {key for key, step in found.workflow.steps.items() if places.step(step) not in fired}


def lived_graph(found: Explored) -> str:
    """The graph with the way into each step closed that no history fires.

    A line of the file that is fired from some of its states is no hole: where it is not fired
    it is left out.
    """
    workflow = found.workflow
    fired = {(one.start.state, one.kind) for one in found.edges if one.step}
    shut = closed(found)
    kept = {key: one for key, one in workflow.steps.items() if key in fired | shut}
    return without_ways_into(bpmn(replace(workflow, steps=kept)), shut)


@pytest.mark.parametrize("name", SHIPPED)
def test_with_the_closed_steps_shut_the_reader_finds_the_states_that_are_not_reached(
    name: str, tmp_path: Path
) -> None:
    """The proof says which step no history fires; what follows from it both say alike."""
    listed = every(name)
    answers = soundness([lived_graph(one.found) for one in listed], tmp_path)
    for one, answer in zip(listed, answers, strict=True):
        states = set(one.found.workflow.states)
        assert answer.states(answer.never) == states - {each.state for each in one.found.nodes}
        assert answer.steps(answer.never) == closed(one.found)
        assert one.told(frozenset({"E-UNREACHED"})) <= answer.states(answer.never)
        if one.code in ("E-UNREACHED", "E-DEAD-STEP", "E-CLASH"):
            assert not answer.sound, one.fault
        if not one.told(CLOSED):
            assert not answer.never, one.fault


@pytest.mark.parametrize("name", SHIPPED)
def test_in_the_situations_that_were_lived_the_reader_finds_the_same_without_an_end(
    name: str, tmp_path: Path
) -> None:
    """For every seeded fault they agree whether a case can be lost, and where."""
    listed = every(name)
    graphs = [as_lived(one.found) for one in listed]
    answers = soundness([bpmn(workflow) for workflow, _ in graphs], tmp_path)
    for one, (_, by_name), answer in zip(listed, graphs, answers, strict=True):
        told_by_proof = one.told(ENDLESS)
        # Where every case is lost, the reader says so of the opening too, which is no situation.
        names = answer.states(answer.lost) & set(by_name)
        lost = {by_name[each].state for each in names}
        assert bool(lost) == bool(told_by_proof), one.fault
        assert told_by_proof <= lost, one.fault
        assert answer.sound == (not told_by_proof), one.fault
    assert {answer.sound for answer in answers} == {True, False}


def test_a_reader_that_is_missing_is_a_failure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Never a test that is skipped."""
    monkeypatch.setattr("tests.deep.reading.PYTHON", tmp_path / "bin" / "python")
    with pytest.raises(AssertionError, match="run `make test-deep`"):
        soundness([bpmn(load("mappa"))], tmp_path)
