"""`ddrflow outbox list`, `replay`, `drop`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.console import Console

from ddrflow.cli.console import counted, document, heading, indented, line, page, printable, table
from ddrflow.cli.exits import Exit
from ddrflow.cli.opened import engine
from ddrflow.daemon.delivery import BATCH
from ddrflow.errors import BadCommand
from ddrflow.ports import Deliveries, KeptDelivery, Outgoing


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which dead letters are to be tried again."""

    case: str
    entry: int
    handler: str
    is_all: bool

    def check(self) -> None:
        """Raise BadCommand unless it says which, and only once."""
        if self.entry and not self.case:
            raise BadCommand("--entry", "entries are numbered in their case", "give --case with it")
        if self.is_all == bool(self.case or self.handler):
            message = "it is to be said which dead letters, or that it is all of them"
            raise BadCommand("--all", message, "--case CASE, --handler NAME, or --all alone")


def listed(limit: int, *, database: str, as_json: bool) -> Exit:
    """Print what waits and what is dead; whether somebody has to look after something."""
    with engine(database) as found:
        told = found.deliveries.outgoing()
        waiting, dead = found.deliveries.waiting(limit), found.deliveries.dead()
    if as_json:
        document(_as_data(told, waiting, dead))
    else:
        _tell(told, waiting, dead)
    return Exit.BAD_FILE if dead else Exit.OK


def replayed(wanted: Wanted, *, database: str, as_json: bool) -> Exit:
    """Have dead letters tried again, and print how many. Raises BadCommand."""
    wanted.check()
    with engine(database) as found:
        many = found.deliveries.replay(wanted.handler, wanted.case, wanted.entry)
    if as_json:
        document({"replayed": many})
    else:
        line(f"{counted(many, 'dead letter')} to be tried again")
    return Exit.OK if many else Exit.BAD_FILE


def dropped(handler: str, *, all_left: bool, database: str, as_json: bool) -> Exit:
    """Forget what is to go nowhere any more, and print how much. Raises BadCommand."""
    if all_left == bool(handler):
        message = "it is to be said what is to be forgotten"
        raise BadCommand("--handler", message, "--handler NAME, or --not-handed-out alone")
    with engine(database) as found:
        many = found.deliveries.drop(handler) if handler else _emptied(found.deliveries)
    if as_json:
        document({"dropped": many})
    else:
        told = counted(many, "delivery", "deliveries") if handler else _entries(many)
        line(f"{told} dropped")
    return Exit.OK if many else Exit.BAD_FILE


def _emptied(deliveries: Deliveries) -> int:
    """Take out what stands in the outbox by now, for nobody; how many there were."""
    taken, there = 0, deliveries.outgoing().in_outbox
    while taken < there and (more := deliveries.hand_out(_nobody, BATCH)):
        taken += more
    return taken


def _nobody(kind: str) -> Sequence[str]:
    del kind
    return ()


def _entries(many: int) -> str:
    return counted(many, "entry", "entries")


def _tell(told: Outgoing, waiting: Sequence[KeptDelivery], dead: Sequence[KeptDelivery]) -> None:
    with page() as console:
        indented(console, f"not handed out yet: {_entries(told.in_outbox)}", 0)
        heading(console, "waiting")
        if told.oldest is not None:
            by = ", ".join(f"{printable(name)} {many}" for name, many in told.waiting.items())
            indented(console, f"{by}; the oldest since {_at(told.oldest)}")
        _table(console, waiting)
        heading(console, "dead letters")
        _table(console, dead)
        if dead:
            indented(console, "`ddrflow outbox replay --all` has them tried again")


def _table(console: Console, several: Sequence[KeptDelivery]) -> None:
    if not several:
        indented(console, "nothing")
        return
    columns = ("case", "entry", "handler", "next try", "tried", "")
    table(console, columns, [_row(one) for one in several])


def _row(one: KeptDelivery) -> Sequence[str]:
    return (
        printable(one.case_id),
        str(one.seq),
        printable(one.handler),
        _at(one.ready_at) if one.ready_at else "never",
        counted(one.attempts, "time"),
        one.failure,
    )


def _at(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M:%S}"


def _as_data(
    told: Outgoing, waiting: Sequence[KeptDelivery], dead: Sequence[KeptDelivery]
) -> dict[str, Any]:
    return {
        "now": told.now.isoformat(),
        "in_outbox": told.in_outbox,
        "waiting": {
            "by_handler": dict(told.waiting),
            "oldest": told.oldest.isoformat() if told.oldest else None,
            "next": [_data(one) for one in waiting],
        },
        "dead": [_data(one) for one in dead],
    }


def _data(one: KeptDelivery) -> dict[str, Any]:
    return {
        "case": one.case_id,
        "entry": one.seq,
        "handler": one.handler,
        "key": one.key,
        "written_at": one.written_at.isoformat(),
        "ready_at": one.ready_at.isoformat() if one.ready_at else None,
        "attempts": one.attempts,
        "failure": one.failure,
        "dead_at": one.dead_at.isoformat() if one.dead_at else None,
    }
