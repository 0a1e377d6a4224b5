"""Questions about one case: where it stands, what it waits for, what is in the way, its record."""

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.text import Text

from ddrflow.cli.console import block, document, heading, indented, page, printable, table, to_type
from ddrflow.cli.opened import engine, spoken_in, viewer
from ddrflow.cli.remedy import command_line
from ddrflow.cli.telling import local, who, words
from ddrflow.cli.typed import Target, target, typed
from ddrflow.decide import Line, Obstacles, Section, Wait
from ddrflow.engine import Engine
from ddrflow.errors import UnknownName
from ddrflow.languages import ENGLISH, Language
from ddrflow.model.verdict import Remedy
from ddrflow.wire import name_of, refusal_to_json
from ddrflow.wire.refusals import remedy_document, verdict_document

#: How a remedy is written for whoever reads it.
Written = Callable[[Remedy], str]


def show(case: str, *, database: str, reader: str, as_json: bool) -> None:
    """Print where a case stands, section by section."""
    with engine(database) as found:
        sections = [one for one in found.show(case, viewer(reader)) if one.rows]
    if as_json:
        document(
            {
                one.name: [{field.name: field.value for field in row} for row in one.rows]
                for one in sections
            }
        )
        return
    with page() as console:
        tell_sections(console, sections)


def tell_sections(console: Console, sections: Iterable[Section]) -> None:
    """Where a case stands, section by section."""
    for one in sections:
        heading(console, one.name)
        if len(one.rows) == 1:
            block(console, "", [(each.name, printable(each.value)) for each in one.rows[0]])
            continue
        rows = [{each.name: printable(each.value) for each in row} for row in one.rows]
        names = list(dict.fromkeys(each for row in (max(rows, key=len), *rows) for each in row))
        table(console, names, [[row.get(each, "") for each in names] for row in rows])


def timeline(case: str, *, database: str, reader: str, as_json: bool) -> None:
    """Print the record of a case, line by line."""
    with engine(database) as found:
        lines = found.timeline(case, viewer(reader))
        zone = _zone(found, case)
    if as_json:
        document(
            [
                {
                    "seq": one.seq,
                    "occurred_at": one.occurred_at.isoformat(),
                    "recorded_at": one.recorded_at.isoformat(),
                    "actor": asdict(one.actor),
                    "what": words(one.what),
                    "counts": one.counts,
                }
                for one in lines
            ]
        )
        return
    with page() as console:
        tell_lines(console, lines, zone)


def tell_lines(console: Console, lines: Iterable[Line], zone: ZoneInfo) -> None:
    """The record of a case, line by line."""
    for one in lines:
        late = one.occurred_at != one.recorded_at
        recorded = f", recorded {local(one.recorded_at, zone)}" if late else ""
        struck = "" if one.counts else " - DOES NOT COUNT"
        console.print(Text(f"{one.seq:>4}  {local(one.occurred_at, zone)}  ", end=""), end="")
        console.print(Text(f"{words(one.what)}{struck}"))
        indented(console, f"{who(one.actor)}{recorded}", 24)


def waiting(case: str, *, database: str, reader: str, language: str, as_json: bool) -> None:
    """Print what a case waits for: since when, on whom, what would help."""
    with engine(database) as found:
        waits = found.waiting(case, viewer(reader))
        zone = _zone(found, case)
        spoken = spoken_in(language, found, case)
    if as_json:
        document([wait_data(one) for one in waits])
        return
    with page() as console:
        if not waits:
            console.print(spoken.say("case {case} waits for nothing", case=printable(case)))
        at = target(case, database)
        for one in waits:
            written = partial(to_be_typed, at, language=spoken)
            tell_wait(console, one, zone, written, language=spoken)


def why_not(
    case: str, trigger: str, *, database: str, reader: str, language: str, as_json: bool
) -> None:
    """Print what stands between a case and a step, or every step from here."""
    with engine(database) as found:
        obstacles = found.why_not(case, trigger, viewer(reader))
        spoken = spoken_in(language, found, case)
    if as_json:
        document([obstacles_data(one) for one in obstacles])
        return
    with page() as console:
        if not obstacles:
            console.print(
                spoken.say("no step leads on from where case {case} stands", case=printable(case))
            )
        at = target(case, database)
        for one in obstacles:
            tell_obstacles(console, one, partial(to_be_typed, at, language=spoken), spoken)


def why_date(case: str, review: str, *, database: str, reader: str, as_json: bool) -> None:
    """Print how the due day of a review came about, step by step."""
    with engine(database) as found:
        steps = found.explain_date(case, review, viewer(reader))
    if as_json:
        document(
            [
                {
                    "on": one.on.isoformat(),
                    "message": one.what.message,
                    "fields": {each.name: each.value for each in one.what.fields},
                    "what": words(one.what),
                }
                for one in steps
            ]
        )
        return
    with page() as console:
        for one in steps:
            console.print(Text(f"{one.on} {one.on:%a}  {words(one.what)}"))


def refusals(case: str, *, database: str, reader: str, as_json: bool) -> None:
    """Print the journal of what was refused on a case. Raises UnknownName."""
    with engine(database) as found:
        kept = found.refusals(case, viewer(reader))
        zone = _zone_if_opened(found, case) if kept else _zone(found, case)
    if as_json:
        document(
            [
                {
                    "refused_at": one.refused_at.isoformat(),
                    "actor": asdict(one.command.actor),
                    "refusal": refusal_to_json(case, name_of(one.command), one.decision),
                }
                for one in kept
            ]
        )
        return
    with page() as console:
        if not kept:
            console.print(f"nothing was refused on case {printable(case)}")
        for one in kept:
            at = local(one.refused_at, zone) if zone else f"{local(one.refused_at, UTC)} UTC"
            console.print(Text(f"{at}  {who(one.command.actor)}"))
            indented(console, f"{command_line(one.command)}: {one.decision.outcome}")
            rules = ", ".join(each.rule for each in one.decision.refusing)
            reason = one.decision.reason
            indented(console, rules or (words(reason) if reason else ""), 4)


def tell_wait(
    console: Console,
    wait: Wait,
    zone: ZoneInfo,
    written: Written,
    columns: int = 0,
    language: Language = ENGLISH,
) -> None:
    """One thing that is waited for."""
    on = ", ".join(wait.organisations or wait.roles) or language.say("nobody named")
    since = language.say("since {time}, on {names}", time=local(wait.since, zone), names=on)
    indented(console, printable(since), columns)
    indented(console, words(wait.what, language=language), columns + 2)
    _help(console, written, wait.remedies, language, columns + 2)


def tell_obstacles(
    console: Console, one: Obstacles, written: Written, language: Language = ENGLISH
) -> None:
    """One step, and what stands in its way."""
    say = language.say
    parts = (
        f"`{printable(one.trigger)}`",
        say(" to `{state}`", state=one.target) if one.target else "",
        say(", by {roles}", roles=", ".join(one.by)) if one.by else "",
        say(", happens whatever is unmet") if one.happens else "",
        say(": nothing in the way") if one.is_free and not one.verdicts else "",
    )
    console.print(Text("".join(parts), style="bold"))
    if one.reason is not None:
        indented(console, words(one.reason, language=language))
    for verdict in one.verdicts:
        binds = "" if verdict.refuses else say(", does not refuse")
        source = language.source(str(verdict.source))
        indented(console, f"{verdict.rule} [{verdict.strength}, {source}]{binds}")
        indented(console, words(verdict.reason, verdict.status, language), 4)
        _help(console, written, verdict.remedies, language, 4)


def _help(
    console: Console,
    written: Written,
    remedies: Iterable[Remedy],
    language: Language,
    columns: int,
) -> None:
    for one in remedies:
        to_type(console, language.say("would help: {line}", line=written(one)), columns)


def to_be_typed(at: Target, remedy: Remedy, language: Language = ENGLISH) -> str:
    """A remedy as the line of `ddrflow` that gives it, and who may."""
    by = language.say("  (by {roles})", roles=", ".join(remedy.by)) if remedy.by else ""
    return f"{typed(at, remedy.command, dict(remedy.filled), remedy.open)}{by}"


def _zone(engine: Engine, case: str) -> ZoneInfo:
    return engine.workflow(engine.case(case)).procedure.zone


def _zone_if_opened(engine: Engine, case: str) -> ZoneInfo | None:
    """None for a case that was never opened: what was refused then was to open it."""
    try:
        return _zone(engine, case)
    except UnknownName:
        return None


def wait_data(wait: Wait) -> dict[str, Any]:
    """One thing that is waited for, as plain data."""
    return {
        "since": wait.since.isoformat(),
        "what": words(wait.what),
        "message": wait.what.message,
        "roles": list(wait.roles),
        "organisations": list(wait.organisations),
        "remedies": [remedy_document(one).model_dump(mode="json") for one in wait.remedies],
    }


def obstacles_data(one: Obstacles) -> dict[str, Any]:
    """One step and what stands in its way, as plain data."""
    return {
        "trigger": one.trigger,
        "target": one.target,
        "by": list(one.by),
        "free": one.is_free,
        "happens": one.happens,
        "reason": words(one.reason) if one.reason else None,
        "verdicts": [verdict_document(each).model_dump(mode="json") for each in one.verdicts],
    }
