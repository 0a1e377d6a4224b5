"""One suite for all stores and both ways of claiming: a timer is claimed by one at a time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from ddrflow.decide import timers
from ddrflow.errors import Conflict
from ddrflow.model.events import ReviewFellDue, ReviewMissed, ReviewReminded
from ddrflow.model.timer import Timer
from ddrflow.ports import Claim, Timed, Write
from tests.contract.overdue import PATIENCE, events, inside, overdue
from tests.contract.script import ADMIT, NOTICE, neustart, opened
from tests.stores import Place


def test_the_timers_of_a_case_are_kept_with_every_write(timed: Place) -> None:
    engine = opened(timed)
    found: list[Timer] = []
    for command in (NOTICE, ADMIT):
        engine.do("C-0", command)
        kept = [one.timer for one in timed.store.timers.of_case("C-0")]
        found = sorted(timers(neustart(), engine.case("C-0")), key=lambda one: one.due_at)
        assert kept == found
    assert [one.key for one in found] == [("review", "custody-review")]
    assert found[0].mark == "mark-review-reminded"
    timed.clock.set(found[0].due_at)
    engine.lapse("C-0")
    [again] = timed.store.timers.of_case("C-0")
    assert again.timer.mark == "mark-review-due"


def test_nothing_is_claimed_before_its_instant(timed: Place) -> None:
    inside(timed)
    [kept] = timed.store.timers.of_case("C-0")
    timed.clock.set(kept.timer.due_at - timedelta(microseconds=1))
    assert timed.store.timers.claim("r-1", 10, PATIENCE) == ()
    timed.clock.set(kept.timer.due_at)
    [claim] = timed.store.timers.claim("r-1", 10, PATIENCE)
    assert (claim.case_id, claim.kind, claim.name) == ("C-0", "review", "custody-review")
    assert (claim.attempt, claim.due_at) == (1, kept.timer.due_at)
    assert claim.organisation == "neustart-graz"


def test_what_is_claimed_is_carried_out_in_one_write_and_gone_from_what_is_due(
    timed: Place,
) -> None:
    engine = overdue(timed, 3)
    claims = engine.clockwork.claim("r-1", 10, PATIENCE)
    done = engine.clockwork.carry_out(claims, PATIENCE)
    assert len(done.entries) == 3
    for number in range(3):
        assert events(engine, f"C-{number}")[-1] is ReviewFellDue
    assert timed.store.timers.backlog().due == 0
    assert engine.clockwork.claim("r-1", 10, PATIENCE) == ()
    assert [one.attempts for one in timed.store.timers.upcoming(9)] == [0, 0, 0]


def test_all_that_an_outage_kept_is_recorded_at_once(timed: Place) -> None:
    engine = inside(timed)
    timed.clock.set(timed.clock.now() + timedelta(days=400))
    claims = engine.clockwork.claim("r-1", 10, PATIENCE)
    engine.clockwork.carry_out(claims, PATIENCE)
    kinds = [one for one in events(engine, "C-0") if one in (ReviewReminded, ReviewFellDue)]
    assert kinds == [ReviewFellDue]
    assert ReviewMissed in events(engine, "C-0")
    assert engine.lapse("C-0") == ()


def test_a_claim_keeps_others_away_until_it_runs_out(timed: Place) -> None:
    overdue(timed)
    store = timed.store.timers
    [claim] = store.claim("r-1", 10, PATIENCE)
    assert store.claim("r-2", 10, PATIENCE) == ()
    assert store.claim_tried("r-2", PATIENCE) is None
    timed.clock.set(timed.clock.now() + PATIENCE.lease)
    # It was tried: it is taken up alone, so that it harms no other.
    assert store.claim("r-2", 10, PATIENCE) == ()
    again = store.claim_tried("r-2", PATIENCE)
    assert again is not None
    assert (again.attempt, again.fence) == (2, claim.fence + 1)


def test_who_comes_with_an_older_fence_records_nothing(timed: Place) -> None:
    engine = overdue(timed)
    [claim] = engine.clockwork.claim("r-1", 10, PATIENCE)
    timed.clock.set(timed.clock.now() + PATIENCE.lease)
    taken = engine.clockwork.timers.claim_tried("r-2", PATIENCE)
    assert taken is not None
    before = engine.events("C-0")
    late = engine.clockwork.carry_out([claim], PATIENCE)
    assert (late.entries, late.taken) == ((), (claim,))
    assert engine.events("C-0") == before
    assert len(engine.clockwork.carry_out([taken], PATIENCE).entries) == 1


def test_what_somebody_else_recorded_meanwhile_is_recorded_once(timed: Place) -> None:
    engine = overdue(timed)
    claims = engine.clockwork.claim("r-1", 10, PATIENCE)
    assert len(engine.lapse("C-0")) == 1
    done = engine.clockwork.carry_out(claims, PATIENCE)
    assert done.entries == ()
    assert events(engine, "C-0").count(ReviewFellDue) == 1
    [kept] = timed.store.timers.of_case("C-0")
    assert (kept.attempts, kept.ready_at) == (0, kept.timer.due_at)


def test_a_claim_that_is_given_back_counts_as_never_made(timed: Place) -> None:
    overdue(timed)
    store = timed.store.timers
    before = store.of_case("C-0")
    store.give_back(store.claim("r-1", 10, PATIENCE))
    assert store.of_case("C-0") == before
    assert len(store.claim("r-2", 10, PATIENCE)) == 1


def test_threads_that_claim_at_once_claim_each_timer_once(timed: Place) -> None:
    overdue(timed, 40)

    def claim(number: int) -> tuple[Claim, ...]:
        return timed.store.timers.claim(f"r-{number}", 5, PATIENCE)

    with ThreadPoolExecutor(8) as threads:
        found = [one for claims in threads.map(claim, range(40)) for one in claims]
    assert len(found) == len({one.case_id for one in found})
    while more := claim(99):
        found += more
    assert len(found) == len({one.case_id for one in found}) == 40


def test_a_write_whose_claim_was_lost_changes_nothing(timed: Place) -> None:
    engine = overdue(timed)
    [claim] = timed.store.timers.claim("r-1", 9, PATIENCE)
    loaded = timed.store.read((("C-0", ""),)).cases["C-0"]
    entry = replace(engine.events("C-0")[-1], seq=loaded.case.version + 1)
    moved = replace(loaded.case, version=loaded.case.version + 1)
    found = timers(neustart(), loaded.case)
    write = Write(loaded, moved, (entry,), timers=Timed(found, ()))
    kept, before = timed.store.timers.of_case("C-0"), engine.events("C-0")
    with pytest.raises(Conflict):
        timed.store.append((replace(write, claims=(replace(claim, fence=claim.fence + 1),)),), 0)
    assert (timed.store.timers.of_case("C-0"), engine.events("C-0")) == (kept, before)
    timed.store.append((replace(write, claims=(claim,)),), 0)
    assert timed.store.timers.of_case("C-0") == ()
