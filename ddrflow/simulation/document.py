"""What a simulation found, as public, versioned JSON documents."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final, Literal

from pydantic import Field

from ddrflow.measures.document import Document
from ddrflow.measures.measure import Unit
from ddrflow.model.workflow import Workflow
from ddrflow.simulation.comparing import Compared, Comparison, Judged
from ddrflow.simulation.estimating import estimates
from ddrflow.simulation.run import Replication, Study, unmet
from ddrflow.simulation.sensitivity import Swept
from ddrflow.simulation.statistics.interval import Interval
from ddrflow.simulation.statistics.paired import Difference
from ddrflow.simulation.statistics.survival import Curve
from ddrflow.simulation.told import on_time, sentence, verdict, warnings
from ddrflow.simulation.validating import Fit
from ddrflow.simulation.world import Parameter

PLACES: Final = 6


class ProcedureDocument(Document):
    """A procedure that was lived."""

    workflow: str
    version: int
    digest: str


class ParameterDocument(Document):
    """A parameter of the world that nobody measured."""

    path: str
    unit: str
    spread: str = Field(description="Its value, or how it is spread")


class WorldDocument(Document):
    """The world that it was lived in."""

    world: str
    version: int
    digest: str
    assumed: list[ParameterDocument] = Field(description="What nobody measured")


class WindowDocument(Document):
    """Who was followed, from when on, for how long."""

    cases: int
    begins_on: str
    days: int = Field(description="How long each case is followed")
    seed: int


class IntervalDocument(Document):
    """An estimate with its bounds; null where nobody can tell."""

    estimate: float
    low: float | None
    high: float | None
    level: float = Field(description="How large a part of such bounds has the true value in them")
    probability: float | None = Field(
        description="Of so large an estimate where there is nothing, for this measure alone"
    )


class DifferenceDocument(Document):
    """Two versions of something, and their difference."""

    before: float
    after: float
    difference: IntervalDocument
    correlation: float | None = Field(description="Of the versions over the replications")
    reduction: float | None = Field(
        description="How many times as many replications other people would have taken"
    )


class CurveDocument(Document):
    """Lengths of time of which some were not over."""

    number: int
    censored: int
    median: int | None = Field(description="Days; null where not half had come")
    percentile_95: int | None = Field(description="Days; null where not so many had come")
    mean: float = Field(description="Days, of which none counts for more than `mean_until`")
    mean_until: int = Field(description="The last day up to which both versions were followed")


class ComparedDocument(Document):
    """One measure of both versions."""

    measure: str
    unit: Unit
    mean: DifferenceDocument
    percentile_95: DifferenceDocument | None = Field(description="Of days")
    curves: list[CurveDocument] | None = Field(description="Before and after")
    adjusted: float = Field(description="The probability among all measures (Holm)")
    verdict: str


class JudgedDocument(Document):
    """What the replications say of an expectation."""

    measure: str
    bound: str
    verdict: Literal["holds", "fails", "undecided"]
    difference: IntervalDocument | None


class TargetDocument(Document):
    """By when the primary measure is to have come, and how much of it had."""

    days: int
    before: float = Field(description="The part that had come, those not over counted (0 to 1)")
    after: float


class ComparisonDocument(Document):
    """Two procedures, lived by the same people."""

    schema_: Literal["ddrflow.comparison/1"] = Field(alias="schema")
    simulated: Literal[True]
    sentence: str
    warnings: list[str]
    before: ProcedureDocument
    after: ProcedureDocument
    world: WorldDocument
    window: WindowDocument
    primary: str
    replications: int
    stopped: str = Field(description="Why there were not more")
    measures: list[ComparedDocument]
    expected: list[JudgedDocument]
    target: TargetDocument | None
    digest: str = Field(description="Over everything that was recorded in both versions")


class EstimatedDocument(Document):
    """One measure of a procedure."""

    measure: str
    unit: Unit
    found: IntervalDocument


class SimulationDocument(Document):
    """A procedure that was lived."""

    schema_: Literal["ddrflow.simulation/1"] = Field(alias="schema")
    simulated: Literal[True]
    procedure: ProcedureDocument
    world: WorldDocument
    window: WindowDocument
    replications: int
    events: int = Field(description="In all replications")
    refusals: int = Field(description="In all replications")
    measures: list[EstimatedDocument]
    unmet: list[str] = Field(description="States and conferences that no case came to")
    digest: str = Field(description="Over everything that was recorded")


def simulation_document(
    of: Study, workflow: Workflow, lived: tuple[Replication, ...]
) -> SimulationDocument:
    """What a procedure came to, as a public document."""
    return SimulationDocument(
        schema="ddrflow.simulation/1",
        simulated=True,
        procedure=procedure_document(workflow),
        world=world_document(of),
        window=window_document(of),
        replications=len(lived),
        events=sum(one.events for one in lived),
        refusals=sum(one.refusals for one in lived),
        measures=[
            EstimatedDocument(
                measure=one.measure.name, unit=one.measure.unit, found=_interval(one.found)
            )
            for one in estimates(lived)
        ],
        unmet=list(unmet(of, lived)),
        digest=digest_of(lived),
    )


def comparison_document(found: Comparison, before: Workflow, after: Workflow) -> ComparisonDocument:
    """A comparison as a public document; numbers are rounded to six places."""
    return ComparisonDocument(
        schema="ddrflow.comparison/1",
        simulated=True,
        sentence=sentence(found),
        warnings=list(warnings(found)),
        before=procedure_document(before),
        after=procedure_document(after),
        world=world_document(found.before),
        window=window_document(found.before),
        primary=found.wish.primary,
        replications=found.number,
        stopped=found.stopped,
        measures=[_compared(one, found.before.window.horizon.days) for one in found.measures],
        expected=[_judged(one) for one in found.judged],
        target=_target(found),
        digest=digest_of((*found.old, *found.new)),
    )


def _target(found: Comparison) -> TargetDocument | None:
    parts = on_time(found)
    if parts is None or found.wish.target is None:
        return None
    before, after = (round(one, PLACES) for one in parts)
    return TargetDocument(days=found.wish.target, before=before, after=after)


def procedure_document(workflow: Workflow) -> ProcedureDocument:
    """Which procedure it was."""
    one = workflow.identity
    return ProcedureDocument(workflow=one.name, version=one.version, digest=one.digest)


def world_document(of: Study) -> WorldDocument:
    """Which world it was, and what nobody measured in it."""
    world = of.world
    return WorldDocument(
        world=world.name,
        version=world.version,
        digest=world.digest,
        assumed=[_parameter(one) for one in world.assumed()],
    )


def window_document(of: Study) -> WindowDocument:
    """Who was followed."""
    window = of.window
    return WindowDocument(
        cases=window.cases,
        begins_on=window.begins_on.isoformat(),
        days=window.horizon.days,
        seed=of.seed,
    )


def swept_documents(swept: Sequence[Swept]) -> list[dict[str, object]]:
    """The assumptions that were tried, the one that moves the answer furthest first."""
    return [
        {
            "path": one.parameter.path,
            "tried_at": [one.parameter.low, one.parameter.high],
            "low": _rounded(one.low),
            "high": _rounded(one.high),
            "sign_turns_at": _rounded(one.turns_at),
        }
        for one in swept
    ]


def fit_documents(found: Sequence[Fit]) -> list[dict[str, object]]:
    """Each measure of the record against what replications come to."""
    return [
        {
            "measure": one.measure.name,
            "recorded": _rounded(one.recorded),
            "low": _rounded(one.low),
            "high": _rounded(one.high),
            "fits": one.fits,
        }
        for one in found
    ]


def digest_of(lived: tuple[Replication, ...]) -> str:
    """One digest over everything that was recorded in some replications, in their order."""
    return sha256("".join(one.digest for one in lived).encode()).hexdigest()


def _parameter(one: Parameter) -> ParameterDocument:
    return ParameterDocument(path=one.path, unit=one.unit, spread=str(one.spread))


def _compared(one: Compared, days: int) -> ComparedDocument:
    return ComparedDocument(
        measure=one.measure.name,
        unit=one.measure.unit,
        mean=_difference(one.found),
        percentile_95=_difference(one.percentile) if one.percentile else None,
        curves=_curves(one.curves, days) if one.curves else None,
        adjusted=round(one.adjusted, PLACES),
        verdict=verdict(one),
    )


def _difference(one: Difference) -> DifferenceDocument:
    return DifferenceDocument(
        before=round(one.before, PLACES),
        after=round(one.after, PLACES),
        difference=_interval(one.difference),
        correlation=_rounded(one.correlation),
        reduction=_rounded(one.reduction),
    )


def _interval(one: Interval) -> IntervalDocument:
    return IntervalDocument(
        estimate=round(one.estimate, PLACES),
        low=_rounded(one.low),
        high=_rounded(one.high),
        level=round(one.level, PLACES),
        probability=_rounded(one.probability),
    )


def _curves(curves: tuple[Curve, Curve], days: int) -> list[CurveDocument]:
    until = min(days, *(one.followed for one in curves))
    return [_curve(one, until) for one in curves]


def _curve(one: Curve, until: int) -> CurveDocument:
    return CurveDocument(
        number=one.number,
        censored=one.censored,
        median=one.percentile(0.5),
        percentile_95=one.percentile(0.95),
        mean=round(one.mean_until(until), PLACES),
        mean_until=until,
    )


def _judged(one: Judged) -> JudgedDocument:
    return JudgedDocument(
        measure=one.expectation.measure,
        bound=str(one.expectation.bound),
        verdict=one.verdict.value,
        difference=_interval(one.found.difference) if one.found else None,
    )


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, PLACES)
