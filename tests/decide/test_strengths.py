"""How binding a rule is decides what becomes of its answer; nothing else does."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddrflow.model.decision import Outcome
from ddrflow.model.events import BreachOpened
from ddrflow.model.rule import RuleUse, use
from ddrflow.model.source import Strength
from ddrflow.model.verdict import Answer, Status
from ddrflow.rules.base import NoParameters
from tests.builders import opened
from tests.decide.toys import ALL, CELLS, SOURCE, TABLE, decided, toy, toy_use
from tests.synthetic import built
from tests.verdicts import said


def test_the_table_has_every_cell() -> None:
    """Four strengths by four answers."""
    assert set(TABLE) == {(strength, status) for strength in Strength for status in Status}


@CELLS
def test_a_rule_refuses_as_its_strength_and_its_answer_say(
    strength: Strength, status: Status
) -> None:
    """One cell of the table, on a step that nothing else stands in the way of."""
    asked = toy_use(strength, status)
    decision = decided(asked)
    assert decision.outcome is TABLE[strength, status]
    assert decision.verdicts[-1].refuses is (TABLE[strength, status] is not Outcome.ALLOWED)
    assert decision.verdicts[-1].status is status
    assert bool(decision.drafts) is decision.is_allowed


@CELLS
def test_what_passes_without_being_met_is_recorded_with_its_statement(
    strength: Strength, status: Status
) -> None:
    """The step names the rule, and the answer holds what the file says about it."""
    asked = toy_use(strength, status)
    decision = decided(asked)
    if not decision.is_allowed:
        assert decision.drafts == ()
        return
    noted = [] if status is Status.MET else [asked.rule]
    assert [one.rule for one in decision.open_verdicts] == noted
    assert all(one.statement == "A toy statement" for one in decision.open_verdicts)
    assert all(one.source == SOURCE for one in decision.open_verdicts)


@pytest.mark.parametrize("strength", Strength)
@pytest.mark.parametrize("fault", [ZeroDivisionError, KeyError, RecursionError, AttributeError])
def test_a_rule_that_fails_refuses_at_every_strength_and_names_the_error(
    strength: Strength, fault: type[Exception]
) -> None:
    """Nothing is decided on a guess, and the class and place of the error help to mend it."""

    def check(question: object, parameters: object) -> Answer:
        del question, parameters
        raise fault

    asked = use(toy("toy.broken", check), NoParameters(), strength=strength)
    decision = decided(asked)
    assert decision.outcome is Outcome.CRASHED
    [verdict] = decision.refusing
    _, told, source, message, fields = said(verdict)
    assert (told, source, message) == (strength, "act 99", "rule.crashed")
    assert fields["error"] == fault.__name__
    assert fields["place"].rpartition(":")[0].endswith("test_strengths")


def test_a_rule_that_answers_nonsense_is_not_taken_for_met() -> None:
    """What is no answer is a failure of the rule."""

    def check(question: object, parameters: object) -> Answer:
        del question, parameters
        return True  # type: ignore[return-value]

    decision = decided(use(toy("toy.nonsense", check), NoParameters(), strength=Strength.SHOULD))
    assert decision.outcome is Outcome.CRASHED
    assert said(decision.refusing[0])[4]["error"] == "TypeError"


def test_a_rule_that_makes_its_own_answer_of_met_is_met() -> None:
    """A third party's rule need not know our shared constant."""

    def check(question: object, parameters: object) -> Answer:
        del question, parameters
        return Answer(Status.MET)

    assert decided(use(toy("toy.own", check), NoParameters())).is_allowed


def test_every_rule_is_asked_also_after_one_has_refused() -> None:
    """A refusal shows all obstacles at once, met rules too."""
    decision = decided(*ALL)
    assert [one.rule for one in decision.verdicts[2:]] == [one.rule for one in ALL]
    refusing = {(one.strength, one.status) for one in decision.refusing}
    assert refusing == {cell for cell, told in TABLE.items() if told is not Outcome.ALLOWED}


def test_the_gravest_kind_of_refusal_gives_it_its_name() -> None:
    """A failure before who may act, who before what is unmet, unmet before what is not known."""
    unmet = toy_use(Strength.MUST, Status.UNMET)
    undecided = toy_use(Strength.MUST, Status.UNDECIDED)
    crashed = toy_use(Strength.SHOULD, Status.CRASHED)
    who = replace(unmet, entitles=True)
    for uses, outcome in (
        ((undecided,), Outcome.UNDECIDED),
        ((undecided, unmet), Outcome.RULE_UNMET),
        ((undecided, unmet, replace(who, rule="toy.who")), Outcome.NOT_ENTITLED),
        ((undecided, unmet, replace(who, rule="toy.who"), crashed), Outcome.CRASHED),
    ):
        workflow = built()
        step = workflow.steps["inside", "stay"]
        rules = (*step.rules, *uses)
        steps = {**workflow.steps, ("inside", "stay"): replace(step, rules=rules)}
        asked = opened().take("stay")
        assert asked.decision(replace(workflow, steps=steps)).outcome is outcome


@given(st.lists(st.sampled_from(ALL), unique_by=lambda one: one.rule).flatmap(st.permutations))
def test_the_order_of_the_rules_changes_nothing(uses: list[RuleUse]) -> None:
    """The same rules in any order give the same outcome and the same verdicts."""
    ordered = sorted(uses, key=lambda one: one.rule)
    shuffled, straight = decided(*uses), decided(*ordered)
    assert shuffled.outcome is straight.outcome
    assert set(shuffled.verdicts) == set(straight.verdicts)
    assert {one.rule for one in shuffled.refusing} == {one.rule for one in straight.refusing}


@given(st.permutations(ALL))
def test_the_order_of_the_rules_does_not_change_what_a_step_that_happened_opens(
    uses: list[RuleUse],
) -> None:
    """A breach for each binding rule that is not met, whatever comes first."""
    decision = decided(*uses, trigger="court-releases")
    opened_for = [one.event.rule for one in decision.drafts if isinstance(one.event, BreachOpened)]
    assert sorted(opened_for) == sorted(
        f"toy.{strength}-{status}"
        for (strength, status), told in TABLE.items()
        if told is not Outcome.ALLOWED
    )
