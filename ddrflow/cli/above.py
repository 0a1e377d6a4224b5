"""What stands above all cases: recorded, shown kind by kind, and entry by entry."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import UTC
from typing import Any

from rich.console import Console
from rich.text import Text

from ddrflow.cli.console import document, heading, indented, line, page, printable, table
from ddrflow.cli.opened import actor, engine
from ddrflow.cli.telling import who, words
from ddrflow.decide import plain, told_above
from ddrflow.model.naming import kebab
from ddrflow.model.standing import Standing, corrected
from ddrflow.wire import standing_from

NOT_KNOWN = "not known: none was ever recorded"


def record(
    name: str,
    arguments: Mapping[str, object],
    *,
    acting: str,
    database: str,
    expected: int | None,
    as_json: bool,
) -> None:
    """Record a fact and print it, with its number."""
    event = standing_from(name, arguments)
    with engine(database) as found:
        standing = found.record_standing(actor(acting), event, expected=expected)
    if as_json:
        document(asdict(standing))
    else:
        line(f"{standing.seq}: {words(told_above(event))}")


def show(*, database: str, as_json: bool) -> None:
    """Print what stands there; that nothing is known is another answer than that there is none."""
    with engine(database) as found:
        standing = found.standing()
    if as_json:
        document(asdict(standing) if standing else None)
        return
    with page() as console:
        for part in fields(Standing)[1:]:
            heading(console, part.name)
            _facts(console, getattr(standing, part.name, None))


def entries(*, database: str, as_json: bool) -> None:
    """Print the stream; what was corrected stays in it and does not count."""
    with engine(database) as found:
        listed = found.standing_entries()
    wrong = corrected(listed)
    if as_json:
        document(
            [
                {
                    "seq": one.seq,
                    "recorded_at": one.recorded_at.isoformat(),
                    "actor": asdict(one.actor),
                    "kind": kebab(type(one.event)),
                    "facts": asdict(one.event),
                    "counts": one.seq not in wrong,
                }
                for one in listed
            ]
        )
        return
    with page() as console:
        if not listed:
            console.print("nothing was recorded above the cases")
        for one in listed:
            at = one.recorded_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
            struck = " - DOES NOT COUNT" if one.seq in wrong else ""
            console.print(Text(f"{one.seq:>4}  {at}  {words(told_above(one.event))}{struck}"))
            indented(console, who(one.actor), 6)


def contacts(*, database: str, as_json: bool) -> None:
    """Print the points of contact."""
    with engine(database) as found:
        standing = found.standing()
    if as_json:
        document(asdict(standing) if standing else None)
    elif standing is None or standing.contacts is None:
        line("no points of contact were ever listed: who they are is not known")
    else:
        with page() as console:
            _facts(console, standing.contacts)


def _facts(console: Console, facts: Sequence[Any] | None) -> None:
    if facts is None:
        indented(console, NOT_KNOWN)
    elif not facts:
        console.print("there are none")
    else:
        names = [one.name for one in fields(facts[0])]
        rows = [[printable(plain(getattr(one, name))) for name in names] for one in facts]
        table(console, [one.replace("_", " ") for one in names], rows)
