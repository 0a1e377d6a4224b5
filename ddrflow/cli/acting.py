"""A command on a case: given, answered, and told."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from rich.console import Console

from ddrflow.cli.console import document, indented, line, page, printable
from ddrflow.cli.exits import Exit, exit_of
from ddrflow.cli.naming import reading
from ddrflow.cli.opened import actor, engine, instant, spoken_in
from ddrflow.cli.telling import recorded, warned
from ddrflow.cli.typed import refused
from ddrflow.engine import Done, Engine, Refused
from ddrflow.errors import BadCommand
from ddrflow.languages import ENGLISH, Language
from ddrflow.model.agency import KEEPER, Actor, Viewer
from ddrflow.model.case import Case
from ddrflow.model.commands import Command, OpenCase
from ddrflow.wire import command_from, entry_to_json, name_of, pair, refusal_to_json
from ddrflow.wire.refusals import verdict_document
from ddrflow.workflow.load import load


def act(  # noqa: PLR0913 - what a command line says, by name
    name: str,
    arguments: Mapping[str, object],
    *,
    case: str,
    acting: str,
    database: str,
    key: str,
    at: str,
    as_json: bool,
    language: str = "en",
) -> Exit:
    """Give a command and print what came of it, or why it was refused."""
    command = command_from(name, arguments, actor(acting), instant(at))
    if isinstance(command, OpenCase):
        raise BadCommand("command", "a case is opened by itself", "ddrflow case open")
    with engine(database) as found:
        spoken = spoken_in(language, found, case)
        give = partial(found.do, case, command, key=key)
        return _told(found, command, give, database, as_json=as_json, language=spoken)


def open_case(
    case: str,
    workflow: str,
    bindings: Sequence[str],
    *,
    acting: str,
    database: str,
    key: str,
    at: str,
    as_json: bool,
) -> Exit:
    """Open a case under a workflow by shipped name or path."""
    with reading(workflow):
        loaded = load(workflow)
    pairs = tuple(pair("--bind", one) for one in bindings)
    command = OpenCase(actor=actor(acting), occurred_at=instant(at), bindings=pairs)
    name = loaded.identity.name
    with engine(database, loaded) as found:
        return _told(
            found,
            command,
            lambda: found.open_case(name, case, command, key=key),
            database,
            as_json=as_json,
        )


def lapse(case: str, *, database: str, as_json: bool) -> None:
    """Record what time alone made happen on a case, and print it."""
    with engine(database) as found:
        done = found.lapse(case)
        if as_json:
            document([_as_data(found, KEEPER, one) for one in done])
            return
        for one in done:
            _print(found, KEEPER, one)
    if not done:
        line("nothing fell due")


def arguments_of(words: Sequence[str]) -> dict[str, str]:
    """`name=value` words of a command line, by name; raises BadCommand for one that comes twice."""
    found: dict[str, str] = {}
    for name, value in (pair("argument", one) for one in words):
        if name in found:
            raise BadCommand(name, "it is given twice", f"say `{name}=` once, and all of it there")
        found[name] = value
    return found


def erasing(basis: str, why: str, entries: str, *, everything: bool) -> dict[str, str]:
    """What is to be erased, which has to be said: a list that came out empty erases nothing."""
    named = [one for one in entries.split(",") if one.strip()]
    if bool(named) == everything:
        raise BadCommand("--entries", "say which entries, or `--all`", "such as `--entries 3,7`")
    return {"basis": basis, "why": why, **({"entries": entries} if named else {})}


def _told(
    engine: Engine,
    command: Command,
    give: Callable[[], Done],
    database: str,
    *,
    as_json: bool,
    language: Language = ENGLISH,
) -> Exit:
    try:
        done = give()
    except Refused as refusal:
        if as_json:
            document(refusal_to_json(refusal.case_id, name_of(command), refusal.decision))
        else:
            line(refused(refusal, database, language), is_error=True)
        return exit_of(refusal)
    if as_json:
        document(_as_data(engine, command.actor, done))
    else:
        _print(engine, command.actor, done, language)
    return Exit.OK


def _as_data(engine: Engine, actor: Actor, done: Done) -> dict[str, Any]:
    version, entries = done.case.version, done.entries
    if actor != KEEPER:
        version, entries = engine.recorded(done, Viewer.of(actor))
    return {
        "case": done.case.case_id,
        "version": version,
        "state": done.case.position.state,
        "recorded": [entry_to_json(one) for one in entries],
        "warnings": [verdict_document(one).model_dump(mode="json") for one in done.warnings],
    }


def _print(engine: Engine, actor: Actor, done: Done, language: Language = ENGLISH) -> None:
    """What was recorded, as whoever acted may read it."""
    with page() as console:
        tell_done(console, engine, done, None if actor == KEEPER else Viewer.of(actor), language)
        indented(console, where(done.case, language), 0)


def tell_done(
    console: Console,
    engine: Engine,
    done: Done,
    reader: Viewer | None,
    language: Language = ENGLISH,
) -> None:
    """What was recorded and warned of, as a reader may read it; everything for nobody."""
    entries = done.entries
    if reader is not None:
        _, entries = engine.recorded(done, reader)
    lines = {}
    if entries:
        lines = {one.seq: one for one in engine.timeline(done.case.case_id, reader)}
    for entry in entries:
        recorded(console, entry, lines[entry.seq], language)
    for verdict in done.warnings:
        warned(console, verdict, language)


def where(case: Case, language: Language = ENGLISH) -> str:
    """Where a case stands and who leads it, in one line."""
    position, lead, say = case.position, case.lead.current, language.say
    phase = position.phase
    told = say(" ({phase})", phase=language.word("phase", phase)) if phase else ""
    return say(
        "case {case} is in `{state}`{phase}, led by {role} ({organisation})",
        case=printable(case.case_id),
        state=position.state,
        phase=told or say(", which is its end"),
        role=lead.role,
        organisation=printable(lead.organisation),
    )
