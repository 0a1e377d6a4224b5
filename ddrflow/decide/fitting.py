"""Whether a case can go on under another version of its workflow, and everything in the way.

Nothing that stands in the case may be lost, mean something else, or be read by others than
before. What is under way under terms that change is finished under the terms it began with.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ddrflow.decide.acts.exceptions import rules_of
from ddrflow.decide.audience import class_at
from ddrflow.model.case import Case
from ddrflow.model.events import DeviationAllowed, DocumentFiled, Entry, PlanAdopted
from ddrflow.model.fold.migration import roles_named
from ddrflow.model.information import InformationClass
from ddrflow.model.migration import NOTHING_LOST, Migration
from ddrflow.model.source import Source, Strength
from ddrflow.model.verdict import Field, Reason, Status, Verdict
from ddrflow.model.workflow import Workflow

SOURCE = Source("ran", "R93")


@dataclass(frozen=True, slots=True)
class Move:
    """A case, from one version to another, at an instant; `history` is its whole record."""

    old: Workflow
    new: Workflow
    case: Case
    now: datetime
    history: Sequence[Entry] = ()

    @property
    def mapping(self) -> Migration:
        """What the new version says of cases of the old one; a way back where only that says it."""
        onward = self.new.migrations.get(self.old.identity.version)
        if onward is not None:
            return onward
        return self.old.migration_from(self.new.identity.version).turned_round()

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
    yield from _reviews(move)
    yield from _told(move)
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
    for one in move.case.conferences.values():
        stages = {stage.name for stage in there[one.type].stages} if one.type in there else ()
        for stage in one.stages_entered:
            if one.type in there and stage not in stages:
                yield _gone(f"stage of {one.type}", stage)


def _reviews(move: Move) -> Iterator[Reason]:
    """Two reviews that run could not be told apart under one name."""
    taken: dict[str, str] = {}
    for name in move.case.reviews:
        new = move.review(name)
        if new in taken:
            fields = (Field("review", name), Field("other", taken[new]), Field("is", new))
            yield Reason("migration.reviews-become-one", fields)
        taken[new] = name


def _told(move: Move) -> Iterator[Reason]:
    """What the record tells of, also where a correction took it out: kinds, and who reads of it."""
    kinds = dict.fromkeys(
        one.event.kind for one in move.history if isinstance(one.event, DocumentFiled)
    )
    yield from _documents(move, kinds)
    adopted = (one.event.kind for one in move.history if isinstance(one.event, PlanAdopted))
    yield from _plans(move, dict.fromkeys((*adopted, *(one.kind for one in move.case.care.plans))))
    places = (one.event.place for one in move.history if isinstance(one.event, DeviationAllowed))
    lifted = (one.place for one in move.case.exceptions.deviations)
    for place in dict.fromkeys((*places, *lifted)):
        was, now = class_at(move.old, place), class_at(move.new, place)
        yield from _read_by_others(f"deviation at {place}", was, now)


def _documents(move: Move, kinds: Iterable[str]) -> Iterator[Reason]:
    before, there = move.old.procedure.documents, move.new.procedure.documents
    for kind in kinds:
        if kind not in there:
            yield _gone("document", kind)
        elif kind in before:
            was, now = before[kind].information, there[kind].information
            yield from _read_by_others(f"document {kind}", was, now)


def _plans(move: Move, kinds: Iterable[str]) -> Iterator[Reason]:
    """Whoever adopts a plan reads its words: nobody of the client's side comes to read them."""
    before, there = move.old.procedure, move.new.procedure
    for kind in kinds:
        if kind not in there.plans:
            yield _gone("plan", kind)
            continue
        was = (
            {move.role(one) for one in before.plans[kind].adopted_by}
            if kind in before.plans
            else ()
        )
        for role in there.plans[kind].adopted_by:
            if role not in was and not there.agencies[role].kind.is_professional:
                fields = (Field("what", f"plan {kind}"), Field("role", role))
                yield Reason("migration.read-by-role", fields)


def _care(move: Move) -> Iterator[Reason]:
    care, before, there = move.case.care, move.old.procedure, move.new.procedure
    for need in care.open_needs():
        if need.kind not in there.needs:
            yield _gone("need", need.kind)
    for notice in care.notices:
        if notice.kind not in there.notices:
            yield _gone("notice", notice.kind)
        elif move.role(before.notices[notice.kind].to) != there.notices[notice.kind].to:
            yield Reason("migration.notice-to-another", (Field("notice", notice.kind),))
    yield from _documents(move, dict.fromkeys(one.kind for one in care.documents))


def _read_by_others(what: str, was: InformationClass, now: InformationClass) -> Iterator[Reason]:
    """What was said for some ears stays for them."""
    if was is not now:
        fields = (Field("what", what), Field("was", was), Field("is", now))
        yield Reason("migration.read-by-others", fields)


def _under_way(move: Move) -> Iterator[Reason]:
    """A conference that has begun is finished on the terms on which people came."""
    before, there = move.old.procedure.conferences, move.new.procedure.conferences
    for one in move.case.conferences.values():
        if not one.is_under_way or one.type not in there:
            continue
        if before[one.type] != there[one.type] or _rests_on_another_yes(move, one.type):
            shown_to = before[one.type].information
            fields = (Field("conference", one.conference, shown_to), Field("type", one.type))
            yield Reason("migration.conference-under-way", fields)


def _rests_on_another_yes(move: Move, kind: str) -> bool:
    """The consent that a conference rests on is to another text, or needs another beside it."""
    need = move.old.procedure.conferences[kind].consent
    if need is None:
        return False
    before, there = move.old.procedure.consents, move.new.procedure.consents
    return before[need.scope] != there.get(need.scope)


def _held_open(move: Move) -> Iterator[Reason]:
    """What waits for somebody, and would wait no more."""
    for name, review in move.case.reviews.items():
        rule = move.new.reviews.get(move.review(name))
        if review.waits and (rule is None or move.state not in rule.states):
            yield Reason("migration.review-waits", (Field("review", name),))
    handover, phase = move.case.lead.handover, move.case.position.phase
    if handover.role and phase and move.old.procedure.may_lead(handover.role, phase):
        successor, state = move.role(handover.role), move.new.states.get(move.state)
        there = state.phase if state else None
        if there is not None and not move.new.procedure.may_lead(successor, there):
            fields = (Field("successor", successor), Field("phase", there))
            yield Reason("migration.successor-may-not-lead", fields)
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
