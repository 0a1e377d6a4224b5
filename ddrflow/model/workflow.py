"""A workflow: one procedure, frozen, with name, version and digest."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ddrflow.dates import Period
from ddrflow.model.agency import Phase
from ddrflow.model.case import WorkflowId
from ddrflow.model.decision import Decision
from ddrflow.model.migration import Migration, unchanged
from ddrflow.model.question import About, Procedure
from ddrflow.model.review import ReviewRule
from ddrflow.model.rule import RuleUse
from ddrflow.model.source import Source


@dataclass(frozen=True, slots=True)
class Limit:
    """How long a case may stay in a state, whose task it is after that, and who is told."""

    after: Period
    owner: str
    escalate_to: tuple[str, ...]
    source: Source


@dataclass(frozen=True, slots=True)
class State:
    """A node of the case graph; a final state has no phase, and no limit."""

    name: str
    phase: Phase | None
    is_initial: bool = False
    limit: Limit | None = None


class StepKind(StrEnum):
    """Whether rules can stop a step."""

    #: Rules refuse it.
    ASKS = "asks"
    #: Reality: recorded always, each unmet rule becomes a breach.
    HAPPENED = "happened"


@dataclass(frozen=True, slots=True)
class BreachTerms:
    """Who owns a breach of a happened step, and how long there is to mend it."""

    owner: str
    due: Period


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow of the case graph, compiled for one state that it leaves.

    `closes` are the kinds of channel that end with it (R49), all where the case ends. `granted`
    is the whole decision where every rule is met, made once; `about` and `changes_reviews` are
    what every question about it shares.
    """

    trigger: str
    source_state: str
    target: State
    by: frozenset[str]
    kind: StepKind
    rules: tuple[RuleUse, ...]
    source: Source
    breach: BreachTerms
    about: About
    granted: Decision
    changes_reviews: bool
    closes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandoverTerms:
    """How long a proposed successor has to answer, and where that comes from."""

    answer_within: Period
    source: Source


@dataclass(frozen=True, slots=True)
class Graphs:
    """Life cycles that are the same in every workflow, as tables compiled from `states`."""

    handover: Mapping[tuple[str, str], str]
    consent: Mapping[tuple[str, str], str]
    review: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """Rules that every case is asked, whatever its file adds, by the act they stand at.

    `of_lead` is what the file asks by phase of whoever is to lead, or leads on, in it.
    """

    bound: RuleUse
    led_by_actor: RuleUse
    successor_acts: RuleUse
    lead_or_successor_acts: RuleUse
    professional_acts: RuleUse
    in_remit: RuleUse
    lead_eligible: RuleUse
    successor_accepted: RuleUse
    keeps_binding: RuleUse
    owe_nothing: RuleUse
    coordinate: tuple[RuleUse, ...]
    of_lead: Mapping[Phase, tuple[RuleUse, ...]]
    covers_next_phase: RuleUse
    owner_acts: RuleUse
    inside_the_wall: RuleUse
    has_basis: RuleUse
    released: RuleUse
    released_only: RuleUse
    teller_acts: RuleUse
    asked_answers: RuleUse


@dataclass(frozen=True, slots=True)
class Workflow:
    """A procedure as the engine runs it; two files with the same digest give the same one."""

    identity: WorkflowId
    title: str
    is_draft: bool
    procedure: Procedure
    states: Mapping[str, State]
    initial: State
    steps: Mapping[tuple[str, str], Step]
    reviews: Mapping[str, ReviewRule]
    graphs: Graphs
    built_in: BuiltIn
    adopters: Mapping[str, RuleUse]
    filers: Mapping[str, RuleUse]
    to_file: Mapping[str, tuple[RuleUse, ...]]
    to_disclose: tuple[RuleUse, ...]
    deviations: Mapping[tuple[str, str], RuleUse]
    reads: Mapping[str, frozenset[str]]
    sources: Mapping[str, str]
    document: str
    handover: HandoverTerms | None = None
    migrations: Mapping[int, Migration] = field(default_factory=dict)

    def migration_from(self, version: int) -> Migration:
        """How cases of another version go on under this one."""
        return self.migrations.get(version) or unchanged(version)

    def triggers(self) -> tuple[str, ...]:
        """Every trigger of the file, in order."""
        return tuple(dict.fromkeys(step.trigger for step in self.steps.values()))

    def steps_from(self, state: str) -> tuple[Step, ...]:
        """The steps that leave a state, in the order of the file."""
        return tuple(step for step in self.steps.values() if step.source_state == state)
