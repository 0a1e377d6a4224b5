"""After a rehearsal: what was refused and learnt, what was missed, how the story went."""

import json

import pytest

from ddrflow.rehearsal import Debrief, Rehearsal, debrief, debrief_document
from ddrflow.rehearsal.debriefing import Turn
from tests.rehearsal.table import INTO_CUSTODY, begun, table, typed


def after(*lines: str) -> Debrief:
    """The debrief of a case that was just opened, after some lines."""
    rehearsal = table()
    typed(rehearsal, *lines)
    return debrief(rehearsal)


@pytest.mark.requirement("R81")
def test_a_refusal_is_told_with_what_would_have_helped_and_whether_it_was_done() -> None:
    [met] = after(*INTO_CUSTODY).refusals
    assert met.move.seat.name == "prison"
    assert met.rules == ("lead.covers-next-phase", "notice.given")
    taken = {one.remedy.command: one.taken for one in met.offered}
    assert taken == {"propose-lead": True, "give-notice": True}
    assert met.done_later
    assert not met.is_missed


def test_a_refusal_of_which_nothing_came_is_a_missed_chance() -> None:
    told = after("seat prison", "step admit")
    assert told.missed == told.refusals
    assert [one.taken for one in told.refusals[0].offered] == [False, False]


def test_that_another_step_is_possible_is_no_chance_that_was_missed() -> None:
    [met] = after("seat prison", "step release").refusals
    assert met.rules == ("wrong-state",)
    assert met.offered == ()
    assert not met.is_missed


def test_reviews_needs_consents_and_silent_seats_are_looked_at() -> None:
    told = after(
        *INTO_CUSTODY,
        "seat neustart",
        "do identify-need need=n-1 kind=housing owner=welfare",
        "wait until 2025-08-08",
    )
    due = told.case.reviews["custody-review"].due_on
    assert [(one.became, one.due_on) for one in told.reviews] == [
        ("missed", due),
        ("still to be held", due),
    ]
    assert [one.need for one in told.needs] == ["n-1"]
    assert told.consents_not_asked == ("social-network-conference",)
    silent = [one.name for one in told.silent]
    assert silent == ["prosecutor", "court", "probation", "welfare", "client", "network"]


def test_a_review_that_was_held_and_a_consent_that_was_refused_are_no_chances_missed() -> None:
    told = after(
        *INTO_CUSTODY,
        "seat client",
        "do refuse-consent scope=social-network-conference",
        "wait until 2025-07-08",
        "seat neustart",
        "do hold-review review=custody-review",
    )
    assert [one.became for one in told.reviews] == ["held"]
    assert isinstance(told.reviews[0], Turn)
    assert told.consents_not_asked == ()


def test_warnings_and_breaches_are_told() -> None:
    told = after(*INTO_CUSTODY, "seat court", "step court-releases", "expect done")
    assert {one.verdict.rule for one in told.warnings} >= {"lead.may-coordinate"}
    assert [one.rule for one in told.breaches] == ["plan.adopted"]
    assert told.course.states == ("referred", "in-custody", "in-community")


def test_a_rehearsal_of_a_story_is_told_beside_how_the_story_went() -> None:
    rehearsal = Rehearsal(begun("neustart/never-consents"))
    typed(rehearsal, "seat prison", "step admit", "follow 1 language=de", "again")
    told = debrief(rehearsal)
    assert told.story_name == "neustart/never-consents"
    assert told.course.states == ("referred", "in-custody")
    assert told.story is not None
    assert told.story.states[-1] == "closed"
    assert set(told.story.refused) == {"notice.given", "plan.adopted"}


def test_a_debrief_in_the_middle_changes_nothing() -> None:
    rehearsal = table()
    typed(rehearsal, *INTO_CUSTODY)
    before = rehearsal.case
    assert "DEBRIEF" in typed(rehearsal, "debrief")
    assert rehearsal.case == before


def test_the_document_holds_the_same_and_is_plain_data() -> None:
    told = after(*INTO_CUSTODY, "wait 8 months", "step release")
    data = json.loads(json.dumps(debrief_document(told)))
    assert data["schema"] == "ddrflow.debrief/1"
    assert data["state"] == "in-custody"
    assert [one["seat"] for one in data["refusals"]] == ["prison", "prison"]
    assert data["refusals"][0]["refusal"]["schema"] == "ddrflow.refusal/1"
    assert data["refusals"][0]["offered"][0]["taken"]
    assert data["missed_chances"]["reviews_missed"] == 1
    assert data["measures"]["refusals"]["value"] == 2
    assert data["story"] is None
