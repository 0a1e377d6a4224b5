"""`ddrflow migrate`: a plan for running cases, and carrying it out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from ddrflow.cli.console import document, heading, indented, line, page, printable
from ddrflow.cli.exits import Exit
from ddrflow.cli.naming import reading
from ddrflow.cli.opened import engine
from ddrflow.cli.telling import words
from ddrflow.cli.writing import write_new
from ddrflow.dates import local_day
from ddrflow.engine import Engine
from ddrflow.errors import BadCommand, UnknownName
from ddrflow.migration import (
    CarriedOut,
    Decided,
    Plan,
    Planned,
    Way,
    carry_out,
    digest_of,
    paper,
    plan,
    plan_from_json,
    plan_to_json,
)
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Filter
from ddrflow.wire import check_id
from ddrflow.workflow.load import load


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for."""

    database: str
    dry_run: bool
    plan: Path | None
    decided_by: str
    decided_on: str
    text: str
    as_markdown: bool
    as_json: bool


def migrate_cases(old: str, new: str, asked: Asked) -> Exit:
    """Plan, and carry out what was decided. Raises BadCommand, BadFile, UnknownName, VersionClash.

    The exit code says that something is wrong where a case that the plan moves did not move.
    """
    _check(asked)
    with reading(new):
        after = load(new)
    named = _named(old)
    with engine(asked.database, *named, after) as found:
        before = named[0] if named else _kept_version(found, after, int(old))
        _same(before, after)
        kept = None if asked.dry_run else _read(asked.plan, before, after)
        planned = kept or plan(found, before, after)
        if asked.dry_run:
            _tell_plan(planned, asked)
            return Exit.OK
        decided = _decided(planned, asked, found.now(), after)
        done = carry_out(found, planned, decided)
    _tell_done(planned, done, decided, as_json=asked.as_json)
    return Exit.REFUSED if done.left else Exit.OK


def _named(old: str) -> tuple[Workflow, ...]:
    """The version that a file or a name holds; none where a number names one of the database."""
    if old.isdecimal():
        return ()
    with reading(old):
        return (load(old),)


def _kept_version(found: Engine, new: Workflow, version: int) -> Workflow:
    """A version by its number, as the database keeps it for the cases that are under it."""
    for one in found.summaries(Filter(workflow=new.identity.name)):
        if one.workflow.version == version:
            return found.workflow(found.case(one.case_id))
    raise UnknownName("workflow", f"{new.identity.name} version {version}")


def _check(asked: Asked) -> None:
    if asked.as_markdown and not asked.dry_run:
        message = "a paper is printed before it is decided on"
        raise BadCommand("markdown", message, "give `--dry-run` too")
    if asked.dry_run and asked.plan and asked.plan.exists():
        message = f"`{asked.plan}` is there already"
        raise BadCommand(
            "plan", message, "name another file; without `--dry-run` it is carried out"
        )
    if asked.dry_run:
        return
    if not asked.decided_by:
        message = "no case moves without somebody who decided it"
        raise BadCommand("decided-by", message, "name the person or body; `--dry-run` only plans")
    check_id("decided-by", asked.decided_by)


def _same(old: Workflow, new: Workflow) -> None:
    if old.identity.name != new.identity.name:
        message = f"`{new.identity.name}` is no version of `{old.identity.name}`"
        raise BadCommand("new", message, "a case moves between versions of one workflow")
    if old.identity == new.identity:
        raise BadCommand("new", f"both are {new.identity}", "name two versions")


def _read(path: Path | None, old: Workflow, new: Workflow) -> Plan | None:
    if path is None:
        return None
    with reading(str(path)):
        found = plan_from_json(path.read_bytes().decode("utf-8", errors="replace"))
    if (found.old, found.new) != (old.identity, new.identity):
        message = f"it is for {found.old} and {found.new}, by their digests"
        raise BadCommand("plan", message, "name the files that it was made with")
    return found


def _decided(plan: Plan, asked: Asked, now: datetime, new: Workflow) -> Decided:
    today = local_day(now, new.procedure.zone)
    day = today
    if asked.decided_on:
        try:
            day = date.fromisoformat(asked.decided_on)
        except ValueError as fault:
            message = f"`{asked.decided_on}` is no day"
            raise BadCommand("decided-on", message, "write it as 2026-12-31") from fault
    if day > today:
        raise BadCommand("decided-on", f"{day} lies in the future", "the day of the decision")
    return Decided(asked.decided_by, day, digest_of(plan), asked.text)


def _tell_plan(plan: Plan, asked: Asked) -> None:
    if asked.plan:
        kept = json.dumps(plan_to_json(plan), indent=2, ensure_ascii=False)
        write_new(f"{kept}\n", asked.plan)
    if asked.as_json:
        document({**plan_to_json(plan), "digest": digest_of(plan), "counts": plan.counts()})
    elif asked.as_markdown:
        typer.echo(paper(plan), nl=False)
    else:
        _print(plan)
        if asked.plan:
            line(f"{asked.plan}: written, digest {digest_of(plan)}")


def _print(plan: Plan) -> None:
    with page() as console:
        indented(console, f"from {plan.old}, digest {plan.old.digest[:12]}", 0)
        indented(console, f"to   {plan.new}, digest {plan.new.digest[:12]}", 0)
        indented(console, f"running cases: {len(plan.cases)}; nothing is recorded", 0)
        for one in plan.unused:
            told = f"the file maps a name that {plan.old} does not have: {one}"
            indented(console, f"careful: {told}", 0)
        heading(console, "what becomes of them")
        for name, count in plan.counts().items():
            if count or name in tuple(Way):
                indented(console, f"{name}: {count}")
        for way in Way:
            _tell_cases(console, way, plan.of(way))


def _tell_cases(console: Console, way: Way, cases: Sequence[Planned]) -> None:
    if cases:
        heading(console, way)
    for one in cases:
        state = one.state if one.there in ("", one.state) else f"{one.state}, then {one.there}"
        indented(console, f"{printable(one.case_id)} in {state}")
        for reason in one.reasons:
            indented(console, words(reason), 4)
        for each in one.consequences:
            indented(console, f"{each.kind}: {words(each.what)}", 4)


def _tell_done(plan: Plan, done: CarriedOut, decided: Decided, *, as_json: bool) -> None:
    if as_json:
        document(_as_data(plan, done, decided))
        return
    with page() as console:
        indented(console, f"to {plan.new}, decided by {decided.by} on {decided.on}", 0)
        indented(console, f"moved: {len(done.moved)}")
        if done.before:
            indented(console, f"had moved before: {len(done.before)}")
        indented(console, f"stay: {len(plan.of(Way.STAYS))}")
        if done.left:
            heading(console, "did not move")
        for one in done.left:
            indented(console, printable(one.case_id))
            for reason in one.reasons:
                indented(console, words(reason), 4)


def _as_data(plan: Plan, done: CarriedOut, decided: Decided) -> dict[str, Any]:
    return {
        "plan": decided.plan,
        "decided_by": decided.by,
        "decided_on": decided.on,
        "moved": done.moved,
        "moved_before": done.before,
        "stay": [one.case_id for one in plan.of(Way.STAYS)],
        "left": [
            {"case": one.case_id, "why": [words(each) for each in one.reasons]} for one in done.left
        ],
    }
