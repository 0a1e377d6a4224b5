"""Bad input and faults: a line that helps, an exit code, never a traceback."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from ddrflow.cli import main
from ddrflow.cli.exits import Exit, exit_of
from ddrflow.engine import Refused
from ddrflow.errors import BadCommand, Conflict, DdrflowError
from ddrflow.model.agency import Actor
from ddrflow.model.commands import AcceptLead
from ddrflow.model.decision import Decision, Outcome
from tests.cli.terminal import ddrflow


@pytest.fixture(autouse=True)
def _pipes() -> Iterator[None]:
    """What the program asks of its own process is taken back in this one."""
    before = signal.getsignal(signal.SIGPIPE)
    yield
    signal.signal(signal.SIGPIPE, before)


BAD = {
    "binary.yaml": bytes(range(256)),
    "empty.yaml": b"",
    "blank.yaml": b"\n\n",
    "list.yaml": b"- a\n- b\n",
    "half.yaml": b"workflow: {\n",
    "code.yaml": b"!!python/object/apply:os.system ['true']\n",
    "zeros.yaml": b"\0" * 100,
}


@pytest.mark.parametrize("command", ["check", "demo"])
def test_every_bad_file_is_refused_with_its_place(tmp_path: Path, command: str) -> None:
    """Whatever the bytes are, and whatever other files are named beside it."""
    for name, content in BAD.items():
        (tmp_path / name).write_bytes(content)
    answer = ddrflow(command, *BAD, folder=tmp_path)
    told = answer.stdout if command == "check" else answer.stderr
    assert answer.returncode == 3
    assert [name for name in BAD if not re.search(rf"(?m)^{name}:\d+:\d+: E-", told)] == []
    assert "Traceback" not in answer.stdout + answer.stderr


@pytest.mark.parametrize("name", ["binary.yaml", "empty.yaml", "half.yaml"])
def test_a_bad_file_cannot_be_shown(tmp_path: Path, name: str) -> None:
    """The same findings, on stderr."""
    (tmp_path / name).write_bytes(BAD[name])
    answer = ddrflow("show", name, folder=tmp_path)
    assert (answer.returncode, answer.stdout) == (3, "")
    assert answer.stderr.startswith(f"{name}:")


@pytest.mark.parametrize("command", ["check", "show", "demo"])
def test_a_folder_is_no_file(tmp_path: Path, command: str) -> None:
    """And the answer says that it is a folder."""
    (tmp_path / "folder.yaml").mkdir()
    answer = ddrflow(command, "folder.yaml", folder=tmp_path)
    assert answer.returncode == 2
    assert answer.stderr == (
        "E-NAME: no file is called `folder.yaml`\n"
        "  help: `folder.yaml` is a folder; name a file in it\n"
    )


@pytest.mark.skipif(not os.path.exists("/proc/self/mem"), reason="needs a file nobody can read")  # noqa: PTH110
@pytest.mark.parametrize("command", ["check", "show", "demo"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, command: str) -> None:
    """A disk that fails and a file without permission look the same to people."""
    (tmp_path / "locked.yaml").symlink_to("/proc/self/mem")
    answer = ddrflow(command, "locked.yaml", folder=tmp_path)
    told = answer.stdout if command == "check" else answer.stderr
    assert answer.returncode == 3
    assert told.startswith("locked.yaml:1:1: E-FILE: the file cannot be read: ")


def test_a_name_cannot_steer_the_terminal() -> None:
    """Escape sequences in a name are shown, not obeyed."""
    answer = ddrflow("check", "a\x1b[2Jb.yaml")
    assert answer.returncode == 2
    assert "\x1b" not in answer.stderr


def test_every_kind_of_error_has_its_exit_code() -> None:
    """What a script can tell apart."""
    command = AcceptLead(actor=Actor("person-1", "prison-a", "prison"))

    def refusal(outcome: Outcome) -> Refused:
        return Refused("C-1", command, Decision(outcome))

    assert exit_of(BadCommand("until", "no such day")) is Exit.USAGE
    assert exit_of(Conflict("C-1", 4)) is Exit.LOCKED
    assert exit_of(refusal(Outcome.RULE_UNMET)) is Exit.REFUSED
    assert exit_of(refusal(Outcome.UNDECIDED)) is Exit.UNDECIDED
    assert exit_of(DdrflowError("strange")) is Exit.FAULT


def test_a_fault_of_ddrflow_is_one_line_and_says_how_to_see_more(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The user is not to blame and is not shown our source code."""
    _break(monkeypatch, ValueError("something broke\nin two lines"))
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == Exit.FAULT
    assert capsys.readouterr().err == (
        "E-FAULT: ValueError: something broke\n"
        "  help: this is a fault of ddrflow; DDRFLOW_TRACE=1 shows where\n"
    )


def test_with_ddrflow_trace_a_fault_shows_where(monkeypatch: pytest.MonkeyPatch) -> None:
    """For those who mend it."""
    _break(monkeypatch, ValueError("something broke"))
    monkeypatch.setenv("DDRFLOW_TRACE", "1")
    with pytest.raises(ValueError, match=r"^something broke$"):
        main()


COMPARED: Final = ("compare", "catalonia", "catalonia", "--cases=1", "--budget=2", "--processes=2")


@pytest.mark.parametrize(
    "words", [("show", "neustart"), ("demo", "neustart"), ("schema",), COMPARED], ids=" ".join
)
def test_a_reader_that_has_read_enough_is_no_fault(words: tuple[str, ...]) -> None:
    """As with any filter: ended by the closed pipe, without a word."""
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "ddrflow", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        told = program.stderr.read()
        assert (program.wait(timeout=60), told) == (-signal.SIGPIPE, b"")


def test_ctrl_c_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who stops a program knows why."""
    _break(monkeypatch, KeyboardInterrupt())
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 130
    assert capsys.readouterr().err == ""


def _break(monkeypatch: pytest.MonkeyPatch, fault: BaseException) -> None:
    def broken(**_: str) -> None:
        raise fault

    monkeypatch.delenv("DDRFLOW_TRACE", raising=False)
    monkeypatch.setattr("ddrflow.cli.app.program", broken)
