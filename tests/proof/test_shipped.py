"""What is proved of the shipped workflows."""

from functools import cache

import pytest

from ddrflow.errors import Severity
from ddrflow.model.commands import AllowDeviation, Command, OpenCase
from ddrflow.model.standing import MeansGranted
from ddrflow.model.workflow import StepKind
from ddrflow.proof import Proof, prove
from ddrflow.proof.exploring import Explored, explore
from ddrflow.proof.proving import LIMIT
from ddrflow.workflow.load import check_text, load, shipped, text_of


@cache
def proved(name: str) -> Proof:
    """The proof of a shipped workflow."""
    return prove(load(name))


@cache
def explored(name: str) -> Explored:
    """Where the cases of a shipped workflow come."""
    return explore(load(name), LIMIT)


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_workflow_has_no_hole(name: str) -> None:
    """Notes tell what the paper itself is of two minds about, and are no holes."""
    proof = proved(name)
    holes = [(one.code, one.message) for one in proof.holes if one.severity is not Severity.NOTE]
    assert holes == []
    assert proof.is_whole


@pytest.mark.parametrize("name", shipped())
def test_every_state_and_every_step_of_a_shipped_workflow_has_a_history(name: str) -> None:
    """The engine lived each: nothing is inferred from the arrows."""
    found = explored(name)
    workflow = found.workflow
    assert {one.state for one in found.nodes} == set(workflow.states)
    taken = {(one.start.state, one.kind) for one in found.edges if one.step}
    assert taken == set(workflow.steps)


@pytest.mark.parametrize("name", shipped())
def test_a_history_of_the_proof_sets_no_rule_aside(name: str) -> None:
    """A deviation is no way to meet a rule, and no refusal is passed over."""
    for node in explored(name).nodes.values():
        commands = [one.done for one in node.line.moves() if isinstance(one.done, Command)]
        assert not any(isinstance(one, AllowDeviation) for one in commands)


@pytest.mark.parametrize("name", shipped())
def test_whoever_says_no_never_comes_to_fewer_states_of_a_shipped_workflow_that_end(
    name: str,
) -> None:
    """From every situation after a no somebody can bring the case to its end."""
    found = explored(name)
    ends = {
        one.start
        for one in found.edges
        if one.step and one.step.kind is StepKind.ASKS and one.step.target.phase is None
    }
    assert any(one.says_no for one in ends) or not found.workflow.procedure.consents
    assert any(not one.says_no for one in ends)


def test_what_is_said_against_everybody_who_may_lead_is_a_note() -> None:
    """The paper names the municipality as lead in Catalonia, against its general view."""
    notes = [one for one in proved("catalonia").holes if one.path == ("lead", "post-release")]
    assert [(one.code, one.severity) for one in notes] == [("N-CONTESTED", Severity.NOTE)]
    assert notes[0].message == (
        "everybody who may lead in post-release is contested as coordinator: `municipality`"
    )


def test_a_search_that_is_cut_short_proves_nothing_and_tells_of_no_hole() -> None:
    """It may not have come to the way around what looks like one."""
    proof = prove(load("catalonia"), limit=20)
    assert not proof.is_whole
    assert proof.holes == ()
    assert proof.asked >= 20


def test_the_same_file_is_proved_alike_each_time() -> None:
    """No order of sets, no clock and no chance is in it."""
    assert prove(load("neustart")) == prove(load("neustart"))


def test_what_stands_above_the_cases_is_supplied_before_a_case_is_opened() -> None:
    """A lead that needs means gets them first, as the refusal of the opening says."""
    text = text_of("neustart").decode()
    old = "  pre-incarceration: {roles: [state-security, neustart], source: local choice}\n"
    assert text.count(old) == 1
    rule = "{lead.has-means: {strength: must, source: local choice}}"
    new = f"  pre-incarceration: {{roles: [neustart], rules: [{rule}], source: local choice}}\n"
    workflow = check_text(text.replace(old, new).encode(), "means.yaml").workflow
    assert workflow is not None
    found = explore(workflow, LIMIT)
    first = next(iter(found.nodes.values())).line
    kinds = [type(one.done) for one in first.moves()]
    assert kinds[-1] is OpenCase
    assert set(kinds[:-1]) == {MeansGranted}
    assert [one for one in prove(workflow).holes if one.severity is Severity.ERROR] == []
