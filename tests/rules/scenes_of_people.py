"""Situations about people: what keeps them from a part of it, and what they were told before."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from ddrflow.model import commands as c
from ddrflow.model.access import Modality
from ddrflow.model.agency import Actor
from ddrflow.model.commands import Command
from ddrflow.model.interest import Interest
from tests.acts import attends, convened, entered
from tests.builders import ORGANISATIONS, PRISON, UNIT, Asked, Desk, opened
from tests.rules.scenes_above import with_rules
from tests.synthetic import changed

# ---- interests


def declared(
    role: str,
    interest: Interest = Interest.WITNESS,
    person: str = "",
    by: Actor = PRISON,
    organisation: str = "",
    at: datetime | None = None,
) -> c.DeclareInterest:
    """An agency says in which other way a party stands to the matter."""
    return c.DeclareInterest(
        actor=by,
        role=role,
        organisation=organisation or ORGANISATIONS[role],
        interest=interest,
        person=person,
        occurred_at=at,
    )


def ended(
    role: str, interest: Interest = Interest.WITNESS, person: str = "", by: Actor = PRISON
) -> c.EndInterest:
    """An agency says that it is over."""
    return c.EndInterest(
        actor=by,
        role=role,
        organisation=ORGANISATIONS[role],
        interest=interest,
        person=person,
        why="statement-withdrawn",
    )


def panel(*first: Command, name: str = "k-1", desk: Desk | None = None) -> Desk:
    """After these commands a panel sits."""
    where = desk or opened()
    where.do(*first)
    convened(where, name, kind="panel")
    entered(where, "exchange", name=name)
    return where


def sitting(*first: Command, role: str = "unit", person: str = "") -> Asked:
    """After these commands somebody sits in a panel, the unit's own person if nobody is named."""
    return panel(*first).asks(attends(role, person))


def sitting_since(offset: timedelta, *, over: bool = False) -> Asked:
    """Somebody sits so long after an interest was declared of them, or ended."""
    desk = panel()
    desk.later(hours=1)
    desk.do(declared("unit"))
    if over:
        desk.later(hours=1)
        desk.do(ended("unit"))
    at = desk.now + offset
    desk.later(hours=1)
    return desk.asks(replace(attends("unit"), occurred_at=at))


#: Whoever leads, in custody or when release is prepared, must be clear of the matter.
LED: Final = with_rules(
    "custody: {roles: [unit, police, court, probation, clinic], source: act 5}",
    "custody: {roles: [unit, police, court, probation, clinic], rules: [interest.none],"
    " source: act 5}",
    "release: {roles: [unit, aftercare], source: act 5}",
    "release: {roles: [unit, aftercare], rules: [interest.none], source: act 5}",
)
#: So must whoever the way to the client goes through, and nobody opens it on its own word alone.
WAYS: Final = changed(
    "    rules: [{notice.given: {kind: told}}]\n",
    "    opening: [{interest.none: {interests: [suspect, victim]}}]\n"
    "    rules: [{interest.none: {interests: [suspect, victim]}}]\n",
)


def led_on(*first: Command) -> Asked:
    """After these commands the unit, which leads, takes the step into a phase that it may lead."""
    desk = opened(LED)
    desk.do(*first)
    return desk.take("prepare")


def proposed(role: str, *first: Command) -> Asked:
    """After these commands a role is proposed as lead."""
    desk = opened(LED)
    desk.do(*first)
    organisation = ORGANISATIONS[role]
    return desk.asks(c.ProposeLead(actor=UNIT, role=role, organisation=organisation))


def way(
    *first: Command,
    through: str = "family",
    organisation: str = "",
    person: str = "",
    by: Actor = PRISON,
) -> Asked:
    """After these commands a channel is opened through somebody."""
    desk = opened(WAYS)
    desk.do(*first)
    command = c.OpenChannel(
        actor=by,
        channel="w-1",
        kind="talks",
        modality=Modality.VIRTUAL,
        through=through,
        organisation=organisation,
        person=person,
    )
    return desk.asks(command)


# ---- what people were told before


def handed(
    kind: str,
    role: str,
    person: str = "",
    *,
    by: Actor = UNIT,
    name: str = "d-1",
    organisation: str = "",
    at: datetime | None = None,
) -> c.FileDocument:
    """A document is given to somebody."""
    return c.FileDocument(
        actor=by,
        kind=kind,
        document=name,
        role=role,
        organisation=organisation or ORGANISATIONS[role],
        person=person,
        occurred_at=at,
    )


def task(
    owner: str, *responsible: str, name: str = "a-1", at: datetime | None = None
) -> c.RecordAction:
    """The unit records that somebody is charged with a task."""
    return c.RecordAction(
        actor=UNIT,
        conference="k-1",
        action=name,
        owner=owner,
        due_on=date(2026, 4, 1),
        responsible=responsible,
        occurred_at=at,
    )


def charging(*first: Command, owner: str = "welfare", responsible: tuple[str, ...] = ()) -> Asked:
    """After these commands a role is charged with a task in a panel."""
    return panel(*first).asks(task(owner, *responsible))


def charged_since(offset: timedelta) -> Asked:
    """Welfare is charged with a task so long after it was given a package."""
    desk = panel()
    desk.later(hours=1)
    desk.do(handed("package", "welfare"))
    at = desk.now + offset
    desk.later(hours=1)
    return desk.asks(task("welfare", at=at))


def standing_in(
    *between: Command, person: str = "p-unit-2", first: str = "p-unit", deputy_for: str = ""
) -> Asked:
    """Somebody of the unit sits in a second panel, after another sat in the first one."""
    desk = panel()
    desk.do(attends("unit", first), c.CloseConference(actor=UNIT, conference="k-1"))
    desk.later(days=1)
    desk.do(*between)
    panel(name="k-2", desk=desk)
    return desk.asks(attends("unit", person, name="k-2", deputy_for=deputy_for))


def briefed_since(offset: timedelta) -> Asked:
    """Somebody stands in; the briefing was filed so long after the other one sat."""
    desk = panel()
    desk.later(hours=1)
    desk.do(attends("unit", "p-unit"))
    at = desk.now + offset
    desk.later(hours=1)
    desk.do(handed("briefing", "unit", at=at), c.CloseConference(actor=UNIT, conference="k-1"))
    desk.later(days=1)
    panel(name="k-2", desk=desk)
    return desk.asks(attends("unit", "p-unit-2", name="k-2"))
