"""On the command line, too, nothing below the wall counts what is above it."""

import re
from pathlib import Path
from typing import Final

import pytest

from tests.cli.desk import Desk, desk

CLIENT: Final = "p-9@client-1:client"
STATE: Final = "p-2@state-graz:state-security"
INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d\.\d+)?( UTC|\+\d\d:\d\d)?")
READINGS: Final = (
    ("case", "show", "C-1"),
    ("case", "timeline", "C-1"),
    ("case", "waiting", "C-1"),
    ("case", "why-not", "C-1"),
    ("case", "refusals", "C-1"),
)


def test_what_the_client_reads_and_is_answered_is_the_same_with_secrets_and_without(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Two databases, the same lines typed; one has items in a state-security conference besides."""
    here = desk(monkeypatch, capsys, tmp_path)
    quiet, busy = read(here, "quiet", items=0), read(here, "busy", items=3)
    assert quiet == busy
    whole = [here.fine("case", "timeline", "C-1", "--db", f"{one}.db") for one in ("quiet", "busy")]
    assert len(whole[1].splitlines()) - len(whole[0].splitlines()) == 2 * 3


def read(here: Desk, name: str, *, items: int) -> list[str]:
    """Everything that the client is told in one database, the times aside."""
    here.patch.setenv("DDRFLOW_DB", f"{name}.db")
    here.fine("db", "upgrade")
    parties = {"client": "client-1", "prison": "prison-graz", "state-security": "state-graz"}
    bound = [word for role, one in parties.items() for word in ("--bind", f"{role}={one}")]
    here.fine("case", "open", "C-1", "-w", "neustart", *bound)
    convening = ("ssc-1", "state-security", "2026-04-01", "--as", STATE)
    here.fine("conference", "convene", "C-1", *convening)
    paper = ("file-document", "kind=terrorism-connection", "document=charge-1", "--as", STATE)
    here.fine("case", "do", "C-1", *paper)
    for stage in ("preparation", "exchange"):
        here.fine("conference", "enter", "C-1", "ssc-1", stage, "--as", STATE)
    for number in range(items):
        item = (f"i-{number}", "fact", "confidential", "--conference=ssc-1", "--text=Words")
        here.fine("item", "record", "C-1", *item, "--as", STATE)
    told: list[str] = []
    for notice in ("multi-agency", "what-is-shared"):
        here.fine("notice", "give", "C-1", notice, "--version=1", "--language=de")
        line = ("notice", "acknowledge", "C-1", notice, "--as", CLIENT)
        told.append(here.fine(*line, *(("--json",) if notice == "multi-agency" else ())))
    for tried in (
        ("item", "release", "C-1", "i-0", "--roles=client"),
        ("conference", "minutes", "C-1", "ssc-1", "m-1"),
        ("case", "do", "C-1", "correct-entry", "wrong=9", "why=over"),
        ("case", "step", "C-1", "admit"),
    ):
        said = here.types(*tried, "--as", CLIENT)
        told.append(f"{said.code} {said.err}")
    forms: tuple[tuple[str, ...], ...] = ((), ("--json",))
    told += [
        here.fine(*reading, "--for", "client-1:client", *form)
        for reading in READINGS
        for form in forms
    ]
    told.append(here.fine("today", "-o", "client-1", "--json"))
    return [INSTANT.sub("TIME", one).replace(f"{name}.db", "DB") for one in told]
