"""Whether somebody agreed to take part, to the current text, and still does."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from ddrflow.model import commands as c
from ddrflow.model.decision import Outcome
from ddrflow.model.verdict import Remedy, Status
from tests.acts import agreed, attends, convened, entered
from tests.builders import CLIENT, COURT, ORGANISATIONS, START, TICK, UNIT, Asked, opened
from tests.rules import scenes_of_consent as of_consent
from tests.verdicts import said, shown_to

DAY = timedelta(days=1)
WHOSE = {"of": "client", "scope": "sharing"}
GIVEN = {"language": "de", "witness": "p-9"}

MISSING = [
    (of_consent.not_asked, "consent.not-asked"),
    (of_consent.refused, "consent.refused"),
    (of_consent.withdrawn, "consent.withdrawn"),
    (lambda: of_consent.consent_until(of_consent.EXPIRES_AT), "consent.expired"),
]


@pytest.mark.requirement("R33")
@pytest.mark.parametrize(("probe", "message"), MISSING, ids=[row[1] for row in MISSING])
def test_a_consent_that_is_missing_can_be_given_and_then_carries(
    probe: Callable[[], Asked], message: str
) -> None:
    """Refusal, remedy, acceptance, whatever the reason it is missing for."""
    asked = probe()
    verdict = asked.refused_by("consent.valid")
    assert said(verdict) == ("consent.valid", "must", "act 11", message, WHOSE)
    assert verdict.status is Status.UNMET
    assert verdict.passes_from is None
    assert set(shown_to(verdict).values()) == {"open"}
    agencies = tuple(one for one in ORGANISATIONS if one not in ("client", "family"))
    filled = (("scope", "sharing"), ("text_version", "2"))
    remedy = Remedy("give-consent", filled, ("language", "witness"), agencies)
    assert verdict.remedies == (remedy,)
    asked.execute(remedy, GIVEN)
    asked.again()


def test_consent_to_another_text_leaves_it_open_whether_it_covers_this_one() -> None:
    """Undecided, and refused all the same until the client agrees to the current text."""
    asked = of_consent.other_text()
    verdict = asked.refused_by("consent.valid")
    values = {**WHOSE, "given_text": "1", "current_text": "2"}
    assert said(verdict) == ("consent.valid", "must", "act 11", "consent.other-text", values)
    assert verdict.status is Status.UNDECIDED
    assert asked.decision().outcome is Outcome.UNDECIDED
    [remedy] = verdict.remedies
    asked.execute(remedy, GIVEN, by="welfare")
    asked.again()


def test_consent_to_something_else_is_no_consent() -> None:
    """Each scope is agreed to for itself."""
    asked = of_consent.other_scope_given()
    assert said(asked.refused_by("consent.valid"))[3] == "consent.not-asked"


def test_consent_holds_to_the_end_of_its_last_day_in_the_zone_of_the_workflow() -> None:
    """20 March ends in Vienna an hour before it ends in UTC."""
    assert of_consent.consent_until(of_consent.EXPIRES_AT - TICK).decision().is_allowed
    assert not of_consent.consent_until(of_consent.EXPIRES_AT).decision().is_allowed


@pytest.mark.parametrize(
    ("day", "ends"),
    [("2026-03-28", "2026-03-28T23:00+00:00"), ("2026-03-29", "2026-03-29T22:00+00:00")],
)
def test_the_last_day_may_be_one_on_which_the_clocks_change(day: str, ends: str) -> None:
    """The day of 23 hours ends at its own midnight."""
    end = datetime.fromisoformat(ends)
    for instant, is_allowed in ((end - TICK, True), (end, False)):
        desk = opened()
        desk.do(agreed(until=datetime.fromisoformat(day).date()))
        desk.at(instant)
        assert desk.take("agree").decision().is_allowed is is_allowed


def test_consent_counts_from_its_very_instant_and_says_so_to_an_earlier_entry() -> None:
    """A step that took place before is refused, and told when it would have passed."""
    assert of_consent.consent_since(timedelta()).decision().is_allowed
    early = of_consent.consent_since(-TICK).refused_by("consent.valid")
    assert said(early)[3] == "consent.not-asked"
    assert early.passes_from == START + DAY


def test_a_later_consent_to_an_old_text_promises_nothing() -> None:
    """From then on the step would still not pass."""
    desk = opened()
    desk.later(days=1)
    desk.do(agreed(text="1"))
    early = desk.asks(c.TakeStep(actor=UNIT, trigger="agree", occurred_at=START))
    assert early.refused_by("consent.valid").passes_from is None


def test_a_consent_after_a_refusal_counts_from_its_own_instant() -> None:
    """What was refused stays refused for the time in between."""
    desk = opened()
    desk.do(c.RefuseConsent(actor=UNIT, scope="sharing"))
    desk.later(days=1)
    desk.do(agreed())
    command = c.TakeStep(actor=UNIT, trigger="agree", occurred_at=START + DAY - TICK)
    between = desk.asks(command).refused_by("consent.valid")
    assert said(between)[3] == "consent.refused"
    assert between.passes_from == START + DAY
    assert desk.take("agree").decision().is_allowed


def test_a_withdrawal_ends_it_at_its_very_instant_and_the_past_stays_lawful() -> None:
    """A step entered for a moment earlier still rests on it."""
    desk = of_consent.withdrawn().desk
    for offset, is_allowed in ((-TICK, True), (timedelta(), False)):
        command = c.TakeStep(actor=UNIT, trigger="agree", occurred_at=desk.now + offset)
        assert desk.asks(command).decision().is_allowed is is_allowed


@pytest.mark.requirement("R33")
def test_a_conference_begins_its_sitting_only_with_consent() -> None:
    """Refusal at the first stage that needs it, remedy, acceptance."""
    desk = opened()
    convened(desk, kind="open-door")
    asked = desk.asks(c.EnterStage(actor=UNIT, conference="k-1", stage="exchange"))
    verdict = asked.refused_by("consent.valid")
    assert said(verdict) == ("consent.valid", "must", "act 22", "consent.not-asked", WHOSE)
    asked.execute(verdict.remedies[0], GIVEN)
    asked.again()


@pytest.mark.requirement("R33")
def test_nobody_sits_on_after_a_withdrawal() -> None:
    """The conference stops; who was there before may still be written down, not who came after."""
    desk = opened()
    desk.do(agreed())
    convened(desk, kind="open-door")
    entered(desk, "exchange")
    desk.later(hours=1)
    desk.do(c.WithdrawConsent(actor=CLIENT, scope="sharing"))
    assert not desk.asks(attends("client")).decision().is_allowed
    assert desk.case.conferences["k-1"].stage == "stopped"


def test_a_deviation_never_stands_for_consent() -> None:
    """It cannot be asked for, whoever approves it."""
    desk = opened()
    command = c.AllowDeviation(
        actor=COURT, rule="consent.valid", until=START + DAY, asked_by="p-unit"
    )
    decision = desk.asks(command).decision()
    assert decision.outcome is Outcome.WRONG_STATE
    assert decision.reason is not None
    assert decision.reason.message == "deviation.not-liftable"
