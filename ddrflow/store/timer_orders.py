"""What becomes of the rows of timers by writes, as statements to be sent."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from ddrflow.decide import derivation_of
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Claim, Timed, Write
from ddrflow.store import timing_statements as say
from ddrflow.store.projection import Rows, changes, timer_rows
from ddrflow.store.sending import Order
from ddrflow.store.statements import OLD

KEY: Final = ("case_id", "kind", "name")


@dataclass(slots=True)
class TimerOrders:
    """Rows that come, change and go; of those that were claimed, only while the claim holds."""

    put: Rows = field(default_factory=list)
    moved_held: Rows = field(default_factory=list)
    gone: Rows = field(default_factory=list)
    gone_held: Rows = field(default_factory=list)
    anew: Rows = field(default_factory=list)

    def __iter__(self) -> Iterator[Order]:
        """Every statement; a claim that somebody else took over changes too few rows."""
        if self.moved_held:
            yield Order(say.MOVE_HELD, self.moved_held, len(self.moved_held))
        if self.gone_held:
            yield Order(say.END_HELD, self.gone_held, len(self.gone_held))
        if self.anew:
            yield Order(say.END_ALL, self.anew)
        if self.put:
            yield Order(say.PUT, self.put)
        if self.gone:
            yield Order(say.END, self.gone)

    def add(self, write: Write) -> None:
        """As well as those of one case."""
        case_id, timed = write.case.case_id, write.timers
        if write.before is not None and write.begins:
            # Under another version: what was kept under the one before, and whether it was whole,
            # is of no matter any more.
            self.anew.append({f"{OLD}case_id": case_id})
            timed = Timed((), timed.after) if timed else None
        after = timer_rows(case_id, timed.after) if timed else {}
        differ = changes(timer_rows(case_id, timed.before) if timed else {}, after)
        held = {(one.kind, one.name): one for one in write.claims}
        for claim in write.claims:
            row = after.get((claim.kind, claim.name))
            if row is None:
                self.gone_held.append(_fenced(claim))
            else:
                self.moved_held.append({**row, **_fenced(claim)})
        self.put += [row for row in (*differ.new, *differ.changed) if _key(row) not in held]
        self.gone += [_named(row) for row in differ.gone if _key(row) not in held]


def timer_orders(writes: Iterable[Write]) -> TimerOrders:
    """Those of several cases."""
    orders = TimerOrders()
    for one in writes:
        orders.add(one)
    return orders


def derivation_row(workflow: Workflow, at: datetime) -> dict[str, Any]:
    """That nothing is left to be worked out for the cases of a version."""
    digest = workflow.identity.digest
    return {
        "digest": digest,
        "fingerprint": derivation_of(workflow),
        "derived_at": at,
        "cases": 0,
        "changed": 0,
        f"{OLD}digest": digest,
    }


def _key(row: dict[str, Any]) -> tuple[str, str]:
    return row["kind"], row["name"]


def _named(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, **{f"{OLD}{name}": row[name] for name in KEY}}


def _fenced(claim: Claim) -> dict[str, Any]:
    return {
        f"{OLD}case_id": claim.case_id,
        f"{OLD}kind": claim.kind,
        f"{OLD}name": claim.name,
        f"{OLD}fence": claim.fence,
    }
