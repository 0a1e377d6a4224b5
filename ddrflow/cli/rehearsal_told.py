"""Each word of a rehearsal: what it does at the table, and how that is printed."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from rich.console import Console
from rich.text import Text

from ddrflow.cli.acting import tell_done
from ddrflow.cli.asking import tell_lines, tell_obstacles, tell_sections, tell_wait
from ddrflow.cli.console import heading, indented, printable, table, to_type
from ddrflow.cli.debriefing import tell_debrief
from ddrflow.cli.remedy import command_line, remedy_line
from ddrflow.cli.telling import LEADS, NOTED, REFUSED, local, named, words
from ddrflow.decide import told_above
from ddrflow.errors import UnknownName
from ddrflow.model.decision import Decision
from ddrflow.model.verdict import Remedy
from ddrflow.rehearsal import ALIASES, VERBS, BadLine, Line, Move, Option, Rehearsal
from ddrflow.rehearsal.expecting import expect
from ddrflow.wire import STANDING_NAMES

Answer = Callable[[Console, Rehearsal, Line], None]
#: As many values as can be read at a glance; `can COMMAND` tells them all.
FEW: Final = 4


def opening(console: Console, rehearsal: Rehearsal, *, at_terminal: bool) -> None:
    """What is played, on what, and where it begins."""
    beginning = rehearsal.beginning
    title = f"Rehearsal of {beginning.workflow.identity.name}: {beginning.workflow.title}"
    console.print(Text(printable(title), style="bold"))
    indented(
        console,
        "A synthetic case in memory: no database is read or written, and nothing is kept.",
        0,
    )
    if beginning.tale:
        script = beginning.tale.story.script
        so_far = f"{beginning.played} of its steps were played after the opening"
        indented(console, f"It begins as the story {script.story} does: {so_far}.", 0)
    place = _place(rehearsal)
    indented(console, f"case {beginning.case_id}, {place}; `{rehearsal.sits.name}` sits first", 0)
    if at_terminal:
        console.print("`help` lists the words, `quit` ends with a debrief.")


def prompt(rehearsal: Rehearsal) -> str:
    """The clock, where the case stands as far as the seat may know, who sits."""
    zone = rehearsal.beginning.workflow.procedure.zone
    state = rehearsal.case.position.state if rehearsal.is_party else "(no party)"
    return f"{local(rehearsal.now, zone)} {state} {printable(rehearsal.sits.name)}> "


def echo(console: Console, text: str) -> None:
    """A line of a script, after the prompt that it answers."""
    console.print()
    console.print(Text(text, style="bold"), soft_wrap=True)


def wrong(console: Console, fault: BadLine) -> None:
    """What was wrong with a line; nothing changed."""
    console.print(Text(printable(f"{fault.code}: {fault.message}"), style=REFUSED))
    if fault.help:
        indented(console, f"help: {fault.help}")


def _place(rehearsal: Rehearsal) -> str:
    case = rehearsal.case
    lead = case.lead.current
    phase = f" ({case.position.phase})" if case.position.phase else ", which is its end"
    return f"in `{case.position.state}`{phase}, led by {lead.role}"


def _seat(console: Console, rehearsal: Rehearsal, line: Line) -> None:
    seat = rehearsal.sit(line.word)
    agency = rehearsal.beginning.workflow.procedure.agencies[seat.role]
    title = f", {printable(agency.title)}" if agency.title else ""
    leads = ", leads the case" if rehearsal.leads(seat) else ""
    party = "" if rehearsal.is_party else ", no party of the case now"
    who = f"{seat.person} of {seat.organisation} as {seat.role}{title}{leads}{party}"
    indented(console, printable(who))


def _seats(console: Console, rehearsal: Rehearsal, line: Line) -> None:
    del line
    rows = []
    for one in rehearsal.seats.values():
        notes = [
            *(["sits here"] if one == rehearsal.sits else []),
            *(["leads"] if rehearsal.leads(one) else []),
            *([] if rehearsal.plays(one) else ["no party now"]),
        ]
        kind = rehearsal.beginning.workflow.procedure.agencies[one.role].kind
        where = printable(one.organisation)
        rows.append((printable(one.name), kind.value, where, ", ".join(notes)))
    table(console, ("seat", "kind", "organisation", ""), rows)


def _see(console: Console, rehearsal: Rehearsal, line: Line) -> None:
    del line
    tell_sections(console, [one for one in rehearsal.see() if one.rows])


def _record(console: Console, rehearsal: Rehearsal, line: Line) -> None:
    del line
    tell_lines(console, rehearsal.record(), rehearsal.beginning.workflow.procedure.zone)


def _why(console: Console, rehearsal: Rehearsal, line: Line) -> None:
    for one in rehearsal.steps(line.word):
        tell_obstacles(console, one, _typed)


def _can(console: Console, rehearsal: Rehearsal, line: Line) -> None:
    found = rehearsal.can(line.word)
    if line.word:
        _one(console, line.word, found)
        return
    role = rehearsal.sits.role
    heading(console, "Steps from here")
    for step in rehearsal.steps() if rehearsal.case.is_open else ():
        mine = "" if role in step.by else f", for {', '.join(step.by)}"
        rules = ", ".join(one.rule for one in step.verdicts if one.refuses)
        stops = f": refused by {rules}" if rules else ""
        if step.happens:
            stops = f": happens all the same, with a breach of {rules}" if rules else ": happens"
        indented(console, f"step {step.trigger} (to {step.target}{mine}){stops}")
    heading(console, "Commands that pass")
    if not found:
        indented(console, "none")
    for option in found:
        to_type(console, f"do {_short(option)}")
    waits = rehearsal.waits()
    if waits:
        heading(console, "Waits on this seat")
    for one in waits:
        tell_wait(console, one, rehearsal.beginning.workflow.procedure.zone, _typed, 2)


def _one(console: Console, command: str, found: tuple[Option, ...]) -> None:
    """One command with all values that pass; they are tried together, and told one by one."""
    if not found:
        indented(console, f"`{command}` does not pass from this seat now: `do` says why")
    for option in found:
        to_type(console, f"do {_short(option)}")
        for name, values in option.arguments:
            indented(console, f"{name}: {_values(values)}", 4)


def _values(values: tuple[str, ...]) -> str:
    return "yours to say" if values == ("?",) else printable(", ".join(values))


def _short(option: Option) -> str:
    pairs = [
        f"{name}={'|'.join(values) if len(values) <= FEW else '?'}"
        for name, values in option.arguments
    ]
    return " ".join((option.command, *pairs))


def _do(console: Console, rehearsal: Rehearsal, line: Line) -> None:
    _moved(console, rehearsal, rehearsal.do(line.word, line.pairs))


def _step(console: Console, rehearsal: Rehearsal, line: Line) -> None:
    given = {"trigger": line.word, **line.pairs}
    _moved(console, rehearsal, rehearsal.do("take-step", given))


def _follow(console: Console, rehearsal: Rehearsal, line: Line) -> None:
    if not (line.word or "1").isascii() or not (line.word or "1").isdigit():
        raise BadLine(line.word, "that is no number", VERBS["follow"].usage)
    _moved(console, rehearsal, rehearsal.follow(int(line.word or 1), line.pairs))


def _again(console: Console, rehearsal: Rehearsal, line: Line) -> None:
    del line
    _moved(console, rehearsal, rehearsal.again())


def _above(console: Console, rehearsal: Rehearsal, line: Line) -> None:
    _moved(console, rehearsal, rehearsal.above(line.word, line.pairs))


def _wait(console: Console, rehearsal: Rehearsal, line: Line) -> None:
    """What fell due is told to a seat as far as it may know; in the record it is for all."""
    done = rehearsal.wait(line.words)
    viewer, engine = rehearsal.sits.viewer, rehearsal.beginning.engine
    known = [one for one in done if rehearsal.is_party and engine.recorded(one, viewer)[1]]
    zone = rehearsal.beginning.workflow.procedure.zone
    for one in known:
        console.print(Text(local(one.entries[0].recorded_at, zone), style="bold"))
        tell_done(console, engine, replace(one, warnings=()), viewer)
    if not known:
        indented(console, "nothing falls due that this seat knows of")


def _debrief(console: Console, rehearsal: Rehearsal, line: Line) -> None:
    del line
    tell_debrief(console, rehearsal)


def _expect(console: Console, rehearsal: Rehearsal, line: Line) -> None:
    expect(rehearsal, line.words)
    indented(console, "so it is")


def _help(console: Console, rehearsal: Rehearsal, line: Line) -> None:
    del rehearsal, line
    for one in VERBS.values():
        console.print(Text(one.usage, style="bold"))
        indented(console, one.does, 4)
    for name, verb in ALIASES.items():
        console.print(Text(f"{name} is {verb}", style="dim"))


def _moved(console: Console, rehearsal: Rehearsal, move: Move) -> None:
    """What came of it, as the seat may read it."""
    if move.above is not None:
        indented(console, f"above all cases: {words(told_above(move.above))}")
    elif move.told is not None:
        _refused(console, rehearsal, move, move.told)
    elif move.done is not None:
        tell_done(console, rehearsal.beginning.engine, move.done, move.seat.viewer)
        if rehearsal.is_party:
            indented(console, Text(f"now {_place(rehearsal)}", style=LEADS))


def _refused(console: Console, rehearsal: Rehearsal, move: Move, told: Decision) -> None:
    """Every reason, and what would help with the number to follow it by."""
    asked = command_line(move.command) if move.command else move.name
    indented(console, Text.assemble((f"refused ({told.outcome})", REFUSED), f": {asked}"))
    number = 0
    if told.reason is not None:
        indented(console, words(told.reason), 4)
    for verdict in told.refusing:
        indented(console, named(verdict), 4)
        indented(console, words(verdict.reason, verdict.status), 6)
        if verdict.passes_from is not None:
            zone = rehearsal.beginning.workflow.procedure.zone
            indented(console, f"would be met from {local(verdict.passes_from, zone)} on", 6)
        number = _numbered(console, verdict.remedies, number, 6)
    number = _numbered(console, told.remedies, number, 4)
    if not number:
        indented(console, "nothing is named that would help", 4)


def _numbered(console: Console, remedies: tuple[Remedy, ...], number: int, columns: int) -> int:
    for one in remedies:
        number += 1
        head = Text(f"follow {number}: ", style=NOTED)
        indented(console, Text.assemble(head, remedy_line(one)), columns)
    return number


def _typed(remedy: Remedy) -> str:
    """A remedy as the line of a rehearsal that gives it."""
    verb = "above" if remedy.command in STANDING_NAMES else "do"
    return f"{verb} {remedy_line(remedy)}"


def _of_a_party(answer: Answer) -> Answer:
    """Who is no party is told nothing of the case: that it exists is not told either."""

    def told(console: Console, rehearsal: Rehearsal, line: Line) -> None:
        try:
            answer(console, rehearsal, line)
        except UnknownName:
            place = printable(rehearsal.sits.organisation)
            indented(console, f"{place} is no party of the case now, and is told nothing of it")

    return told


ANSWERS: Final[Mapping[str, Answer]] = {
    "seat": _seat,
    "seats": _seats,
    "see": _of_a_party(_see),
    "record": _of_a_party(_record),
    "can": _of_a_party(_can),
    "why": _of_a_party(_why),
    "do": _do,
    "step": _step,
    "follow": _follow,
    "again": _again,
    "above": _above,
    "wait": _wait,
    "expect": _expect,
    "debrief": _debrief,
    "help": _help,
}
"""What is done for each word but `quit`, which ends it."""
