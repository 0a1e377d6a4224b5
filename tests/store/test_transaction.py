"""A command and rows of a program's own in one transaction: both or neither."""

from collections.abc import Sequence

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from ddrflow.bootstrap import on_database
from ddrflow.engine import Engine, Refused
from ddrflow.errors import BadCommand, KeyReused
from ddrflow.model.commands import TakeStep
from ddrflow.model.standing import Contact
from ddrflow.ports import Write
from ddrflow.store.sql import SqlStore
from tests.contract.script import ADMIT, NOTICE, OPENING, WORKER, need, neustart
from tests.stores import Place


@pytest.fixture
def engine(durable: Place) -> Engine:
    """An engine with a case, in a database with a table of a program's own."""
    made = durable.engine(neustart())
    made.open_case("neustart", "C-0", OPENING)
    with durable.durable.database.reading() as connection:
        connection.execute(text("CREATE TABLE letter (number INTEGER PRIMARY KEY)"))
    return made


def letters(store: SqlStore) -> list[int]:
    """What stands in the program's own table."""
    with store.database.reading() as connection:
        return list(connection.execute(text("SELECT number FROM letter")).scalars())


def test_both_are_kept(durable: Place, engine: Engine) -> None:
    with durable.durable.transaction() as (inside, connection):
        connection.execute(text("INSERT INTO letter VALUES (1)"))
        engine.on(inside).do("C-0", NOTICE, key="k-1")
        assert engine.on(inside).case("C-0").version == 2
        engine.on(inside).do("C-0", ADMIT)
    assert letters(durable.durable) == [1]
    assert engine.case("C-0").position.state == "in-custody"
    assert durable.durable.verify().is_clean


def test_neither_is_kept_and_the_refusal_is_in_the_journal(durable: Place, engine: Engine) -> None:
    def both() -> None:
        with durable.durable.transaction() as (inside, connection):
            connection.execute(text("INSERT INTO letter VALUES (1)"))
            engine.on(inside).do("C-0", NOTICE)
            engine.on(inside).do("C-0", TakeStep(actor=WORKER, trigger="release"))

    with pytest.raises(Refused):
        both()
    assert letters(durable.durable) == []
    assert engine.case("C-0").version == 1
    assert len(engine.refusals("C-0")) == 1
    assert durable.durable.verify().is_clean


def test_what_was_taken_back_is_not_remembered(durable: Place, engine: Engine) -> None:
    """The case that was decided inside never existed; the next command meets the old one."""

    def fails() -> None:
        with durable.durable.transaction() as (inside, _):
            engine.on(inside).do("C-0", need(1))
            message = "the program's own"
            raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="the program's own"):
        fails()
    assert engine.do("C-0", need(2)).case.version == 2
    assert [one.need for one in engine.case("C-0").care.needs] == ["need-2"]


def test_an_error_of_the_program_is_left_as_it_is(durable: Place, engine: Engine) -> None:
    def fails() -> None:
        with durable.durable.transaction() as (inside, connection):
            engine.on(inside).do("C-0", NOTICE)
            for _ in range(2):
                connection.execute(text("INSERT INTO letter VALUES (1)"))

    with pytest.raises(IntegrityError):
        fails()
    assert engine.case("C-0").version == 1


def test_a_command_that_is_wrong_leaves_the_transaction_as_it_was(
    durable: Place, engine: Engine
) -> None:
    with durable.durable.transaction() as (inside, connection):
        connection.execute(text("INSERT INTO letter VALUES (1)"))
        engine.on(inside).do("C-0", NOTICE, key="k-1")
        with pytest.raises(KeyReused):
            engine.on(inside).do("C-0", ADMIT, key="k-1")
        with pytest.raises(BadCommand):
            engine.on(inside).open_case("neustart", "C-0", OPENING)
        engine.on(inside).do("C-0", ADMIT, key="k-2")
    assert letters(durable.durable) == [1]
    assert engine.case("C-0").version == 4


def test_a_program_gives_the_engine_that_it_has(durable: Place, engine: Engine) -> None:
    """Its own isolation level and its own pool stay as they are."""
    own = create_engine(durable.url.replace("postgresql://", "postgresql+psycopg://"))
    embedded = on_database(own)
    embedded.do("C-0", NOTICE)
    with own.begin() as connection:
        connection.execute(text("INSERT INTO letter VALUES (7)"))
    with own.connect() as connection:
        connection.execute(text("INSERT INTO letter VALUES (8)"))
    assert letters(durable.durable) == [7]
    assert engine.case("C-0").version == 2
    embedded.close()
    own.dispose()


def test_a_conflict_inside_takes_back_the_command_and_the_transaction_goes_on(
    durable: Place, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else opens the case between the read and the write; SQLite lets nobody in."""
    if durable.kind == "sqlite":
        return
    append = SqlStore.append
    twin = iter([1])

    def late(self: SqlStore, writes: Sequence[Write], standing_seq: int) -> None:
        for _ in twin:
            with durable.another() as another:
                append(another, writes, standing_seq)
        append(self, writes, standing_seq)

    monkeypatch.setattr(SqlStore, "append", late)
    with durable.durable.transaction() as (inside, connection):
        connection.execute(text("INSERT INTO letter VALUES (1)"))
        with pytest.raises(BadCommand, match="exists already"):
            engine.on(inside).open_case("neustart", "C-7", OPENING)
        connection.execute(text("INSERT INTO letter VALUES (2)"))
        engine.on(inside).do("C-0", NOTICE)
    assert letters(durable.durable) == [1, 2]
    assert engine.case("C-0").version == 2
    assert len(engine.events("C-7")) == 1


def test_standing_facts_of_a_transaction_that_was_taken_back_are_decided_on_by_nobody(
    durable: Place, engine: Engine
) -> None:
    def fails() -> None:
        with durable.durable.transaction() as (inside, _):
            engine.on(inside).list_contacts(WORKER, [Contact("prison-graz", "ghost")])
            engine.on(inside).case("C-0")
            message = "the program's own"
            raise RuntimeError(message)

    with pytest.raises(RuntimeError):
        fails()
    real = engine.list_contacts(WORKER, [Contact("prison-graz", "real")])
    assert durable.store.read((("C-0", ""),)).standing == real
    assert durable.durable.verify().is_clean
