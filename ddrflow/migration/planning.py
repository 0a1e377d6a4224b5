"""A plan is made by asking of each running case what its move would come to."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from ddrflow.dates import local_day
from ddrflow.decide import Move, foretold, migrate
from ddrflow.engine import Engine
from ddrflow.migration.consequences import consequences
from ddrflow.migration.plan import Plan, Planned, Way
from ddrflow.model.agency import KEEPER
from ddrflow.model.case import Case
from ddrflow.model.commands import MigrateCase
from ddrflow.model.events import Entry
from ddrflow.model.standing import Standing
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Filter

#: Who decides is not known while it is planned.
SOMEBODY = "somebody"


def plan(engine: Engine, old: Workflow, new: Workflow) -> Plan:
    """What becomes of every running case of `old`, in the order in which they were opened.

    Nothing is recorded. Raises BadRecord for a case that cannot be read.
    """
    now, standing = engine.now(), engine.standing()
    wanted = Filter(workflow=old.identity.name, is_open=True)
    cases = tuple(
        planned(old, new, engine.case(one.case_id), standing, now, engine.events(one.case_id))
        for one in engine.summaries(wanted)
        if one.workflow == old.identity
    )
    return Plan(old.identity, new.identity, now, cases, tuple(_unused(old, new)))


def planned(
    old: Workflow,
    new: Workflow,
    case: Case,
    standing: Standing | None,
    now: datetime,
    entries: Sequence[Entry],
) -> Planned:
    """What becomes of one case; `entries` is its whole record."""
    history = entries[: case.version]
    move = Move(old, new, case, now, history)
    command = MigrateCase(
        actor=KEEPER,
        digest=new.identity.digest,
        decided_by=SOMEBODY,
        decided_on=local_day(now, new.procedure.zone),
    )
    decision = migrate(old, new, case, command, now, history)
    at = (case.case_id, case.version, case.position.state)
    if not decision.is_allowed:
        reasons = [one.reason for one in decision.refusing] or [decision.reason]
        return Planned(*at, "", Way.STAYS, tuple(one for one in reasons if one))
    after = foretold(case, decision.drafts, KEEPER, now)
    found = tuple(consequences(move, after, decision, standing))
    return Planned(*at, after.position.state, _way(move), (), found)


def _way(move: Move) -> Way:
    """By a mapping where any name in the case is another one there."""
    used = (
        move.state != move.case.position.state,
        any(move.review(one) != one for one in move.case.reviews),
        any(move.role(one.role) != one.role for one in move.case.parties.bindings),
    )
    return Way.MAPPED if any(used) else Way.AS_IT_IS


def _unused(old: Workflow, new: Workflow) -> Iterator[str]:
    """Names of the mapping that the old version does not have: a slip of the pen, most likely."""
    mapping = new.migration_from(old.identity.version)
    known = {
        "states": (old.states, (*mapping.states, *mapping.stays)),
        "roles": (old.procedure.agencies, tuple(mapping.roles)),
        "reviews": (old.reviews, tuple(mapping.reviews)),
    }
    for part, (there, named) in known.items():
        yield from (f"{part}: {one}" for one in named if one not in there)
