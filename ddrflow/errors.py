"""The errors of ddrflow, drawn once.

    DdrflowError                 every error that ddrflow raises on purpose; carries a stable `code`
    ├── BadFile                  a workflow or story file is wrong; carries every finding
    ├── UnknownName              no shipped workflow, rule, command or case of that name
    ├── VersionClash             the same workflow name and version with other content
    ├── Unproved                 a workflow with holes, on which no case is opened
    ├── BadCommand               a command that is malformed (naive time, unknown id, future date)
    ├── KeyReused                one idempotency key, two different commands
    ├── Conflict                 somebody else wrote to the case first, again and again
    ├── BadRule                  an installed package offers a rule that cannot be used
    ├── BadRecord                a stored entry cannot be read
    ├── StoreFault               the database cannot be reached, is full, or failed
    ├── Busy                     another program holds the database
    ├── Unanswered               the connection broke at the wrong moment: recorded or not
    ├── OtherSchema              the database has tables of another version, or none
    └── Refused                  the procedure forbids it; carries the decision (`ddrflow.engine`)

Errors carry data; the text is made from the data, and tests assert it.
"""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How a finding in a file counts: an error refuses the file, a warning and a note do not.

    A warning wants something to be looked at; a note tells what somebody may want to know.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in a file: lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong in a file: where, a stable code, what, and what would be right."""

    place: Place
    code: str
    message: str
    help: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        line = f"{self.place}: {self.code}: {self.message}"
        return f"{line}\n  help: {self.help}" if self.help else line


class DdrflowError(Exception):
    """Every error that ddrflow raises on purpose."""

    code = "E-FAULT"


class BadFile(DdrflowError):
    """A file is refused; `findings` holds all of what is wrong in it, in order of place."""

    code = "E-FILE"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


class UnknownName(DdrflowError):
    """Nothing of this kind has this name; `nearest` holds the name that was probably meant."""

    code = "E-NAME"

    def __init__(self, kind: str, name: str, nearest: str | None = None) -> None:
        help_line = f"\n  help: did you mean `{nearest}`?" if nearest else ""
        super().__init__(f"no {kind} is called `{name}`{help_line}")
        self.kind = kind
        self.name = name
        self.nearest = nearest


class VersionClash(DdrflowError):
    """A workflow is known under this name and version with other content."""

    code = "E-VERSION"

    def __init__(self, name: str, version: int, known: str, given: str) -> None:
        super().__init__(
            f"workflow `{name}` version {version} is known with other content"
            f" (digest {known[:12]}, given {given[:12]})"
            f"\n  help: give the changed file a new version number"
        )
        self.name = name
        self.version = version
        self.known = known
        self.given = given


class Unproved(DdrflowError):
    """A workflow that the proof found holes in, or could not search to the end.

    No case is opened on it: what it lacks would be met by somebody who lives under it. A file
    that is marked `draft` is let through, to be tried.
    """

    code = "E-UNPROVED"

    def __init__(self, name: str, version: int, holes: tuple[str, ...]) -> None:
        listed = "".join(f"\n  {one}" for one in holes)
        super().__init__(
            f"workflow `{name}` version {version} is not proved, so no case is opened on it{listed}"
            "\n  help: `ddrflow check` tells the histories behind it; a `draft: true` can be tried"
        )
        self.name = name
        self.version = version
        self.holes = holes


class BadCommand(DdrflowError):
    """A command that cannot be asked at all; nothing was decided and nothing changed."""

    code = "E-COMMAND"

    def __init__(self, field: str, message: str, help_line: str = "") -> None:
        text = f"`{field}`: {message}"
        super().__init__(f"{text}\n  help: {help_line}" if help_line else text)
        self.field = field


class KeyReused(DdrflowError):
    """An idempotency key came back with another command."""

    code = "E-KEY"

    def __init__(self, key: str) -> None:
        super().__init__(
            f"idempotency key `{key}` was used for another command"
            f"\n  help: give each command a key of its own"
        )
        self.key = key


class Conflict(DdrflowError):
    """Another command on the same case was recorded first; nothing of this one was."""

    code = "E-CONFLICT"

    def __init__(self, case_id: str, expected: int) -> None:
        super().__init__(
            f"case `{case_id}` moved past version {expected} while a command was decided"
            f"\n  help: read the case again and repeat the command"
        )
        self.case_id = case_id
        self.expected = expected


class BadRecord(DdrflowError):
    """A stored entry cannot be read: which, and why; nothing was guessed."""

    code = "E-RECORD"

    def __init__(self, case_id: str, seq: int, reason: str) -> None:
        super().__init__(f"entry {seq} of case `{case_id}` cannot be read: {reason}")
        self.case_id = case_id
        self.seq = seq
        self.reason = reason


class BadRule(DdrflowError):
    """An installed package offers something under `ddrflow.rules` that cannot be used."""

    code = "E-RULE"

    def __init__(self, entry_point: str, problem: str) -> None:
        super().__init__(f"entry point `{entry_point}`: {problem}")
        self.entry_point = entry_point
        self.problem = problem


class StoreFault(DdrflowError):
    """The database cannot be reached, is full, or failed; nothing of the command was recorded."""

    code = "E-STORE"

    def __init__(self, problem: str, help_line: str = "") -> None:
        text = f"the database failed: {problem}"
        super().__init__(f"{text}\n  help: {help_line}" if help_line else text)
        self.problem = problem


class Gone(StoreFault):
    """The connection to the database broke, or none could be made, before anything was recorded."""


class Busy(DdrflowError):
    """Another program holds the database; nothing of the command was recorded."""

    code = "E-BUSY"

    def __init__(self) -> None:
        super().__init__(
            "another program is writing to the database and did not finish in time"
            "\n  help: give the command again"
        )


class Unanswered(DdrflowError):
    """The connection broke while a command was recorded; whether it was is not known."""

    code = "E-UNANSWERED"

    def __init__(self, case_id: str) -> None:
        super().__init__(
            f"the connection broke while a command on case `{case_id}` was being recorded;"
            " whether it was recorded is not known"
            "\n  help: give it again with its key, or look at the case first"
        )
        self.case_id = case_id


class OtherSchema(DdrflowError):
    """The database has no tables of ddrflow, or those of another version; nothing was changed."""

    code = "E-SCHEMA-VERSION"

    def __init__(self, where: str, found: str | None, needed: str) -> None:
        what = f"has version {found} of ddrflow's tables" if found else "has no tables of ddrflow"
        mend = "`ddrflow db upgrade`, with the same `--db`, makes them"
        if found:
            mend = "make a backup, then run `ddrflow db upgrade`"
        if found and found > needed:
            mend = "it was made by a newer ddrflow: use that one, or restore a backup"
        text = f"{where} {what}; this ddrflow needs version {needed}"
        super().__init__(f"{text}\n  help: {mend}")
        self.found = found
        self.needed = needed


class ProcessLost(DdrflowError):
    """A process in which cases were simulated ended before it answered; there is no result."""

    code = "E-PROCESS"

    def __init__(self) -> None:
        super().__init__(
            "a process in which cases were simulated ended before it answered"
            "\n  help: mostly it is for want of memory: use fewer `--processes`;"
            " or it could not start, and said why"
        )
