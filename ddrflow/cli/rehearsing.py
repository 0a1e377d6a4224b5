"""`ddrflow rehearse`: a synthetic case played line by line, in a terminal or from a script."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.text import Text

from ddrflow.bootstrap import for_story
from ddrflow.cli.asking import tell_lines, tell_obstacles, tell_sections, tell_wait
from ddrflow.cli.console import block, document, indented, line, page, printable, table
from ddrflow.cli.debriefing import as_data, tell_debrief
from ddrflow.cli.demo import named
from ddrflow.cli.exits import Exit
from ddrflow.cli.naming import reading
from ddrflow.cli.remedy import command_line, remedy_line
from ddrflow.cli.telling import recorded, warned, words
from ddrflow.cli.typed import Target
from ddrflow.dates import parse_period
from ddrflow.decide import told_above
from ddrflow.engine import Done, Refused
from ddrflow.errors import BadCommand, DdrflowError, Place
from ddrflow.rehearsal import Moment, Rehearsal, debrief, fresh, out_of_story, possible
from ddrflow.rehearsal.orders import ORDERS, Order, order_of
from ddrflow.stories import read_story
from ddrflow.workflow.load import load

WELCOME: Final = "A rehearsal, in memory: nothing is kept. `help` lists what one can type."


class BadLine(DdrflowError):
    """A line of a script is no order, or what it expects is not so."""

    code = "E-REHEARSE"

    def __init__(self, place: Place, message: str, help_line: str) -> None:
        super().__init__(
            f"{place}: E-REHEARSE: {message}" + (f"\n  help: {help_line}" if help_line else "")
        )
        self.place = place


def rehearse(workflow: str, story: str, until: int, script: str, *, as_json: bool) -> Exit:
    """Play a case of a workflow. Raises BadLine at the first line of a script that is none."""
    typed = not script and sys.stdin.isatty()
    if as_json and typed:
        raise BadCommand("--json", "a rehearsal in a terminal is talked about", "use `--script`")
    with reading(workflow):
        played = _begun(workflow, story, until)
    table_of = _Table(played, quiet=as_json)
    if typed:
        table_of.talk()
    else:
        table_of.read(script or "<input>", _lines(script))
    if as_json:
        document(as_data(debrief(played)))
    else:
        with page() as console:
            tell_debrief(console, debrief(played))
    return Exit.OK


def _begun(workflow: str, story: str, until: int) -> Rehearsal:
    loaded = load(workflow)
    if not story:
        return fresh(loaded, for_story)
    is_named = not story.endswith((".yaml", ".yml")) and "/" not in story
    [file, *_] = named(f"{loaded.identity.name}/{story}" if is_named else story)
    told = read_story(file.read_bytes(), str(file))
    if told.script.workflow != loaded.identity.name:
        message = f"`{story}` is a story of `{told.script.workflow}`"
        raise BadCommand("--story", message, f"ddrflow rehearse {told.script.workflow} ...")
    return out_of_story(told, loaded, for_story, until)


def _lines(script: str) -> Iterable[str]:
    if not script:
        return sys.stdin.read().splitlines()
    with reading(script):
        return Path(script).read_text(encoding="utf-8").splitlines()


class _Table:
    """Where it is played: reads a line, does it, prints what the seat may know of it."""

    def __init__(self, played: Rehearsal, *, quiet: bool) -> None:
        self.played = played
        self.quiet = quiet
        self.said: Mapping[str, Callable[[Console, Order], None]] = {
            "seats": self._seats,
            "seat": self._sit,
            "see": self._see,
            "can": self._can,
            "why": self._why,
            "waits": self._waits,
            "step": self._step,
            "do": self._do,
            "above": self._do,
            "follow": self._follow,
            "again": self._again,
            "wait": self._wait,
            "record": self._record,
            "expect": self._expect,
            "debrief": self._debrief,
            "help": self._help,
        }

    # ---- lines

    def talk(self) -> None:
        """Ask for lines until somebody has had enough; what is wrong is told, and play goes on."""
        line(WELCOME)
        for text in self._typed():
            try:
                order = order_of(text)
                if order is not None and order.word == "quit":
                    return
                if order is not None:
                    self._take(order)
            except BadCommand as fault:
                line(f"{fault.code}: {fault}")

    def _typed(self) -> Iterator[str]:
        while True:
            try:
                yield input(f"{self._where()}> ")
            except EOFError:
                line("")
                return

    def read(self, name: str, lines: Iterable[str]) -> None:
        """Play the lines of a script. Raises BadLine at the first that is none."""
        for number, text in enumerate(lines, 1):
            try:
                order = order_of(text)
                if order is None:
                    continue
                if order.word == "quit":
                    return
                if not self.quiet:
                    line(f"{self._where()}> {text.strip()}")
                self._take(order)
            except BadCommand as fault:
                message, _, help_line = str(fault).partition("\n  help: ")
                raise BadLine(Place(name, number, 1), message, help_line) from fault

    def _where(self) -> str:
        played = self.played
        at = played.clock.now().astimezone(played.workflow.procedure.zone)
        seat = next((name for name, one in played.seats.items() if one == played.seat), "")
        return f"{at:%Y-%m-%d %H:%M} {played.case.position.state} {printable(seat)}"

    def _take(self, order: Order) -> None:
        if self.quiet:
            with Console(quiet=True) as silent:
                self.said[order.word](silent, order)
            return
        with page() as console:
            self.said[order.word](console, order)

    # ---- looking

    def _help(self, console: Console, order: Order) -> None:
        del order
        block(
            console, "", [(f"{word} {more}".strip(), what) for word, (more, what) in ORDERS.items()]
        )

    def _seats(self, console: Console, order: Order) -> None:
        del order
        lead, played = self.played.case.lead.current, self.played
        rows = [
            (name, one.role, one.organisation, "leads" if _is(one, lead) else "")
            for name, one in played.seats.items()
        ]
        table(
            console, ("seat", "role", "organisation", ""), [[*map(printable, row)] for row in rows]
        )

    def _sit(self, console: Console, order: Order) -> None:
        del console
        self.played.sit(order.words[0])

    def _see(self, console: Console, order: Order) -> None:
        del order
        sections = self.played.engine.show(self.played.case_id, self.played.viewer)
        tell_sections(console, [one for one in sections if one.rows])

    def _record(self, console: Console, order: Order) -> None:
        del order
        lines = self.played.engine.timeline(self.played.case_id, self.played.viewer)
        tell_lines(console, lines, self.played.workflow.procedure.zone)

    def _waits(self, console: Console, order: Order) -> None:
        del order
        played = self.played
        waits = played.engine.waiting(played.case_id, played.viewer)
        for one in waits:
            tell_wait(console, Target(played.case_id), one, played.workflow.procedure.zone)
        if not waits:
            indented(console, "the case waits for nothing that this seat knows of", 0)

    def _why(self, console: Console, order: Order) -> None:
        played = self.played
        for one in played.engine.why_not(played.case_id, order.words[0], played.viewer):
            tell_obstacles(console, Target(played.case_id), one)

    def _can(self, console: Console, order: Order) -> None:
        del order
        played = self.played
        steps = played.engine.why_not(played.case_id, viewer=played.viewer)
        own = [one for one in steps if played.seat.role in one.by]
        indented(console, Text("steps of this seat", style="bold"), 0)
        for one in own:
            unmet = ", ".join(dict.fromkeys(each.rule for each in one.verdicts if each.refuses))
            state = "free" if one.is_free else f"refused by {unmet}"
            how = "happens" if one.happens else state
            indented(console, f"{one.trigger} to `{one.target}`: {how}")
        if not own:
            indented(console, "none from here")
        indented(console, Text("commands that would pass", style="bold"), 0)
        for each in possible(played):
            given = (f"{name}={value}" for name, value in each.example)
            indented(console, " ".join(("do", each.command, *given)))

    # ---- doing

    def _step(self, console: Console, order: Order) -> None:
        self._tried(console, lambda: self.played.give("take-step", {"trigger": order.words[0]}))

    def _do(self, console: Console, order: Order) -> None:
        self._tried(console, lambda: self.played.give(order.words[0], order.pairs))

    def _again(self, console: Console, order: Order) -> None:
        del order
        self._tried(console, self.played.again)

    def _follow(self, console: Console, order: Order) -> None:
        number = order.words[0]
        if not number.isdecimal():
            raise BadCommand("follow", f"`{number}` is no number", "such as `follow 1 language=de`")
        self._tried(console, lambda: self.played.follow(int(number), order.pairs))

    def _wait(self, console: Console, order: Order) -> None:
        words_of = " ".join(order.words)
        if order.words[0] == "until":
            done = self.played.wait_until(_day(words_of.removeprefix("until").strip()))
        else:
            length = parse_period(words_of)
            if length is None:
                help_line = "such as `14 days`, `10 working days`, `3 months`"
                raise BadCommand("wait", f"`{words_of}` is no period", help_line)
            done = self.played.wait(length)
        for one in done:
            self._recorded(console, one)
        if not done:
            indented(console, "nothing falls due")

    def _tried(self, console: Console, give: Callable[[], Moment]) -> None:
        try:
            moment = give()
        except Refused as refusal:
            self._refused(console, refusal)
            return
        if moment.above is not None:
            indented(console, f"above all cases: {words(told_above(moment.above.event))}")
        if moment.done is not None:
            self._recorded(console, moment.done)

    def _recorded(self, console: Console, done: Done) -> None:
        played = self.played
        _, entries = played.engine.recorded(done, played.viewer)
        lines = {one.seq: one for one in played.engine.timeline(played.case_id, played.viewer)}
        for entry in entries:
            recorded(console, entry, lines[entry.seq])
        for verdict in done.warnings:
            warned(console, verdict)

    def _refused(self, console: Console, refusal: Refused) -> None:
        """Every reason that the seat may know, and what would help, each with its number."""
        decision, number = refusal.decision, 0
        indented(console, f"refused ({decision.outcome}): {command_line(refusal.command)}")
        if decision.reason is not None:
            indented(console, words(decision.reason), 4)
        for verdict in decision.refusing:
            indented(console, f"{verdict.rule} [{verdict.strength}, {verdict.source}]", 4)
            indented(console, words(verdict.reason, verdict.status), 6)
            for one in verdict.remedies:
                number += 1
                indented(console, f"{number}. {remedy_line(one)}", 6)
        for one in decision.remedies:
            number += 1
            indented(console, f"{number}. {remedy_line(one)}", 4)

    # ---- checking

    def _expect(self, console: Console, order: Order) -> None:
        del console
        what, *rest = order.words
        found = self._found(what)
        wanted = " ".join(rest)
        if wanted not in found:
            message = f"`{what}` is {', '.join(f'`{one}`' for one in found) or 'nothing'}"
            raise BadCommand("expect", message, f"the script expects `{wanted}`")

    def _found(self, what: str) -> tuple[str, ...]:
        case, moments = self.played.case, self.played.moments
        last = moments[-1] if moments else None
        # What the seat was told, not what the debrief will tell.
        told = (
            self.played.refused.decision if last and last.refused and self.played.refused else None
        )
        refusing = told.refusing if told else ()
        outcome = (str(told.outcome),) if told else ()
        found = {
            "state": (case.position.state,),
            "lead": (case.lead.current.role,),
            "breaches": (str(len(case.exceptions.open_breaches())),),
            "refused": (*(one.rule for one in refusing), *outcome),
            "allowed": () if outcome else ("",),
        }
        if what not in found:
            raise BadCommand(
                "expect", f"`{what}` is nothing to expect", f"one of {', '.join(found)}"
            )
        return found[what]

    def _debrief(self, console: Console, order: Order) -> None:
        del order
        tell_debrief(console, debrief(self.played))


def _is(one: object, lead: object) -> bool:
    names = ("role", "organisation")
    return [getattr(one, name) for name in names] == [getattr(lead, name) for name in names]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise BadCommand("wait", f"`{text}` is no day", "such as `2025-06-01`") from fault
