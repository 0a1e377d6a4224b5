"""What a command can be given with, enumerated from its own declaration."""

from dataclasses import fields
from typing import get_type_hints

import pytest

from ddrflow.decide import candidates, command_name
from ddrflow.model.commands import COMMANDS, Command, From, Words
from ddrflow.wire import arguments_of, command_from
from tests.acts import convened
from tests.builders import UNIT, opened


@pytest.mark.parametrize("command", COMMANDS, ids=command_name)
def test_every_argument_says_where_its_values_come_from(command: type[Command]) -> None:
    """Free text, the actor and the time are whoever's who enumerates."""
    hints = get_type_hints(command, include_extras=True)
    for field in fields(command):
        marks = getattr(hints[field.name], "__metadata__", ())
        if field.name not in ("actor", "occurred_at"):
            assert any(isinstance(one, From | Words) for one in marks), field.name


@pytest.mark.parametrize("command", COMMANDS, ids=command_name)
def test_a_command_of_enumerated_values_is_one_that_can_be_written_down(
    command: type[Command],
) -> None:
    """Made of the first values of each source, it is read back from its own text."""
    desk = opened()
    convened(desk)
    listed = candidates(desk.workflow, desk.case, command, desk.now)
    given = {name: values[0] for name, values in listed.items() if values}
    missing = {name for name, values in listed.items() if not values}
    assert missing <= {
        "need",
        "review",
        "breach",
        "channel",
        "action",
        "item",
        "request",
        "reference",
        "digest",
    }
    if not missing:
        made = command(actor=UNIT, **given)
        assert command_from(command_name(command), arguments_of(made), UNIT, None) == made
