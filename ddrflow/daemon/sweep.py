"""One sweep: everything that is due by now, batch by batch."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import Final

from ddrflow.daemon.lane import Delivered
from ddrflow.daemon.settings import SweepSettings
from ddrflow.engine import Engine
from ddrflow.engine.clockwork import CarriedOut
from ddrflow.log import logger
from ddrflow.ports import Claim

LOG: Final = logger("daemon")
#: What was tried before is taken up alone, so many of it in a sweep, and now and then amid others.
TRIED: Final = 50
NOW_AND_THEN: Final = 20
#: A batch that takes longer holds others up: the next one is smaller; of a quick one, larger.
LONG_SECONDS: Final = 0.25
SHORT_SECONDS: Final = 0.1
SMALLEST: Final = 10


@dataclass(slots=True)
class Swept:
    """What came of sweeps; `late` is by how much each timer was, in the order of the record.

    `deliveries` is what came of handing on, where somebody did so with it.
    """

    batches: int = 0
    entries: int = 0
    rested: int = 0
    failed: int = 0
    taken: int = 0
    put_away: int = 0
    late: list[timedelta] = field(default_factory=list)
    deliveries: Delivered = field(default_factory=Delivered)

    def add(self, done: CarriedOut) -> None:
        """As well as what came of one batch."""
        self.batches += 1
        self.entries += len(done.entries)
        self.rested += len(done.rested)
        self.failed += len(done.failed)
        self.taken += len(done.taken)
        self.late += done.late


class Sweep:
    """Claims what is due and carries it out, until nothing is left or it is to stop.

    `goes_on` is asked before every batch; `progress` is told after each.
    """

    def __init__(
        self,
        by: str,
        settings: SweepSettings,
        *,
        goes_on: Callable[[], bool] = lambda: True,
        progress: Callable[[], None] = lambda: None,
    ) -> None:
        self._by = by
        self._patience = settings.patience
        self._largest = settings.batch
        self._batch = settings.batch
        self._goes_on = goes_on
        self._progress = progress

    def once(self, engine: Engine, swept: Swept | None = None) -> Swept:
        """Everything that is due by now; what came of it is added to `swept` batch by batch.

        Raises StoreFault, Busy, Unanswered, Conflict.
        """
        swept = Swept() if swept is None else swept
        while self._goes_on() and self._one_batch(engine, swept):
            if swept.batches % NOW_AND_THEN == 0:
                self._what_was_tried(engine, swept)
        self._what_was_tried(engine, swept)
        return swept

    def _one_batch(self, engine: Engine, swept: Swept) -> bool:
        """Whether there was anything."""
        clockwork = engine.clockwork
        claims = clockwork.claim(self._by, self._batch, self._patience)
        if not claims:
            return False
        if not self._goes_on():
            clockwork.timers.give_back(claims)
            return False
        begun = monotonic()
        self._carry_out(engine, claims, swept)
        self._measured(monotonic() - begun, len(claims))
        return True

    def _carry_out(self, engine: Engine, claims: Sequence[Claim], swept: Swept) -> None:
        done = engine.clockwork.carry_out(claims, self._patience)
        swept.add(done)
        for claim, code in done.failed:
            if claim.attempt >= self._patience.attempts:
                swept.put_away += 1
                log_put_away(claim.case_id, f"{claim.kind} {claim.name}", claim.attempt, code)
        self._progress()

    def _measured(self, seconds: float, claims: int) -> None:
        """Whoever works on a case waits for the batch that it is in: that is not to be long."""
        if seconds > LONG_SECONDS:
            self._batch = max(min(SMALLEST, self._largest), self._batch // 2)
        elif seconds < SHORT_SECONDS and claims >= self._batch:
            self._batch = min(self._largest, self._batch * 2)

    def _what_was_tried(self, engine: Engine, swept: Swept) -> None:
        clockwork = engine.clockwork
        put_away = clockwork.timers.quarantine(self._patience)
        swept.put_away += len(put_away)
        for one in put_away:
            log_put_away(one.case_id, " ".join(one.timer.key), one.attempts, one.failure)
        for _ in range(TRIED):
            claim = clockwork.timers.claim_tried(self._by, self._patience)
            if claim is None:
                return
            if not self._goes_on():
                clockwork.timers.give_back([claim])
                return
            self._carry_out(engine, [claim], swept)


def log_put_away(case_id: str, timer: str, attempts: int, code: str) -> None:
    """Nothing more happens to it by itself: somebody has to look."""
    LOG.error(
        "timer in quarantine",
        case=case_id,
        timer=timer.strip(),
        attempts=attempts,
        code=code,
        help=f"ddrflow review release {case_id}",
    )
