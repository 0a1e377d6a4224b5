"""Free text that was erased is in no file of the database, while the program goes on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from ddrflow.engine import Engine, Refused
from ddrflow.model.commands import EraseContent, TakeStep
from tests.contract.script import ADMIT, NOTICE, OPENING, WORKER, neustart
from tests.postgres import Server
from tests.stores import Place, place

REFUSED = TakeStep(actor=WORKER, trigger="release", reason="refused words")
WORDS = (ADMIT.reason, REFUSED.reason)


@pytest.fixture
def sqlite(server: Server) -> Iterator[Place]:
    """A store on SQLite, which keeps its files open."""
    with place("sqlite", server) as found:
        yield found


def spoken(at: Place) -> Engine:
    """A case with free text in its record and in its journal, in the file and in the log."""
    engine = at.engine(neustart())
    engine.open_case("neustart", "C-0", OPENING)
    engine.do("C-0", NOTICE)
    engine.do("C-0", ADMIT)
    with pytest.raises(Refused):
        engine.do("C-0", REFUSED)
    assert written(at) == set(WORDS)
    with at.durable.database.reading() as connection:
        connection.execute(text("PRAGMA wal_checkpoint")).all()
    return engine


def written(at: Place) -> set[str]:
    """Which of the words stand in some file of the database."""
    path = Path(at.url.removeprefix("sqlite:///"))
    files = [one.read_bytes() for one in path.parent.glob(f"{path.name}*")]
    return {one for one in WORDS if any(one.encode() in content for content in files)}


def test_what_was_erased_is_in_no_file(sqlite: Place) -> None:
    engine = spoken(sqlite)
    engine.erase("C-0", WORKER, basis="gdpr-17", why="asked-for")
    assert written(sqlite) == set()


def test_what_was_erased_in_a_transaction_is_in_no_file_once_it_ended(sqlite: Place) -> None:
    engine = spoken(sqlite)
    with sqlite.durable.transaction() as (inside, _):
        engine.on(inside).do("C-0", EraseContent(actor=WORKER, basis="gdpr-17", why="asked-for"))
        assert written(sqlite) == set(WORDS)
    assert written(sqlite) == set()


def test_what_was_refused_in_a_transaction_stays_where_an_erasure_in_it_names_entries(
    sqlite: Place,
) -> None:
    engine = spoken(sqlite)
    erase = EraseContent(actor=WORKER, basis="gdpr-17", why="asked-for", entries=(3,))
    with sqlite.durable.transaction() as (inside, _):
        joined = engine.on(inside)
        with pytest.raises(Refused):
            joined.do("C-0", REFUSED)
        joined.do("C-0", erase)
    assert [one.command for one in engine.refusals("C-0")] == [REFUSED, REFUSED]
    assert written(sqlite) == {REFUSED.reason}


def test_a_log_that_cannot_be_cut_now_fails_nothing(
    sqlite: Place, caplog: pytest.LogCaptureFixture
) -> None:
    """What was erased is erased; the log is cut another time, and whoever runs it is told."""
    spoken(sqlite)
    with sqlite.durable.database.writing():
        sqlite.durable.database.cut_log()
    [warning] = [one for one in caplog.records if one.levelname == "WARNING"]
    assert "log-not-cut" in warning.getMessage()
