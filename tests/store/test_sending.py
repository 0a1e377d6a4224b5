"""What is sent to PostgreSQL gets there, however much of it there is."""

from threading import Thread
from typing import Final

import psycopg

from ddrflow.engine import Request
from ddrflow.store import statements
from ddrflow.store.projection import case_columns
from ddrflow.store.sending import Order
from tests.contract.script import OPENING, neustart
from tests.postgres import Server
from tests.stores import place

#: Many times what a socket takes before somebody reads.
LARGE: Final = "x" * 16_000_000
#: It takes a second.
SECONDS: Final = 60


def end_others(url: str) -> None:
    """Break every other connection to this server."""
    ending = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    with psycopg.connect(url) as connection:
        connection.execute(ending)


def test_more_is_sent_than_a_socket_takes_at_once(server: Server) -> None:
    with place("postgresql", server) as found:
        engine, database = found.engine(neustart()), found.durable.database
        engine.do_many([Request("C-1", OPENING, workflow="neustart")])
        case = engine.case("C-1")
        row = {**case_columns(case, ""), "snapshot": f'["{LARGE}"]'}
        old = {"old_case_id": "C-1", "old_version": case.version, "old_standing": 0}
        order = Order(statements.MOVE_CASE, [{**row, **old}], changes=1)
        kept: list[str] = []

        def write() -> None:
            with database.writing("C-1", [order]) as connection:
                kept.append(
                    connection.exec_driver_sql("SELECT snapshot FROM ddrflow_case").scalar_one()
                )

        # Beside the test, which is to fail and not to hang where nobody answers any more.
        writing = Thread(target=write, daemon=True)
        writing.start()
        writing.join(SECONDS)
        is_through = not writing.is_alive()
        if not is_through:
            end_others(found.url)
        assert is_through
        assert LARGE in str(kept)
