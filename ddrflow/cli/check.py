"""`ddrflow check`: every finding of every file, then one line on each."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ddrflow.cli.console import document, line
from ddrflow.cli.exits import Exit
from ddrflow.cli.naming import reading, words
from ddrflow.errors import BadFile, Finding, Severity, UnknownName
from ddrflow.model.workflow import Workflow
from ddrflow.workflow.load import Checked, shipped_folder
from ddrflow.workflow.load import check as check_file


@dataclass(frozen=True, slots=True)
class Report:
    """What was found of one file; `missing` is why there is no such file."""

    name: str
    checked: Checked
    missing: str = ""

    @property
    def code(self) -> Exit:
        """The exit code that this file alone would give."""
        if self.missing:
            return Exit.USAGE
        return Exit.BAD_FILE if self.checked.errors else Exit.OK


def check_files(names: Sequence[str], *, as_json: bool) -> Exit:
    """Check each file, also after a bad one; the gravest answer is the exit code."""
    reports = [_report(name) for name in names or _shipped()]
    if as_json:
        document(_as_data(reports))
    else:
        for one in reports:
            _print(one)
    return max((one.code for one in reports), default=Exit.OK)


def _shipped() -> list[str]:
    """Every shipped file by name, bases too."""
    names = [one.name for one in shipped_folder().iterdir()]
    return sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


def _report(name: str) -> Report:
    try:
        with reading(name):
            return Report(name, check_file(name))
    except BadFile as fault:
        return Report(name, Checked(None, fault.findings))
    except UnknownName as fault:
        return Report(name, Checked(None, ()), words(fault))


def _print(report: Report) -> None:
    if report.missing:
        line(report.missing, is_error=True)
        return
    for finding in report.checked.findings:
        line(_told(finding))
    line(f"{report.name}: {_summary(report.checked)}")


def _told(finding: Finding) -> str:
    """As the finding says itself; a warning is called one."""
    if finding.severity is Severity.ERROR:
        return str(finding)
    return str(finding).replace(f"{finding.code}: ", f"{finding.code}: warning: ", 1)


def _summary(checked: Checked) -> str:
    errors = len(checked.errors)
    warnings = len(checked.findings) - errors
    counted = [_count(warnings, "warning")] if warnings else []
    if errors:
        return ", ".join([_count(errors, "error"), *counted])
    about = contents(checked.workflow) if checked.workflow else ["a base for other files"]
    return ", ".join(["ok", *about, *counted])


def contents(workflow: Workflow) -> list[str]:
    """What a workflow holds, counted as its file lists it."""
    steps = len(json.loads(workflow.document)["steps"])
    return [
        *(["draft"] if workflow.is_draft else []),
        _count(len(workflow.states), "state"),
        _count(steps, "step"),
        _count(len(workflow.procedure.conferences), "conference type"),
        _count(len(workflow.reviews), "review"),
        f"digest {workflow.identity.digest[:12]}",
    ]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _as_data(reports: Sequence[Report]) -> dict[str, Any]:
    found = [one for report in reports for one in report.checked.findings]
    errors = [one for one in found if one.severity is Severity.ERROR]
    return {
        "files": [_file_data(one) for one in reports],
        "errors": len(errors),
        "warnings": len(found) - len(errors),
        "missing": len([one for one in reports if one.missing]),
    }


def _file_data(report: Report) -> dict[str, Any]:
    workflow = report.checked.workflow
    identity = workflow.identity if workflow else None
    return {
        "name": report.name,
        "ok": report.code is Exit.OK,
        "missing": report.missing,
        "workflow": identity.name if identity else None,
        "version": identity.version if identity else None,
        "digest": identity.digest if identity else None,
        "findings": [
            {
                "file": one.place.file,
                "line": one.place.line,
                "column": one.place.column,
                "code": one.code,
                "severity": one.severity,
                "message": one.message,
                "help": one.help,
            }
            for one in report.checked.findings
        ],
    }
