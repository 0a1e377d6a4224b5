"""One suite for all stores and both ways of claiming: a timer is claimed by one at a time."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Final

import pytest
from sqlalchemy import text

from ddrflow.decide import timers
from ddrflow.engine import Engine
from ddrflow.errors import Conflict
from ddrflow.model.agency import KEEPER
from ddrflow.model.case import Case
from ddrflow.model.commands import MigrateCase, OpenCase, TakeStep
from ddrflow.model.events import ReviewFellDue, ReviewMissed, ReviewReminded
from ddrflow.model.timer import Timer
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Anew, Claim, Derivation, Patience, Timed, Write
from tests.builders import ORGANISATIONS, UNIT, built
from tests.contract.script import ADMIT, NOTICE, OPENING, WORKER, neustart, opened
from tests.stores import Place
from tests.versions import version

PATIENCE: Final = Patience()
DAY: Final = timedelta(days=1)
#: From the opening of the stories on the stores to the day of the first review.
HALF_A_YEAR: Final = timedelta(days=185)


def inside(place: Place, cases: int = 1) -> Engine:
    """Cases in custody, where a review is due every six months, at different times."""
    engine = opened(place, cases)
    for number in range(cases):
        engine.do(f"C-{number}", NOTICE)
        engine.do(f"C-{number}", ADMIT)
    return engine


def overdue(place: Place, cases: int = 1) -> Engine:
    """The same, half a year and a little later."""
    engine = inside(place, cases)
    place.clock.set(place.clock.now() + HALF_A_YEAR)
    return engine


def events(engine: Engine, case_id: str) -> list[type]:
    return [type(one.event) for one in engine.events(case_id)]


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


def test_the_earliest_is_claimed_first(timed: Place) -> None:
    engine = opened(timed, 4)
    for number in (2, 0, 3, 1):
        engine.do(f"C-{number}", NOTICE)
        engine.do(f"C-{number}", ADMIT)
        timed.clock.set(timed.clock.now() + DAY)
    timed.clock.set(timed.clock.now() + HALF_A_YEAR)
    claimed = timed.store.timers.claim("r-1", 3, PATIENCE)
    assert [one.case_id for one in claimed] == ["C-2", "C-0", "C-3"]
    assert [one.case_id for one in timed.store.timers.upcoming(1)] == ["C-2"]


def test_what_weighs_more_is_claimed_as_if_it_had_come_due_earlier(timed: Place) -> None:
    engine = inside(timed, 2)
    before = {name: engine.case(name) for name in ("C-0", "C-1")}
    [kept] = timed.store.timers.of_case("C-1")
    heavy = replace(kept.timer, weight=9)
    late = replace(timed.store.timers.of_case("C-0")[0].timer, due_at=heavy.due_at - 8 * DAY / 24)
    anew = [
        Anew("C-0", before["C-0"].version, (late,)),
        Anew("C-1", before["C-1"].version, (heavy,)),
    ]
    assert timed.store.timers.replace(anew) == (2, ())
    timed.clock.set(late.due_at)
    assert [one.case_id for one in timed.store.timers.claim("r", 1, PATIENCE)] == ["C-0"]
    timed.store.timers.replace([Anew("C-0", before["C-0"].version, (replace(late, occurrence=9),))])
    timed.clock.set(heavy.due_at)
    assert [one.case_id for one in timed.store.timers.claim("r", 1, PATIENCE)] == ["C-1"]


def test_no_organisation_has_more_than_half_of_what_is_claimed_while_others_wait(
    timed: Place,
) -> None:
    engine = overdue(timed, 12)
    now = timed.clock.now()
    for number, name in enumerate(("graz", "linz", "wien"), 12):
        opening = OpenCase(actor=replace(WORKER, organisation=f"neustart-{name}"))
        opening = replace(opening, bindings=OPENING.bindings)
        engine.open_case("neustart", f"C-{number}", opening)
        engine.do(f"C-{number}", replace(NOTICE, actor=opening.actor))
        engine.do(f"C-{number}", replace(ADMIT, actor=opening.actor))
    timed.clock.set(now + HALF_A_YEAR + 2 * DAY)
    claimed = timed.store.timers.claim("r-1", 8, PATIENCE)
    of = [one.organisation for one in claimed]
    assert len(of) == 8
    assert sorted({*of} - {"neustart-graz"}) == ["neustart-linz", "neustart-wien"]
    assert len({(one.case_id, one.kind, one.name) for one in claimed}) == 8
    backlog = timed.store.timers.backlog()
    assert backlog.by_organisation == {"neustart-graz": 13, "neustart-linz": 1, "neustart-wien": 1}
    assert backlog.oldest == min(one.due_at for one in claimed)


def test_a_full_batch_of_one_organisation_is_halved_only_where_others_wait(timed: Place) -> None:
    overdue(timed, 6)
    assert len(timed.store.timers.claim("r-1", 4, PATIENCE)) == 4


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


def test_a_case_that_moved_on_keeps_its_timers_and_is_named(timed: Place) -> None:
    engine = inside(timed, 2)
    kept = timed.store.timers.of_case("C-0")
    anew = [Anew("C-0", engine.case("C-0").version - 1, ()), Anew("C-9", 1, ())]
    assert timed.store.timers.replace(anew) == (0, ("C-0", "C-9"))
    assert timed.store.timers.of_case("C-0") == kept


def test_what_is_worked_out_anew_the_same_keeps_its_claim(timed: Place) -> None:
    engine = overdue(timed)
    timed.store.timers.claim("r-1", 9, PATIENCE)
    kept = timed.store.timers.of_case("C-0")
    anew = Anew("C-0", engine.case("C-0").version, tuple(one.timer for one in kept))
    assert timed.store.timers.replace([anew]) == (0, ())
    assert timed.store.timers.of_case("C-0") == kept


def test_timers_are_worked_out_anew_where_time_zones_are_other_than_they_were(
    timed: Place,
) -> None:
    """The day stays as it is on record; the instant at which it begins is put right."""
    engine = inside(timed, 3)
    digest = neustart().identity.digest
    assert engine.clockwork.derive() == ()
    right = {name: timed.store.timers.of_case(name) for name in ("C-0", "C-1", "C-2")}
    wrong = [
        Anew(name, engine.case(name).version, (replace(one.timer, due_at=one.timer.due_at + DAY),))
        for name, [one] in list(right.items())[:2]
    ]
    timed.store.timers.replace(wrong)
    timed.store.timers.derived(Derivation(digest, "of another edition", timed.clock.now(), 3, 0))
    pages: list[int] = []
    [done] = engine.clockwork.derive(lambda: pages.append(1))
    assert pages == [1]
    assert (done.digest, done.cases, done.changed) == (digest, 3, 2)
    assert engine.clockwork.derive() == ()
    assert {name: timed.store.timers.of_case(name) for name in right} == right


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


def without_timers(place: Place, engine: Engine, *names: str) -> None:
    """As after an upgrade from tables that had none."""
    place.store.timers.replace([Anew(one, engine.case(one).version, ()) for one in names])


def test_a_write_keeps_timers_where_there_were_none(timed: Place) -> None:
    """Nothing hangs on what was there: what is written is whole."""
    engine = overdue(timed)
    without_timers(timed, engine, "C-0")
    engine.lapse("C-0")
    kept = [one.timer for one in timed.store.timers.of_case("C-0")]
    assert kept == list(timers(neustart(), engine.case("C-0")))


def test_a_case_that_moves_to_another_version_has_all_timers_of_that_one(timed: Place) -> None:
    """Also where the version that it leaves was never worked out."""
    engine = timed.engine(built(), version())
    opening = OpenCase(actor=UNIT, bindings=tuple(ORGANISATIONS.items()))
    timed.engine(built()).open_case("synthetic", "C-0", opening)
    engine.do("C-0", TakeStep(actor=UNIT, trigger="stay"))
    assert timed.store.timers.of_case("C-0") != ()
    without_timers(timed, engine, "C-0")
    digest, today = version().identity.digest, timed.clock.now().date()
    move = MigrateCase(actor=KEEPER, digest=digest, decided_by="board-1", decided_on=today)
    moved = engine.do("C-0", move).case
    kept = {one.timer.key: one.timer for one in timed.store.timers.of_case("C-0")}
    assert kept == {one.key: one for one in timers(version(), moved)} != {}


def test_a_version_is_not_worked_out_while_one_of_its_cases_cannot_be(
    timed: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others have their timers, and once it can be told it has its own."""
    engine = inside(timed, 3)
    digest = neustart().identity.digest
    without_timers(timed, engine, "C-0", "C-1", "C-2")
    timed.store.timers.derived(Derivation(digest, "of another edition", timed.clock.now(), 3, 0))

    def broken(workflow: Workflow, case: Case) -> tuple[Timer, ...]:
        if case.case_id == "C-1":
            raise KeyError(case.case_id)
        return timers(workflow, case)

    with monkeypatch.context() as patched:
        patched.setattr("ddrflow.decide.timers", broken)
        assert engine.clockwork.derive() == ()
    found = [len(timed.store.timers.of_case(f"C-{number}")) for number in range(3)]
    assert found == [1, 0, 1]
    [done] = engine.clockwork.derive()
    assert (done.cases, done.changed) == (3, 1)


def test_a_case_that_cannot_be_read_keeps_its_version_from_being_taken_for_worked_out(
    timed_database: Place,
) -> None:
    engine = inside(timed_database, 2)
    digest, now = neustart().identity.digest, timed_database.clock.now()
    without_timers(timed_database, engine, "C-0", "C-1")
    timed_database.store.timers.derived(Derivation(digest, "of another edition", now, 2, 0))
    with timed_database.durable.database.reading() as connection:
        [whole] = connection.execute(
            text("SELECT snapshot FROM ddrflow_case WHERE case_id = 'C-1'")
        ).scalars()
        connection.execute(text("UPDATE ddrflow_case SET snapshot = '{' WHERE case_id = 'C-1'"))
    with timed_database.another() as store:
        again = Engine(store)
        assert again.clockwork.derive() == ()
        assert len(store.timers.of_case("C-0")) == 1
        with store.database.reading() as connection:
            mend = text("UPDATE ddrflow_case SET snapshot = :whole WHERE case_id = 'C-1'")
            connection.execute(mend, {"whole": whole})
        [done] = again.clockwork.derive()
        assert done.changed == 1
        assert len(store.timers.of_case("C-1")) == 1


def test_several_that_work_out_a_version_at_once_are_in_nobodys_way(timed: Place) -> None:
    inside(timed)
    digest, now = neustart().identity.digest, timed.clock.now()

    def derived(number: int) -> None:
        timed.store.timers.derived(Derivation(digest, f"of edition {number}", now, 1, 0))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(derived, range(40)))
    [found] = timed.store.timers.derivations()
    assert found.digest == digest
