"""What was recorded is handed on: at least once, in order for each case, to each handler."""

from datetime import timedelta
from typing import Final

import pytest

from ddrflow.daemon.delivery import PATIENCE, Courier
from ddrflow.daemon.handlers import CallableHandler
from ddrflow.daemon.handlers.log import LogHandler
from ddrflow.daemon.handlers.settings import LogSettings
from ddrflow.daemon.lane import Delivered
from ddrflow.daemon.message import Message, NotDelivered, TurnedAway
from ddrflow.engine import Engine
from ddrflow.errors import BadCommand, BadRecord, Gone
from ddrflow.model import commands as c
from ddrflow.ports import Patience
from tests.daemon.cases import until
from tests.daemon.letterbox import Hanging, Letterbox, refusing, talking
from tests.properties.wall_case import who
from tests.stores import Place

AWAY: Final = NotDelivered("503")
DAY: Final = timedelta(days=1)
ALL_DAYS: Final = range(6)


def rounds_of_a_week(place: Place, courier: Courier) -> Delivered:
    """What comes of it over some days, a round whenever something can be tried again."""
    total = courier.round()
    for pause in (*PATIENCE.pauses, *[DAY for _ in ALL_DAYS]):
        place.clock.set(place.clock.now() + pause)
        total.add(courier.round())
    return total


def test_each_handler_is_given_every_entry_once_and_in_order(timed: Place) -> None:
    engine = talking(timed, 3)
    first, second = Letterbox("first"), Letterbox("second")
    done = Courier(engine, [first, second]).round()
    total = sum(len(engine.events(name)) for name in engine.cases())
    assert done == Delivered(handed_out=total, done=2 * total)
    for box in (first, second):
        for name in engine.cases():
            assert box.seqs(name) == [one.seq for one in engine.events(name)]
    assert Courier(engine, [first, second]).round() == Delivered()
    assert timed.store.undelivered(1) == ()


def test_a_message_tells_what_each_party_is_told_and_no_more(timed: Place) -> None:
    engine = talking(timed)
    box = Letterbox(only=("conference-convened",))
    Courier(engine, [box]).round()
    [message] = box.given
    entry = engine.events("C-0")[-1]
    assert (message.case_id, message.seq, message.kind) == (
        "C-0",
        entry.seq,
        "conference-convened",
    )
    assert (message.occurred_at, message.recorded_at) == (entry.occurred_at, entry.recorded_at)
    assert message.organisations == ("org-neustart", "org-client", "org-network")
    assert {one.what.message for one in message.letters} == {"letter.conference-convened"}
    assert "p-neustart" not in repr(message)


def test_a_handler_is_given_the_kinds_that_it_wants(timed: Place) -> None:
    engine = talking(timed)
    box = Letterbox(only=("step-taken",))
    done = Courier(engine, [box]).round()
    assert (done.handed_out, done.done, box.given) == (len(engine.events("C-0")), 0, [])


def test_without_a_handler_the_outbox_is_left_to_others(timed: Place) -> None:
    engine = talking(timed)
    assert Courier(engine, []).round() == Delivered()
    assert len(timed.store.undelivered(9)) == len(engine.events("C-0"))


def test_two_handlers_of_one_name_are_refused(timed: Place) -> None:
    with pytest.raises(BadCommand, match="two are called `box`"):
        Courier(talking(timed), [Letterbox(), Letterbox()])


def test_a_handler_that_fails_keeps_no_other_from_its_messages(timed: Place) -> None:
    engine = talking(timed, 2)
    failing = Letterbox("failing", answer=refusing(1, fault=AWAY))
    well = Letterbox("well")
    done = Courier(engine, [failing, well]).round()
    assert done.done == sum(len(engine.events(name)) for name in engine.cases())
    assert done.failed == 2
    assert failing.seqs("C-0") == [1]


def test_what_a_handler_refused_comes_again_under_its_key_until_it_arrives(timed: Place) -> None:
    engine = talking(timed)
    box = Letterbox(answer=refusing(1, fault=AWAY))
    courier = Courier(engine, [box])
    assert courier.round().failed == 1
    assert courier.round() == Delivered(), "it rests"
    timed.clock.set(timed.clock.now() + PATIENCE.after(1))
    box.answer = lambda _: None
    assert courier.round().done == len(engine.events("C-0"))
    assert box.seqs("C-0") == [1, *(one.seq for one in engine.events("C-0"))]
    assert box.given[0].key == box.given[1].key
    assert len({one.key for one in box.given}) == len(engine.events("C-0"))


def test_refused_again_and_again_it_is_a_dead_letter_and_is_replayed(
    timed: Place, caplog: pytest.LogCaptureFixture
) -> None:
    """Refusal, remedy, acceptance."""
    engine = talking(timed)
    box = Letterbox(answer=refusing(1, fault=NotDelivered("secret words of the receiver")))
    total = rounds_of_a_week(timed, Courier(engine, [box]))
    assert (total.failed, total.dead) == (PATIENCE.attempts, 1)
    assert box.seqs("C-0").count(1) == PATIENCE.attempts
    [dead] = engine.deliveries.dead()
    assert (dead.seq, dead.failure) == (1, "E-NOT-DELIVERED")
    assert box.seqs("C-0")[-1] == engine.events("C-0")[-1].seq, "the next ones passed"
    assert "dead letter" in caplog.text
    assert "secret words" not in caplog.text
    box.answer = lambda _: None
    assert engine.deliveries.replay("box") == 1
    assert Courier(engine, [box]).round().done == 1
    assert box.given[-1].key == dead.key
    assert engine.deliveries.dead() == ()


def test_what_is_turned_away_is_a_dead_letter_at_once(timed: Place) -> None:
    engine = talking(timed)
    box = Letterbox(answer=refusing(1, fault=TurnedAway("410")))
    done = Courier(engine, [box]).round()
    assert (done.failed, done.dead, done.done) == (1, 1, len(engine.events("C-0")) - 1)
    assert [one.failure for one in engine.deliveries.dead()] == ["E-TURNED-AWAY"]


def test_an_error_of_any_kind_is_a_failure_of_its_own_message(timed: Place) -> None:
    engine = talking(timed)
    box = Letterbox(answer=refusing(2, fault=ZeroDivisionError("x")))
    assert Courier(engine, [box]).round().failed == 1
    [waiting, *_] = engine.deliveries.waiting(9)
    assert (waiting.seq, waiting.attempts, waiting.failure) == (2, 1, "E-CRASHED")


def test_a_receiver_that_is_away_is_left_alone_until_the_next_round(timed: Place) -> None:
    """Otherwise each of ten thousand cases would wait for its timeout, one after another."""
    engine = talking(timed, 8)
    box = Letterbox(answer=refusing(1, 2, 3, fault=AWAY))
    assert Courier(engine, [box]).round().failed == 3


def test_a_handler_that_hangs_keeps_no_other_from_its_messages_and_is_told_of(
    timed: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    engine = talking(timed)
    hanging = Hanging()
    slow, quick = Letterbox("slow", answer=hanging), Letterbox("quick")
    courier = Courier(engine, [slow, quick])
    courier.round(within=timedelta())
    assert hanging.is_reached.wait(60)
    until(lambda: len(quick.given) == len(engine.events("C-0")))
    invite = c.ConveneConference(
        actor=who("neustart"),
        conference="snc-2",
        type="social-network",
        planned_on=timed.clock.now().date(),
    )
    engine.do("C-0", invite)
    monkeypatch.setattr("ddrflow.daemon.lane.MARGIN", timedelta(days=-1))

    def has_all() -> bool:
        courier.round(within=timedelta())
        return len(quick.given) == len(engine.events("C-0"))

    until(has_all)
    courier.round(within=timedelta())
    until(lambda: courier.still_at_work() == ("slow",))
    told = [one.getMessage() for one in caplog.records if "handler hangs" in one.getMessage()]
    assert len([one for one in told if "slow" in one]) == 1, "it is said once"
    assert len(slow.given) == 1
    hanging.may_go_on.set()
    courier.round()
    assert slow.seqs("C-0") == quick.seqs("C-0")


def test_one_that_took_longer_than_its_claim_sends_again_and_says_nothing_wrong(
    timed: Place,
) -> None:
    engine = talking(timed)
    hanging = Hanging()
    slow, other = Letterbox("box", answer=hanging), Letterbox("box")
    courier = Courier(engine, [slow])
    courier.round(within=timedelta())
    assert hanging.is_reached.wait(60)
    timed.clock.set(timed.clock.now() + PATIENCE.lease)
    assert Courier(engine, [other]).round().done == len(engine.events("C-0"))
    hanging.may_go_on.set()
    courier.round()
    assert slow.seqs("C-0") == [1]
    assert other.given[0].key == slow.given[0].key
    assert engine.deliveries.waiting(9) == ()


def test_a_courier_that_is_to_stop_ends_what_it_is_at_and_takes_up_nothing_new(
    timed: Place,
) -> None:
    engine = talking(timed)
    hanging = Hanging()
    box = Letterbox(answer=hanging)
    courier = Courier(engine, [box])
    courier.round(within=timedelta())
    assert hanging.is_reached.wait(60)
    assert not courier.stop(timedelta())
    hanging.may_go_on.set()
    assert courier.stop(timedelta(seconds=60))
    assert box.seqs("C-0") == [1]
    assert [one.attempts for one in engine.deliveries.waiting(9)] == [0] * (
        len(engine.events("C-0")) - 1
    )


def test_a_store_that_is_away_breaks_a_round_off_and_loses_nothing(
    timed: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = talking(timed)
    box = Letterbox()
    courier = Courier(engine, [box])
    with monkeypatch.context() as broken:

        def away(case_id: str, seq: int) -> None:
            message = f"the server closed the connection: {case_id} {seq}"
            raise Gone(message)

        broken.setattr(engine, "post", away)
        with pytest.raises(Gone):
            courier.round()
    assert box.given == []
    timed.clock.set(timed.clock.now() + PATIENCE.lease)
    assert courier.round().done == len(engine.events("C-0"))


def test_what_kills_its_process_each_time_is_a_dead_letter_and_told_of(
    timed: Place, caplog: pytest.LogCaptureFixture
) -> None:
    engine = talking(timed)
    patience = Patience(attempts=2)
    courier = Courier(engine, [Letterbox()], patience)
    engine.deliveries.hand_out(lambda _: ("box",), 99)
    for _ in range(2):
        assert engine.deliveries.claim("box", patience) is not None
        timed.clock.set(timed.clock.now() + DAY)
    done = courier.round()
    assert (done.dead, done.done) == (1, len(engine.events("C-0")) - 1)
    assert "E-DIED" in caplog.text


@pytest.mark.parametrize(
    ("fault", "code"),
    [(BadRecord("C-0", 1, "of another version"), "E-RECORD"), (KeyError("x"), "E-CRASHED")],
)
def test_an_entry_of_which_no_letter_can_be_made_is_a_failure_of_its_own(
    fault: Exception, code: str, timed: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a newer ddrflow writes it, of which this one knows nothing."""
    engine = talking(timed)
    post = Engine.post

    def unreadable(self: Engine, case_id: str, seq: int) -> object:
        if seq == 1:
            raise fault
        return post(self, case_id, seq)

    monkeypatch.setattr(Engine, "post", unreadable)
    assert Courier(engine, [Letterbox()]).round().failed == 1
    assert engine.deliveries.waiting(1)[0].failure == code


def test_a_program_gives_a_function_of_its_own(timed: Place) -> None:
    engine = talking(timed)
    given: list[Message] = []
    handler = CallableHandler("mine", given.append, only=["conference-convened"])
    assert Courier(engine, [handler]).round().done == 1
    assert [one.kind for one in given] == ["conference-convened"]


def test_the_log_tells_of_each_entry_by_ids(timed: Place, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="ddrflow.entries")
    engine = talking(timed)
    handler = LogHandler(LogSettings(kind="log", name="lines"))
    assert Courier(engine, [handler]).round().done == len(engine.events("C-0"))
    lines = [one.getMessage() for one in caplog.records if one.name == "ddrflow.entries"]
    assert len(lines) == len(engine.events("C-0"))
    assert "org-client: letter.conference-convened" in lines[-1]
    assert "p-neustart" not in caplog.text


def test_what_a_handler_says_beyond_its_reason_is_in_no_log(
    timed: Place, caplog: pytest.LogCaptureFixture
) -> None:
    """It may hold what nobody is to read."""
    fault = NotDelivered("the mailbox of Jane Roe is full", reason="452")
    Courier(talking(timed), [Letterbox(answer=refusing(1, fault=fault))]).round()
    assert "'reason': '452'" in caplog.text
    assert "Roe" not in caplog.text
