"""The workflow file, key by key. Strict: an unknown key is an error, nothing is coerced.

The JSON Schema that editors use is made from these models, so every key says what it means.
"""

from datetime import date
from typing import Literal

from pydantic import Field, StrictBool

from ddrflow.model.access import Modality
from ddrflow.model.agency import AgencyKind, Phase, Regime
from ddrflow.model.source import Strength
from ddrflow.model.workflow import StepKind
from ddrflow.rules.base import PeriodText
from ddrflow.workflow.schema_base import (
    AllChannels,
    AllPhases,
    FileModel,
    Identifier,
    RuleLines,
    SourceText,
    Text,
)
from ddrflow.workflow.schema_conference import ConferenceFile
from ddrflow.workflow.schema_papers import ConsentFile, DocumentFile, NoticeFile, PlanFile
from ddrflow.workflow.schema_time import (
    CalendarFile,
    HandoverFile,
    LimitFile,
    ReviewFile,
)


class AgencyFile(FileModel):
    """A role: what kind of agency plays it, in which phases, for which needs."""

    kind: AgencyKind = Field(description="What kind of stakeholder plays the role")
    title: str = Field(default="", description="The role's name for readers")
    phases: AllPhases | list[Phase] = Field(
        default="all", description="The phases of its remit, or `all`"
    )
    regime: Regime | None = Field(default=None, description="Its data-protection law")
    on_need: list[Identifier] = Field(default=[], description="Needs it can be brought in for")


class CoordinationFile(FileModel):
    """What is said against this kind of agency as coordinator, and how firmly."""

    strength: Strength = Field(description="How firmly it is said")
    reason: Identifier = Field(description="A code, such as `no-continuity`")
    because: Text = Field(description="The statement, in words")
    source: SourceText = Field(description="Where it is said")
    liftable: StrictBool = Field(default=False, description="A deviation may lift it")


class LeadPhaseFile(FileModel):
    """Who may lead in one phase."""

    roles: list[Identifier] = Field(min_length=1, description="The roles that may lead")
    rules: RuleLines = Field(
        default=[], description="What is asked of whoever is to lead or leads on in it"
    )
    source: SourceText = Field(description="On which authority")


class RuleDefaultFile(FileModel):
    """How binding a rule is wherever the file uses it, unless a use says otherwise."""

    strength: Strength = Field(default=Strength.MUST, description="How binding the rule is")
    source: SourceText = Field(
        description="Where it comes from: a source of the file and a place in it, or `local choice`"
    )
    because: str = Field(
        default="", description="What is said of it; needed for `should` and `contested`"
    )
    liftable: StrictBool = Field(default=False, description="A deviation may lift it")


class StateFile(FileModel):
    """A state of the case: in one phase, or final."""

    phase: Phase | None = Field(
        default=None, description="The phase the case is in; left out for a final state"
    )
    initial: StrictBool = Field(default=False, description="A case begins here; exactly one state")
    final: StrictBool = Field(default=False, description="The case ends here")
    limit: LimitFile | None = Field(default=None, description="How long the case may stay in it")


class BreachFile(FileModel):
    """Who mends an unmet rule of a step that happened, and within which time."""

    owner: Identifier = Field(default="lead", description="A role, or `lead`")
    due: PeriodText = Field(description="How long there is to mend it")


class StepFile(FileModel):
    """One step: its trigger, from where to where, who may take it, under which rules."""

    trigger: Identifier = Field(description="The step's name")
    from_: Identifier | list[Identifier] = Field(
        alias="from",
        description="The state or states it leaves; `any` is every state that is neither final nor "
        "the target",
    )
    to: Identifier = Field(description="The state it leads to")
    by: list[Identifier] = Field(min_length=1, description="The roles that may take or record it")
    kind: StepKind = Field(
        default=StepKind.ASKS,
        description="`asks`: rules refuse it; `happened`: it is recorded always, and unmet rules "
        "become breaches",
    )
    rules: RuleLines = Field(
        default=[], description="The rules that it asks, besides the built-in ones"
    )
    breach: BreachFile | None = Field(
        default=None,
        description="Who mends an unmet rule of a happened step, and when; the lead within 14 days "
        "if left out",
    )
    closes: AllChannels | list[Identifier] = Field(
        default=[], description="Kinds of channel that end with it, or `all`; all end with the case"
    )
    source: SourceText = Field(description="Where the step comes from")


class HoursFile(FileModel):
    """How many hours a week are agreed on."""

    least: int = Field(ge=1, le=168, strict=True, description="At least so many hours")
    most: int = Field(ge=1, le=168, strict=True, description="At most so many hours")


class ChannelFile(FileModel):
    """A way to the client: who uses it, through whom, how, and by whose leave."""

    used_by: list[Identifier] = Field(
        min_length=1, description="The roles that work with the client on it"
    )
    through: list[Identifier] = Field(
        default=[], description="Roles that open the way for those who use it"
    )
    modalities: list[Modality] = Field(
        min_length=1, description="How people meet on it: `in-person`, `virtual`"
    )
    opened_by: list[Identifier] = Field(
        min_length=1, description="The roles by whose leave it is opened"
    )
    closed_by: list[Identifier] = Field(
        default=[], description="The roles that may take it back; those who open it if left out"
    )
    rests_on: str = Field(default="", description="Another kind, without which this one is none")
    mediated: StrictBool = Field(
        default=False, description="Those it goes through do the work, and are supported"
    )
    hours_a_week: HoursFile | None = Field(
        default=None, description="How much work on it is agreed on; measured, and refused nowhere"
    )
    opening: RuleLines = Field(default=[], description="The rules that opening one asks")
    rules: RuleLines = Field(default=[], description="The rules that each session on it asks")
    source: SourceText = Field(description="Where it comes from")


class BasisFile(FileModel):
    """A law on which items of information may be passed on, and who may be told on it."""

    to: list[Identifier] = Field(min_length=1, description="The roles that may be told")
    strictly_necessary: StrictBool = Field(
        default=False, description="Each disclosure says why it is strictly necessary"
    )
    source: SourceText = Field(description="The law, and the place in it")


class DisclosuresFile(FileModel):
    """How items of information are passed on."""

    bases: dict[Identifier, BasisFile] = Field(
        default={}, description="The laws on which they may be; without one nothing is passed on"
    )
    rules: RuleLines = Field(default=[], description="What else every disclosure asks")


class DeviationsFile(FileModel):
    """Who may approve a deviation from a liftable rule."""

    approved_by: list[Identifier] = Field(min_length=1, description="The roles that approve")
    source: SourceText = Field(description="Where that comes from")


class MigrationFile(FileModel):
    """How running cases of another version of this workflow go on under this one."""

    from_: int = Field(
        alias="from", ge=1, le=1_000_000, strict=True, description="The version they come from"
    )
    states: dict[Identifier, Identifier] = Field(
        default={}, description="For each state of that version that is called otherwise: its name"
    )
    roles: dict[Identifier, Identifier] = Field(
        default={}, description="For each role of that version that is called otherwise: its name"
    )
    reviews: dict[Identifier, Identifier] = Field(
        default={}, description="For each review of that version that is called otherwise: its name"
    )
    stays: dict[Identifier, Text] = Field(
        default={}, description="States of that version from which no case moves, and why"
    )


class SharedParts(FileModel):
    """What a base and a workflow both may say."""

    ddrflow: Literal[1] = Field(description="The version of the file format")
    version: int = Field(ge=1, le=1_000_000, strict=True, description="Counted up with each change")
    title: Text = Field(description="One line for readers")
    summary: str = Field(default="", description="A few sentences for readers")
    sources: dict[Identifier, Text] = Field(
        default={}, description="Laws and papers by id, which `source` keys name"
    )
    coordination: dict[AgencyKind, CoordinationFile] = Field(
        default={}, description="What is said of each kind of agency as lead"
    )
    rules: dict[str, RuleDefaultFile] = Field(
        default={}, description="How binding rules are wherever the file uses them, by rule id"
    )
    consents: dict[Identifier, ConsentFile] = Field(
        default={}, description="The kinds of consent, by id"
    )
    notices: dict[Identifier, NoticeFile] = Field(
        default={}, description="The notices that are owed, by id"
    )
    plans: dict[Identifier, PlanFile] = Field(default={}, description="The kinds of plan, by id")
    documents: dict[Identifier, DocumentFile] = Field(
        default={}, description="The kinds of document, by id"
    )
    needs: list[Identifier] = Field(default=[], description="The kinds of need")


class BaseFile(SharedParts):
    """A base that workflows extend: principles, no states."""

    base: Identifier = Field(description="The base's id, which is its file's name")


class AdaptsFile(FileModel):
    """Which workflow a local file was begun from."""

    workflow: Identifier = Field(description="The workflow's id")
    version: int = Field(ge=1, le=1_000_000, strict=True, description="Its version")
    digest: str = Field(pattern="^[0-9a-f]{64}$", description="Of that file, resolved")


class ChangeFile(FileModel):
    """What changed with one version of the file."""

    version: int = Field(ge=1, le=1_000_000, strict=True, description="From which version on")
    since: date = Field(description="The day from which it counts, such as `2027-02-28`")
    what: Text = Field(description="What changed, in words")
    decided_by: Text = Field(description="Who decided it, in words: `the steering group`")


class WorkflowFile(SharedParts):
    """A whole workflow, resolved through `extends`."""

    workflow: Identifier = Field(description="The workflow's id")
    draft: StrictBool = Field(default=False, description="It is not meant for use yet")
    adapts: AdaptsFile | None = Field(
        default=None, description="From which workflow it was begun, where it was (`ddrflow new`)"
    )
    changes: list[ChangeFile] = Field(
        default=[], description="The change history that the procedure tells, the oldest first"
    )
    extends: Identifier | None = Field(
        default=None, description="The id of a base that lies beside the file or is shipped"
    )
    overrides: dict[str, Text] = Field(
        default={}, description="For each part of the base that is changed: why"
    )
    time_zone: str = Field(
        description="The zone that its days are counted in, such as `Europe/Vienna`"
    )
    calendar: CalendarFile | None = Field(
        default=None,
        description="Which days are no working days; needed where the file counts in working days",
    )
    agencies: dict[Identifier, AgencyFile] = Field(min_length=1, description="The roles, by id")
    lead: dict[Phase, LeadPhaseFile] = Field(description="Who may lead, by phase")
    states: dict[Identifier, StateFile] = Field(min_length=1, description="The states, by id")
    steps: list[StepFile] = Field(min_length=1, description="The steps")
    conferences: dict[Identifier, ConferenceFile] = Field(
        default={}, description="The conference types, by id"
    )
    channels: dict[Identifier, ChannelFile] = Field(
        default={}, description="The kinds of channel to the client, by id"
    )
    reviews: list[ReviewFile] = Field(default=[], description="The periodic reviews")
    handover: HandoverFile | None = Field(
        default=None,
        description="How long a proposed lead has to answer; without it there is no end",
    )
    deviations: DeviationsFile | None = Field(
        default=None, description="Who approves deviations; without it no rule can be lifted"
    )
    disclosures: DisclosuresFile | None = Field(
        default=None,
        description="On which laws items of information are passed on, and what else that asks",
    )
    migrates: list[MigrationFile] = Field(
        default=[], description="How running cases of other versions go on under this one"
    )

    @property
    def disclosing(self) -> DisclosuresFile:
        """How items are passed on; a file that says nothing of it has no law for it."""
        return self.disclosures or DisclosuresFile()
