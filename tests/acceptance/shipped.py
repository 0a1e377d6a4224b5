"""Cases under the shipped workflows: opened, in custody, with a social-network conference."""

from datetime import UTC, date, datetime
from typing import Final

import pytest

from ddrflow.clock import ManualClock
from ddrflow.engine import Engine, Refused
from ddrflow.model import commands as c
from ddrflow.model.agency import Actor
from ddrflow.model.verdict import Verdict
from ddrflow.model.workflow import Workflow
from ddrflow.store.memory import MemoryStore
from ddrflow.workflow.load import load

BEGIN: Final = datetime(2025, 1, 10, 8, tzinfo=UTC)
CASE: Final = "C-1"


def actor(role: str) -> Actor:
    """Somebody of the organisation that plays a role."""
    return Actor(f"p-{role}", f"org-{role}", role)


def engine_on(workflow: Workflow, lead: str) -> Engine:
    """A case that a role has opened, every role played."""
    engine = Engine(MemoryStore(ManualClock(BEGIN)), [workflow])
    bindings = tuple((role, f"org-{role}") for role in workflow.procedure.agencies)
    opening = c.OpenCase(actor=actor(lead), bindings=bindings)
    engine.open_case(workflow.identity.name, CASE, opening)
    return engine


def done(engine: Engine, *commands: c.Command) -> tuple[Verdict, ...]:
    """Give commands that must be accepted; what the last one was warned of."""
    warnings: tuple[Verdict, ...] = ()
    for one in commands:
        warnings = engine.do(CASE, one).warnings
    return warnings


def refusing(engine: Engine, command: c.Command) -> list[str]:
    """The rules that refuse a command."""
    with pytest.raises(Refused) as refused:
        engine.do(CASE, command)
    return [one.rule for one in refused.value.decision.refusing]


def in_custody(lead: str) -> Engine:
    """An Austrian case in custody."""
    engine = engine_on(load("neustart"), lead)
    notice = c.GiveNotice(actor=actor(lead), kind="multi-agency", version="1", language="de")
    done(engine, notice, c.TakeStep(actor=actor(lead), trigger="admit"))
    return engine


def social_network() -> Engine:
    """A social-network conference that Neustart has convened, with consent to it."""
    engine = in_custody("neustart")
    lead = actor("neustart")
    done(
        engine,
        c.GiveConsent(
            actor=lead,
            scope="social-network-conference",
            text_version="2024-1",
            language="de",
            witness="p-9",
        ),
        convening(lead, "social-network"),
    )
    return engine


def convening(by: Actor, kind: str) -> c.ConveneConference:
    """A conference is called together."""
    planned = date(2025, 2, 1)
    return c.ConveneConference(actor=by, conference="k-1", type=kind, planned_on=planned)
