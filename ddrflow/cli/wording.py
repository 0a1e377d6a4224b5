"""Rows of an outline as words."""

from collections.abc import Iterable

from ddrflow.cli.console import printable
from ddrflow.export.outline import RuleRow
from ddrflow.model.agency import Agency, Phase
from ddrflow.model.workflow import Workflow


def listed(names: Iterable[str]) -> str:
    """Several names as one cell."""
    return ", ".join(names)


def phases(agency: Agency) -> tuple[str, ...]:
    """The phases of an agency's remit, in the order of a case."""
    return tuple(phase for phase in Phase if phase in agency.phases)


def roles(workflow: Workflow, names: tuple[str, ...]) -> str:
    """Roles as people say them: all of the agencies together are `every professional`."""
    agencies = workflow.procedure.agencies
    professional = tuple(role for role, one in agencies.items() if one.kind.is_professional)
    if len(names) > 1 and names == professional:
        return "every professional"
    return listed(names)


def owner(name: str) -> str:
    """A role, or the lead of the moment."""
    return "whoever leads" if name == "lead" else name


def rule(row: RuleRow) -> str:
    """A rule in one line: how binding, which, its settings, its source, why."""
    settings = listed(_setting(name, value) for name, value in row.settings.items())
    named = f"{row.rule} ({settings})" if settings else row.rule
    only = f", only from {listed(row.only_from)}" if row.only_from else ""
    return f"{_force(row)}: {named}{only} [{row.source}]{_because(row)}"


def advice(rows: tuple[RuleRow, ...]) -> str:
    """What is said against a kind of agency as coordinator, and how firmly."""
    return "\n".join(f"{_force(row)}: {printable(row.because)} [{row.source}]" for row in rows)


def _setting(name: str, value: str) -> str:
    return name if value == "True" else f"{name} {value}"


def _force(row: RuleRow) -> str:
    return f"{row.strength}, a deviation may lift it" if row.liftable else row.strength


def _because(row: RuleRow) -> str:
    return f" - {printable(row.because)}" if row.because else ""
