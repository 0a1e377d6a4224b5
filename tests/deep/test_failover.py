"""The primary dies under load and its synchronous standby is promoted: nothing is lost or doubled.

Row 11 of the matrix of faults, and a pooler in front.
"""

import signal
from contextlib import closing
from pathlib import Path
from typing import Final

import psycopg
import pytest

from ddrflow.bootstrap import database_store
from ddrflow.engine import Engine
from tests.daemon.cases import triggered, until
from tests.daemon.process import daemon, long_due, settings_in
from tests.deep.cluster import Cluster, cluster, free_ports, pooled
from tests.deep.writer import Writer
from tests.faults.checker import reviews_hold

QUICK: Final = '[sweep]\nevery = "200 ms"\nbatch = 5\n'
POOLED: Final = f"{QUICK}[database]\npooled = true\n"
MANY: Final = 300


def is_synchronous(found: Cluster) -> bool:
    with psycopg.connect(found.primary.url()) as connection:
        states = connection.execute("SELECT sync_state FROM pg_stat_replication").fetchall()
    return states == [("sync",)]


@pytest.mark.deep
def test_a_primary_that_dies_under_load_is_followed_by_its_standby(tmp_path: Path) -> None:
    """What was acknowledged is on the standby, and daemons and writers find it by themselves."""
    first, second = free_ports(2)
    with cluster((first, second)) as found:
        until(lambda: is_synchronous(found))
        long_due(found.url, MANY).close()
        writer = Writer(found.url)
        words = ("-c", settings_in(tmp_path, QUICK))
        with (
            daemon(found.url, tmp_path, *words) as one,
            daemon(found.url, tmp_path, *words) as other,
        ):
            writer.start()
            until(lambda: len(writer.acknowledged) > 5)
            found.primary.control("-m", "immediate", "stop")
            before = list(writer.acknowledged)
            found.standby.run("pg_ctl", "-D", str(found.standby.data), "-w", "promote")
            with psycopg.connect(found.standby.url(), autocommit=True) as connection:
                connection.execute("ALTER SYSTEM RESET synchronous_standby_names")
                connection.execute("SELECT pg_reload_conf()")
            until(lambda: len(writer.acknowledged) > len(before) + 5)
            with closing(database_store(found.url)) as store:
                engine = Engine(store)
                until(lambda: len(triggered(engine)) == MANY)
                writer.is_over.set()
                writer.join(60)
                assert [one.process.poll(), other.process.poll()] == [None, None]
                keyed = store.read([("C-0", key) for key in writer.acknowledged]).keyed
                assert len(keyed) == len(writer.acknowledged) > len(before)
                reviews_hold(engine, store)


@pytest.mark.deep
def test_a_daemon_works_through_a_pooler_in_transaction_mode(tmp_path: Path) -> None:
    first, second, pool = free_ports(3)
    with cluster((first, second)) as found, pooled(found.primary, pool) as url:
        long_due(found.primary.url(), 60).close()
        with (
            daemon(url, tmp_path, "-c", settings_in(tmp_path, POOLED)) as one,
            closing(database_store(found.primary.url())) as store,
        ):
            engine = Engine(store)
            until(lambda: len(triggered(engine)) == 60)
            one.tell(signal.SIGTERM)
            assert one.ended() == 0
            reviews_hold(engine, store)
