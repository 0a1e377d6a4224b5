"""Situations in which the same matter stands elsewhere too."""

from datetime import datetime, timedelta

from ddrflow.model import commands as c
from ddrflow.model.agency import Actor
from ddrflow.model.information import InformationClass
from ddrflow.model.reference import Relation
from tests.builders import UNIT, Asked, opened


def referred(
    relation: Relation = Relation.CONTINUED_IN,
    reference: str = "r-7",
    *,
    by: Actor = UNIT,
    information: InformationClass = InformationClass.INTERNAL,
    at: datetime | None = None,
) -> c.AddReference:
    """Somebody says under which id the matter stands in the north's own system."""
    return c.AddReference(
        actor=by,
        system="north-cases",
        reference=reference,
        relation=relation,
        information=information,
        occurred_at=at,
    )


def no_more(
    relation: Relation = Relation.CONTINUED_IN, reference: str = "r-7", by: Actor = UNIT
) -> c.EndReference:
    """Somebody says that it holds no more."""
    return c.EndReference(
        actor=by, system="north-cases", reference=reference, relation=relation, why="wrong-case"
    )


def going_on(*first: c.Command) -> Asked:
    """After these commands the unit takes the step that asks where the case goes on."""
    desk = opened()
    desk.do(*first)
    return desk.take("go-on")


def going_on_since(offset: timedelta) -> Asked:
    """The step is taken so long after it was put on record."""
    desk = opened()
    desk.later(days=1)
    at = desk.now + offset
    desk.do(referred())
    desk.later(days=1)
    return desk.asks(c.TakeStep(actor=UNIT, trigger="go-on", occurred_at=at))
