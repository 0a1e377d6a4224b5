"""A thread that does one thing whenever it is woken, and what wakes it."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest

from ddrflow.daemon.tick import Again, Tick
from ddrflow.daemon.worker import Worker
from ddrflow.errors import Conflict
from tests.daemon.cases import until

LONG: Final = timedelta(hours=1)
SHORT: Final = timedelta(milliseconds=5)


def test_it_acts_when_it_is_woken_and_waits_otherwise() -> None:
    acts: list[int] = []
    worker = Worker("test", lambda: acts.append(1), LONG)
    worker.start()
    worker.wake()
    until(lambda: worker.rounds == 1)
    worker.wake()
    until(lambda: worker.rounds == 2)
    assert worker.stop(60)
    assert len(acts) == 2


def test_where_nobody_wakes_it_it_wakes_by_itself() -> None:
    """As where the clock of the machine was set back, by which its tick goes."""
    worker = Worker("test", lambda: None, SHORT)
    worker.start()
    until(lambda: worker.rounds > 2)
    assert worker.stop(60)


def test_that_somebody_else_was_faster_ends_a_round_and_no_more() -> None:
    answers = iter([Conflict("C-0", 1)])

    def act() -> None:
        answer = next(answers, None)
        if answer is not None:
            raise answer

    worker = Worker("test", act, SHORT)
    worker.start()
    until(lambda: worker.rounds >= 1 or worker.fault is not None)
    assert worker.fault is None
    assert worker.stop(60)


def test_a_fault_is_told_by_its_kind_and_place_and_never_by_what_it_says(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def act() -> None:
        message = "words of a case"
        raise RuntimeError(message)

    worker = Worker("test", act, LONG)
    worker.start()
    worker.wake()
    until(lambda: worker.fault is not None)
    assert worker.stop(60)
    assert isinstance(worker.fault, RuntimeError)
    assert "RuntimeError" in caplog.text
    assert "test_worker.py:" in caplog.text
    assert "words of a case" not in caplog.text


def test_a_clock_that_jumped_has_missed_one_tick_and_not_millions() -> None:
    trigger = Again(timedelta(seconds=1), 0.2)
    then = datetime(2026, 3, 2, 9, tzinfo=UTC)
    now = then + timedelta(days=365)
    following = trigger.get_next_fire_time(then, now)
    assert timedelta(seconds=1) <= following - now <= timedelta(seconds=1.2)
    assert trigger.get_next_fire_time(None, now) == now


def test_a_tick_comes_at_once_and_again_until_it_is_stopped() -> None:
    ticks: list[int] = []
    tick = Tick(SHORT, 0.2, lambda: ticks.append(1))
    tick.start()
    until(lambda: len(ticks) > 2)
    tick.stop()
    tick.stop()
