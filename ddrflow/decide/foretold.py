"""A case as it would be after what is drafted; nothing is recorded."""

from collections.abc import Iterable
from datetime import datetime

from ddrflow.model.agency import Actor
from ddrflow.model.case import Case
from ddrflow.model.decision import Draft
from ddrflow.model.events import Entry
from ddrflow.model.fold import evolve


def foretold(case: Case, drafts: Iterable[Draft], actor: Actor, at: datetime) -> Case:
    """The case after these drafts, as if the actor had recorded them at once."""
    for number, draft in enumerate(drafts, case.version + 1):
        case = evolve(case, Entry(case.case_id, number, at, at, actor, draft.event, number))
    return case
