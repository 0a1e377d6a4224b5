"""What goes out of one entry: letters and appointments, for those who may still have them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ddrflow.decide.appointments import CHANGING, Appointment, WorkflowOf, lived, still_known
from ddrflow.decide.letters import WRITTEN, Letter, Told, letters, readable
from ddrflow.model.case import Case
from ddrflow.model.events import Entry
from ddrflow.model.fold import fold, voided
from ddrflow.model.naming import kebab

#: Kinds of event by their names in the record: what can change a calendar, what anybody is told of.
CHANGES_A_CALENDAR: Final = frozenset(kebab(one) for one in CHANGING)
TOLD_OF: Final = frozenset(kebab(one) for one in (*WRITTEN, *CHANGING))


@dataclass(frozen=True, slots=True)
class Post:
    """An entry, and what each party is told of it: made of the case as it stood then.

    Who may not see it any more when it goes out is told nothing; nor is anybody of an entry that
    was corrected meanwhile, but for what that takes out of calendars.
    """

    entry: Entry
    letters: tuple[Letter, ...] = ()
    appointments: tuple[Appointment, ...] = ()


def post(
    workflow_of: WorkflowOf, history: Sequence[Entry], seq: int, case: Case, now: datetime
) -> Post:
    """What goes out of the entry of a number; `case` is the case as it stands now."""
    entry, until = history[seq - 1], history[:seq]
    if not {type(entry.event)} & {*WRITTEN, *CHANGING}:
        return Post(entry)
    after = fold(until)
    before = fold(until[:-1]) if seq > 1 else None
    found = letters(Told(workflow_of(after), before, after, entry))
    _, changed = lived(workflow_of, until)
    if seq in voided(history):
        found, changed = (), tuple(one for one in changed if one.is_cancelled)
    workflow = workflow_of(case)
    return Post(
        entry,
        readable(workflow, case, found, now),
        still_known(workflow, case, changed, now),
    )


def calendar_of(
    workflow_of: WorkflowOf,
    history: Sequence[Entry],
    case: Case,
    organisation: str,
    now: datetime,
) -> tuple[Appointment, ...]:
    """What stands in the calendar of one organisation in one case, by its day."""
    kept, _ = lived(workflow_of, history)
    mine = (one for one in kept.stands.values() if one.to == organisation)
    found = still_known(workflow_of(case), case, mine, now)
    return tuple(sorted(found, key=lambda one: (one.on, one.kind, one.name, one.run)))
