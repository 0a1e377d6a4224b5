"""What is typed in a rehearsal: one line, one word for what is wanted, and what goes with it."""

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ddrflow.dates import Calendar, add, instant_of, local_day, parse_period
from ddrflow.errors import BadCommand, DdrflowError, UnknownName
from ddrflow.wire import pair
from ddrflow.workflow.identifiers import meant, shown

#: As far as a period of a workflow file goes.
LONGEST: Final = timedelta(days=3660)
#: Beside the arguments of a command: when it took place, if that was earlier.
OCCURRED: Final = "occurred"
_PAIR: Final = re.compile(r"[a-z][a-z_]*=")


class BadLine(DdrflowError):
    """A line of a rehearsal that cannot be meant, or an expectation that does not hold."""

    code = "E-REHEARSE"

    def __init__(self, what: str, message: str, help_line: str = "") -> None:
        self.message = f"`{what}`: {message}"
        self.help = help_line
        super().__init__(f"{self.message}\n  help: {help_line}" if help_line else self.message)


def as_line(fault: BadCommand | UnknownName) -> BadLine:
    """What cannot be asked of the engine, as a line that cannot be meant."""
    message, _, help_line = str(fault).partition("\n  help: ")
    what, colon, rest = message.removeprefix("`").partition("`: ")
    return BadLine(what, rest, help_line) if colon else BadLine("line", message, help_line)


@dataclass(frozen=True, slots=True)
class Verb:
    """A word that begins a line: what may follow it, and what it does.

    `most` is how many words may follow, before what is given as `name=value`.
    """

    usage: str
    does: str
    least: int = 0
    most: int = 0
    pairs: bool = False


VERBS: Final[Mapping[str, Verb]] = {
    "seat": Verb("seat ROLE", "sit down there; ROLE@ORGANISATION where several play it", 1, 1),
    "seats": Verb("seats", "who plays, who leads, who sits where"),
    "see": Verb("see", "the case, as this seat may see it"),
    "record": Verb("record", "what happened so far, as this seat may see it"),
    "can": Verb("can [COMMAND]", "what this seat can do now, and which steps are refused", 0, 1),
    "why": Verb("why TRIGGER", "what stands in the way of a step, and what would help", 1, 1),
    "do": Verb("do COMMAND [NAME=VALUE ...]", "give a command", 1, 1, pairs=True),
    "step": Verb("step TRIGGER [reason=TEXT]", "take a step", 1, 1, pairs=True),
    "follow": Verb(
        "follow [N] [NAME=VALUE ...]",
        "do what would help against the last refusal",
        0,
        1,
        pairs=True,
    ),
    "again": Verb("again", "what this seat was refused last, once more"),
    "above": Verb("above FACT [NAME=VALUE ...]", "record a fact above all cases", 1, 1, pairs=True),
    "wait": Verb("wait 14 days | wait until 2025-06-01", "the clock goes on", 2, 3),
    "expect": Verb(
        "expect done|refused|warned [RULE] | expect state|lead NAME",
        "stop here unless it is so: for scripts",
        1,
        2,
    ),
    "debrief": Verb("debrief", "what there is to talk about, for everybody together"),
    "help": Verb("help", "these words"),
    "quit": Verb("quit", "stop, with a debrief; the end of the lines does the same"),
}
ALIASES: Final[Mapping[str, str]] = {"timeline": "record", "exit": "quit", "?": "help"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line that could be read: its word, the words after it, and what is given by name."""

    verb: str
    words: tuple[str, ...] = ()
    pairs: Mapping[str, str] = field(default_factory=dict)

    @property
    def word(self) -> str:
        """The first word after the verb; empty where there is none."""
        return self.words[0] if self.words else ""


def read_line(text: str) -> Line | None:
    """Read a line; None for one that is blank or a comment. Raises BadLine."""
    if not text.strip() or text.lstrip().startswith("#"):
        return None
    try:
        first, *rest = shlex.split(text)
    except ValueError as fault:
        help_line = "close what a quotation mark opened"
        raise BadLine(shown(text.strip()), "a quotation mark is left open", help_line) from fault
    name = ALIASES.get(first, first)
    if name not in VERBS:
        raise BadLine(shown(first), "that is no word of a rehearsal", meant(first, VERBS))
    return _read(name, VERBS[name], rest)


def _read(name: str, verb: Verb, rest: Sequence[str]) -> Line:
    named = [one for one in rest if verb.pairs and _PAIR.match(one)]
    words = tuple(one for one in rest if one not in named)
    if len(words) < verb.least:
        raise BadLine(name, "it needs more", verb.usage)
    if len(words) > verb.most:
        help_line = f"{verb.usage}; text of several words stands in quotation marks"
        raise BadLine(shown(words[verb.most]), f"that is too much after `{name}`", help_line)
    given: dict[str, str] = {}
    for one in named:
        key, value = pair("argument", one)
        if key in given:
            raise BadLine(key, "it is given twice", "give it once")
        given[key] = value
    return Line(name, words, given)


def instant_after(
    words: Sequence[str], now: datetime, zone: ZoneInfo, calendar: Calendar
) -> datetime:
    """The instant that `14 days` or `until 2025-06-01 14:30` leads to. Raises BadLine."""
    wall = now.astimezone(zone).time()
    if words[0] == "until":
        day, at = _day(words[1:])
        found = instant_of(day, at or wall, zone)
    else:
        period = parse_period(" ".join(words))
        if period is None:
            text = shown(" ".join(words))
            raise BadLine(text, "that is no time to wait", VERBS["wait"].usage)
        found = instant_of(add(local_day(now, zone), period, 1, calendar), wall, zone)
    found = found.astimezone(UTC)
    if found < now:
        today = now.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        raise BadLine("wait", "the clock goes forward only", f"it is {today} now")
    if found - now > LONGEST:
        raise BadLine("wait", "that is too far", "at most ten years at a time")
    return found


def local_instant(text: str, zone: ZoneInfo) -> datetime:
    """The instant of `2025-01-05 14:30` on the clocks of the place. Raises BadLine."""
    day, at = _day(text.split())
    if at is None:
        raise BadLine(OCCURRED, f"`{shown(text)}` has no time of day", f'{OCCURRED}="{day} 14:30"')
    return instant_of(day, at, zone)


def _day(words: Sequence[str]) -> tuple[date, time | None]:
    try:
        first, *others = words or ("",)
        at = time.fromisoformat(" ".join(others)) if others else None
        day = date.fromisoformat(first)
    except ValueError as fault:
        text = shown(" ".join(words))
        raise BadLine(text, "that is no day", "such as 2025-06-01, or 2025-06-01 14:30") from fault
    if at is not None and at.tzinfo is not None:
        raise BadLine(str(at), "the clock is that of the place", "leave the offset out")
    return day, at
