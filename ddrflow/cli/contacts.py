"""Points of contact above all cases: the list as it is known, and changes of it."""

from dataclasses import asdict

from ddrflow.cli.console import document, line, page, printable, table
from ddrflow.cli.opened import actor, engine
from ddrflow.errors import UnknownName
from ddrflow.model.standing import Contact, Standing

WHAT = "point of contact"


def show(*, database: str, as_json: bool) -> None:
    """Print the list; that nothing is known is another answer than that there is nobody."""
    with engine(database) as found:
        standing = found.standing()
    if as_json:
        document(asdict(standing) if standing else None)
    elif standing is None:
        line("no points of contact were ever listed: who they are is not known")
    elif not standing.contacts:
        line("there are none")
    else:
        rows = [
            (printable(one.organisation), printable(one.person), printable(one.deputy))
            for one in standing.contacts
        ]
        with page() as console:
            table(console, ("organisation", "person", "deputy"), rows)


def name(organisation: str, person: str, deputy: str, *, acting: str, database: str) -> None:
    """Put one into the list, in the place of the one before."""
    with engine(database) as found:
        standing = found.standing() or Standing()
        others = _others(standing, organisation)
        new = (*others, Contact(organisation, person, deputy))
        after = found.list_contacts(actor(acting), new, expected=standing.seq)
    line(f"{organisation}: {person}; {len(after.contacts)} listed")


def end(organisation: str, *, acting: str, database: str) -> None:
    """Take one out of the list. Raises UnknownName where there is none."""
    with engine(database) as found:
        standing = found.standing() or Standing()
        others = _others(standing, organisation)
        if len(others) == len(standing.contacts):
            raise UnknownName(WHAT, organisation)
        after = found.list_contacts(actor(acting), others, expected=standing.seq)
    line(f"{organisation}: none any more; {len(after.contacts)} listed")


def _others(standing: Standing, organisation: str) -> tuple[Contact, ...]:
    return tuple(one for one in standing.contacts if one.organisation != organisation)
