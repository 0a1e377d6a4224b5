"""A courier that is killed at any point: every entry arrives, in order, under one key."""

import json
import signal
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from ddrflow.daemon.delivery import PATIENCE, Courier
from ddrflow.daemon.handlers import CallableHandler
from ddrflow.engine import Engine
from ddrflow.ports import delivery_key
from tests.contract.script import need, opened
from tests.daemon.cases import until
from tests.faults.test_kill import asked, victim
from tests.faults.victim import arrives
from tests.stores import Place

#: More statements than any of these rounds sends.
MOST: Final = 400
#: After which what a killed courier had claimed is taken up by another.
RETAKEN: Final = max(PATIENCE.lease, *(PATIENCE.held(one) for one in (1, 2)))
CASES: Final = 2
QUICK: Final = 5


def received(file: Path) -> list[tuple[str, str, int]]:
    """Key, case and number of each message that arrived, in order."""
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return [tuple(json.loads(one)) for one in lines]


def killed(process: Any, place: Place, file: Path, kill_before: int) -> bool:  # noqa: ANN401 - a process
    """One round in a child that is killed before that statement; False where it ended before."""
    now = place.clock.now().isoformat()
    job = {"deliver": str(file), "now": now, "kill_before": kill_before}
    answer = asked(process, job)
    assert answer.get("killed") in (signal.SIGKILL, None), answer
    return "killed" in answer


def delivered_again(place: Place, engine: Engine, file: Path) -> None:
    """What another courier does a little later: everything that the one before left.

    A server notices after a moment that a process is gone, and passes over what it held.
    """
    place.clock.set(place.clock.now() + RETAKEN + timedelta(seconds=1))
    handler = CallableHandler("file", lambda message: arrives(str(file), message))

    def is_all_there() -> bool:
        Courier(engine, [handler]).round()
        told = engine.deliveries.outgoing()
        return not told.in_outbox and not told.waiting

    until(is_all_there)
    assert engine.deliveries.dead() == ()


def holds(engine: Engine, file: Path) -> int:
    """Every entry arrived, in order for each case, under its key; how many came again."""
    found = received(file)
    for case_id in engine.cases():
        seqs = [seq for _, one, seq in found if one == case_id]
        assert seqs == sorted(seqs), "a later entry came before an earlier one"
        assert set(seqs) == {one.seq for one in engine.events(case_id)}
    for key, case_id, seq in found:
        assert key == delivery_key(case_id, seq, "file")
    return len(found) - len(set(found))


def campaign(place: Place, folder: Path, step: int) -> tuple[int, int]:
    """Kill a round before one statement after another; the deaths, and what came again."""
    engine = opened(place, CASES)
    file = folder / "received"
    deaths = 0
    with victim(place.url) as process:
        for kill_before in range(1, MOST, step):
            for case_id in engine.cases():
                engine.do(case_id, need(kill_before))
            was_killed = killed(process, place, file, kill_before)
            assert place.durable.verify().problems == (), f"killed before {kill_before}"
            delivered_again(place, engine, file)
            again = holds(engine, file)
            if not was_killed:
                return deaths, again
            deaths += 1
    message = "it was never left to end"
    raise AssertionError(message)


def test_a_round_killed_before_a_statement_is_made_up_for_by_the_next(
    timed_database: Place, tmp_path: Path
) -> None:
    deaths, _ = campaign(timed_database, tmp_path, QUICK)
    assert deaths >= 3


@pytest.mark.deep
def test_a_round_killed_before_every_statement_is_made_up_for_by_the_next(
    timed_database: Place, tmp_path: Path
) -> None:
    deaths, again = campaign(timed_database, tmp_path, 1)
    assert deaths >= 20
    assert again >= CASES


def test_a_crash_between_sending_and_saying_so_sends_again_under_the_same_key(
    timed_database: Place, tmp_path: Path
) -> None:
    """Found by killing before one statement after another until one falls in between."""
    engine = opened(timed_database)
    file = tmp_path / "received"
    came: list[tuple[str, str, int]] = []
    with victim(timed_database.url) as process:
        for kill_before in range(1, MOST):
            engine.do("C-0", need(kill_before))
            before = len(received(file))
            assert killed(process, timed_database, file, kill_before)
            came = received(file)[before:]
            delivered_again(timed_database, engine, file)
            if came:
                break
    [first] = came
    assert received(file).count(first) == 2
    assert holds(engine, file) == 1
