"""A document that is printed, or written into a new file."""

from pathlib import Path

import typer

from ddrflow.cli.console import line
from ddrflow.errors import BadCommand


def print_or_write(text: str, out: Path | None, told: str) -> None:
    """Print a document, or write it into a file that is not there yet and say what it is.

    Raises BadCommand for a file that is there or cannot be written; nothing half is left.
    """
    if out is None:
        typer.echo(text, nl=False)
        return
    write_new(text, out)
    line(f"{out}: written, {told}")


def check_new(out: Path | None) -> None:
    """Before work that takes long, and not after it: raises BadCommand for a file that is there."""
    if out is not None and out.exists():
        raise _there(out)


def write_new(text: str, out: Path) -> None:
    """Write a file that is not there yet, all of it or nothing; raises as `print_or_write`."""
    try:
        file = out.open("x", encoding="utf-8")
    except FileExistsError:
        raise _there(out) from None
    except OSError as fault:
        raise _unwritten(out, fault) from fault
    try:
        with file:
            file.write(text)
    except OSError as fault:
        out.unlink(missing_ok=True)
        raise _unwritten(out, fault) from fault


def _there(out: Path) -> BadCommand:
    return BadCommand("out", f"`{out}` is there already", "name another file, or remove it")


def _unwritten(out: Path, fault: OSError) -> BadCommand:
    message = f"`{out}` cannot be written: {fault.strerror}"
    return BadCommand("out", message, "name a file in a folder of your own")
