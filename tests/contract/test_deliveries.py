"""One suite for all stores and both ways of claiming: an entry goes to each handler in order."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Final

from ddrflow.engine import Engine
from ddrflow.ports import Deliveries, Delivery, Patience, delivery_key
from tests.contract.script import ADMIT, NOTICE, opened
from tests.stores import Place

PATIENCE: Final = Patience()
HOUR: Final = timedelta(hours=1)


def both(kind: str) -> Sequence[str]:
    """Everything goes to the log, and what moves the case to the mail as well."""
    return ("log", "mail") if kind == "step-taken" else ("log",)


def recorded(place: Place, cases: int = 1) -> Engine:
    """Cases with three entries at least, none of them handed out."""
    engine = opened(place, cases)
    for number in range(cases):
        engine.do(f"C-{number}", NOTICE)
        engine.do(f"C-{number}", ADMIT)
    return engine


def handed_out(place: Place, cases: int = 1) -> Deliveries:
    """The same, all of them handed out."""
    recorded(place, cases)
    while place.store.deliveries.hand_out(both, 1_000):
        continue
    return place.store.deliveries


def is_clean(place: Place) -> bool:
    """A database verifies; memory has nothing to verify."""
    return place.kind == "memory" or place.durable.verify().problems == ()


def claimed(store: Deliveries, handler: str = "log") -> Delivery:
    found = store.claim(handler, PATIENCE)
    assert found is not None
    return found


def test_each_handler_that_wants_an_entry_is_given_a_delivery_and_the_outbox_is_empty(
    timed: Place,
) -> None:
    engine = recorded(timed)
    entries = engine.events("C-0")
    store = timed.store.deliveries
    assert store.outgoing().in_outbox == len(entries)
    assert store.hand_out(both, 1_000) == len(entries)
    assert store.hand_out(both, 1_000) == 0
    assert timed.store.undelivered(99) == ()
    found = {(one.handler, one.seq) for one in store.waiting(99)}
    moved = [one.seq for one in entries if type(one.event).__name__ == "StepTaken"]
    assert found == {*(("log", one.seq) for one in entries), *(("mail", one) for one in moved)}
    told = store.outgoing()
    assert (told.in_outbox, told.waiting, told.dead) == (
        0,
        {"log": len(entries), "mail": len(moved)},
        {},
    )
    assert told.oldest == timed.clock.now()
    assert is_clean(timed)


def test_what_nobody_wants_leaves_the_outbox_as_well(timed: Place) -> None:
    engine = recorded(timed)
    assert timed.store.deliveries.hand_out(lambda _: (), 1_000) == len(engine.events("C-0"))
    assert timed.store.deliveries.waiting(9) == ()
    assert timed.store.undelivered(9) == ()
    assert is_clean(timed)


def test_a_part_of_the_outbox_is_handed_out_in_order_and_the_rest_after_it(timed: Place) -> None:
    recorded(timed, 2)
    store = timed.store.deliveries
    assert store.hand_out(both, 2) == 2
    assert [(one.case_id, one.seq) for one in timed.store.undelivered(1)] == [("C-0", 3)]
    assert is_clean(timed)
    while store.hand_out(both, 2):
        assert is_clean(timed)
    seqs = [one.seq for one in store.waiting(99) if (one.case_id, one.handler) == ("C-1", "log")]
    assert seqs == list(range(1, len(seqs) + 1))


def test_what_a_program_took_out_itself_is_not_handed_out_again(timed: Place) -> None:
    recorded(timed)
    timed.store.delivered("C-0", 2)
    timed.store.deliveries.hand_out(both, 99)
    assert min(one.seq for one in timed.store.deliveries.waiting(99)) == 3
    assert is_clean(timed)


def test_of_a_case_a_handler_is_given_one_entry_at_a_time_and_in_order(timed: Place) -> None:
    store = handed_out(timed)
    first = claimed(store)
    assert (first.case_id, first.seq, first.handler, first.attempt) == ("C-0", 1, "log", 1)
    assert store.claim("log", PATIENCE) is None
    assert store.done(first)
    assert claimed(store).seq == 2
    assert not store.done(first)


def test_one_case_does_not_wait_for_another_nor_one_handler_for_another(timed: Place) -> None:
    store = handed_out(timed, 2)
    assert {claimed(store).case_id, claimed(store).case_id} == {"C-0", "C-1"}
    assert store.claim("log", PATIENCE) is None
    assert claimed(store, "mail").case_id == "C-0"


def test_what_failed_rests_longer_each_time_and_holds_up_its_own_case_alone(timed: Place) -> None:
    store = handed_out(timed, 2)
    failing = claimed(store)
    for pause in PATIENCE.pauses:
        assert store.fail(failing, "E-REFUSED", PATIENCE)
        # The other case goes on meanwhile.
        other = claimed(store)
        assert other.case_id == "C-1"
        store.give_back(other)
        timed.clock.set(timed.clock.now() + pause - timedelta(seconds=1))
        other = claimed(store)
        assert other.case_id == "C-1"
        store.give_back(other)
        timed.clock.set(timed.clock.now() + timedelta(seconds=1))
        found = (claimed(store), claimed(store))
        [other] = [one for one in found if one.case_id == "C-1"]
        store.give_back(other)
        [again] = [one for one in found if one.case_id == "C-0"]
        assert again.seq == failing.seq
        assert (again.attempt, again.key) == (failing.attempt + 1, failing.key)
        failing = again
    assert failing.attempt == PATIENCE.attempts


def test_after_the_last_attempt_it_is_a_dead_letter_and_the_next_one_passes(timed: Place) -> None:
    store = handed_out(timed)
    first = replace(claimed(store), attempt=PATIENCE.attempts)
    assert store.fail(first, "E-REFUSED", PATIENCE)
    [dead] = store.dead()
    assert (dead.seq, dead.failure, dead.ready_at) == (1, "E-REFUSED", None)
    assert dead.dead_at == timed.clock.now()
    assert store.outgoing().dead == {"log": 1}
    assert claimed(store).seq == 2
    timed.clock.set(timed.clock.now() + 1_000 * HOUR)
    assert claimed(store).seq == 2


def test_a_handler_may_say_how_long_it_is_to_be_left_alone(timed: Place) -> None:
    store = handed_out(timed)
    store.fail(claimed(store), "E-BUSY", PATIENCE, at_least=HOUR)
    timed.clock.set(timed.clock.now() + HOUR - timedelta(seconds=1))
    assert store.claim("log", PATIENCE) is None
    timed.clock.set(timed.clock.now() + timedelta(seconds=1))
    assert claimed(store).attempt == 2


def test_what_will_never_arrive_is_given_up_at_once(timed: Place) -> None:
    store = handed_out(timed)
    first = claimed(store)
    assert store.give_up(first, "E-GONE")
    assert [(one.seq, one.failure) for one in store.dead()] == [(1, "E-GONE")]
    assert claimed(store).seq == 2


def test_a_dead_letter_is_tried_again_under_its_key_before_what_comes_after_it(
    timed: Place,
) -> None:
    store = handed_out(timed, 2)
    first = claimed(store)
    store.give_up(first, "E-GONE")
    assert store.replay("log", "C-9") == 0
    assert store.replay("mail") == 0
    assert store.replay("log", "C-0", 2) == 0
    assert store.replay("log", "C-0", 1) == 1
    assert store.dead() == ()
    assert not store.done(first), "what was claimed before it died counts no more"
    found = {(one.case_id, one.seq): one for one in (claimed(store), claimed(store))}
    again = found["C-0", 1]
    assert (again.attempt, again.key) == (1, first.key)
    assert store.done(again)


def test_all_dead_letters_of_a_handler_are_tried_again_at_once(timed: Place) -> None:
    store = handed_out(timed, 2)
    for handler in ("log", "log", "mail"):
        store.give_up(claimed(store, handler), "E-GONE")
    assert len(store.dead()) == 3
    assert store.replay("log") == 2
    assert [one.handler for one in store.dead()] == ["mail"]
    assert store.replay() == 1
    assert store.dead() == ()


def test_all_that_is_to_go_to_a_handler_is_forgotten_and_nothing_of_another(timed: Place) -> None:
    store = handed_out(timed, 2)
    store.give_up(claimed(store), "E-GONE")
    under_way, of_another = claimed(store), claimed(store, "mail")
    before = store.outgoing()
    assert store.drop("log") == before.waiting["log"] + before.dead["log"]
    left = store.outgoing()
    assert (left.waiting, left.dead) == ({"mail": before.waiting["mail"]}, {})
    assert not store.done(under_way), "nobody holds what was forgotten"
    assert store.done(of_another)
    assert store.drop("log") == 0
    assert is_clean(timed)


def test_a_claim_that_ran_out_is_taken_over_and_the_first_comes_too_late(timed: Place) -> None:
    store = handed_out(timed)
    late = claimed(store)
    timed.clock.set(timed.clock.now() + PATIENCE.lease)
    again = claimed(store)
    assert (again.seq, again.attempt, again.fence) == (late.seq, 2, late.fence + 1)
    assert not store.done(late)
    assert not store.fail(late, "E-REFUSED", PATIENCE)
    assert not store.give_up(late, "E-GONE")
    store.give_back(late)
    assert store.claim("log", PATIENCE) is None
    assert store.done(again)


def test_a_claim_that_is_given_back_counts_as_never_made(timed: Place) -> None:
    store = handed_out(timed)
    before = store.waiting(99)
    store.give_back(claimed(store))
    assert store.waiting(99) == before
    assert claimed(store).attempt == 1


def test_what_kills_its_process_each_time_is_put_away_as_well(timed: Place) -> None:
    """Nobody lives to say that it failed: the claims are counted all the same."""
    store = handed_out(timed)
    for attempt in range(1, PATIENCE.attempts + 1):
        assert store.put_away("log", PATIENCE) == ()
        found = claimed(store)
        assert (found.seq, found.attempt) == (1, attempt)
        timed.clock.set(timed.clock.now() + PATIENCE.held(attempt))
    assert store.claim("log", PATIENCE) is None
    [away] = store.put_away("log", PATIENCE)
    assert (away.seq, away.attempts, away.failure) == (1, PATIENCE.attempts, "E-DIED")
    assert store.dead() == (away,)
    assert claimed(store).seq == 2


def test_the_key_of_a_delivery_is_its_own_and_tells_nothing_of_the_case() -> None:
    keys = {
        delivery_key(case_id, seq, handler)
        for case_id in ("C-1", "C-1/1", "C-11")
        for seq in (1, 11)
        for handler in ("mail", "1/mail")
    }
    assert len(keys) == 12
    assert delivery_key("C-1", 1, "mail") == "ddrflow-96039a7bdf3645e3b3bec9ec3cabf729cee3e6aa"
    assert not any("C-1" in one for one in keys)


def test_threads_that_hand_out_and_claim_at_once_claim_each_entry_once(timed: Place) -> None:
    recorded(timed, 8)
    total = len(timed.store.undelivered(999))

    def work(number: int) -> list[tuple[str, int]]:
        store, found = timed.store.deliveries, []
        store.hand_out(lambda _: ("log",), 5 + number)
        while (one := store.claim("log", PATIENCE)) is not None:
            found.append((one.case_id, one.seq))
            assert store.done(one)
        return found

    with ThreadPoolExecutor(4) as threads:
        found = [one for several in threads.map(work, range(16)) for one in several]
    while more := work(99):
        found += more
    assert len(found) == len(set(found)) == total
    assert is_clean(timed)


def test_two_processes_are_not_given_the_same_delivery(timed_database: Place) -> None:
    store = handed_out(timed_database)
    with timed_database.another() as other:
        first = claimed(store)
        assert other.deliveries.claim("log", PATIENCE) is None
        assert store.done(first)
        assert claimed(other.deliveries).seq == 2
