"""Replications: the same for the same study and number, wherever they are lived."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from ddrflow.dates import MONDAY_TO_FRIDAY
from ddrflow.errors import BadCommand
from ddrflow.model.workflow import Workflow
from ddrflow.simulation.processes import processes
from ddrflow.simulation.replication import Lived, Window
from ddrflow.simulation.run import lives, replicate, replications, study
from ddrflow.simulation.sittings import Sittings
from ddrflow.simulation.world_file import load_world
from ddrflow.workflow.load import check_text, load, text_of
from tests.simulation.worlds import BEGINS, OF_NO_PERSON, YEAR, changed, small_study, study_in

ROOT = Path(__file__).parents[2]
SHARED = "capacity: {sittings: {unit: a week, value: 1, source: assumed}}\n\ncosts:"


def test_a_replication_is_the_same_again_and_another_one_is_not() -> None:
    first = replicate(small_study(), 0)
    assert replicate(small_study(), 0) == first
    assert replicate(small_study(), 1).digest != first.digest
    assert replicate(small_study(seed=8), 0).digest != first.digest
    assert first.events > 100


def test_several_processes_live_what_one_does() -> None:
    study_of = small_study(cases=3, years=2)
    tasks = [(study_of, one) for one in range(3)]
    alone = replications(tasks)
    with processes(2) as executor:
        assert executor is not None
        assert replications(tasks, executor) == alone
    with processes(1) as executor:
        assert executor is None


def test_an_executor_of_another_kind_does_as_well() -> None:
    """A cluster's library gives one of `concurrent.futures`."""
    tasks = [(small_study(cases=2, years=2), one) for one in range(2)]
    with ThreadPoolExecutor(2) as executor:
        assert replications(tasks, executor) == replications(tasks)


@pytest.mark.parametrize("name", ["catalonia", "neustart"])
def test_the_order_of_sets_changes_nothing(name: str) -> None:
    """Python orders sets of words anew in each process, unless it is told not to."""
    told = {_digest_with(seed, name) for seed in ("1", "2")}
    assert told == {replicate(small_study(name, cases=3), 0).digest}


def _digest_with(seed: str, name: str) -> str:
    program = (
        "from tests.simulation.worlds import small_study\n"
        "from ddrflow.simulation.run import replicate\n"
        f"print(replicate(small_study({name!r}, cases=3), 0).digest)\n"
    )
    done = subprocess.run(  # noqa: S603 - the program is written above
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_a_stakeholder_who_is_added_moves_nobody_elses_luck() -> None:
    """The housing office comes to what it is asked to; everybody else comes as before."""
    window = Window(6, BEGINS, 3 * YEAR)
    world = load_world("region")
    before = list(lives(study(load("catalonia"), world, window, 7), 0))
    after = list(lives(study(_with_housing(), world, window, 7), 0))
    assert [_others(one) for one in after] == [_others(one) for one in before]
    assert any("housing-office" in str(one.past.entries) for one in after)


def _others(life: Lived) -> list[tuple[str, str]]:
    """What everybody but the housing office did, on which day."""
    return [
        (one.occurred_at.isoformat(), f"{one.actor.role} {type(one.event).__name__} {one.event}")
        for one in life.past.entries
        if "housing" not in str(one.event) and type(one.event).__name__ != "CaseOpened"
    ]


def _with_housing() -> Workflow:
    """Catalonia with one more role that nobody has to invite."""
    text = text_of("catalonia").decode()
    old = "  client: {kind: client,"
    assert old in text
    role = "  housing-office: {kind: social-service, title: Housing office, regime: gdpr}\n"
    found = check_text(text.replace(old, role + old, 1).encode(), "catalonia.yaml")
    assert found.workflow is not None
    return found.workflow


def test_nobody_goes_through_the_life_of_a_partnership() -> None:
    with pytest.raises(BadCommand, match="no person's case"):
        study(load(OF_NO_PERSON), load_world("region"), Window(1, BEGINS, YEAR), 1)


def test_a_week_that_is_full_sends_the_next_sitting_on() -> None:
    sittings = Sittings(2, MONDAY_TO_FRIDAY)
    days = [sittings.booked(date(2026, 1, 7)) for _ in range(5)]
    assert days == [
        date(2026, 1, 7),
        date(2026, 1, 7),
        date(2026, 1, 12),
        date(2026, 1, 12),
        date(2026, 1, 19),
    ]


def test_half_a_sitting_a_week_is_one_in_two_weeks() -> None:
    sittings = Sittings(0.5, MONDAY_TO_FRIDAY)
    days = [sittings.booked(date(2026, 1, 7)) for _ in range(3)]
    assert days[1] - days[0] in (timedelta(days=12), timedelta(days=5), timedelta(days=14))
    assert days[2] - days[1] == timedelta(days=14)


def test_what_cases_share_makes_them_wait_for_one_another() -> None:
    assert replicate(small_study(cases=12), 0).seen("days-queued") == ()
    full = replicate(
        study_in(changed("costs:", SHARED).replace(b"mean: 30}", b"mean: 3}"), cases=12), 0
    )
    assert sum(one.value for one in full.seen("days-queued")) > 100
