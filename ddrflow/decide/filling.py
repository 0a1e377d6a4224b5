"""From a remedy to commands that somebody could give: who gives it, and what is still open."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import islice, product
from typing import Any, Final, Protocol

from ddrflow.dates import local_day
from ddrflow.decide.arguments import candidates
from ddrflow.decide.timeline import plain
from ddrflow.errors import BadCommand
from ddrflow.model.agency import Actor
from ddrflow.model.case import Case
from ddrflow.model.commands import Command
from ddrflow.model.standing import StandingEvent
from ddrflow.model.verdict import Remedy
from ddrflow.model.workflow import Workflow
from ddrflow.wire import COMMAND_NAMES, command_from
from ddrflow.wire.standing import STANDING_NAMES, standing_from

#: How many ways to fill one remedy are tried.
WAYS: Final = 24
YEARS: Final = timedelta(days=3 * 365)
#: Values with which histories of tests are refused on purpose.
NEVER: Final = frozenset({"outdated", "no-law", ""})


class Standpoint(Protocol):
    """A synthetic case at an instant, and who would act in it: what remedies are filled from."""

    @property
    def workflow(self) -> Workflow:
        """The procedure."""
        ...

    @property
    def case(self) -> Case | None:
        """The case; None before it is opened."""
        ...

    @property
    def now(self) -> datetime:
        """The instant."""
        ...

    @property
    def length(self) -> int:
        """Another number whenever something was done, for ids that are new."""
        ...

    def person(self, role: str) -> str:
        """Who acts in a role."""
        ...


def organisation_of(role: str) -> str:
    """The organisation that plays a role where nobody is bound."""
    return f"org-{role}"


def actor_of(line: Standpoint, role: str) -> Actor:
    """Who acts in a role: of the organisation that plays it, or that would."""
    playing = line.case.parties.organisations(role, line.now) if line.case else ()
    return Actor(line.person(role), playing[0] if playing else organisation_of(role), role)


def givers(line: Standpoint, remedy: Remedy) -> tuple[Actor, ...]:
    """Who could give it: those whom it names, or any agency of the case."""
    agencies = line.workflow.procedure.agencies
    leads = [line.case.lead.current.role] if line.case else []
    roles = remedy.by or tuple(dict.fromkeys((*leads, *agencies)))
    return tuple(actor_of(line, role) for role in roles)


def commands_of(line: Standpoint, remedy: Remedy, actor: Actor) -> Iterator[Command]:
    """The remedy as commands, the likeliest first; none where an argument has no value.

    None either before there is a case: only facts above the cases help then.
    """
    if line.case is None:
        return
    kind = COMMAND_NAMES[remedy.command]
    is_listed = not SAID.keys() >= set(remedy.open)
    listed = candidates(line.workflow, line.case, kind, line.now) if is_listed else {}
    for given in _given(line, remedy, actor, listed):
        try:
            yield command_from(remedy.command, given, actor, None)
        except BadCommand:
            continue


def facts_of(line: Standpoint, remedy: Remedy, actor: Actor) -> Iterator[StandingEvent]:
    """The remedy as facts above the cases."""
    for given in _given(line, remedy, actor, {}):
        try:
            yield standing_from(remedy.command, given)
        except BadCommand:
            continue


def is_above(remedy: Remedy) -> bool:
    """The remedy is a fact above the cases."""
    return remedy.command in STANDING_NAMES


def _given(
    line: Standpoint, remedy: Remedy, actor: Actor, listed: Mapping[str, Iterable[Any]]
) -> Iterator[dict[str, object]]:
    filled: dict[str, object] = dict(remedy.filled)
    role = str(filled.get("role", "") or actor.role)
    values = [_values(line, name, role, listed) for name in remedy.open]
    for chosen in islice(product(*values), WAYS):
        yield {**filled, **dict(zip(remedy.open, chosen, strict=True))}


def _values(
    line: Standpoint, name: str, role: str, listed: Mapping[str, Iterable[Any]]
) -> tuple[object, ...]:
    said = SAID.get(name)
    if said is not None:
        return (said(line, role),)
    found = [one for one in listed.get(name, ()) if one is not None and plain(one) not in NEVER]
    return tuple(list(one) if isinstance(one, tuple) else plain(one) for one in found)


def _today(line: Standpoint, role: str) -> str:
    del role
    return local_day(line.now, line.workflow.procedure.zone).isoformat()


def _much_later(line: Standpoint, role: str) -> str:
    del role
    return (local_day(line.now, line.workflow.procedure.zone) + YEARS).isoformat()


def _organisation(line: Standpoint, role: str) -> str:
    return actor_of(line, role).organisation


def _everybody(line: Standpoint, role: str) -> list[str]:
    del role
    bindings = line.case.parties.bindings if line.case else ()
    playing = [one.organisation for one in bindings]
    return list(dict.fromkeys(playing)) or [
        organisation_of(one)
        for one, agency in line.workflow.procedure.agencies.items()
        if agency.kind.is_professional
    ]


def _number(line: Standpoint, role: str) -> str:
    del role
    return f"n-{line.length}"


SAID: Final[Mapping[str, Callable[[Standpoint, str], object]]] = {
    "organisation": _organisation,
    "organisations": _everybody,
    "person": lambda line, role: line.person(role),
    "persons": lambda line, _: [line.person(one) for one in line.workflow.procedure.agencies],
    "deputy": lambda _, role: f"deputy-{role}",
    "witness": lambda line, role: line.person(role),
    "language": lambda *_: "en",
    "planned_on": _today,
    "held_on": _today,
    "signed_on": _today,
    "starts_on": _today,
    "review_on": _much_later,
    "ends_on": _much_later,
    "until": lambda line, _: (line.now + YEARS).isoformat(),
    **dict.fromkeys(("version", "goals", "values", "glossary"), lambda *_: "1"),
    **dict.fromkeys(
        ("agreement", "activity", "procedure", "board", "meeting", "reference"), _number
    ),
    "asked_by": lambda _, role: f"colleague-of-{role}",
    "why": lambda *_: "agreed",
}
"""What people say, by the argument that they say it in; all else is enumerated."""
