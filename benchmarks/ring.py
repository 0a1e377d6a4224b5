"""The same little process for every contestant: twelve states in a ring, eight shortcuts."""

from datetime import UTC, datetime
from typing import Final

from ddrflow.engine import Engine
from ddrflow.errors import BadFile
from ddrflow.model.agency import Actor
from ddrflow.model.case import Case
from ddrflow.model.commands import AdoptPlan, GiveNotice, OpenCase, TakeStep
from ddrflow.model.workflow import Workflow
from ddrflow.store.memory import MemoryStore
from ddrflow.workflow.load import check_text

STATES: Final = tuple(f"s{number}" for number in range(12))
ARROWS: Final = (
    *((f"go-{number}", f"s{number}", f"s{(number + 1) % 12}") for number in range(12)),
    *((f"skip-{number}", f"s{number}", f"s{number + 2}") for number in range(8)),
)
LAP: Final = tuple((f"go-{number}", f"s{number}") for number in range(12))
NOW: Final = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ACTOR: Final = Actor("person-1", "unit-1", "unit")

_HEAD: Final = """
ddrflow: 1
workflow: ring
version: 1
title: A ring of twelve states
time_zone: Europe/Vienna
agencies:
  unit: {kind: civil-society}
  client: {kind: client}
lead:
  custody: {roles: [unit], source: local choice}
notices:
  told: {to: client, version: "1", source: local choice}
plans:
  plan: {parts: [one], adopted_by: [unit], source: local choice}
states:
"""


def workflow() -> Workflow:
    """The ring as a workflow: every step asks two rules, besides who may take it."""
    states = [f"  {name}: {{phase: custody}}" for name in STATES[1:]]
    rules = "[{notice.given: {kind: told, source: local choice}},"
    rules += " {plan.adopted: {kind: plan, source: local choice}}]"
    steps = [
        f"  - {{trigger: {trigger}, from: {source}, to: {target}, by: [unit],"
        f" source: local choice, rules: {rules}}}"
        for trigger, source, target in ARROWS
    ]
    end = "  - {trigger: end, from: s0, to: over, by: [unit], source: local choice}"
    first = "  s0: {phase: custody, initial: true}"
    text = "\n".join(
        [_HEAD.strip(), first, *states, "  over: {final: true}", "steps:", *steps, end]
    )
    found = check_text(text.encode(), "ring.yaml")
    if found.workflow is None:
        raise BadFile(found.findings)
    return found.workflow


def case(ring: Workflow) -> Case:
    """A case at the start of the ring, with both rules met."""
    engine = Engine(MemoryStore(), [ring])
    engine.open_case(
        "ring", "C-1", OpenCase(actor=ACTOR, occurred_at=NOW, bindings=(("client", "c-1"),))
    )
    engine.do(
        "C-1", GiveNotice(actor=ACTOR, occurred_at=NOW, kind="told", version="1", language="de")
    )
    engine.do("C-1", AdoptPlan(actor=ACTOR, occurred_at=NOW, kind="plan", parts=("one",)))
    return engine.case("C-1")


def commands() -> tuple[TakeStep, ...]:
    """One lap round the ring."""
    return tuple(TakeStep(actor=ACTOR, occurred_at=NOW, trigger=trigger) for trigger, _ in LAP)
