"""`ddrflow daemon status`, `ddrflow review release`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from rich.console import Console

from ddrflow.cli.console import counted, document, heading, indented, line, page, printable, table
from ddrflow.cli.exits import Exit
from ddrflow.cli.opened import engine
from ddrflow.daemon.parts import duration
from ddrflow.daemon.report import Report, report
from ddrflow.errors import BadCommand, UnknownName
from ddrflow.ports import KeptReplica, KeptTimer


@dataclass(frozen=True, slots=True)
class Asked:
    """How much of what comes next is shown, and how long ago the last sweep may be, if said."""

    upcoming: int
    swept_within: str
    as_json: bool


def status(asked: Asked, *, database: str) -> Exit:
    """Print how daemons and reviews stand; whether somebody has to look after something.

    Raises BadCommand where what was asked is no duration.
    """
    within = _duration(asked.swept_within) if asked.swept_within else None
    with engine(database) as found:
        told = report(found, asked.upcoming)
    troubles = told.troubles(within)
    if asked.as_json:
        document(_as_data(told, troubles))
    else:
        _tell(told, troubles)
    return Exit.BAD_FILE if troubles else Exit.OK


def _duration(text: str) -> timedelta:
    try:
        return duration(text)
    except ValueError as fault:
        what, _, how = str(fault).partition(": ")
        raise BadCommand("--swept-within", what, how) from fault


def release(case: str, timer: str, *, database: str, as_json: bool) -> Exit:
    """Let what is in quarantine be tried again. Raises UnknownName for a case that is not there."""
    with engine(database) as found:
        timers = found.clockwork.timers
        if not timers.of_case(case):
            found.case(case)
        if timer and timer not in {one.timer.name for one in timers.of_case(case)}:
            raise UnknownName("timer", timer)
        many = timers.release(case, name=timer)
    if as_json:
        document({"case": case, "released": many})
    else:
        line(f"case {case}: {counted(many, 'timer')} released")
    return Exit.OK if many else Exit.BAD_FILE


def _tell(told: Report, troubles: Sequence[str]) -> None:
    with page() as console:
        for one in troubles:
            indented(console, f"careful: {one}", 0)
        if not troubles:
            indented(console, "all is well", 0)
        heading(console, "daemons")
        _replicas(console, told)
        heading(console, "due and not recorded yet")
        indented(console, _backlog(told))
        if told.overdue:
            heading(console, "reviews whose grace is over")
            for name, many in told.overdue.items():
                indented(console, f"{printable(name)}: {many}")
        if told.quarantine:
            heading(console, "in quarantine")
            _timers(console, told.quarantine, told.now)
            indented(console, "`ddrflow review release CASE` has it tried again")
        _tell_deliveries(console, told)
        heading(console, "what comes next")
        _timers(console, told.upcoming, told.now)


def _tell_deliveries(console: Console, told: Report) -> None:
    """What is on its way to handlers; nothing where there are none."""
    for name, many in told.outgoing.waiting.items():
        heading(console, f"to be delivered by {printable(name)}")
        indented(console, counted(many, "entry", "entries"))
    if told.dead:
        heading(console, "dead letters")
        for one in told.dead:
            what = f"{printable(one.handler)}: entry {one.seq} of {printable(one.case_id)}"
            indented(console, f"{what}, {one.failure}")


def _backlog(told: Report) -> str:
    backlog = told.backlog
    if not backlog.due or backlog.oldest is None:
        return "nothing"
    by = ", ".join(f"{printable(name)} {many}" for name, many in backlog.by_organisation.items())
    return f"{backlog.due}, the oldest since {_at(backlog.oldest)}: {by}"


def _replicas(console: Console, told: Report) -> None:
    if not told.replicas:
        indented(console, "none was ever started: `ddrflow daemon`")
        return
    rows = [_replica(one, told) for one in told.replicas]
    columns = ("name", "state", "heard of", "last sweep", "recorded", "failed")
    table(console, columns, rows)


def _replica(one: KeptReplica, told: Report) -> Sequence[str]:
    there = one in told.there
    state = one.state.value if there or one.state == "stopped" else f"{one.state.value}?"
    return (
        printable(one.replica),
        state,
        _at(one.beaten_at),
        _at(one.swept_at) if one.swept_at else "",
        str(one.recorded),
        str(one.failed),
    )


def _timers(console: Console, timers: Sequence[KeptTimer], now: datetime) -> None:
    if not timers:
        indented(console, "nothing")
        return
    rows = [_timer(one, now) for one in timers]
    table(console, ("due", "case", "what", "then", "lead", ""), rows)


def _timer(one: KeptTimer, now: datetime) -> Sequence[str]:
    timer = one.timer
    late = "LATE " if timer.due_at <= now else ""
    tried = f"tried {counted(one.attempts, 'time')}: {one.failure}" if one.attempts else ""
    return (
        f"{late}{timer.on}",
        printable(one.case_id),
        f"{timer.kind} {timer.name}".strip(),
        timer.mark,
        printable(timer.organisation),
        tried,
    )


def _at(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M:%S}"


def _as_data(told: Report, troubles: Sequence[str]) -> dict[str, Any]:
    return {
        "now": told.now.isoformat(),
        "troubles": list(troubles),
        "replicas": [
            {
                "replica": one.replica,
                "state": one.state.value,
                "is_there": one in told.there,
                "release": one.release,
                "started_at": one.started_at.isoformat(),
                "beaten_at": one.beaten_at.isoformat(),
                "swept_at": one.swept_at.isoformat() if one.swept_at else None,
                "recorded": one.recorded,
                "failed": one.failed,
                "delivered": one.delivered,
            }
            for one in told.replicas
        ],
        "due": {
            "count": told.backlog.due,
            "oldest": told.backlog.oldest.isoformat() if told.backlog.oldest else None,
            "by_organisation": dict(told.backlog.by_organisation),
        },
        "overdue": dict(told.overdue),
        "without_review": dict(told.unreviewed),
        "outgoing": {
            "in_outbox": told.outgoing.in_outbox,
            "waiting": dict(told.outgoing.waiting),
            "oldest": told.outgoing.oldest.isoformat() if told.outgoing.oldest else None,
            "dead": [
                {
                    "case": one.case_id,
                    "entry": one.seq,
                    "handler": one.handler,
                    "failure": one.failure,
                    "attempts": one.attempts,
                }
                for one in told.dead
            ],
        },
        "quarantine": [_timer_data(one) for one in told.quarantine],
        "next": [_timer_data(one) for one in told.upcoming],
    }


def _timer_data(one: KeptTimer) -> dict[str, Any]:
    timer = one.timer
    return {
        "case": one.case_id,
        "kind": timer.kind.value,
        "name": timer.name,
        "on": timer.on.isoformat(),
        "due_at": timer.due_at.isoformat(),
        "command": timer.mark,
        "organisation": timer.organisation,
        "occurrence": timer.occurrence,
        "attempts": one.attempts,
        "failure": one.failure,
        "claimed_by": one.claimed_by,
    }
