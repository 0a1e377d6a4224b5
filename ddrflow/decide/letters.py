"""Who is told what of an entry: letters of references, each made for the organisation it goes to.

A letter names no person and holds no free text. What an organisation may not see of a case, no
letter tells it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from ddrflow.decide.audience import classes_seen
from ddrflow.decide.deadline import answer_by
from ddrflow.model import events as e
from ddrflow.model.agency import Viewer
from ddrflow.model.case import Case
from ddrflow.model.conference import Conference
from ddrflow.model.events import Entry, Event
from ddrflow.model.information import InformationClass
from ddrflow.model.sight import Seen
from ddrflow.model.verdict import Field, Reason
from ddrflow.model.workflow import Workflow

INTERNAL: Final = InformationClass.INTERNAL


@dataclass(frozen=True, slots=True)
class Letter:
    """What one organisation is told of one entry, and the day that it is about, if any.

    `shown_to` is who may know of it at all.
    """

    to: str
    what: Reason
    on: date | None = None
    shown_to: InformationClass = InformationClass.OPEN


@dataclass(frozen=True, slots=True)
class Told:
    """An entry with the case before and after it."""

    workflow: Workflow
    before: Case | None
    case: Case
    entry: Entry

    @property
    def lead(self) -> str:
        """The organisation that leads the case."""
        return self.case.lead.current.organisation

    def class_of_type(self, conference: str) -> InformationClass:
        """Who may know of conferences of a type."""
        return self.workflow.procedure.conferences[conference].information

    def playing(self, *roles: str) -> tuple[str, ...]:
        """The organisations that play these roles as the entry is recorded; `lead` leads."""
        at, parties = self.entry.recorded_at, self.case.parties
        found = [
            one
            for role in roles
            for one in ((self.lead,) if role == "lead" else parties.organisations(role, at))
        ]
        return tuple(dict.fromkeys(found))


Write = Callable[[Told, Any], Iterable[Letter]]


def letters(told: Told) -> tuple[Letter, ...]:
    """What each party is told of an entry, as it may read it when that is recorded."""
    write = WRITTEN.get(type(told.entry.event))
    if write is None:
        return ()
    found = write(told, told.entry.event)
    return readable(told.workflow, told.case, dict.fromkeys(found), told.entry.recorded_at)


def readable(
    workflow: Workflow, case: Case, several: Iterable[Letter], now: datetime
) -> tuple[Letter, ...]:
    """The letters that those they go to may read at a time: no party, no letter."""
    return tuple(one for one in several if needed(one) <= seen_by(workflow, case, one.to, now))


def needed(letter: Letter) -> Seen:
    """What somebody has to see to read a letter."""
    return frozenset({letter.shown_to, *(one.shown_to for one in letter.what.fields)})


def seen_by(workflow: Workflow, case: Case, organisation: str, now: datetime) -> Seen:
    """What an organisation sees in any of its roles."""
    roles = {one.role for one in case.parties.bindings if one.organisation == organisation}
    seen = (classes_seen(workflow, case, Viewer(organisation, one), now) for one in roles)
    return frozenset[InformationClass]().union(*seen)


def asked_to(told: Told, conference: Conference) -> tuple[str, ...]:
    """Everybody who was asked to a conference: who convenes it, its core, who was invited."""
    kind = told.workflow.procedure.conferences[conference.type]
    invited = (one.organisation for one in conference.invitations)
    seated = told.playing(*kind.convened_by, *conference.quorum.core)
    return tuple(dict.fromkeys((*seated, *invited)))


def owner_of(told: Told, review: str) -> tuple[str, ...]:
    """The organisations whose task a review is; none while the case moves to another version."""
    rule = told.workflow.reviews.get(review)
    return told.playing(rule.owner) if rule is not None else ()


# ---- one function for each kind of event that somebody is told of


def _to(
    organisations: Iterable[str],
    message: Reason,
    on: date | None = None,
    shown_to: InformationClass = InformationClass.OPEN,
) -> Iterator[Letter]:
    for one in dict.fromkeys(organisations):
        yield Letter(one, message, on, shown_to)


def _review(told: Told, event: Any, message: Reason, also: Iterable[str] = ()) -> Iterator[Letter]:  # noqa: ANN401 - several events
    return _to((*owner_of(told, event.review), *told.playing(*also)), message, _due_on(told, event))


def _due_on(told: Told, event: Any) -> date:  # noqa: ANN401 - several events
    """An event that was stored without its day speaks of the turn that waits."""
    day: date | None = event.due_on
    return told.case.reviews[event.review].due_on if day is None else day


def _of_review(told: Told, event: Any) -> tuple[Field, Field]:  # noqa: ANN401 - several events
    return Field("review", event.review), Field("due_on", str(_due_on(told, event)))


def _reminded(told: Told, event: e.ReviewReminded) -> Iterator[Letter]:
    return _review(told, event, Reason("letter.review-reminded", _of_review(told, event)))


def _fell_due(told: Told, event: e.ReviewFellDue) -> Iterator[Letter]:
    return _review(told, event, Reason("letter.review-fell-due", _of_review(told, event)))


def _missed(told: Told, event: e.ReviewMissed) -> Iterator[Letter]:
    message = Reason("letter.review-missed", _of_review(told, event))
    return _review(told, event, message, event.escalated_to)


def _left_out(told: Told, event: e.ReviewLeftOut) -> Iterator[Letter]:
    message = Reason("letter.review-left-out", _of_review(told, event))
    return _review(told, event, message, event.escalated_to)


def _given_up(told: Told, event: e.ReviewGivenUp) -> Iterator[Letter]:
    following = Field("next_due_on", str(event.next_due_on))
    message = Reason("letter.review-given-up", (*_of_review(told, event), following))
    return _review(told, event, message, event.escalated_to)


def _about(told: Told, conference: Conference) -> tuple[Field, ...]:
    """A conference, for those who may know of one of its type."""
    shown_to = told.class_of_type(conference.type)
    return (
        Field("conference", conference.conference, shown_to),
        Field("type", conference.type, shown_to),
        Field("planned_on", str(conference.planned_on), shown_to),
    )


def _convened(told: Told, event: e.ConferenceConvened) -> Iterator[Letter]:
    found = told.case.conferences[event.conference]
    message = Reason("letter.conference-convened", _about(told, found))
    return _to(asked_to(told, found), message, event.planned_on)


def _invited(told: Told, event: e.InvitedToConference) -> Iterator[Letter]:
    found = told.case.conferences[event.conference]
    message = Reason("letter.conference-invited", _about(told, found))
    return _to((event.organisation,), message, found.planned_on)


def _cancelled(told: Told, event: e.ConferenceCancelled) -> Iterator[Letter]:
    found = told.case.conferences[event.conference]
    message = Reason("letter.conference-cancelled", _about(told, found))
    return _to(asked_to(told, found), message, found.planned_on)


def _stopped(told: Told, event: e.ConferenceStopped) -> Iterator[Letter]:
    found = told.case.conferences[event.conference]
    message = Reason("letter.conference-stopped", _about(told, found))
    return _to(asked_to(told, found), message, found.planned_on)


def _corrected(told: Told, event: e.EntryCorrected) -> Iterator[Letter]:
    """Who was invited in error hears of that."""
    del event
    before = told.before.conferences if told.before else {}
    for name, one in before.items():
        left = set(told.case.conferences[name].invitations)
        gone = [each.organisation for each in one.invitations if each not in left]
        if gone and one.is_under_way:
            message = Reason("letter.invitation-taken-back", _about(told, one))
            yield from _to(gone, message, one.planned_on)


def _proposed(told: Told, event: e.LeadProposed) -> Iterator[Letter]:
    message = Reason("letter.lead-proposed", (Field("role", event.role),))
    last = answer_by(told.workflow, told.case.lead.handover)
    return _to((event.organisation,), message, last)


def _expired(told: Told, event: e.ProposalExpired) -> Iterator[Letter]:
    message = Reason("letter.proposal-expired", (Field("last_on", str(event.last_on)),))
    return _to((told.lead, event.organisation), message, event.last_on)


def _taken_over(told: Told, event: e.LeadTakenOver) -> Iterator[Letter]:
    message = Reason("letter.lead-taken-over", (Field("role", event.role),))
    old = (told.before.lead.current.organisation,) if told.before else ()
    return _to((*old, event.organisation), message)


def _overstayed(told: Told, event: e.StateOverstayed) -> Iterator[Letter]:
    limit = told.workflow.states[event.state].limit
    owner = limit.owner if limit else "lead"
    fields = (Field("state", event.state), Field("last_on", str(event.last_on)))
    message = Reason("letter.state-overstayed", fields)
    return _to(told.playing(owner, *event.escalated_to), message, event.last_on)


def _breach(told: Told, event: e.BreachOpened) -> Iterator[Letter]:
    fields = (
        Field("breach", event.breach, INTERNAL),
        Field("rule", event.rule, INTERNAL),
        Field("due_on", str(event.due_on), INTERNAL),
    )
    message = Reason("letter.breach-opened", fields)
    return _to(told.playing(event.owner), message, event.due_on, INTERNAL)


def _consent_expired(told: Told, event: e.ConsentExpired) -> Iterator[Letter]:
    fields = (Field("scope", event.scope),)
    return _to((told.lead,), Reason("letter.consent-expired", fields))


def _consent_withdrawn(told: Told, event: e.ConsentWithdrawn) -> Iterator[Letter]:
    fields = (Field("scope", event.scope),)
    return _to((told.lead,), Reason("letter.consent-withdrawn", fields))


def _requested(told: Told, event: e.InformationRequested) -> Iterator[Letter]:
    fields = (Field("request", event.request), Field("by", told.entry.actor.role))
    message = Reason("letter.information-requested", fields)
    return _to((event.organisation,), message, event.by_day)


WRITTEN: Final[Mapping[type[Event], Write]] = {
    e.ReviewReminded: _reminded,
    e.ReviewFellDue: _fell_due,
    e.ReviewMissed: _missed,
    e.ReviewLeftOut: _left_out,
    e.ReviewGivenUp: _given_up,
    e.ConferenceConvened: _convened,
    e.InvitedToConference: _invited,
    e.ConferenceCancelled: _cancelled,
    e.ConferenceStopped: _stopped,
    e.EntryCorrected: _corrected,
    e.LeadProposed: _proposed,
    e.ProposalExpired: _expired,
    e.LeadTakenOver: _taken_over,
    e.StateOverstayed: _overstayed,
    e.BreachOpened: _breach,
    e.ConsentExpired: _consent_expired,
    e.ConsentWithdrawn: _consent_withdrawn,
    e.InformationRequested: _requested,
}
