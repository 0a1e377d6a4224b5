"""The strict reader of a file: the same bytes mean the same to everybody, or they are refused.

YAML readers differ: `no`, `010` and `12:30` are other things to other programs, the last of two
equal keys wins in silence, an alias can make a kilobyte into gigabytes, a tag can name code.
None of that is in the language that is read here. What remains is mappings, lists, texts, whole
numbers, `true`, `false` and nothing, and each of them knows its place in the file.

The file is judged event by event, so nothing is built that is not yet known to be small.
"""

import calendar
import codecs
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, Protocol, TypeAlias

import yaml

from ddrflow.errors import BadFile, Finding, Place
from ddrflow.workflow.identifiers import CONTROL, HIDDEN, Problem, shown, unseen_problem

KeyPath: TypeAlias = tuple[str | int, ...]
Scalar: TypeAlias = str | int | bool | None
Data: TypeAlias = "dict[str, Data] | list[Data] | Scalar"

#: Both give the same events; the one in C is many times as fast.
LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

BYTES_MAX: Final = 256 * 1024
DEPTH_MAX: Final = 32
NODES_MAX: Final = 20_000
FINDINGS_MAX: Final = 50


class Mark(Protocol):
    """Where an event begins, as both parsers say it: counted from 0, in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Source:
    """What a file says, as plain data, and where in the file it says so."""

    #: Mappings, lists and scalars (`Data`); what stands where is the schema's to say.
    data: Any
    file: str
    values: Mapping[KeyPath, Mark | None]
    keys: Mapping[KeyPath, Mark | None]

    def place(self, path: KeyPath, *, key: bool = False) -> Place:
        """Where the value at `path` or its key begins; of what is not there, what would hold it."""
        if key and path in self.keys:
            return _place(self.file, self.keys[path])
        known = (path[:length] for length in range(len(path), -1, -1))
        return _place(self.file, next(self.values[at] for at in known if at in self.values))


def read_source(text: bytes, file: str) -> Source:
    """The one document in `text`; `file` is the name that places carry.

    Raises BadFile with everything that is wrong below the schema, the first 50 findings.
    """
    decoded = _decoded(text, file)
    findings = [*_unseen(decoded, file)]
    if any(finding.code == "E-YAML-FORM" for finding in findings):
        raise BadFile(in_order(findings))
    reading = _Reading(HIDDEN.sub(lambda run: "_" * len(run[0]), decoded), file)
    data = reading.read()
    findings += reading.findings
    if findings:
        raise BadFile(in_order(findings))
    values, keys = MappingProxyType(reading.values), MappingProxyType(reading.keys)
    return Source(data, file, values, keys)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings by place, 50 at most; the last then says how many are not shown."""
    ordered = sorted(set(findings), key=lambda one: (one.place, one.code, one.message))
    if len(ordered) <= FINDINGS_MAX:
        return tuple(ordered)
    kept, left = ordered[: FINDINGS_MAX - 1], ordered[FINDINGS_MAX - 1 :]
    message = f"{len(left)} more findings are not shown"
    return (*kept, Finding(left[0].place, "E-MORE", message, "mend those above first"))


_BYTE_ORDER_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UNSEEN: Final = re.compile(rf"(?P<tab>^ *\t)|{CONTROL.pattern}|{HIDDEN.pattern}", re.MULTILINE)


def _decoded(text: bytes, file: str) -> str:
    if len(text) > BYTES_MAX:
        message = f"the file has {len(text)} bytes, {BYTES_MAX} are the limit"
        raise BadFile((Finding(Place(file), "E-YAML-LIMIT", message, "split the file"),))
    help_line = "save the file as UTF-8 without a byte order mark"
    if text.startswith(_BYTE_ORDER_MARKS):
        message = "the file begins with a byte order mark"
        raise BadFile((Finding(Place(file), "E-YAML-FORM", message, help_line),))
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as fault:
        before = text[: fault.start]
        column = len(before.rpartition(b"\n")[2].decode("utf-8")) + 1
        place = Place(file, before.count(b"\n") + 1, column)
        message = f"byte 0x{text[fault.start]:02x} is not UTF-8"
        raise BadFile((Finding(place, "E-YAML-FORM", message, help_line),)) from None


def _unseen(text: str, file: str) -> Iterator[Finding]:
    line, counted = 1, 0
    for match in _UNSEEN.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        if match["tab"]:
            column = match.end() - match.start()
            message, help_line = "a tab indents this line", "indent with spaces"
            yield Finding(Place(file, line, column), "E-YAML-FORM", message, help_line)
            continue
        place = Place(file, line, counted - text.rfind("\n", 0, counted))
        yield Finding(place, *unseen_problem(match[0]))


_EXACT: Final[Mapping[str, bool | None]] = MappingProxyType(
    {"true": True, "false": False, "null": None, "~": None, "": None}
)
_MEANINGS: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(("yes", "on", "y", "true"), "true")
    | dict.fromkeys(("no", "off", "n", "false"), "false")
    | {"null": "null"}
)
_INTEGER: Final = re.compile(r"0|-?[1-9][0-9]{0,8}")
_DATED: Final = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
    r"(?P<time>(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]*)?)?"
    r"(?P<offset>[ \t]*(?:[Zz]|[-+][0-9]{1,2}(?::?[0-9]{2})?))?)?"
)


_FRACTION: Final = r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9][0-9_]*)(?:e[-+]?[0-9]+)?"
_NOTATION: Final = r"[-+]?(?:[0-9][0-9_]*(?:e[-+]?[0-9]+)?|0x[0-9a-f_]+|0o[0-7_]+|0b[01_]+)"
_DIFFERS: Final = "does not mean the same to every reader of YAML"
# Form, code, what it is, what to write instead. Tried in order; the rest is a text to everybody.
_TRAPS: Final = tuple(
    (re.compile(form, re.IGNORECASE), code, says, instead)
    for form, code, says, instead in (
        (r"-?[1-9][0-9]+", "E-NUM", "is too long a number", "a number of 9 digits at most, or "),
        (r"-0", "E-NUM", "is no number of its own", "`0`, or "),
        (_FRACTION, "E-NUM", "is not a whole number", "a whole number, or "),
        (r"[-+]?\.?(?:inf|infinity)|\.?nan", "E-NUM", "is not a number", "a whole number, or "),
        (r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?", "E-YAML-SCALAR", _DIFFERS, ""),
        (_NOTATION, "E-YAML-SCALAR", _DIFFERS, "a number in plain digits, or "),
        (r"=|<<", "E-YAML-SCALAR", _DIFFERS, ""),
    )
)
# Most texts begin like none of them, and a file may hold thousands.
_TRAPPED: Final = re.compile(r"[-+.0-9=<]|inf|nan", re.IGNORECASE)


def plain_value(text: str) -> Scalar | Problem:
    """What an unquoted scalar says, or the problem when readers of YAML do not agree on it."""
    if text in _EXACT:
        return _EXACT[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if meaning := _MEANINGS.get(text.lower()):
        message = f"`{text}` is `{meaning}` to some readers of YAML and a word to others"
        return Problem("E-YAML-SCALAR", message, _advice(text, f"`{meaning}`, or ", "word"))
    return _trapped(text) or text if _TRAPPED.match(text) else text


def _trapped(text: str) -> Problem | None:
    if dated := _DATED.fullmatch(text):
        return _dated(dated)
    for form, code, says, instead in _TRAPS:
        if form.fullmatch(text):
            return Problem(code, f"`{shown(text)}` {says}", _advice(text, instead))
    return None


def _dated(match: re.Match[str]) -> Problem | None:
    """None for a day of the calendar; times are never plain, even where they are exact."""
    text = shown(match[0])
    year, month, day = (int(match[part]) for part in ("year", "month", "day"))
    days = calendar.monthrange(year, month)[1] if year and month in range(1, 13) else 0
    if not 1 <= day <= days:
        help_line = f"{year:04}-{month:02} has {days} days"
        return Problem("E-DATE", f"`{text}` is not in the calendar", help_line)
    if not match["time"]:
        return None
    if not match["offset"]:
        help_line = f'write it in quotes with its offset, such as `"{text}+01:00"`'
        return Problem("E-TIME-NAIVE", f"`{text}` has no offset from UTC", help_line)
    return Problem("E-YAML-SCALAR", f"`{text}` {_DIFFERS}", _advice(match[0]))


def _advice(text: str, instead: str = "", noun: str = "text") -> str:
    if shown(text) == text:
        return f'write {instead}`"{text}"` to mean the {noun}'
    return f"write {instead}the same in quotes to mean the {noun}"


_EMPTY: Final = Problem("E-YAML-FORM", "the file is empty", "write at least one `key: value`")
_DIRECTIVE: Final = Problem("E-YAML-FORM", "a `%` directive has no use here", "remove it")
_SECOND: Final = Problem("E-YAML-FORM", "a second document begins here", "one file, one document")
_MERGE: Final = Problem("E-YAML-ALIAS", "merge key `<<`", "write the keys out where they belong")
_COMPLEX_KEY: Final = Problem("E-YAML-KEY", "a key that is not a word", "write `key: value`")
_ESCAPE: Final = Problem(
    "E-YAML-FORM", "no such escape", "write `\\\\` for a backslash, or use single quotes"
)
_NO_ALIAS: Final = "write it out where it is needed, or put a text that begins so in quotes"
_NO_TAG: Final = "remove it, or put a text that begins with `!` in quotes"


_OWN_LINE: Final = "begin it on a line of its own, or put a text that holds `: ` in quotes"
_ALIKE: Final = "indent the entries of one mapping or list alike"


def _events(text: str, file: str) -> tuple[list[yaml.Event], yaml.MarkedYAMLError | None]:
    """The events of a text that is small enough, as far as its syntax holds.

    Everything is counted before anything is built, so what is too much is answered at once.
    """
    events: list[yaml.Event] = []
    nodes = depth = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            events.append(event)
            nodes += isinstance(event, yaml.NodeEvent)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if nodes > NODES_MAX or depth > DEPTH_MAX:
                levels, all_nodes = f"{DEPTH_MAX} levels", f"{NODES_MAX} keys and values"
                message = f"more than {levels if depth > DEPTH_MAX else all_nodes}"
                place = _place(file, event.start_mark)
                raise BadFile((Finding(place, "E-YAML-LIMIT", message, "split the file"),))
    except yaml.MarkedYAMLError as fault:
        return events, fault
    except (yaml.YAMLError, ValueError, OverflowError):
        # The parser in Python lets an escape such as `\UFFFFFFFF` fall through to `chr`.
        pass
    return events, None


class _Reading:
    """One pass over the events of a text, which gathers data, places and findings."""

    def __init__(self, text: str, file: str) -> None:
        self.findings: list[Finding] = []
        self.values: dict[KeyPath, Mark | None] = {}
        self.keys: dict[KeyPath, Mark | None] = {}
        self._file = file
        events, self._fault = _events(text, file)
        self._events = iter(events)

    def read(self) -> Data:
        """The data of the document; worth nothing when there are findings."""
        try:
            return self._document()
        except StopIteration:
            self._find(*_syntax(self._fault))
        return None

    def _document(self) -> Data:
        next(self._events)
        start = next(self._events)
        if not isinstance(start, yaml.DocumentStartEvent):
            self._find(None, _EMPTY)
            return None
        if start.version or start.tags:
            self._find(start.start_mark, _DIRECTIVE)
        data = self._node(next(self._events), ())
        if data is None and not self.findings:
            self._find(None, _EMPTY)
        next(self._events)
        after = next(self._events)
        if isinstance(after, yaml.DocumentStartEvent):
            self._find(after.start_mark, _SECOND)
        return data

    def _node(self, event: yaml.Event, path: KeyPath) -> Data:
        self.values[path] = event.start_mark
        self._bare(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._scalar(event) if isinstance(event, yaml.ScalarEvent) else None

    def _bare(self, event: yaml.Event) -> None:
        """Note what no node may be or have."""
        if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
            kind = "alias `*" if isinstance(event, yaml.AliasEvent) else "anchor `&"
            message = f"{kind}{shown(event.anchor)}`"
            self._find(event.start_mark, Problem("E-YAML-ALIAS", message, _NO_ALIAS))
        tag = getattr(event, "tag", None)
        if tag is not None:
            message = f"tag `{shown(tag.replace('tag:yaml.org,2002:', '!!'))}`"
            self._find(event.start_mark, Problem("E-YAML-TAG", message, _NO_TAG))

    def _sequence(self, path: KeyPath) -> list[Data]:
        items: list[Data] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._node(event, (*path, len(items))))
        return items

    def _mapping(self, path: KeyPath) -> dict[str, Data]:
        items: dict[str, Data] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path)
            at, mark = (*path, key), event.start_mark
            if key in items:
                first, again = (_place(self._file, one).line for one in (self.keys[at], mark))
                message = f"key `{shown(key)}` is given twice, on lines {first} and {again}"
                self._find(event.start_mark, Problem("E-YAML-DUP", message, "keep one of the two"))
            self.keys.setdefault(at, mark)
            items[key] = self._node(next(self._events), at)
        return items

    def _key(self, event: yaml.Event, path: KeyPath) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            if not isinstance(event, yaml.AliasEvent):
                self._find(event.start_mark, _COMPLEX_KEY)
            # A name of its own, so that two such keys are not taken for one given twice.
            stand_in = f"?{len(self.keys)}"
            self._node(event, (*path, stand_in))
            return stand_in
        self._bare(event)
        key: str = event.value
        value = key if event.style or event.tag else plain_value(key)
        if key == "<<" and isinstance(value, Problem):
            self._find(event.start_mark, _MERGE)
        elif not isinstance(value, str):
            help_line = _advice(key, noun="word")
            problem = Problem("E-YAML-KEY", f"key `{shown(key)}` is not a word", help_line)
            self._find(event.start_mark, problem)
        elif event.style:
            self._unescaped(event)
        return key

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        if event.style or event.tag:
            self._unescaped(event)
            return event.value
        value = plain_value(event.value)
        if not isinstance(value, Problem):
            return value
        self._find(event.start_mark, value)
        return event.value

    def _unescaped(self, event: yaml.ScalarEvent) -> None:
        """Refuse characters that an escape in double quotes has brought in."""
        if match := CONTROL.search(event.value) or HIDDEN.search(event.value):
            self._find(event.start_mark, unseen_problem(match[0]))

    def _find(self, mark: Mark | None, problem: Problem) -> None:
        self.findings.append(Finding(_place(self._file, mark), *problem))


def _place(file: str, mark: Mark | None) -> Place:
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)


_FORM: Final = "E-YAML-FORM"
_CLOSE: Final = "close it, with `,` between entries"
# What the parsers say (the one in C and the one in Python differ a little), what we say, and
# whether it is said where the construct begins or where the parser gave up.
_SYNTAX: Final = (
    (r"directive|incompatible", _DIRECTIVE, True),
    (r" tag", Problem("E-YAML-TAG", "a tag stands here", _NO_TAG), True),
    (r"an anchor|an alias", Problem("E-YAML-ALIAS", "an alias stands here", _NO_ALIAS), True),
    (r"flow seq", Problem(_FORM, "this `[` has no `]`", _CLOSE), True),
    (r"flow map", Problem(_FORM, "this `{` has no `}`", _CLOSE), True),
    (r"escape", _ESCAPE, False),
    (r"end of stream", Problem(_FORM, "this quote is not closed", "close it"), True),
    (r"expected ':'", Problem(_FORM, "this key has no `:`", "write `key: value`"), True),
    (r"cannot start any", Problem(_FORM, "no text begins so", "put the text in quotes"), False),
    (r"are not allowed", Problem(_FORM, "a mapping or list cannot begin here", _OWN_LINE), False),
    (r"", Problem(_FORM, "this does not follow what is above", _ALIKE), False),
)


def _syntax(fault: yaml.MarkedYAMLError | None) -> tuple[Mark | None, Problem]:
    """The parser's complaint in plain words, and the mark that helps most."""
    if fault is None:
        return None, _ESCAPE
    complaint = f"{fault.context} {fault.problem}"
    _, problem, where_it_begins = next(row for row in _SYNTAX if re.search(row[0], complaint))
    began = fault.context_mark if where_it_begins else None
    return began or fault.problem_mark, problem
