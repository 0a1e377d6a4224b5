"""A deviation lifts a rule where the file allows it, for its time, at its place, and no other."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest

from ddrflow.model import commands as c
from ddrflow.model.decision import Outcome
from ddrflow.model.record import Deviation
from ddrflow.model.rule import Rule, use
from ddrflow.model.source import Strength
from ddrflow.model.verdict import Remedy, Status
from ddrflow.ports import Loaded, Write
from ddrflow.rules import RULES
from ddrflow.rules.base import NoParameters
from ddrflow.wire import command_from
from tests.builders import COURT, START, TICK, UNIT, Desk, opened
from tests.decide.toys import DAY, TABLE, answering, decided, toy_use


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
