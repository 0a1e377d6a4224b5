"""The command line in this process: as fast as a function, with a database of its own."""

import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ddrflow.cli import main

WORKER = "p-1@neustart-graz:neustart"


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


@dataclass(slots=True)
class Desk:
    """Where commands are typed: in a folder, with a database, by somebody."""

    patch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]
    folder: Path

    def types(self, *words: str) -> Said:
        """Type a command and read the answer."""
        self.patch.setattr(sys, "argv", ["ddrflow", *words])
        pipes = signal.getsignal(signal.SIGPIPE)
        self.capsys.readouterr()
        try:
            main()
        except SystemExit as ended:
            said = self.capsys.readouterr()
            return Said(int(ended.code or 0), said.out, said.err)
        finally:
            signal.signal(signal.SIGPIPE, pipes)
        message = "the program did not end"
        raise AssertionError(message)

    def fine(self, *words: str) -> str:
        """Type a command that must be answered, and read what it printed."""
        said = self.types(*words)
        assert (said.code, said.err) == (0, ""), said
        return said.out

    def opened(self) -> "Desk":
        """With the tables made and a case open."""
        self.fine("db", "upgrade")
        bound = ("--bind", "client=client-1", "--bind", "prison=prison-graz")
        self.fine("case", "open", "C-1", "-w", "neustart", *bound)
        return self


def desk(
    patch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path, url: str = ""
) -> Desk:
    """A desk in an empty folder, on the database of an address or on the usual file."""
    patch.chdir(folder)
    environment: dict[str, Any] = {"DDRFLOW_AS": WORKER, "COLUMNS": "80", "NO_COLOR": "1"}
    for name, value in environment.items():
        patch.setenv(name, value)
    for name in ("DDRFLOW_LANGUAGE", "DDRFLOW_LOG", "DDRFLOW_TRACE", "DDRFLOW_DB"):
        patch.delenv(name, raising=False)
    if url:
        patch.setenv("DDRFLOW_DB", url)
    return Desk(patch, capsys, folder)
