"""The daemon as whoever operates it meets it: a process, signals, a socket, pages, numbers."""

import json
import os
import re
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from email.message import EmailMessage
from pathlib import Path
from typing import Final
from urllib.error import HTTPError
from urllib.request import urlopen

import icalendar
import pytest

from ddrflow.engine import Engine
from ddrflow.model.events import ReviewFellDue
from tests.daemon.cases import triggered, until
from tests.daemon.process import daemon, long_due, settings_in
from tests.daemon.receivers import Post, mail_server
from tests.postgres import Server
from tests.program import program
from tests.stores import DURABLE, database

SETTINGS: Final = """\
name = "{name}"
[sweep]
every = "50 ms"
[watch]
lease = "2 s"
[health]
port = {port}
"""


@pytest.fixture(params=DURABLE)
def url(request: pytest.FixtureRequest, server: Server) -> Iterator[str]:
    """The address of a database without tables."""
    with database(str(request.param), server) as found:
        yield found


@pytest.fixture
def due(url: str) -> Iterator[Callable[[int], Engine]]:
    """Fills the database with so many cases whose reviews are long due."""
    with ExitStack() as engines:
        yield lambda count: engines.enter_context(closing(long_due(url, count)))


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def settings(folder: Path, name: str = "d-1", port: int = 0) -> str:
    return settings_in(folder, SETTINGS.format(name=name, port=port))


def asked(port: int, page: str) -> tuple[int, str]:
    try:
        with urlopen(f"http://127.0.0.1:{port}{page}", timeout=10) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as fault:
        return fault.code, fault.read().decode()


def ddrflow(*words: str) -> subprocess.CompletedProcess[str]:
    return program().run(words, Path.cwd(), os.environ, joined=False)


def test_it_records_what_is_due_until_it_is_stopped(
    url: str, due: Callable[[int], Engine], tmp_path: Path
) -> None:
    engine = due(4)
    with daemon(url, tmp_path, "-c", settings(tmp_path)) as running:
        until(lambda: len(triggered(engine)) == 4)
        running.tell(signal.SIGTERM)
        assert running.ended() == 0
    assert running.has_logged("lapsed")
    assert set(triggered(engine).values()) == {1}
    status = ddrflow("daemon", "status", "--db", url)
    assert status.returncode == 3
    assert "careful: no daemon is at work" in status.stdout
    assert re.search(r"d-1:[0-9a-f]{4} +stopped", status.stdout)


def test_status_tells_which_daemons_are_there_and_what_comes_next(
    url: str, due: Callable[[int], Engine], tmp_path: Path
) -> None:
    engine = due(1)
    with daemon(url, tmp_path, "-c", settings(tmp_path)):
        until(lambda: len(triggered(engine)) == 1)
        told = ddrflow("daemon", "status", "--db", url, "--json")
        people = ddrflow("daemon", "status", "--db", url)
    assert (told.returncode, people.returncode) == (0, 0)
    data = json.loads(told.stdout)
    assert data["troubles"] == []
    [replica] = data["replicas"]
    assert (replica["replica"][:4], replica["state"]) == ("d-1:", "active")
    assert [one["command"] for one in data["next"]] == ["mark-review-missed"]
    assert people.stdout.startswith("all is well\n")
    assert "mark-review-missed" in people.stdout


def test_on_sqlite_the_second_one_says_that_it_stands_by_and_takes_over(
    server: Server, tmp_path: Path
) -> None:
    with database("sqlite", server) as url, closing(long_due(url, 1)) as engine:
        with (
            daemon(url, tmp_path, "-c", settings(tmp_path, "d-1")) as first,
            daemon(url, tmp_path, "-c", settings(tmp_path, "d-2")) as second,
        ):
            until(lambda: first.has_logged("lapsed") or second.has_logged("lapsed"))
            until(lambda: first.has_logged("turns") or second.has_logged("turns"))
            standing, other = (first, second) if first.has_logged("turns") else (second, first)
            assert standing.lines()[-1]["to"] == "standby"
            other.tell(signal.SIGKILL)
            until(lambda: standing.lines()[-1].get("to") == "active")
        assert set(triggered(engine).values()) == {1}


def test_it_answers_over_http_how_it_is(
    url: str, due: Callable[[int], Engine], tmp_path: Path
) -> None:
    engine = due(3)
    port = free_port()
    with daemon(url, tmp_path, "-c", settings(tmp_path, port=port)) as running:
        until(lambda: running.has_logged("answers") and len(triggered(engine)) == 3)
        until(lambda: asked(port, "/readyz") == (200, "active\n"))
        until(lambda: "\nddrflow_entries_recorded_total 3.0\n" in asked(port, "/metrics")[1])
        assert asked(port, "/healthz") == (200, "ok\n")
        status, numbers = asked(port, "/metrics")
        assert asked(port, "/other") == (404, "there is /healthz, /readyz, /metrics\n")
    assert status == 200
    for line in (
        "ddrflow_entries_recorded_total 3.0",
        "ddrflow_cases_without_review 0.0",
        "ddrflow_timers_quarantined 0.0",
        "ddrflow_store_up 1.0",
        'ddrflow_lateness_seconds_bucket{le="+Inf"} 3.0',
        "ddrflow_replicas 1.0",
        "ddrflow_sweep_expected_seconds 0.05",
    ):
        assert f"\n{line}\n" in numbers, f"{line} is not in {numbers}"


def test_a_port_that_is_taken_is_told(
    url: str, due: Callable[[int], Engine], tmp_path: Path
) -> None:
    due(1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = ddrflow("daemon", "--db", url, "-c", settings(tmp_path, port=port))
    assert done.returncode == 2
    assert f"`health.port`: it cannot listen on 127.0.0.1, port {port}: " in done.stderr


def test_a_second_signal_ends_it_at_once(
    url: str, due: Callable[[int], Engine], tmp_path: Path
) -> None:
    """Nothing is lost by it: what was not recorded whole is not recorded."""
    engine = due(300)
    with daemon(url, tmp_path, "-c", settings(tmp_path)) as running:
        running.tell(signal.SIGTERM)
        running.tell(signal.SIGTERM)
        assert running.ended() in (0, 128 + signal.SIGTERM)
    assert set(triggered(engine).values()) <= {1}


def test_settings_are_read_again_and_wrong_ones_are_told_and_left(
    url: str, due: Callable[[int], Engine], tmp_path: Path
) -> None:
    engine = due(1)
    file = settings(tmp_path)
    with daemon(url, tmp_path, "-c", file) as running:
        until(lambda: len(triggered(engine)) == 1)
        Path(file).write_text("[sweep]\nevery = 5\n", encoding="utf-8")
        running.tell(signal.SIGHUP)
        until(lambda: running.has_logged("not reloaded"))
        Path(file).write_text('workflows = ["neustart"]\n', encoding="utf-8")
        running.tell(signal.SIGHUP)
        until(lambda: running.has_logged("reloaded"))
        running.tell(signal.SIGTERM)
        assert running.ended() == 0
    [wrong] = [one for one in running.lines() if one["event"] == "not reloaded"]
    assert "settings-0.toml:2:1: E-SETTINGS: `sweep.every`: `5` is no duration" in wrong["problem"]


def test_systemd_is_told_that_it_is_ready_alive_and_stopping(
    url: str, due: Callable[[int], Engine], tmp_path: Path
) -> None:
    due(1)
    address = str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        listener.bind(address)
        listener.settimeout(60)
        with daemon(url, tmp_path, "-c", settings(tmp_path), NOTIFY_SOCKET=address) as running:
            words = heard(listener, "STATUS=active")
            running.tell(signal.SIGHUP)
            words += heard(listener, "RELOADING=1")
            running.tell(signal.SIGTERM)
            words += heard(listener, "STOPPING=1")
            assert running.ended() == 0
    assert words[0] == f"READY=1\nMAINPID={running.process.pid}"
    assert "WATCHDOG=1" in words
    assert [one for one in words if one.startswith("RELOADING=1\nMONOTONIC_USEC=")]


def heard(listener: socket.socket, begins: str) -> list[str]:
    """What is said up to something."""
    words: list[str] = []
    while not words or not words[-1].startswith(begins):
        words.append(listener.recv(4096).decode())
    return words


def test_once_records_what_is_due_and_ends(url: str, due: Callable[[int], Engine]) -> None:
    engine = due(2)
    done = ddrflow("daemon", "--once", "--db", url)
    assert (done.returncode, done.stdout) == (0, "2 entries recorded, 0 failed\n")
    assert ddrflow("daemon", "--once", "--db", url).stdout == "0 entries recorded, 0 failed\n"
    assert triggered(engine)["C-1", ReviewFellDue] == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--db", "none.db"), "has no tables of ddrflow"),
        (("-c", "none.toml"), "E-NAME: no file is called `none.toml`"),
        (("--db", "oracle://x/y"), "`oracle` is no database that ddrflow knows"),
    ],
)
def test_what_is_wrong_is_told_before_anything_begins(
    words: tuple[str, ...], says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = ddrflow("daemon", *words)
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode in (2, 7)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ('workflows = ["nope"]', "E-NAME: no workflow is called `nope`"),
        ('[[handlers]]\nkind = "log"\nname = "a"\n' * 2, "two are called `a`"),
        (
            (
                '[[handlers]]\nkind = "webhook"\nname = "a"\nurl = "https://a.example"\n'
                'secret_file = "none"'
            ),
            "`none` cannot be read",
        ),
    ],
)
def test_a_check_finds_what_would_keep_it_from_starting(
    more: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "daemon.toml"
    file.write_text(more, encoding="utf-8")
    done = ddrflow("daemon", "--check", "-c", "daemon.toml")
    assert says in done.stderr
    assert done.returncode in (2, 3)


def test_a_check_shows_which_database_it_is_and_no_password() -> None:
    done = ddrflow("daemon", "--check", "--db", "postgresql://me:s3cret@db.example/cases")
    assert '"url": "postgresql+psycopg://me:***@db.example/cases"' in done.stdout
    assert "s3cret" not in done.stdout + done.stderr
    assert done.returncode == 0


MAIL: Final = """\
[sweep]
every = "50 ms"
[[handlers]]
kind = "mail"
name = "post"
host = "127.0.0.1"
port = {port}
security = "none"
sender = "ddrflow@agency.example"
link = "https://cases.example/{{case}}"
[handlers.to]
neustart-graz = "post@neustart.example"
"""


def test_whoever_owns_a_review_has_a_mail_with_its_day_as_an_invitation(
    url: str, due: Callable[[int], Engine], tmp_path: Path
) -> None:
    """Sent by the daemon to a real server, read by readers of others; a reference and a link."""
    due(1)
    post = Post()
    with mail_server(post) as port:
        file = settings_in(tmp_path, MAIL.format(port=port))
        with daemon(url, tmp_path, "-c", file) as running:
            until(lambda: any(map(invitations, post.mails)) and len(post.mails) > 1)
            running.tell(signal.SIGTERM)
            assert running.ended() == 0
    for mail in post.mails:
        assert mail["To"] == "post@neustart.example"
        assert "https://cases.example/C-0" in text_of(mail)
        assert "client-1" not in str(mail)
    calendar = icalendar.Calendar.from_ical(
        next(each for one in post.mails for each in invitations(one))
    )
    [event] = calendar.walk("VEVENT")
    assert calendar["METHOD"] == "REQUEST"
    assert event["UID"]


def test_handlers_that_the_settings_name_later_are_taken_up_when_they_are_read_again(
    url: str, due: Callable[[int], Engine], tmp_path: Path
) -> None:
    """What was recorded before they were there is handed on as well."""
    engine = due(1)
    file = settings(tmp_path)
    post = Post()
    with mail_server(post) as port, daemon(url, tmp_path, "-c", file) as running:
        until(lambda: len(triggered(engine)) == 1)
        Path(file).write_text(MAIL.format(port=port), encoding="utf-8")
        running.tell(signal.SIGHUP)
        until(lambda: any(map(invitations, post.mails)))
        running.tell(signal.SIGTERM)
        assert running.ended() == 0


def invitations(mail: EmailMessage) -> list[str]:
    """The calendars that are attached to a mail."""
    found = [one for one in mail.walk() if one.get_content_type() == "text/calendar"]
    return [str(one.get_content()) for one in found]


def text_of(mail: EmailMessage) -> str:
    """What a mail says."""
    body = mail.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    return str(body.get_content())
