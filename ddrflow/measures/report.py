"""The measures of cases, each and over all of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ddrflow.engine import Engine
from ddrflow.errors import BadFile, BadRecord, UnknownName
from ddrflow.measures.measure import Finding, Seen, finding
from ddrflow.measures.past import Past, past
from ddrflow.measures.table import MEASURES
from ddrflow.model.case import Case
from ddrflow.model.events import CaseMigrated, CaseOpened, Entry
from ddrflow.model.workflow import Workflow

#: What every measure saw in one case, in the order of the table.
Sight = tuple[tuple[Seen, ...], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Measures as of an instant, by case and over all; `left_out` are cases with what is wrong."""

    now: datetime
    cases: Mapping[str, tuple[Finding, ...]]
    over_all: tuple[Finding, ...]
    left_out: Mapping[str, str]


def report(engine: Engine, cases: Sequence[str] = ()) -> Report:
    """The measures of these cases, or of all where none is named.

    Among all, a case that cannot be read is left out and named. Raises UnknownName, BadRecord
    and BadFile for one that was asked for.
    """
    now = engine.now()
    sights: dict[str, Sight] = {}
    left_out: dict[str, str] = {}
    for case_id in dict.fromkeys(cases or engine.cases()):
        try:
            sights[case_id] = sight(past_of(engine, case_id, now))
        except (BadRecord, BadFile, UnknownName) as fault:
            if cases:
                raise
            left_out[case_id] = f"{fault.code}: {fault}"
    each = {case_id: findings([one]) for case_id, one in sights.items()}
    return Report(now, each, findings(sights.values()), left_out)


def past_of(engine: Engine, case_id: str, now: datetime) -> Past:
    """The past of a case of an engine. Raises UnknownName, BadRecord, BadFile."""
    case = engine.case(case_id)
    history = engine.events(case_id)[: case.version]
    refusals, standing = engine.refusals(case_id), engine.standing()
    return past(
        engine.workflow(case), history, refusals, now, standing, _earlier(engine, case, history)
    )


def _earlier(engine: Engine, case: Case, history: Sequence[Entry]) -> dict[str, Workflow]:
    """The versions that it was under before; none for most cases."""
    named = [
        one.event.workflow for one in history if isinstance(one.event, CaseOpened | CaseMigrated)
    ]
    return {
        one.digest: engine.workflow(replace(case, workflow=one))
        for one in named
        if one != case.workflow
    }


def measured(pasts: Iterable[Past]) -> tuple[Finding, ...]:
    """Every measure over some cases, in the order of the table, whatever order they come in."""
    return findings([sight(one) for one in pasts])


def sight(one: Past) -> Sight:
    """What every measure sees in a case."""
    return tuple(tuple(measure.look(one)) for measure in MEASURES)


def findings(sights: Iterable[Sight]) -> tuple[Finding, ...]:
    """What was seen in some cases, put together."""
    return tuple(_findings(tuple(sights)))


def _findings(sights: Sequence[Sight]) -> Iterator[Finding]:
    for number, measure in enumerate(MEASURES):
        yield finding(measure, [one[number] for one in sights])
