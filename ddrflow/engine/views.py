"""Every way in which the engine answers about a case: one table, nothing beside it.

A view is made for a reader and goes through `ddrflow.decide.audience`. What is kept is the
record itself, for the program that embeds ddrflow and whoever keeps the database: it is handed
to no party. A method of the engine that stands in neither part fails a test.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from ddrflow.decide import GoesTo
from ddrflow.engine.engine import Engine
from ddrflow.model.agency import Viewer

View = Callable[[Engine, str, Viewer], Any]


def _dates(engine: Engine, case: str, reader: Viewer) -> tuple[object, ...]:
    """How each date came about that `show` tells a reader of."""
    [reviews] = [one for one in engine.show(case, reader) if one.name == "reviews"]
    return tuple(engine.explain_date(case, row[0].value, reader) for row in reviews.rows)


def _papers(engine: Engine, case: str, reader: Viewer) -> tuple[object, ...]:
    """What a reader has papers made of, whoever they go to."""
    [meetings] = [one for one in engine.written(case, reader).sections if one.name == "meetings"]
    names = ("", *(row[0].value for row in meetings.rows))
    return tuple(engine.written(case, reader, one, about) for one in GoesTo for about in names)


VIEWS: Final[Mapping[str, View]] = {
    "show": lambda engine, case, reader: engine.show(case, reader),
    "timeline": lambda engine, case, reader: engine.timeline(case, reader),
    "why_not": lambda engine, case, reader: engine.why_not(case, viewer=reader),
    "waiting": lambda engine, case, reader: engine.waiting(case, reader),
    "refusals": lambda engine, case, reader: engine.refusals(case, reader),
    "explain_date": _dates,
    "written": _papers,
    "calendar": lambda engine, _, reader: engine.calendar(reader.organisation),
    "today": lambda engine, _, reader: engine.today(reader.organisation),
}
"""What a reader is told, by the engine's method."""

ANSWERS: Final = frozenset({"open_case", "do", "do_many", "decide", "erase", "lapse"})
"""Commands: what is refused, and what is warned of, is told as its actor may read it."""

OF_AN_ANSWER: Final = frozenset({"recorded"})
"""What an accepted command recorded, for whoever gave it."""

KEPT: Final[Mapping[str, str]] = {
    "case": "the case itself, for the program",
    "cases": "ids, for the program",
    "events": "the record itself",
    "find": "ids by a reference, for the program",
    "summaries": "a line on each case, for the program",
    "held_up": "counts over all cases, for the program",
    "standing": "what stands above all cases",
    "standing_entries": "what was recorded above all cases",
    "list_contacts": "a command above all cases",
    "record_standing": "a command above all cases",
    "workflow": "the file that a case began under",
    "now": "the clock",
    "clockwork": "what time alone makes happen, for a daemon",
    "deliveries": "what is to go to whom outside, for a daemon",
    "post": "what goes to each party of an entry, for handlers: the whole of it to nobody",
    "on": "the same engine on another store",
    "close": "lets go of the store",
}
"""What is no view, and what it is instead."""
