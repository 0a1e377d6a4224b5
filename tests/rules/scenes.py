"""What situations in which one rule decides share: a second organisation, a late entry.

The situations are in the files whose names begin like that of this one; the rule tests, the
mutants and the reads share them. Each function makes a case and a command on it. Unless its
name says otherwise, the command would pass but for the rule that it is about, or passes
because of it.
"""

from datetime import datetime, timedelta

from ddrflow.model import commands as c
from ddrflow.model.agency import Actor
from tests.builders import UNIT, Asked, Desk, actor, opened

DAY = timedelta(days=1)


def second(role: str) -> Actor:
    """Somebody of another organisation in the same role."""
    return actor(role, f"{role.capitalize()} South")


def with_second(role: str) -> Desk:
    """A case in which two organisations play one role."""
    desk = opened()
    who = second(role)
    desk.do(c.BindRole(actor=UNIT, role=role, organisation=who.organisation))
    return desk


def late(desk: Desk, trigger: str, at: datetime) -> Asked:
    """A step that was taken earlier and is entered now."""
    return desk.asks(c.TakeStep(actor=UNIT, trigger=trigger, occurred_at=at))
