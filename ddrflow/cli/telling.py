"""A story that was run, told step by step: who did what, what came of it, what would help."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.table import Table
from rich.text import Text

from ddrflow.cli.console import indented, printable
from ddrflow.cli.remedy import command_line, remedy_line
from ddrflow.decide import Line, told_above
from ddrflow.languages import ENGLISH, Language
from ddrflow.model.agency import Actor
from ddrflow.model.case import Case
from ddrflow.model.conference import Outcome
from ddrflow.model.decision import Decision
from ddrflow.model.events import BreachOpened, Entry
from ddrflow.model.source import Strength
from ddrflow.model.verdict import Reason, Remedy, Verdict
from ddrflow.stories import Tale, Told

REFUSED = "bold red"
NOTED = "yellow"
LEADS = "bold green"


def tell(console: Console, tale: Tale) -> None:
    """Print one story from its title to its last step."""
    script = tale.story.script
    console.print()
    console.print(Text(printable(script.title), style="bold"))
    zone = tale.workflow.procedure.zone
    told = f"story {script.workflow}/{script.story}, case {script.case}, times in {zone}"
    console.print(Text(told, style="dim"))
    console.print()
    indented(console, script.tells)
    lines = {one.seq: one for one in tale.engine.timeline(script.case)}
    before: Case | None = None
    for one in tale.told:
        console.print()
        console.print(_head(one, zone))
        _answer(console, one, lines, zone)
        if one.case is not None:
            _follows(console, before, one.case)
            before = one.case


def local(instant: datetime, zone: tzinfo) -> str:
    """Date and time on the clocks of the place."""
    return instant.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def who(actor: Actor) -> str:
    """The person, the organisation and the role that it acts in."""
    return printable(f"{actor.person} @ {actor.organisation} as {actor.role}")


def words(reason: Reason | None, otherwise: str = "", language: Language = ENGLISH) -> str:
    """A message in words."""
    if reason is None:
        return otherwise
    values: Mapping[str, str] = {one.name: one.value for one in reason.fields}
    return printable(language.message(reason.message, values))


def _follows(console: Console, before: Case | None, after: Case) -> None:
    """What no event says because it follows from all of them: what a conference counts as."""
    known = before.conferences if before else {}
    for name, one in after.conferences.items():
        old = known[name].outcome if name in known else Outcome.OPEN
        if one.outcome is not old:
            missing = ", ".join(one.missing_core())
            why = f": nobody who counts came for {missing}" if missing else ""
            indented(console, Text(f"`{name}` now counts as {one.outcome}{why}", style=NOTED))
    lead = after.lead.current
    if before is None or before.lead.current != lead:
        indented(console, Text(f"leads now: {lead.role} ({lead.organisation})", style=LEADS))


def _head(told: Told, zone: ZoneInfo) -> Table:
    at = local(told.at, zone)
    head = Table.grid(padding=(0, 2, 0, 0))
    head.add_column(no_wrap=True, style="bold")
    head.add_column(overflow="fold")
    if told.above is not None:
        head.add_row(at, who(told.above.actor))
        return head
    if told.command is None:
        head.add_row(at, "time passes")
        return head
    occurred = told.command.occurred_at
    at_once = occurred is None or local(occurred, zone) == at
    late = "" if at_once or occurred is None else f" (took place {local(occurred, zone)})"
    head.add_row(at, f"{who(told.command.actor)}{late}")
    return head


def _answer(console: Console, told: Told, lines: Mapping[int, Line], zone: ZoneInfo) -> None:
    if told.decision is not None:
        _refused(console, told, told.decision, zone)
    elif told.above is not None:
        indented(console, f"above all cases: {words(told_above(told.above.event))}")
    elif told.done is None:
        indented(console, "nothing falls due")
    else:
        for entry in told.done.entries:
            recorded(console, entry, lines[entry.seq])
        for verdict in told.done.warnings:
            warned(console, verdict)


def recorded(console: Console, entry: Entry, line: Line, language: Language = ENGLISH) -> None:
    """One entry, with its free text."""
    breach = isinstance(entry.event, BreachOpened)
    style = REFUSED if breach else ""
    opened = language.say("now open: ") if breach else ""
    indented(console, Text(f"{opened}{words(line.what, language=language)}", style=style))
    for _, content in entry.content:
        indented(console, f'"{content}"', 4)


def _refused(console: Console, told: Told, decision: Decision, zone: ZoneInfo) -> None:
    asked = command_line(told.command) if told.command else ""
    indented(console, Text.assemble((f"refused ({decision.outcome})", REFUSED), f": {asked}"))
    if decision.reason is not None:
        indented(console, words(decision.reason), 4)
    for verdict in decision.refusing:
        indented(console, named(verdict), 4)
        indented(console, words(verdict.reason, verdict.status), 6)
        if verdict.passes_from is not None:
            indented(console, f"would be met from {local(verdict.passes_from, zone)} on", 6)
        _help(console, verdict.remedies, 6)
    _help(console, decision.remedies, 4)


def _help(console: Console, remedies: tuple[Remedy, ...], columns: int) -> None:
    for one in remedies:
        indented(console, f"would help: {remedy_line(one)}", columns)


def named(verdict: Verdict, language: Language = ENGLISH) -> Text:
    """Which rule, how binding it is here, where it comes from."""
    source = language.source(str(verdict.source))
    return Text.assemble((verdict.rule, "bold"), f" [{verdict.strength}, {source}]")


def warned(console: Console, verdict: Verdict, language: Language = ENGLISH) -> None:
    """A rule that is not met and did not stop it: lifted, a fact of life, disputed, or advice."""
    how = f"{_how(verdict, language)}: "
    indented(console, Text.assemble((how, NOTED), named(verdict, language)))
    indented(console, words(verdict.reason, verdict.status, language), 4)
    if verdict.statement:
        why = language.say("because: {why}", why=language.file(verdict.statement))
        indented(console, why, 4)


def _how(verdict: Verdict, language: Language) -> str:
    if verdict.lifted_by:
        return language.say("passes, lifted by {deviation}", deviation=verdict.lifted_by)
    if verdict.refuses:
        return language.say("happened all the same, unmet")
    if verdict.strength is Strength.CONTESTED:
        return language.say("passes, contested")
    return language.say("passes with a warning")
