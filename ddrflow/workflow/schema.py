"""The workflow file, key by key. Strict: an unknown key is an error, nothing is coerced.

The JSON Schema that editors use is made from these models, so every key says what it means.
"""

from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool
from pydantic_core import PydanticCustomError

from ddrflow.dates import OnHoliday, Weekday
from ddrflow.model.access import Modality
from ddrflow.model.agency import AgencyKind, Phase, Regime
from ddrflow.model.conference import Part
from ddrflow.model.information import InformationClass
from ddrflow.model.review import CatchUp, Overlap
from ddrflow.model.source import LOCAL_CHOICE, Source, Strength
from ddrflow.model.workflow import StepKind
from ddrflow.rules.base import PeriodText
from ddrflow.workflow.identifiers import check_identifier


def _identifier(value: str) -> str:
    fault = check_identifier(value)
    if fault is not None:
        code, message, help_line = fault
        raise PydanticCustomError(code, "{message}", {"message": message, "help": help_line})
    return value


def _source(value: object) -> Source:
    if isinstance(value, Source):
        return value
    if not isinstance(value, str) or not value:
        help_line = "write an id of `sources` and a place in it, `act 3`, or `local choice`"
        raise PydanticCustomError("E-SOURCE", "a source is one line of text", {"help": help_line})
    if value == LOCAL_CHOICE:
        return Source(LOCAL_CHOICE)
    name, _, locator = value.partition(" ")
    return Source(name, locator)


Identifier = Annotated[str, AfterValidator(_identifier)]
SourceText = Annotated[Source, BeforeValidator(_source, json_schema_input_type=str)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
RuleLines = list[str | dict[str, dict[str, Any]]]
AllPhases = Literal["all"]
AllChannels = Literal["all"]
PROFESSIONALS: Final = "professionals"


class FileModel(BaseModel):
    """A part of a workflow file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


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


class ThenFile(FileModel):
    """Who is told when something was not done in time."""

    escalate_to: list[Identifier] = Field(min_length=1)


class LimitFile(FileModel):
    """How long a case may stay in a state; after that a breach says whose task it is."""

    after: PeriodText
    owner: Identifier = Field(default="lead", description="A role, or `lead`")
    then: ThenFile | None = None
    source: SourceText


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
    rules: RuleLines = []
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
    barred: list[Identifier] = []
    rules: RuleLines = []


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


class NoticeFile(FileModel):
    """A notice owed to somebody, and which version of its text is current."""

    to: Identifier
    version: Text
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
    rules: RuleLines = []
    source: SourceText


class BasisFile(FileModel):
    """A law on which items of information may be passed on, and who may be told on it."""

    to: list[Identifier] = Field(min_length=1, description="The roles that may be told")
    source: SourceText


class DisclosuresFile(FileModel):
    """How items of information are passed on."""

    bases: dict[Identifier, BasisFile] = Field(
        default={}, description="The laws on which they may be; without one nothing is passed on"
    )
    rules: RuleLines = Field(default=[], description="What else every disclosure asks")


class WhileFile(FileModel):
    """In which phase, or in which states, a review runs."""

    phase: Phase | None = None
    states: list[Identifier] = []


class HeldByFile(FileModel):
    """The conference type that holds a review."""

    conference: Identifier


class ReviewFile(FileModel):
    """A periodic review."""

    name: Identifier
    while_: WhileFile = Field(alias="while")
    every: PeriodText
    anchor: Literal["entering", "opening"] = Field(
        default="entering", description="Counted from entering these states, or the case's opening"
    )
    owner: Identifier = Field(default="lead", description="A role, or `lead`")
    held_by: HeldByFile | None = None
    remind: PeriodText | None = None
    grace: PeriodText | None = None
    on_holiday: OnHoliday = Field(
        default=OnHoliday.KEEP, description="Where a due day that is no working day goes"
    )
    catch_up: CatchUp = Field(
        default=CatchUp.ONE,
        description="`one`: what passed while an occurrence waited is dropped; `all`: each is "
        "held; `none`: what was not held within its grace is given up",
    )
    overlap: Overlap = Field(
        default=Overlap.SKIP,
        description="While an occurrence waits, the next one does not come (`skip`), or takes its "
        "place (`replace`)",
    )
    then: ThenFile | None = None
    source: SourceText


class HandoverFile(FileModel):
    """The hand-over of the lead."""

    answer_within: PeriodText
    source: SourceText


class HolidaysFile(FileModel):
    """Whose public holidays count."""

    country: str = Field(pattern="^[A-Z]{2}$", description="Its code of ISO 3166, such as `AT`")
    subdivision: str = Field(default="", description="A part of it, such as `CT` of `ES`")


class CalendarFile(FileModel):
    """Which days are no working days."""

    weekend: list[Weekday] = Field(default=[Weekday.SATURDAY, Weekday.SUNDAY], max_length=6)
    holidays: HolidaysFile | None = Field(default=None, description="Whose public holidays count")
    closed: list[date] = Field(default=[], description="More days, such as `2026-12-24`")


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
    sources: dict[Identifier, Text] = {}
    coordination: dict[AgencyKind, CoordinationFile] = {}
    rules: dict[str, RuleDefaultFile] = {}
    consents: dict[Identifier, ConsentFile] = {}
    notices: dict[Identifier, NoticeFile] = {}
    plans: dict[Identifier, PlanFile] = {}
    documents: dict[Identifier, DocumentFile] = {}
    needs: list[Identifier] = []


class BaseFile(SharedParts):
    """A base that workflows extend: principles, no states."""

    base: Identifier


class WorkflowFile(SharedParts):
    """A whole workflow, resolved through `extends`."""

    workflow: Identifier
    draft: StrictBool = False
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
    conferences: dict[Identifier, ConferenceFile] = {}
    channels: dict[Identifier, ChannelFile] = {}
    reviews: list[ReviewFile] = []
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
