"""What a command amounts to before its rules are asked: an act, or no act at all from here."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final, TypeVar

from ddrflow.errors import BadCommand
from ddrflow.model.commands import Command
from ddrflow.model.decision import Decision, Draft, Outcome
from ddrflow.model.events import Content, Event
from ddrflow.model.naming import kebab
from ddrflow.model.question import NOTHING, About
from ddrflow.model.quick import quick
from ddrflow.model.rule import RuleUse
from ddrflow.model.verdict import Field, Reason, Remedy

T = TypeVar("T")

#: Time alone records this, through `lapse`.
NOT_THE_CLOCK: Final = Decision(Outcome.NOT_ENTITLED, reason=Reason("actor.not-the-clock"))


@quick
@dataclass(frozen=True, slots=True)
class Act:
    """The rules to ask, what they are asked about, and what is recorded when they pass.

    `unsettles` marks acts after which held reviews, running conferences or the ground of
    earlier steps may no longer stand.
    """

    rules: tuple[RuleUse, ...]
    drafts: tuple[Draft, ...]
    about: About = NOTHING
    unsettles: bool = False


def drafted(event: Event, **content: str) -> tuple[Draft, ...]:
    """One event, with the free text that was given."""
    given: Content = tuple((name, text) for name, text in content.items() if text)
    return (Draft(event, given),)


def wrong_state(message: str, *fields: Field, remedies: tuple[Remedy, ...] = ()) -> Decision:
    """The command exists, and leads nowhere from here."""
    return Decision(Outcome.WRONG_STATE, reason=Reason(message, fields), remedies=remedies)


def name_of(command: Command | type[Command]) -> str:
    """The command's name as people type it: `GiveConsent` is `give-consent`."""
    return kebab(command if isinstance(command, type) else type(command))


def known(field: str, name: str, what: str, names: Iterable[str]) -> None:
    """Raise BadCommand when a command names something that does not exist."""
    allowed = list(names)
    if name in allowed:
        return
    allowed.sort()
    close = get_close_matches(name, allowed, n=1)
    if close:
        raise BadCommand(field, f"no {what} `{name}`", f"did you mean `{close[0]}`?")
    raise BadCommand(field, f"no {what} `{name}`", listed(allowed))


def listed(names: Iterable[str]) -> str:
    """The help line that names everything that there is."""
    return "there are: " + (", ".join(f"`{one}`" for one in names) or "none so far")


def no_less(field: str, number: int) -> None:
    """Raise BadCommand for a number below nothing."""
    if number < 0:
        raise BadCommand(field, f"it is {number}", "0 or more; a mistake is corrected")


def new(field: str, name: str, what: str, names: Iterable[str]) -> None:
    """Raise BadCommand when a new id is empty or taken."""
    if not name:
        raise BadCommand(field, f"a new {what} needs an id")
    if name in names:
        raise BadCommand(field, f"{what} `{name}` exists already", "choose another id")
