"""Measures over generated histories: they always have an answer, and order does not change it."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from ddrflow.measures import MEASURES, Finding, Past, Unit, measured, past
from ddrflow.model.events import Entry
from ddrflow.model.fold import course
from ddrflow.workflow.load import load, shipped
from tests.properties.history import History, pasts

#: Of all workflows together.
HISTORIES = 300
STEPS = 40


class Lived(History):
    """A history whose past is kept when it is over."""

    kept: list[Past]

    def teardown(self) -> None:
        """As it stands in the end, and as it stood on the way there."""
        if self.case_id not in self.engine.cases():
            return
        entries, refused = self.engine.events(self.case_id), self.engine.refusals(self.case_id)
        now, standing = self.clock.now(), self.engine.standing()
        self.kept += [
            past(self.workflow, entries[:length], refused, now, standing)
            for length in {1, len(entries) // 2 or 1, len(entries)}
        ]


@cache
def lived(name: str) -> list[Past]:
    """The pasts of some histories of one workflow."""
    workflow = load(name)
    kept: list[Past] = []
    space = {"workflow": workflow, "pasts": pasts(workflow), "seen": Counter(), "kept": kept}
    machine = type(f"Past of {name}", (Lived,), space)
    run = settings(
        max_examples=HISTORIES // len(shipped()), stateful_step_count=STEPS, deadline=None
    )
    run_state_machine_as_test(machine, settings=run)
    return kept


def by_name(findings: tuple[Finding, ...]) -> dict[str, Finding]:
    """Findings by the name of their measure."""
    return {one.measure.name: one for one in findings}


@pytest.fixture(scope="module", params=shipped())
def kept(request: pytest.FixtureRequest) -> list[Past]:
    """Pasts of histories of each shipped workflow, drawn once."""
    return lived(str(request.param))


def all_kept() -> list[Past]:
    """The pasts of all of them."""
    return [one for name in shipped() for one in lived(name)]


def test_every_measure_has_an_answer_for_every_history(kept: list[Past]) -> None:
    """None raises; what is given is a part of its whole, and never less than nothing."""
    for one in kept:
        for each in measured([one]):
            figures = [*([each.figure] if each.figure else []), *each.groups.values()]
            assert all(found.least >= 0 for found in figures), each
            assert all(found.number > 0 for found in figures), each
            if each.measure.unit is Unit.SHARE:
                assert all(0 <= found.total <= found.number for found in figures), each


def test_histories_reach_what_is_measured() -> None:
    """Histories in which little is ever known prove little; the rest has tests of its own."""
    known = [one for one in measured(all_kept()) if one.figure is not None]
    assert len(known) > len(MEASURES) * 3 // 4


def test_no_history_has_a_day_without_lead(kept: list[Past]) -> None:
    """Invariant 1, as a number."""
    figures = [by_name(measured([one]))["days-without-lead"].figure for one in kept]
    assert len(figures) > HISTORIES // len(shipped())
    assert [one.value for one in figures if one is not None] == [0] * len(figures)


def test_the_order_of_the_cases_changes_nothing(kept: list[Past]) -> None:
    """Over all of them, however they are shuffled."""
    over_all = measured(kept)
    for seed in range(5):
        shuffled = list(kept)
        Random(seed).shuffle(shuffled)  # noqa: S311 - an order, no secret
        assert measured(shuffled) == over_all


def test_what_belongs_together_adds_up(kept: list[Past]) -> None:
    """Each need is answered, declined or open; each review is on time or missed."""
    for one in kept:
        found = {name: each.figure for name, each in by_name(measured([one])).items()}
        needs = [found[f"needs-{name}"] for name in ("answered", "declined", "open")]
        if found["needs-open"] is not None:
            assert sum(each.value for each in needs if each) == pytest.approx(1)
        on_time, missed = found["reviews-on-time"], found["reviews-missed"]
        assert (on_time is None) is (missed is None)
        if on_time is not None and missed is not None:
            assert on_time.total + missed.total == on_time.number


def test_a_fold_that_forgets_the_lead_shows_in_days_without_lead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Broken on purpose: the first term of lead begins two days after the case was opened."""
    [name, *_] = shipped()
    whole = course.case_opened

    def late(entry: Entry, event: Any) -> Any:  # noqa: ANN401 - as the fold calls it
        case = whole(entry, event)
        [term] = case.lead.terms
        begun = replace(term, starts_at=term.starts_at + timedelta(days=2))
        return replace(case, lead=replace(case.lead, terms=(begun,)))

    first = next(one for one in lived(name) if one.ends_at - one.case.opened_at > timedelta(days=3))
    monkeypatch.setattr(course, "case_opened", late)
    broken = past(first.workflow, first.entries, first.refusals, first.now)
    figure = by_name(measured([broken]))["days-without-lead"].figure
    assert figure is not None
    assert figure.value == 3
