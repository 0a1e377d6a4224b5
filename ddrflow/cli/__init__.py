"""The `ddrflow` command: parse, call, print. No traceback reaches the user.

Nothing heavy is imported before a command asks for it, so that `--help` answers at once.
"""

import os
import signal
import sys

from ddrflow.cli.exits import Exit, exit_of
from ddrflow.errors import BadCommand, DdrflowError, UnknownName


def main() -> None:
    """The entry point of the `ddrflow` script; always ends in SystemExit."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot draw a character gets `?` instead of a failure.
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    if hasattr(signal, "SIGPIPE"):
        # As every filter does: a reader that has read enough (`| head`) is no fault.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        _run()
    except KeyboardInterrupt:
        sys.exit(Exit.INTERRUPTED)
    except DdrflowError as fault:
        sys.exit(_told(_words(fault), exit_of(fault)))
    except OSError as fault:
        sys.exit(_unreadable(fault) if fault.filename else _unwritable(fault))
    except Exception as fault:
        if os.environ.get("DDRFLOW_TRACE") == "1":
            raise
        line = f"E-FAULT: {type(fault).__name__}: {fault}".splitlines()[0]
        help_line = "help: this is a fault of ddrflow; DDRFLOW_TRACE=1 shows where"
        sys.exit(_told(f"{line}\n  {help_line}", Exit.FAULT))


def _run() -> None:
    for word in sys.argv[1:]:
        if not word.isprintable() and any("\udc80" <= one <= "\udcff" for one in word):
            help_line = "type UTF-8, in a locale of UTF-8"
            message = f"`{word}` holds bytes that are no text"
            raise BadCommand("argument", message, help_line)
    from ddrflow.cli.app import program  # noqa: PLC0415 - an interrupt while it loads is quiet too

    program(prog_name="ddrflow")


def _words(fault: DdrflowError) -> str:
    """The error's own text, with its code in front where the text does not say it."""
    if isinstance(fault, UnknownName):
        from ddrflow.cli.naming import words  # noqa: PLC0415 - only where something is wrong

        return words(fault)
    text = str(fault)
    says_it = hasattr(fault, "findings") or f"{fault.code}: " in text
    return text if says_it else f"{fault.code}: {text}"


def _unreadable(fault: OSError) -> Exit:
    return _told(f"E-FILE: cannot read `{fault.filename}`: {fault.strerror}", Exit.BAD_FILE)


def _unwritable(fault: OSError) -> Exit:
    problem = f"E-FAULT: the output cannot be written: {fault.strerror or fault}"
    help_line = "help: what was to be recorded may be: look before you type it again"
    return _told(f"{problem}\n  {help_line}", Exit.FAULT)


def _told(text: str, code: Exit) -> Exit:
    from ddrflow.cli.console import printable  # noqa: PLC0415 - only where something is wrong

    sys.stderr.write(f"{printable(text)}\n")
    return code
