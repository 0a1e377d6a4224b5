"""`ddrflow replay`: recorded commands asked again under another version."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console

from ddrflow.cli.console import document, heading, indented, page, printable
from ddrflow.cli.naming import reading
from ddrflow.cli.opened import engine
from ddrflow.cli.remedy import command_line
from ddrflow.cli.telling import words
from ddrflow.migration import Differing, Replayed, replay
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Filter
from ddrflow.wire import name_of
from ddrflow.workflow.load import load


def replay_cases(new: str, cases: Sequence[str], *, database: str, as_json: bool) -> None:
    """Print what would be answered otherwise, case by case. Raises UnknownName, BadFile."""
    with reading(new):
        workflow = load(new)
    with engine(database) as found:
        chosen = cases or tuple(
            one.case_id for one in found.summaries(Filter(workflow=workflow.identity.name))
        )
        replayed = [replay(found, workflow, one) for one in chosen]
    if as_json:
        document([_as_data(one) for one in replayed])
    else:
        _print(workflow, replayed)


def _print(workflow: Workflow, replayed: Sequence[Replayed]) -> None:
    with page() as console:
        indented(console, f"under {workflow.identity}; nothing is recorded", 0)
        asked = sum(one.asked for one in replayed)
        differing = [one for each in replayed for one in each.differing]
        refused = sum(one.was_allowed for one in differing)
        indented(console, f"cases: {len(replayed)}; commands asked again: {asked}", 0)
        told = f"now refused: {refused}; newly allowed: {len(differing) - refused}"
        indented(console, told, 0)
        for one in replayed:
            if one.differing or one.unasked:
                heading(console, printable(one.case_id))
            for each in one.differing:
                _tell(console, each)
            for left in one.unasked:
                indented(console, f"not asked: {printable(command_line(left.command))}")
                for reason in left.reasons:
                    indented(console, words(reason), 4)


def _tell(console: Console, one: Differing) -> None:
    how = "now refused" if one.was_allowed else "newly allowed"
    place = f"entry {one.seq}" if one.seq else "refused"
    line = f"{how}: {printable(command_line(one.command))} ({place}, {one.at:%Y-%m-%d})"
    indented(console, line)
    for reason in _why(one):
        indented(console, reason, 4)


def _why(one: Differing) -> list[str]:
    decision = one.decision
    if decision is None:
        return [printable(one.fault)]
    found = [words(decision.reason)] if decision.reason else []
    return found + [
        f"{each.rule} [{each.strength}, {each.source}]: {words(each.reason, each.status)}"
        for each in decision.refusing
    ]


def _as_data(replayed: Replayed) -> dict[str, Any]:
    return {
        "case": replayed.case_id,
        "asked": replayed.asked,
        "differing": [
            {
                "entry": one.seq or None,
                "at": one.at,
                "command": name_of(one.command),
                "line": command_line(one.command),
                "was": "allowed" if one.was_allowed else "refused",
                "now": "refused" if one.was_allowed else "allowed",
                "why": _why(one),
            }
            for one in replayed.differing
        ],
        "not_asked": [
            {
                "entry": one.seq or None,
                "command": name_of(one.command),
                "why": [words(each) for each in one.reasons],
            }
            for one in replayed.unasked
        ],
    }
