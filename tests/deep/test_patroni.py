"""Patroni looks after the servers: a machine dies, another leads within half a minute or so.

Row 11 of the matrix of faults, with what decides in an agency which of the servers is written to.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Final

import psycopg
import pytest

from ddrflow.bootstrap import database_store
from ddrflow.engine import Engine
from tests.daemon.cases import triggered, until
from tests.daemon.process import daemon, long_due, settings_in
from tests.deep.cluster import USER
from tests.deep.patroni import Watched, watched
from tests.deep.writer import Writer
from tests.faults.checker import reviews_hold

QUICK: Final = '[sweep]\nevery = "200 ms"\nbatch = 5\n'
MANY: Final = 300


def has_a_standby(found: Watched) -> bool:
    """Whether there is a primary whose commits wait for another."""
    primary = found.primary()
    if primary is None:
        return False
    following = primary.stands().get("replication", [])
    return any(one["sync_state"] == "sync" for one in following)


def has_given_up(found: Watched) -> bool:
    """Whether Patroni keeps nothing for a standby any more: none was heard of for its `ttl`."""
    primary = found.primary()
    assert primary is not None
    with psycopg.connect(f"postgresql://{USER}@127.0.0.1:{primary.port}/postgres") as connection:
        row = connection.execute("SELECT count(*) FROM pg_replication_slots").fetchone()
    return row == (0,)


def has_looked_again(found: Watched, times: int) -> Callable[[], bool]:
    """Whether Patroni has looked at its servers so often since now."""
    seen: set[int] = set()

    def looked() -> bool:
        primary = found.primary()
        assert primary is not None
        seen.add(primary.stands()["dcs_last_seen"])
        return len(seen) > times

    return looked


@pytest.mark.deep
def test_a_machine_that_dies_is_followed_by_another_and_comes_back_behind_it(
    tmp_path: Path,
) -> None:
    """Nothing that was acknowledged is lost; once started again, the dead one rejoins by itself."""
    with watched(3) as found:
        until(lambda: has_a_standby(found) and len(found.standbys()) == 2)
        long_due(found.url, MANY).close()
        writer = Writer(found.url)
        with daemon(found.url, tmp_path, "-c", settings_in(tmp_path, QUICK)) as running:
            writer.start()
            until(lambda: len(writer.acknowledged) > 5)
            dead = found.primary()
            assert dead is not None
            dead.dies()
            before = len(writer.acknowledged)
            until(lambda: len(writer.acknowledged) > before + 5)
            assert found.primary() not in (None, dead)
            dead.start()
            until(lambda: dead in found.standbys())
            with closing(database_store(found.url)) as store:
                engine = Engine(store)
                until(lambda: len(triggered(engine)) == MANY)
                writer.is_over.set()
                writer.join(60)
                assert not writer.is_alive()
                assert running.process.poll() is None
                keyed = store.read([("C-0", key) for key in writer.acknowledged]).keyed
                assert len(keyed) == len(writer.acknowledged)
                reviews_hold(engine, store)


@pytest.mark.deep
def test_with_no_standby_left_commands_wait_and_none_is_acknowledged_by_one_machine_alone() -> None:
    with watched(2) as found:
        until(lambda: has_a_standby(found))
        until(has_looked_again(found, 2))
        long_due(found.url, 1).close()
        writer = Writer(found.url)
        writer.start()
        until(lambda: len(writer.acknowledged) > 5)
        (standby,) = found.standbys()
        standby.dies()
        # One may have been answered, and its answer not be counted yet.
        most = len(writer.acknowledged) + 1
        until(lambda: has_given_up(found))
        until(has_looked_again(found, 2))
        assert len(writer.acknowledged) <= most
        standby.start()
        until(lambda: len(writer.acknowledged) > most)
        writer.is_over.set()
        writer.join(60)
        assert not writer.is_alive()
        with closing(database_store(found.url)) as store:
            keyed = store.read([("C-0", key) for key in writer.acknowledged]).keyed
            assert len(keyed) == len(writer.acknowledged)
