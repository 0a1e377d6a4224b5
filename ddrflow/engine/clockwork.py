"""What time alone makes happen, over all cases: claimed, decided, and recorded in batches."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import ddrflow.decide as core
from ddrflow.engine.batch import Batch, Sources
from ddrflow.engine.logged import (
    log_derived,
    log_failed,
    log_held,
    log_lapsed,
    log_no_timers,
    log_not_derived,
)
from ddrflow.engine.together import OF_THE_STORE
from ddrflow.errors import BadRecord, Busy, Conflict, DdrflowError, Gone
from ddrflow.model.events import Entry
from ddrflow.model.workflow import Workflow
from ddrflow.ports import (
    Anew,
    Claim,
    Derivation,
    Patience,
    Reading,
    Replicas,
    Store,
    Timers,
)

ATTEMPTS: Final = 5
#: Where nothing is to be done though a timer was due: such as an hour that a place lives twice.
REST: Final = timedelta(minutes=1)
PAGE: Final = 200
CRASHED: Final = "E-CRASHED"

ByCase = Mapping[str, tuple[Claim, ...]]


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What came of claims: what was recorded, what had nothing to be done, what failed.

    `taken` are those that somebody else was faster with; `late` is by how much each that was
    recorded was, from its instant to the record.
    """

    entries: tuple[Entry, ...] = ()
    rested: tuple[Claim, ...] = ()
    failed: tuple[tuple[Claim, str], ...] = ()
    taken: tuple[Claim, ...] = ()
    late: tuple[timedelta, ...] = ()

    def __add__(self, other: "CarriedOut") -> "CarriedOut":
        """Of both."""
        return CarriedOut(
            self.entries + other.entries,
            self.rested + other.rested,
            self.failed + other.failed,
            self.taken + other.taken,
            self.late + other.late,
        )


class Clockwork:
    """Claims timers that are due and records what time has made happen on their cases.

    What is recorded of a case, with its next timers and its lines in the outbox, is recorded in
    one transaction, and only while the claim holds. Safe with any number of others on the same
    store: a claim keeps them out of each other's way, and that a case moved on keeps anything
    from being recorded twice.
    """

    def __init__(
        self,
        store: Store,
        sources: Callable[[], Sources],
        version: Callable[[str, str], Workflow],
    ) -> None:
        self._store = store
        self._sources = sources
        self._version = version

    @property
    def timers(self) -> Timers:
        """The timers of the store."""
        return self._store.timers

    @property
    def replicas(self) -> Replicas:
        """The daemons on the store."""
        return self._store.replicas

    @property
    def is_for_one(self) -> bool:
        """One daemon alone may sweep at a time: others stand by."""
        return self._store.is_for_one

    def version(self, digest: str) -> Workflow:
        """A version of a workflow that the store keeps; raises UnknownName, BadFile."""
        return self._version(digest, digest)

    # ---- claimed and carried out

    def claim(self, by: str, limit: int, patience: Patience) -> tuple[Claim, ...]:
        """Timers that are due; raises StoreFault, Busy."""
        return self.timers.claim(by, limit, patience)

    def carry_out(self, claims: Sequence[Claim], patience: Patience) -> CarriedOut:
        """Record what time has made happen on the cases of these claims, as far as it goes.

        What keeps one case from it keeps no other: it is noted with the claim. Raises StoreFault,
        Busy and Unanswered where the store fails; then the claims run out by themselves. Raises
        BadRecord where what stands above the cases cannot be read; then they are given back.
        """
        by_case: defaultdict[str, tuple[Claim, ...]] = defaultdict(tuple)
        for one in claims:
            by_case[one.case_id] += (one,)
        try:
            done = self._carried_out(by_case)
        except BadRecord:
            # Of what stands above all cases: none of these is at fault, and none was tried.
            self.timers.give_back(claims)
            raise
        self.timers.rest(done.rested, REST)
        for claim, code in done.failed:
            self.timers.fail(claim, code, patience)
        return done

    def _carried_out(self, by_case: ByCase) -> CarriedOut:
        for attempt in range(ATTEMPTS):
            batch = Batch(self._store.read([(one, "") for one in by_case]), self._sources())
            failures = dict(self._failures(batch, by_case))
            try:
                if batch.writes:
                    self._store.append(batch.written(by_case), batch.standing_seq)
            except (Conflict, Gone):
                if attempt and len(by_case) > 1:
                    return self._one_by_one(by_case)
                continue
            except Exception as fault:
                if self._is_of_the_store(fault):
                    raise
                if len(by_case) > 1:
                    return self._one_by_one(by_case)
                if isinstance(fault, Busy):
                    log_held(by_case, fault)
                    return CarriedOut(rested=_of(by_case))
                failures = dict.fromkeys(by_case, fault)
            return _came_of(batch, by_case, failures)
        return CarriedOut(taken=_of(by_case))

    def _is_of_the_store(self, fault: Exception) -> bool:
        """Whether nothing else is to be tried.

        That somebody holds one case, where others can be written to, is that case's own trouble.
        """
        is_held = isinstance(fault, Busy) and not self.is_for_one
        return isinstance(fault, OF_THE_STORE) and not is_held

    def _one_by_one(self, by_case: ByCase) -> CarriedOut:
        done = CarriedOut()
        for case_id, claims in by_case.items():
            done += self._carried_out({case_id: claims})
        return done

    def _failures(self, batch: Batch, by_case: ByCase) -> Iterator[tuple[str, Exception]]:
        """Decide each case; of one that fails, nothing is recorded."""
        for case_id in by_case:
            try:
                batch.lapse(case_id)
            except OF_THE_STORE:
                raise
            except Exception as fault:  # noqa: BLE001 - whatever a case brings about is its own
                batch.writes.pop(case_id, None)
                yield case_id, fault

    # ---- worked out anew

    def derive(self, progress: Callable[[], None] = lambda: None) -> tuple[Derivation, ...]:
        """Work out anew the timers of every version whose time zone or holidays are other now.

        The days that the file counts stay as they are recorded; the instants that follow from
        them are put right. It goes through the open cases page by page beside all other work,
        tells `progress` after each, and is begun again where it was broken off, or where a case
        could not be read. Raises StoreFault, Busy, Conflict.
        """
        known = {one.digest: one.fingerprint for one in self.timers.derivations()}
        done: list[Derivation] = []
        for digest in self.timers.versions():
            try:
                workflow = self.version(digest)
            except OF_THE_STORE:
                raise
            except DdrflowError as fault:
                # Its rules are not installed here: another replica may have them.
                log_not_derived(digest, fault.code)
                continue
            fingerprint = core.derivation_of(workflow)
            if known.get(digest) != fingerprint:
                done += self._derived(workflow, fingerprint, progress)
        return tuple(done)

    def _derived(
        self, workflow: Workflow, fingerprint: str, progress: Callable[[], None]
    ) -> Iterator[Derivation]:
        digest, after, cases, changed, left = workflow.identity.digest, "", 0, 0, 0
        while page := self.timers.open_cases(digest, after, PAGE):
            after, cases = page[-1], cases + len(page)
            while page:
                read = self._store.read([(one, "") for one in page])
                left += len(read.broken)
                anew, failed = self._anew(workflow, read)
                left += failed
                more, page = self.timers.replace(anew) if anew else (0, ())
                changed += more
            progress()
        if left:
            # None of it is taken for done: once they can be read, they are to have their timers.
            log_not_derived(digest, BadRecord.code, cases=left)
            return
        derivation = Derivation(digest, fingerprint, self._store.now(), cases, changed)
        self.timers.derived(derivation)
        log_derived(workflow, derivation)
        yield derivation

    def _anew(self, workflow: Workflow, read: Reading) -> tuple[list[Anew], int]:
        """The timers of the cases that are under this version, and of how many there are none."""
        anew: list[Anew] = []
        failed = 0
        for case_id, one in read.cases.items():
            if one.case.workflow != workflow.identity:
                continue
            try:
                anew.append(Anew(case_id, one.case.version, core.timers(workflow, one.case)))
            except Exception as fault:  # noqa: BLE001 - whatever a case brings about is its own
                log_no_timers(case_id, fault)
                failed += 1
        return anew, failed


def _of(by_case: ByCase) -> tuple[Claim, ...]:
    return tuple(claim for claims in by_case.values() for claim in claims)


def _came_of(batch: Batch, by_case: ByCase, failures: Mapping[str, Exception]) -> CarriedOut:
    entries: list[Entry] = []
    rested: list[Claim] = []
    failed: list[tuple[Claim, str]] = []
    late: list[timedelta] = []
    for case_id, claims in by_case.items():
        fault = failures.get(case_id)
        written = batch.writes.get(case_id)
        if fault is not None:
            code = fault.code if isinstance(fault, DdrflowError) else CRASHED
            failed += [(one, code) for one in claims]
            log_failed(claims, code, fault)
        elif written is not None:
            entries += written.entries
            late += [written.entries[0].recorded_at - one.due_at for one in claims]
            log_lapsed(written.entries)
        else:
            rested += claims
    return CarriedOut(tuple(entries), tuple(rested), tuple(failed), (), tuple(late))
