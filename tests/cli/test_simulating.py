"""`ddrflow simulate` and `ddrflow compare`: synthetic people under a procedure, or under two."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.terminal import SHIPPED, ddrflow

SMALL = ("--cases", "2", "--horizon", "2y", "--processes", "1")
FEW = (*SMALL, "--budget", "3")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a second version lies: the welfare service is one of the core."""
    path = tmp_path_factory.mktemp("versions")
    text = (SHIPPED / "catalonia.yaml").read_text(encoding="utf-8")
    old = "core: [local-police, regional-police, case-worker]"
    assert old in text
    wider = text.replace(old, old.replace("]", ", welfare]")).replace(
        "[welfare, migrant", "[migrant"
    )
    (path / "wider.yaml").write_text(wider, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def printed(folder: Path) -> str:
    """What a comparison prints for people."""
    done = ddrflow("compare", "catalonia", "wider.yaml", *FEW, folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    return " ".join(done.stdout.split())


@pytest.fixture(scope="module")
def data(folder: Path) -> dict[str, Any]:
    """What it prints for programs."""
    done = ddrflow("compare", "catalonia", "wider.yaml", *FEW, "--json", folder=folder)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_procedure_is_lived_and_told_with_what_it_rests_on() -> None:
    done = ddrflow("simulate", "catalonia", *SMALL, "-n", "2")
    assert (done.returncode, done.stderr) == (0, "")
    assert "catalonia version 1, digest" in done.stdout
    assert "2 replications of 2 cases, each followed for 2 years" in done.stdout
    assert "all simulated" in done.stdout
    assert "54 PARAMETERS OF 55 THAT NOBODY MEASURED" in done.stdout
    assert "people.referrals: exponential with mean 30 days" in done.stdout
    assert "world region version 1, digest" in done.stdout


def test_the_same_seed_gives_the_same_bytes_with_any_number_of_processes() -> None:
    words = ("simulate", "catalonia", "--cases", "2", "--horizon", "1y", "-n", "2", "--json")
    one = ddrflow(*words, "--processes", "1")
    two = ddrflow(*words, "--processes", "2")
    assert one.stdout == two.stdout
    data = json.loads(one.stdout)
    assert (data["schema"], data["simulated"]) == ("ddrflow.simulation/1", True)
    other = json.loads(ddrflow(*words, "--processes", "1", "--seed", "2").stdout)
    assert other["digest"] != data["digest"]


def test_a_log_is_written_and_says_that_it_is_simulated(tmp_path: Path) -> None:
    words = ("simulate", "neustart", *SMALL, "-n", "1", "--log", "log.jsonl")
    done = ddrflow(*words, folder=tmp_path)
    assert "log.jsonl: written, a simulated log of the first replication" in done.stdout
    written = (tmp_path / "log.jsonl").read_text(encoding="utf-8")
    entries = [json.loads(one) for one in written.splitlines()]
    assert len(entries) > 40
    assert {one["simulated"] for one in entries} == {True}
    assert entries[0]["event"] == "case-opened"
    again = ddrflow(*words, folder=tmp_path)
    assert again.returncode == 2
    assert "`log.jsonl` is there already" in again.stderr
    assert (tmp_path / "log.jsonl").read_text(encoding="utf-8") == written


def test_what_is_refused_leaves_no_log_behind(tmp_path: Path) -> None:
    words = ("simulate", "catalonia", "--cases", "1", "--log", "log.jsonl", "--cluster", "here")
    done = ddrflow(*words, folder=tmp_path)
    assert done.returncode == 2
    assert "nobody answers at `here`" in done.stderr
    assert not list(tmp_path.iterdir())


LOGS = {
    "log.csv": "true",
    "log.xes": 'key="simulated" value="true"',
    "log.json": '"simulated"',
}


@pytest.mark.parametrize("name", LOGS)
def test_a_log_has_the_form_that_its_name_asks_for(name: str, tmp_path: Path) -> None:
    """The forms themselves are those of recorded cases, and are tested with them."""
    words = ("simulate", "catalonia", "--cases", "1", "--horizon", "90d", "-n", "1")
    done = ddrflow(*words, "--log", name, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert LOGS[name] in (tmp_path / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("words", [("simulate", "catalonia"), ("compare", "catalonia", "mappa")])
def test_who_installed_it_without_the_extra_is_told_which(words: tuple[str, ...]) -> None:
    program = "import sys; sys.modules['scipy'] = None; from ddrflow.cli import main; main()"
    done = subprocess.run(  # noqa: S603 - the program is written above
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "`scipy" in done.stderr
    assert "pip install 'ddrflow[simulation]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_change_is_told_in_a_sentence_a_table_and_what_changed(printed: str) -> None:
    assert "3 paired replications of 2 cases, each followed for 2 years." in printed
    assert "conferences: case-conference: core: `welfare` too" in printed
    assert "stopped: the budget of replications was spent" in printed
    assert "seed 1" in printed


def test_the_json_of_a_change_holds_the_same_sentence(printed: str, data: dict[str, Any]) -> None:
    assert data["sentence"] in printed
    assert data["schema"] == "ddrflow.comparison/1"
    assert data["sensitivity"] == []


def test_what_is_expected_and_fails_or_cannot_be_decided_is_an_exit_code(
    folder: Path, data: dict[str, Any]
) -> None:
    words = ("compare", "catalonia", "wider.yaml", *FEW)
    fails = ddrflow(*words, "--expect", "time-spent>=100000", folder=folder)
    assert fails.returncode == 3
    assert "fails: the difference in time-spent is at least" in " ".join(fails.stdout.split())
    [middle] = [
        one["mean"]["difference"]["estimate"]
        for one in data["measures"]
        if one["measure"] == "time-spent"
    ]
    unknown = ddrflow(*words, "--expect", f"time-spent<={middle}", folder=folder)
    assert unknown.returncode == 4
    assert "undecided: the difference in time-spent is at most" in " ".join(unknown.stdout.split())
    holds = ddrflow(*words, "--expect", "time-spent<=100000", folder=folder)
    assert holds.returncode == 0
    never = ddrflow(*words, "--expect", "lead-changes<=5", folder=folder)
    assert never.returncode == 4, "three that never differed decide nothing"


def test_a_page_is_written_and_an_older_one_is_kept(folder: Path) -> None:
    words = ("compare", "catalonia", "wider.yaml", *FEW, "--out", "page.html")
    done = ddrflow(*words, folder=folder)
    assert done.stdout == "page.html: written, what the change does, to read and print\n"
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert ddrflow(*words, folder=folder).returncode == 2
    assert (folder / "page.html").read_text(encoding="utf-8") == page


def test_breadth_is_swept_over_one_procedure() -> None:
    done = ddrflow("compare", "catalonia", "--sweep", "breadth", *FEW)
    assert done.returncode == 0
    assert "CORE AND NEEDS AGAINST CORE ONLY" in done.stdout
    assert "EVERYONE AGAINST CORE ONLY" in done.stdout


REFUSED = {
    "a target of no time": (
        ("compare", "catalonia", "mappa", "--primary", "quorum", "--target", "3"),
        "nobody knows what still waits",
    ),
    "no such world": (("simulate", "catalonia", "-w", "regoin"), "did you mean `region`?"),
    "no such procedure": (("simulate", "catalona"), "did you mean `catalonia`?"),
    "no length": (("simulate", "catalonia", "--horizon", "3q"), "write it as `3y`"),
    "no day": (("simulate", "catalonia", "--begin", "tomorrow"), "write it as 2026-01-05"),
    "no expectation": (
        ("compare", "catalonia", "mappa", "--expect", "more"),
        "`reviews-missed<=0.1`",
    ),
    "no measure": (("compare", "catalonia", "mappa", "--primary", "luck"), "there are: "),
    "no width": (("compare", "catalonia", "mappa", "--precision", "0"), "a number above 0"),
    "no second": (("compare", "catalonia"), "name it, or give `--sweep`"),
    "one too many": (("compare", "catalonia", "mappa", "--sweep", "breadth"), "leave out"),
    "two forms": (("compare", "catalonia", "mappa", "--html", "--json"), "leave out one"),
    "processes of a cluster": (
        ("simulate", "catalonia", "--cluster", "tcp://127.0.0.1:9", "--processes", "2"),
        "leave out `--processes`",
    ),
    "no form of a log": (("simulate", "catalonia", "--log", "log.txt"), "end it in one of: .jsonl"),
    "no person's case": (("simulate", "partnership"), "simulate a procedure of cases"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
def test_what_makes_no_sense_is_told_with_what_would(case: tuple[tuple[str, ...], str]) -> None:
    words, told = case
    done = ddrflow(*words)
    assert done.returncode == 2
    assert done.stdout == ""
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_recorded_cases_that_do_not_fit_allow_no_forecast(tmp_path: Path) -> None:
    """Stories are told for what is special in them: they are no sample of anything."""
    kept = ddrflow("demo", "catalonia", "--quiet", "--keep", "cases.db", folder=tmp_path)
    assert kept.returncode == 0
    words = ("simulate", "catalonia", "--horizon", "1y", "-n", "3", "--processes", "1")
    done = ddrflow(*words, "--against", "sqlite:///cases.db", folder=tmp_path)
    assert done.returncode == 3
    assert "RECORDED CASES" in done.stdout
    assert "no forecast" in done.stdout
    other = ddrflow("simulate", "mappa", "--against", "sqlite:///cases.db", folder=tmp_path)
    assert other.returncode == 2
    assert "holds no case under `mappa`" in other.stderr
    few = ddrflow(*words[:4], "-n", "2", "--against", "sqlite:///cases.db", folder=tmp_path)
    assert few.returncode == 2
    assert "at least 3" in few.stderr


def test_a_world_that_is_wrong_is_told_where(tmp_path: Path) -> None:
    text = (SHIPPED / "worlds" / "region.yaml").read_text(encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(text.replace("  overrun:", "  overun:"), encoding="utf-8")
    done = ddrflow("simulate", "catalonia", "-w", "./mine.yaml", folder=tmp_path)
    assert done.returncode == 3
    assert "mine.yaml:21:3: E-SCHEMA: unknown key `overun`" in done.stderr
    assert "did you mean `overrun`?" in done.stderr


def test_a_world_is_no_workflow() -> None:
    done = ddrflow("check", str(SHIPPED / "worlds" / "region.yaml"))
    assert done.returncode == 3
    assert "E-KIND: this is a world, and no workflow" in done.stdout
