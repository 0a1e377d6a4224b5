"""What options name: the database, who acts, who reads, when it took place."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from ddrflow.bootstrap import database_store
from ddrflow.engine import Engine
from ddrflow.errors import BadCommand, StoreFault
from ddrflow.languages import ENGLISH, Language
from ddrflow.model.agency import Actor, Viewer
from ddrflow.model.workflow import Workflow
from ddrflow.proof import Admitting
from ddrflow.store.sql import SqlStore
from ddrflow.workflow.texts import speaking

ACTOR: Final = "PERSON@ORGANISATION:ROLE, such as p-7@prison-graz:prison"
VIEWER: Final = "ORGANISATION:ROLE, such as prison-graz:prison"


def address(database: str) -> str:
    """The address of a database; a plain name is a file of SQLite. Raises StoreFault."""
    if database.startswith("file:"):
        problem = f"`{database}` is an address of SQLite's own"
        joined = "&" if "?" in database else "?"
        raise StoreFault(problem, f"write it as `sqlite:///{database}{joined}uri=true`")
    return database if "://" in database else f"sqlite:///{database}"


@contextmanager
def store(database: str) -> Iterator[SqlStore]:
    """The store of a database, closed afterwards. Raises OtherSchema, StoreFault."""
    found = database_store(address(database))
    try:
        yield found
    finally:
        found.close()


@contextmanager
def engine(database: str, *workflows: Workflow) -> Iterator[Engine]:
    """An engine on a database; cases go on under the versions that the database holds."""
    with store(database) as found:
        yield Engine(found, workflows, admits=Admitting())


def spoken_in(code: str, engine: Engine, case: str) -> Language:
    """The language that a case is told in, with the texts of its workflow if that is a shipped one.

    Raises BadCommand for a language that is not there, UnknownName for a case that is not.
    """
    if code == ENGLISH.code:
        return ENGLISH
    workflow = engine.workflow(engine.case(case))
    return speaking(code, workflow, workflow.identity.name)


def actor(text: str, name: str = "--as") -> Actor:
    """Who acts, read from an option."""
    person, at, rest = text.partition("@")
    organisation, colon, role = rest.rpartition(":")
    if not (person and at and organisation and colon and role):
        raise BadCommand(name, f"`{text}` does not say who acts", ACTOR)
    return Actor(person, organisation, role)


def viewer(text: str) -> Viewer | None:
    """Who reads, read from an option; nobody in particular where it is empty."""
    if not text:
        return None
    organisation, colon, role = text.rpartition(":")
    if not (organisation and colon and role):
        raise BadCommand("--for", f"`{text}` does not say for whom", VIEWER)
    return Viewer(organisation, role)


def instant(text: str) -> datetime | None:
    """When it took place, read from an option; now where it is empty."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as fault:
        message = f"`{text}` is no time"
        raise BadCommand("--at", message, "such as 2026-03-01T09:00+01:00") from fault
    if found.tzinfo is None:
        message = f"`{text}` has no offset from UTC"
        raise BadCommand("--at", message, "such as 2026-03-01T09:00+01:00")
    return found
