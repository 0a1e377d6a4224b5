"""How binding a rule is decides what becomes of its answer; nothing else does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddrflow.model import commands as c
from ddrflow.model.decision import Decision, Outcome
from ddrflow.model.events import BreachOpened
from ddrflow.model.record import Deviation
from ddrflow.model.rule import Rule, RuleUse, use
from ddrflow.model.source import Source, Strength
from ddrflow.model.verdict import MET, Answer, Field, Reason, Remedy, Status
from ddrflow.ports import Loaded, Write
from ddrflow.rules import RULES
from ddrflow.rules.base import NoParameters
from ddrflow.wire import command_from
from tests.builders import (
    COURT,
    START,
    TICK,
    UNIT,
    WELFARE,
    Desk,
    asking,
    built,
    opened,
    rewritten,
    said,
)
from tests.rules.scenes import plan

DAY: Final = timedelta(days=1)
SOURCE: Final = Source("act", "99")


def answering(status: Status) -> Callable[[object, object], Answer]:
    """A rule that always answers the same."""

    def check(question: object, parameters: object) -> Answer:
        del question, parameters
        if status is Status.CRASHED:
            raise ZeroDivisionError
        reason = Reason(f"toy.{status}", (Field("what", status),))
        return MET if status is Status.MET else Answer(status, reason)

    return check


def toy(name: str, check: Callable[[object, object], Answer], *, is_liftable: bool = True) -> Rule:
    """A rule that no file knows."""
    asks, reads = "A toy question?", frozenset[str]()
    return Rule(name, asks, check, NoParameters, reads, SOURCE, is_liftable=is_liftable)


def toy_use(
    strength: Strength, status: Status, *, is_liftable: bool = False, name: str = ""
) -> RuleUse:
    """A toy rule of a strength that always answers the same."""
    rule = toy(name or f"toy.{strength}-{status}", answering(status))
    return use(
        rule,
        NoParameters(),
        strength=strength,
        statement="A toy statement",
        approvers=("court",) if is_liftable else (),
        place="schedule",
    )


ALL: Final = tuple(toy_use(strength, status) for strength in Strength for status in Status)


def decided(*uses: RuleUse, trigger: str = "stay", desk: Desk | None = None) -> Decision:
    """A step for which these rules are asked."""
    table = desk or opened()
    by = COURT if trigger == "court-releases" else UNIT
    return table.take(trigger, by).decision(asking(table.workflow, trigger, *uses))


REFUSED: Final = {Status.UNMET: Outcome.RULE_UNMET, Status.UNDECIDED: Outcome.UNDECIDED}
TABLE: Final[dict[tuple[Strength, Status], Outcome]] = {
    **{(strength, Status.MET): Outcome.ALLOWED for strength in Strength},
    **{(strength, Status.CRASHED): Outcome.CRASHED for strength in Strength},
    (Strength.LAW, Status.UNMET): Outcome.RULE_UNMET,
    (Strength.LAW, Status.UNDECIDED): Outcome.UNDECIDED,
    (Strength.MUST, Status.UNMET): Outcome.RULE_UNMET,
    (Strength.MUST, Status.UNDECIDED): Outcome.UNDECIDED,
    (Strength.SHOULD, Status.UNMET): Outcome.ALLOWED,
    (Strength.SHOULD, Status.UNDECIDED): Outcome.ALLOWED,
    (Strength.CONTESTED, Status.UNMET): Outcome.ALLOWED,
    (Strength.CONTESTED, Status.UNDECIDED): Outcome.ALLOWED,
}
"""The whole table of the four strengths and the four answers."""

CELLS: Final = pytest.mark.parametrize(("strength", "status"), TABLE)


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


# ---- deviations


def deviating(rule: str, until: timedelta = DAY, place: str = "schedule") -> Desk:
    """A case in which a deviation from a rule was recorded, whether the file allows it or not."""
    desk = opened()
    deviation = Deviation(rule, place, "court", "p-unit", START, START + until)
    exceptions = replace(desk.case.exceptions, deviations=(deviation,))
    case = replace(desk.case, exceptions=exceptions, version=desk.case.version + 1)
    write = Write(Loaded(desk.case), case, ())
    desk.engine._store.append((write,), 0)  # noqa: SLF001
    return desk


LIFTING: Final = [
    (strength, status, is_liftable)
    for strength in Strength
    for status in Status
    for is_liftable in (True, False)
]


@pytest.mark.parametrize(("strength", "status", "is_liftable"), LIFTING)
def test_a_deviation_lifts_an_unmet_must_that_the_file_calls_liftable_and_nothing_else(
    strength: Strength, status: Status, *, is_liftable: bool
) -> None:
    """Not law, not a fact that is not known, not a failure; and advice needs no lifting."""
    asked = toy_use(strength, status, is_liftable=is_liftable)
    decision = decided(asked, desk=deviating(asked.rule))
    lifts = (strength, status) == (Strength.MUST, Status.UNMET) and is_liftable
    assert decision.verdicts[-1].lifted_by == ("court" if lifts else "")
    assert decision.outcome is (Outcome.ALLOWED if lifts else TABLE[strength, status])
    if lifts:
        assert [one.lifted_by for one in decision.open_verdicts] == ["court"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule_id)
def test_no_deviation_lifts_consent_the_lead_or_who_may_act(rule: Rule) -> None:
    """A file that calls them liftable is not heeded, also where a deviation is on record."""
    protected = rule.entitles or rule.rule_id in {
        "consent.valid",
        "conference.may-be-invited",
        "conference.may-be-present",
        "disclosure.by-owner-or-released",
        "disclosure.has-basis",
        "document.released-only",
        "item.tabled-inside-the-wall",
        "lead.eligible",
        "lead.among",
        "lead.covers-next-phase",
        "lead.successor-has-accepted",
        "lead.hands-over-first",
        "parties.owe-nothing",
    }
    asked = use(
        replace(rule, check=answering(Status.UNMET)),
        NoParameters(),
        approvers=("court",),
        place="schedule",
    )
    assert asked.is_liftable is not protected
    decision = decided(replace(asked, entitles=False), desk=deviating(rule.rule_id))
    assert decision.is_allowed is not protected


@pytest.mark.requirement("R70")
def test_a_deviation_lifts_from_its_instant_until_its_end_and_not_at_it() -> None:
    """Given, used to the last moment, and over."""
    desk = opened()
    desk.later(days=1)
    until = desk.now + DAY
    desk.do(c.AllowDeviation(actor=COURT, rule="plan.adopted", until=until, asked_by="p-unit"))
    starts = desk.now
    desk.at(until)
    for at, is_allowed in (
        (starts - TICK, False),
        (starts, True),
        (until - TICK, True),
        (until, False),
    ):
        command = c.TakeStep(actor=UNIT, trigger="schedule", occurred_at=at)
        assert desk.asks(command).decision().is_allowed is is_allowed


def test_a_deviation_lifts_its_own_rule_only() -> None:
    """Another rule of the same step still refuses."""
    one = toy_use(Strength.MUST, Status.UNMET, is_liftable=True, name="toy.one")
    other = toy_use(Strength.MUST, Status.UNMET, is_liftable=True, name="toy.other")
    decision = decided(one, other, desk=deviating("toy.one"))
    assert [verdict.rule for verdict in decision.refusing] == ["toy.other"]


def test_a_deviation_lifts_a_rule_at_its_own_place_only() -> None:
    """The same rule stands unlifted where nobody approved a deviation from it."""
    asked = toy_use(Strength.MUST, Status.UNMET, is_liftable=True)
    assert decided(asked, desk=deviating(asked.rule)).is_allowed
    elsewhere = decided(asked, desk=deviating(asked.rule, place="release"))
    assert [verdict.rule for verdict in elsewhere.refusing] == [asked.rule]


def test_a_refusal_that_can_be_lifted_says_by_whom() -> None:
    """Refusal, the deviation that it names, given as told; then the step."""
    desk = opened()
    verdict = desk.take("schedule").refused_by("plan.adopted")
    filled = (("rule", "plan.adopted"), ("place", "schedule"))
    remedy = Remedy("allow-deviation", filled, ("until", "asked_by"), ("court", "prison"))
    assert verdict.remedies[-1] == remedy
    given = {"until": (START + DAY).isoformat(), "asked_by": "p-unit"}
    desk.do(command_from(remedy.command, {**dict(filled), **given}, COURT, None))
    assert desk.take("schedule").decision().is_allowed


@pytest.mark.requirement("R70")
def test_nobody_approves_a_deviation_that_they_asked_for() -> None:
    """Another of those who may approve has to."""
    desk = opened()
    own = c.AllowDeviation(
        actor=COURT, rule="plan.adopted", until=START + DAY, asked_by=COURT.person
    )
    decision = desk.asks(own).decision()
    assert (decision.outcome, decision.drafts) == (Outcome.NOT_ENTITLED, ())
    assert decision.reason is not None
    assert decision.reason.message == "deviation.own"
    [remedy] = decision.remedies
    assert (remedy.command, remedy.by) == ("allow-deviation", ("court", "prison"))


def test_a_rule_is_lifted_only_where_the_file_says_so() -> None:
    """The same rule, at another step of the same file, still refuses."""
    desk = opened()
    allow = c.AllowDeviation(actor=COURT, rule="plan.adopted", until=START + DAY, asked_by="p-unit")
    desk.do(allow)
    assert desk.take("schedule").decision().is_allowed
    verdict = desk.take("court-releases", COURT).verdict("plan.adopted")
    assert verdict.lifted_by == ""
    assert verdict.refuses


# ---- steps that happened


@CELLS
def test_what_happened_is_recorded_with_a_breach_where_a_question_would_be_refused(
    strength: Strength, status: Status
) -> None:
    """Unmet, not known or failed: reality is not refused, and somebody has to mend it."""
    asked = toy_use(strength, status)
    decision = decided(asked, trigger="court-releases")
    assert decision.is_allowed
    breaches = [one.event for one in decision.drafts if isinstance(one.event, BreachOpened)]
    if TABLE[strength, status] is Outcome.ALLOWED:
        assert breaches == []
        return
    [breach] = breaches
    assert (breach.rule, breach.owner, breach.trigger) == (asked.rule, "police", "court-releases")
    assert breach.due_on == (START + 7 * DAY).date()
    assert breach.breach


def test_each_breach_has_an_id_of_its_own() -> None:
    """Two rules, two breaches, to be closed one by one."""
    uses = (
        toy_use(Strength.MUST, Status.UNMET, name="toy.one"),
        toy_use(Strength.LAW, Status.UNDECIDED, name="toy.two"),
    )
    decision = decided(*uses, trigger="court-releases")
    ids = [one.event.breach for one in decision.drafts if isinstance(one.event, BreachOpened)]
    assert len(set(ids)) == 2


def test_what_happened_is_refused_to_somebody_who_may_not_record_it() -> None:
    """Who tells it is no matter of reality."""
    desk = opened()
    decision = desk.take("court-releases", WELFARE).decision()
    assert decision.outcome is Outcome.NOT_ENTITLED
    assert decision.drafts == ()
    assert {one.rule for one in decision.refusing} >= {"step.fired-by", "plan.adopted"}


def test_what_happened_is_refused_where_it_cannot_be_told_who_may_record_it() -> None:
    """A failure of the rule about the actor is no leave to act."""
    desk = opened()
    broken = rewritten(
        desk.workflow,
        "actor.bound",
        lambda one: replace(one, check=answering(Status.CRASHED)),
    )
    decision = desk.take("court-releases", COURT).decision(broken)
    assert decision.outcome is Outcome.CRASHED
    assert decision.drafts == ()


def test_the_old_lead_stays_accountable_for_what_happened_beyond_its_remit() -> None:
    """The release is recorded, and the lead that does not cover it is a breach."""
    desk = opened()
    desk.do(plan(), c.TakeStep(actor=COURT, trigger="court-releases"))
    [breach] = desk.case.exceptions.open_breaches()
    assert (breach.rule, breach.owner) == ("lead.covers-next-phase", "police")
    assert desk.case.lead.current.role == "unit"
    assert desk.case.position.state == "outside"
