"""What changes from one version of a procedure to the next, in words, and for whom."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from ddrflow.export import parts
from ddrflow.export.outline import RuleRow, in_order
from ddrflow.model.source import Strength
from ddrflow.model.workflow import Workflow


class Part(StrEnum):
    """The part of a procedure that changes, in the order in which people ask for them."""

    LEAD = "who leads"
    AGENCY = "who takes part"
    STEP = "steps"
    CONFERENCE = "conferences"
    CONSENT = "consent"
    REVIEW = "reviews"
    STATE = "states"
    INFORMATION = "who may be told"
    PAPER = "plans, documents and notices"
    CHANNEL = "ways to the client"
    DEVIATION = "deviations"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changes: in which part, of what, in words, and whom it concerns.

    `strength` is how binding a rule is that comes, goes or changes; empty for anything else.
    """

    part: Part
    name: str
    what: str
    roles: tuple[str, ...] = ()
    strength: str = ""


#: A part as named rows: each row a mapping of what is said of it to what stands there.
Rows = Mapping[str, parts.Row]
READ: Final[Mapping[Part, Callable[[Workflow], Rows]]] = {
    Part.LEAD: parts.leads,
    Part.AGENCY: parts.agencies,
    Part.STEP: parts.steps,
    Part.CONFERENCE: parts.conferences,
    Part.CONSENT: parts.consents,
    Part.REVIEW: parts.reviews,
    Part.STATE: parts.states,
    Part.INFORMATION: parts.information,
    Part.PAPER: parts.papers,
    Part.CHANNEL: parts.channels,
    Part.DEVIATION: parts.deviations,
}


def changes(old: Workflow, new: Workflow) -> tuple[Change, ...]:
    """Everything that differs, part by part, in the order of the new file; none where nothing does.

    What a file says of itself (title, summary, sources) and in which order it says it is left
    out: nobody lives by that.
    """
    return tuple(
        change for part, read in READ.items() for change in _between(part, read(old), read(new))
    )


def for_whom(found: Iterable[Change], workflow: Workflow) -> Mapping[str, tuple[Change, ...]]:
    """The same by role, in the order of the file; a role that nothing concerns is left out.

    `lead` stands for whoever leads; roles that the new version has no more come last.
    """
    listed = tuple(found)
    roles = dict.fromkeys(role for one in listed for role in one.roles)
    known = in_order(workflow, roles)
    ordered = (*known, *(one for one in roles if one not in known))
    return {role: tuple(one for one in listed if role in one.roles) for role in ordered}


def _between(part: Part, old: Rows, new: Rows) -> Iterator[Change]:
    for name, row in new.items():
        if name not in old:
            yield Change(part, name, f"new: {row.told}" if row.told else "new", row.roles)
            continue
        yield from _of_one(part, name, old[name], row)
    for name, row in old.items():
        if name not in new:
            yield Change(part, name, "is there no more", row.roles)


def _of_one(part: Part, name: str, old: parts.Row, new: parts.Row) -> Iterator[Change]:
    everybody = tuple(dict.fromkeys((*old.roles, *new.roles)))
    for said in dict.fromkeys((*new.says, *old.says)):
        before, after = old.says.get(said, ""), new.says.get(said, "")
        if before == after:
            continue
        if isinstance(before, tuple) or isinstance(after, tuple):
            yield _members(part, name, said, before or (), after or (), everybody)
        else:
            yield Change(part, name, _turned(said, before, after), everybody)
    for asked in dict.fromkeys((*new.rules, *old.rules)):
        yield from _asked(
            part, name, asked, old.rules.get(asked, ()), new.rules.get(asked, ()), everybody
        )


def _turned(said: str, before: Any, after: Any) -> str:  # noqa: ANN401 - text or number
    if not before:
        return f"{said}: {after}, where nothing was said"
    if not after:
        return f"{said}: nothing is said any more, was {before}"
    return f"{said}: {after}, was {before}"


def _members(
    part: Part,
    name: str,
    said: str,
    before: Sequence[str],
    after: Sequence[str],
    everybody: tuple[str, ...],
) -> Change:
    come = [one for one in after if one not in before]
    gone = [one for one in before if one not in after]
    told = [f"{_listed(come)} too"] if come else []
    told += [f"not {_listed(gone)} any more"] if gone else []
    told = told or [f"in the order {_listed(after)}"]
    touched = tuple(one for one in (*come, *gone) if parts.is_role(one))
    return Change(part, name, f"{said}: {', '.join(told)}", touched or everybody)


def _asked(
    part: Part,
    name: str,
    where: str,
    before: Sequence[RuleRow],
    after: Sequence[RuleRow],
    everybody: tuple[str, ...],
) -> Iterator[Change]:
    """Rules that come, go, or bind otherwise; the same rule with other settings is told once."""
    old, new = _by_rule(before), _by_rule(after)
    for key, row in new.items():
        if key not in old:
            yield Change(part, name, f"{where} asks: {parts.rule(row)}", everybody, row.strength)
        elif old[key] != row:
            told = f"{where} asks {_how(old[key], row)}"
            yield Change(part, name, told, everybody, row.strength)
    for key, row in old.items():
        if key not in new:
            told = f"{where} does not ask any more: {parts.rule(row)}"
            yield Change(part, name, told, everybody, row.strength)


def _by_rule(rows: Sequence[RuleRow]) -> dict[tuple[str, int], RuleRow]:
    """Rules by name and by which of that name it is."""
    found: dict[tuple[str, int], RuleRow] = {}
    for row in rows:
        number = sum(rule == row.rule for rule, _ in found)
        found[row.rule, number] = row
    return found


def _how(old: RuleRow, new: RuleRow) -> str:
    """In what the same rule differs."""
    told = [_binding(old, new)] if old.strength != new.strength else []
    if old.settings != new.settings:
        told.append(f"{parts.rule(new)}, was {parts.rule(old)}")
    if old.liftable != new.liftable:
        told.append(f"{new.rule}, which a deviation {'may' if new.liftable else 'may not'} lift")
    if old.only_from != new.only_from:
        told.append(f"{new.rule} {_only(new)}, was {_only(old)}")
    if not told:
        told.append(f"{new.rule} as {new.source}, was {old.source}")
    return "; ".join(told)


def _binding(old: RuleRow, new: RuleRow) -> str:
    """The force, and whether it binds more or less than it did."""
    order = [one.value for one in Strength]
    more = "more" if order.index(new.strength) < order.index(old.strength) else "less"
    return f"{new.rule} as {new.strength}, was {old.strength}: it binds {more}"


def _only(row: RuleRow) -> str:
    return f"only from {_listed(row.only_from)}" if row.only_from else "from everywhere"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{one}`" for one in names)
