"""A plan that was decided on is carried out: case by case, each whole, and again after a break."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from ddrflow.engine import Done, Engine, Refused, Request
from ddrflow.errors import DdrflowError, KeyReused, UnknownName
from ddrflow.migration.plan import Plan, Planned
from ddrflow.model.agency import KEEPER
from ddrflow.model.case import WorkflowId
from ddrflow.model.commands import MigrateCase
from ddrflow.model.decision import Outcome
from ddrflow.model.verdict import Reason
from ddrflow.ports import Filter

BATCH: Final = 500
GONE_ON: Final = Reason("migration.gone-on")
MOVED_AND_BACK: Final = Reason("migration.moved-and-back")


@dataclass(frozen=True, slots=True)
class Left:
    """A case that the plan moves and that did not move, and why."""

    case_id: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """What came of a plan: the cases that moved now, that had moved, and that were left."""

    moved: tuple[str, ...]
    before: tuple[str, ...]
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """Who decided on a plan, when, and the digest of what they decided on."""

    by: str
    on: date
    plan: str
    text: str = ""


def carry_out(engine: Engine, plan: Plan, decided: Decided, *, batch: int = BATCH) -> CarriedOut:
    """Move the cases that a plan moves, `batch` of them in one transaction.

    Each moves once, however often this is called: broken off, it goes on where it was. A case
    that went on since the plan was made is left, for what was decided was not about it as it is
    now. Raises Conflict, StoreFault as `Engine.do_many` does, with earlier cases moved.
    """
    there = {
        one.case_id
        for one in engine.summaries(Filter(workflow=plan.new.name))
        if one.workflow == plan.new
    }
    before = tuple(one.case_id for one in plan.moving if one.case_id in there)
    waiting = [one for one in plan.moving if one.case_id not in there]
    answers = engine.do_many((_request(one, plan, decided) for one in waiting), batch=batch)
    done = tuple(
        one.case_id
        for one, each in zip(waiting, answers, strict=True)
        if isinstance(each, Done) and each.case.workflow == plan.new
    )
    return CarriedOut(done, before, tuple(_left(waiting, answers, plan.new)))


def _request(one: Planned, plan: Plan, decided: Decided) -> Request:
    command = MigrateCase(
        actor=KEEPER,
        digest=plan.new.digest,
        decided_by=decided.by,
        decided_on=decided.on,
        plan=decided.plan,
        text=decided.text,
    )
    key = f"migrate-{decided.plan}"
    return Request(one.case_id, command, key, expected_version=one.version)


def _left(
    waiting: Sequence[Planned], answers: Sequence[Done | DdrflowError], new: WorkflowId
) -> Iterator[Left]:
    for one, answer in zip(waiting, answers, strict=True):
        if isinstance(answer, Refused):
            yield Left(one.case_id, _why(answer))
        elif isinstance(answer, KeyReused) or (
            isinstance(answer, Done) and answer.case.workflow != new
        ):
            yield Left(one.case_id, (MOVED_AND_BACK,))
        elif isinstance(answer, UnknownName):
            yield Left(one.case_id, (Reason("migration.no-such-case"),))
        elif isinstance(answer, DdrflowError):
            raise answer


def _why(refusal: Refused) -> tuple[Reason, ...]:
    decision = refusal.decision
    if decision.outcome is Outcome.STALE_VERSION:
        return (GONE_ON,)
    found = (*(one.reason for one in decision.refusing), decision.reason)
    return tuple(one for one in found if one is not None)
