"""Late entries and corrections around consent, hand-over and closing: the hard corners."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ddrflow.clock import ManualClock
from ddrflow.engine import Engine, Refused
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.agency import KEEPER, Actor
from ddrflow.model.conference import STOPPED
from ddrflow.model.events import ConferenceStopped, ConsentExpired, EntryCorrected
from ddrflow.store.memory import MemoryStore
from ddrflow.workflow.load import load

BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
LEAD = Actor("p-1", "neustart-graz", "neustart")
CLIENT = Actor("p-2", "client-1", "client")
SCOPE = "social-network-conference"


class Desk:
    """A case with a social-network conference, on a clock that the test sets by days."""

    def __init__(self) -> None:
        self.clock = ManualClock(BEGIN)
        self.engine = Engine(MemoryStore(self.clock), [load("neustart")])
        bindings = (("client", "client-1"), ("network", "family-1"), ("probation", "probation-1"))
        self.engine.open_case("neustart", "C", c.OpenCase(actor=LEAD, bindings=bindings))
        day = date(2026, 3, 20)
        self.do(
            c.ConveneConference(actor=LEAD, conference="k", type="social-network", planned_on=day)
        )
        self.do(c.EnterStage(actor=LEAD, conference="k", stage="referral"))

    def on(self, days: int) -> "Desk":
        """It is this many days after the beginning."""
        self.clock.set(BEGIN + days * DAY)
        return self

    def do(self, command: c.Command) -> int:
        """Give a command on the case; the number of its first entry."""
        return self.engine.do("C", command).entries[0].seq

    def consent(self, until: date | None = None) -> int:
        """The client agrees."""
        return self.do(
            c.GiveConsent(
                actor=LEAD,
                scope=SCOPE,
                text_version="2024-1",
                language="de",
                witness="w-1",
                expires_on=until,
            )
        )

    def enter(self, stage: str, at: datetime | None = None) -> int:
        """The conference goes on."""
        return self.do(c.EnterStage(actor=LEAD, conference="k", stage=stage, occurred_at=at))

    def stage(self) -> str:
        """Where the conference stands."""
        return self.engine.case("C").conferences["k"].stage

    def breaches(self) -> list[str]:
        """The rules of the open breaches."""
        return [one.rule for one in self.engine.case("C").exceptions.open_breaches()]


def test_a_conference_that_stopped_does_not_begin_again_by_a_correction() -> None:
    """The withdrawal was recorded in error; the people have gone home all the same."""
    desk = Desk()
    desk.on(1).consent()
    desk.on(2).enter("preparation")
    withdrawal = desk.on(3).do(c.WithdrawConsent(actor=LEAD, scope=SCOPE))
    desk.on(4).do(c.CorrectEntry(actor=LEAD, wrong=withdrawal, why="recorded-in-error"))
    assert desk.stage() == STOPPED
    with pytest.raises(Refused):
        desk.enter("information")


def test_nobody_else_takes_back_that_the_client_said_no() -> None:
    """The lead cannot correct a withdrawal that the client recorded."""
    desk = Desk()
    desk.on(1).consent()
    withdrawal = desk.on(2).do(c.WithdrawConsent(actor=CLIENT, scope=SCOPE))
    with pytest.raises(Refused, match="who wrote entry 5 down takes it back, and nobody else"):
        desk.do(c.CorrectEntry(actor=LEAD, wrong=withdrawal, why="recorded-in-error"))


def test_a_correction_counts_from_when_it_is_made() -> None:
    """It cannot be dated to a time at which it would have changed less."""
    desk = Desk()
    consent = desk.on(1).consent()
    early = c.CorrectEntry(
        actor=LEAD, wrong=consent, why="recorded-in-error", occurred_at=BEGIN + DAY
    )
    with pytest.raises(BadCommand, match="a correction counts from when it is made"):
        desk.on(5).do(early)


def test_a_consent_that_a_stage_rested_on_leaves_a_breach_when_it_is_corrected() -> None:
    """A newer consent lets the conference go on and does not mend how it began."""
    desk = Desk()
    wrong = desk.on(1).consent()
    desk.on(2).enter("preparation")
    desk.on(3).consent()
    corrected = desk.on(4).do(c.CorrectEntry(actor=LEAD, wrong=wrong, why="recorded-in-error"))
    assert isinstance(desk.engine.events("C")[corrected - 1].event, EntryCorrected)
    assert desk.stage() == "preparation"
    assert desk.breaches() == ["consent.valid"]


def test_a_stage_entered_late_stops_where_consent_has_ended_since() -> None:
    """Whatever the day it is entered for, the conference does not go on."""
    desk = Desk()
    desk.on(1).consent()
    desk.on(3).do(c.WithdrawConsent(actor=CLIENT, scope=SCOPE))
    desk.on(4).enter("preparation", at=BEGIN + 2 * DAY)
    assert desk.stage() == STOPPED


def test_a_sitting_is_not_carried_on_when_the_consent_has_run_out() -> None:
    """It can be called off; it cannot count."""
    desk = Desk()
    desk.on(1).consent(until=date(2026, 3, 6))
    desk.on(2).enter("preparation")
    desk.on(2).enter("information")
    for command in (
        c.RecordDecision(actor=LEAD, conference="k", decision="d-1"),
        c.CloseConference(actor=LEAD, conference="k"),
    ):
        with pytest.raises(Refused, match=r"consent\.valid"):
            desk.on(10).do(command)
    desk.do(c.CancelConference(actor=LEAD, conference="k"))


def test_a_withdrawal_at_the_very_instant_opens_no_breach() -> None:
    """What ended then covered what began then."""
    desk = Desk()
    desk.on(1).consent()
    desk.on(2).enter("preparation")
    desk.do(c.WithdrawConsent(actor=CLIENT, scope=SCOPE))
    assert desk.stage() == STOPPED
    assert desk.breaches() == []


def test_a_lead_is_not_taken_over_before_it_was_accepted() -> None:
    """A date in between would make a lead of somebody who had not said yes."""
    desk = Desk()
    security = Actor("p-3", "security-1", "state-security")
    desk.on(1).do(c.BindRole(actor=LEAD, role="state-security", organisation="security-1"))
    desk.on(2).do(c.ProposeLead(actor=LEAD, role="state-security", organisation="security-1"))
    desk.on(9).do(c.AcceptLead(actor=security))
    with pytest.raises(Refused, match="the time given lies before"):
        desk.on(10).do(c.TakeOverLead(actor=security, occurred_at=BEGIN + 5 * DAY))
    desk.do(c.TakeOverLead(actor=security))


def test_a_need_that_was_settled_later_was_open_then() -> None:
    """A step entered late meets the needs of its day."""
    desk = Desk()
    desk.on(1).do(c.IdentifyNeed(actor=LEAD, need="n", kind="housing", owner="neustart"))
    desk.on(9).do(c.AnswerNeed(actor=LEAD, need="n"))
    need = desk.engine.case("C").care.needs[0]
    assert need.was_open(BEGIN + 5 * DAY)
    assert not need.was_open(BEGIN + 9 * DAY)
    assert not need.was_open(BEGIN)


def test_a_breach_of_a_closed_case_can_be_seen_and_mended() -> None:
    """And consent can be taken back when the case has ended."""
    desk = Desk()
    desk.on(1).consent()
    notice = c.GiveNotice(actor=LEAD, kind="multi-agency", version="1", language="de")
    given = desk.on(1).do(notice)
    desk.on(2).do(c.TakeStep(actor=LEAD, trigger="admit"))
    desk.on(3).do(c.TakeStep(actor=LEAD, trigger="death"))
    desk.on(4).do(c.CorrectEntry(actor=LEAD, wrong=given, why="recorded-in-error"))
    [wait] = desk.engine.waiting("C")
    assert wait.what.message == "waiting.breach"
    [breach] = desk.engine.case("C").exceptions.open_breaches()
    with pytest.raises(Refused, match=r"notice\.given"):
        desk.do(c.CloseBreach(actor=LEAD, breach=breach.breach))
    desk.do(c.WithdrawConsent(actor=CLIENT, scope=SCOPE))


def test_only_time_records_that_a_review_fell_due() -> None:
    """A person holds a review; the clock tells that it is due."""
    desk = Desk()
    desk.do(c.GiveNotice(actor=LEAD, kind="multi-agency", version="1", language="de"))
    desk.do(c.TakeStep(actor=LEAD, trigger="admit"))
    with pytest.raises(Refused, match="only the passing of time records this"):
        desk.on(300).do(c.MarkReviewDue(actor=LEAD, review="custody-review"))
    assert desk.engine.lapse("C")


def test_a_consent_that_runs_out_stops_the_conference_when_its_last_day_is_over() -> None:
    """Recorded by time alone, for the end of that day, once, however late it is noticed."""
    desk = Desk()
    desk.on(1).consent(until=date(2026, 3, 5))
    desk.on(2).enter("preparation")
    assert desk.on(3).engine.lapse("C") == ()
    [done] = desk.on(9).engine.lapse("C")
    assert [type(one.event) for one in done.entries] == [ConsentExpired, ConferenceStopped]
    ended = datetime(2026, 3, 5, 23, tzinfo=UTC)
    assert {one.occurred_at for one in done.entries} == {ended}
    assert desk.stage() == STOPPED
    assert desk.breaches() == []
    assert desk.engine.lapse("C") == ()


def test_nobody_but_the_clock_says_that_a_consent_ran_out() -> None:
    """And the clock only of one that did."""
    desk = Desk()
    desk.on(1).consent(until=date(2026, 3, 5))
    desk.on(9)
    with pytest.raises(Refused, match="only the passing of time records this"):
        desk.do(c.MarkConsentExpired(actor=LEAD, scope=SCOPE))
    with pytest.raises(Refused, match=f"the consent to `{SCOPE}` is expired"):
        desk.do(c.MarkConsentExpired(actor=KEEPER, scope=SCOPE))


def test_a_new_consent_after_one_that_ran_out_counts() -> None:
    """The next conference rests on it."""
    desk = Desk()
    desk.on(1).consent(until=date(2026, 3, 5))
    desk.on(9).engine.lapse("C")
    desk.consent()
    desk.do(
        c.ConveneConference(
            actor=LEAD, conference="k-2", type="social-network", planned_on=date(2026, 3, 20)
        )
    )
    for stage in ("referral", "preparation"):
        desk.do(c.EnterStage(actor=LEAD, conference="k-2", stage=stage))
    assert desk.engine.case("C").conferences["k-2"].stage == "preparation"
