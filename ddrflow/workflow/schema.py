"""The workflow file, key by key. Strict: an unknown key is an error, nothing is coerced.

The JSON Schema that editors use is made from these models, so every key says what it means.
"""

from datetime import date
from typing import Literal

from pydantic import Field, StrictBool

from ddrflow.model.access import Modality
from ddrflow.model.agency import AgencyKind, Phase, Regime
from ddrflow.model.conference import Part
from ddrflow.model.information import InformationClass
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
from ddrflow.workflow.schema_time import (
    CalendarFile,
    HandoverFile,
    LimitFile,
    ReviewFile,
)


class AgencyFile(FileModel):
    """A role: what kind of agency plays it, in which phases, for which needs."""

    kind: AgencyKind
    title: str = Field(default="", description="The role's name for readers")
    phases: AllPhases | list[Phase] = Field(
        default="all", description="The phases of its remit, or `all`"
    )
    regime: Regime | None = Field(default=None, description="Its data-protection law")
    on_need: list[Identifier] = Field(default=[], description="Needs it can be brought in for")


class CoordinationFile(FileModel):
    """What is said against this kind of agency as coordinator, and how firmly."""

    strength: Strength
    reason: Identifier = Field(description="A code, such as `no-continuity`")
    because: Text
    source: SourceText
    liftable: StrictBool = Field(default=False, description="A deviation may lift it")


class LeadPhaseFile(FileModel):
    """Who may lead in one phase."""

    roles: list[Identifier] = Field(min_length=1)
    rules: RuleLines = Field(
        default=[], description="What is asked of whoever is to lead or leads on in it"
    )
    source: SourceText


class RuleDefaultFile(FileModel):
    """How binding a rule is wherever the file uses it, unless a use says otherwise."""

    strength: Strength = Strength.MUST
    source: SourceText
    because: str = ""
    liftable: StrictBool = False


class StateFile(FileModel):
    """A state of the case: in one phase, or final."""

    phase: Phase | None = None
    initial: StrictBool = False
    final: StrictBool = False
    limit: LimitFile | None = None


class BreachFile(FileModel):
    """Who mends an unmet rule of a step that happened, and within which time."""

    owner: Identifier = Field(default="lead", description="A role, or `lead`")
    due: PeriodText


class StepFile(FileModel):
    """One step: its trigger, from where to where, who may take it, under which rules."""

    trigger: Identifier
    from_: Identifier | list[Identifier] = Field(alias="from")
    to: Identifier
    by: list[Identifier] = Field(min_length=1)
    kind: StepKind = StepKind.ASKS
    rules: RuleLines = Field(default=[])
    breach: BreachFile | None = None
    closes: AllChannels | list[Identifier] = Field(
        default=[], description="Kinds of channel that end with it, or `all`; all end with the case"
    )
    source: SourceText


class ConsentNeedFile(FileModel):
    """The consent that a conference rests on, from a stage (or `convened`) on."""

    of: Identifier
    to: Identifier
    from_: Identifier = Field(default="convened", alias="from")
    unless_ordered: Identifier | None = Field(
        default=None, description="The measure whose order stands in for it, while it holds"
    )
    source: SourceText


class StageFile(FileModel):
    """A stage: before, in or after the sitting, who is out of it, what it asks."""

    part: Part = Part.SITTING
    barred: list[Identifier] = Field(default=[])
    rules: RuleLines = Field(default=[])


class ConferenceFile(FileModel):
    """A conference type."""

    title: Text
    convened_by: list[Identifier] = Field(min_length=1)
    core: list[Identifier] = Field(min_length=1, description="Without them it does not count")
    minimum: int = Field(default=0, ge=0, le=50, strict=True, description="Persons present")
    deputies: StrictBool = Field(default=True, description="A deputy counts for the core")
    remote: StrictBool = Field(default=True, description="Attending remotely counts")
    on_need: list[Identifier] = Field(default=[], description="Invited for a named need")
    barred: list[Identifier] = Field(default=[], description="Roles, or `professionals`")
    consent: ConsentNeedFile | None = None
    information: InformationClass
    basis: SourceText | None = Field(default=None, description="The law it shares under")
    instead: str = Field(default="", description="The type to hold for those it bars")
    attending: RuleLines = Field(
        default=[], description="The rules that recording a person's attendance asks"
    )
    tasks: RuleLines = Field(
        default=[], description="The rules that recording an action asks, of those charged with it"
    )
    stages: list[str | dict[Identifier, StageFile]] = Field(min_length=1)
    source: SourceText


class ConsentFile(FileModel):
    """A kind of consent: whose, and which version of the text is current."""

    of: Identifier
    text_version: Text
    minor: Identifier | None = Field(
        default=None,
        description="A guardian's consent, needed beside it while the client is a minor",
    )
    source: SourceText


class DutyToShareFile(FileModel):
    """What one agency has to share, with whom, under which duty."""

    by: Identifier
    what: Identifier = Field(description="A code, such as `keeping-of-appointments`")
    to: list[Identifier] = Field(min_length=1)
    duty: SourceText


class NoticeFile(FileModel):
    """A notice owed to somebody, and which version of its text is current."""

    to: Identifier
    version: Text
    tells: list[DutyToShareFile] = Field(
        default=[], description="Who shares what with whom, as its text says it"
    )
    source: SourceText


class PlanFile(FileModel):
    """A kind of plan: the parts it must have, and who adopts it."""

    parts: list[Identifier] = Field(min_length=1)
    adopted_by: list[Identifier] = Field(min_length=1)
    source: SourceText


class DocumentFile(FileModel):
    """A kind of document that a case rests on: who files it, and who may know of it."""

    filed_by: list[Identifier] = Field(min_length=1)
    information: InformationClass = InformationClass.INTERNAL
    to: list[Identifier] = Field(default=[], description="Roles that it is made for")
    tells_items: StrictBool = Field(
        default=False, description="It is made of items of information, and names each"
    )
    rules: RuleLines = Field(default=[], description="The rules that filing it asks")
    source: SourceText


class HoursFile(FileModel):
    """How many hours a week are agreed on."""

    least: int = Field(ge=1, le=168, strict=True)
    most: int = Field(ge=1, le=168, strict=True)


class ChannelFile(FileModel):
    """A way to the client: who uses it, through whom, how, and by whose leave."""

    used_by: list[Identifier] = Field(min_length=1)
    through: list[Identifier] = Field(
        default=[], description="Roles that open the way for those who use it"
    )
    modalities: list[Modality] = Field(min_length=1)
    opened_by: list[Identifier] = Field(min_length=1)
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
    rules: RuleLines = Field(default=[])
    source: SourceText


class BasisFile(FileModel):
    """A law on which items of information may be passed on, and who may be told on it."""

    to: list[Identifier] = Field(min_length=1, description="The roles that may be told")
    strictly_necessary: StrictBool = Field(
        default=False, description="Each disclosure says why it is strictly necessary"
    )
    source: SourceText


class DisclosuresFile(FileModel):
    """How items of information are passed on."""

    bases: dict[Identifier, BasisFile] = Field(
        default={}, description="The laws on which they may be; without one nothing is passed on"
    )
    rules: RuleLines = Field(default=[], description="What else every disclosure asks")


class DeviationsFile(FileModel):
    """Who may approve a deviation from a liftable rule."""

    approved_by: list[Identifier] = Field(min_length=1)
    source: SourceText


class SharedParts(FileModel):
    """What a base and a workflow both may say."""

    ddrflow: Literal[1] = Field(description="The version of the file format")
    version: int = Field(ge=1, le=1_000_000, strict=True)
    title: Text
    summary: str = ""
    sources: dict[Identifier, Text] = Field(default={})
    coordination: dict[AgencyKind, CoordinationFile] = Field(default={})
    rules: dict[str, RuleDefaultFile] = Field(default={})
    consents: dict[Identifier, ConsentFile] = Field(default={})
    notices: dict[Identifier, NoticeFile] = Field(default={})
    plans: dict[Identifier, PlanFile] = Field(default={})
    documents: dict[Identifier, DocumentFile] = Field(default={})
    needs: list[Identifier] = Field(default=[])


class BaseFile(SharedParts):
    """A base that workflows extend: principles, no states."""

    base: Identifier


class AdaptsFile(FileModel):
    """Which workflow a local file was begun from."""

    workflow: Identifier
    version: int = Field(ge=1, le=1_000_000, strict=True)
    digest: str = Field(pattern="^[0-9a-f]{64}$", description="Of that file, resolved")


class ChangeFile(FileModel):
    """What changed with one version of the file."""

    version: int = Field(ge=1, le=1_000_000, strict=True, description="From which version on")
    since: date = Field(description="The day from which it counts, such as `2027-02-28`")
    what: Text = Field(description="What changed, in words")
    decided_by: Text = Field(description="Who decided it, in words: `the steering group`")


class WorkflowFile(SharedParts):
    """A whole workflow, resolved through `extends`."""

    workflow: Identifier
    draft: StrictBool = False
    adapts: AdaptsFile | None = None
    changes: list[ChangeFile] = Field(
        default=[], description="The change history that the procedure tells, the oldest first"
    )
    extends: Identifier | None = None
    overrides: dict[str, Text] = Field(
        default={}, description="For each part of the base that is changed: why"
    )
    time_zone: str
    calendar: CalendarFile | None = None
    agencies: dict[Identifier, AgencyFile] = Field(min_length=1)
    lead: dict[Phase, LeadPhaseFile]
    states: dict[Identifier, StateFile] = Field(min_length=1)
    steps: list[StepFile] = Field(min_length=1)
    conferences: dict[Identifier, ConferenceFile] = Field(default={})
    channels: dict[Identifier, ChannelFile] = Field(default={})
    reviews: list[ReviewFile] = Field(default=[])
    handover: HandoverFile | None = None
    deviations: DeviationsFile | None = None
    disclosures: DisclosuresFile | None = None

    @property
    def disclosing(self) -> DisclosuresFile:
        """How items are passed on; a file that says nothing of it has no law for it."""
        return self.disclosures or DisclosuresFile()


def stages_of(conference: ConferenceFile) -> list[tuple[str, StageFile]]:
    """The stages of a conference file in order."""
    found: list[tuple[str, StageFile]] = []
    for line in conference.stages:
        found += [(line, StageFile())] if isinstance(line, str) else list(line.items())
    return found
