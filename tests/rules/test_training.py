"""Whether people who sit in a live conference have trained together before."""

from datetime import date

import pytest

from ddrflow.model import commands as c
from ddrflow.model.decision import Outcome
from ddrflow.model.standing import ActivityKind
from ddrflow.model.verdict import Remedy, Status
from tests.acts import attends
from tests.builders import UNIT, Asked
from tests.rules import scenes_above as scenes
from tests.rules.scenes_above import DAY, FIRST_DAY, operating_procedure, sitting_down, training
from tests.synthetic import SYNTHETIC, built
from tests.verdicts import said, shown_to

RULE = "training.joint"
YEAR_AGO = date(2025, 3, 2)
GIVEN = {"activity": "t-9", "held_on": str(FIRST_DAY), "organisations": "Prison North, Unit North"}


def trained(*persons: str) -> Asked:
    """Somebody of the unit comes to the table after these people trained."""
    return sitting_down(operating_procedure(), training(*persons))


@pytest.mark.requirement("R76", "R94", "R13")
def test_who_did_not_train_with_the_others_trains_first() -> None:
    """Refusal, remedy, acceptance."""
    asked = trained("p-2", "p-3")
    verdict = asked.refused_by(RULE)
    values = {"persons": "p-1"}
    assert said(verdict) == (RULE, "must", "act 29", "training.none", values)
    assert shown_to(verdict) == {"persons": "internal"}
    filled = (
        ("kind", "joint-training"),
        ("persons", "p-1"),
        ("procedure", "case-work"),
        ("version", "3"),
    )
    open_too = ("activity", "held_on", "organisations")
    assert verdict.remedies == (Remedy("hold-activity", filled, open_too, ("unit",)),)
    asked.execute(verdict.remedies[0], GIVEN)
    asked.again()


def test_the_client_and_the_family_train_for_nothing() -> None:
    """They sit in it all the same."""
    assert sitting_down(operating_procedure(), training("p-2"), role="client").decision().is_allowed
    assert scenes.deciding(scenes.NO_TRAINING, role="client").verdict(RULE).is_met


@pytest.mark.parametrize("kind", [one for one in ActivityKind if one != "joint-training"])
def test_another_activity_is_no_joint_training(kind: ActivityKind) -> None:
    """However well people know each other by it."""
    asked = sitting_down(operating_procedure(), training("p-1", kind=kind))
    assert said(asked.refused_by(RULE))[3] == "training.none"


def test_a_training_too_long_ago_is_held_again() -> None:
    """Within a year counts to the very day."""
    assert scenes.trained_on(YEAR_AGO).decision().is_allowed
    asked = scenes.trained_on(YEAR_AGO - DAY)
    verdict = asked.refused_by(RULE)
    assert said(verdict)[3:] == ("training.does-not-count", {"persons": "p-1"})
    asked.execute(verdict.remedies[0], GIVEN)
    asked.again()


def test_a_training_is_recent_by_the_working_days_of_the_file() -> None:
    """Ten working days before Monday, with one day closed between: two weeks and a weekend."""
    year, days = "training.joint: {within: 1 year,", "training.joint: {within: 10 working days,"
    assert SYNTHETIC.count(year) == 1
    closed = "\ncalendar: {closed: [2026-02-20]}\nagencies:"
    workflow = built(SYNTHETIC.replace("\nagencies:", closed, 1).replace(year, days))

    def on(held_on: date) -> Asked:
        events = (operating_procedure(), training("p-1", held_on=held_on))
        return sitting_down(*events, workflow=workflow)

    assert on(date(2026, 2, 13)).decision().is_allowed
    asked = on(date(2026, 2, 12))
    asked.execute(asked.refused_by(RULE).remedies[0], GIVEN)
    asked.again()


def test_a_training_on_a_version_that_is_past_does_not_count() -> None:
    """A new version is in force, and one that is yet to begin is not."""
    old = (operating_procedure(), training("p-1"))
    asked = sitting_down(*old, operating_procedure("4", FIRST_DAY))
    verdict = asked.refused_by(RULE)
    assert said(verdict)[3] == "training.does-not-count"
    assert dict(verdict.remedies[0].filled)["version"] == "4"
    asked.execute(verdict.remedies[0], GIVEN)
    asked.again()
    assert sitting_down(*old, operating_procedure("4", FIRST_DAY + DAY)).decision().is_allowed


def test_a_procedure_that_nobody_knows_of_is_adopted_first() -> None:
    """Undecided, remedy, undecided again, its remedy, acceptance."""
    asked = sitting_down()
    verdict = asked.refused_by(RULE)
    assert asked.decision().outcome is Outcome.UNDECIDED
    assert said(verdict)[3:] == ("training.procedure-not-known", {"procedure": "case-work"})
    filled, open_too = (("procedure", "case-work"),), ("version", "starts_on")
    assert verdict.remedies == (Remedy("adopt-procedure", filled, open_too, ("unit",)),)
    asked.execute(verdict.remedies[0], {"version": "3", "starts_on": str(FIRST_DAY)})
    after = asked.refused_by(RULE)
    assert (after.status, said(after)[3]) == (Status.UNDECIDED, "training.not-known")
    asked.execute(after.remedies[0], GIVEN)
    asked.again()


def test_a_stage_looks_at_everybody_who_sat_there() -> None:
    """Asked before a decision: those of agencies who are recorded so far, each once."""
    assert scenes.deciding().decision().is_allowed
    asked = scenes.deciding(scenes.NO_TRAINING, training("p-5", version=""))
    assert said(asked.refused_by(RULE))[3:] == ("training.none", {"persons": "p-1"})
    [remedy] = asked.refused_by(RULE).remedies
    assert dict(remedy.filled) == {"kind": "joint-training", "persons": "p-1"}
    asked.execute(remedy, GIVEN)
    asked.again()


def test_a_conference_in_which_nobody_sat_yet_asks_nothing() -> None:
    """There is nobody to be trained."""
    desk = sitting_down().desk
    stage = c.EnterStage(actor=UNIT, conference="k-1", stage="decision")
    assert desk.asks(stage).verdict(RULE).is_met


def test_who_sits_in_a_confidential_conference_is_told_to_those_who_may() -> None:
    """A name there is as secret as the conference."""
    workflow = scenes.with_rules(
        "    information: internal\n    source: act 29",
        "    information: confidential\n    basis: act 29\n    barred: [client, family]\n"
        "    source: act 29",
        "    core: [unit, client]\n    attending",
        "    core: [unit]\n    attending",
    )
    desk = sitting_down(operating_procedure(), workflow=workflow).desk
    verdict = desk.asks(attends("unit", "p-1")).verdict(RULE)
    assert shown_to(verdict) == {"persons": "confidential"}


def test_at_attendance_the_file_can_ask_softly_or_let_it_be_lifted() -> None:
    """Hard or soft is the file's to say; the place of the rule has a name of its own."""
    hard = "attending: [{training.joint: {within: 1 year, procedure: case-work}}]"
    soft = scenes.with_rules(
        hard, "attending: [{training.joint: {strength: should, because: Trust grows}}]"
    )
    asked = sitting_down(training("p-2", version=""), workflow=soft)
    assert asked.decision().is_allowed
    assert [one.rule for one in asked.decision().open_verdicts] == [RULE]
    liftable = scenes.with_rules(hard, "attending: [{training.joint: {liftable: true}}]")
    asked = sitting_down(training("p-2", version=""), workflow=liftable)
    lift = asked.refused_by(RULE).remedies[-1]
    assert dict(lift.filled) == {"rule": RULE, "place": "round-table:attending"}
    until = (asked.now + DAY).isoformat()
    asked.execute(lift, {"until": until, "asked_by": "p-asker"}, by="court")
    asked.again()


def test_the_rule_is_asked_of_nothing_but_a_conference() -> None:
    """The file that lists it elsewhere is refused."""
    assert RULE in {one.rule for one in built().procedure.conferences["round-table"].attending}
    for old, new, said_of_it in (
        ("rules: [lead.has-means]", "rules: [training.joint]", "has no answer at a step"),
        (
            "post-release: {roles: [aftercare, probation], source: act 5}",
            "post-release: {roles: [aftercare], rules: [training.joint], source: act 5}",
            "has no answer about a lead",
        ),
    ):
        assert said_of_it in scenes.fault_of(old, new)
