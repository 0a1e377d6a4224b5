"""A small model of a file with a field of each kind, and what is said of data that it refuses."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from ddrflow.model.source import Source as Citation
from ddrflow.workflow.identifiers import check_identifier
from ddrflow.workflow.source import Source, read_source
from ddrflow.workflow.validation import validate
from tests.workflow.read import Row


class Phase(StrEnum):
    CUSTODY = "custody"
    RELEASE = "release"


def _identifier(text: str) -> str:
    problem = check_identifier(text)
    if problem is None:
        return text
    context = {"message": problem.message, "help": problem.help}
    raise PydanticCustomError("E-ID", "{message}", context)


def _even(number: int) -> int:
    if number % 2:
        message = "an odd number\nis odd"
        raise ValueError(message)
    return number


def _citation(text: object) -> object:
    return Citation(text) if isinstance(text, str) else text


Identifier = Annotated[str, AfterValidator(_identifier)]
Cited = Annotated[Citation, BeforeValidator(_citation, json_schema_input_type=str)]


class Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Inner(Part):
    size: int = 0
    name: str


class Held(Part):
    kind: Literal["held"]
    on: date | None = None


class Waived(Part):
    kind: Literal["waived"]
    reason: str


class Sample(Part):
    phase: Phase = Phase.CUSTODY
    phases: Literal["all"] | tuple[Phase, ...] = "all"
    from_: str = Field(default="", alias="from")
    by: list[Identifier] = []
    roles: dict[Identifier, Inner] = {}
    rules: list[Identifier | dict[Identifier, Inner]] = []
    review: Annotated[Held | Waived, Field(discriminator="kind")] | None = None
    either: Held | Waived | None = None
    other: Inner | Held | None = None
    cited: Cited = Citation("x")
    count: int = Field(default=0, ge=0, le=9)
    even: Annotated[int, AfterValidator(_even)] = 0
    some: list[str] = Field(default=["x"], min_length=1, max_length=2)
    title: str = Field(default="x", min_length=1, max_length=5, pattern="[a-z]*")
    draft: bool = False
    on: date | None = None
    at: AwareDatetime | None = None


def source_of(text: str) -> Source:
    """A text as a file that was read."""
    return read_source(text.encode(), "f.yaml")


def refused(text: str) -> list[Row]:
    """Every finding about a text that is no sample."""
    model, findings = validate(source_of(text), Sample)
    assert model is None
    return [(one.place.line, one.place.column, one.code, one.message, one.help) for one in findings]
