"""Situations about what the agencies do and keep together above the cases, as in `scenes_above`."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from ddrflow.model import commands as c
from ddrflow.model.commands import Command
from ddrflow.model.record import Function
from ddrflow.model.standing import (
    Activity,
    ActivityHeld,
    ActivityKind,
    Board,
    BoardMeeting,
    BoardMet,
    BoardSetUp,
    StandingEvent,
)
from tests.acts import attends, convened, entered, hand_over
from tests.builders import POLICE, TICK, UNIT, Asked, actor, opened
from tests.rules.scenes import late
from tests.rules.scenes_above import DAY, FIRST_DAY, LAST_YEAR, NORTH, above, operating_procedure
from tests.rules.scenes_of_people import handed

Probe = Callable[[], Asked]

# ---- activities


def feedback(
    *organisations: str,
    kind: ActivityKind = ActivityKind.FEEDBACK_ROUND,
    held_on: date = FIRST_DAY,
) -> StandingEvent:
    """Organisations, unit and prison unless others are named, gave each other feedback."""
    parties = organisations or NORTH
    name = "-".join((kind.value, str(held_on), *(one.split()[0] for one in parties)))
    return ActivityHeld(Activity(name.lower(), kind, held_on, parties))


def fed_back_on_day(offset: int) -> Asked:
    """They gave feedback on the second day; the step is entered so many days after that."""
    desk = opened()
    desk.later(days=1)
    desk.record(feedback(held_on=desk.now.date()))
    instant = desk.now + timedelta(days=offset)
    desk.later(days=2)
    return late(desk, "rehearse", instant)


# ---- operating procedures


def adopted_from(starts_on: date) -> Asked:
    """The step, where the operating procedure is in force from a day on."""
    return above("standardise", operating_procedure(starts_on=starts_on))


def adopted_on_day(offset: int) -> Asked:
    """It is in force from the second day; the step is entered so many days after that."""
    desk = opened(standing=[operating_procedure(starts_on=FIRST_DAY + DAY)])
    desk.later(days=3)
    return late(desk, "standardise", desk.now + timedelta(days=offset - 2))


# ---- boards


def board(
    *organisations: str, name: str = "b-1", starts_on: date = LAST_YEAR, ends_on: date | None = None
) -> StandingEvent:
    """A board of some, of the prison and the unit unless others are named."""
    return BoardSetUp(Board(name, organisations or NORTH, starts_on, ends_on))


def meeting(held_on: date = FIRST_DAY, name: str = "b-1") -> StandingEvent:
    """A board met."""
    return BoardMet(BoardMeeting(f"m-{name}-{held_on}", name, held_on, NORTH))


#: The last day on which a meeting half a year ago at most could be held.
HALF_A_YEAR_AGO: Final = date(2025, 9, 2)


# ---- who leads


def entrusted(*roles: str) -> Asked:
    """The step that asks for another lead, after the lead went from one to the next."""
    desk = opened()
    for old, role in zip(("unit", *roles), roles, strict=False):
        hand_over(desk, role, actor(old))
    return desk.take("entrust")


def entrusted_since(offset: timedelta) -> Asked:
    """The police took over a day after; the step is entered for near that instant."""
    desk = opened()
    desk.later(days=1)
    hand_over(desk, "police")
    taken = desk.now
    desk.later(days=1)
    return late(desk, "entrust", taken + offset)


def to_be_entrusted() -> Asked:
    """The police are proposed, and the unit still leads."""
    desk = opened()
    desk.do(c.ProposeLead(actor=UNIT, role="police", organisation="Police North"))
    return desk.take("entrust")


# ---- workers named long before


def worker(person: str = "p-7", role: str = "prison") -> c.NamePerson:
    """Somebody is named who works with the client."""
    organisation = "Prison North" if role == "prison" else "Police North"
    return c.NamePerson(
        actor=UNIT, role=role, organisation=organisation, function=Function.WORKER, person=person
    )


def named_days_ago(days: int, *then: Command, role: str = "prison") -> Asked:
    """A worker was named, some days passed, then these commands were given."""
    desk = opened()
    desk.do(worker(role=role))
    desk.later(days=days)
    desk.do(*then)
    return desk.take("staff-early")


# ---- what people are bound to


def sworn(*first: Command, role: str = "unit", person: str = "") -> Asked:
    """After these commands somebody sits where one has to know what one is bound to."""
    desk = opened()
    desk.do(*first)
    convened(desk, kind="sworn")
    entered(desk, "exchange")
    return desk.asks(attends(role, person))


def instructed(person: str = "p-unit", role: str = "unit") -> c.FileDocument:
    """The police instruct somebody."""
    return handed("instruction", role, person, by=POLICE)


def instructed_since(offset: timedelta) -> Asked:
    """Somebody sits so long after the instruction was given."""
    desk = opened()
    convened(desk, kind="sworn")
    entered(desk, "exchange")
    desk.later(hours=1)
    desk.do(instructed())
    at = desk.now + offset
    desk.later(hours=1)
    return desk.asks(replace(attends("unit"), occurred_at=at))


MET_AND_NOT: Final[dict[str, tuple[Probe, ...]]] = {
    "activity.held": (
        lambda: above("rehearse", feedback()),
        lambda: above("rehearse"),
        lambda: above("rehearse", feedback("Police North", "Unit North")),
        lambda: above("rehearse", feedback(held_on=LAST_YEAR - DAY)),
        lambda: above("rehearse", without=("prison",)),
    ),
    "procedure.adopted": (
        lambda: adopted_from(FIRST_DAY),
        lambda: above("standardise"),
        lambda: adopted_from(FIRST_DAY + DAY),
    ),
    "board.met": (
        lambda: above("govern", board(), meeting()),
        lambda: above("govern"),
        lambda: above("govern", board("Police North", "Unit North")),
        lambda: above("govern", board()),
        lambda: above("govern", without=("prison",)),
    ),
    "lead.among": (
        lambda: entrusted("police"),
        entrusted,
        to_be_entrusted,
        lambda: entrusted_since(-TICK),
    ),
    "instruction.given": (
        lambda: sworn(instructed()),
        sworn,
        lambda: sworn(instructed("p-unit-3")),
    ),
}
"""For each rule, first where it is met, then the ways in which it is not."""
