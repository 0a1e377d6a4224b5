"""A daemon in threads of its own: it sweeps until it is stopped, and says how it is."""

from collections.abc import Sequence
from datetime import timedelta
from threading import Timer
from typing import Final

import pytest

from ddrflow.daemon import Daemon, Settings
from ddrflow.daemon.delivery import Courier
from ddrflow.daemon.report import report
from ddrflow.engine.clockwork import CarriedOut
from ddrflow.errors import BadRecord, Busy, Gone
from ddrflow.ports import Claim, Patience, ReplicaState
from tests.daemon.cases import inside, overdue, triggered, until
from tests.daemon.letterbox import Hanging, Letterbox, talking
from tests.postgres import Server
from tests.stores import Place, place

QUICK: Final = Settings.model_validate(
    {"sweep": {"every": "20 ms"}, "watch": {"lease": "300 ms"}, "name": "d-1"}
)
SECOND: Final = QUICK.model_copy(update={"name": "d-2"})


def test_a_daemon_records_what_is_due_and_what_comes_due(timed: Place) -> None:
    engine = inside(timed, 5)
    with Daemon(engine, QUICK) as daemon:
        until(lambda: daemon.sweeping.rounds > 1)
        assert triggered(engine) == {}
        timed.clock.set(timed.clock.now() + timedelta(days=185))
        until(lambda: len(triggered(engine)) == 5)
        assert daemon.is_ready()
        assert daemon.troubles() == ()
    assert daemon.counts.entries == 5
    assert sum(daemon.counts.late) == 5
    assert set(triggered(engine).values()) == {1}


def test_it_says_that_it_is_there_and_that_it_stopped(timed: Place) -> None:
    engine = overdue(timed, 1)
    with Daemon(engine, QUICK) as daemon:
        until(lambda: daemon.sweeping.rounds > 0)
        told = report(engine)
        assert [(one.replica, one.state) for one in told.there] == [
            (daemon.name, ReplicaState.ACTIVE)
        ]
        assert daemon.name.startswith("d-1:")
        assert told.troubles() == ()
    told = report(engine)
    assert told.there == ()
    [kept] = told.replicas
    assert (kept.state, kept.recorded, kept.failed) == (ReplicaState.STOPPED, 1, 0)
    assert told.troubles() == ("no daemon is at work",)


def test_several_daemons_on_one_store_record_each_review_once(timed: Place) -> None:
    engine = overdue(timed, 60)
    daemons = [
        Daemon(timed.engine(), QUICK.model_copy(update={"name": f"d-{one}"})) for one in range(4)
    ]
    for one in daemons:
        one.start()
    until(lambda: len(triggered(engine)) == 60)
    assert all([one.stop() for one in daemons])  # noqa: C419 - every one of them is to be stopped
    assert set(triggered(engine).values()) == {1}
    assert sum(one.counts.entries for one in daemons) == 60


def test_on_sqlite_a_second_daemon_stands_by_and_takes_over(server: Server) -> None:
    with place("sqlite", server) as alone:
        engine = overdue(alone, 1)
        first = Daemon(engine, QUICK)
        first.start()
        until(lambda: first.counts.entries == 1)
        with Daemon(alone.engine(), SECOND) as second:
            until(lambda: second.state is ReplicaState.STANDBY)
            until(second.is_ready)
            states = {one.replica: one.state for one in report(engine).there}
            assert states == {first.name: ReplicaState.ACTIVE, second.name: ReplicaState.STANDBY}
            first.stop()
            until(lambda: second.state is ReplicaState.ACTIVE)
            alone.clock.set(alone.clock.now() + timedelta(days=31))
            until(lambda: second.counts.entries == 1)
        assert set(triggered(engine).values()) == {1}


def test_a_database_that_goes_away_and_comes_back_ends_nothing(
    timed: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    engine = overdue(timed, 1)
    claim = engine.clockwork.claim
    is_away = True

    def away(by: str, limit: int, patience: Patience) -> tuple[Claim, ...]:
        if is_away:
            message = "the server closed the connection"
            raise Gone(message)
        return claim(by, limit, patience)

    monkeypatch.setattr(engine.clockwork, "claim", away)
    with Daemon(engine, QUICK) as daemon:
        until(lambda: daemon.sweeping.kept_by == "store is away")
        assert not daemon.is_ready()
        assert daemon.troubles() == ()
        is_away = False
        until(lambda: daemon.counts.entries == 1)
        assert daemon.is_ready()
    assert caplog.text.count("store is away") == 1
    assert caplog.text.count("store is back") == 1


def test_a_fault_of_ddrflow_itself_ends_the_sweeps_and_is_told(
    timed: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = overdue(timed, 1)

    def broken(*words: object) -> None:
        message = f"a fault of ours: {len(words)}"
        raise RuntimeError(message)

    monkeypatch.setattr(engine.clockwork, "claim", broken)
    with Daemon(engine, QUICK) as daemon:
        until(lambda: daemon.sweeping.fault is not None)
        assert daemon.troubles() == ("sweep failed: RuntimeError",)
        assert not daemon.is_ready()


def test_what_was_recorded_is_handed_on_in_a_thread_of_its_own(timed: Place) -> None:
    """However long it takes to tell people, the next review does not wait for it."""
    engine = talking(timed)
    hanging = Hanging()
    box = Letterbox(answer=hanging)
    with Daemon(engine, QUICK, Courier(engine, [box])) as daemon:
        assert hanging.is_reached.wait(60)
        rounds = daemon.sweeping.rounds
        until(lambda: daemon.sweeping.rounds > rounds + 1)
        hanging.may_go_on.set()
        until(lambda: daemon.counts.delivered == len(engine.events("C-0")))
    assert box.seqs("C-0") == [one.seq for one in engine.events("C-0")]


def test_a_daemon_that_is_to_stop_lets_a_handler_end_the_message_that_it_is_at(
    timed: Place,
) -> None:
    engine = talking(timed)
    hanging = Hanging()
    box = Letterbox(answer=hanging)
    with Daemon(engine, QUICK, Courier(engine, [box])) as daemon:
        assert hanging.is_reached.wait(60)
        # Whatever it was at when it was told to stop arrives, and nothing after it.
        Timer(0.2, hanging.may_go_on.set).start()
        assert daemon.stop()
    assert box.seqs("C-0") == [1]
    left = engine.deliveries.waiting(9)
    assert [one.seq for one in left] == [one.seq for one in engine.events("C-0")][1:]
    assert {one.attempts for one in left} == {0}


def test_a_handler_that_does_not_end_in_time_is_told_of(timed: Place) -> None:
    engine = talking(timed)
    hanging = Hanging()
    soon = QUICK.model_copy(update={"drain": timedelta(milliseconds=50)})
    daemon = Daemon(engine, soon, Courier(engine, [Letterbox(answer=hanging)]))
    daemon.start()
    assert hanging.is_reached.wait(60)
    assert not daemon.stop()
    hanging.may_go_on.set()
    until(daemon.stop)


def test_handlers_that_are_replaced_end_the_message_that_they_are_at(timed: Place) -> None:
    engine = talking(timed)
    hanging = Hanging()
    old, new = Letterbox(answer=hanging), Letterbox()
    with Daemon(engine, QUICK, Courier(engine, [old])) as daemon:
        assert hanging.is_reached.wait(60)
        Timer(0.2, hanging.may_go_on.set).start()
        again = timed.engine()
        daemon.take(again, QUICK, Courier(again, [new]))
        until(lambda: len(new.given) == len(again.events("C-0")) - 1)
    assert old.seqs("C-0") == [1]


def test_it_is_ready_as_long_as_a_sweep_gets_on(
    timed: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = overdue(timed, 20)
    told: list[bool] = []
    few = QUICK.model_copy(update={"sweep": QUICK.sweep.model_copy(update={"batch": 5})})
    daemon = Daemon(engine, few)
    carry_out = engine.clockwork.carry_out

    def watched(claims: Sequence[Claim], patience: Patience) -> CarriedOut:
        told.append(daemon.is_ready())
        return carry_out(claims, patience)

    monkeypatch.setattr(engine.clockwork, "carry_out", watched)
    with daemon:
        until(lambda: daemon.counts.entries == 20)
    assert told[0] is False, "nothing was done yet"
    assert told[1:4] == [True, True, True]


def test_what_above_the_cases_cannot_be_read_ends_a_round_and_tries_no_case(
    timed: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such as a fact of a newer version, recorded while the daemons are replaced in turn."""
    engine = overdue(timed, 3)
    with monkeypatch.context() as broken:

        def newer(wanted: object) -> None:
            del wanted
            raise BadRecord("standing", 4, "`sworn-in` is not known")

        broken.setattr(type(engine.clockwork._store), "read", lambda _, wanted: newer(wanted))  # noqa: SLF001
        with Daemon(engine, QUICK) as daemon:
            until(lambda: daemon.sweeping.kept_by == "record cannot be read")
            assert daemon.troubles() == ()
            assert not daemon.is_ready()
    assert {one.attempts for one in engine.clockwork.timers.upcoming(9)} == {0}
    with Daemon(engine, QUICK) as daemon:
        until(lambda: daemon.counts.entries == 3)


def test_it_can_be_stopped_before_it_was_started(timed: Place) -> None:
    assert Daemon(overdue(timed, 1), QUICK).stop()


def test_it_goes_on_with_other_settings_and_workflows(timed: Place) -> None:
    engine = overdue(timed, 1)
    with Daemon(engine, QUICK) as daemon:
        until(lambda: daemon.counts.entries == 1)
        other = QUICK.model_copy(update={"sweep": QUICK.sweep.model_copy(update={"batch": 1})})
        daemon.take(timed.engine(), other)
        timed.clock.set(timed.clock.now() + timedelta(days=31))
        until(lambda: daemon.counts.entries == 2)


class NoTick:
    """A tick that never comes, as where the clock of the machine was set back by years."""

    def __init__(self, *words: object) -> None:
        del words

    def start(self) -> None:
        """It does not."""

    def stop(self) -> None:
        """There is nothing to be stopped."""


def test_a_machine_whose_clock_was_set_back_sweeps_all_the_same(
    timed: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = overdue(timed, 2)
    monkeypatch.setattr("ddrflow.daemon.daemon.Tick", NoTick)
    with Daemon(engine, QUICK) as daemon:
        until(lambda: daemon.counts.entries == 2)


def test_it_can_be_stopped_twice(timed: Place) -> None:
    engine = overdue(timed, 1)
    with Daemon(engine, QUICK) as daemon:
        until(lambda: daemon.counts.entries == 1)
        assert daemon.stop()
    assert daemon.state is ReplicaState.STOPPED


def test_what_was_recorded_counts_though_the_sweep_was_broken_off(
    timed: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = overdue(timed, 20)
    claim, batches = engine.clockwork.claim, iter([True])

    def once(by: str, limit: int, patience: Patience) -> tuple[Claim, ...]:
        if next(batches, False):
            return claim(by, limit, patience)
        message = "the server closed the connection"
        raise Gone(message)

    monkeypatch.setattr(engine.clockwork, "claim", once)
    few = QUICK.model_copy(update={"sweep": QUICK.sweep.model_copy(update={"batch": 5})})
    with Daemon(engine, few) as daemon:
        until(lambda: daemon.sweeping.kept_by == "store is away")
        assert daemon.counts.entries == 5


def test_how_often_it_looks_is_taken_over_as_well(timed: Place) -> None:
    engine = overdue(timed, 1)
    seldom = QUICK.model_copy(
        update={"sweep": QUICK.sweep.model_copy(update={"every": timedelta(hours=1)})}
    )
    with Daemon(engine, seldom) as daemon:
        until(lambda: daemon.counts.entries == 1)
        daemon.take(timed.engine(), QUICK)
        timed.clock.set(timed.clock.now() + timedelta(days=31))
        until(lambda: daemon.counts.entries == 2)


def test_a_case_that_cannot_be_worked_out_anew_holds_up_no_sweep(
    timed: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = overdue(timed, 3)

    def broken(*words: object) -> None:
        message = f"a fault: {len(words)}"
        raise Gone(message)

    monkeypatch.setattr(engine.clockwork, "derive", broken)
    with Daemon(engine, QUICK) as daemon:
        until(lambda: daemon.counts.entries == 3)
        until(lambda: daemon.deriving.kept_by == "store is away")
        assert daemon.troubles() == ()


def test_a_watch_that_was_not_to_be_had_is_not_taken_for_kept(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with place("sqlite", server) as alone:
        engine = overdue(alone, 1)
        answers = iter([Busy(), Busy(), True])
        asked: list[bool] = []

        def keep_watch(self: object, replica: str, lease: timedelta) -> bool:
            del self, replica, lease
            answer = next(answers, True)
            if isinstance(answer, Busy):
                assert triggered(engine) == {}
                raise answer
            asked.append(True)
            return True

        monkeypatch.setattr("ddrflow.store.replicas.SqlReplicas.keep_watch", keep_watch)
        with Daemon(engine, QUICK) as daemon:
            until(lambda: daemon.counts.entries == 1)
        assert asked
