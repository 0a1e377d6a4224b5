"""One suite for all stores: a timer that fails rests, is put away, and is released."""

from dataclasses import replace
from datetime import timedelta

from ddrflow.ports import Claim
from tests.contract.overdue import PATIENCE, overdue
from tests.stores import Place


def test_what_rests_is_asked_again_after_its_pause_and_is_no_failure(timed: Place) -> None:
    overdue(timed)
    store = timed.store.timers
    store.rest(store.claim("r-1", 10, PATIENCE), timedelta(minutes=1))
    assert store.claim("r-1", 10, PATIENCE) == ()
    timed.clock.set(timed.clock.now() + timedelta(minutes=1))
    [again] = store.claim("r-1", 10, PATIENCE)
    assert again.attempt == 1


def test_what_fails_again_and_again_rests_longer_each_time_and_is_put_away(timed: Place) -> None:
    overdue(timed)
    store = timed.store.timers
    [claim] = store.claim("r-1", 10, PATIENCE)
    for attempt, pause in enumerate(PATIENCE.pauses, 1):
        assert claim.attempt == attempt
        store.fail(claim, "E-RECORD", PATIENCE)
        timed.clock.set(timed.clock.now() + pause - timedelta(seconds=1))
        assert store.claim_tried("r-1", PATIENCE) is None
        timed.clock.set(timed.clock.now() + timedelta(seconds=1))
        again = store.claim_tried("r-1", PATIENCE)
        assert again is not None
        claim = again
    store.fail(claim, "E-RECORD", PATIENCE)
    [away] = store.in_quarantine()
    assert (away.attempts, away.failure, away.ready_at) == (5, "E-RECORD", None)
    assert away.quarantined_at == timed.clock.now()
    timed.clock.set(timed.clock.now() + timedelta(days=1000))
    assert store.claim_tried("r-1", PATIENCE) is None
    assert (store.backlog().due, store.backlog().quarantined) == (0, 1)
    assert store.upcoming(9) == ()


def test_what_kills_its_process_each_time_is_put_away_as_well(timed: Place) -> None:
    """Nobody lives to say that it failed: the claims are counted all the same."""
    overdue(timed)
    store = timed.store.timers
    claim: Claim | None = store.claim("r-1", 10, PATIENCE)[0]
    while claim is not None:
        assert store.quarantine(PATIENCE) == ()
        timed.clock.set(timed.clock.now() + PATIENCE.held(claim.attempt))
        claim = store.claim_tried("r-1", PATIENCE)
    [away] = store.quarantine(PATIENCE)
    assert (away.attempts, away.failure) == (5, "E-DIED")
    assert store.in_quarantine() == (away,)
    assert store.quarantine(PATIENCE) == ()


def test_what_is_released_is_tried_at_once(timed: Place) -> None:
    engine = overdue(timed)
    store = timed.store.timers
    [claim] = store.claim("r-1", 10, PATIENCE)
    store.fail(replace(claim, attempt=5), "E-RECORD", PATIENCE)
    assert store.release("C-9") == 0
    assert store.release("C-0", "review", "no-such") == 0
    assert store.release("C-0", "review", "custody-review") == 1
    assert store.in_quarantine() == ()
    done = engine.clockwork.carry_out(store.claim("r-1", 10, PATIENCE), PATIENCE)
    assert len(done.entries) == 1


def test_a_timer_that_changes_leaves_quarantine(timed: Place) -> None:
    """What was tried is no longer what is to be done."""
    engine = overdue(timed)
    store = timed.store.timers
    [claim] = store.claim("r-1", 10, PATIENCE)
    store.fail(replace(claim, attempt=5), "E-RECORD", PATIENCE)
    engine.lapse("C-0")
    [kept] = store.of_case("C-0")
    assert (kept.attempts, kept.failure, kept.quarantined_at) == (0, "", None)
