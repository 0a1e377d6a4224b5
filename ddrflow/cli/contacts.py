"""Points of contact above all cases: the list as it is known, and changes of it."""

from dataclasses import asdict

from ddrflow.cli.console import document, line, page, printable, table
from ddrflow.cli.opened import actor, engine
from ddrflow.errors import UnknownName
from ddrflow.model.standing import Contact, ContactEnded, ContactNamed, Standing

WHAT = "point of contact"


def show(*, database: str, as_json: bool) -> None:
    """Print the list; that nothing is known is another answer than that there is nobody."""
    with engine(database) as found:
        standing = found.standing()
    if as_json:
        document(asdict(standing) if standing else None)
    elif standing is None or standing.contacts is None:
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
    """Name one, in the place of the one before."""
    event = ContactNamed(Contact(organisation, person, deputy))
    with engine(database) as found:
        after = found.record_standing(actor(acting), event)
    line(f"{organisation}: {person}; {len(after.contacts or ())} listed")


def end(organisation: str, *, acting: str, database: str) -> None:
    """Take one out of the list. Raises UnknownName where there is none."""
    with engine(database) as found:
        standing = found.standing() or Standing()
        if all(one.organisation != organisation for one in standing.contacts or ()):
            raise UnknownName(WHAT, organisation)
        event = ContactEnded(organisation)
        after = found.record_standing(actor(acting), event, expected=standing.seq)
    line(f"{organisation}: none any more; {len(after.contacts or ())} listed")
