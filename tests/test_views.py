"""Every way of reading a case is one of the table, and is made for its reader."""

from inspect import signature
from typing import Final

import pytest
from typer.core import TyperGroup

from ddrflow.cli.app import program
from ddrflow.engine import Engine
from ddrflow.engine.views import ANSWERS, KEPT, OF_AN_ANSWER, VIEWS
from ddrflow.errors import UnknownName
from ddrflow.model.agency import Viewer
from tests.properties.test_wall import FIXED, MUCH, NOTHING
from tests.properties.wall import lived
from tests.properties.wall_case import BELOW, CASE

#: Commands on a database that are made for no reader and given by no actor, and why.
KEEPERS: Final = {
    "case lapse": "given by the clock",
    "case find": "ids by an id of another system, for whoever keeps the database",
    "case what-if": "lives the whole case, for whoever keeps the database",
    "case take-over": "records of another system, for whoever keeps the database",
    "case list": "a line on each case, for whoever keeps the database",
    "contact list": "stands above all cases",
    "daemon status": "how daemons and reviews stand, for whoever runs them",
    "db upgrade": "the tables",
    "events": "the record itself, without free text",
    "export": "the record itself",
    "import": "the record itself",
    "migrate": "all running cases, as somebody decided",
    "measures": "numbers over cases, for those who answer for the work",
    "ocel": "what took place around cases, for those who answer for the work",
    "outbox drop": "what is to go nowhere any more is forgotten, for whoever runs the daemon",
    "outbox list": "how deliveries stand, for whoever runs the daemon",
    "outbox replay": "what was given up is tried again, for whoever runs the daemon",
    "review release": "what failed too often is tried again, for whoever runs the daemon",
    "replay": "all recorded commands, for those who decide on the procedure",
    "standing entries": "stands above all cases",
    "standing show": "stands above all cases",
    "verify": "the record itself",
    "xes": "how cases moved, for those who answer for the work",
}
#: Made for an organisation, over all of its cases and in all of its roles.
BY_ORGANISATION: Final = {"today", "calendar"}
#: Written by the daemon, and printed by no command.
WRITTEN: Final = {"calendar"}
#: What a file withholds from a reader of steps is in `tests/decide/test_why_shown.py`; how a date
#: came about is the same for everybody who may know of it.
NO_SECRET_HERE: Final = {"why_not", "explain_date"}
#: What people type where the engine's method has another name.
TYPED: Final = {"why_date": "explain_date", "template": "written"}


def public(kind: type) -> set[str]:
    """The methods that anybody may call."""
    return {name for name in dir(kind) if not name.startswith("_")}


def commands() -> dict[str, set[str]]:
    """Every command of the program on a database, with its options."""
    found: dict[str, set[str]] = {}
    queue = [("", program)]
    for path, group in queue:
        for name, one in group.commands.items():
            if isinstance(one, TyperGroup):
                queue.append((f"{path}{name} ", one))
                continue
            options = {option for each in one.params for option in each.opts}
            if "--db" in options:
                found[f"{path}{name}"] = options
    return found


def test_every_method_of_the_engine_is_a_view_an_answer_or_kept() -> None:
    """A new method that reads a case has to say for whom."""
    tables = (set(VIEWS), set(ANSWERS), set(OF_AN_ANSWER), set(KEPT))
    assert set.union(*tables) == public(Engine)
    assert sum(map(len, tables)) == len(public(Engine))
    assert all(KEPT.values())


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_names_its_reader(name: str) -> None:
    wanted = "organisation" if name in BY_ORGANISATION else "viewer"
    assert wanted in signature(getattr(Engine, name)).parameters


@pytest.mark.parametrize("name", sorted(set(VIEWS) - BY_ORGANISATION))
def test_who_is_no_party_is_told_nothing_by_any_view(name: str) -> None:
    world = lived(FIXED[:1], NOTHING[:1])
    with pytest.raises(UnknownName):
        VIEWS[name](world.engine, CASE, Viewer("org-elsewhere", "court"))


@pytest.mark.parametrize("name", sorted(set(VIEWS) - NO_SECRET_HERE))
def test_a_view_tells_above_the_wall_what_it_keeps_from_below(name: str) -> None:
    """The same view of the same two histories: different for Neustart, the same for the others."""
    quiet, busy = lived(FIXED, NOTHING), lived(FIXED, MUCH)
    above = Viewer("org-neustart", "neustart")
    view = VIEWS[name]
    assert view(quiet.engine, CASE, above) != view(busy.engine, CASE, above)
    for role in BELOW:
        reader = Viewer(f"org-{role}", role)
        assert view(quiet.engine, CASE, reader) == view(busy.engine, CASE, reader)


def test_every_command_on_a_database_is_for_a_reader_by_an_actor_or_kept() -> None:
    """A new command that prints of a case has to say for whom, too."""
    found = commands()
    for_a_reader = {name for name, options in found.items() if "--for" in options}
    by_an_actor = {name for name, options in found.items() if "--as" in options}
    assert set(found) == for_a_reader | by_an_actor | BY_ORGANISATION - WRITTEN | set(KEEPERS)
    read = {name.removeprefix("case ").replace("-", "_") for name in for_a_reader}
    assert {TYPED.get(one, one) for one in read} | BY_ORGANISATION == set(VIEWS)
