"""One synthetic case, lived through `decide` and `lapse` as a live one is.

Nobody but the clock of this case moves it: what is to come waits in a heap of its own, which is
what makes a hundred thousand cases cost as much each as ten thousand.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush
from typing import Any, Final

from ddrflow.decide import check_above, decide, is_as_before, lapse, timers
from ddrflow.errors import BadCommand
from ddrflow.model.agency import Actor
from ddrflow.model.case import Case
from ddrflow.model.commands import Command
from ddrflow.model.decision import Decision
from ddrflow.model.events import Entry, Event
from ddrflow.model.fold import evolve
from ddrflow.model.standing import Standing, StandingEntry, StandingEvent, standing_of
from ddrflow.model.workflow import Step
from ddrflow.ports import Refusal
from ddrflow.simulation.posts import Posts
from ddrflow.simulation.setting import Setting
from ddrflow.simulation.world import Parameter

#: A wake-up: what it is for breaks a tie, so that the order of the code never does.
WakeUp = tuple[datetime, str, int, Callable[..., None], tuple[Any, ...]]
#: What somebody does when something was recorded.
Reaction = Callable[["Life", Any], None]
NO_TIMER: Final = datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class Goal:
    """The step that comes next, and the day for which it is planned."""

    step: Step
    planned_at: datetime
    #: Who is to take it.
    role: str


@dataclass(slots=True)
class Planned:
    """For which day a person's course planned a step, and when it was taken, if it was.

    `dropped_at` is when the course took another turn, and it was late already.
    """

    trigger: str
    planned_at: datetime
    taken_at: datetime | None = None
    dropped_at: datetime | None = None


class Life:
    """A case, its clock, what waits to be done on it, and what was recorded."""

    # Read and written at every event, which is quicker with slots.
    __slots__ = (
        "_acting",
        "_counted",
        "_heap",
        "_lapses_at",
        "_order",
        "_playing",
        "_reactions",
        "above",
        "asked",
        "case",
        "case_id",
        "declined",
        "ends_at",
        "entries",
        "fates",
        "goal",
        "heeded",
        "leaves_at",
        "now",
        "planned",
        "posts",
        "queued",
        "referred_at",
        "refusals",
        "setting",
        "standing",
        "stay",
        "tries",
        "visit",
        "workflow",
    )

    def __init__(
        self,
        setting: Setting,
        posts: Posts,
        case_id: str,
        referred_at: datetime,
        reactions: Mapping[type[Event], Reaction],
    ) -> None:
        self.setting = setting
        self.workflow = setting.workflow
        self.posts = posts
        self.case_id = case_id
        self.now = self.referred_at = referred_at
        self.ends_at = referred_at + setting.horizon
        self.case: Case | None = None
        self.standing: Standing | None = None
        self.above: tuple[StandingEntry, ...] = ()
        self.entries: list[Entry] = []
        self.refusals: list[Refusal] = []
        self.goal: Goal | None = None
        self.planned: list[Planned] = []
        #: For how many days each conference waited for a place that cases share.
        self.queued: list[int] = []
        #: How often the case came into a state, and into a phase, which tells its visits apart.
        self.visit = 0
        self.stay = 0
        #: When the person's course leaves the phase, and when what can happen in it does.
        self.leaves_at = referred_at
        self.fates: dict[str, datetime] = {}
        #: What somebody was asked for and has not done yet; how often each thing was tried.
        self.asked: set[str] = set()
        self.tries: Counter[str] = Counter()
        #: Which advice is followed in this state; which consents were declined, until asked again.
        self.heeded: dict[str, bool] = {}
        self.declined: set[str] = set()
        self._reactions = reactions
        self._heap: list[WakeUp] = []
        self._order = 0
        self._counted: dict[tuple[str, str], int] = {}
        self._lapses_at = NO_TIMER
        #: Which organisation plays a role; who acts in it, until another holds the post.
        self._playing: dict[str, str] = {}
        self._acting: dict[str, tuple[datetime, Actor]] = {}

    # ---- what it is filled from and asked with

    @property
    def length(self) -> int:
        """The number of its last entry, and of the facts above it."""
        return len(self.entries) + len(self.above)

    @property
    def opened(self) -> Case:
        """The case, which is open by now."""
        if self.case is None:
            message = f"case `{self.case_id}` is not opened yet"
            raise ValueError(message)
        return self.case

    def person(self, role: str) -> str:
        """Who holds the post of a role now."""
        return self.posts.holder(self.organisation(role), role, self.now)

    def organisation(self, role: str) -> str:
        """The organisation that plays a role now, or that would."""
        return self.plays(role) or self.would_play(role)

    def plays(self, role: str) -> str:
        """The organisation that plays a role now; empty where none does."""
        if self.case is None:
            return ""
        found = self._playing.get(role)
        if found is None:
            playing = self.case.parties.organisations(role, self.now)
            found = self._playing[role] = playing[0] if playing else ""
        return found

    def would_play(self, role: str) -> str:
        """The organisation of a role that nobody plays; whose own people it is, is of this case."""
        kind = self.workflow.procedure.agencies[role].kind
        return f"org-{role}" if kind.is_professional else f"{role}-{self.case_id}"

    def actor(self, role: str) -> Actor:
        """Who acts in a role now."""
        known = self._acting.get(role)
        if known is not None and self.now < known[0]:
            return known[1]
        organisation = self.organisation(role)
        person, until = self.posts.holding(organisation, role, self.now)
        found = Actor(person, organisation, role)
        self._acting[role] = until, found
        return found

    # ---- chance

    def uniform(self, purpose: str, actor: str = "") -> float:
        """The number of the next thing of this purpose that the actor meets in this case."""
        key = (purpose, actor)
        kth = self._counted.get(key, 0)
        self._counted[key] = kth + 1
        return self.setting.draws.uniform(self.case_id, purpose, actor, kth)

    def parameter(self, path: str, role: str) -> Parameter:
        """The world's parameter for the kind of agency that a role is."""
        return self.setting.parameter(path, role)

    def happens(self, parameter: Parameter, purpose: str, actor: str = "") -> bool:
        """Whether what comes so often comes now."""
        return self.uniform(purpose, actor) < parameter.at(0.5)

    def after(self, parameter: Parameter, purpose: str, actor: str = "") -> datetime:
        """When something is done that takes so long from now."""
        return self.setting.after(self.now, parameter, self.uniform(purpose, actor))

    # ---- time

    def wake(self, at: datetime, name: str, what: Callable[..., None], *arguments: object) -> None:
        """Do something at an instant; `name` says what, and orders what falls on one instant."""
        self._order += 1
        due = at if at > self.now else self.now  # noqa: FURB136 - all comes by; a call costs more
        heappush(self._heap, (due, name, self._order, what, arguments))

    @property
    def next_at(self) -> datetime:
        """When something comes next on this case; the end of time where nothing does."""
        waits = self._heap[0][0] if self._heap else NO_TIMER
        return min(waits, self._lapses_at)

    def advance(self) -> bool:
        """Live what comes next: first what time alone makes happen, then what people do.

        False where nothing more is lived: the case is closed, or its window is over.
        """
        case, heap, lapses_at = self.case, self._heap, self._lapses_at
        if case is not None and case.position.phase is None:
            return False
        if not heap or lapses_at <= heap[0][0]:
            if lapses_at >= self.ends_at:
                return False
            self.now = max(self.now, lapses_at)
            self._lapse()
            return True
        if heap[0][0] >= self.ends_at:
            return False
        at, _, _, what, arguments = heappop(heap)
        if at > self.now:  # noqa: PLR1730 - as in `wake`
            self.now = at
        what(self, *arguments)
        return True

    def live(self) -> None:
        """Live until the case is closed, or to the end of the window."""
        advance = self.advance
        while advance():
            pass

    @property
    def is_over(self) -> bool:
        """The case was opened and has ended."""
        return self.case is not None and self.case.position.phase is None

    def pass_minutes(self, minutes: int) -> None:
        """Some minutes go by, within one sitting."""
        self.now += timedelta(minutes=minutes)

    # ---- doing

    def weigh(self, command: Command) -> Decision | None:
        """What `decide` says of a command now; None where it cannot be asked at all."""
        try:
            return decide(self.workflow, self.case, self.standing, command, self.now)
        except BadCommand:
            return None

    def do(self, command: Command) -> Decision | None:
        """Give a command: it is recorded, or its refusal is."""
        decision = self.weigh(command)
        if decision is None:
            return None
        if decision.is_allowed:
            self.record(command, decision)
        else:
            self.refusals.append(Refusal(self.case_id, command, decision, self.now))
        return decision

    def record(self, command: Command, decision: Decision) -> None:
        """Record what was allowed, and let whoever it concerns react."""
        before = self.case
        case = self._written(command, decision)
        if before is None or before.parties is not case.parties:
            # Nobody is bound for a day to come, so who plays changes with a record alone.
            self._playing, self._acting = {}, {}
        if before is None or not is_as_before(before, case):
            due = timers(self.workflow, case)
            self._lapses_at = min([one.due_at for one in due]) if due else NO_TIMER
        for one in decision.drafts:
            reaction = self._reactions.get(type(one.event))
            if reaction is not None:
                reaction(self, one.event)

    def stand(self, actor: Actor, event: StandingEvent) -> bool:
        """Record a fact above the case, as this case has it; False where it does not fit."""
        try:
            check_above(self.above, event, self.now)
        except BadCommand:
            return False
        self.above = (*self.above, StandingEntry(len(self.above) + 1, self.now, actor, event))
        self.standing = standing_of(self.above)
        return True

    def _written(self, command: Command, decision: Decision) -> Case:
        """The case with one more entry for each event that was allowed."""
        entries, now, actor = self.entries, self.now, command.actor
        case_id, seq, first = self.case_id, len(self.above), len(entries) + 1
        at = command.occurred_at or now
        notes = decision.open_verdicts
        noted = tuple([one.note for one in notes]) if notes else ()
        case = self.case
        for number, one in enumerate(decision.drafts, first):
            entry = Entry(
                case_id, number, at, now, actor, one.event, first, one.content, seq, noted
            )
            entries.append(entry)
            case = evolve(case, entry)
            noted = ()
        self.case = case
        return self.opened

    def _lapse(self) -> None:
        """Record what time alone has made happen by now."""
        for _ in range(LAPSES):
            commands = lapse(self.workflow, self.opened, self.standing, self.now)
            if not commands:
                return
            for number, command in enumerate(commands):
                # What was recorded of the first can settle another.
                if number and command not in lapse(
                    self.workflow, self.opened, self.standing, self.now
                ):
                    continue
                self.do(command)
        message = f"case `{self.case_id}`: what is due stays due at {self.now.isoformat()}"
        raise RuntimeError(message)


#: After an outage a review can lapse so many times at once; more is a defect.
LAPSES: Final = 200
