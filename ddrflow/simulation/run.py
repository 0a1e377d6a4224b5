"""Replications of one procedure in one world, alone or spread over an executor."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from ddrflow.measures import Seen
from ddrflow.model.events import CaseOpened, Entry, StepTaken
from ddrflow.model.workflow import Workflow
from ddrflow.simulation.figures import TIMES, WATCHED, Time
from ddrflow.simulation.replication import Lived, Window, lived, setting_of
from ddrflow.simulation.world import World
from ddrflow.wire.stored import event_facts
from ddrflow.workflow.load import restored


@dataclass(frozen=True, slots=True)
class CaseSeen:
    """What was seen in one life, by measure; what saw nothing is left out."""

    case_id: str
    seen: Mapping[str, tuple[Seen, ...]]
    times: Mapping[str, tuple[Time, ...]]


@dataclass(frozen=True, slots=True)
class Replication:
    """What was seen in all lives of one replication; `digest` is over everything recorded.

    `met` are the states that a case came into and the types of conference that one was called of.
    """

    number: int
    cases: tuple[CaseSeen, ...]
    events: int
    refusals: int
    digest: str
    met: frozenset[str] = frozenset()

    def seen(self, measure: str) -> tuple[Seen, ...]:
        """Everything that a measure saw, case by case."""
        return tuple(one for case in self.cases for one in case.seen.get(measure, ()))

    def times(self, name: str) -> tuple[Time, ...]:
        """Every length of time of a name, also those that were not over."""
        return tuple(one for case in self.cases for one in case.times.get(name, ()))


@dataclass(frozen=True, slots=True)
class Study:
    """One procedure in one world: what is needed to live any of its replications anywhere."""

    document: str
    world: World
    window: Window
    seed: int


def study(workflow: Workflow, world: World, window: Window, seed: int) -> Study:
    """The study of a workflow. Raises BadCommand where no person goes through it."""
    setting_of(workflow, world, window, seed, 0)
    return Study(workflow.document, world, window, seed)


def lives(of: Study, replication: int) -> Iterator[Lived]:
    """The lives of one replication, with everything that was recorded, one after another."""
    workflow = _workflow(of.document)
    setting = setting_of(workflow, of.world, of.window, of.seed, replication)
    return lived(setting, of.window.cases)


def replicate(of: Study, replication: int) -> Replication:
    """One replication: the same for the same study and number, on any machine."""
    hashed, cases, events, refusals = sha256(), [], 0, 0
    met: set[str] = set()
    for life in lives(of, replication):
        cases.append(seen_in(life))
        events += len(life.past.entries)
        refusals += len(life.past.refusals)
        met.update(_met(life))
        for entry in life.past.entries:
            hashed.update(_line(entry).encode())
    found, digest = tuple(cases), hashed.hexdigest()
    return Replication(replication, found, events, refusals, digest, frozenset(met))


def unmet(of: Study, lived: Iterable[Replication]) -> tuple[str, ...]:
    """What no case came to: of a change there, a simulation in this world says nothing."""
    workflow = _workflow(of.document)
    met = frozenset[str]().union(*(one.met for one in lived))
    named = (
        *(f"state `{one}`" for one in workflow.states),
        *(f"conference `{one}`" for one in workflow.procedure.conferences),
    )
    return tuple(one for one in named if one not in met)


def _met(life: Lived) -> Iterator[str]:
    yield from (f"state `{one.state}`" for _, one in life.past.of(CaseOpened))
    yield from (f"state `{one.target}`" for _, one in life.past.of(StepTaken))
    yield from (f"conference `{one.type}`" for one in life.past.case.conferences.values())


def replications(
    tasks: Sequence[tuple[Study, int]], executor: Executor | None = None
) -> tuple[Replication, ...]:
    """Replications of studies by their numbers, in this order, wherever each of them is lived.

    An `executor` is any of `concurrent.futures`, of this machine or of a cluster's library; what
    waits in it when this is interrupted is for whoever holds it to take back.
    """
    if executor is None:
        return tuple(replicate(of, number) for of, number in tasks)
    # Not by `map`, which takes back what waits: processes that end answer for it at that moment.
    waited = [executor.submit(replicate, of, number) for of, number in tasks]
    return tuple(one.result() for one in waited)


def seen_in(life: Lived) -> CaseSeen:
    """What every measure saw in a life."""
    seen = {one.name: tuple(one.look(life)) for one in WATCHED}
    times = {name: tuple(look(life)) for name, look in TIMES.items()}
    return CaseSeen(
        life.case_id,
        {name: found for name, found in seen.items() if found},
        {name: found for name, found in times.items() if found},
    )


def _line(entry: Entry) -> str:
    """An entry as one line, for a digest: when, who, what."""
    actor = entry.actor
    parts = (
        entry.case_id,
        str(entry.seq),
        entry.occurred_at.isoformat(),
        actor.person,
        actor.organisation,
        actor.role,
        type(entry.event).__name__,
        event_facts(entry.event),
    )
    return "\x1f".join(parts) + "\n"


@lru_cache(maxsize=8)
def _workflow(document: str) -> Workflow:
    """The workflow of a document, read once in each process."""
    return restored(document)
