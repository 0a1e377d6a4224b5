"""A conversation rests on the client's consent, or on an order; a minor's on two consents."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ddrflow.clock import ManualClock
from ddrflow.engine import Engine, Refused
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.agency import KEEPER, Actor
from ddrflow.model.conference import STOPPED
from ddrflow.model.consent import Participation
from ddrflow.model.events import ConferenceStopped, OrderEnded
from ddrflow.model.verdict import Remedy
from ddrflow.store.memory import MemoryStore
from ddrflow.workflow.load import load

BEGIN = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = timedelta(days=1)
LEAD = Actor("p-1", "prison-unit-north", "prison-unit")
FAMILY = Actor("p-2", "family-1", "family")
OWN, GUARDIAN = "conversation", "conversation-of-a-minor"


class Desk:
    """A case whose client may be asked for a conversation, on a clock set by days."""

    def __init__(self) -> None:
        self.clock = ManualClock(BEGIN)
        self.engine = Engine(MemoryStore(self.clock), [load("catalonia")])
        bindings = (("client", "client-1"), ("family", "family-1"), ("case-worker", "prison-1"))
        self.engine.open_case("catalonia", "C", c.OpenCase(actor=LEAD, bindings=bindings))

    def on(self, days: int) -> "Desk":
        """It is this many days after the beginning."""
        self.clock.set(BEGIN + days * DAY)
        return self

    def do(self, command: c.Command) -> int:
        """Give a command on the case; the number of its first entry."""
        return self.engine.do("C", command).entries[0].seq

    def ordered(
        self, until: date | None = None, at: datetime | None = None, measure: str = "conversations"
    ) -> int:
        """A judge orders the conversations."""
        return self.do(
            c.SetParticipation(
                actor=LEAD,
                measure=measure,
                participation=Participation.ORDERED,
                order="order-1",
                until=until,
                occurred_at=at,
            )
        )

    def voluntary(self, at: datetime | None = None) -> int:
        """The order is lifted."""
        voluntary = Participation.VOLUNTARY
        return self.do(
            c.SetParticipation(
                actor=LEAD, measure="conversations", participation=voluntary, occurred_at=at
            )
        )

    def consent(self, scope: str = OWN) -> int:
        """Somebody agrees."""
        return self.do(
            c.GiveConsent(actor=LEAD, scope=scope, text_version="1", language="ca", witness="w-1")
        )

    def convene(self) -> int:
        """The conversation is called together."""
        return self.do(
            c.ConveneConference(
                actor=LEAD, conference="k", type="conversation", planned_on=date(2026, 3, 20)
            )
        )

    def stage(self) -> str:
        """Where the conversation stands."""
        return self.engine.case("C").conferences["k"].stage

    def breaches(self) -> list[str]:
        """The rules of open breaches."""
        return [one.rule for one in self.engine.case("C").exceptions.open_breaches()]


@pytest.mark.requirement("R84")
def test_what_is_ordered_needs_no_consent_and_what_is_voluntary_does() -> None:
    """The same file, two cases; nothing recorded is no order."""
    with pytest.raises(Refused, match="`client` was not asked for consent"):
        Desk().convene()
    desk = Desk()
    desk.voluntary()
    with pytest.raises(Refused, match=r"consent\.valid"):
        desk.convene()
    desk.ordered()
    desk.convene()


@pytest.mark.requirement("R84")
def test_the_order_of_another_measure_stands_in_for_nothing() -> None:
    """Only the measure that the file names."""
    desk = Desk()
    desk.ordered(measure="training")
    with pytest.raises(Refused, match=r"consent\.valid"):
        desk.convene()


@pytest.mark.requirement("R33")
def test_where_the_file_does_not_say_so_an_order_never_stands_in_for_consent() -> None:
    """The social-network conference takes place with consent and not otherwise."""
    neustart = Actor("p-1", "neustart-graz", "neustart")
    engine = Engine(MemoryStore(ManualClock(BEGIN)), [load("neustart")])
    engine.open_case("neustart", "C", c.OpenCase(actor=neustart))
    engine.do(
        "C",
        c.SetParticipation(
            actor=neustart,
            measure="social-network-conference",
            participation=Participation.ORDERED,
            order="order-1",
        ),
    )
    engine.do(
        "C",
        c.ConveneConference(
            actor=neustart, conference="k", type="social-network", planned_on=date(2026, 3, 20)
        ),
    )
    engine.do("C", c.EnterStage(actor=neustart, conference="k", stage="referral"))
    with pytest.raises(Refused, match=r"consent\.valid"):
        engine.do("C", c.EnterStage(actor=neustart, conference="k", stage="preparation"))


@pytest.mark.requirement("R84")
def test_withdrawing_consent_stops_nothing_while_the_order_holds() -> None:
    """It stops when the order is lifted."""
    desk = Desk()
    desk.consent()
    desk.ordered()
    desk.convene()
    desk.on(1).do(c.WithdrawConsent(actor=LEAD, scope=OWN))
    assert desk.stage() == "convened"
    desk.on(2).voluntary()
    assert desk.stage() == STOPPED
    assert desk.breaches() == []


@pytest.mark.requirement("R84")
def test_what_the_client_agreed_to_goes_on_when_the_order_is_lifted() -> None:
    """Then it rests on the consent."""
    desk = Desk()
    desk.ordered()
    desk.convene()
    desk.on(1).consent()
    desk.on(2).voluntary()
    assert desk.stage() == "convened"


@pytest.mark.requirement("R84")
def test_the_end_of_an_order_stops_what_rested_on_it_for_the_end_of_its_last_day() -> None:
    """Recorded by time alone, once, however late it is noticed."""
    desk = Desk()
    desk.ordered(until=date(2026, 3, 5))
    desk.convene()
    assert desk.on(3).engine.lapse("C") == ()
    [done] = desk.on(9).engine.lapse("C")
    assert [type(one.event) for one in done.entries] == [OrderEnded, ConferenceStopped]
    assert {one.occurred_at for one in done.entries} == {datetime(2026, 3, 5, 23, tzinfo=UTC)}
    assert desk.stage() == STOPPED
    assert desk.engine.lapse("C") == ()


def test_the_end_of_an_order_stops_nothing_that_rests_on_consent() -> None:
    """The client agreed before it was over, or before anybody noticed that it is."""
    for day in (1, 6):
        desk = Desk()
        desk.ordered(until=date(2026, 3, 5))
        desk.convene()
        desk.on(day).consent()
        [done] = desk.on(9).engine.lapse("C")
        assert [type(one.event) for one in done.entries] == [OrderEnded]
        assert desk.stage() == "convened"


def test_nobody_waits_for_the_clock_to_ask_for_consent_again() -> None:
    """An order that is over stands in for nothing, noticed or not."""
    desk = Desk()
    desk.ordered(until=date(2026, 3, 5))
    desk.convene()
    desk.on(9)
    with pytest.raises(Refused, match=r"consent\.valid"):
        desk.do(c.EnterStage(actor=LEAD, conference="k", stage="preparation"))


def test_an_order_that_was_set_anew_in_time_ends_with_its_new_day() -> None:
    """And the day of the one before says nothing any more."""
    desk = Desk()
    desk.ordered(until=date(2026, 3, 5))
    desk.convene()
    desk.on(2).ordered(until=date(2026, 3, 12))
    assert desk.on(9).engine.lapse("C") == ()
    assert desk.stage() == "convened"
    assert len(desk.on(20).engine.lapse("C")) == 1
    assert desk.stage() == STOPPED


def test_nobody_but_the_clock_says_that_an_order_ended() -> None:
    """And the clock only of one that did, at its end."""
    desk = Desk()
    desk.ordered(until=date(2026, 3, 5))
    desk.on(9)
    with pytest.raises(Refused, match="only the passing of time records this"):
        desk.do(c.MarkOrderEnded(actor=LEAD, measure="conversations"))
    for measure in ("conversations", "training"):
        with pytest.raises(Refused, match=f"no order of `{measure}` ended at that instant"):
            desk.do(c.MarkOrderEnded(actor=KEEPER, measure=measure))


def test_an_order_that_is_over_before_it_is_recorded_is_none() -> None:
    """Its last day must not have ended."""
    with pytest.raises(BadCommand, match="is over before the order is recorded"):
        Desk().on(9).ordered(until=date(2026, 3, 5))


def test_an_order_entered_late_counts_from_its_day() -> None:
    """A later one is not undone by it, and an earlier instant knows nothing of a later one."""
    desk = Desk()
    desk.on(5).voluntary()
    desk.on(6).ordered(at=BEGIN + 2 * DAY)
    taking = desk.engine.case("C").taking_part
    found = [taking.basis("conversations", BEGIN + day * DAY) for day in (1, 3, 6)]
    kinds = [one and one.participation for one in found]
    assert kinds == [None, Participation.ORDERED, Participation.VOLUNTARY]


def test_that_there_was_no_order_after_all_is_a_breach_of_what_began_on_it() -> None:
    """A correction of the order, and a late entry that it was lifted before the talk began."""
    for is_corrected in (True, False):
        desk = Desk()
        order = desk.ordered()
        desk.convene()
        desk.on(2).do(c.EnterStage(actor=LEAD, conference="k", stage="preparation"))
        desk.on(5)
        if is_corrected:
            desk.do(c.CorrectEntry(actor=LEAD, wrong=order, why="recorded-in-error"))
        else:
            desk.voluntary(at=BEGIN + DAY)
        assert desk.stage() == STOPPED
        [breach] = desk.engine.case("C").exceptions.open_breaches()
        assert (breach.rule, breach.trigger) == ("consent.valid", "set-participation")


def test_that_a_client_was_a_minor_all_along_is_a_breach_of_what_began_on_their_word() -> None:
    """Recorded late, as of before the talk; nothing is known of it where it is taken back."""
    desk = Desk()
    desk.consent()
    desk.on(1).convene()
    desk.on(2).do(c.EnterStage(actor=LEAD, conference="k", stage="preparation"))
    late = c.RecordMinority(actor=LEAD, until=date(2026, 9, 1), occurred_at=BEGIN)
    wrong = desk.on(5).do(late)
    assert desk.stage() == STOPPED
    [breach] = desk.engine.case("C").exceptions.open_breaches()
    assert (breach.rule, breach.trigger) == ("consent.valid", "record-minority")
    desk.do(c.CorrectEntry(actor=LEAD, wrong=wrong, why="recorded-in-error"))
    assert desk.breaches() == []
    assert desk.engine.case("C").minority == ()
    assert desk.stage() == STOPPED


def test_an_order_whose_end_is_on_record_can_be_corrected() -> None:
    """The end of the order that was wrong says nothing of the one before it."""
    desk = Desk()
    desk.ordered(until=date(2026, 3, 12))
    wrong = desk.on(1).ordered(until=date(2026, 3, 5))
    assert len(desk.on(5).engine.lapse("C")) == 1
    desk.do(c.CorrectEntry(actor=LEAD, wrong=wrong, why="recorded-in-error"))
    desk.convene()
    assert [one.is_end_known for one in desk.engine.case("C").bases] == [False]
    assert len(desk.on(20).engine.lapse("C")) == 1
    assert desk.stage() == STOPPED


@pytest.mark.requirement("R33")
def test_a_minor_and_the_guardian_agree_both() -> None:
    """Each refusal says whose consent is missing, and its remedies lead on."""
    desk = Desk()
    desk.do(c.RecordMinority(actor=LEAD, until=date(2026, 9, 1)))
    with pytest.raises(Refused, match="neither `client` nor, for a minor, `family` agrees") as both:
        desk.convene()
    remedies = [one for verdict in both.value.decision.verdicts for one in verdict.remedies]
    assert [_scope(one) for one in remedies] == [OWN, GUARDIAN]
    desk.consent()
    with pytest.raises(Refused, match="`family` was not asked for consent") as one:
        desk.convene()
    remedies = [one for verdict in one.value.decision.verdicts for one in verdict.remedies]
    assert [_scope(one) for one in remedies] == [GUARDIAN]
    desk.consent(GUARDIAN)
    desk.convene()


def _scope(remedy: Remedy) -> str:
    return dict(remedy.filled)["scope"]


@pytest.mark.requirement("R33")
def test_the_guardian_alone_cannot_agree_for_a_minor() -> None:
    """Nobody sits there against their own will."""
    desk = Desk()
    desk.do(c.RecordMinority(actor=LEAD, until=date(2026, 9, 1)))
    desk.consent(GUARDIAN)
    with pytest.raises(Refused, match="`client` was not asked for consent"):
        desk.convene()


def test_from_the_day_of_age_on_the_clients_consent_is_enough() -> None:
    """To the instant at which that day begins in the workflow's zone."""
    midnight = datetime(2026, 3, 9, 23, tzinfo=UTC)
    desk = Desk()
    desk.do(c.RecordMinority(actor=LEAD, until=date(2026, 3, 10)))
    desk.consent()
    desk.clock.set(midnight - timedelta(microseconds=1))
    with pytest.raises(Refused, match="`family`"):
        desk.convene()
    desk.clock.set(midnight)
    desk.convene()


def test_a_guardian_who_withdraws_stops_the_conversation() -> None:
    """As the client does; who came of age does not depend on it."""
    for of_age, stage in ((date(2026, 9, 1), STOPPED), (date(2026, 3, 4), "convened")):
        desk = Desk()
        desk.do(c.RecordMinority(actor=LEAD, until=of_age))
        desk.consent()
        desk.consent(GUARDIAN)
        desk.convene()
        desk.on(5).do(c.WithdrawConsent(actor=FAMILY, scope=GUARDIAN))
        assert desk.stage() == stage


def test_that_a_client_is_a_minor_stops_what_rests_on_their_word_alone() -> None:
    """And a record that they are of age after all asks for the guardian no more."""
    desk = Desk()
    desk.consent()
    desk.convene()
    desk.on(1).do(c.RecordMinority(actor=LEAD, until=date(2026, 9, 1)))
    assert desk.stage() == STOPPED
    desk.on(2).do(c.RecordMinority(actor=LEAD, until=date(2026, 3, 1)))
    desk.do(
        c.ConveneConference(
            actor=LEAD, conference="k-2", type="conversation", planned_on=date(2026, 3, 20)
        )
    )


def test_an_order_stands_in_for_a_minors_consent_and_the_guardians() -> None:
    """It asks for the conversation, whoever agrees."""
    desk = Desk()
    desk.do(c.RecordMinority(actor=LEAD, until=date(2026, 9, 1)))
    desk.ordered()
    desk.convene()


def test_a_professional_records_that_a_client_is_a_minor() -> None:
    """The family does not."""
    with pytest.raises(Refused, match=r"actor\.professional"):
        Desk().do(c.RecordMinority(actor=FAMILY, until=date(2026, 9, 1)))


def test_a_case_shows_what_is_ordered_and_who_is_a_minor() -> None:
    """The basis of each measure as it stands, and the day of age."""
    desk = Desk()
    desk.ordered(until=date(2026, 3, 5))
    desk.do(c.RecordMinority(actor=LEAD, until=date(2026, 3, 10)))
    told = [_told(desk.on(days)) for days in (1, 9)]
    since = BEGIN.isoformat()
    assert told[0] == [["conversations", "ordered", since, "2026-03-05"], ["yes", "2026-03-10"]]
    assert told[1] == [["conversations", "order over", since, "2026-03-05"], ["no", "2026-03-10"]]


def _told(desk: Desk) -> list[list[str]]:
    wanted = ("participation", "minority")
    sections = [one for one in desk.engine.show("C") if one.name in wanted]
    return [[field.value for field in row] for one in sections for row in one.rows]


def test_the_end_of_an_order_is_on_the_agenda() -> None:
    """With its day, for the lead."""
    desk = Desk()
    desk.ordered(until=date(2026, 3, 5))
    [agenda] = desk.engine.today(LEAD.organisation)
    found = [one for one in agenda.due if one.what.message == "due.order"]
    assert [(one.on, one.roles) for one in found] == [(date(2026, 3, 5), ("prison-unit",))]
