"""The page on events: the facts of each and what it changes, from the events themselves."""

from dataclasses import fields
from typing import Final, get_type_hints

from ddrflow.decide.correction import CORRECTABLE
from ddrflow.model.events import EVENTS, CaseMigrated, CaseOpened, Event
from ddrflow.model.fold import APPLY
from ddrflow.model.naming import kebab
from docs.argument_types import bare
from docs.docstrings import told
from docs.markdown import page, table

OPENING: Final = (
    "What is recorded, as facts only. An event stands in an entry, which adds its number, who"
    " recorded it, when it occurred and when it was recorded, and free text. In Python the"
    " classes are in `ddrflow.model.events`."
)
#: What is no change of one part.
WHOLE: Final = (CaseOpened, CaseMigrated)


def written() -> str:
    """Every event and its facts."""
    return page("Events", OPENING, *(_event(one) for one in EVENTS))


def _event(event: type[Event]) -> str:
    hints = get_type_hints(event)
    facts = [f"`{one.name}` ({bare(hints[one.name])})" for one in fields(event)]
    changes = "the whole case" if event in WHOLE else f"`case.{APPLY[event][0]}`"
    rows = [
        ("Facts", ", ".join(facts) or "none"),
        ("Changes", changes),
        ("Can be corrected", "yes" if event in CORRECTABLE else "no"),
    ]
    heading = f"## {kebab(event)}\n\n`{event.__name__}`. {told(event)}"
    return f"{heading}\n\n{table(('', ''), rows)}"
