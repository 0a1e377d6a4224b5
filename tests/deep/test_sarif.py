"""What `ddrflow check --sarif` prints is SARIF 2.1.0 to a reader that is not ours."""

import json
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest

from ddrflow.workflow.load import shipped
from tests.cli.terminal import ddrflow

CHECKOUT: Final = Path(__file__).parents[2]
READER: Final = (
    CHECKOUT / ".venv/node/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
)

pytestmark = pytest.mark.deep

#: A procedure with a hole: its only conference can never be held.
HOLES: Final = """\
ddrflow: 1
workflow: mine
version: 1
title: A made-up procedure
extends: common
time_zone: Europe/Vienna
agencies:
  unit: {kind: civil-society}
  prison: {kind: prison, phases: [custody]}
  client: {kind: client}
lead:
  custody: {roles: [unit], source: local choice}
  post-release: {roles: [unit], source: local choice}
states:
  inside: {phase: custody, initial: true}
  outside: {phase: post-release}
  closed: {final: true}
steps:
  - trigger: release
    from: inside
    to: outside
    by: [prison]
    source: local choice
    rules: [conference.held: {type: table, within: 1 month}]
  - trigger: close
    from: outside
    to: closed
    by: [unit]
    source: local choice
    rules: [support.named]
conferences:
  table:
    title: Round table
    convened_by: [unit]
    core: [unit, client]
    barred: [client]
    information: internal
    source: local choice
    stages: [exchange]
"""


def errors_in(file: Path) -> list[str]:
    """The errors that the reader finds in a file; the file must be one that it can read."""
    assert READER.is_file(), f"{READER} is missing: `make test-deep` installs it"
    out = file.with_suffix(".out")
    words = ["validate", str(file), "--output", str(out), "--level", "Error"]
    told = subprocess.run(  # noqa: S603 - the reader of the lock
        [str(READER), *words],
        capture_output=True,
        text=True,
        check=False,
        env={"DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1", "HOME": str(file.parent)},
    )
    assert out.is_file(), told.stdout + told.stderr
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8-sig"))
    return [one["ruleId"] for run in found["runs"] for one in run["results"]]


def printed(folder: Path, *words: str) -> dict[str, Any]:
    """What the check prints."""
    told = ddrflow("check", *words, "--notes", "--sarif", folder=folder).stdout
    found: dict[str, Any] = json.loads(told)
    return found


def written(folder: Path, data: dict[str, Any]) -> Path:
    """As a file."""
    file = folder / "found.sarif"
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


def test_findings_with_a_place_in_the_file_are_sarif_to_another_reader(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(HOLES, encoding="utf-8")
    data = printed(tmp_path, "mine.yaml")
    assert "error" in {one["level"] for one in data["runs"][0]["results"]}
    assert errors_in(written(tmp_path, data)) == []


def test_the_findings_of_all_shipped_files_are_sarif_to_another_reader(tmp_path: Path) -> None:
    data = printed(tmp_path, *shipped())
    assert errors_in(written(tmp_path, data)) == []


def test_the_other_reader_finds_what_is_no_sarif(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(HOLES, encoding="utf-8")
    data = printed(tmp_path, "mine.yaml")
    for one in data["runs"][0]["results"]:
        one["message"] = {"txt": "no message"}
    assert errors_in(written(tmp_path, data)) != []
