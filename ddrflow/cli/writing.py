"""A document that is printed, or written into a new file."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

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
        put_whole(text, out)
    except FileExistsError:
        raise _there(out) from None
    except OSError as fault:
        raise _unwritten(out, fault) from fault


def put_whole(text: str, path: Path, *, is_private: bool = False) -> None:
    """A new file that is under its name whole or not at all; one that is there stays as it is.

    A program that is killed amid it leaves a hidden file beside it, and no half of one. A private
    file is for its owner alone. Raises FileExistsError, OSError.
    """
    with NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=".", suffix=".new", delete=False
    ) as file:
        beside = Path(file.name)
        try:
            file.write(text)
            file.close()
            if not is_private:
                beside.chmod(0o666 & ~_umask())
            _name(beside, path)
        finally:
            beside.unlink(missing_ok=True)


def _name(beside: Path, path: Path) -> None:
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        raise
    except OSError:
        # Some file systems have no second name for a file.
        if path.exists() or path.is_symlink():
            raise FileExistsError(path) from None
        beside.rename(path)


def _umask() -> int:
    """What is kept from others when a file is made; it can only be asked by setting it."""
    found = os.umask(0o077)
    os.umask(found)
    return found


def _there(out: Path) -> BadCommand:
    return BadCommand("out", f"`{out}` is there already", "name another file, or remove it")


def _unwritten(out: Path, fault: OSError) -> BadCommand:
    message = f"`{out}` cannot be written: {fault.strerror}"
    return BadCommand("out", message, "name a file in a folder of your own")
