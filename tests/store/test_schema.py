"""The tables: made by steps, all or none; a database of another version is refused."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from ddrflow.bootstrap import database_store, on_database
from ddrflow.errors import OtherSchema, StoreFault
from ddrflow.store.database import VERSION_TABLE, connected
from ddrflow.store.schema import NEEDED, check_schema, newest, upgrade
from ddrflow.store.tables import META
from tests.contract.script import NOTICE
from tests.faults.test_kill import asked, victim
from tests.postgres import Server
from tests.store.record import CASES, filled
from tests.stores import DURABLE, Place, database, place, sql_engine


@pytest.fixture(params=DURABLE)
def url(request: pytest.FixtureRequest, server: Server) -> Iterator[str]:
    """The address of a database without tables."""
    with database(str(request.param), server) as found:
        yield found


def set_version(address: str, version: str) -> None:
    """As if another ddrflow had made the tables."""
    with sql_engine(address) as engine, engine.connect() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '{version}'"))  # noqa: S608


def checked(address: str) -> None:
    """The tables are those that the code works on."""
    with sql_engine(address) as engine:
        check_schema(engine)


def test_the_code_needs_the_last_step_there_is() -> None:
    assert newest() == NEEDED


def test_the_steps_make_the_tables_that_the_code_works_on(url: str) -> None:
    assert upgrade(connected(url)) == (None, NEEDED)
    with sql_engine(url) as engine, engine.connect() as connection:
        how = {"include_object": lambda _, name, kind, *__: kind != "table" or _ours(name)}
        context = MigrationContext.configure(connection, opts=how)
        assert compare_metadata(context, META) == []


def _ours(name: str) -> bool:
    return name in META.tables


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(url: str) -> None:
    upgrade(connected(url))
    assert upgrade(connected(url)) == (NEEDED, NEEDED)
    checked(url)


def test_a_database_without_tables_is_refused(url: str) -> None:
    with pytest.raises(OtherSchema, match="has no tables of ddrflow; this ddrflow needs") as none:
        on_database(url)
    assert str(none.value).endswith("help: `ddrflow db upgrade`, with the same `--db`, makes them")


@pytest.mark.parametrize(
    ("version", "help_line"),
    [
        ("0000", "make a backup, then run `ddrflow db upgrade`"),
        ("9999", "it was made by a newer ddrflow: use that one, or restore a backup"),
    ],
)
def test_a_database_of_another_version_is_refused(url: str, version: str, help_line: str) -> None:
    upgrade(connected(url))
    set_version(url, version)
    with pytest.raises(OtherSchema, match=f"has version {version} of ddrflow's tables") as other:
        on_database(url)
    assert str(other.value).endswith(f"help: {help_line}")


def test_tables_of_a_newer_ddrflow_are_not_upgraded(url: str) -> None:
    upgrade(connected(url))
    set_version(url, "9999")
    with pytest.raises(OtherSchema):
        upgrade(connected(url))


def test_upgrades_at_once_take_turns(url: str) -> None:
    count = 16
    with ThreadPoolExecutor(count) as threads:
        versions = list(threads.map(lambda _: upgrade(connected(url)), range(count)))
    assert versions.count((None, NEEDED)) == 1
    assert versions.count((NEEDED, NEEDED)) == count - 1


def test_an_upgrade_that_is_killed_before_any_statement_leaves_nothing(url: str) -> None:
    deaths, answer = 0, {}
    with victim(url) as process:
        for kill_before in range(1, 200):
            answer = asked(process, {"kill_before": kill_before})
            if "killed" not in answer:
                break
            with sql_engine(url) as engine:
                assert inspect(engine).get_table_names() == [], f"before {kill_before}"
            deaths += 1
    assert answer == {"version": NEEDED}
    assert deaths > 20
    checked(url)


def test_a_snapshot_of_an_older_make_is_passed_over_and_made_anew(durable: Place) -> None:
    engine = filled(durable)
    case = engine.case("C-0")
    with durable.durable.database.reading() as connection:
        connection.execute(text("UPDATE ddrflow_case SET shape = 0, snapshot = '{}'"))
    with durable.another() as another:
        assert another.read((("C-0", ""),)).cases["C-0"].case == case
    says = str(durable.durable.verify().problems[0])
    assert says == (
        "case `C-0`, entry 6: the snapshot is of another make; `ddrflow db upgrade` makes it anew"
    )
    upgrade(connected(durable.url))
    assert durable.durable.verify().is_clean
    with durable.another() as another:
        assert another.read((("C-0", ""),)).cases["C-0"].case == case


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("sqlite://", "a database in memory is gone with the process"),
        ("oracle://x/y", "`oracle` is no database that ddrflow knows"),
        ("nonsense", "the address of the database cannot be read"),
        ("sqlite:////proc/none/cases.db", "there is no folder `/proc/none`"),
        ("sqlite:////proc", "`/proc` is a folder"),
        ("sqlite:////proc/cases.db", "unable to open database file"),
    ],
)
def test_an_address_that_leads_nowhere_is_told(address: str, says: str) -> None:
    with pytest.raises(StoreFault, match=says):
        upgrade(connected(address))


def test_a_copy_that_may_only_be_read_is_read_and_not_written(
    server: Server, tmp_path: Path
) -> None:
    with place("sqlite", server) as found:
        filled(found)
        copy = tmp_path / "copy.db"
        with found.durable.database.reading() as connection:
            connection.execute(text(f"VACUUM INTO '{copy}'"))
    before = copy.read_bytes()
    engine = on_database(f"sqlite:///file:{copy}?mode=ro&uri=true")
    assert database_store(f"sqlite:///file:{copy}?mode=ro&uri=true").verify().is_clean
    assert engine.cases() == CASES
    with pytest.raises(StoreFault, match="readonly database"):
        engine.do("C-2", NOTICE)
    assert copy.read_bytes() == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["copy.db"]


def test_an_id_that_no_database_can_write_is_told(durable: Place) -> None:
    with pytest.raises(StoreFault, match="UTF-8 cannot write"):
        durable.engine().case("\ud800")


def test_a_file_that_is_no_database_is_told(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("x") / "cases.db"
    path.write_text("This is a letter, and no database at all." * 100, encoding="utf-8")
    with pytest.raises(StoreFault, match="file is not a database"):
        checked(f"sqlite:///{path}")


def test_a_file_that_is_none_of_ours_stays_as_it_is_down_to_the_byte(tmp_path: Path) -> None:
    """An empty one, and a database of somebody else."""
    empty, other = tmp_path / "notes.txt", tmp_path / "other.db"
    empty.touch()
    with closing(sqlite3.connect(other)) as theirs:
        theirs.execute("CREATE TABLE theirs (number int)")
    before = [one.read_bytes() for one in (empty, other)]
    for one in (empty, other):
        engine = connected(f"sqlite:///{one}")
        with pytest.raises(OtherSchema):
            check_schema(engine)
        engine.dispose()
    assert [one.read_bytes() for one in (empty, other)] == before
    assert sorted(one.name for one in tmp_path.iterdir()) == ["notes.txt", "other.db"]
