"""What people name on the command line: files that are not there, or cannot be read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ddrflow.errors import BadFile, Finding, Place, UnknownName
from ddrflow.workflow.identifiers import nearest


@contextmanager
def reading(file: str) -> Iterator[None]:
    """Raise BadFile where the system refuses to read a file."""
    try:
        yield
    except OSError as fault:
        message = f"the file cannot be read: {fault.strerror or fault}"
        raise BadFile((Finding(Place(file), "E-FILE", message),)) from fault


def content(file: str) -> bytes:
    """All of a file that somebody named; raises UnknownName, BadFile."""
    with reading(file):
        try:
            return Path(file).read_bytes()
        except (FileNotFoundError, IsADirectoryError) as fault:
            raise UnknownName("file", file) from fault


def words(fault: UnknownName) -> str:
    """The error with its code; for a file also with the file beside it that was probably meant."""
    text = f"{fault.code}: {fault}"
    path = Path(fault.name)
    if fault.nearest or not fault.name or fault.kind not in ("file", "workflow", "story"):
        return text
    if path.is_dir():
        return f"{text}\n  help: `{path}` is a folder; name a file in it"
    beside = nearest(path.name, _beside(path)) if fault.kind == "file" else None
    return f"{text}\n  help: did you mean `{path.with_name(beside)}`?" if beside else text


def _beside(path: Path) -> list[str]:
    suffixes = {path.suffix, ".yaml", ".yml"}
    try:
        return [one.name for one in path.parent.iterdir() if one.suffix in suffixes]
    except OSError:
        return []
