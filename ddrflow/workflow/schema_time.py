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

    escalate_to: list[Identifier] = Field(min_length=1, description="The roles that are told")


class LimitFile(FileModel):
    """How long a case may stay in a state; after that a breach says whose task it is."""

    after: PeriodText = Field(
        description="The time after which it stays too long, counted from the day on which it came "
        "into it",
    )
    owner: Identifier = Field(default="lead", description="A role, or `lead`")
    then: ThenFile | None = Field(default=None, description="Who is told")
    source: SourceText = Field(description="Where the limit comes from")


class WhileFile(FileModel):
    """In which phase, or in which states, a review runs."""

    phase: Phase | None = Field(default=None, description="The phase in which it runs")
    states: list[Identifier] = Field(default=[], description="Or the states in which it runs")


class HeldByFile(FileModel):
    """The conference type that holds a review."""

    conference: Identifier = Field(description="A conference type of the file")


class ReviewFile(FileModel):
    """A periodic review."""

    name: Identifier = Field(description="The review's name")
    while_: WhileFile = Field(alias="while", description="In which phase or states it runs")
    every: PeriodText = Field(description="Its interval, such as `3 months`")
    anchor: Literal["entering", "opening"] = Field(
        default="entering", description="Counted from entering these states, or the case's opening"
    )
    owner: Identifier = Field(default="lead", description="A role, or `lead`")
    held_by: HeldByFile | None = Field(
        default=None, description="The conference type that holds it; its owner's word if left out"
    )
    remind: PeriodText | None = Field(
        default=None,
        description="How long before the due day its owner is reminded, and a conference, or the "
        "owner's word, counts for it",
    )
    grace: PeriodText | None = Field(
        default=None, description="How long after the due day it can be held before it is missed"
    )
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
    weight: int = Field(
        default=0,
        ge=0,
        le=9,
        description="After an outage it is taken up as if it had come due so many hours earlier",
    )
    then: ThenFile | None = Field(default=None, description="Who is told when it is missed")
    source: SourceText = Field(description="Where it comes from")


class HandoverFile(FileModel):
    """The hand-over of the lead."""

    answer_within: PeriodText = Field(
        description="How long a proposed successor has to answer; then the proposal is over, and "
        "the lead stays",
    )
    source: SourceText = Field(description="Where that comes from")


class HolidaysFile(FileModel):
    """Whose public holidays count."""

    country: str = Field(pattern="^[A-Z]{2}$", description="Its code of ISO 3166, such as `AT`")
    subdivision: str = Field(default="", description="A part of it, such as `CT` of `ES`")


class CalendarFile(FileModel):
    """Which days are no working days."""

    weekend: list[Weekday] = Field(
        default=[Weekday.SATURDAY, Weekday.SUNDAY],
        max_length=6,
        description="The days of the week on which nobody works, six at most",
    )
    holidays: HolidaysFile | None = Field(default=None, description="Whose public holidays count")
    closed: list[date] = Field(default=[], description="More days, such as `2026-12-24`")
