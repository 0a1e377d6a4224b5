"""What must always hold of a case, derived from its entries and not from the code under test."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from ddrflow.decide import command_name, lapse, timers
from ddrflow.engine import Engine
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.agency import AgencyKind
from ddrflow.model.case import Case
from ddrflow.model.commands import Command
from ddrflow.model.conference import Outcome, Presence
from ddrflow.model.consent import Participation
from ddrflow.model.events import Entry
from ddrflow.model.fold import evolve, fold
from ddrflow.model.information import InformationClass
from ddrflow.model.workflow import Workflow
from ddrflow.wire import entry_from_json, entry_to_json

INSTANT: Final = timedelta(microseconds=1)
CONFIDENTIAL: Final = InformationClass.CONFIDENTIAL


def counting(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that no correction takes out, with those of the same command."""
    wrong = {one.event.wrong for one in entries if isinstance(one.event, e.EntryCorrected)}
    return [one for one in entries if one.seq not in wrong and one.cause not in wrong]


def one_lead_that_accepted(case: Case, entries: Sequence[Entry]) -> None:
    """Invariant 1: terms follow one another without gap or overlap, each accepted first."""
    accepted, terms = "", []
    for entry in counting(entries):
        event = entry.event
        if isinstance(event, e.CaseOpened):
            terms.append((entry.actor.role, entry.actor.organisation, entry.occurred_at))
        elif isinstance(event, e.LeadAccepted):
            accepted = entry.actor.organisation
        elif isinstance(
            event, e.LeadProposed | e.LeadDeclined | e.ProposalWithdrawn | e.ProposalExpired
        ):
            accepted = ""
        elif isinstance(event, e.LeadTakenOver):
            assert accepted == event.organisation, "a lead that did not accept"
            assert entry.occurred_at >= terms[-1][2], "a lead from before the lead before it"
            terms.append((event.role, event.organisation, entry.occurred_at))
    found = [(one.role, one.organisation, one.starts_at) for one in case.lead.terms]
    assert found == terms, "lead terms that the entries do not tell"
    assert found[0][2] == case.opened_at, "a time without a lead"


def the_lead_covers_the_phase(workflow: Workflow, case: Case) -> None:
    """Invariant 2: or an open breach says that it does not, whose task it is and by when."""
    phase = case.position.phase
    if phase is None:
        return
    listed = [one.role for one in workflow.procedure.leads[phase]]
    if case.lead.current.role in listed:
        return
    breaches = [
        one
        for one in case.exceptions.breaches
        if one.rule == "lead.covers-next-phase" and one.closed_at is None
    ]
    assert breaches, f"`{case.lead.current.role}` leads in {phase} without remit or breach"
    assert all(one.owner and one.due_on for one in breaches)


def every_channel_has_its_ground(workflow: Workflow, case: Case) -> None:
    """A channel that rests on another kind is open only while one of that kind is."""
    left = [one for one in case.access.channels if one.closed_at is None]
    for one in left:
        ground = workflow.procedure.channels[one.kind].rests_on
        grounds = {other.kind for other in left}
        assert not ground or ground in grounds, "a channel that rests on nothing"


def sessions_are_on_open_channels(entries: Sequence[Entry]) -> None:
    """Opened before the session and not closed by then, as it was known."""
    for number, entry in enumerate(entries):
        if not isinstance(entry.event, e.SessionHeld):
            continue
        known = counting(entries[:number])
        ends = [
            (one.event, one.occurred_at)
            for one in known
            if isinstance(one.event, e.ChannelOpened | e.ChannelClosed)
            and one.event.channel == entry.event.channel
        ]
        opened = [at for event, at in ends if isinstance(event, e.ChannelOpened)]
        closed = [at for event, at in ends if isinstance(event, e.ChannelClosed)]
        assert opened[0] <= entry.occurred_at, "a session on a channel that is not open"
        assert all(entry.occurred_at < at for at in closed), "a session on a channel that is closed"


def no_conference_without_consent(workflow: Workflow, case: Case, entries: Sequence[Entry]) -> None:
    """Invariant 3: a stage begins only with what it rests on as known then; losing it stops it."""
    for number, entry in enumerate(entries):
        if not isinstance(entry.event, e.StageEntered):
            continue
        known = fold(entries[:number])
        kind = workflow.procedure.conferences[known.conferences[entry.event.conference].type]
        if kind.consent is None or not kind.is_consent_needed(entry.event.stage):
            continue
        earlier, at = entries[:number], entry.occurred_at
        if is_ordered(workflow, kind.consent.unless_ordered, earlier, at):
            continue
        for scope in those_who_agree(workflow, kind.consent.scope, earlier, at):
            agreed = is_agreed(counted_answers(earlier, scope), entry)
            assert agreed, "a stage entered without consent"
    nothing_goes_on_without_consent(workflow, case, entries)


def nothing_goes_on_without_consent(
    workflow: Workflow, case: Case, entries: Sequence[Entry]
) -> None:
    """Invariant 3, of what is under way: it rests on something that nobody has taken back."""
    for conference in case.conferences.values():
        kind = workflow.procedure.conferences[conference.type]
        entered = conference.stages_entered
        if not kind.consent or not conference.is_under_way or not entered:
            continue
        if not kind.is_consent_needed(entered[-1]):
            continue
        last = max(one.occurred_at for one in entries)
        if not is_order_known(kind.consent.unless_ordered, entries):
            for scope in those_who_agree(workflow, kind.consent.scope, entries, last):
                answers = counted_answers(entries, scope)
                given = answers and isinstance(answers[-1].event, e.ConsentGiven)
                assert given, "goes on without consent"


def set_last(entries: Sequence[Entry], measure: str, at: datetime) -> e.ParticipationSet | None:
    """What was said last about a measure by an instant: the later day, then the later entry."""
    found = [
        (one.occurred_at, one.seq, one.event)
        for one in counting(entries)
        if isinstance(one.event, e.ParticipationSet)
        and one.event.measure == measure
        and one.occurred_at <= at
    ]
    return max(found, key=lambda one: one[:2])[2] if found else None


def is_ordered(workflow: Workflow, measure: str, entries: Sequence[Entry], at: datetime) -> bool:
    """An order asks for it, and the day at the place is none after its last day."""
    said = set_last(entries, measure, at)
    if said is None or said.participation is not Participation.ORDERED:
        return False
    return said.until is None or at.astimezone(workflow.procedure.zone).date() <= said.until


def is_order_known(measure: str, entries: Sequence[Entry]) -> bool:
    """It was ordered last, and nobody has recorded yet that the order ended."""
    said = set_last(entries, measure, max(one.occurred_at for one in entries))
    ended = [
        one.event.until
        for one in counting(entries)
        if isinstance(one.event, e.OrderEnded) and one.event.measure == measure
    ]
    ordered = said is not None and said.participation is Participation.ORDERED
    return said is not None and ordered and said.until not in ended


def those_who_agree(
    workflow: Workflow, scope: str, entries: Sequence[Entry], at: datetime
) -> list[str]:
    """The client, and the guardian where the client is a minor on the day at the place."""
    guardian = workflow.procedure.consents[scope].minor
    said = [
        (one.occurred_at, one.seq, one.event.until)
        for one in counting(entries)
        if isinstance(one.event, e.MinorityRecorded) and one.occurred_at <= at
    ]
    today = at.astimezone(workflow.procedure.zone).date()
    minor = bool(said) and today < max(said)[2]
    return [scope, guardian] if guardian and minor else [scope]


def counted_answers(entries: Sequence[Entry], scope: str) -> list[Entry]:
    """What was said about a scope, in the order in which it was recorded."""
    kinds = (e.ConsentGiven, e.ConsentRefused, e.ConsentWithdrawn)
    return [
        one
        for one in counting(entries)
        if isinstance(one.event, kinds) and one.event.scope == scope
    ]


def is_agreed(answers: Sequence[Entry], entry: Entry) -> bool:
    """The last answer given by the entry's time is a consent that has not run out."""
    by_then = [one for one in answers if one.occurred_at <= entry.occurred_at]
    if not by_then or not isinstance(by_then[-1].event, e.ConsentGiven):
        return False
    ends_at = by_then[-1].event.ends_at
    return ends_at is None or entry.occurred_at < ends_at


def held_only_with_the_core(workflow: Workflow, case: Case, entries: Sequence[Entry]) -> None:
    """Invariant 4: attendance is counted anew from the entries; a review rests on such a one."""
    for conference in case.conferences.values():
        kind = workflow.procedure.conferences[conference.type]
        came = {
            one.event.role
            for one in counting(entries)
            if isinstance(one.event, e.AttendanceRecorded)
            and one.event.conference == conference.conference
            and (kind.quorum.deputies or not one.event.deputy_for)
            and (kind.quorum.remote or one.event.presence is Presence.IN_PERSON)
        }
        if conference.outcome is Outcome.HELD:
            assert set(kind.quorum.core) <= came, "held without its core"
    for review in case.reviews.values():
        if review.holdings and review.holdings[-1].conference:
            held_in = case.conferences[review.holdings[-1].conference]
            assert held_in.outcome is Outcome.HELD, "a review held in what does not count"


def every_reviewed_state_has_a_next_review(workflow: Workflow, case: Case) -> None:
    """Invariant 6: as many reviews run as the file declares for the state, each with a day."""
    wanted = {
        name
        for name, rule in workflow.reviews.items()
        if case.is_open and case.position.state in rule.states
    }
    assert set(case.reviews) == wanted, "a reviewed state without a next review"
    for one in case.reviews.values():
        assert one.due_on > one.anchor_on or one.called_for, "a review due before it can be"


def every_open_need_has_an_owner(case: Case) -> None:
    """Invariant 8: somebody plays the role that owns it, or an open breach says otherwise."""
    playing = {one.role for one in case.parties.bindings if one.ends_at is None}
    unowned = [
        one.need for one in case.care.needs if not one.settled_at and one.owner not in playing
    ]
    breaches = [
        one
        for one in case.exceptions.breaches
        if one.rule == "parties.owe-nothing" and one.closed_at is None
    ]
    assert not unowned or breaches, "an open need that is nobody's"


def nothing_goes_further_than_its_owner_let_it(
    workflow: Workflow, entries: Sequence[Entry]
) -> None:
    """Invariant 7: basis, purpose and recipient are on record, the owner's leave before them."""
    owners: dict[str, tuple[str, str]] = {}
    widths: dict[str, list[tuple[datetime, InformationClass | None, tuple[str, ...]]]] = {}
    bases, agencies = workflow.procedure.bases, workflow.procedure.agencies

    def is_let(item: str, role: str, at: datetime) -> bool:
        lay = agencies[role].kind in (AgencyKind.CLIENT, AgencyKind.SOCIAL_NETWORK)
        wide = {InformationClass.OPEN} if lay else set(InformationClass) - {CONFIDENTIAL}
        return any(since <= at and (role in to or how in wide) for since, how, to in widths[item])

    for entry in entries:
        event, at = entry.event, entry.occurred_at
        if isinstance(event, e.ItemRecorded):
            owners[event.item] = (entry.actor.role, entry.actor.organisation)
            widths[event.item] = [(at, event.information, ())]
        elif isinstance(event, e.ItemReleased):
            assert owners[event.item] == (entry.actor.role, entry.actor.organisation), "not its own"
            widths[event.item].append((at, event.information, event.roles))
        elif isinstance(event, e.ItemDisclosed):
            assert event.role in bases[event.basis].to, "told without a law"
            assert event.purpose, "told for nothing"
            assert event.organisation, "told to nobody"
            own = owners[event.item] == (entry.actor.role, entry.actor.organisation)
            professional = agencies[event.role].kind.is_professional
            told = (own and professional) or is_let(event.item, event.role, at)
            assert told, "told without its owner's leave"
        elif isinstance(event, e.DocumentFiled):
            kind = workflow.procedure.documents[event.kind]
            readers = kind.to or tuple(
                role
                for role, one in agencies.items()
                if kind.information is InformationClass.OPEN
                or (kind.information is not CONFIDENTIAL and one.kind.is_professional)
            )
            for item in event.items:
                everybody = all(is_let(item, role, at) for role in readers)
                assert everybody, "a document tells what its owner did not release"


def the_same_entries_make_the_same_case(case: Case, entries: Sequence[Entry]) -> None:
    """Invariant 9: at once, one by one, and from stored JSON."""
    assert fold(entries) == case, "another case from the same entries"
    grown: Case | None = None
    for number, entry in enumerate(entries):
        grown = evolve(grown, entry, entries[:number])
    assert grown == case, "another case one by one"
    stored = [entry_from_json(entry_to_json(one)) for one in entries]
    assert fold(stored) == case, "another case from stored entries"
    assert [one.seq for one in entries] == list(range(1, len(entries) + 1)), "a gap"


def nothing_changed(engine: Engine, before: Case, entries: tuple[Entry, ...]) -> None:
    """Invariant 10: a refused or failed command changes no case."""
    assert engine.case(before.case_id) == before, "a refusal changed the case"
    assert engine.events(before.case_id) == entries, "a refusal was recorded in the case"


def _key(command: Command) -> tuple[str, str]:
    """The timer that a command of the clock's belongs to."""
    match command:
        case c.MarkConsentExpired(scope=scope):
            return "consent", scope
        case c.MarkOrderEnded(measure=measure):
            return "order", measure
        case c.MarkProposalExpired():
            return "hand-over", ""
        case c.MarkStateOverstayed():
            return "stay", ""
    assert hasattr(command, "review")
    return "review", str(command.review)


def timers_foretell_what_time_does(workflow: Workflow, case: Case, now: datetime) -> None:
    """What is due by an instant is what `lapse` gives then: not a moment before, never missing."""
    found = timers(workflow, case)
    moments = {now, *(one.due_at for one in found), *(one.due_at - INSTANT for one in found)}
    for moment in sorted(one for one in moments if one >= now):
        given = {_key(one): one for one in lapse(workflow, case, None, moment)}
        due = {one.key: one for one in found if one.due_at <= moment}
        expected = {(kind, "" if kind == "stay" else name) for kind, name in due}
        assert set(given) == expected, f"{moment}: {given} and {due}"
        for one in due.values():
            if one.due_at == moment:
                command = given[one.kind.value, "" if one.kind.value == "stay" else one.name]
                assert command_name(command) == one.mark
    assert len({one.key for one in found}) == len(found), "two timers of one name"


def everything_holds(engine: Engine, case_id: str) -> None:
    """Invariants 1 to 4, 6 to 9 of one case."""
    case, entries = engine.case(case_id), engine.events(case_id)
    workflow = engine.workflow(case)
    one_lead_that_accepted(case, entries)
    the_lead_covers_the_phase(workflow, case)
    held_only_with_the_core(workflow, case, entries)
    every_reviewed_state_has_a_next_review(workflow, case)
    every_open_need_has_an_owner(case)
    every_channel_has_its_ground(workflow, case)
    sessions_are_on_open_channels(entries)
    nothing_goes_further_than_its_owner_let_it(workflow, entries)
    timers_foretell_what_time_does(workflow, case, engine.now())
