"""What one replication is lived in: a procedure, a world, a window of time, its chance.

What all its cases ask again and again is worked out once: which step comes next from a state,
which parameter holds for a role, which day lies so many working days on.
"""

from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from ddrflow.dates import Calendar, OnHoliday, instant_of, local_day
from ddrflow.model.workflow import Workflow
from ddrflow.simulation.draw import Draws
from ddrflow.simulation.onward import prospect
from ddrflow.simulation.sittings import Shared
from ddrflow.simulation.world import Parameter, World

OPENS: Final = time(9)
#: Minutes of a working day in which people act.
OFFICE: Final = 480
#: So many days are kept that were worked out.
KEPT: Final = 1 << 16
_DAY: Final = timedelta(days=1)


class Setting:
    """The same for all cases of a replication; its procedure, world and times do not change.

    The first case is referred from `begins_at` on; each is followed for `horizon` from its
    referral. `shared` is what all cases have together, where the world says so.
    """

    def __init__(
        self,
        workflow: Workflow,
        world: World,
        begins_at: datetime,
        horizon: timedelta,
        draws: Draws,
        shared: Shared | None = None,
    ) -> None:
        self.workflow = workflow
        self.world = world
        self.begins_at = begins_at
        self.horizon = horizon
        self.draws = draws
        self.shared = shared
        self.zone: ZoneInfo = workflow.procedure.zone
        self.calendar: Calendar = workflow.procedure.calendar
        #: How long before a day agencies begin to prepare it.
        self.ahead = timedelta(days=world.parameter("conferences.ahead").at(0.5))
        #: How long after its day a step happens that agencies did not take.
        self.overrun = timedelta(days=world.parameter("people.overrun").at(0.5))
        #: What lies ahead of a case in each state.
        self.prospects = {one: prospect(workflow, world, one) for one in workflow.states}
        self._parameters: dict[tuple[str, str, str], Parameter] = {}
        self._days: dict[tuple[date, int], date] = {}

    def parameter(self, path: str, role: str, asker: str = "") -> Parameter:
        """The world's parameter for the kind of agency that a role is; of a pair, who asks it."""
        key = (path, role, asker)
        found = self._parameters.get(key)
        if found is None:
            agencies = self.workflow.procedure.agencies
            kind = agencies[role].kind
            pair = (f"{agencies[asker].kind} to {kind}",) if asker else ()
            found = self._parameters[key] = self.world.parameter(path, *pair, kind)
        return found

    def after(self, now: datetime, parameter: Parameter, uniform: float) -> datetime:
        """When something is done that takes so long: in office hours of a working day.

        At the earliest on the next one; the same number draws the length and the minute.
        """
        return self.in_office(self.day_after(now, parameter, parameter.at(uniform)), uniform)

    def day_after(self, now: datetime, parameter: Parameter, length: float) -> date:
        """The working day so many days later, in the days that the parameter counts."""
        today, days = local_day(now, self.zone), max(1, round(length))
        if not parameter.is_of_working_days:
            return self.calendar.moved(today + days * _DAY, OnHoliday.NEXT)
        found = self._days.get((today, days))
        if found is None:
            if len(self._days) == KEPT:
                # Lives go on through time, so what was asked of earlier days is asked no more.
                self._days.clear()
            found = self._days[today, days] = self.calendar.after(today, days)
        return found

    def in_office(self, day: date, uniform: float) -> datetime:
        """An instant in the office hours of a day, by the finer part of a number."""
        minute = int(uniform * 1_000_003) % OFFICE
        return opening(day, self.zone) + timedelta(minutes=minute)


@lru_cache(maxsize=KEPT)
def opening(day: date, zone: ZoneInfo) -> datetime:
    """When offices open on a day, in UTC."""
    return instant_of(day, OPENS, zone)
