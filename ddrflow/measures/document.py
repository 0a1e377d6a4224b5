"""Measures as a public, versioned JSON document."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ddrflow.measures.measure import Figure, Finding, Unit
from ddrflow.measures.report import Report


class Document(BaseModel):
    """Nothing in it but what its schema says."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FigureDocument(Document):
    """What a measure came to."""

    value: int | float = Field(description="In the unit of the measure; the middle one of days")
    numerator: int | None = Field(description="Of a share")
    denominator: int | None = Field(description="Of a share")
    number: int | None = Field(description="Of days: how many lengths there were")
    least: int | None = Field(description="Of days: the shortest")
    most: int | None = Field(description="Of days: the longest")


class FindingDocument(Document):
    """One measure, with its groups; a figure of null is not known: there was nothing to count."""

    measure: str
    unit: Unit
    by: str = Field(description="What the groups are; empty where there are none")
    source: str
    figure: FigureDocument | None
    groups: dict[str, FigureDocument]


class MeasuresDocument(Document):
    """The measures of cases, each and over all of them."""

    schema_: Literal["ddrflow.measures/1"] = Field(alias="schema")
    as_of: datetime
    cases: dict[str, list[FindingDocument]]
    over_all: list[FindingDocument]
    left_out: dict[str, str] = Field(description="Cases that cannot be read, and why")


def report_document(found: Report) -> MeasuresDocument:
    """A report as a public document."""
    return MeasuresDocument(
        schema="ddrflow.measures/1",
        as_of=found.now,
        cases={case: [_finding(one) for one in each] for case, each in found.cases.items()},
        over_all=[_finding(one) for one in found.over_all],
        left_out=dict(found.left_out),
    )


def figure_document(figure: Figure) -> FigureDocument:
    """A figure as a public document; its value is rounded to four places."""
    is_share, is_length = figure.unit is Unit.SHARE, figure.unit is Unit.DAYS
    return FigureDocument(
        value=round(figure.value, 4),
        numerator=figure.total if is_share else None,
        denominator=figure.number if is_share else None,
        number=figure.number if is_length else None,
        least=figure.least if is_length else None,
        most=figure.most if is_length else None,
    )


def _finding(one: Finding) -> FindingDocument:
    return FindingDocument(
        measure=one.measure.name,
        unit=one.measure.unit,
        by=one.measure.by,
        source=str(one.measure.source),
        figure=figure_document(one.figure) if one.figure else None,
        groups={name: figure_document(each) for name, each in one.groups.items()},
    )
