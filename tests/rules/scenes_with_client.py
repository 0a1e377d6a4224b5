"""Situations about the client: taking part, ways to the client, support that goes on."""

from datetime import UTC, date, datetime, timedelta

from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.access import Modality
from ddrflow.model.agency import Actor
from ddrflow.model.consent import Participation
from ddrflow.model.record import Function
from tests.builders import PRISON, START, UNIT, WELFARE, Asked, Desk, opened
from tests.rules.scenes import DAY


def supported(
    function: Function | None = Function.ONWARD_SUPPORT, offset: timedelta = timedelta()
) -> Asked:
    """A person of welfare is named for a function, or nobody; then a step so long after."""
    desk = opened()
    desk.later(days=1)
    if function is not None:
        desk.do(
            c.NamePerson(
                actor=WELFARE,
                role="welfare",
                organisation="Welfare North",
                function=function,
                person="p-9",
            )
        )
    at = desk.now + offset
    desk.later(days=1)
    return desk.asks(c.TakeStep(actor=UNIT, trigger="part", occurred_at=at))


def supporter_left() -> Asked:
    """The organisation of the person who was named is no party any more."""
    desk = supported().desk
    desk.do(c.UnbindRole(actor=UNIT, role="welfare", organisation="Welfare North"))
    return desk.take("part")


# ---- participation


def ordered(
    until: date | None = None, participation: Participation = Participation.ORDERED
) -> Desk:
    """The client takes part in talks by order, until a day."""
    desk = opened()
    order = "order-1" if participation is Participation.ORDERED else ""
    desk.do(
        c.SetParticipation(
            actor=UNIT, measure="talks", participation=participation, order=order, until=until
        )
    )
    return desk


def chosen(participation: Participation = Participation.VOLUNTARY) -> Asked:
    """The step that asks for free will, after talks were set up."""
    return ordered(participation=participation).take("choose")


def order_over(offset: timedelta) -> Asked:
    """The step so long after the end, in Vienna, of the last day of the order."""
    desk = ordered(until=START.date() + DAY)
    desk.at(datetime(2026, 3, 3, 23, tzinfo=UTC) + offset)
    return desk.take("choose")


# ---- channels


def opens(desk: Desk, kind: str, by: Actor = PRISON, name: str = "w-1") -> Asked:
    """Somebody opens a channel of a kind, virtual and through the family where it can be."""
    virtual, family = Modality.VIRTUAL, "family"
    if kind == "contact":
        virtual, family = Modality.IN_PERSON, ""
    return desk.asks(
        c.OpenChannel(actor=by, channel=name, kind=kind, modality=virtual, through=family)
    )


def leave_by(by: Actor) -> Asked:
    """Somebody opens a channel that is the prison's or the court's to open."""
    return opens(opened(), "talks", by)


def met_through(*kinds: str) -> Asked:
    """After channels of these kinds were opened, the step that needs talks."""
    desk = opened()
    for number, kind in enumerate(kinds):
        desk.do(opens(desk, kind, name=f"w-{number}").command)
    return desk.take("meet")


def talks_open(offset: timedelta, *, closed: bool = False) -> Asked:
    """The step is taken so long after talks were opened, or closed on the next day."""
    desk = opened()
    desk.later(days=1)
    desk.do(opens(desk, "talks", name="w-0").command)
    if closed:
        desk.later(days=1)
        desk.do(c.CloseChannel(actor=PRISON, channel="w-0", why="no-leave"))
    at = desk.now + offset
    desk.later(days=1)
    return desk.asks(c.TakeStep(actor=UNIT, trigger="meet", occurred_at=at))


def bad_command(asked: Asked) -> str:
    """What is wrong with a command that cannot be asked at all."""
    try:
        asked.decision()
    except BadCommand as fault:
        return str(fault)
    message = f"{asked.command} can be asked"
    raise AssertionError(message)
