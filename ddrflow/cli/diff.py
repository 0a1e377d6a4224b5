"""`ddrflow diff`: what changes from one version of a procedure to the next, and for whom."""

from collections.abc import Sequence
from typing import Any

import typer
from rich.console import Console

from ddrflow.cli.console import document, heading, indented, page
from ddrflow.cli.naming import reading
from ddrflow.export import Change, Part, changes, decision_paper, for_whom
from ddrflow.model.workflow import Workflow
from ddrflow.workflow.load import load


def diff_workflows(old: str, new: str, *, as_markdown: bool, as_json: bool) -> None:
    """Print the changes for people, as a paper, or as JSON."""
    with reading(old):
        before = load(old)
    with reading(new):
        after = load(new)
    found = changes(before, after)
    if as_json:
        document(_as_data(before, after, found))
    elif as_markdown:
        typer.echo(decision_paper(before, after, found), nl=False)
    else:
        _print(before, after, found)


def _print(old: Workflow, new: Workflow, found: Sequence[Change]) -> None:
    with page() as console:
        indented(console, f"from {_named(old)}", 0)
        indented(console, f"to   {_named(new)}", 0)
        if not found:
            indented(console, "nothing changes for anybody", 0)
            return
        for part in Part:
            listed = [one for one in found if one.part is part]
            if listed:
                heading(console, part)
            for name in dict.fromkeys(one.name for one in listed):
                _block(console, name, [_told(one) for one in listed if one.name == name])
        heading(console, "for whom")
        for role, concerned in for_whom(found, new).items():
            named = "whoever leads" if role == "lead" else role
            short = dict.fromkeys(f"{one.part}: {one.name}" for one in concerned)
            _block(console, named, list(short))


def _block(console: Console, title: str, lines: Sequence[str]) -> None:
    indented(console, title, 2)
    for one in lines:
        indented(console, one, 4)


def _named(workflow: Workflow) -> str:
    return f"{workflow.identity}, digest {workflow.identity.digest[:12]}"


def _told(change: Change) -> str:
    return f"{change.what} ({change.strength})" if change.strength else change.what


def _as_data(old: Workflow, new: Workflow, found: Sequence[Change]) -> dict[str, Any]:
    return {
        "old": _identity(old),
        "new": _identity(new),
        "changes": [
            {
                "part": one.part,
                "name": one.name,
                "what": one.what,
                "roles": one.roles,
                "strength": one.strength,
            }
            for one in found
        ],
    }


def _identity(workflow: Workflow) -> dict[str, Any]:
    one = workflow.identity
    return {"workflow": one.name, "version": one.version, "digest": one.digest}
