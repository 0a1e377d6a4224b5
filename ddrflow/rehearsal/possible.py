"""What a seat could do now: every command of the engine, tried in thought."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, product
from typing import Any, Final

from ddrflow.decide import candidates
from ddrflow.errors import BadCommand
from ddrflow.model.commands import COMMANDS, Command, OpenCase
from ddrflow.model.decision import Outcome
from ddrflow.rehearsal.session import Rehearsal
from ddrflow.wire import arguments_of, name_of

#: So many ways to give one command are tried, the first that passes is shown.
TRIED: Final = 60
#: Steps are told by what stands in their way; what time alone records is nobody's to give.
LEFT_OUT: Final = ("TakeStep", "CorrectEntry", "EraseContent", "AllowDeviation", "CloseBreach")


#: Arguments that name something which is there; the rest is for the player to say.
NAMED: Final = frozenset(
    {"kind", "type", "scope", "conference", "channel", "review", "need", "item"}
)
UNSAID: Final = "?"


@dataclass(frozen=True, slots=True)
class Possible:
    """A command that would be accepted from this seat now, and on what; the rest is a `?`."""

    command: str
    example: tuple[tuple[str, str], ...]


def possible(rehearsal: Rehearsal) -> tuple[Possible, ...]:
    """The commands that the seat could give with some arguments, steps left out.

    Asked of the engine, which records nothing of it. Where a command takes very many
    arguments, it can be possible with others and not be listed.
    """
    found: list[Possible] = []
    for kind in COMMANDS:
        if kind is OpenCase or kind.__name__ in LEFT_OUT or kind.__name__.startswith("Mark"):
            continue
        command = next(_passing(rehearsal, kind), None)
        if command is not None:
            found.append(Possible(name_of(command), tuple(_example(rehearsal, command))))
    return tuple(found)


def _example(rehearsal: Rehearsal, command: Command) -> Iterator[tuple[str, str]]:
    """The arguments that were tried, new ids and whatever the player has to know left open."""
    fresh = f"n-{rehearsal.case.version}"
    for name, value in arguments_of(command).items():
        if value:
            yield name, value if name in NAMED and value != fresh else UNSAID


def _passing(rehearsal: Rehearsal, kind: type[Command]) -> Iterator[Command]:
    listed = candidates(rehearsal.workflow, rehearsal.case, kind, rehearsal.clock.now())
    for values in islice(product(*listed.values()), TRIED):
        arguments: dict[str, Any] = dict(zip(listed, values, strict=True))
        command = kind(actor=rehearsal.seat, **arguments)
        try:
            decision = rehearsal.engine.decide(rehearsal.case_id, command)
        except BadCommand:
            continue
        if decision.outcome is Outcome.ALLOWED:
            yield command
