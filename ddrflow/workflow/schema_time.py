"""What a workflow file says of time: limits, reviews, days to answer, the calendar."""

from datetime import date
from typing import Literal

from pydantic import Field

from ddrflow.dates import OnHoliday, Weekday
from ddrflow.model.agency import Phase
from ddrflow.model.review import CatchUp, Overlap
from ddrflow.rules.base import PeriodText
from ddrflow.workflow.schema_base import FileModel, Identifier, SourceText


class ThenFile(FileModel):
    """Who is told when something was not done in time."""

    escalate_to: list[Identifier] = Field(min_length=1)


class LimitFile(FileModel):
    """How long a case may stay in a state; after that a breach says whose task it is."""

    after: PeriodText
    owner: Identifier = Field(default="lead", description="A role, or `lead`")
    then: ThenFile | None = None
    source: SourceText


class WhileFile(FileModel):
    """In which phase, or in which states, a review runs."""

    phase: Phase | None = None
    states: list[Identifier] = Field(default=[])


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
