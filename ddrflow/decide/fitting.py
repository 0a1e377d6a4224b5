"""Whether a case can go on under another version of its workflow, and everything in the way.

Nothing that stands in the case may be lost, mean something else, or be read by others than
before. What is under way under terms that change is finished under the terms it began with.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ddrflow.decide.acts.exceptions import rules_of
from ddrflow.model.case import Case
from ddrflow.model.fold.migration import roles_named
from ddrflow.model.information import InformationClass
from ddrflow.model.migration import NOTHING_LOST, Migration
from ddrflow.model.source import Source, Strength
from ddrflow.model.verdict import Field, Reason, Status, Verdict
from ddrflow.model.workflow import Workflow

SOURCE = Source("ran", "R93")


@dataclass(frozen=True, slots=True)
class Move:
    """A case, from one version to another, at an instant."""

    old: Workflow
    new: Workflow
    case: Case
    now: datetime

    @property
    def mapping(self) -> Migration:
        """What the new version says of cases of the old one."""
        return self.new.migration_from(self.old.identity.version)

    @property
    def state(self) -> str:
        """What the case's state is called in the new version."""
        state = self.case.position.state
        return self.mapping.states.get(state, state)

    def role(self, name: str) -> str:
        """What a role is called in the new version."""
        return self.mapping.roles.get(name, name)

    def review(self, name: str) -> str:
        """What a review is called in the new version."""
        return self.mapping.reviews.get(name, name)


def in_the_way(move: Move) -> tuple[Verdict, ...]:
    """Everything for which the case stays under its version; none where it can move."""
    found = (*unknown_there(move), *_under_way(move), *_held_open(move))
    return tuple(_verdict(one) for one in dict.fromkeys(found))


def unknown_there(move: Move) -> Iterator[Reason]:
    """What stands in the case and is not there in the new version, or is something else there."""
    yield from _state(move)
    yield from _roles(move)
    yield from _conferences(move)
    yield from _care(move)
    there, case = move.new.procedure, move.case
    scopes = there.consents
    for name, answers in case.consents.items():
        if name not in scopes:
            yield _gone("consent", name)
        elif any(move.role(one.of) != scopes[name].of for one in answers):
            yield Reason("migration.consent-of-another", (Field("scope", name),))
    for channel in case.access.channels:
        if channel.kind not in there.channels:
            yield _gone("kind of channel", channel.kind)


def _state(move: Move) -> Iterator[Reason]:
    old, new = move.case.position.state, move.new.states.get(move.state)
    if old in move.mapping.stays:
        why = Field("why", move.mapping.stays[old])
        yield Reason("migration.state-stays", (Field("state", old), why))
    elif new is None:
        yield _gone("state", move.state)
    elif new.phase is None:
        yield Reason("migration.state-ends", (Field("state", move.state),))


def _roles(move: Move) -> Iterator[Reason]:
    before, there = move.old.procedure.agencies, move.new.procedure.agencies
    taken: dict[str, str] = {}
    for old in sorted(roles_named(move.case)):
        new = move.role(old)
        if new not in there:
            yield _gone("role", new)
        elif old in before and there[new].kind is not before[old].kind:
            fields = (Field("role", old), Field("was", before[old].kind), Field("is", new))
            yield Reason("migration.role-of-another-kind", fields)
        elif new in taken:
            fields = (Field("role", old), Field("other", taken[new]), Field("is", new))
            yield Reason("migration.roles-become-one", fields)
        taken[new] = old


def _conferences(move: Move) -> Iterator[Reason]:
    before, there = move.old.procedure.conferences, move.new.procedure.conferences
    for name in dict.fromkeys(one.type for one in move.case.conferences.values()):
        if name not in there:
            yield _gone("conference", name)
        else:
            was, now = before[name].information, there[name].information
            yield from _read_by_others(f"conference {name}", was, now)


def _care(move: Move) -> Iterator[Reason]:
    care, before, there = move.case.care, move.old.procedure, move.new.procedure
    for need in care.open_needs():
        if need.kind not in there.needs:
            yield _gone("need", need.kind)
    for notice in care.notices:
        if notice.kind not in there.notices:
            yield _gone("notice", notice.kind)
    for kind in dict.fromkeys(one.kind for one in care.documents):
        if kind not in there.documents:
            yield _gone("document", kind)
        else:
            was, now = before.documents[kind].information, there.documents[kind].information
            yield from _read_by_others(f"document {kind}", was, now)


def _read_by_others(what: str, was: InformationClass, now: InformationClass) -> Iterator[Reason]:
    """What was said for some ears stays for them."""
    if was is not now:
        fields = (Field("what", what), Field("was", was), Field("is", now))
        yield Reason("migration.read-by-others", fields)


def _under_way(move: Move) -> Iterator[Reason]:
    """A conference that has begun is finished on the terms on which people came."""
    before, there = move.old.procedure.conferences, move.new.procedure.conferences
    for one in move.case.conferences.values():
        if one.is_under_way and one.type in there and before[one.type] != there[one.type]:
            shown_to = before[one.type].information
            fields = (Field("conference", one.conference, shown_to), Field("type", one.type))
            yield Reason("migration.conference-under-way", fields)


def _held_open(move: Move) -> Iterator[Reason]:
    """What waits for somebody, and would wait no more."""
    for name, review in move.case.reviews.items():
        rule = move.new.reviews.get(move.review(name))
        if review.waits and (rule is None or move.state not in rule.states):
            yield Reason("migration.review-waits", (Field("review", name),))
    internal = InformationClass.INTERNAL
    for breach in move.case.exceptions.open_breaches():
        if rules_of(move.old, breach) and not rules_of(move.new, breach):
            fields = (
                Field("breach", breach.breach, internal),
                Field("rule", breach.rule, internal),
            )
            yield Reason("migration.breach-of-no-rule", fields)
    for one in move.case.exceptions.deviations:
        lifts = (one.rule, one.place)
        if one.holds(move.now) and lifts not in move.new.deviations:
            fields = (Field("rule", one.rule, internal), Field("place", one.place, internal))
            yield Reason("migration.deviation-of-no-rule", fields)


def _gone(what: str, name: str) -> Reason:
    return Reason("migration.not-there", (Field("what", what), Field("name", name)))


def _verdict(reason: Reason) -> Verdict:
    return Verdict(NOTHING_LOST, Strength.MUST, SOURCE, Status.UNMET, reason)
