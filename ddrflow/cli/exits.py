"""What the exit code of `ddrflow` says."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Final

from ddrflow.errors import DdrflowError


class Exit(IntEnum):
    """One code for each kind of answer; scripts may rely on them."""

    #: Everything is as it should be.
    OK = 0
    #: A fault of ddrflow itself.
    FAULT = 1
    #: The command line names something that does not exist, or makes no sense.
    USAGE = 2
    #: A file is wrong, or a check or a story failed.
    BAD_FILE = 3
    #: A fact that a binding rule needs is not known.
    UNDECIDED = 4
    #: Somebody else is writing to the same case.
    LOCKED = 5
    #: The procedure forbids it.
    REFUSED = 6
    #: The database does not answer, or its tables are of another version; or a process was ended.
    UNAVAILABLE = 7
    #: Stopped by Ctrl-C.
    INTERRUPTED = 130


BY_CODE: Final[Mapping[str, Exit]] = {
    "E-NAME": Exit.USAGE,
    "E-COMMAND": Exit.USAGE,
    "E-KEY": Exit.USAGE,
    "E-FILE": Exit.BAD_FILE,
    "E-STORY": Exit.BAD_FILE,
    "E-REHEARSE": Exit.BAD_FILE,
    "E-VERSION": Exit.BAD_FILE,
    "E-UNPROVED": Exit.BAD_FILE,
    "E-RECORD": Exit.BAD_FILE,
    "E-SECRET": Exit.BAD_FILE,
    "E-CONFLICT": Exit.LOCKED,
    "E-BUSY": Exit.LOCKED,
    "E-STORE": Exit.UNAVAILABLE,
    "E-SCHEMA-VERSION": Exit.UNAVAILABLE,
    "E-UNANSWERED": Exit.UNAVAILABLE,
    "E-PROCESS": Exit.UNAVAILABLE,
    "E-REFUSED": Exit.REFUSED,
}


def exit_of(fault: DdrflowError) -> Exit:
    """The exit code of an error; a refusal for want of a fact is `undecided`."""
    decision = getattr(fault, "decision", None)
    if decision is not None and decision.outcome == "undecided":
        return Exit.UNDECIDED
    return BY_CODE.get(fault.code, Exit.FAULT)
