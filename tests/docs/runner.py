"""Plays the fenced blocks of a document in order, and writes down what they print.

    diff NAME     changes lines of the file NAME
    ... NAME      of every other kind is written to the file NAME
    python        is run; all blocks share one namespace
    console       `$ ddrflow ...` or `$ pytest ...` is run, and what follows is its output (how long
                  tests took is always 0.10s there); `$ echo $?` its exit code
    text          is what the python block before it prints

Other blocks are left alone. A document is played in an empty folder.

    python -m tests.docs.runner docs/tutorial.md    puts the output of today into the document
"""

import contextlib
import io
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from tests.program import program

FENCE: Final = re.compile(r"(?<=^```)(\w+)(?: (\S+))?\n(.*?)(?=^```$)", re.MULTILINE | re.DOTALL)
COMMAND: Final = re.compile(r"^\$ (.+)$", re.MULTILINE)
# A reader's terminal may be wide or coloured; the documents show neither.
PLAIN: Final[Mapping[str, str]] = MappingProxyType(
    {"NO_COLOR": "1", "COLUMNS": "80", "PYTEST_ADDOPTS": "-p no:cacheprovider"}
)
#: Where these are set, pytest shortens nothing.
AT_HOST: Final = ("CI", "BUILD_NUMBER")
PROGRAMS: Final = ("ddrflow", "pytest")
TAKEN: Final = re.compile(r" in \d+\.\d+s$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block: its kind, the file it names, its text."""

    kind: str
    name: str
    text: str


@dataclass(slots=True)
class Play:
    """A document being played in a folder, which is the working directory."""

    folder: Path
    names: dict[str, Any] = field(default_factory=dict)
    printed: str = ""
    exit_code: int = 0


def played(document: str, folder: Path) -> str:
    """The document as it would be if it showed what its blocks print in this folder.

    Raises AssertionError where a block prints and the document shows nothing of it.
    """
    at_work = Play(folder)
    text = FENCE.sub(lambda found: _block(at_work, found), document)
    assert not at_work.printed, f"nothing shows this: {at_work.printed}"
    return text


def blocks(document: str) -> tuple[Block, ...]:
    """Every fenced block of a document, in order."""
    return tuple(Block(one[1], one[2] or "", one[3]) for one in FENCE.finditer(document))


def _block(at_work: Play, found: re.Match[str]) -> str:
    block = Block(found[1], found[2] or "", found[3])
    assert not at_work.printed or block.kind == "text", f"nothing shows this: {at_work.printed}"
    if block.name and block.kind != "diff":
        path = at_work.folder / block.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block.text, encoding="utf-8")
        return found[0]
    text = KINDS[block.kind](at_work, block) if block.kind in KINDS else block.text
    return f"{found[0].removesuffix(block.text)}{text}"


def _diff(at_work: Play, block: Block) -> str:
    path = at_work.folder / block.name
    lines = block.text.splitlines()
    old, new = ([line[1:] for line in lines if line[:1] in ("", " ", one)] for one in "-+")
    before, after = "\n".join(old), "\n".join(new)
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1, f"{block.name} has no single place for {before!r}"
    path.write_text(text.replace(before, after), encoding="utf-8")
    return block.text


def _python(at_work: Play, block: Block) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(block.text, at_work.names)  # noqa: S102 - our own document
    at_work.printed = printed.getvalue()
    return block.text


def _text(at_work: Play, block: Block) -> str:
    printed, at_work.printed = at_work.printed, ""
    return printed or block.text


def _console(at_work: Play, block: Block) -> str:
    commands = COMMAND.findall(block.text)
    return "".join(f"$ {one}\n{_output(at_work, one)}" for one in commands)


def _output(at_work: Play, command: str) -> str:
    if command == "echo $?":
        return f"{at_work.exit_code}\n"
    name, *arguments = shlex.split(command)
    assert name in PROGRAMS, f"`{name}` is not run"
    host = {name: one for name, one in os.environ.items() if name not in AT_HOST}
    done = _run(name, arguments, at_work.folder, {**host, **PLAIN})
    at_work.exit_code = done.returncode
    return TAKEN.sub(" in 0.10s", done.stdout) if name == "pytest" else done.stdout


def _run(
    name: str, words: list[str], folder: Path, environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    if name == "ddrflow":
        return program().run(words, folder, environment, joined=True)
    return subprocess.run(  # noqa: S603 - our own document
        [sys.executable, "-m", name, *words],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


KINDS: Final[Mapping[str, Callable[[Play, Block], str]]] = {
    "diff": _diff,
    "python": _python,
    "text": _text,
    "console": _console,
}


def rewrite(paths: list[str]) -> None:
    """Put the output of today into documents."""
    for path in [Path(one).resolve() for one in paths]:
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            text = played(path.read_text(encoding="utf-8"), Path(folder))
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    rewrite(sys.argv[1:])
