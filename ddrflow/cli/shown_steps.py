"""The states and steps of a workflow, for reading."""

from rich.console import Console

from ddrflow.cli.console import block, heading, indented, table
from ddrflow.cli.wording import listed, owner, rule
from ddrflow.export.outline import StepRow, approvers, steps
from ddrflow.model.workflow import Limit, StepKind, Workflow


def step_blocks(console: Console, workflow: Workflow) -> None:
    """The states as a table, then each step with everything that it asks."""
    heading(console, "States")
    rows = [
        (one.name, one.phase or "", "begins here" if one.is_initial else "" if one.phase else "end")
        for one in workflow.states.values()
    ]
    table(console, ("state", "phase", ""), rows)
    for state in workflow.states.values():
        if state.limit:
            indented(console, f"{state.name}: {_limit(state.limit)}")
    heading(console, "Steps")
    for number, step in enumerate(steps(workflow)):
        if number:
            console.print()
        block(console, step.trigger, _parts(step))
    allowed = approvers(workflow)
    if allowed:
        heading(console, "Deviations: who may lift a rule for a while")
        block(console, "", [(name, listed(one)) for name, one in allowed.items()])


def _limit(limit: Limit) -> str:
    told = f"; told: {listed(limit.escalate_to)}" if limit.escalate_to else ""
    whose = f"a breach is opened, for {owner(limit.owner)} to mend"
    return f"for {limit.after} at the most, then {whose}{told}; source {limit.source}"


def _parts(step: StepRow) -> list[tuple[str, str | list[str]]]:
    target = f"{step.target} ({step.phase})" if step.phase else f"{step.target} (end)"
    parts: list[tuple[str, str | list[str]]] = [
        ("moves", f"{listed(step.sources)} → {target}"),
        ("by", listed(step.by)),
        ("kind", _kind(step)),
    ]
    if step.rules:
        parts.append(("rules", [rule(one) for one in step.rules]))
    if step.closes:
        parts.append(("closes", f"channels: {listed(step.closes)}"))
    return [*parts, ("source", step.source)]


def _kind(step: StepRow) -> str:
    if step.kind != StepKind.HAPPENED:
        return "asks: refused while a rule that binds is unmet"
    if not step.rules:
        return "happened: recorded always"
    whose = f"for {owner(step.breach_owner)} to mend within {step.breach_due}"
    return f"happened: recorded always; each unmet rule opens a breach {whose}"
