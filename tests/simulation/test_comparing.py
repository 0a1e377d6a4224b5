"""Two procedures lived by the same people: what differs, how surely, and why it stopped."""

from dataclasses import replace
from functools import cache

import pytest

from ddrflow.errors import BadCommand
from ddrflow.measures import Unit
from ddrflow.model.workflow import Workflow
from ddrflow.simulation.breadth import CORE, EVERYONE, NEEDS, breadths
from ddrflow.simulation.comparing import (
    BY_NAME,
    Comparison,
    Expectation,
    Wish,
    compare,
    compared,
)
from ddrflow.simulation.document import comparison_document
from ddrflow.simulation.estimating import estimates
from ddrflow.simulation.replication import Window
from ddrflow.simulation.run import Study, replications, study
from ddrflow.simulation.sensitivity import sweep, turns
from ddrflow.simulation.statistics.stopping import Stop
from ddrflow.simulation.statistics.verdict import Bound, Verdict
from ddrflow.simulation.told import judged, on_target, rows, sentence, signed, value, warnings
from ddrflow.simulation.world import Mark
from ddrflow.simulation.world_file import load_world
from ddrflow.workflow.load import load
from tests.simulation.worlds import BEGINS, YEAR, small_study

WINDOW = Window(5, BEGINS, 3 * YEAR)


def study_of(workflow: Workflow) -> Study:
    return study(workflow, load_world("region"), WINDOW, 7)


@cache
def of_breadth() -> Comparison:
    """Core only against everyone, on few people."""
    versions = breadths(load("catalonia"))
    expected = (
        Expectation("reviews-missed", Bound(0)),
        Expectation("reviews-missed", Bound(5)),
        Expectation("lead-changes", Bound(-1, is_most=False)),
    )
    wish = Wish("reviews-missed", budget=6, expected=expected)
    return compare(study_of(versions[CORE]), study_of(versions[EVERYONE]), wish)


def test_a_procedure_does_not_differ_from_itself() -> None:
    same = study_of(load("catalonia"))
    found = compare(same, same, Wish(budget=3))
    assert {one.found.difference.estimate for one in found.measures} == {0}
    assert not [one for one in found.measures if one.differs]
    assert found.stopped is Stop.BUDGET
    assert "No measurable change in release-to-conference" in sentence(found)


def test_more_at_the_table_means_fewer_reviews_on_time() -> None:
    """The paper's own tension: breadth against speed and cost (R71)."""
    found = of_breadth()
    primary = found.primary
    assert primary is not None
    assert primary.differs
    assert primary.found.difference.estimate > 0
    spent = next(one for one in found.measures if one.measure.name == "time-spent")
    assert spent.found.difference.low is not None
    assert spent.found.difference.low > 0


def test_expectations_hold_fail_or_are_undecided() -> None:
    found = of_breadth()
    assert [one.verdict for one in found.judged] == [Verdict.FAILS, Verdict.HOLDS, Verdict.HOLDS]
    told = [judged(one) for one in found.judged]
    assert told[0].startswith("fails: the difference in reviews-missed is at most 0; it is ")
    assert told[0].endswith("6 paired replications")
    assert all(" (98.3 % " in one for one in told), "three answers are as sure together as one"
    assert told[2].startswith("holds: the difference in lead-changes is at least -1; it is ")
    assert found.primary is not None
    middle = Bound(found.primary.found.difference.estimate)
    wish = replace(found.wish, expected=(Expectation("reviews-missed", middle),))
    [undecided] = compared(
        found.before, found.after, wish, (found.old, found.new), Stop.BUDGET
    ).judged
    assert undecided.verdict is Verdict.UNDECIDED


def test_expectations_that_are_decided_at_a_look_end_it_there() -> None:
    same = small_study(cases=2, years=2)
    wish = Wish(budget=40, expected=(Expectation("lead-changes", Bound(0.5)),))
    found = compare(same, same, wish)
    assert (found.stopped, found.number) == (Stop.DECIDED, 10)


def test_what_was_not_over_for_many_decides_nothing() -> None:
    """An average over those that came says nothing of those that still wait."""
    same = small_study(cases=5, years=1)
    bound = Expectation("opening-to-conference", Bound(100))
    found = compare(same, same, Wish("opening-to-conference", budget=2, expected=(bound,)))
    [one] = found.judged
    assert one.verdict is Verdict.UNDECIDED
    assert one.waiting > 0.05
    assert "of it was not over at the end" in judged(one)


def test_a_width_that_is_reached_ends_it_early() -> None:
    same = small_study(cases=2, years=2)
    found = compare(same, same, Wish("time-spent", precision=1.0, budget=40))
    assert (found.stopped, found.number) == (Stop.PRECISE, 15)


def test_the_answer_is_the_same_however_it_is_come_by() -> None:
    versions = breadths(load("catalonia"))
    again = compare(
        study_of(versions[CORE]), study_of(versions[EVERYONE]), replace(of_breadth().wish)
    )
    one, other = (
        comparison_document(each, versions[CORE], versions[EVERYONE])
        for each in (of_breadth(), again)
    )
    assert one == other
    assert one.simulated


def test_the_document_says_what_the_sentence_says() -> None:
    versions = breadths(load("catalonia"))
    found = of_breadth()
    document = comparison_document(found, versions[CORE], versions[EVERYONE])
    assert document.sentence == sentence(found)
    assert document.replications == 6
    assert document.world.assumed
    measured = {one.measure: one for one in document.measures}
    missed = measured["reviews-missed"]
    assert missed.mean.difference.estimate == pytest.approx(
        missed.mean.after - missed.mean.before, abs=1e-5
    )
    late = measured["days-late"]
    assert late.percentile_95 is not None
    assert late.curves is not None
    assert late.curves[0].number >= late.curves[0].censored


def test_who_was_still_waiting_is_counted_and_told() -> None:
    same = small_study(cases=5, years=1)
    found = compare(same, same, Wish("opening-to-conference", budget=2))
    primary = found.primary
    assert primary is not None
    assert primary.curves is not None
    assert primary.curves[0].censored > 0
    assert any("not over at the end" in one for one in warnings(found))


def test_what_no_case_came_to_is_named() -> None:
    """A change of a state that nobody is sent to makes no difference, and that proves nothing."""
    same = small_study("mappa", cases=3, years=1)
    found = compare(same, same, Wish("attendance", budget=2))
    [told] = [one for one in warnings(found) if "no case came to" in one]
    assert "state `level-3`" in told
    assert "state `in-custody`" not in told


def test_how_much_came_by_the_target_is_told_of_both() -> None:
    found = compare(
        small_study(cases=5, years=1),
        small_study(cases=5, years=1),
        Wish("opening-to-conference", budget=2, target=200),
    )
    assert found.primary is not None
    assert found.primary.curves is not None
    before, after = (one.part_by(200) for one in found.primary.curves)
    assert 0 < before == after < 1
    assert on_target(found) == f"within 200 days: {before:.1%} before, {after:.1%} after".replace(
        "%", " %"
    )
    document = comparison_document(found, load("catalonia"), load("catalonia"))
    assert document.target is not None
    assert document.target.days == 200
    assert document.target.before == pytest.approx(before, abs=1e-6)
    assert on_target(of_breadth()) == ""


def test_pairs_that_were_lost_are_told() -> None:
    found = of_breadth()
    told = warnings(replace(found, wish=Wish("quorum")))
    assert any("pairing did not help" in one for one in told)
    assert not any("pairing" in one for one in warnings(replace(found, wish=Wish("needs-open"))))


def test_two_worlds_are_told() -> None:
    one = small_study(cases=1, years=1)
    other = replace(one, world=one.world.changed("agencies.attends.default", 0.9))
    told = list(warnings(compare(one, other, Wish("needs-open", budget=2))))
    assert any("not lived in the same world" in each for each in told)


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        (Wish("revews-missed"), "did you mean `reviews-missed`"),
        (Wish(expected=(Expectation("none-such", Bound(1)),)), "there are"),
        (Wish(budget=1), "at least 2"),
        (Wish("quorum", target=3), "nobody knows what still waits"),
        (Wish("need-to-involvement", target=3), "release-to-conference"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(wish: Wish, words: str) -> None:
    same = small_study(cases=1, years=1)
    with pytest.raises(BadCommand, match=words):
        compare(same, same, wish)


def test_what_a_procedure_comes_to_has_bounds_that_are_possible() -> None:
    found = estimates(replications([(small_study(cases=4), one) for one in range(3)]))
    assert len(found) > 20
    for one in found:
        assert one.found.low is not None
        assert one.found.high is not None
        assert 0 <= one.found.low <= one.found.estimate <= one.found.high
        assert one.measure.unit is not Unit.SHARE or one.found.high <= 1


def test_an_assumption_is_tried_at_both_ends_of_its_range() -> None:
    versions = breadths(load("catalonia"))
    world = load_world("region")
    tried = {"agencies.attends.default", "costs.default"}
    parameters = {
        path: one if path in tried else replace(one, mark=Mark.LITERATURE)
        for path, one in world.parameters.items()
    }
    window, assuming = Window(2, BEGINS, 2 * YEAR), replace(world, parameters=parameters)
    before, after = (study(versions[one], assuming, window, 7) for one in (CORE, EVERYONE))
    found = compare(before, after, Wish("money-spent", budget=2))
    swept = {one.parameter.path: one for one in sweep(found)}
    assert set(swept) == tried
    assert found.primary is not None
    middle, price = found.primary.found.difference.estimate, swept["costs.default"]
    assert price.low == pytest.approx(0.73 * middle, rel=0.05)
    assert price.high == pytest.approx(1.45 * middle, rel=0.05)
    assert price.turns_at is None


def test_where_the_sign_turns_lies_between_what_was_tried() -> None:
    assert list(turns([(0.5, -1), (1, 1), (1.5, 3)])) == [0.75]
    assert not list(turns([(0.5, 1), (1, 2), (1.5, 3)]))


def test_breadth_is_a_choice_of_the_procedure() -> None:
    found = breadths(load("catalonia"))
    assert list(found) == [CORE, NEEDS, EVERYONE]
    core = [found[one].procedure.conferences["case-conference"] for one in found]
    assert core[0].on_need == ()
    assert set(core[1].quorum.core) < set(core[2].quorum.core)
    assert "family" not in core[2].quorum.core
    with pytest.raises(BadCommand, match="brings anybody in for a need"):
        breadths(load("parents-for-peace"))
    with pytest.raises(BadCommand, match="does not hold together"):
        breadths(load("info-house"))


def test_numbers_are_written_for_people() -> None:
    assert value(0.756, Unit.SHARE) == "75.6 %"
    assert value(12_345.6, Unit.MONEY) == "12,346 a case"
    assert value(231.7, Unit.DAYS) == "231.7 days"
    assert signed(-0.113, Unit.SHARE) == "\u221211.3 points"
    assert signed(2.717, Unit.DAYS) == "+2.72 days"
    assert signed(-0.0001, Unit.DAYS) == "0.00 days"
    assert {one.name for one in rows(of_breadth())} <= set(BY_NAME)
    assert rows(of_breadth())[0].differs
