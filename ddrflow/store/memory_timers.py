"""Timers in memory: as those of a database, behind the lock of the store."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import RLock
from typing import Final

from ddrflow.clock import Clock
from ddrflow.decide import derivation_of
from ddrflow.model.case import Case
from ddrflow.model.timer import Timer
from ddrflow.ports import Anew, Backlog, Claim, Derivation, KeptTimer, Patience, Timed, Write

Key = tuple[str, str, str]
DIED: Final = "E-DIED"
RESTS: Final = "W-RESTS"


@dataclass(frozen=True, slots=True)
class Fenced:
    """A timer as it is kept, and the number that every claim and change raises."""

    kept: KeptTimer
    fence: int = 0


class MemoryTimers:
    """The timers of a store in memory; `cases` answers with its cases, by id."""

    def __init__(self, clock: Clock, lock: RLock, cases: Callable[[], Mapping[str, Case]]) -> None:
        self._clock = clock
        self._lock = lock
        self._cases = cases
        self._timers: dict[Key, Fenced] = {}
        self._derivations: dict[str, Derivation] = {}

    # ---- what writes do; the caller holds the lock

    def is_held(self, claims: Iterable[Claim]) -> bool:
        """Nobody else has taken any of these claims."""
        return all(self._held(one) is not None for one in claims)

    def write(self, write: Write) -> None:
        """Timers come, change and go with the entries of their case."""
        case_id, timed = write.case.case_id, write.timers
        for one in write.begins:
            digest = one.identity.digest
            at = write.entries[0].recorded_at
            self._derivations.setdefault(digest, Derivation(digest, derivation_of(one), at, 0, 0))
        if write.before is not None and write.begins:
            # Under another version: what was kept under the one before is of no matter any more.
            for whole in [one for one in self._timers if one[0] == case_id]:
                del self._timers[whole]
            timed = Timed((), timed.after) if timed else None
        after = {one.key: one for one in timed.after} if timed else {}
        before = {one.key: one for one in timed.before} if timed else {}
        for key in {(one.kind, one.name) for one in write.claims} | before.keys() | after.keys():
            claimed = any((one.kind, one.name) == key for one in write.claims)
            if claimed or before.get(key) != after.get(key):
                self._put(case_id, key, after.get(key))

    def _put(self, case_id: str, key: tuple[str, str], timer: Timer | None) -> None:
        whole = (case_id, *key)
        if timer is None:
            self._timers.pop(whole, None)
            return
        known = self._timers.get(whole)
        fence = known.fence + 1 if known else 0
        self._timers[whole] = Fenced(KeptTimer(case_id, timer, timer.due_at), fence)

    def _held(self, claim: Claim) -> Fenced | None:
        found = self._timers.get((claim.case_id, claim.kind, claim.name))
        return found if found is not None and found.fence == claim.fence else None

    # ---- claiming

    def claim(self, by: str, limit: int, patience: Patience) -> tuple[Claim, ...]:
        """What was never tried, in the order of its days and weights."""
        with self._lock:
            now = self._clock.now()
            ready = [one for one in self._ready(now) if one.kept.attempts == 0]
            picked = _shared_out(ready, limit)
            return tuple(self._claimed(one, by, now + patience.held(1)) for one in picked)

    def claim_tried(self, by: str, patience: Patience) -> Claim | None:
        """The earliest of what rested long enough."""
        with self._lock:
            now = self._clock.now()
            for one in sorted(self._ready(now), key=lambda each: each.kept.attempts):
                if 0 < one.kept.attempts < patience.attempts:
                    return self._claimed(one, by, now + patience.held(one.kept.attempts + 1))
        return None

    def _ready(self, now: datetime) -> list[Fenced]:
        found = [
            one
            for one in self._timers.values()
            if one.kept.ready_at is not None and one.kept.ready_at <= now
        ]
        return sorted(found, key=_order)

    def _claimed(self, one: Fenced, by: str, until: datetime) -> Claim:
        attempts = one.kept.attempts + 1
        kept = replace(one.kept, ready_at=until, attempts=attempts, claimed_by=by, failure=DIED)
        claimed = self._keep(kept, one.fence + 1)
        timer = kept.timer
        return Claim(
            kept.case_id, *timer.key, claimed.fence, attempts, timer.due_at, timer.organisation
        )

    def _keep(self, kept: KeptTimer, fence: int) -> Fenced:
        fenced = Fenced(kept, fence)
        self._timers[kept.case_id, *kept.timer.key] = fenced
        return fenced

    def quarantine(self, patience: Patience) -> tuple[KeptTimer, ...]:
        """What was tried as often as it may be."""
        with self._lock:
            now = self._clock.now()
            found = [one for one in self._ready(now) if one.kept.attempts >= patience.attempts]
            return tuple(
                self._keep(replace(one.kept, ready_at=None, quarantined_at=now), one.fence + 1).kept
                for one in found
            )

    def give_back(self, claims: Sequence[Claim]) -> None:
        """As they were before they were claimed."""
        self._let_go(claims, None)

    def rest(self, claims: Sequence[Claim], pause: timedelta) -> None:
        """Ready again after the pause."""
        self._let_go(claims, self._clock.now() + pause)

    def _let_go(self, claims: Sequence[Claim], until: datetime | None) -> None:
        with self._lock:
            for claim in claims:
                found = self._held(claim)
                if found is not None:
                    kept = found.kept
                    ready = until or kept.timer.due_at
                    attempts = kept.attempts - 1
                    failure = RESTS if until else ""
                    kept = replace(kept, ready_at=ready, attempts=attempts, failure=failure)
                    kept = replace(kept, claimed_by="")
                    self._keep(kept, found.fence)

    def fail(self, claim: Claim, failure: str, patience: Patience) -> None:
        """Only who still holds the claim may say so."""
        with self._lock:
            found, now = self._held(claim), self._clock.now()
            if found is None:
                return
            kept = replace(found.kept, failure=failure, claimed_by="")
            if claim.attempt >= patience.attempts:
                kept = replace(kept, ready_at=None, quarantined_at=now)
            else:
                kept = replace(kept, ready_at=now + patience.after(claim.attempt))
            self._keep(kept, found.fence)

    def release(self, case_id: str, kind: str = "", name: str = "") -> int:
        """As if they had never been tried."""
        with self._lock:
            found = [
                one.kept
                for one in self._timers.values()
                if one.kept.case_id == case_id
                and one.kept.quarantined_at is not None
                and kind in ("", one.kept.timer.kind.value)
                and name in ("", one.kept.timer.name)
            ]
            for one in found:
                self._put(case_id, one.timer.key, one.timer)
            return len(found)

    # ---- looking

    def of_case(self, case_id: str) -> tuple[KeptTimer, ...]:
        """The earliest first."""
        with self._lock:
            found = [one.kept for one in self._timers.values() if one.kept.case_id == case_id]
        return tuple(sorted(found, key=lambda one: (one.timer.due_at, *one.timer.key)))

    def upcoming(self, limit: int) -> tuple[KeptTimer, ...]:
        """In the order in which they are claimed."""
        with self._lock:
            found = sorted(self._timers.values(), key=_order)
        return tuple(one.kept for one in found if one.kept.quarantined_at is None)[:limit]

    def in_quarantine(self) -> tuple[KeptTimer, ...]:
        """The one that was put there first comes first."""
        with self._lock:
            found = [one.kept for one in self._timers.values()]
        away = [(one.quarantined_at, one) for one in found if one.quarantined_at is not None]
        return tuple(one for _, one in sorted(away, key=lambda each: (each[0], each[1].case_id)))

    def backlog(self) -> Backlog:
        """By the clock of the store."""
        with self._lock:
            now, found = self._clock.now(), [one.kept for one in self._timers.values()]
        away = sum(one.quarantined_at is not None for one in found)
        due = [one for one in found if one.quarantined_at is None and one.timer.due_at <= now]
        count = Counter(sorted(one.timer.organisation for one in due))
        return Backlog(dict(count), min((one.timer.due_at for one in due), default=None), away, now)

    # ---- working out anew

    def derivations(self) -> tuple[Derivation, ...]:
        """In the order of the digests."""
        return tuple(self._derivations[one] for one in sorted(self._derivations))

    def open_cases(self, digest: str, after: str, limit: int) -> tuple[str, ...]:
        """In the order of their ids."""
        with self._lock:
            found = [
                case_id
                for case_id, one in self._cases().items()
                if one.is_open and one.workflow.digest == digest and case_id > after
            ]
        return tuple(sorted(found)[:limit])

    def versions(self) -> tuple[str, ...]:
        """In the order of the digests."""
        with self._lock:
            return tuple(sorted({one.workflow.digest for one in self._cases().values()}))

    def replace(self, several: Sequence[Anew]) -> tuple[int, tuple[str, ...]]:
        """All under the lock."""
        changed, moved_on = 0, []
        with self._lock:
            for one in several:
                case = self._cases().get(one.case_id)
                if case is None or case.version != one.version:
                    moved_on.append(one.case_id)
                else:
                    changed += self._replace(one)
        return changed, tuple(moved_on)

    def _replace(self, anew: Anew) -> bool:
        before = {one.timer.key: one.timer for one in self.of_case(anew.case_id)}
        after = {one.key: one for one in anew.timers}
        differ = [key for key in before.keys() | after.keys() if before.get(key) != after.get(key)]
        for key in differ:
            self._put(anew.case_id, key, after.get(key))
        return bool(differ)

    def derived(self, derivation: Derivation) -> None:
        """In the place of the last one."""
        self._derivations[derivation.digest] = derivation


def _order(one: Fenced) -> tuple[datetime, str, tuple[str, str]]:
    timer = one.kept.timer
    return timer.due_at - timedelta(hours=timer.weight), one.kept.case_id, timer.key


def _shared_out(ready: Sequence[Fenced], limit: int) -> Sequence[Fenced]:
    """The first ones; where one organisation has more than half, others that wait come before."""
    picked, share = ready[:limit], limit // 2
    if len(picked) < limit:
        return picked
    count = Counter(one.kept.timer.organisation for one in picked)
    name, most = count.most_common(1)[0]
    if most <= share:
        return picked
    others = [one for one in ready if one.kept.timer.organisation != name][: limit - share]
    mine = [one for one in picked if one.kept.timer.organisation == name]
    return [*mine[: limit - len(others)], *others]
