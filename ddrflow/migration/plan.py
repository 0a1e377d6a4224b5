"""A plan: which running cases would move to another version, and what that changes for each."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ddrflow.model.case import WorkflowId
from ddrflow.model.verdict import Reason


class Way(StrEnum):
    """What becomes of a running case."""

    AS_IT_IS = "moves as it is"
    MAPPED = "moves with a mapping"
    STAYS = "stays"


class Kind(StrEnum):
    """What a move changes for a case, in the order in which people ask for it."""

    STUCK = "gets stuck"
    BREACH = "opens a breach"
    AT_ONCE = "is due at once"
    DEADLINE = "changes a deadline"
    ASKS_MORE = "has more in its way"
    SIGHT = "is read by more"


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that a move changes for a case."""

    kind: Kind
    what: Reason


@dataclass(frozen=True, slots=True)
class Planned:
    """What becomes of one case.

    `version` is the number of its last entry when the plan was made: a case that went on since
    is planned again. `reasons` are why it stays.
    """

    case_id: str
    version: int
    state: str
    there: str
    way: Way
    reasons: tuple[Reason, ...] = ()
    consequences: tuple[Consequence, ...] = ()

    @property
    def moves(self) -> bool:
        """It goes on under the new version."""
        return self.way is not Way.STAYS


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of every running case of a version, as of one instant.

    `unused` are names of the file's mapping that the old version does not have.
    """

    old: WorkflowId
    new: WorkflowId
    made_at: datetime
    cases: tuple[Planned, ...]
    unused: tuple[str, ...] = ()

    @property
    def moving(self) -> tuple[Planned, ...]:
        """The cases that move."""
        return tuple(one for one in self.cases if one.moves)

    def of(self, way: Way) -> tuple[Planned, ...]:
        """The cases that go one way."""
        return tuple(one for one in self.cases if one.way is way)

    def with_consequence(self, kind: Kind) -> tuple[Planned, ...]:
        """The cases for which a move has a consequence of a kind."""
        return tuple(
            one for one in self.cases if any(each.kind is kind for each in one.consequences)
        )

    def counts(self) -> Mapping[str, int]:
        """How many go which way, and for how many it has which consequence."""
        ways = Counter(one.way.value for one in self.cases)
        found = {one.value: ways[one.value] for one in Way}
        return {**found, **{one.value: len(self.with_consequence(one)) for one in Kind}}
