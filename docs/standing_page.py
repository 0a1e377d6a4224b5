"""The page on standing facts: what each takes and how it is recorded, from the facts themselves."""

from typing import Final

from ddrflow.cli.above_words import ABOVE
from ddrflow.wire import STANDING_NAMES
from ddrflow.wire.standing import standing_arguments
from docs.argument_types import bare, given
from docs.docstrings import told
from docs.markdown import page, table
from docs.meanings import Meanings

OPENING: Final = (
    "What stands above all cases, and how it is recorded: on the command line, in a story,"
    " or with `Engine.record_standing`. Each record is an event of one stream; facts only, no"
    " free text and no case. In Python the classes are in `ddrflow.model.standing`; the event"
    " `ContactsListed`, which replaces the whole list of contacts, is recorded by"
    " `Engine.list_contacts`. [How to keep standing facts](../how-to/keep-standing-facts.md)"
    " shows them at work."
)


def written(meanings: Meanings) -> str:
    """Every fact above the cases and what it takes."""
    return page("Standing facts", OPENING, *(_standing(one, meanings) for one in STANDING_NAMES))


def _standing(name: str, meanings: Meanings) -> str:
    event = STANDING_NAMES[name]
    taken = standing_arguments(name)
    rows = [
        (f"`{one.name}`", bare(one.type), given(one), meanings.of("standing", one.name))
        for one in taken
    ]
    words = next(one for one in ABOVE if one.command == name)
    typed = f"On the command line: `ddrflow {words.group} {words.verb}`."
    columns = ("Argument", "Type", "Default", "Values")
    return f"## {name}\n\n`{event.__name__}`. {told(event)} {typed}\n\n{table(columns, rows)}"
