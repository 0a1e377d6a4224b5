"""Situations about items of information: whose they are, and where they go."""

from datetime import datetime, timedelta
from typing import Final

from ddrflow.model import commands as c
from ddrflow.model.agency import Actor
from ddrflow.model.information import InformationClass
from ddrflow.model.item import ItemKind
from ddrflow.model.record import Function
from ddrflow.model.workflow import Workflow
from tests.acts import convened
from tests.builders import ORGANISATIONS, POLICE, UNIT, WELFARE, Asked, Desk, actor, opened
from tests.rules.scenes import second
from tests.rules.scenes_of_consent import told
from tests.rules.scenes_of_preparation import named

CONFIDENTIAL: Final = InformationClass.CONFIDENTIAL
INTERNAL: Final = InformationClass.INTERNAL
CLINIC: Final = actor("clinic")


def item(
    by: Actor = POLICE,
    name: str = "i-1",
    information: InformationClass = CONFIDENTIAL,
    conference: str = "",
) -> c.RecordItem:
    """An agency records something that it knows."""
    return c.RecordItem(
        actor=by,
        item=name,
        kind=ItemKind.FACT,
        information=information,
        conference=conference,
        text="Words.",
    )


def let_go(*roles: str, by: Actor = POLICE, name: str = "i-1") -> c.ReleaseItem:
    """Its owner releases an item to roles."""
    return c.ReleaseItem(actor=by, item=name, roles=roles)


def telling(
    role: str, by: Actor = POLICE, basis: str = "act-30", at: datetime | None = None
) -> c.DiscloseItem:
    """Somebody passes the item on to a role."""
    return c.DiscloseItem(
        actor=by,
        item="i-1",
        role=role,
        organisation=ORGANISATIONS[role],
        basis=basis,
        purpose="release-planning",
        occurred_at=at,
    )


def known(*commands: c.Command, workflow: Workflow | None = None) -> Desk:
    """A case in which these things were recorded."""
    desk = opened(workflow)
    desk.do(*commands)
    return desk


def told_on(basis: str, role: str = "prison", workflow: Workflow | None = None) -> Asked:
    """The police pass their own item on, on some basis."""
    return known(item(), workflow=workflow).asks(telling(role, basis=basis))


def passed_on(*released_to: str, role: str = "prison") -> Asked:
    """Welfare passes on what the police released to these roles."""
    release = (let_go(*released_to),) if released_to else ()
    return known(item(), *release).asks(telling(role, WELFARE))


def passed_on_since(offset: timedelta) -> Asked:
    """The police released it a day later; welfare passed it on near that instant."""
    desk = known(item())
    desk.later(days=1)
    desk.do(let_go("prison"))
    instant = desk.now
    desk.later(days=1)
    return desk.asks(telling("prison", WELFARE, at=instant + offset))


def client_told(*released_to: str) -> Asked:
    """The police tell the client themselves what they released to these roles."""
    release = (let_go(*released_to),) if released_to else ()
    return known(item(), *release).asks(telling("client", basis="act-31"))


def civil_society_tells(*commands: c.Command) -> Asked:
    """The unit, of civil society, passes its own item on after these."""
    return known(item(UNIT), *commands).asks(telling("prison", UNIT))


def civil_society_tells_since(offset: timedelta) -> Asked:
    """The client was told a day later; the unit passed its item on near that instant."""
    desk = known(item(UNIT))
    desk.later(days=1)
    desk.do(told("1", "rights"))
    instant = desk.now
    desk.later(days=1)
    return desk.asks(telling("prison", UNIT, at=instant + offset))


def releasing_by(by: Actor) -> Asked:
    """Somebody releases the second item, which is of the police; the first is of welfare."""
    desk = known(item(WELFARE, "i-0"), item())
    who = second("police")
    desk.do(c.BindRole(actor=UNIT, role="police", organisation=who.organisation))
    return desk.asks(let_go("prison", by=by))


def succeeded(command: c.Command) -> Asked:
    """Another organisation plays the role of the police, whose first one left an item."""
    desk = known(item())
    who = second("police")
    desk.do(
        c.BindRole(actor=UNIT, role="police", organisation=who.organisation),
        c.UnbindRole(actor=UNIT, role="police", organisation="Police North"),
    )
    return desk.asks(command)


def tabled(information: InformationClass, kind: str = "open-door") -> Asked:
    """The unit tables an item of a class in a conference."""
    desk = opened()
    convened(desk, kind=kind)
    return desk.asks(item(UNIT, information=information, conference="k-1"))


def witnessing(*released_to: str, named: tuple[str, ...] = ("i-1",), by: Actor = CLINIC) -> Asked:
    """The clinic testifies from its item, which it released to these roles."""
    release = (let_go(*released_to, by=by),) if released_to else ()
    return known(item(by), *release).asks(statement(by, named))


def statement(
    by: Actor, named: tuple[str, ...] = ("i-1",), at: datetime | None = None
) -> c.FileDocument:
    """A testimony for the court, of these items."""
    return c.FileDocument(actor=by, kind="testimony", document="d-1", items=named, occurred_at=at)


def witnessing_since(offset: timedelta) -> Asked:
    """The item was released to the court a day later; the testimony was filed near that."""
    desk = known(item(CLINIC))
    desk.later(days=1)
    desk.do(let_go("court", by=CLINIC))
    instant = desk.now
    desk.later(days=1)
    return desk.asks(statement(CLINIC, at=instant + offset))


def helping_since(offset: timedelta) -> Asked:
    """The clinic named a worker a day after; its testimony was filed near that instant."""
    desk = known(item(CLINIC), let_go("court", by=CLINIC))
    desk.later(days=1)
    desk.do(named(Function.WORKER, "clinic"))
    instant = desk.now
    desk.later(days=1)
    return desk.asks(statement(CLINIC, at=instant + offset))


def in_a_letter(information: InformationClass) -> Asked:
    """The unit writes an open letter that tells an item of a class."""
    return known(item(UNIT, information=information)).asks(letter())


def letter() -> c.FileDocument:
    """An open letter that tells an item."""
    return c.FileDocument(actor=UNIT, kind="letter", document="d-1", items=("i-1",))
