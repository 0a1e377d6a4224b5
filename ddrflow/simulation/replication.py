"""One replication: the same synthetic people, referred one after another, each life lived."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import heapify, heappop, heappush
from typing import Final

from ddrflow.dates import Calendar, OnHoliday, local_day
from ddrflow.errors import BadCommand
from ddrflow.measures import Past
from ddrflow.model.agency import Phase
from ddrflow.model.workflow import Workflow
from ddrflow.simulation.draw import Draws
from ddrflow.simulation.fate import REACTIONS, refer
from ddrflow.simulation.life import Life, Planned
from ddrflow.simulation.posts import Posts
from ddrflow.simulation.setting import Setting, opening
from ddrflow.simulation.sittings import Coordinators, Shared, Sittings
from ddrflow.simulation.world import IN_DAYS, World

#: Nobody is referred later than this, in days: calendars end somewhere.
CENTURIES: Final = 2_000_000
#: What is planned from here on may lie past the last day that there is.
LAST_DAY: Final = date(9000, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Window:
    """How many people are referred from a day on, and how long each of them is followed."""

    cases: int
    begins_on: date
    horizon: timedelta


@dataclass(frozen=True, slots=True)
class Lived:
    """A life that was lived: its record, and what only a simulation knows of it."""

    case_id: str
    referred_at: datetime
    past: Past
    planned: tuple[Planned, ...]
    queued: tuple[int, ...]


def _check(workflow: Workflow, world: World, window: Window) -> None:
    """Raise BadCommand for a procedure that no person goes through, too many people or none."""
    if type(window.cases) is not int or window.cases < 1:
        message = f"`{window.cases}` is no number of cases"
        raise BadCommand("cases", message, "give a whole number from 1 up")
    referrals = world.parameter("people.referrals")
    gap = referrals.spread.mean * IN_DAYS[referrals.unit]
    days = gap * window.cases + window.horizon.days
    if days > CENTURIES:
        message = f"{window.cases} cases at one in {gap:g} days would come for centuries"
        raise BadCommand("cases", message, "fewer cases, or a world with more referrals")
    if window.begins_on.toordinal() + days > LAST_DAY:
        message = f"from {window.begins_on} on the calendar ends before the last case"
        raise BadCommand("begin", message, "begin earlier, or follow fewer cases")
    if any(one.phase is Phase.PARTNERSHIP for one in workflow.states.values()):
        name = workflow.identity.name
        message = f"`{name}` is the life of a partnership, and no person's case"
        raise BadCommand("workflow", message, "simulate a procedure of cases")


def lived(setting: Setting, cases: int) -> Iterator[Lived]:
    """The lives of so many cases, in the order of their referral.

    Where they share nothing each is lived from its beginning to its end before the next one;
    where they share something, whoever's turn comes first goes on.
    """
    lives = _referred(setting, cases)
    if setting.shared is None:
        for life in lives:
            life.live()
            yield _told(life)
        return
    everybody = list(lives)
    _live_together(everybody)
    yield from (_told(one) for one in everybody)


def setting_of(
    workflow: Workflow, world: World, window: Window, seed: int, replication: int
) -> Setting:
    """What a replication is lived in."""
    calendar, zone = workflow.procedure.calendar, workflow.procedure.zone
    _check(workflow, world, window)
    begins_at = opening(calendar.moved(window.begins_on, OnHoliday.NEXT), zone)
    shared = _shared(world, calendar, begins_at)
    draws = Draws(seed, replication)
    return Setting(workflow, world, begins_at, window.horizon, draws, shared)


def _shared(world: World, calendar: Calendar, begins_at: datetime) -> Shared | None:
    sittings = world.optional("capacity.sittings")
    coordinators = world.optional("capacity.coordinators")
    if sittings is None and coordinators is None:
        return None
    return Shared(
        None if sittings is None else Sittings(sittings.at(0.5), calendar),
        None if coordinators is None else Coordinators(round(coordinators.at(0.5)), begins_at),
    )


def _referred(setting: Setting, cases: int) -> Iterator[Life]:
    posts = Posts(setting)
    gap, at = setting.world.parameter("people.referrals"), setting.begins_at
    for number in range(cases):
        if number:
            days = gap.at(setting.draws.uniform("", "referral", "", number))
            at += timedelta(days=days)
        day = setting.calendar.moved(local_day(at, setting.zone), OnHoliday.NEXT)
        referred_at = opening(day, setting.zone)
        life = Life(setting, posts, f"sim-{number + 1}", referred_at, REACTIONS)
        life.wake(referred_at, "refer", refer)
        yield life


def _live_together(lives: list[Life]) -> None:
    heap = [(life.next_at, number) for number, life in enumerate(lives)]
    heapify(heap)
    while heap:
        _, number = heappop(heap)
        if lives[number].advance():
            heappush(heap, (lives[number].next_at, number))


def _told(life: Life) -> Lived:
    # Nothing is corrected in a life, so its entries all count, and its case is their fold.
    entries, refusals = tuple(life.entries), tuple(life.refusals)
    known = Past(life.workflow, life.opened, entries, refusals, life.ends_at, life.standing)
    planned, queued = tuple(life.planned), tuple(life.queued)
    return Lived(life.case_id, life.referred_at, known, planned, queued)
