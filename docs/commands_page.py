"""The page on commands: what each takes, from the commands themselves."""

from dataclasses import fields
from typing import Final, get_type_hints

from ddrflow.decide import command_name
from ddrflow.model.commands import COMMANDS, WORDS, Command, From
from docs.argument_types import bare, given
from docs.docstrings import told
from docs.markdown import page, table
from docs.meanings import Meanings

OPENING: Final = (
    "What can be asked for. Every command also takes `actor`, who gives it, and `occurred_at`,"
    " when it took place (an instant with its offset from UTC; now if left out). In Python the"
    " classes are in `ddrflow.model.commands`. Text is content: no rule reads it."
)


def written(meanings: Meanings) -> str:
    """Every command and its arguments."""
    return page("Commands", OPENING, *(_command(one, meanings) for one in COMMANDS))


def _command(command: type[Command], meanings: Meanings) -> str:
    hints = get_type_hints(command, include_extras=True)
    own = [one for one in fields(command) if one.name not in ("actor", "occurred_at")]
    rows = [
        (f"`{one.name}`", bare(hints[one.name]), given(one), _values(hints[one.name], meanings))
        for one in own
    ]
    columns = ("Argument", "Type", "Default", "Values")
    arguments = table(columns, rows) if rows else "No arguments of its own."
    return f"## {command_name(command)}\n\n`{command.__name__}`. {told(command)}\n\n{arguments}"


def _values(hint: object, meanings: Meanings) -> str:
    for mark in getattr(hint, "__metadata__", ()):
        if isinstance(mark, From):
            return meanings.of("sources", mark.source)
        if mark is WORDS:
            return "free text"
    message = f"nothing says what can be given for a {hint}"
    raise LookupError(message)
