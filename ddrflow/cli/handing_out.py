"""Where a document goes: to standard output, or into a file that is not there yet."""

from pathlib import Path

import typer

from ddrflow.cli.console import line
from ddrflow.errors import BadCommand


def hand_out(text: str, out: Path | None, told: str) -> None:
    """Print a document, or write it into a new file and say of what it is.

    Raises BadCommand for a file that is there already, or that cannot be written.
    """
    if out is None:
        typer.echo(text, nl=False)
        return
    if out.exists():
        raise BadCommand("out", f"`{out}` is there already", "name another file, or remove it")
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as fault:
        message = f"`{out}` cannot be written: {fault.strerror}"
        raise BadCommand("out", message, "name a file in a folder of your own") from fault
    line(f"{out}: written, {told}")
