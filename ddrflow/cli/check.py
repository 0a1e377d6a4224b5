"""`ddrflow check`: every finding of every file with the history behind it, then a line on each."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ddrflow.cli.console import document, line
from ddrflow.cli.exits import Exit
from ddrflow.cli.naming import reading, words
from ddrflow.cli.proved import finding_of, history, keep
from ddrflow.cli.sarif import sarif
from ddrflow.errors import BadFile, Finding, Severity, UnknownName
from ddrflow.model.workflow import Workflow
from ddrflow.proof import Hole, Proof, prove, story_of
from ddrflow.workflow.load import Checked, shipped_folder
from ddrflow.workflow.load import check as check_file

PROVED: Final = """
Proved{but}, by histories that the engine lived:
every state is reached, every step taken, every conference held; every review and
every need has somebody; an end is in reach from every situation (a state, who
leads, whether all say no). Assumed: one organisation in each role; everybody does
what a refusal says would help, but for consent where they say no. Not told apart:
how often, how long ago, in which order."""
BUT: Final = " but for what is told above"


@dataclass(frozen=True, slots=True)
class Asked:
    """How a check is to be made and told."""

    as_json: bool = False
    as_sarif: bool = False
    with_notes: bool = False
    with_proof: bool = True
    histories: Path | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What was found of one file; `missing` is why there is no such file."""

    name: str
    checked: Checked
    missing: str = ""
    proof: Proof | None = None

    @property
    def findings(self) -> tuple[tuple[Finding, Hole | None], ...]:
        """What the file says wrong, and then what the proof found, each in order of place."""
        holes = self.proof.holes if self.proof else ()
        proved = [(finding_of(self.checked, one), one) for one in holes]
        read = [(one, None) for one in self.checked.findings]
        return (*read, *sorted(proved, key=lambda one: (one[0].place, one[0].code)))

    @property
    def code(self) -> Exit:
        """The exit code that this file alone would give."""
        if self.missing:
            return Exit.USAGE
        return Exit.BAD_FILE if self.counted(Severity.ERROR) else Exit.OK

    def counted(self, severity: Severity) -> int:
        """How many findings of a severity there are."""
        return sum(one.severity is severity for one, _ in self.findings)


def check_files(names: Sequence[str], asked: Asked) -> Exit:
    """Check each file, also after a bad one; the gravest answer is the exit code."""
    reports = [_report(name, asked) for name in names or _shipped()]
    if asked.histories is not None:
        keep(asked.histories, _stories(reports))
    if asked.as_sarif:
        document(sarif([one for report in reports for one, _ in report.findings]))
    elif asked.as_json:
        document(_as_data(reports))
    else:
        for one in reports:
            _print(one, asked)
        _print_what_holds(reports)
    return max((one.code for one in reports), default=Exit.OK)


def _shipped() -> list[str]:
    """Every shipped file by name, bases too."""
    names = [one.name for one in shipped_folder().iterdir()]
    return sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


def _report(name: str, asked: Asked) -> Report:
    try:
        with reading(name):
            checked = check_file(name)
    except BadFile as fault:
        return Report(name, Checked(None, fault.findings))
    except UnknownName as fault:
        return Report(name, Checked(None, ()), words(fault))
    workflow = checked.workflow
    return Report(name, checked, proof=prove(workflow) if workflow and asked.with_proof else None)


def _stories(reports: Sequence[Report]) -> Iterator[tuple[str, str]]:
    """Each history as a file name and the text of a story."""
    for report in reports:
        holes = [hole for _, hole in report.findings if hole and hole.line]
        for number, hole in enumerate(holes, 1):
            workflow = hole.line.workflow.identity.name if hole.line else ""
            name = f"{workflow}-{number}-{hole.code.lower()}"
            yield f"{name}.yaml", story_of(hole, name)


def _print(report: Report, asked: Asked) -> None:
    if report.missing:
        line(report.missing, is_error=True)
        return
    for finding, hole in report.findings:
        if finding.severity is not Severity.NOTE or asked.with_notes:
            line(_told(finding))
            for told in history(hole) if hole else ():
                line(told)
    line(f"{report.name}: {_summary(report)}")


def _told(finding: Finding) -> str:
    """As the finding says itself; a warning and a note are called that."""
    if finding.severity is Severity.ERROR:
        return str(finding)
    return str(finding).replace(f"{finding.code}: ", f"{finding.code}: {finding.severity}: ", 1)


def _print_what_holds(reports: Sequence[Report]) -> None:
    """What the searches that came to their end show, and what they take for granted."""
    whole = [one.proof for one in reports if one.proof and one.proof.is_whole]
    if whole:
        line(PROVED.format(but=BUT if any(one.errors for one in whole) else ""))


def _summary(report: Report) -> str:
    counted = [
        count(number, severity.value)
        for severity in Severity
        if (number := report.counted(severity))
    ]
    if report.counted(Severity.ERROR):
        return ", ".join(counted)
    workflow = report.checked.workflow
    about = contents(workflow) if workflow else ["a base for other files"]
    return ", ".join(["ok", *about, *_proved(report.proof), *counted])


def _proved(proof: Proof | None) -> Iterator[str]:
    if proof is not None and proof.is_whole:
        yield f"proved in {count(proof.situations, 'situation')}"
    elif proof is not None:
        yield f"not proved: the search ended after {count(proof.asked, 'question')}"


def contents(workflow: Workflow) -> list[str]:
    """What a workflow holds, counted as its file lists it."""
    steps = len(json.loads(workflow.document)["steps"])
    return [
        *(["draft"] if workflow.is_draft else []),
        count(len(workflow.states), "state"),
        count(steps, "step"),
        count(len(workflow.procedure.conferences), "conference type"),
        count(len(workflow.reviews), "review"),
        f"digest {workflow.identity.digest[:12]}",
    ]


def count(number: int, noun: str) -> str:
    """A number of things."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _as_data(reports: Sequence[Report]) -> dict[str, Any]:
    return {
        "files": [_file_data(one) for one in reports],
        **{f"{severity}s": sum(one.counted(severity) for one in reports) for severity in Severity},
        "missing": len([one for one in reports if one.missing]),
    }


def _file_data(report: Report) -> dict[str, Any]:
    workflow, proof = report.checked.workflow, report.proof
    identity = workflow.identity if workflow else None
    return {
        "name": report.name,
        "ok": report.code is Exit.OK,
        "missing": report.missing,
        "workflow": identity.name if identity else None,
        "version": identity.version if identity else None,
        "digest": identity.digest if identity else None,
        "proof": {
            "whole": proof.is_whole,
            "situations": proof.situations,
            "questions": proof.asked,
        }
        if proof
        else None,
        "findings": [
            {
                "file": one.place.file,
                "line": one.place.line,
                "column": one.place.column,
                "code": one.code,
                "severity": one.severity,
                "message": one.message,
                "help": one.help,
                "history": story_of(hole, one.code.lower()) if hole else "",
            }
            for one, hole in report.findings
        ],
    }
