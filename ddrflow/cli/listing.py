"""Lists of cases, and what is before an organisation today."""

import shlex
from dataclasses import asdict
from datetime import date
from functools import partial
from typing import Any

from rich.console import Console
from rich.text import Text

from ddrflow.cli.asking import obstacles_data, tell_wait, to_be_typed, wait_data
from ddrflow.cli.console import document, indented, line, page, printable, table, to_type
from ddrflow.cli.opened import engine
from ddrflow.cli.telling import words
from ddrflow.cli.typed import target
from ddrflow.dates import Period, Unit, local_day
from ddrflow.decide import Agenda, Due, Obstacles
from ddrflow.errors import BadCommand
from ddrflow.ports import Filter, Summary


def list_cases(wanted: Filter, *, database: str, as_json: bool) -> None:
    """Print one line on each case that is wanted."""
    with engine(database) as found:
        lines = found.summaries(wanted)
    more = ""
    if wanted.limit and len(lines) == wanted.limit:
        more = f"more may follow: --after={shlex.quote(printable(lines[-1].case_id))}"
    if as_json:
        document([asdict(one) for one in lines])
        if more:
            # Beside the document, which stays one: whoever reads a part of it is to know.
            line(more, is_error=True)
        return
    with page() as console:
        if not lines:
            console.print("no case fits")
            return
        names = ("case", "workflow", "state, phase", "lead", "next review")
        table(console, names, [_row(one) for one in lines])
        if more:
            console.print()
            to_type(console, more, 0)


def find(system: str, reference: str, *, database: str, as_json: bool) -> None:
    """Print the ids of the cases in which the reference stands."""
    with engine(database) as opened:
        cases = opened.find(system, reference)
    if as_json:
        document(list(cases))
        return
    with page() as console:
        for one in cases or ("no case has it",):
            console.print(Text(printable(one)))


def day(name: str, text: str) -> date | None:
    """A day, read from an option."""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise BadCommand(name, f"`{text}` is no day", "such as 2026-03-01") from fault


def today(organisation: str, *, days: int, database: str, as_json: bool) -> None:
    """Print what is before an organisation: what is due, what waits on it, what comes next."""
    with engine(database) as found:
        agendas = found.today(organisation, Period(days, Unit.DAY))
        zones = {
            one.case_id: found.workflow(found.case(one.case_id)).procedure.zone
            for one in agendas
            if not one.trouble
        }
        now = found.now()
    if as_json:
        document([_as_data(one) for one in agendas])
        return
    with page() as console:
        if not agendas:
            text = f"nothing: {printable(organisation)} plays no role in an open case"
            console.print(Text(text))
        for one in agendas:
            if one.trouble:
                console.print()
                console.print(Text(f"{printable(one.case_id)}: {printable(one.trouble)}"))
                continue
            zone, at = zones[one.case_id], target(one.case_id, database)
            _title(console, one)
            for due in one.due:
                indented(console, _due(due, local_day(now, zone), one.roles))
            for wait in one.waits:
                tell_wait(console, wait, zone, partial(to_be_typed, at), 2)
            for step in one.steps:
                indented(console, Text(_step(step, one.roles)))


def _row(one: Summary) -> tuple[str, ...]:
    return (
        printable(one.case_id),
        f"{one.workflow.name} {one.workflow.version}",
        f"{one.state}\n{one.phase or 'ended'}",
        f"{one.lead_role}\n{printable(one.lead_organisation)}",
        str(one.next_review_on or ""),
    )


def _title(console: Console, one: Agenda) -> None:
    leads = ", leads" if one.is_lead else ""
    console.print()
    title = f"{printable(one.case_id)}: {one.state} (as {', '.join(one.roles)}{leads})"
    console.print(Text(title, style="bold"))


def _due(due: Due, day_now: date, mine: tuple[str, ...]) -> str:
    late = "OVERDUE since" if due.on < day_now else "due today," if due.on == day_now else "due"
    whose = "" if set(due.roles) & set(mine) else f" (for {', '.join(due.roles)})"
    return f"{late} {due.on}: {words(due.what)}{whose}"


def _step(one: Obstacles, mine: tuple[str, ...]) -> str:
    """The next step in one line: whose it is, and how much is missing."""
    missing = [each.rule for each in one.verdicts if each.refuses]
    state = f"needs {', '.join(missing)}" if missing else "nothing in the way"
    by = "yours" if set(one.by) & set(mine) else ", ".join(one.by)
    return f"next: `{one.trigger}` to `{one.target}` ({by}): {state}"


def _as_data(one: Agenda) -> dict[str, Any]:
    return {
        "case": one.case_id,
        "state": one.state,
        "phase": one.phase,
        "roles": list(one.roles),
        "leads": one.is_lead,
        "trouble": one.trouble,
        "due": [
            {
                "on": str(due.on),
                "what": words(due.what),
                "message": due.what.message,
                "roles": list(due.roles),
            }
            for due in one.due
        ],
        "waits": [wait_data(wait) for wait in one.waits],
        "steps": [obstacles_data(step) for step in one.steps],
    }
