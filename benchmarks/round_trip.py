"""What `durable.py` measures: a case that goes to and fro between two states, on a real store.

Each step asks three rules, ends one review and schedules another: a decision, three entries,
the projection, two review rows and the outbox in one transaction.
"""

from collections.abc import Iterator
from typing import Final

from ddrflow.engine import Engine, Request
from ddrflow.model.agency import Actor
from ddrflow.model.commands import AdoptPlan, GiveNotice, NamePerson, OpenCase, TakeStep
from ddrflow.model.record import Function
from ddrflow.model.workflow import Workflow
from ddrflow.workflow.load import check_text

TEXT: Final = """\
ddrflow: 1
workflow: to-and-fro
version: 1
title: Two states, three rules on each step, a review in each state
time_zone: Europe/Vienna
sources: {act: A made-up act}
agencies:
  unit: {kind: civil-society}
  client: {kind: client}
lead:
  custody: {roles: [unit], source: act 1}
rules:
  notice.given: {source: act 2}
  plan.adopted: {source: act 3}
  person.named: {source: act 4}
notices: {told: {to: client, version: "1", source: act 2}}
plans: {plan: {parts: [work], adopted_by: [unit], source: act 3}}
states:
  here: {phase: custody, initial: true}
  there: {phase: custody}
  closed: {final: true}
steps:
  - trigger: to
    from: here
    to: there
    by: [unit]
    source: act 5
    rules:
      - notice.given: {kind: told}
      - plan.adopted: {kind: plan}
      - person.named: {role: unit}
  - trigger: fro
    from: there
    to: here
    by: [unit]
    source: act 5
    rules:
      - notice.given: {kind: told}
      - plan.adopted: {kind: plan}
      - person.named: {role: unit}
  - {trigger: close, from: [here, there], to: closed, by: [unit], source: act 5}
reviews:
  - {name: watch-here, while: {states: [here]}, every: 1 month, source: act 6}
  - {name: watch-there, while: {states: [there]}, every: 1 month, source: act 6}
"""
UNIT: Final = Actor("p-1", "unit-1", "unit")
READY: Final = (
    GiveNotice(actor=UNIT, kind="told", version="1", language="de"),
    AdoptPlan(actor=UNIT, kind="plan", parts=("work",)),
    NamePerson(
        actor=UNIT, role="unit", organisation="unit-1", function=Function.WORKER, person="p-1"
    ),
)
STEPS: Final = tuple(TakeStep(actor=UNIT, trigger=one) for one in ("to", "fro"))


def workflow() -> Workflow:
    """The workflow of this file."""
    found = check_text(TEXT.encode(), "to-and-fro.yaml").workflow
    if found is None:
        raise AssertionError(TEXT)
    return found


def opened(engine: Engine, name: str, count: int) -> list[str]:
    """So many cases, each ready to go to and fro."""
    cases = [f"{name}-{number}" for number in range(count)]
    opening = OpenCase(actor=UNIT, bindings=(("client", "client-1"),))
    requests = [Request(one, opening, workflow="to-and-fro") for one in cases]
    requests += [Request(one, command) for one in cases for command in READY]
    engine.do_many(requests)
    return cases


def steps(cases: list[str], count: int, first: int = 0) -> Iterator[Request]:
    """Steps over all cases in turn; `first` is how many were taken before, a multiple of them."""
    for number in range(first, first + count):
        case_id = cases[number % len(cases)]
        yield Request(case_id, STEPS[number // len(cases) % 2])
