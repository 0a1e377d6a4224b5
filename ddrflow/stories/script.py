"""The story file, key by key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.resources.abc import Traversable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, WithJsonSchema
from pydantic_core import PydanticCustomError

from ddrflow.errors import BadFile, Place
from ddrflow.model.agency import Phase
from ddrflow.model.conference import Outcome as ConferenceOutcome
from ddrflow.model.decision import Outcome
from ddrflow.model.review import ReviewStatus
from ddrflow.workflow.kinds import no_story
from ddrflow.workflow.load import shipped_folder
from ddrflow.workflow.source import Source, read_source
from ddrflow.workflow.validation import validate


def _local(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        moment = datetime.strptime(value, "%Y-%m-%d %H:%M")  # noqa: DTZ007 - local to the story
    except ValueError as fault:
        code, message = "E-TIME", "`{given}` is no local time"
        help_line = 'write `"2025-01-10 09:00"`, local to the workflow'
        raise PydanticCustomError(code, message, {"given": value, "help": help_line}) from fault
    return moment


Local = Annotated[
    datetime,
    BeforeValidator(
        _local,
        json_schema_input_type=Annotated[
            str, WithJsonSchema({"type": "string", "format": "local-time"})
        ],
    ),
]


class StoryModel(BaseModel):
    """A part of a story file."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Player(StoryModel):
    """Somebody who acts in the story: a synthetic person id is made of the name."""

    organisation: str = Field(description="For which organisation, by an invented id")
    role: str = Field(description="In which role of the workflow")


class Follow(StoryModel):
    """Give a remedy of the refusal before, as given, with its open arguments filled."""

    rule: str = Field(default="", description="The rule whose remedy it is; any if left out")
    remedy: int = Field(default=1, ge=1, description="Which of its remedies, counted from 1")
    with_: dict[str, Any] = Field(
        default={}, alias="with", description="The arguments that the remedy leaves open"
    )


class Expected(StoryModel):
    """What must be so after the step; what is left out is not asked."""

    refused: Outcome | None = Field(default=None, description="The kind of refusal")
    rule: str = Field(default="", description="A rule that refuses")
    message: str = Field(default="", description="The message id of that rule, or of the refusal")
    warned: list[str] = Field(default=[], description="Rules that warn and do not refuse")
    unwarned: list[str] = Field(default=[], description="Rules that do not warn either")
    state: str = Field(default="", description="The state of the case")
    phase: Phase | None = Field(default=None, description="The phase of the case")
    lead: str = Field(default="", description="The role of the accountable lead")
    breaches: int | None = Field(default=None, ge=0, description="How many are open")
    conferences: dict[str, ConferenceOutcome | str] = Field(
        default={}, description="By conference: its stage, or how it came out"
    )
    reviews: dict[str, ReviewStatus] = Field(
        default={}, description="By review: where its present occurrence stands"
    )
    channels: dict[str, Literal["open", "closed"]] = Field(
        default={}, description="By channel: open or closed"
    )


class Beat(StoryModel):
    """One step of a story: a command, a fact, a remedy followed, the same again, time passing."""

    model_config = ConfigDict(title="step of a story")

    at: Local = Field(description="What the clock says, local to the workflow")
    who: str = Field(default="", description="Somebody of `cast`, who does it")
    occurred: Local | None = Field(default=None, description="When it took place, if earlier")
    do: str = Field(
        default="",
        description="A command, a fact above the cases, or `again` for the one refused last",
    )
    with_: dict[str, Any] = Field(
        default={}, alias="with", description="The arguments of the command or the fact"
    )
    follow: Follow | None = Field(
        default=None, description="In place of `do`: a remedy of the refusal before is followed"
    )
    lapse: StrictBool = Field(
        default=False, description="Time alone passes: what it makes happen is recorded"
    )
    expect: Expected = Field(default=Expected(), description="What must be so after the step")


class Script(StoryModel):
    """A whole story: who acts, what they do, what must come of it."""

    story: str = Field(description="The story's name, which is its file's")
    workflow: str = Field(description="The workflow that it is played on: a shipped name")
    title: str = Field(description="One line for readers")
    tells: str = Field(default="", description="What it tells, in a few sentences")
    shows: list[str] = Field(default=[], description="Requirements that it shows, by number")
    case: str = Field(description="The id of the synthetic case")
    above: StrictBool = Field(
        default=False,
        description="It records facts above all cases, and so has a database of its own",
    )
    cast: dict[str, Player] = Field(min_length=1, description="Who acts, by name")
    steps: list[Beat] = Field(min_length=1, description="What happens, in order of time")


@dataclass(frozen=True, slots=True)
class Story:
    """A script and where each of its steps stands in its file."""

    script: Script
    places: tuple[Place, ...]


def read_story(text: bytes, file: str) -> Story:
    """Read a story file; raises BadFile with every error in it."""
    source: Source = read_source(text, file)
    other = no_story(source)
    if other is not None:
        raise BadFile((other,))
    script, findings = validate(source, Script)
    if script is None:
        raise BadFile(tuple(findings))
    places = tuple(source.place(("steps", number)) for number in range(len(script.steps)))
    return Story(script, places)


def story_files(workflow: str = "") -> Mapping[str, Traversable]:
    """The shipped stories, of one workflow or of all, by name, in order."""
    folder = shipped_folder() / "stories"
    found: dict[str, Traversable] = {}
    for each in sorted(folder.iterdir(), key=lambda one: one.name):
        if each.is_dir() and workflow in ("", each.name):
            for one in sorted(each.iterdir(), key=lambda one: one.name):
                if one.name.endswith(".yaml"):
                    found[f"{each.name}/{one.name.removesuffix('.yaml')}"] = one
    return found
