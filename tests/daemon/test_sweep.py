"""A sweep takes up everything that is due, and is held up by nothing."""

from datetime import datetime, timedelta
from typing import Final

import pytest

from ddrflow.daemon import Settings, Swept, sweep_once
from ddrflow.daemon.settings import SweepSettings
from ddrflow.daemon.sweep import Sweep
from ddrflow.decide import lapse
from ddrflow.model.case import Case
from ddrflow.model.commands import Command
from ddrflow.model.events import ReviewFellDue
from ddrflow.model.standing import Standing
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Claim, Patience
from tests.daemon.cases import inside, overdue, triggered
from tests.stores import Place

SMALL: Final = SweepSettings(batch=7)


def poisoned(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Cases of which the clock cannot tell what is due, whatever it is asked."""

    def broken(
        workflow: Workflow, case: Case, standing: Standing | None, now: datetime
    ) -> tuple[Command, ...]:
        if case.case_id in names:
            message = "poison"
            raise ZeroDivisionError(message)
        return lapse(workflow, case, standing, now)

    monkeypatch.setattr("ddrflow.decide.lapse", broken)


def test_a_sweep_records_everything_that_is_due_batch_by_batch(timed: Place) -> None:
    engine = overdue(timed, 20)
    swept = Sweep("r-1", SMALL).once(engine)
    assert (swept.batches, swept.entries, swept.failed) == (3, 20, 0)
    assert set(triggered(engine).values()) == {1}
    assert len(swept.late) == 20
    assert min(swept.late) > timedelta()


def test_a_sweep_that_finds_nothing_records_nothing(timed: Place) -> None:
    engine = inside(timed, 2)
    assert sweep_once(engine) == Swept()


def test_what_one_case_brings_about_keeps_no_other_from_its_review(
    timed: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = overdue(timed, 9)
    poisoned(monkeypatch, "C-4")
    swept = Sweep("r-1", SMALL).once(engine)
    assert (swept.entries, swept.failed, swept.put_away) == (8, 1, 0)
    [kept] = timed.store.timers.of_case("C-4")
    assert (kept.attempts, kept.failure, kept.claimed_by) == (1, "E-CRASHED", "")
    assert triggered(engine)["C-4", ReviewFellDue] == 0


def test_what_fails_each_time_is_put_away_and_told_of_and_others_go_on(
    timed: Place, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Refusal, remedy, acceptance: released once its cause is mended, it is recorded."""
    engine = overdue(timed, 3)
    sweep = Sweep("r-1", SMALL)
    with monkeypatch.context() as broken:
        poisoned(broken, "C-1")
        total = 0
        for _ in range(12):
            total += sweep.once(engine).put_away
            timed.clock.set(timed.clock.now() + timedelta(hours=2))
    assert total == 1
    [away] = timed.store.timers.in_quarantine()
    assert (away.case_id, away.attempts, away.failure) == ("C-1", 5, "E-CRASHED")
    assert "timer in quarantine" in caplog.text
    assert "poison" not in caplog.text, "what an error says may hold what nobody is to read"
    assert timed.store.timers.release("C-1") == 1
    assert sweep.once(engine).entries == 1
    assert triggered(engine)["C-1", ReviewFellDue] == 1


def test_a_sweep_that_is_to_stop_gives_back_what_it_claimed(timed: Place) -> None:
    engine = overdue(timed, 3)
    before = timed.store.timers.upcoming(9)
    answers = iter([True, False])
    swept = Sweep("r-1", SMALL, goes_on=lambda: next(answers)).once(engine)
    assert swept == Swept()
    assert timed.store.timers.upcoming(9) == before


def test_a_batch_that_takes_long_is_followed_by_a_smaller_one(
    timed: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever works on a case waits for the batch that it is in."""
    engine = overdue(timed, 60)
    instants = iter(range(1_000))
    monkeypatch.setattr("ddrflow.daemon.sweep.monotonic", lambda: next(instants))
    sizes: list[int] = []
    claim = engine.clockwork.claim

    def counted(by: str, limit: int, patience: Patience) -> tuple[Claim, ...]:
        sizes.append(limit)
        return claim(by, limit, patience)

    monkeypatch.setattr(engine.clockwork, "claim", counted)
    Sweep("r-1", SweepSettings(batch=40)).once(engine)
    assert sizes == [40, 20, 10]


def test_the_settings_say_how_often_a_timer_is_tried() -> None:
    settings = Settings.model_validate({"sweep": {"claim": "10 s", "pauses": ["1 s"]}})
    patience = settings.sweep.patience
    assert patience.held(1) == timedelta(seconds=10)
    assert patience.after(4) == timedelta(seconds=1)
    assert patience.attempts == 5
