"""A rule reads what it declares, all of it and nothing else."""

from dataclasses import replace

import pytest

from ddrflow.model import commands as c
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule, use
from ddrflow.model.verdict import MET, Answer, Status
from ddrflow.rules import RULES
from ddrflow.rules.base import NoParameters
from ddrflow.rules.notice import GIVEN
from tests.builders import UNIT, Asked
from tests.rewriting import asking, rewritten
from tests.rules import probes
from tests.rules import scenes_of_actors as of_actors
from tests.rules import scenes_of_leads as of_leads
from tests.strict import Reading, strictly


def readings() -> dict[str, Reading]:
    """What each rule may read."""
    return {one.rule_id: Reading(one.reads) for one in RULES}


def statuses(asked: Asked, watch: dict[str, Reading] | None = None) -> list[tuple[str, Status]]:
    """What every rule of a command answers, under watch or freely."""
    workflow = asked.desk.workflow
    if watch is not None:
        workflow = rewritten(workflow, "", strictly(watch))
    return [(one.rule, one.status) for one in asked.decision(workflow).verdicts]


def test_every_rule_is_watched_where_it_is_met_and_where_it_is_not() -> None:
    """A rule that is only seen met hides what it reads to explain itself."""
    assert set(probes.MET_AND_NOT) == {one.rule_id for one in RULES}
    for rule, (met, *others) in probes.MET_AND_NOT.items():
        assert met().verdict(rule).is_met, rule
        assert others
        assert not any(one().verdict(rule).is_met for one in others), rule


@pytest.mark.parametrize("rule", probes.MET_AND_NOT)
def test_a_rule_reads_nothing_that_it_does_not_declare(rule: str) -> None:
    """Under watch every rule answers as it does freely; reading more would crash it."""
    for probe in probes.MET_AND_NOT[rule]:
        asked = probe()
        assert statuses(asked, readings()) == statuses(asked)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule_id)
def test_a_rule_reads_everything_that_it_declares(rule: Rule) -> None:
    """A fact that is declared and never read would make people wait for nothing."""
    watch = readings()
    for probe in probes.MET_AND_NOT[rule.rule_id]:
        statuses(probe(), watch)
    assert watch[rule.rule_id].done == rule.reads


@pytest.mark.parametrize("fact", sorted(GIVEN.reads))
def test_the_watch_finds_a_fact_that_was_left_undeclared(fact: str) -> None:
    """The test above can fail: one fact less, and the rule crashes by name."""
    watch = readings()
    watch["notice.given"] = Reading(GIVEN.reads - {fact})
    found = {
        status
        for probe in probes.MET_AND_NOT["notice.given"]
        for _, status in statuses(probe(), watch)
    }
    assert Status.CRASHED in found


def test_the_watch_finds_what_is_not_known_above_the_case() -> None:
    """Also that nothing is known is read only by a rule that declares it."""

    def looks(question: Question, parameters: object) -> Answer:
        del parameters
        assert question.standing is None
        return MET

    curious = use(replace(GIVEN, rule_id="x.curious", check=looks), NoParameters())
    asked = of_actors.step_by(UNIT)
    workflow = asking(asked.desk.workflow, "stay", curious)
    for reads, status in ((frozenset({"at"}), Status.CRASHED), ({"standing.contacts"}, Status.MET)):
        watch = {**readings(), "x.curious": Reading(frozenset(reads))}
        decision = asked.decision(rewritten(workflow, "", strictly(watch)))
        assert decision.verdicts[-1].status is status


def test_a_command_that_all_rules_allow_is_allowed_under_watch() -> None:
    """The watch stands in nobody's way: a case runs from its opening to its end."""
    asked = of_leads.opening_by(UNIT)
    assert asked.decision(rewritten(asked.desk.workflow, "", strictly(readings()))).is_allowed
    assert isinstance(asked.command, c.OpenCase)
