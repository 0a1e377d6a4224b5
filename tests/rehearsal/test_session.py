"""A rehearsal: seats, commands, remedies, time; and a debrief at the end."""

from datetime import date

import pytest

from ddrflow.bootstrap import for_story
from ddrflow.dates import Period, Unit
from ddrflow.engine import Refused
from ddrflow.errors import BadCommand
from ddrflow.rehearsal import Rehearsal, debrief, fresh, out_of_story, possible
from ddrflow.stories import Story, read_story, story_files
from ddrflow.workflow.load import load

NOTICE = {"kind": "multi-agency", "version": "1", "language": "de"}


def begun(workflow: str = "neustart") -> Rehearsal:
    """A case just opened."""
    return fresh(load(workflow), for_story)


def refused(played: Rehearsal, name: str, **arguments: str) -> Refused:
    """What the seat is told."""
    with pytest.raises(Refused) as refusal:
        played.give(name, arguments)
    return refusal.value


def a_story(name: str = "neustart/never-consents") -> Story:
    """A shipped story."""
    return read_story(story_files()[name].read_bytes(), f"{name}.yaml")


def test_a_fresh_case_is_led_by_the_first_that_may_and_everybody_has_a_seat() -> None:
    played = begun()
    assert played.seat.role == played.case.lead.current.role == "state-security"
    assert set(played.seats) == set(played.workflow.procedure.agencies)
    assert played.case.is_open


def test_every_shipped_workflow_can_be_rehearsed() -> None:
    """From a case just opened on, whatever its phases are called."""
    for name in ("partnership", "mappa", "open-prison"):
        played = begun(name)
        assert possible(played)
        assert debrief(played).state == played.case.position.state


@pytest.mark.requirement("R81")
def test_a_refusal_is_followed_from_the_seat_that_can_help_and_the_same_is_asked_again() -> None:
    """Refusal, remedy, acceptance, with the seats that the remedy names."""
    played = begun("catalonia")
    refused(played, "take-step", trigger="admit")
    [remedy] = played.remedies()
    assert remedy.command == "give-notice"
    played.sit("client")
    with pytest.raises(BadCommand, match="`give-notice` is for"):
        played.follow(1, {"language": "ca"})
    played.sit("court")
    with pytest.raises(BadCommand, match="it leaves open: language"):
        played.follow(1, {})
    played.follow(1, {"language": "ca"})
    with pytest.raises(BadCommand, match="it was asked from the seat `prison-unit`"):
        played.again()
    played.sit("prison-unit")
    assert played.again().done
    assert played.case.position.state == "in-custody"


def test_a_seat_that_there_is_not_names_the_nearest() -> None:
    with pytest.raises(BadCommand, match="did you mean `prison`"):
        begun().sit("prisn")


def test_what_the_last_refusal_does_not_offer_cannot_be_followed() -> None:
    played = begun("catalonia")
    with pytest.raises(BadCommand, match="offers no 1"):
        played.follow(1, {})
    with pytest.raises(BadCommand, match="nothing was refused"):
        played.again()


def test_time_passes_day_by_day_and_does_what_it_does_alone() -> None:
    """Reminded, due and missed on their days, not all at once at the end."""
    played = begun("catalonia")
    played.give("give-notice", NOTICE)
    played.give("take-step", {"trigger": "admit"})
    done = played.wait(Period(9, Unit.MONTH))
    days = [str(one.entries[0].occurred_at.date()) for one in done]
    assert len(days) == len(set(days)) == 3
    assert played.today == date(2025, 10, 13)
    told = debrief(played)
    assert told.missed == (("custody-review", "2025-07-14"),)


def test_the_clock_goes_forward_and_not_too_far() -> None:
    played = begun()
    for day in (date(2025, 1, 13), date(2024, 1, 1), date(2055, 1, 1)):
        with pytest.raises(BadCommand, match="does not lie ahead, or too far"):
            played.wait_until(day)
    assert played.today == date(2025, 1, 13)


def test_a_case_is_opened_once() -> None:
    with pytest.raises(BadCommand, match="the case is open"):
        begun().give("open-case", {})


def test_a_fact_above_the_cases_counts_in_the_rehearsal() -> None:
    played = begun("partnership")
    for role in ("police", "probation", "prosecution"):
        contact = {"organisation": f"org-{role}", "person": "p-1", "deputy": "p-2"}
        played.give("name-contact", contact)
    refusal = refused(played, "take-step", trigger="stakeholders-found")
    assert [one.rule for one in refusal.decision.refusing] == ["contact.named"]
    moment = played.give("name-contact", {"organisation": "org-prison", "person": "p-1"})
    assert moment.above is not None
    assert played.again().done


@pytest.mark.requirement("R81")
def test_what_could_be_done_now_is_asked_of_the_engine_and_changes_nothing() -> None:
    """The client can say what concerns the client, and the lead can propose a successor."""
    played = begun("neustart")
    before = played.case
    lead = {one.command for one in possible(played)}
    played.sit("client")
    client = {one.command for one in possible(played)}
    assert {"propose-lead", "convene-conference", "give-notice"} <= lead
    assert not client & {"propose-lead", "convene-conference", "record-item"}
    assert played.case == before
    assert played.moments == []


def test_a_rehearsal_begins_in_a_story_with_its_cast() -> None:
    """After three of its steps; the rest is for the players."""
    story = a_story()
    played = out_of_story(story, load("neustart"), for_story, 3)
    assert set(played.seats) == set(story.script.cast)
    assert played.case_id == story.script.case
    assert played.moments == []
    with pytest.raises(BadCommand, match="the story has"):
        out_of_story(story, load("neustart"), for_story, 500)


def test_a_story_is_not_begun_before_its_case_is_open() -> None:
    story = a_story("catalonia/boards-above-the-cases")
    with pytest.raises(BadCommand, match="is not open yet"):
        out_of_story(story, load("catalonia"), for_story, 1)


# ---- looking back


@pytest.mark.requirement("R81")
def test_a_debrief_says_what_was_refused_whether_it_went_through_and_what_would_have_helped() -> (
    None
):
    """One thing that was mended, one that never was."""
    played = begun("catalonia")
    refused(played, "take-step", trigger="admit")
    played.follow(1, {"language": "ca"})
    played.again()
    refused(played, "take-step", trigger="prepare-release")
    told = debrief(played)
    assert [one.went_through for one in told.lessons] == [True, False]
    assert [one.rule for one in told.lessons[1].verdicts] == ["conference.held"]
    [chance] = told.chances
    assert chance.command == "take-step trigger=prepare-release"
    assert [one.command for one in chance.remedies] == ["convene-conference"]


def test_a_debrief_withholds_nothing_that_a_seat_was_not_told() -> None:
    """Players look back together: a refusal that the client read in part is told whole."""
    played = begun("neustart")
    played.sit("client")
    refusal = refused(played, "take-step", trigger="admit")
    whole = debrief(played).lessons[0]
    assert whole.verdicts == played.engine.refusals(played.case_id)[-1].decision.refusing
    assert refusal.decision.outcome == "not-entitled"


def test_what_is_open_at_the_end_is_told() -> None:
    """A breach with its owner, and a need without an answer; numbers come from the record."""
    played = begun("catalonia")
    played.give("identify-need", {"need": "n-1", "kind": "housing", "owner": "welfare"})
    played.give("give-notice", NOTICE)
    played.give("take-step", {"trigger": "admit"})
    played.sit("court")
    played.give("take-step", {"trigger": "court-releases"})
    told = debrief(played)
    assert told.needs == ("n-1",)
    assert {one.rule for one in told.breaches} == {"lead.covers-next-phase", "plan.adopted"}
    named = {one.measure.name: one.figure for one in told.measures}
    assert named["breaches-opened"] is not None
    assert named["breaches-opened"].total == 2
