"""The history checker: whether a record can have come about by what was asked and answered.

Whatever fails in between, these hold: what was acknowledged is there, once; what was asked
under one key is there at most once; nothing is there that nobody asked for; numbers have no
gap, and a command's entries stand together; whoever read a version never reads a lower one
later; and the record verifies.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ddrflow.decide import timers
from ddrflow.engine import Engine
from ddrflow.model.events import (
    Entry,
    ReviewFellDue,
    ReviewLeftOut,
    ReviewMissed,
    ReviewReminded,
    ReviewScheduled,
)
from ddrflow.ports import Store
from ddrflow.store.sql import SqlStore


@dataclass(slots=True)
class History:
    """What clients did: keys asked for by case, answers that came back, versions that were read."""

    asked: set[tuple[str, str]] = field(default_factory=set)
    acknowledged: dict[tuple[str, str], tuple[int, ...]] = field(default_factory=dict)
    read: dict[str, list[int]] = field(default_factory=dict)

    def ask(self, case_id: str, key: str) -> None:
        """A command is about to be given under a key."""
        self.asked.add((case_id, key))

    def acknowledge(self, case_id: str, key: str, seqs: Iterable[int]) -> None:
        """It was answered with these entries."""
        numbers = tuple(seqs)
        before = self.acknowledged.setdefault((case_id, key), numbers)
        assert before == numbers, f"{case_id} {key}: answered {before}, then {numbers}"

    def see(self, case_id: str, version: int) -> None:
        """A client read this version, after everything that it saw before."""
        self.read.setdefault(case_id, []).append(version)

    def check(self, store: SqlStore) -> None:
        """Raise AssertionError where the record cannot have come about like this."""
        for case_id in sorted({one for one, _ in self.asked}):
            entries = store.entries(case_id)
            self._check_case(store, case_id, entries)
            versions = self.read.get(case_id, [])
            assert versions == sorted(versions), f"{case_id}: read {versions}"
            assert max(versions, default=0) <= len(entries), f"{case_id}: a version was lost"
        report = store.verify()
        assert report.problems == ()

    def _check_case(self, store: SqlStore, case_id: str, entries: tuple[Entry, ...]) -> None:
        assert [one.seq for one in entries] == list(range(1, len(entries) + 1)), f"{case_id}: a gap"
        keys = [key for one, key in self.asked if one == case_id]
        found = store.read(tuple((case_id, key) for key in keys)).keyed if keys else {}
        recorded = {
            key: tuple(one.seq for one in keyed.entries) for (_, key), keyed in found.items()
        }
        for (one, key), seqs in self.acknowledged.items():
            if one == case_id:
                assert recorded.get(key) == seqs, f"{case_id} {key}: acknowledged and lost"
        owned = Counter(seq for seqs in recorded.values() for seq in seqs)
        assert set(owned.values()) <= {1}, f"{case_id}: an entry of two commands"
        unasked = [one.seq for one in entries if one.seq not in owned and not _by_time(one)]
        assert not unasked, f"{case_id}: entries {unasked} that nobody asked for"
        for seqs in recorded.values():
            assert seqs == tuple(range(seqs[0], seqs[-1] + 1)), f"{case_id}: a command torn apart"


def reviews_hold(engine: Engine, store: Store) -> None:
    """Raise AssertionError where a review came due twice, or an open case has none to come.

    Numbers have no gap, every case has the timers that follow from it, none of them is due and
    left, and the record verifies.
    """
    for case_id in engine.cases():
        entries = engine.events(case_id)
        assert [one.seq for one in entries] == list(range(1, len(entries) + 1)), f"{case_id}: a gap"
        twice = [key for key, times in Counter(_occurrences(entries)).items() if times > 1]
        assert not twice, f"{case_id}: {twice} came more than once"
        case = engine.case(case_id)
        workflow = engine.workflow(case)
        reviewed = {
            one.name for one in workflow.reviews.values() if case.position.state in one.states
        }
        assert case.reviews.keys() == reviewed, f"{case_id}: a review without a next date"
        kept = {one.timer.key: one.timer for one in store.timers.of_case(case_id)}
        assert kept == {one.key: one for one in timers(workflow, case)}, f"{case_id}: timers"
    assert store.timers.backlog().due == 0, "something is due and was left"
    if isinstance(store, SqlStore):
        assert store.verify().problems == ()


def _occurrences(entries: Iterable[Entry]) -> Iterator[tuple[object, ...]]:
    """What time brought about, by the run of the review that it belongs to."""
    runs: Counter[str] = Counter()
    for one in entries:
        event = one.event
        if isinstance(event, ReviewScheduled):
            runs[event.review] += 1
        elif isinstance(event, ReviewReminded | ReviewFellDue | ReviewMissed | ReviewLeftOut):
            yield type(event), event.review, runs[event.review], event.occurrence, event.due_on


def _by_time(entry: Entry) -> bool:
    """Recorded by the passing of time, which has no key."""
    return entry.actor.role == "clock"
