"""A debrief for reading: what was refused and learnt, what was missed, how it went in numbers."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from ddrflow.cli.console import block, counted, heading, indented, printable, table
from ddrflow.cli.measuring import words as figure_words
from ddrflow.cli.remedy import command_line, remedy_line
from ddrflow.cli.telling import NOTED, REFUSED, local, named, words
from ddrflow.dates import local_day
from ddrflow.rehearsal import Debrief, Rehearsal, debrief
from ddrflow.rehearsal.debriefing import Met, Warned

TOGETHER = "For everybody together: here the wall is down, and nothing is kept from any seat."


def tell_debrief(console: Console, rehearsal: Rehearsal) -> None:
    """Print a debrief of the rehearsal as it stands."""
    told = debrief(rehearsal)
    heading(console, "Debrief")
    indented(console, TOGETHER)
    _where(console, rehearsal, told)
    _refusals(console, rehearsal, told)
    _warnings(console, told.warnings)
    _exceptions(console, rehearsal, told)
    _reviews(console, told)
    _missed(console, told)
    _story(console, told)
    _measures(console, told)


def _where(console: Console, rehearsal: Rehearsal, told: Debrief) -> None:
    zone, position = rehearsal.beginning.workflow.procedure.zone, told.case.position
    first, last = local_day(told.began_at, zone), local_day(told.ends_at, zone)
    days = counted((last - first).days, "day")
    lead = told.case.lead.current
    states = " - ".join(told.course.states)
    rows = [
        ("played", f"{first} to {last} ({days}), {counted(told.moves, 'move')}"),
        ("states", states),
        ("ends in", f"{position.state} ({position.phase or 'closed'})"),
        ("led by", printable(f"{lead.role} ({lead.organisation})")),
    ]
    block(console, "", rows)


def _refusals(console: Console, rehearsal: Rehearsal, told: Debrief) -> None:
    heading(console, "Refused")
    if not told.refusals:
        indented(console, "nothing")
    zone = rehearsal.beginning.workflow.procedure.zone
    for one in told.refusals:
        asked = command_line(one.move.command) if one.move.command else one.move.name
        head = f"{local(one.move.at, zone)}  {one.move.seat.name}: {asked}"
        indented(console, Text(printable(head), style="bold"))
        _reasons(console, one)
        for offer in one.offered:
            done = "followed" if offer.taken else "not followed"
            indented(console, f"{done}: {remedy_line(offer.remedy)}", 6)
        end = "done later" if one.done_later else "never done"
        indented(console, Text(end, style="" if one.done_later else NOTED), 4)


def _reasons(console: Console, one: Met) -> None:
    decision = one.move.decision
    if decision is None:
        return
    if decision.reason is not None:
        indented(console, f"{decision.outcome}: {words(decision.reason)}", 4)
    for verdict in decision.refusing:
        reason = words(verdict.reason, verdict.status)
        indented(console, Text.assemble(named(verdict), f": {reason}"), 4)


def _warnings(console: Console, warnings: Sequence[Warned]) -> None:
    if not warnings:
        return
    heading(console, "Passed with a warning")
    for rule in dict.fromkeys(one.verdict.rule for one in warnings):
        those = [one for one in warnings if one.verdict.rule == rule]
        first = those[0].verdict
        seats = ", ".join(dict.fromkeys(printable(one.move.seat.name) for one in those))
        times = counted(len(those), "time")
        indented(console, Text.assemble(named(first), f": {times}, by {seats}"))
        indented(console, words(first.reason, first.status), 4)
        if first.statement:
            indented(console, f"because: {first.statement}", 4)


def _exceptions(console: Console, rehearsal: Rehearsal, told: Debrief) -> None:
    zone = rehearsal.beginning.workflow.procedure.zone
    if told.deviations:
        heading(console, "Deviations")
        for one in told.deviations:
            who = f"asked by {one.asked_by}, approved by {one.approved_by}"
            lifted = f"{one.rule} at {one.place}, until {local(one.until, zone)}"
            indented(console, f"{lifted}; {who}")
    heading(console, "Open breaches")
    if not told.breaches:
        indented(console, "none")
    for breach in told.breaches:
        text = f"{breach.breach} of {breach.rule}: {breach.owner} mends it by {breach.due_on}"
        indented(console, Text(printable(text), style=REFUSED))


def _reviews(console: Console, told: Debrief) -> None:
    heading(console, "Reviews")
    if not told.reviews:
        indented(console, "none came due")
    for one in told.reviews:
        due = f", due {one.due_on}" if one.due_on else ""
        style = "" if one.became == "held" else NOTED
        indented(console, Text(printable(f"{one.review}{due}: {one.became}"), style=style))


def _missed(console: Console, told: Debrief) -> None:
    missed = sum(1 for one in told.reviews if one.became == "missed")
    lines = [
        *(_unheard(one) for one in told.missed),
        *([counted(missed, "review was", "reviews were") + " missed"] if missed else []),
        *(f"consent `{one}` was never asked for" for one in told.consents_not_asked),
        *(f"need `{one.need}` ({one.kind}) of `{one.owner}` is open" for one in told.needs),
        *(f"conference {one}" for one in told.not_held),
        *_silent(told),
    ]
    heading(console, "Missed chances")
    for one in lines or ["none"]:
        indented(console, f"- {one}" if lines else one)


def _unheard(one: Met) -> str:
    asked = command_line(one.move.command) if one.move.command else one.move.name
    return f"`{one.move.seat.name}` was told what would help (`{asked}`), and nobody did it"


def _silent(told: Debrief) -> Iterable[str]:
    names = ", ".join(one.name for one in told.silent)
    if names:
        yield f"seats that did nothing: {names}"


def _story(console: Console, told: Debrief) -> None:
    if told.story is None:
        return
    heading(console, f"As the story {printable(told.story_name)} went")
    only_there = [one for one in told.story.refused if one not in told.course.refused]
    only_here = [one for one in told.course.refused if one not in told.story.refused]
    rows = [
        ("states there", " - ".join(told.story.states)),
        ("states here", " - ".join(told.course.states)),
        ("refused there only", ", ".join(only_there) or "nothing"),
        ("refused here only", ", ".join(only_here) or "nothing"),
    ]
    block(console, "", rows)


def _measures(console: Console, told: Debrief) -> None:
    heading(console, "In numbers")
    rows = [
        (one.measure.name, figure_words(one.figure))
        for one in told.measures
        if one.figure is not None
    ]
    table(console, ("measure", "comes to"), rows)
