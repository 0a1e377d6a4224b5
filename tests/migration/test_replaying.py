"""Recorded commands are asked again under another version: which differ, case by case, and why."""

import pytest

from ddrflow.bootstrap import for_story
from ddrflow.engine import Refused
from ddrflow.migration import Replayed, replay
from ddrflow.model import commands as c
from ddrflow.model.workflow import Workflow
from ddrflow.stories import read_story, run, story_files
from ddrflow.workflow.load import load
from tests.builders import PRISON, UNIT, WELFARE, Desk, opened
from tests.synthetic import built
from tests.versions import version

SCHEDULE = "{plan.adopted: {kind: plan, answers: all-open-needs, liftable: true}}"


def replayed(desk: Desk, to: Workflow) -> Replayed:
    """The case asked again; nothing of it changes."""
    before = desk.engine.events(desk.case_id), desk.engine.refusals(desk.case_id)
    found = replay(desk.engine, to, desk.case_id)
    assert (desk.engine.events(desk.case_id), desk.engine.refusals(desk.case_id)) == before
    return found


def refuse(desk: Desk, command: c.Command) -> None:
    """Give a command that is refused, and so stands in the journal."""
    with pytest.raises(Refused):
        desk.do(command)


@pytest.mark.parametrize("name", story_files())
def test_every_shipped_story_is_answered_under_its_own_version_as_it_was(name: str) -> None:
    """What was recorded tells what was asked, and the same facts give the same answer."""
    story = read_story(story_files()[name].read_bytes(), name)
    workflow = load(story.script.workflow)
    tale = run(story, workflow, for_story)
    found = replay(tale.engine, workflow, story.script.case)
    assert [(one.seq, one.command, one.decision or one.fault) for one in found.differing] == []
    assert found.unasked == ()
    assert found.asked >= 2


def test_a_command_that_would_be_refused_is_told_with_the_rule() -> None:
    to = version(
        (
            "{trigger: stay, from: inside, to: waiting, by: [prison, unit], source: act 20}",
            "{trigger: stay, from: inside, to: waiting, by: [prison], source: act 20}",
        )
    )
    desk = opened()
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"), c.TakeStep(actor=UNIT, trigger="return"))
    desk.do(c.TakeStep(actor=PRISON, trigger="stay"))
    (one,) = replayed(desk, to).differing
    assert (one.seq, one.was_allowed) == (2, True)
    assert one.decision is not None
    assert [each.rule for each in one.decision.refusing] == ["step.fired-by"]


def test_a_command_that_was_refused_and_would_be_allowed_is_told() -> None:
    to = version(
        (f"    rules: [{SCHEDULE}]\n", ""),
        ("deviations: {approved_by: [court, prison], source: act 16}\n", ""),
    )
    desk = opened()
    refuse(desk, c.TakeStep(actor=UNIT, trigger="schedule"))
    found = replayed(desk, to)
    assert found.asked == 2
    (one,) = found.differing
    assert (one.seq, one.was_allowed) == (0, False)
    assert one.decision is not None
    assert one.decision.is_allowed


def test_each_command_is_asked_of_the_case_as_it_stood_then() -> None:
    """A refusal from before a plan was adopted stays one, although the plan is there now."""
    desk = opened()
    step = c.TakeStep(actor=UNIT, trigger="schedule")
    refuse(desk, step)
    desk.later(hours=1)
    desk.do(c.AdoptPlan(actor=WELFARE, kind="plan", parts=("residence", "work")))
    desk.later(hours=1)
    desk.do(step)
    found = replayed(desk, version())
    assert (found.asked, found.differing, found.unasked) == (4, (), ())


def test_a_state_that_is_called_otherwise_is_asked_by_its_new_name() -> None:
    changes = (
        ("  waiting: {phase: custody}", "  held-back: {phase: custody}"),
        ("to: waiting", "to: held-back"),
        ("from: waiting", "from: held-back"),
        ("[inside, waiting]", "[inside, held-back]"),
        ("states: [waiting]", "states: [held-back]"),
    )
    desk = opened()
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"), c.TakeStep(actor=UNIT, trigger="return"))
    mapped = replayed(desk, version(*changes, migrates="states: {waiting: held-back}"))
    assert (mapped.asked, mapped.differing, mapped.unasked) == (3, (), ())
    unmapped = replayed(desk, version(*changes))
    assert unmapped.asked == 2
    (one,) = unmapped.unasked
    assert one.command == c.TakeStep(actor=UNIT, trigger="return")
    assert [each.message for each in one.reasons] == ["migration.not-there"]


def test_what_cannot_be_asked_at_all_there_is_told_with_the_fault() -> None:
    to = version(
        ("  other: {parts: [residence], adopted_by: [unit], source: act 24}\n", ""),
    )
    desk = opened()
    desk.do(c.AdoptPlan(actor=UNIT, kind="other", parts=("residence",)))
    (one,) = replayed(desk, to).differing
    assert one.decision is None
    assert "no kind of plan `other`" in one.fault


def test_corrections_and_what_time_alone_did_are_not_asked_again() -> None:
    """They are about the record, and about the clock."""
    desk = opened()
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"))
    desk.later(days=40)
    desk.engine.lapse(desk.case_id)
    desk.do(c.CorrectEntry(actor=UNIT, wrong=2, why="recorded-in-error"))
    found = replayed(desk, built())
    assert (found.asked, found.differing) == (2, ())
