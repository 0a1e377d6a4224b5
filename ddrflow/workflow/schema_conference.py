"""What a workflow file says of conferences: their types, their stages, the consent they rest on."""

from pydantic import Field, StrictBool

from ddrflow.model.conference import Part
from ddrflow.model.information import InformationClass
from ddrflow.workflow.schema_base import FileModel, Identifier, RuleLines, SourceText, Text


class ConsentNeedFile(FileModel):
    """The consent that a conference rests on, from a stage (or `convened`) on."""

    of: Identifier = Field(description="Whose consent")
    to: Identifier = Field(description="Which consent of the file")
    from_: Identifier = Field(
        default="convened", alias="from", description="The first stage that needs it, or `convened`"
    )
    unless_ordered: Identifier | None = Field(
        default=None, description="The measure whose order stands in for it, while it holds"
    )
    source: SourceText = Field(description="Where it is asked for")


class StageFile(FileModel):
    """A stage: before, in or after the sitting, who is out of it, what it asks."""

    part: Part = Field(
        default=Part.SITTING, description="Where it lies; attendance is taken in the sitting only"
    )
    barred: list[Identifier] = Field(
        default=[], description="Roles that are out while it lasts, or `professionals`"
    )
    rules: RuleLines = Field(default=[], description="The rules that entering it asks")


class ConferenceFile(FileModel):
    """A conference type."""

    title: Text = Field(description="The type's name for readers")
    convened_by: list[Identifier] = Field(
        min_length=1, description="The roles that may convene it, invite to it and begin its stages"
    )
    core: list[Identifier] = Field(min_length=1, description="Without them it does not count")
    minimum: int = Field(default=0, ge=0, le=50, strict=True, description="Persons present")
    deputies: StrictBool = Field(default=True, description="A deputy counts for the core")
    remote: StrictBool = Field(default=True, description="Attending remotely counts")
    on_need: list[Identifier] = Field(default=[], description="Invited for a named need")
    barred: list[Identifier] = Field(default=[], description="Roles, or `professionals`")
    consent: ConsentNeedFile | None = Field(
        default=None, description="The consent that it rests on"
    )
    information: InformationClass = Field(
        description="The class of what is said and recorded there"
    )
    basis: SourceText | None = Field(default=None, description="The law it shares under")
    instead: str = Field(default="", description="The type to hold for those it bars")
    attending: RuleLines = Field(
        default=[], description="The rules that recording a person's attendance asks"
    )
    tasks: RuleLines = Field(
        default=[], description="The rules that recording an action asks, of those charged with it"
    )
    stages: list[str | dict[Identifier, StageFile]] = Field(
        min_length=1, description="Its stages in order: names, or names with settings"
    )
    source: SourceText = Field(description="Where the type comes from")


def stages_of(conference: ConferenceFile) -> list[tuple[str, StageFile]]:
    """The stages of a conference file in order."""
    found: list[tuple[str, StageFile]] = []
    for line in conference.stages:
        found += [(line, StageFile())] if isinstance(line, str) else list(line.items())
    return found
