"""What every part of a workflow file is made of: identifiers, sources, lines of rules."""

from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from ddrflow.model.source import LOCAL_CHOICE, RESERVED, Source
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
    return source_of(value)


def source_of(text: str) -> Source:
    """A source as a file writes it: a reserved word and a remark, or an id and a place in it."""
    for word in RESERVED:
        if text == word or (word != LOCAL_CHOICE and text.startswith(f"{word} ")):
            return Source(word, text[len(word) + 1 :])
    name, _, locator = text.partition(" ")
    return Source(name, locator)


Identifier = Annotated[
    str, AfterValidator(_identifier), WithJsonSchema({"type": "string", "format": "id"})
]
SourceText = Annotated[Source, BeforeValidator(_source, json_schema_input_type=str)]
Text = Annotated[str, Field(min_length=1, max_length=2000)]
RuleLines = Annotated[
    list[str | dict[str, dict[str, Any]]], Field(json_schema_extra={"format": "rule-lines"})
]
AllPhases = Literal["all"]
AllChannels = Literal["all"]
PROFESSIONALS: Final = "professionals"


class FileModel(BaseModel):
    """A part of a workflow file."""

    model_config = ConfigDict(frozen=True, extra="forbid")
