"""Entry numbers as a reader has them: its own record from 1, without a gap.

The numbers of the record itself would tell a reader how much is left out. Who may see all of it
has those; everybody else counts the entries that it knows of, in the order in which it came to
know of them: an item released later is added at the end, so that no number ever changes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, cast

from ddrflow.decide.audience import class_at, classes_seen
from ddrflow.errors import BadCommand
from ddrflow.model import events as e
from ddrflow.model.agency import KEEPER, Viewer
from ddrflow.model.case import Case
from ddrflow.model.commands import Command, CorrectEntry, EraseContent
from ddrflow.model.decision import Decision
from ddrflow.model.events import Entry, Event
from ddrflow.model.fold import APPLY
from ddrflow.model.fold.migration import in_words_of_today
from ddrflow.model.information import InformationClass
from ddrflow.model.item import Information
from ddrflow.model.sight import EVERYTHING, OPEN, Seen, sees_item
from ddrflow.model.verdict import Reason, Remedy
from ddrflow.model.workflow import Workflow

OF_ITEMS: Final = (e.ItemRecorded, e.ItemReleased, e.ItemDisclosed, e.ItemWithdrawn)
#: Known to the organisation that acted and to the one that it names.
BETWEEN_TWO: Final = (e.InformationRequested, e.RequestAnswered, e.WithdrawalTold)
AMONG_AGENCIES: Final = (
    e.BreachOpened,
    e.BreachClosed,
    e.EffortRecorded,
    e.InterestDeclared,
    e.InterestEnded,
    e.PersonNamed,
)
KEEPS_THE_RECORD: Final = Viewer.of(KEEPER)
#: Fields of messages and arguments of remedies that hold the number of an entry.
NUMBERS: Final = frozenset({"entry", "later", "wrong"})


@dataclass(slots=True)
class _Record:
    """What a viewer knows of a record while it is gone through."""

    workflow: Workflow
    case: Case
    viewer: Viewer
    seen: Seen
    now: datetime
    known: list[Entry] = field(default_factory=list)
    unknown: dict[str, list[Entry]] = field(default_factory=dict)

    def take(self, entry: Entry) -> None:
        """One more entry, and those that it makes known."""
        event = entry.event
        if isinstance(event, OF_ITEMS):
            waiting = self.unknown.setdefault(event.item, [])
            waiting.append(entry)
            if self._sees(entry, event.item):
                self.known += waiting
                waiting.clear()
        elif self._is_known(entry):
            self.known.append(entry)

    def _sees(self, entry: Entry, name: str) -> bool:
        _, apply = APPLY[type(entry.event)]
        information = cast("Information", apply(self.case, entry, entry.event))
        self.case = replace(self.case, information=information)
        item = self.case.information.item(name)
        if item is None:
            return False
        procedure, information = self.workflow.procedure, self.case.information
        return sees_item(procedure, information, item, self.viewer, self.seen, self.now)

    def _is_known(self, entry: Entry) -> bool:
        event = entry.event
        if isinstance(event, e.EntryCorrected):
            return any(one.seq == event.wrong for one in self.known)
        if isinstance(event, e.ContentErased) and event.entries:
            return any(one.seq in event.entries for one in self.known)
        if isinstance(event, BETWEEN_TWO) and self.seen != EVERYTHING:
            return self._has_to_do_with(entry, event.organisation)
        return class_of(self.workflow, self.case, event) in self.seen

    def _has_to_do_with(self, entry: Entry, named: str) -> bool:
        """It acted or is named there, or it owns the item of which somebody heard."""
        own = self.viewer.organisation
        item = self.case.information.item(getattr(entry.event, "item", ""))
        return own in (entry.actor.organisation, named) or (
            item is not None and item.organisation == own
        )


def class_of(workflow: Workflow, case: Case, event: Event) -> InformationClass:
    """Who may know of an event; an item's own events follow the item instead."""
    if isinstance(event, AMONG_AGENCIES):
        return InformationClass.INTERNAL
    if isinstance(event, e.DeviationAllowed):
        return class_at(workflow, event.place)
    if isinstance(event, e.DocumentFiled):
        return workflow.procedure.documents[event.kind].information
    if isinstance(event, e.ReferenceAdded | e.ReferenceEnded):
        return event.information
    conference = case.conferences.get(getattr(event, "conference", ""))
    if conference is None:
        return InformationClass.OPEN
    return workflow.procedure.conferences[conference.type].information


def known_entries(
    workflow: Workflow, case: Case, history: Sequence[Entry], viewer: Viewer, seen: Seen
) -> tuple[Entry, ...]:
    """The entries that a viewer knows of, in the order in which it came to know of them."""
    now = max((one.recorded_at for one in history), default=case.opened_at)
    before = replace(case, information=Information())
    record = _Record(workflow, before, viewer, seen, now)
    for entry in in_words_of_today(history):
        record.take(entry)
    written = {one.seq: one for one in history}
    return tuple(written[one.seq] for one in record.known)


def version_for(
    workflow: Workflow,
    case: Case,
    viewer: Viewer,
    now: datetime,
    history: Callable[[], Sequence[Entry]],
) -> int:
    """The number of the last entry that a viewer knows of: the version of the case for it."""
    if viewer == KEEPS_THE_RECORD:
        return case.version
    seen = classes_seen(workflow, case, viewer, now) | OPEN
    if seen == EVERYTHING:
        return case.version
    return len(known_entries(workflow, case, history(), viewer, seen))


def entries_for(
    workflow: Workflow, case: Case, history: Sequence[Entry], viewer: Viewer, now: datetime
) -> tuple[tuple[int, Entry], ...]:
    """The entries that a viewer knows of in its own numbers, each with the record's number."""
    seen = classes_seen(workflow, case, viewer, now)
    if seen == EVERYTHING or not seen:
        return tuple((one.seq, one) for one in history if seen)
    entries = known_entries(workflow, case, history, viewer, seen)
    numbers = own_numbers(entries)
    return tuple(
        (
            one.seq,
            replace(
                one,
                seq=numbers[one.seq],
                cause=numbers.get(one.cause, numbers[one.seq]),
                event=in_own_numbers(one.event, numbers),
            ),
        )
        for one in entries
    )


def own_numbers(entries: Sequence[Entry]) -> Mapping[int, int]:
    """For the number of each entry in the record, the number that its reader has for it."""
    return {one.seq: number for number, one in enumerate(entries, 1)}


def in_own_numbers(event: Event, numbers: Mapping[int, int]) -> Event:
    """An event that names entries, naming them as its reader numbers them."""
    if isinstance(event, e.EntryCorrected):
        return replace(event, wrong=numbers[event.wrong])
    if isinstance(event, e.ContentErased):
        return replace(
            event, entries=tuple(sorted(numbers[one] for one in event.entries if one in numbers))
        )
    return event


def of_the_record(
    workflow: Workflow,
    case: Case,
    command: Command,
    times: tuple[datetime, datetime],
    history: Sequence[Entry],
) -> tuple[Command, Mapping[int, int]]:
    """A command that names entries, with the numbers of the record in place of its actor's own.

    The actor has those that it knows of at each of these times: when it acts, and now. With
    them come the actor's numbers, to tell the answer in; none where they are the same. Raises
    BadCommand for a number that the actor does not have.
    """
    if not isinstance(command, CorrectEntry | EraseContent):
        return command, {}
    actor = command.actor
    viewer = Viewer.of(actor)
    at, now = (classes_seen(workflow, case, viewer, one) for one in times)
    seen = at & now | OPEN
    if seen == EVERYTHING:
        return command, {}
    entries = known_entries(workflow, case, history, viewer, seen)
    numbers = own_numbers(entries)
    named = (command.wrong,) if isinstance(command, CorrectEntry) else command.entries
    for one in named:
        if not 1 <= one <= len(entries):
            what = "wrong" if isinstance(command, CorrectEntry) else "entries"
            raise BadCommand(what, f"no entry {one}", f"there are 1 to {len(entries)}")
    found = tuple(entries[one - 1].seq for one in named)
    if isinstance(command, CorrectEntry):
        return replace(command, wrong=found[0]), numbers
    return replace(command, entries=found), numbers


def in_words_of(decision: Decision, numbers: Mapping[int, int]) -> Decision:
    """A refusal that names entries, in the numbers of whoever reads it."""
    if not numbers or decision.is_allowed:
        return decision
    reason = decision.reason and _renumbered(decision.reason, numbers)
    remedies = tuple(_filled(one, numbers) for one in decision.remedies)
    return replace(decision, reason=reason, remedies=remedies)


def _renumbered(reason: Reason, numbers: Mapping[int, int]) -> Reason:
    fields = tuple(
        replace(one, value=str(numbers[int(one.value)])) if one.name in NUMBERS else one
        for one in reason.fields
    )
    return replace(reason, fields=fields)


def _filled(remedy: Remedy, numbers: Mapping[int, int]) -> Remedy:
    filled = tuple(
        (name, str(numbers[int(value)])) if name in NUMBERS else (name, value)
        for name, value in remedy.filled
    )
    return replace(remedy, filled=filled)
