"""What a requirement lives in is switched off, and a test that is marked with it fails."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from docs.marked import ROOT, shown_by_stories, shown_by_tests
from docs.places import place
from docs.requirements import read
from docs.requirements_page import by_number
from tests.deep.switches import NOTED, SWITCHED_OFF

ROWS: Final = read().rows
SHOWN: Final = by_number([*shown_by_tests()[0], *shown_by_stories()])
SWITCHED: Final = [
    pytest.param(number, together, id=f"{number}-{place(together[0])}")
    for number, row in ROWS.items()
    for together in row.switches
]


@dataclass(frozen=True, slots=True)
class Ran:
    """How pytest ended, what it said, and which tests failed themselves."""

    code: int
    said: str
    failed: tuple[str, ...]


def ran(nodes: Sequence[str], switches: Sequence[str], folder: Path) -> Ran:
    """Run tests in a process of their own with something switched off."""
    noted = folder / "failed.json"
    words = ("-q", "--no-header", "-p", "no:cacheprovider", "-p", "tests.deep.switches")
    done = subprocess.run(  # noqa: S603 - our own tests
        [sys.executable, "-m", "pytest", *words, *dict.fromkeys(nodes)],
        capture_output=True,
        check=False,
        cwd=ROOT,
        encoding="utf-8",
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT),
            SWITCHED_OFF: json.dumps(switches),
            NOTED: str(noted),
            "DDRFLOW_HYPOTHESIS": "uncut",
        },
        timeout=600,
    )
    failed = json.loads(noted.read_text(encoding="utf-8")) if noted.exists() else []
    return Ran(done.returncode, done.stdout + done.stderr, tuple(failed))


def nodes_of(number: str) -> list[str]:
    """The tests that are marked with a requirement, as pytest names them."""
    return [one.node for one in SHOWN[number]]


@pytest.mark.deep
@pytest.mark.parametrize(("number", "together"), SWITCHED)
def test_a_requirement_that_is_switched_off_fails_one_of_its_tests(
    number: str, together: tuple[str, ...], tmp_path: Path
) -> None:
    """Each place that its row names by itself: the tests are found and begin, and one fails."""
    after = ran(nodes_of(number), together, tmp_path)
    assert after.code == 1, after.said
    assert after.failed, after.said


@pytest.mark.deep
def test_with_everything_on_every_marked_test_passes(tmp_path: Path) -> None:
    """What fails above fails by its switch, and not by how it is run."""
    every = [node for number, row in ROWS.items() if row.switch for node in nodes_of(number)]
    before = ran(every, (), tmp_path)
    assert (before.code, before.failed) == (0, ()), before.said


def test_a_switch_that_no_marked_test_notices_is_told(tmp_path: Path) -> None:
    """The requirement lives in another rule: nothing fails, and so nothing would be shown."""
    after = ran(nodes_of("R36"), ["rule notice.given"], tmp_path)
    assert (after.code, after.failed) == (0, ()), after.said
    [own] = ROWS["R36"].switches
    after = ran(nodes_of("R36"), own, tmp_path)
    assert after.code == 1, after.said
    assert any("test_no_professional_is_in_the_stage_of_the_family" in one for one in after.failed)


def test_a_workflow_file_that_cannot_be_read_any_more_shows_nothing(tmp_path: Path) -> None:
    """A test that fails because there is no workflow would fail for any requirement."""
    after = ran(nodes_of("R31"), ["workflow neustart agencies.prison"], tmp_path)
    assert after.failed == ()
    assert after.code == pytest.ExitCode.USAGE_ERROR, after.said
    assert "unsound without it" in after.said
