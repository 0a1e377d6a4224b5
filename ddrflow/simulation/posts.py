"""Who holds a post when: people stay for a while, leave, and are followed by others.

Clients and families hold no post: they are who they are.
"""

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from typing import Final

from ddrflow.dates import OnHoliday, local_day
from ddrflow.model.agency import AgencyKind
from ddrflow.simulation.setting import Setting, opening

_NEVER: Final = datetime.max.replace(tzinfo=UTC)


class Posts:
    """The posts of one replication: of each role of an organisation one, shared by all cases."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting
        self._begins: dict[str, list[datetime]] = {}
        self._ends: dict[str, list[datetime]] = {}
        agencies = setting.workflow.procedure.agencies
        self._posts = {role for role, one in agencies.items() if one.kind.is_professional}

    def holder(self, organisation: str, role: str, instant: datetime) -> str:
        """Who holds the post of a role; while it is empty, whoever held it last."""
        return self.holding(organisation, role, instant)[0]

    def holding(self, organisation: str, role: str, instant: datetime) -> tuple[str, datetime]:
        """Who holds it, and when another one begins."""
        if role not in self._posts:
            return organisation, _NEVER
        kth = self._kth(organisation, role, instant)
        return f"{organisation}-{kth + 1}", self._begins[organisation][kth + 1]

    def filled_from(self, organisation: str, role: str, instant: datetime) -> datetime:
        """The instant, or when the post is filled again where it is empty then."""
        if role not in self._posts:
            return instant
        kth = self._kth(organisation, role, instant)
        if instant < self._ends[organisation][kth]:
            return instant
        return self._begins[organisation][kth + 1]

    def is_post(self, role: str) -> bool:
        """Somebody holds the role for a while, and another one after."""
        return role in self._posts

    def _kth(self, organisation: str, role: str, instant: datetime) -> int:
        """The number of the last holder who began by then."""
        begins = self._begins.get(organisation)
        if begins is None:
            begins = self._begins[organisation] = [self._setting.begins_at]
            self._ends[organisation] = [self._left(organisation, role, 0)]
        while begins[-1] <= instant:
            kth = len(begins)
            begins.append(self._followed(organisation, role, kth - 1))
            self._ends[organisation].append(self._left(organisation, role, kth))
        return max(0, bisect_right(begins, instant) - 1)

    def _left(self, organisation: str, role: str, kth: int) -> datetime:
        days = self._days("agencies.tenure", "tenure", organisation, role, kth)
        return self._begins[organisation][kth] + timedelta(days=days)

    def _followed(self, organisation: str, role: str, kth: int) -> datetime:
        days = self._days("agencies.vacancy", "vacancy", organisation, role, kth)
        left_on = local_day(self._ends[organisation][kth], self._setting.zone)
        day = self._setting.calendar.moved(left_on + timedelta(days=round(days)), OnHoliday.NEXT)
        return opening(day, self._setting.zone)

    def _days(self, path: str, purpose: str, organisation: str, role: str, kth: int) -> float:
        kind: AgencyKind = self._setting.workflow.procedure.agencies[role].kind
        uniform = self._setting.draws.uniform("", purpose, organisation, kth)
        return max(1.0, self._setting.world.parameter(path, kind).at(uniform))
