"""A migration that is killed with -9 at any point moves every case once, and loses nothing."""

import json
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from ddrflow.engine import Request
from ddrflow.migration import Plan, plan, plan_to_json
from ddrflow.model import commands as c
from ddrflow.model.events import CaseMigrated
from tests.builders import ORGANISATIONS, UNIT
from tests.stores import Place
from tests.synthetic import built
from tests.versions import version

NEVER: Final = 10**9
MANY: Final = 10_000
KILLS: Final = 20
SEED: Final = 20261127


def running(place: Place, count: int) -> Plan:
    """So many running cases, some with a review in flight, and the plan for them."""
    engine = place.engine(built(), version())
    opening = c.OpenCase(actor=UNIT, bindings=tuple(ORGANISATIONS.items()))
    names = [f"c-{number}" for number in range(count)]
    first = place.engine(built())
    first.do_many(Request(one, opening, workflow="synthetic") for one in names)
    step = c.TakeStep(actor=UNIT, trigger="stay")
    first.do_many(Request(one, step) for one in names[::2])
    return plan(engine, built(), version())


def moved(place: Place, file: Path, batch: int, kill_before: int) -> bool:
    """Carry the plan out in a process of its own; whether it came to its end."""
    words = [place.url, str(file), str(batch), str(kill_before)]
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "tests.faults.mover", *words], capture_output=True, check=False
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr.decode()
    return done.returncode == 0


def every_case_moved_once(place: Place, planned: Plan) -> None:
    """As it was decided, with its review, and with a record that verifies."""
    for one in planned.cases:
        entries = place.store.entries(one.case_id)
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
        moves = [entry for entry in entries if isinstance(entry.event, CaseMigrated)]
        assert [entry.seq for entry in moves] == [one.version + 1]
    assert place.durable.verify().problems == ()


def kept(planned: Plan, folder: Path) -> Path:
    """The plan as a file."""
    file = folder / "plan.json"
    file.write_text(json.dumps(plan_to_json(planned)), encoding="utf-8")
    return file


@pytest.mark.requirement("R93")
def test_a_migration_killed_before_any_statement_moves_every_case_once(
    durable: Place, tmp_path: Path
) -> None:
    """Killed a statement later each time, and at last left alone."""
    planned = running(durable, 9)
    file = kept(planned, tmp_path)
    assert len(planned.moving) == 9
    kill_before, deaths = 1, 0
    while not moved(durable, file, 3, kill_before):
        deaths += 1
        kill_before += 6
        assert durable.durable.verify().problems == ()
    assert deaths >= 3
    every_case_moved_once(durable, planned)


@pytest.mark.deep
def test_ten_thousand_cases_move_once_though_the_migration_is_killed_twenty_times(
    durable: Place, tmp_path: Path
) -> None:
    """At points that a seed draws, in batches of which a kill loses one at most."""
    planned = running(durable, MANY)
    file = kept(planned, tmp_path)
    assert len(planned.moving) == MANY
    draw = random.Random(SEED)  # noqa: S311 - where to kill, and no secret
    points = [draw.randrange(2, 50) for _ in range(KILLS)]
    deaths = sum(not moved(durable, file, 200, point) for point in points)
    assert deaths == KILLS, f"seed {SEED}: it ended before it was killed {KILLS} times"
    assert moved(durable, file, 200, NEVER)
    every_case_moved_once(durable, planned)
