"""What happens to people is the world's: no procedure kills, keeps or forgets anybody."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from ddrflow.model.events import (
    ConferenceClosed,
    ConferenceStopped,
    ReviewHeld,
    ReviewMissed,
    StepTaken,
)
from ddrflow.model.workflow import Workflow
from ddrflow.simulation.distribution import Distribution, Shape
from ddrflow.simulation.figures import days_late, until_taken
from ddrflow.simulation.replication import Lived, Window
from ddrflow.simulation.run import lives, study
from ddrflow.simulation.world import World
from ddrflow.simulation.world_file import load_world
from tests.simulation.house import house
from tests.simulation.worlds import BEGINS, YEAR

#: Values by the beginning of the paths that have them.
Values = Mapping[str, float]
QUIET: Final[Values] = {"people.happens": 0, "people.transfers": 0}
NOBODY_COMES: Final[Values] = {"agencies.attends": 0}
#: Lines of the procedure, and what stands in their place.
FREELY: Final = ("    rules: [conference.held: {type: table, within: 3 months}]\n", "")
AT_THE_END: Final = (
    "by: [unit], source: local choice}\n  - {trigger: death",
    (
        "by: [unit], source: local choice, rules: [conference.held: {type: table}]}\n"
        "  - {trigger: death"
    ),
)
#: One more state of the same phase.
ARRIVED: Final = (
    ("  inside: {phase: custody, initial: true}", "  inside: {phase: custody}"),
    ("states:\n", "states:\n  arrived: {phase: custody, initial: true}\n"),
    (
        "steps:\n",
        (
            "steps:\n  - {trigger: classify, from: arrived, to: inside, by: [prison], "
            "source: local choice}\n"
        ),
    ),
)


def lived(
    workflow: Workflow, values: Values, *, cases: int = 12, years: int = 6
) -> Iterator[Lived]:
    """Lives in the shipped world with other values."""
    shipped = load_world("region")
    found = {
        path: replace(one, spread=Distribution(Shape.VALUE, (values[start],)))
        for path, one in shipped.parameters.items()
        for start in values
        if path.startswith(start)
    }
    world: World = replace(shipped, parameters={**shipped.parameters, **found})
    return lives(study(workflow, world, Window(cases, BEGINS, years * YEAR), 7), 0)


def steps(life: Lived) -> list[str]:
    return [event.trigger for _, event in life.past.of(StepTaken)]


def test_nobody_dies_because_agencies_are_late() -> None:
    """What comes by chance is no way to end a case that agencies leave lying."""
    for life in lived(house(FREELY, AT_THE_END), {**QUIET, **NOBODY_COMES}):
        assert steps(life) == ["release"]
        assert life.past.case.is_open


def test_every_occurrence_of_a_review_is_seen_to_however_many_came_before_it() -> None:
    review = (
        "reviews:\n  - {name: a-look, while: {states: [inside]}, every: 2 months, owner: prison, "
        "grace: 30 days, source: local choice}\n"
    )
    held = missed = 0
    for life in lived(house(more=review), {**QUIET, "people.stays.custody": 66}, cases=4):
        held += sum(1 for _ in life.past.of(ReviewHeld))
        missed += sum(1 for _ in life.past.of(ReviewMissed))
    assert held > 4 * 20
    assert missed < held / 10


def test_the_same_person_leaves_on_the_same_day_however_many_states_a_phase_has() -> None:
    """How long somebody is in prison hangs on no step that agencies take there."""
    more = house(*ARRIVED)
    before = [_leaves(one) for one in lived(house(), QUIET)]
    after = [_leaves(one) for one in lived(more, QUIET)]
    assert before == after
    assert len(set(before)) > 6


def _leaves(life: Lived) -> datetime:
    return next(one.planned_at for one in life.planned if one.trigger == "release")


def test_the_same_person_dies_on_the_same_day_however_many_states_a_phase_has() -> None:
    more = house(
        *ARRIVED,
        ("[inside, outside]", "[arrived, inside, outside]"),
    )
    often = {**QUIET, "people.happens.death": 3, **NOBODY_COMES}
    before = [_died(one) for one in lived(house(), often)]
    assert before == [_died(one) for one in lived(more, often)]
    assert any(before)


def _died(life: Lived) -> datetime | None:
    taken = life.past.of(StepTaken)
    return next((entry.recorded_at for entry, one in taken if one.trigger == "death"), None)


def test_what_was_late_already_when_somebody_else_released_counts_as_late() -> None:
    """A court that lets go a month after the day makes nobody's lateness unseen."""
    courted = house(
        ("  closed: {final: true}", "  free: {phase: release}\n  closed: {final: true}"),
        ("    to: outside\n", "    to: free\n"),
        (
            "  - {trigger: close,",
            (
                "  - {trigger: go, from: free, to: outside, by: [unit], source: local choice}\n"
                "  - {trigger: court-releases, kind: happened, from: inside, to: outside, "
                "by: [prison], source: local choice}\n"
                "  - {trigger: close,"
            ),
        ),
        ("lead:\n", "lead:\n  release: {roles: [unit], source: local choice}\n"),
    )
    found = 0
    for life in lived(courted, {**QUIET, **NOBODY_COMES}):
        if "court-releases" in steps(life):
            [late] = [one for one in days_late(life) if one.of == "release"]
            assert late.value >= 19
            found += 1
    assert found > 6


def test_who_dies_while_a_step_is_late_is_counted_as_long_as_it_was_waited_for() -> None:
    values = {**QUIET, "people.happens.death": 2, "people.stays.custody": 1, **NOBODY_COMES}
    found = 0
    for life in lived(house(), values, cases=40):
        dropped = [one for one in life.planned if one.dropped_at is not None]
        for one in dropped:
            assert one.dropped_at == _died(life)
            waited = life.past.days(one.planned_at, one.dropped_at or one.planned_at)
            assert [each.days for each in until_taken(life) if not each.is_seen] == [waited]
        found += len(dropped)
    assert found > 6


def test_a_conference_that_cannot_begin_is_called_off_and_what_it_misses_is_asked_for() -> None:
    strict = house(
        ("      - exchange\n", "      - exchange: {rules: [notice.given: {kind: letter}]}\n"),
        more='notices:\n  letter: {to: client, version: "1", source: local choice}\n',
    )
    for life in lived(strict, QUIET):
        held = list(life.past.of(ConferenceClosed))
        assert held, "it took place once the letter was given"
        assert "release" in steps(life)


def test_a_consent_that_is_withdrawn_strands_no_case() -> None:
    """The conference stops, and whoever waited for it sees to another one."""
    asked = house(
        (
            "    information: internal\n",
            "    information: internal\n    consent: {of: client, to: sitting, source: ran R33}\n",
        ),
        more='consents:\n  sitting: {of: client, text_version: "1", source: ran R33}\n',
    )
    values = {**QUIET, "people.withdraws": 50, "people.consents": 100}
    everybody = tuple(lived(asked, values, cases=20, years=10))
    assert sum(1 for life in everybody for _ in life.past.of(ConferenceStopped)) > 6
    assert [life.case_id for life in everybody if life.past.case.is_open] == []
