"""A debrief in words and as data."""

from dataclasses import asdict
from typing import Any

from rich.console import Console

from ddrflow.cli.console import block, heading, indented, printable, table
from ddrflow.cli.measuring import words as figure_words
from ddrflow.cli.remedy import remedy_line
from ddrflow.cli.telling import who, words
from ddrflow.measures.document import figure_document
from ddrflow.rehearsal import Debrief, Lesson
from ddrflow.wire.refusals import remedy_document, verdict_document


def tell_debrief(console: Console, told: Debrief) -> None:
    """What was refused and why, what passed with a warning, what was missed, and the numbers."""
    heading(console, "Debrief")
    ends = [("ends in", told.state), ("led by", told.lead), ("on", f"{told.ended_at:%Y-%m-%d}")]
    block(console, "", ends)
    heading(console, "What was refused, and why")
    for one in told.lessons:
        _lesson(console, one)
    if not told.lessons:
        indented(console, "nothing")
    if told.warnings:
        heading(console, "What passed with a warning")
        for command, verdict in told.warnings:
            indented(console, f"{command}: {verdict.rule} [{verdict.strength}, {verdict.source}]")
            indented(console, words(verdict.reason, verdict.status), 4)
    _missed(console, told)
    heading(console, "In numbers")
    known = [one for one in told.measures if one.figure is not None]
    table(console, ("measure", ""), [(one.measure.name, figure_words(one.figure)) for one in known])


def _lesson(console: Console, one: Lesson) -> None:
    later = "went through later" if one.went_through else "never went through"
    indented(console, f"{who(one.seat)}: {printable(one.command)} - {later}")
    if one.reason is not None:
        indented(console, words(one.reason), 4)
    for verdict in one.verdicts:
        indented(console, f"{verdict.rule} [{verdict.strength}, {verdict.source}]", 4)
        indented(console, words(verdict.reason, verdict.status), 6)


def _missed(console: Console, told: Debrief) -> None:
    heading(console, "What was missed")
    for review, day in told.missed:
        indented(console, f"the review `{review}`, due on {day}, was not held in time")
    for breach in told.breaches:
        day = f"{breach.due_on:%Y-%m-%d}"
        indented(console, f"open: `{breach.rule}`, for {breach.owner} to mend by {day}")
    for need in told.needs:
        indented(console, f"the need `{printable(need)}` has no answer")
    for chance in told.chances:
        indented(console, f"{printable(chance.command)} was refused to the end; would have helped:")
        for remedy in chance.remedies:
            indented(console, remedy_line(remedy), 4)
    if not (told.missed or told.breaches or told.needs or told.chances):
        indented(console, "nothing")


def as_data(told: Debrief) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "state": told.state,
        "lead": told.lead,
        "ended_at": told.ended_at.isoformat(),
        "refused": [
            {
                "at": one.at.isoformat(),
                "seat": asdict(one.seat),
                "command": one.command,
                "reason": words(one.reason) if one.reason else None,
                "verdicts": [
                    verdict_document(each).model_dump(mode="json") for each in one.verdicts
                ],
                "went_through": one.went_through,
            }
            for one in told.lessons
        ],
        "warnings": [
            {"command": command, **verdict_document(one).model_dump(mode="json")}
            for command, one in told.warnings
        ],
        "missed_reviews": [{"review": name, "due_on": day} for name, day in told.missed],
        "open_breaches": [
            {"rule": one.rule, "owner": one.owner, "due_on": one.due_on.isoformat()}
            for one in told.breaches
        ],
        "open_needs": list(told.needs),
        "missed_chances": [
            {
                "command": one.command,
                "remedies": [
                    remedy_document(each).model_dump(mode="json") for each in one.remedies
                ],
            }
            for one in told.chances
        ],
        "measures": {
            one.measure.name: figure_document(one.figure).model_dump(mode="json")
            for one in told.measures
            if one.figure is not None
        },
    }
