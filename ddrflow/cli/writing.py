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


def write_new(text: str, out: Path) -> None:
    """Write a file that is not there yet, all of it or nothing; raises as `print_or_write`."""
    try:
        file = out.open("x", encoding="utf-8")
    except FileExistsError:
        message = f"`{out}` is there already"
        raise BadCommand("out", message, "name another file, or remove it") from None
    except OSError as fault:
        raise _unwritten(out, fault) from fault
    try:
        with file:
            file.write(text)
    except OSError as fault:
        out.unlink(missing_ok=True)
        raise _unwritten(out, fault) from fault


def _unwritten(out: Path, fault: OSError) -> BadCommand:
    message = f"`{out}` cannot be written: {fault.strerror}"
    return BadCommand("out", message, "name a file in a folder of your own")
