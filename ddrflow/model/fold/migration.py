"""A case that goes on under another version of its workflow, told in that version's words."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from ddrflow.model import events as e
from ddrflow.model.access import Channel
from ddrflow.model.agency import Actor
from ddrflow.model.case import Case
from ddrflow.model.conference import Action, Attendance, Conference, Invitation, Quorum
from ddrflow.model.consent import Consent
from ddrflow.model.events import Entry
from ddrflow.model.interest import DeclaredInterest
from ddrflow.model.item import Disclosure, Item, Release, ToldWithdrawn
from ddrflow.model.lead import Handover, LeadTerm
from ddrflow.model.plan import Document, Need, Notice, Plan
from ddrflow.model.record import STATE_LEFT, Binding, Breach, Deviation, NamedPerson
from ddrflow.model.request import InformationRequest

#: Where a case names roles, part by part.
NAMES_ROLES: Final[Mapping[type[Any], tuple[str, ...]]] = {
    Binding: ("role",),
    NamedPerson: ("role",),
    LeadTerm: ("role",),
    Handover: ("role",),
    Quorum: ("core",),
    Attendance: ("role",),
    Invitation: ("role",),
    Action: ("owner", "responsible"),
    Conference: ("contributions",),
    Consent: ("of",),
    Need: ("owner",),
    Plan: ("adopted_by",),
    Notice: ("to",),
    Document: ("role", "filed_by"),
    Item: ("role",),
    Release: ("roles",),
    Disclosure: ("by", "role"),
    ToldWithdrawn: ("role",),
    InformationRequest: ("by", "role"),
    Channel: ("through", "opened_by"),
    DeclaredInterest: ("role", "declared_by"),
    Deviation: ("approved_by",),
    Breach: ("owner",),
    Actor: ("role",),
}


#: Where an entry, or the command behind it, names roles.
IN_ENTRIES: Final = frozenset({"role", "roles", "owner", "responsible", "through", "of", "to"})


def migrated(case: Case, entry: Entry, event: e.CaseMigrated) -> Case:
    """The same case under the other version: where it stands, and since when, is as it was."""
    old = case.position.state
    moved = replace(
        case,
        workflow=event.workflow,
        version=entry.seq,
        position=replace(case.position, state=event.state, phase=event.phase),
        exceptions=replace(
            case.exceptions,
            breaches=tuple(_still_there(one, old, event) for one in case.exceptions.breaches),
        ),
        touched={**case.touched, "position": entry.occurred_at},
    )
    return renamed(moved, dict(event.roles)) if event.roles else moved


def _still_there(breach: Breach, old: str, event: e.CaseMigrated) -> Breach:
    """What is told of a stay in the state is told of it by its new name."""
    if (breach.rule, breach.trigger) != (STATE_LEFT, old):
        return breach
    return replace(breach, trigger=event.state)


def renamed(case: Case, roles: Mapping[str, str]) -> Case:
    """The case with other names for roles, wherever it names one."""
    walked: Case = _walked(case, roles)
    return walked


def in_words_of_today(history: Sequence[Entry]) -> Sequence[Entry]:
    """The entries with the names that roles have in the version that the case is under.

    The very same entries where no role was ever called otherwise.
    """
    if not any(isinstance(one.event, e.CaseMigrated) and one.event.roles for one in history):
        return history
    names: dict[str, str] = {}
    told: list[Entry] = []
    for entry in reversed(history):
        told.append(_told(entry, names) if names else entry)
        if isinstance(entry.event, e.CaseMigrated):
            onward = {old: names.get(new, new) for old, new in entry.event.roles}
            names = {**names, **onward}
    return tuple(reversed(told))


def _told(entry: Entry, names: Mapping[str, str]) -> Entry:
    actor = replace(entry.actor, role=names.get(entry.actor.role, entry.actor.role))
    told: dict[str, Any] = {
        one.name: called(getattr(entry.event, one.name), names)
        for one in fields(entry.event)
        if one.name in IN_ENTRIES
    }
    return replace(entry, actor=actor, event=replace(entry.event, **told))


def roles_named(part: object) -> frozenset[str]:
    """Every role that a case, or a part of it, names."""
    if isinstance(part, Mapping):
        return _of_all(part.values())
    if isinstance(part, tuple):
        return _of_all(part)
    if not is_dataclass(part) or isinstance(part, type):
        return frozenset()
    own = (getattr(part, name) for name in NAMES_ROLES.get(type(part), ()))
    texts = (one for value in own for one in (value if isinstance(value, tuple) else (value,)))
    below = _of_all(getattr(part, one.name) for one in fields(part))
    return below | frozenset(one for one in texts if one)


def _of_all(parts: Any) -> frozenset[str]:  # noqa: ANN401 - parts of every kind
    return frozenset[str]().union(*(roles_named(one) for one in parts))


def _walked(part: Any, roles: Mapping[str, str]) -> Any:  # noqa: ANN401 - parts of every kind
    if isinstance(part, Mapping):
        return {name: _walked(one, roles) for name, one in part.items()}
    if isinstance(part, tuple):
        return tuple(_walked(one, roles) for one in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    below = {one.name: _walked(getattr(part, one.name), roles) for one in fields(part)}
    for name in NAMES_ROLES.get(type(part), ()):
        below[name] = called(below[name], roles)
    return replace(part, **below)


def called(value: Any, roles: Mapping[str, str]) -> Any:  # noqa: ANN401 - one role or several
    """What is a role, or several, by its name in the other version."""
    if isinstance(value, tuple):
        return tuple(roles.get(one, one) for one in value)
    return roles.get(value, value)
