"""The world file, key by key."""

from typing import Annotated, Any, ClassVar, Final, Literal, NoReturn, Self

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from ddrflow.model.agency import AgencyKind, Phase
from ddrflow.simulation.distribution import TERMS, Distribution, Shape
from ddrflow.simulation.world import DEFAULT, Mark
from ddrflow.workflow.identifiers import meant
from ddrflow.workflow.schema_base import FileModel, Identifier, Text

ASSUMED: Final = "assumed"
TO: Final = " to "
WHOLE: Final = 100
HALF_MORE: Final = (50, 150)
#: Nothing happens to a person more often than once a day, counted in a year.
A_DAY: Final = 366
WORKING: Final = "working days"


def _number(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str) and value.replace(".", "", 1).isdecimal():
        return float(value)
    help_line = 'write a whole number, or one with a point in quotes: `"0.3"`'
    raise PydanticCustomError("E-WORLD", "this is no number from 0 on", {"help": help_line})


def _mark(value: str) -> str:
    word, _, rest = value.partition(" ")
    if word not in set(Mark) or (word == ASSUMED) == bool(rest):
        help_line = "write `assumed`, or `log`, `literature` or `expert` and where it stands"
        raise PydanticCustomError(
            "E-WORLD", "it is not said where this comes from", {"help": help_line}
        )
    return value


def _kind(value: str) -> str:
    kinds = (DEFAULT, *AgencyKind)
    for one in value.split(TO):
        if one not in kinds:
            raise PydanticCustomError(
                "E-REF", f"no kind of agency is called `{one}`", {"help": meant(one, kinds)}
            )
    return value


Number = Annotated[
    float,
    BeforeValidator(
        _number,
        json_schema_input_type=Annotated[
            Any,
            WithJsonSchema(
                {
                    "anyOf": [
                        {"type": "integer", "minimum": 0},
                        {"type": "string", "format": "decimal"},
                    ]
                }
            ),
        ],
    ),
]
SourceWord = Annotated[str, AfterValidator(_mark)]
Kind = Annotated[str, AfterValidator(_kind)]


class SpreadFile(FileModel):
    """The terms of a shape; which belong to which is checked with the shape."""

    low: Number | None = Field(default=None, description="The least value")
    mode: Number | None = Field(default=None, description="The value that comes most often")
    high: Number | None = Field(default=None, description="The largest value")
    mean: Number | None = Field(default=None, description="The average")
    median: Number | None = Field(default=None, description="Half of all values are smaller")
    spread: Number | None = Field(
        default=None, description="Two thirds lie between the median divided and times this"
    )


class ParameterFile(FileModel):
    """One number of the world, or how it is spread, and where it comes from."""

    #: It is asked for as it is: a shape would be read as its middle.
    IS_ONE_VALUE: ClassVar[bool] = False

    value: Number | None = Field(default=None, description="The one value")
    uniform: SpreadFile | None = Field(default=None, description="Alike between `low` and `high`")
    triangular: SpreadFile | None = Field(default=None, description="`low`, `mode`, `high`")
    exponential: SpreadFile | None = Field(
        default=None, description="With a `mean`: it can come at any time alike"
    )
    lognormal: SpreadFile | None = Field(
        default=None, description="With a `median` and a `spread`: mostly short, sometimes long"
    )
    source: SourceWord = Field(
        description="`assumed`; or `log`, `literature` or `expert`, and where it stands"
    )
    range: Annotated[tuple[int, int], Field(strict=False)] = Field(
        default=HALF_MORE, description="In percent of it, from where to where it is tried"
    )
    note: Text | None = Field(default=None, description="What a reader should know of it")

    @property
    def distribution(self) -> Distribution:
        """What it says; it was checked when it was read."""
        shape = next(one for one in Shape if getattr(self, one) is not None)
        given = getattr(self, shape)
        terms = (given,) if shape is Shape.VALUE else [getattr(given, one) for one in TERMS[shape]]
        return Distribution(shape, tuple(terms))

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        shapes = [one for one in Shape if getattr(self, one) is not None]
        if len(shapes) != 1:
            said = "it says no value" if not shapes else f"it says {' and '.join(shapes)}"
            _refuse(said, f"one of: {', '.join(Shape)}")
        shape = shapes[0]
        if shape is not Shape.VALUE:
            given = {name for name, one in getattr(self, shape) if one is not None}
            if given != set(TERMS[shape]):
                wanted = ", ".join(TERMS[shape])
                _refuse(
                    f"`{shape}` says {', '.join(sorted(given)) or 'nothing'}", f"it takes {wanted}"
                )
        if self.IS_ONE_VALUE and shape is not Shape.VALUE:
            _refuse("it is one number, and no chance is in it", "give its `value`")
        _check_terms(self.distribution)
        low, high = self.range
        if not 0 <= low <= WHOLE <= high:
            _refuse(f"the range is {low} to {high} percent", "100 percent lies in it: `[50, 150]`")
        return self


def _refuse(message: str, help_line: str) -> NoReturn:
    raise PydanticCustomError("E-WORLD", "{message}", {"message": message, "help": help_line})


def _check_terms(spread: Distribution) -> None:
    terms = spread.terms
    if spread.shape in (Shape.UNIFORM, Shape.TRIANGULAR) and list(terms) != sorted(terms):
        _refuse("its terms are not in order", f"{' <= '.join(TERMS[spread.shape])}")
    if spread.shape is Shape.LOGNORMAL and not (1 <= terms[1] <= WHOLE and terms[0] > 0):
        _refuse("a `spread` is a factor from 1 to 100, of a `median` above 0", 'such as `"1.8"`')


class TimeFile(ParameterFile):
    """A length of time."""

    unit: Literal["days", "working days", "weeks", "months", "years"] = Field(
        description="What it is counted in"
    )


class DaysFile(ParameterFile):
    """A length of time in days of the calendar, or what is made of them."""

    unit: Literal["days", "weeks", "months", "years"] = Field(description="What it is counted in")


class FixedDaysFile(DaysFile):
    """One length of time in days of the calendar."""

    IS_ONE_VALUE: ClassVar[bool] = True


class FixedTimeFile(TimeFile):
    """One length of time."""

    IS_ONE_VALUE: ClassVar[bool] = True


class WorkFile(ParameterFile):
    """Hours of work."""

    unit: Literal["hours"] = Field(description="`hours`")


class ShareFile(ParameterFile):
    """How often, of a hundred times."""

    IS_ONE_VALUE: ClassVar[bool] = True

    unit: Literal["percent"] = Field(description="`percent`")


class RateFile(ParameterFile):
    """How often in a year."""

    IS_ONE_VALUE: ClassVar[bool] = True
    unit: Literal["a year"] = Field(description="`a year`")

    @model_validator(mode="after")
    def _is_not_all_the_time(self) -> Self:
        if self.value is not None and self.value > A_DAY:
            _refuse("it comes more than once a day", "at most 366 a year")
        return self


class WeeklyFile(ParameterFile):
    """How often in a week."""

    IS_ONE_VALUE: ClassVar[bool] = True
    unit: Literal["a week"] = Field(description="`a week`")

    @model_validator(mode="after")
    def _is_something(self) -> Self:
        if self.value == 0 or self.range[0] == 0:
            _refuse("where there is never one, nobody ever has a turn", "more than 0")
        return self


class PersonsFile(ParameterFile):
    """A number of people."""

    IS_ONE_VALUE: ClassVar[bool] = True

    unit: Literal["persons"] = Field(description="`persons`")


class MoneyFile(ParameterFile):
    """What an hour costs, in whole units of one money."""

    IS_ONE_VALUE: ClassVar[bool] = True

    unit: Literal["money an hour"] = Field(description="`money an hour`")


class PeopleFile(FileModel):
    """The people the cases are about, and what becomes of them whatever agencies do."""

    referrals: DaysFile = Field(description="From one referral to the next")
    stays: dict[Phase, TimeFile] = Field(
        description="How long a person's course stays in a phase: until trial, sentence, release"
    )
    overrun: FixedDaysFile = Field(
        description="How long after its day a step that waits for agencies happens without them, "
        "where the procedure has such a step"
    )
    happens: dict[Identifier, RateFile] = Field(
        default={}, description="How often a trigger happens to a person, where a procedure has it"
    )
    needs: dict[Identifier, ShareFile] = Field(
        default={}, description="By kind, how many people have the need; of the rest, `default`"
    )
    need_arises: TimeFile = Field(description="From the opening until a need is seen")
    consents: dict[Identifier, ShareFile] = Field(
        description="By consent, how many say yes; of the rest, `default`"
    )
    asked_again: TimeFile = Field(description="After a no, when somebody asks again")
    withdraws: ShareFile = Field(description="How often a yes is taken back before a conference")
    transfers: RateFile = Field(description="How often a prisoner comes to another prison")


class AgenciesFile(FileModel):
    """How agencies work, by kind of agency."""

    attends: dict[Kind, ShareFile] = Field(description="How often somebody comes who should")
    contributes: ShareFile = Field(description="How often who does not come writes instead")
    replies: dict[Kind, TimeFile] = Field(
        description="From being asked to doing it; `police to civil-society` for a pair"
    )
    tenure: dict[Kind, DaysFile] = Field(description="How long somebody stays in a post")
    vacancy: dict[Kind, DaysFile] = Field(description="How long a post is empty after that")
    substitutes: dict[Kind, ShareFile] = Field(description="How often another person comes instead")
    answers: dict[Kind, TimeFile] = Field(
        description="From being brought in for a need to its answer"
    )
    advice: ShareFile = Field(
        description="How often agencies do what a rule only advises: unmet, it does not refuse"
    )


class EffortFile(FileModel):
    """What a conference costs in hours."""

    convening: dict[Identifier, WorkFile] = Field(
        description="Whoever convenes it, by type of conference"
    )
    preparing: dict[Identifier, WorkFile] = Field(description="Each role that comes, by type")
    sitting: dict[Identifier, WorkFile] = Field(description="Each role that comes, by type")
    minutes: WorkFile = Field(description="Whoever writes the minutes")


class ConferencesFile(FileModel):
    """How long it takes to come together, and what it costs."""

    ahead: FixedDaysFile = Field(description="How long before a day agencies begin to prepare it")
    scheduling: TimeFile = Field(description="From convening to sitting, for a small circle")
    small: PersonsFile = Field(description="How many roles are a small circle")
    each_further: FixedTimeFile = Field(description="What each further role adds to it")
    longest: FixedTimeFile = Field(description="It never takes longer")
    minutes_after: TimeFile = Field(description="From the sitting to its minutes")
    effort: EffortFile = Field(description="Hours")

    @model_validator(mode="after")
    def _are_days_of_one_kind(self) -> Self:
        kinds = {one.unit == WORKING for one in (self.scheduling, self.each_further, self.longest)}
        if len(kinds) > 1:
            message = "`scheduling`, `each_further` and `longest` are added to one another"
            _refuse(message, "count all of them in working days, or none")
        return self


class CapacityFile(FileModel):
    """What all cases share; a world without it lets each case have its own."""

    sittings: WeeklyFile | None = Field(
        default=None, description="How many conferences there can be, over all cases"
    )
    coordinators: PersonsFile | None = Field(
        default=None, description="How many people call conferences together, over all cases"
    )
    coordinating: DaysFile | None = Field(
        default=None, description="For how long one conference takes one of them, in whole days"
    )


class WorldFile(FileModel):
    """A world file."""

    ddrflow: Literal[1] = Field(description="The version of the language")
    world: Identifier = Field(description="The world's name")
    version: Annotated[int, Field(ge=1)] = Field(description="Raised with every change")
    title: Text = Field(description="One line for readers")
    summary: Text | None = Field(default=None, description="What world it is, in a few sentences")
    people: PeopleFile = Field(description="Those whom the cases are about")
    agencies: AgenciesFile = Field(description="How agencies work")
    conferences: ConferencesFile = Field(description="How people come together")
    costs: dict[Kind, MoneyFile] = Field(description="What an hour of work costs")
    capacity: CapacityFile = Field(default=CapacityFile(), description="What all cases share")

    #: Tables in which whatever is not named has to have a default.
    NEED_DEFAULT: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("people", "consents"),
        ("agencies", "attends"),
        ("agencies", "replies"),
        ("agencies", "answers"),
        ("agencies", "tenure"),
        ("agencies", "vacancy"),
        ("agencies", "substitutes"),
        ("conferences", "effort", "convening"),
        ("conferences", "effort", "preparing"),
        ("conferences", "effort", "sitting"),
        ("costs",),
    )
