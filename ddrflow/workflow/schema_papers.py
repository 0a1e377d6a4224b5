"""What a workflow file says of papers: consents, notices, plans, documents."""

from pydantic import Field, StrictBool

from ddrflow.model.information import InformationClass
from ddrflow.workflow.schema_base import FileModel, Identifier, RuleLines, SourceText, Text


class ConsentFile(FileModel):
    """A kind of consent: whose, and which version of the text is current."""

    of: Identifier = Field(description="Whose consent it is")
    text_version: Text = Field(description="The version of the text that is current")
    minor: Identifier | None = Field(
        default=None,
        description="A guardian's consent, needed beside it while the client is a minor",
    )
    source: SourceText = Field(description="Where it is asked for")


class DutyToShareFile(FileModel):
    """What one agency has to share, with whom, under which duty."""

    by: Identifier = Field(description="The agency that has to share")
    what: Identifier = Field(description="A code, such as `keeping-of-appointments`")
    to: list[Identifier] = Field(min_length=1, description="The roles with which it shares")
    duty: SourceText = Field(
        description="The duty: a source of the file and a place in it, or `local choice`"
    )


class NoticeFile(FileModel):
    """A notice owed to somebody, and which version of its text is current."""

    to: Identifier = Field(description="Whom it is owed")
    version: Text = Field(description="The version of its text that is current")
    tells: list[DutyToShareFile] = Field(
        default=[], description="Who shares what with whom, as its text says it"
    )
    source: SourceText = Field(description="Where it is asked for")


class PlanFile(FileModel):
    """A kind of plan: the parts it must have, and who adopts it."""

    parts: list[Identifier] = Field(min_length=1, description="What it must contain")
    adopted_by: list[Identifier] = Field(min_length=1, description="The roles that adopt it")
    source: SourceText = Field(description="Where it is asked for")


class DocumentFile(FileModel):
    """A kind of document that a case rests on: who files it, and who may know of it."""

    filed_by: list[Identifier] = Field(min_length=1, description="The roles that file it")
    information: InformationClass = Field(
        default=InformationClass.INTERNAL,
        description="Who may know of it: `open`, `internal` if left out, `confidential`",
    )
    to: list[Identifier] = Field(default=[], description="Roles that it is made for")
    tells_items: StrictBool = Field(
        default=False, description="It is made of items of information, and names each"
    )
    rules: RuleLines = Field(default=[], description="The rules that filing it asks")
    source: SourceText = Field(description="Where it is asked for")
