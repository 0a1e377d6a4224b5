"""Measures of several cases, of damaged ones, and after free text is gone."""

import pytest

from ddrflow.engine import Engine, Refused
from ddrflow.errors import BadRecord, UnknownName
from ddrflow.measures import MEASURES, Unit, report
from ddrflow.model import commands as c
from ddrflow.model.events import Entry
from tests.acts import convened, held
from tests.builders import START, UNIT, Desk, opened, unopened
from tests.measures.taken import short

OPENING = c.OpenCase(actor=UNIT)


def several() -> Desk:
    """Three cases: one with two conferences, one with a refusal, one just opened."""
    desk = opened()
    held(desk)
    desk.later(days=4)
    held(desk, "k-2")
    desk.do(c.RecordMinutes(actor=UNIT, conference="k-2", minutes="m-1", text="Secret words."))
    for name in ("c-2", "c-3"):
        desk.engine.open_case("synthetic", name, OPENING)
    with pytest.raises(Refused):
        desk.engine.do("c-2", c.TakeStep(actor=UNIT, trigger="release", reason="Secret too."))
    return desk


def test_every_measure_has_a_name_a_source_and_a_meaning() -> None:
    names = [one.name for one in MEASURES]
    assert len(names) == len(set(names))
    assert all(str(one.source).startswith("ran R") for one in MEASURES)
    assert all((one.look.__doc__ or "").strip() for one in MEASURES)


def test_over_all_cases_a_share_is_one_of_all_things_counted() -> None:
    """Not a mean of shares: a case with nothing to count changes nothing."""
    told = report(several().engine)
    assert list(told.cases) == ["c-1", "c-2", "c-3"]
    over_all = {one.measure.name: short(one.figure) for one in told.over_all}
    assert over_all["minutes-filed"] == (1, 2)
    assert over_all["quorum"] == (2, 2)
    assert over_all["refusals"] == 1
    assert over_all["days-without-lead"] == 0
    assert over_all["opening-to-conference"] == 0
    assert over_all["need-to-involvement"] is None
    each = {case: {one.measure.name: one for one in found} for case, found in told.cases.items()}
    assert each["c-3"]["minutes-filed"].figure is None
    assert short(each["c-1"]["minutes-filed"].figure) == (1, 2)


def test_cases_can_be_named_in_any_order_and_twice() -> None:
    desk = several()
    some = report(desk.engine, ["c-2", "c-1", "c-2"])
    assert list(some.cases) == ["c-2", "c-1"]
    assert some.over_all == report(desk.engine, ["c-1", "c-2"]).over_all
    assert some.now == desk.now


def test_measures_are_the_same_after_free_text_is_erased() -> None:
    desk = several()
    before = report(desk.engine)
    for name in ("c-1", "c-2"):
        desk.engine.erase(name, UNIT, basis="gdpr-17", why="asked-for")
    assert all(not one.content for one in desk.engine.events("c-1"))
    assert report(desk.engine).cases == before.cases
    assert report(desk.engine).over_all == before.over_all


def test_without_a_case_nothing_is_known() -> None:
    empty = report(unopened().engine)
    assert empty.cases == {}
    assert {one.figure for one in empty.over_all} == {None}


def test_an_unknown_case_is_an_error() -> None:
    with pytest.raises(UnknownName, match="no case is called `c-9`"):
        report(opened().engine, ["c-1", "c-9"])


def test_among_all_a_case_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Asked for by name it is an error."""
    desk = several()
    whole = Engine.events

    def broken(self: Engine, case_id: str) -> tuple[Entry, ...]:
        if case_id == "c-2":
            raise BadRecord(case_id, 3, "a part is missing")
        return whole(self, case_id)

    monkeypatch.setattr(Engine, "events", broken)
    told = report(desk.engine)
    trouble = "E-RECORD: entry 3 of case `c-2` cannot be read: a part is missing"
    assert told.left_out == {"c-2": trouble}
    assert list(told.cases) == ["c-1", "c-3"]
    with pytest.raises(BadRecord):
        report(desk.engine, ["c-2"])


def test_what_is_counted_in_days_tells_the_shortest_and_the_longest() -> None:
    """The middle one stands for them."""
    desk = opened()
    for number, days in enumerate((1, 3, 11), 2):
        name = f"c-{number}"
        desk.at(START)
        other = Desk(desk.engine, desk.clock, desk.workflow, name)
        desk.engine.open_case("synthetic", name, c.OpenCase(actor=UNIT, bindings=PARTIES))
        other.later(days=days)
        held(other)
    [found] = [
        one for one in report(desk.engine).over_all if one.measure.name == "opening-to-conference"
    ]
    assert found.figure is not None
    assert found.measure.unit is Unit.DAYS
    assert (found.figure.least, found.figure.middle, found.figure.most) == (1, 3, 11)
    assert found.figure.value == 3


PARTIES = (("police", "Police North"),)


def test_what_is_under_way_is_not_measured_yet() -> None:
    desk = opened()
    convened(desk)
    [found] = [one for one in report(desk.engine).over_all if one.measure.name == "attendance"]
    assert found.figure is None
    assert found.groups == {}
