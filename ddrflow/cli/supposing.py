"""`ddrflow case what-if`: what would come of one event on one case; nothing is recorded."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from rich.console import Console

from ddrflow.cli.asking import (
    Written,
    obstacles_data,
    tell_lines,
    tell_obstacles,
    tell_wait,
    to_be_typed,
    wait_data,
)
from ddrflow.cli.console import document, heading, indented, page, printable
from ddrflow.cli.opened import engine
from ddrflow.cli.remedy import command_line
from ddrflow.cli.telling import words
from ddrflow.cli.typed import Target, target
from ddrflow.decide import Line, Obstacles, timeline
from ddrflow.model.commands import Command
from ddrflow.model.decision import Decision
from ddrflow.model.workflow import Workflow
from ddrflow.proof import Supposed, suppose
from ddrflow.wire import name_of, refusal_to_json


def what_if(case: str, event: Sequence[str], *, database: str, as_json: bool) -> None:
    """Print what would come of an event. Raises UnknownName, BadCommand."""
    with engine(database) as found:
        stands = found.case(case)
        workflow, now = found.workflow(stands), found.now()
        supposed = suppose(workflow, stands, found.standing(), now, event)
    lines = timeline(workflow, supposed.case, supposed.recorded, now)
    if as_json:
        document(_as_data(case, supposed, lines))
        return
    with page() as console:
        indented(console, f"what if: {printable(' '.join(event))}; nothing is recorded", 0)
        _tell(console, workflow, supposed, lines, target(case, database))


def _tell(
    console: Console, workflow: Workflow, supposed: Supposed, lines: Sequence[Line], at: Target
) -> None:
    written, zone = partial(to_be_typed, at), workflow.procedure.zone
    if lines:
        heading(console, "what would be recorded")
        tell_lines(console, lines, zone)
    if supposed.refused:
        heading(console, "and this would be refused" if lines else "this would be refused")
        _tell_refusal(console, *supposed.refused, written)
    if supposed.waits:
        heading(console, "what the case would wait for")
    for wait in supposed.waits:
        tell_wait(console, wait, zone, written)
    if not supposed.refused:
        _tell_steps(console, "what would have more in its way", supposed.harder, written)
        _tell_steps(console, "what would have less in its way", supposed.easier, written)
    if supposed.unmanned:
        heading(console, "what nobody could do any more")
    for step in supposed.unmanned:
        indented(console, f"`{step.trigger}`, by {', '.join(step.by)}")
    if not (lines or supposed.refused or supposed.waits or supposed.unmanned):
        indented(console, "nothing would change", 0)


def _tell_refusal(console: Console, command: Command, decision: Decision, written: Written) -> None:
    indented(console, f"{command_line(command)}: {decision.outcome}", 0)
    if decision.reason:
        indented(console, words(decision.reason))
    for verdict in decision.refusing:
        indented(console, f"{verdict.rule} [{verdict.strength}, {verdict.source}]")
        indented(console, words(verdict.reason, verdict.status), 4)
    first = (*decision.remedies, *(one for each in decision.refusing for one in each.remedies))
    for one in first:
        indented(console, f"would help first: {written(one)}", 4)


def _tell_steps(console: Console, title: str, steps: Sequence[Obstacles], written: Written) -> None:
    if steps:
        heading(console, title)
    for one in steps:
        tell_obstacles(console, one, written)


def _as_data(case: str, supposed: Supposed, lines: Sequence[Line]) -> dict[str, Any]:
    refused = supposed.refused
    return {
        "state": supposed.case.position.state,
        "lead": supposed.case.lead.current.role,
        "recorded": [words(one.what) for one in lines],
        "refused": refusal_to_json(case, name_of(refused[0]), refused[1]) if refused else None,
        "waits": [wait_data(one) for one in supposed.waits],
        "harder": [obstacles_data(one) for one in supposed.harder],
        "easier": [obstacles_data(one) for one in supposed.easier],
        "nobody_left_for": [one.trigger for one in supposed.unmanned],
    }
