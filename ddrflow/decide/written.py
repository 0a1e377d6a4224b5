"""What is on record of a case with its words, for everybody who will read a paper made of it.

A paper goes to others than who asked for it: to the client, to everybody at a table, to whoever
leads next. It holds what each of them may know, and nothing tells that there is more.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from ddrflow.decide.audience import known_to, seen_by_all
from ddrflow.decide.numbering import class_of
from ddrflow.decide.show import Section, sections_for, visible
from ddrflow.decide.timeline import Line, lines_for, viewers_of
from ddrflow.model import events as e
from ddrflow.model.agency import AgencyKind, Viewer
from ddrflow.model.case import Case
from ddrflow.model.events import Content, Entry
from ddrflow.model.information import InformationClass
from ddrflow.model.lead import HandoverStage
from ddrflow.model.sight import EVERYTHING, Seen
from ddrflow.model.verdict import Field
from ddrflow.model.workflow import Workflow

INTERNAL: Final = InformationClass.INTERNAL
#: Events that papers are made of; the words of others are in no paper.
TOLD: Final = (
    e.ActionRecorded,
    e.AttendanceRecorded,
    e.ConferenceConvened,
    e.ContributionRecorded,
    e.DecisionRecorded,
    e.DocumentFiled,
    e.InvitedToConference,
    e.ItemRecorded,
    e.MinutesFiled,
    e.NeedDeclined,
    e.PlanAdopted,
    e.ReviewCalled,
    e.ReviewHeld,
    e.StepTaken,
)
#: Whoever knows of these may read their words: what they tell is what they are.
READ_BY_ALL_WHO_KNOW: Final = (e.DocumentFiled, e.ItemRecorded)


class GoesTo(StrEnum):
    """Who reads a paper beside whoever asked for it."""

    NOBODY_ELSE = "nobody-else"
    CLIENT = "client"
    #: Every party that has a seat in the conference, or was asked into it; who has left gets none.
    TABLE = "table"
    LEAD = "lead"
    SUCCESSOR = "successor"
    #: Whoever adopts plans under the file, the client where it does.
    PLANNERS = "planners"


class Words(StrEnum):
    """What became of the free text of an entry, for its readers."""

    NONE = "none"
    TOLD = "told"
    WITHHELD = "withheld"
    #: An erasure covers the entry; whether anything stood there is not known any more.
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Passage:
    """One entry that counts: its line, and its free text where it may be read."""

    line: Line
    words: Words
    content: Content = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What a paper can be made of: sections of facts, and entries with their words.

    `roles` are those that it goes to beside whoever asked.
    """

    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    roles: tuple[str, ...] = ()


def written(
    workflow: Workflow,
    case: Case,
    history: Sequence[Entry],
    now: datetime,
    viewer: Viewer | None = None,
    goes_to: GoesTo = GoesTo.NOBODY_ELSE,
    about: str = "",
) -> Written:
    """What all readers of a paper may know, now; `about` is the conference of a table."""
    others = tuple(_others(workflow, case, now, goes_to, about))
    viewers = tuple(dict.fromkeys((*viewers_of(viewer), *others)))
    seen = seen_by_all(workflow, case, viewers, now) if viewers else EVERYTHING
    known = case
    for one in viewers:
        known = known_to(workflow, known, one, now)
    more = tuple(Section(one.name, visible(one.rows, seen, "")) for one in _more(workflow, known))
    sections = sections_for(workflow, case, now, viewers)
    taken_back = {one.item for one in case.information.items if one.withdrawn_at is not None}
    passages = tuple(
        _passage(workflow, case, entry, line, viewers, seen)
        for entry, line in lines_for(workflow, case, history, now, viewers)
        if line.counts
        and isinstance(entry.event, TOLD)
        and not (isinstance(entry.event, e.ItemRecorded) and entry.event.item in taken_back)
    )
    roles = tuple(dict.fromkeys(one.role for one in others))
    return Written((*sections, *more), passages, roles)


def _others(
    workflow: Workflow, case: Case, now: datetime, goes_to: GoesTo, about: str
) -> Iterator[Viewer]:
    """Every organisation that reads it; a client who is no party yet sees what is open."""
    match goes_to:
        case GoesTo.NOBODY_ELSE:
            return
        case GoesTo.LEAD:
            yield Viewer(case.lead.current.organisation, case.lead.current.role)
        case GoesTo.SUCCESSOR:
            if case.lead.handover.stage is not HandoverStage.NONE:
                yield Viewer(case.lead.handover.organisation, case.lead.handover.role)
        case GoesTo.CLIENT:
            clients = _clients(workflow)
            yield from tuple(_playing(case, now, clients)) or (Viewer("", one) for one in clients)
        case GoesTo.PLANNERS:
            plans = workflow.procedure.plans.values()
            yield from _playing(case, now, (role for one in plans for role in one.adopted_by))
        case GoesTo.TABLE:
            yield from _at_table(workflow, case, now, about)


def _at_table(workflow: Workflow, case: Case, now: datetime, about: str) -> Iterator[Viewer]:
    meeting = case.conferences.get(about)
    if meeting is not None:
        kind = workflow.procedure.conferences[meeting.type]
        yield from _playing(case, now, (*kind.convened_by, *kind.quorum.core))
        for one in meeting.invitations:
            if case.parties.is_bound(one.role, one.organisation, now):
                yield Viewer(one.organisation, one.role)


def _clients(workflow: Workflow) -> tuple[str, ...]:
    agencies = workflow.procedure.agencies
    return tuple(role for role, one in agencies.items() if one.kind is AgencyKind.CLIENT)


def _playing(case: Case, now: datetime, roles: Iterable[str]) -> Iterator[Viewer]:
    for role in dict.fromkeys(roles):
        for organisation in case.parties.organisations(role, now):
            yield Viewer(organisation, role)


def _passage(
    workflow: Workflow,
    case: Case,
    entry: Entry,
    line: Line,
    viewers: tuple[Viewer, ...],
    seen: Seen,
) -> Passage:
    if not entry.content:
        return Passage(line, Words.ERASED if _is_erased(case, entry.seq) else Words.NONE)
    own = {one.organisation for one in viewers} <= {entry.actor.organisation}
    roles = frozenset(one.role for one in viewers)
    if own or _may_read(workflow, case, entry, seen, roles):
        return Passage(line, Words.TOLD, entry.content)
    return Passage(line, Words.WITHHELD)


def _may_read(
    workflow: Workflow, case: Case, entry: Entry, seen: Seen, roles: frozenset[str]
) -> bool:
    """What is said in a conference is for its readers; other words are for the agencies.

    The words of a plan are also for whoever adopts such a plan.
    """
    if isinstance(entry.event, READ_BY_ALL_WHO_KNOW):
        return True
    if isinstance(entry.event, e.PlanAdopted):
        adopters = workflow.procedure.plans[entry.event.kind].adopted_by
        kinds = (workflow.procedure.agencies[one].kind for one in roles - {*adopters})
        return all(one.is_professional for one in kinds)
    if getattr(entry.event, "conference", "") in case.conferences:
        return class_of(workflow, case, entry.event) in seen
    return INTERNAL in seen


def _is_erased(case: Case, seq: int) -> bool:
    return any(
        seq in one.entries if one.entries else seq < one.seq for one in case.exceptions.erasures
    )


def _more(workflow: Workflow, known: Case) -> Iterator[Section]:
    """What a paper tells besides what a case shows at a glance."""
    yield Section("owned-needs", tuple(_needs(known)))
    yield Section("meetings", tuple(_meetings(workflow, known)))
    yield Section("tasks", tuple(_tasks(workflow, known)))
    yield Section("hand-over", tuple(_handover(known)))
    yield Section("holdings", tuple(_holdings(known)))


def _needs(known: Case) -> Iterator[tuple[Field, ...]]:
    for one in known.care.needs:
        yield (
            Field("need", one.need),
            Field("kind", one.kind),
            Field("owner", one.owner),
            Field("status", one.status),
        )


def _meetings(workflow: Workflow, known: Case) -> Iterator[tuple[Field, ...]]:
    for one in known.conferences.values():
        kind = workflow.procedure.conferences[one.type]
        shown_to = kind.information
        yield (
            Field("conference", one.conference, shown_to),
            Field("type", one.type, shown_to),
            Field("title", kind.title, shown_to),
            Field("planned_on", one.planned_on.isoformat(), shown_to),
            Field("stages", ", ".join(one.stages_entered) or "none", shown_to),
            Field("outcome", one.outcome, shown_to),
        )


def _tasks(workflow: Workflow, known: Case) -> Iterator[tuple[Field, ...]]:
    for one in known.conferences.values():
        shown_to = workflow.procedure.conferences[one.type].information
        for task in one.actions:
            yield (
                Field("conference", one.conference, shown_to),
                Field("action", task.action, shown_to),
                Field("owner", task.owner, shown_to),
                Field("responsible", ", ".join(task.responsible) or "nobody else", shown_to),
                Field("due_on", task.due_on.isoformat(), shown_to),
                Field("done", task.done_at.isoformat() if task.done_at else "no", shown_to),
            )


def _handover(known: Case) -> Iterator[tuple[Field, ...]]:
    one = known.lead.handover
    if one.stage is not HandoverStage.NONE:
        yield (
            Field("successor", one.role),
            Field("organisation", one.organisation, INTERNAL),
            Field("stage", one.stage),
            Field("package", ", ".join(one.package) or "not prepared yet"),
        )


def _holdings(known: Case) -> Iterator[tuple[Field, ...]]:
    """Without those of a conference that the readers may not know of."""
    for review in known.reviews.values():
        for one in review.holdings:
            if one.conference and one.conference not in known.conferences:
                continue
            yield (
                Field("review", review.name),
                Field("held_on", one.held_on.isoformat() if one.held_on else "not known"),
                Field("conference", one.conference or "none"),
            )
