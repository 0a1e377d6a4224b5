"""The shipped stories, run from their files on a store in memory."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from ddrflow.bootstrap import StoryDatabases
from ddrflow.clock import ManualClock
from ddrflow.decide import command_name
from ddrflow.engine import Engine
from ddrflow.errors import Place
from ddrflow.model.agency import Phase
from ddrflow.model.case import Case
from ddrflow.model.commands import COMMANDS
from ddrflow.model.events import (
    AttendanceRecorded,
    CaseOpened,
    ConferenceStopped,
    ConsentWithdrawn,
    Entry,
    ProposalExpired,
    ReviewFellDue,
    ReviewHeld,
    ReviewMissed,
    StepTaken,
)
from ddrflow.model.workflow import Workflow
from ddrflow.store.memory import MemoryStore
from ddrflow.stories import StoryFailed, Tale, read_story, run, story_files
from ddrflow.stories.script import Story
from ddrflow.workflow.load import load, shipped

NAMES: Final = tuple(story_files())
REFUSING: Final = tuple(name for name in NAMES if b"refused: " in story_files()[name].read_bytes())
WORKFLOWS: Final = shipped()

NOT_TAKEN: Final[dict[tuple[str, str], str]] = {}
"""Steps that no story takes, each as (workflow, trigger), and why not."""


def _opened(clock: ManualClock, workflow: Workflow) -> Engine:
    return Engine(MemoryStore(clock), [workflow])


def _story(name: str) -> Story:
    return read_story(story_files()[name].read_bytes(), f"{name}.yaml")


@cache
def _tale(name: str) -> Tale:
    story = _story(name)
    return run(story, load(story.script.workflow), _opened)


def _entries(name: str) -> tuple[Entry, ...]:
    tale = _tale(name)
    return tale.engine.events(tale.story.script.case)


def _case(name: str) -> Case:
    tale = _tale(name)
    return tale.engine.case(tale.story.script.case)


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_story_ends_with_every_expectation_met(name: str) -> None:
    """Each step comes out as the story says, to the last one."""
    tale = _tale(name)
    last = tale.story.script.steps[-1].at.replace(tzinfo=tale.workflow.procedure.zone)
    assert tale.told[-1].at == last


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_story_says_what_it_is_and_what_it_shows(name: str) -> None:
    """Its names are those of its place, and it tells in two or three sentences why it matters."""
    script = _story(name).script
    assert f"{script.workflow}/{script.story}" == name
    assert script.title
    assert 2 <= script.tells.count(".") <= 3


@pytest.mark.parametrize("name", NAMES)
def test_most_steps_of_a_shipped_story_are_claims(name: str) -> None:
    """A step that claims nothing shows nothing, so more than half of them expect something."""
    steps = _story(name).script.steps
    claims = [step for step in steps if step.expect.model_fields_set]
    assert len(claims) > len(steps) / 2


@pytest.mark.parametrize("name", NAMES)
def test_time_in_a_shipped_story_only_goes_forward(name: str) -> None:
    """No two steps share a minute, so that the order of the file is the order of the record."""
    moments = [step.at for step in _story(name).script.steps]
    assert moments == sorted(set(moments))


@pytest.mark.parametrize("name", REFUSING)
def test_a_story_with_a_refusal_follows_a_remedy(name: str) -> None:
    """What the refusal offers is done as offered, and recorded."""
    tale = _tale(name)
    refused = [number for number, one in enumerate(tale.told) if one.decision]
    followed = [step.at for step in tale.story.script.steps if step.follow is not None]
    zone = tale.workflow.procedure.zone
    recorded = {one.at for one in tale.told[refused[0] :] if one.done or one.above}
    assert followed
    assert {at.replace(tzinfo=zone) for at in followed} <= recorded


@pytest.mark.parametrize("name", REFUSING)
def test_what_is_asked_again_after_a_remedy_is_recorded(name: str) -> None:
    """Refusal, remedy, acceptance: the last time a story asks again, the answer is yes."""
    tale = _tale(name)
    zone = tale.workflow.procedure.zone
    asked = [step.at for step in tale.story.script.steps if step.do == "again"]
    recorded = {one.at for one in tale.told if one.done}
    assert all(at.replace(tzinfo=zone) in recorded for at in asked[-1:])


def test_the_stories_are_different_cases() -> None:
    """No two stories are about the same case, and there are at least six."""
    cases = [_story(name).script.case for name in NAMES]
    assert len(cases) == len(set(cases)) >= 6


def test_every_step_of_every_workflow_is_taken_in_some_story() -> None:
    """A step that no story takes is listed with the reason, and a listed one is not taken."""
    taken = {
        (_tale(name).workflow.identity.name, entry.event.trigger)
        for name in NAMES
        for entry in _entries(name)
        if isinstance(entry.event, StepTaken)
    }
    declared = {(name, trigger) for name in WORKFLOWS for trigger in load(name).triggers()}
    assert declared - taken == set(NOT_TAKEN)


@pytest.mark.parametrize("workflow", WORKFLOWS)
def test_a_workflow_has_three_stories_and_one_from_its_first_state_to_its_last(
    workflow: str,
) -> None:
    """The whole way: through every phase that the file has, to an end that was asked for."""
    stories = [name for name in NAMES if name.startswith(f"{workflow}/")]
    phases = {one.phase for one in load(workflow).states.values() if one.phase}
    whole = [name for name in stories if _phases(name) == phases and not _case(name).is_open]
    assert len(stories) >= 3
    assert whole


def _phases(name: str) -> set[Phase]:
    """The phases that the case of a story was in."""
    events = (one.event for one in _entries(name))
    return {one.phase for one in events if isinstance(one, CaseOpened | StepTaken) and one.phase}


def test_every_command_is_given_in_some_story() -> None:
    """The stories show all that a case can be told to do, in a case where it makes sense."""
    given = {
        command_name(one.command)
        for tale in map(_tale, NAMES)
        for one in tale.told
        if one.done and one.command
    }
    time_alone = {command_name(one) for one in COMMANDS if one.__name__.startswith("Mark")}
    # A story is lived under one version.
    by_nobody = {*time_alone, "migrate-case"}
    assert {command_name(one) for one in COMMANDS} - given == by_nobody


def test_a_court_that_releases_leaves_tasks_with_an_owner_and_a_day() -> None:
    """Both breaches are the old lead's, 14 days after the release, and mended within them."""
    breaches = _case("catalonia/court-releases-at-once").exceptions.breaches
    assert [(one.rule, one.owner, one.due_on) for one in breaches] == [
        ("lead.covers-next-phase", "prison-unit", date(2025, 6, 30)),
        ("plan.adopted", "prison-unit", date(2025, 6, 30)),
    ]
    assert all(one.closed_at and one.closed_at.date() <= one.due_on for one in breaches)


@pytest.mark.requirement("R33")
def test_withdrawing_consent_stops_the_conference_and_records_nothing_else() -> None:
    """The withdrawal and the stop are the only entries: no breach, no step, no sanction."""
    entries = _entries("neustart/consent-withdrawn-in-family-time")
    withdrawn = next(one for one in entries if isinstance(one.event, ConsentWithdrawn))
    caused = [type(one.event) for one in entries if one.cause == withdrawn.seq]
    assert caused == [ConsentWithdrawn, ConferenceStopped]


@pytest.mark.requirement("R30", "R102", "T4")
def test_the_client_and_the_family_are_in_no_state_security_conference() -> None:
    """They are neither invited to it nor present in it, and the other conference has them."""
    conferences = _case("neustart/state-security-without-the-client").conferences
    seated = {
        name: {one.role for one in conferences[name].invitations}
        | {one.role for one in conferences[name].attendance}
        for name in ("ssc-1", "snc-1")
    }
    assert seated == {
        "ssc-1": {"state-security", "neustart", "prison"},
        "snc-1": {"neustart", "client", "network"},
    }


@pytest.mark.requirement("R70")
def test_a_release_under_a_deviation_says_so() -> None:
    """The step names the rule that was lifted, and the deviation who asked and who approved."""
    name = "catalonia/deviation-by-the-court"
    lifted = {
        one.event.trigger: [(noted.rule, noted.lifted_by) for noted in one.noted]
        for one in _entries(name)
        if isinstance(one.event, StepTaken) and any(noted.lifted_by for noted in one.noted)
    }
    [deviation] = _case(name).exceptions.deviations
    assert lifted == {"release": [("conference.held", "court")]}
    assert (deviation.asked_by, deviation.approved_by) == ("person-case-manager", "court")
    assert deviation.place == "release"


@pytest.mark.requirement("R1")
def test_each_missed_review_is_recorded_once_and_escalated() -> None:
    """Each occurrence falls due, is missed and is held once, also after an outage."""
    entries = _entries("catalonia/review-missed-then-held")
    marks = (ReviewFellDue, ReviewMissed, ReviewHeld)
    found = [one.event for one in entries if isinstance(one.event, marks)]
    assert [(type(one), one.occurrence) for one in found] == [
        (mark, occurrence) for occurrence in (1, 2) for mark in marks
    ]
    assert {one.escalated_to for one in found if isinstance(one, ReviewMissed)} == {("court",)}


def test_a_review_called_by_necessity_leaves_the_schedule_where_it_was() -> None:
    """Held in October, it is due again half a year after the case came in, past a Sunday."""
    review = _case("catalonia/called-by-necessity").reviews["custody-review"]
    assert [(one.due_on, one.called_for) for one in review.holdings] == [
        (date(2025, 10, 6), "new-contacts")
    ]
    assert (review.anchor_on, review.due_on) == (date(2025, 9, 8), date(2026, 3, 9))


def test_a_proposal_that_nobody_answers_ends_with_its_last_working_day() -> None:
    """Christmas and Saint Stephen are none in Catalonia."""
    entries = _entries("catalonia/called-by-necessity")
    [expired] = [one.event for one in entries if isinstance(one.event, ProposalExpired)]
    assert (expired.role, expired.last_on) == ("municipality", date(2025, 12, 31))


def test_a_corrected_attendance_stays_in_the_record() -> None:
    """The wrong entry and its correction are both there, and only the deputy counts."""
    name = "catalonia/attendance-recorded-in-error"
    [correction] = _case(name).exceptions.corrections
    wrong = _entries(name)[correction.wrong - 1].event
    attendance = _case(name).conferences["cc-1"].attendance
    present = [one.person for one in attendance if one.role == "case-worker"]
    assert isinstance(wrong, AttendanceRecorded)
    assert wrong.person == "person-case-manager"
    assert present == ["person-deputy-case-manager"]


@pytest.mark.requirement("R8")
def test_at_every_entry_of_a_story_somebody_answers_for_the_case() -> None:
    """Lead terms follow one another from the opening on, without a gap, through every hand-over."""
    for name in NAMES:
        case = _case(name)
        starts = [term.starts_at for term in case.lead.terms]
        assert starts[0] == case.opened_at
        assert starts == sorted(starts)
        assert all(case.lead.at(one.occurred_at) for one in _entries(name))


def test_a_story_that_comes_out_otherwise_names_the_step(tmp_path: Path) -> None:
    """One expectation is changed in a copy; the error says where, what was, what should be."""
    text = story_files()["neustart/consent-asked-late"].read_text(encoding="utf-8")
    before, after = text.split("      state: in-custody\n", maxsplit=1)
    copy = tmp_path / "changed.yaml"
    copy.write_text(f"{before}      state: preparing-release\n{after}", encoding="utf-8")
    line = before[: before.rindex('  - at: "')].count("\n") + 1
    story = read_story(copy.read_bytes(), str(copy))
    with pytest.raises(StoryFailed) as caught:
        run(story, load("neustart"), _opened)
    assert caught.value.place == Place(str(copy), line, 5)
    assert str(caught.value) == (
        f"{copy}:{line}:5: E-STORY: the state is `in-custody`\n"
        "  help: the story expects `preparing-release`"
    )


def test_a_story_says_in_its_head_that_it_records_facts_above_the_cases(tmp_path: Path) -> None:
    """Other stories are not to meet them, so it is played apart, and has to say so."""
    text = story_files()["neustart/trained-before-the-table"].read_text(encoding="utf-8")
    copy = tmp_path / "silent.yaml"
    copy.write_text(text.replace("above: true\n", ""), encoding="utf-8")
    with pytest.raises(StoryFailed, match="expects ``above: true` in its head`"):
        run(read_story(copy.read_bytes(), str(copy)), load("neustart"), _opened)


def test_a_story_apart_meets_no_facts_of_another(tmp_path: Path) -> None:
    """Whichever is played first, each database that it shares holds nothing of it."""
    databases = StoryDatabases(tmp_path / "first.db", tmp_path)
    for name in ("trained-before-the-table", "never-consents", "charity-leads-with-means"):
        story = _story(f"neustart/{name}")
        opener = databases.opener(story.script.case, alone=story.script.above)
        standing = run(story, load("neustart"), opener).engine.standing()
        assert standing is not None
        assert (standing.activities is None) is not story.script.above
        assert [one.activity for one in standing.activities or ()] == {
            "trained-before-the-table": ["training-spring", "training-april"],
            "never-consents": [],
            "charity-leads-with-means": ["introduction-linz"],
        }[name]
    databases.close()
