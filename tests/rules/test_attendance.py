"""A conference decides only when the people were there without whom it does not count."""

import pytest

from ddrflow.engine import Refused
from ddrflow.model.commands import EnterStage, RecordAttendance
from ddrflow.model.conference import Presence
from ddrflow.model.decision import Outcome
from ddrflow.model.rule import Rule, use
from ddrflow.model.source import Strength
from ddrflow.model.verdict import Remedy, Status
from ddrflow.rules.attendance import CORE, MINIMUM
from ddrflow.rules.base import NoParameters
from tests.acts import agreed, attends, convened, entered
from tests.builders import ORGANISATIONS, UNIT, opened
from tests.rewriting import asking
from tests.rules import scenes_of_actors as of_actors
from tests.rules import scenes_of_conferences as of_conferences
from tests.synthetic import changed
from tests.verdicts import said, shown_to

HERE = {"presence": "in-person"}


@pytest.mark.requirement("R22", "R72")
def test_a_missing_core_role_is_recorded_and_the_conference_goes_on_to_decide() -> None:
    """Refusal, remedy, acceptance: the convenor records who came for the role."""
    asked = of_conferences.core_missing()
    verdict = asked.refused_by("attendance.core")
    values = {"conference": "k-1", "missing": "unit"}
    assert said(verdict) == ("attendance.core", "must", "act 8", "attendance.core-missing", values)
    assert set(shown_to(verdict).values()) == {"confidential"}
    [remedy] = verdict.remedies
    assert remedy == Remedy(
        "record-attendance",
        (("conference", "k-1"), ("role", "unit")),
        ("person", "organisation", "presence"),
        ("police", "unit"),
    )
    asked.execute(remedy, {"person": "p-unit", "organisation": "Unit North", **HERE})
    asked.again()


def test_who_is_out_of_the_present_stage_is_recorded_for_the_one_before() -> None:
    """The unit may not be with the family; the remedy names the stage that it was in."""
    decision = "[professionals]}\n      - decision"
    desk = opened(changed(decision, f"{decision}: {{rules: [attendance.core]}}"))
    desk.do(agreed())
    convened(desk, kind="open-door")
    entered(desk, "exchange", "family-only")
    desk.do(attends("client"))
    asked = desk.asks(EnterStage(actor=UNIT, conference="k-1", stage="decision"))
    [remedy] = asked.refused_by("attendance.core").remedies
    assert remedy.filled == (("conference", "k-1"), ("role", "unit"), ("stage", "exchange"))
    asked.execute(remedy, {"person": "p-unit", "organisation": ORGANISATIONS["unit"], **HERE})
    asked.again()


@pytest.mark.requirement("R22")
def test_every_missing_core_role_is_named_with_a_remedy_of_its_own() -> None:
    """Nobody was there at all: two roles, two remedies, and too few people besides."""
    asked = of_conferences.sitting()
    assert [one.rule for one in asked.decision().refusing] == [
        "attendance.core",
        "attendance.minimum",
    ]
    verdict = asked.verdict("attendance.core")
    assert said(verdict)[4]["missing"] == "police, unit"
    for remedy in verdict.remedies:
        role = dict(remedy.filled)["role"]
        given = {"person": f"p-{role}", "organisation": ORGANISATIONS[role], **HERE}
        asked.execute(remedy, given)
    assert asked.desk.asks(asked.command).verdict("attendance.core").is_met


def test_attendance_that_was_not_written_down_properly_stays_undecided() -> None:
    """Whether it counts is not known; writing it down decides it."""
    asked = of_conferences.core_unclear()
    decision = asked.decision()
    assert decision.outcome is Outcome.UNDECIDED
    verdict = asked.refused_by("attendance.core")
    assert verdict.status is Status.UNDECIDED
    values = {"conference": "k-1", "missing": "police"}
    assert said(verdict)[2:] == ("act 8", "attendance.presence-not-recorded", values)
    [remedy] = verdict.remedies
    asked.execute(remedy, {"person": "p-9", "organisation": "Police North", **HERE})
    asked.again()


def test_one_role_missing_for_certain_is_missing_whatever_else_is_unclear() -> None:
    """Unmet before undecided: writing the one down would not help."""
    asked = of_conferences.sitting(attends("police", presence=Presence.NOT_RECORDED))
    verdict = asked.verdict("attendance.core")
    assert (verdict.status, said(verdict)[3]) == (Status.UNMET, "attendance.core-missing")


@pytest.mark.parametrize(
    "attendance",
    [attends("police", presence=Presence.REMOTE), attends("police", deputy_for="p-chief")],
    ids=["remote", "a deputy"],
)
def test_who_does_not_count_by_the_file_leaves_the_role_missing(
    attendance: RecordAttendance,
) -> None:
    """The file wants people in the room, and the people themselves."""
    asked = of_conferences.sitting(attendance, attends("unit"), attends("unit", "p-2"))
    assert said(asked.verdict("attendance.core"))[4]["missing"] == "police"
    assert said(asked.verdict("attendance.minimum"))[4]["present"] == "2"


def test_one_person_short_of_the_minimum_is_refused_and_one_more_suffices() -> None:
    """Refusal, remedy, acceptance, at n - 1 and n."""
    asked = of_conferences.people(2)
    verdict = asked.refused_by("attendance.minimum")
    values = {"conference": "k-1", "present": "2", "minimum": "3"}
    assert said(verdict) == ("attendance.minimum", "must", "act 9", "attendance.too-few", values)
    assert set(shown_to(verdict).values()) == {"confidential"}
    [remedy] = verdict.remedies
    assert remedy.by == ("police", "unit")
    given = {"person": "p-9", "role": "police", "organisation": "Police North", **HERE}
    asked.execute(remedy, given)
    asked.again()
    assert of_conferences.people(3).decision().is_allowed


def test_a_person_is_recorded_once_in_a_stage_and_for_one_role() -> None:
    """One person makes no quorum of two agencies."""
    with pytest.raises(Refused, match="p-unit is recorded in this stage already"):
        of_conferences.sitting(attends("police"), attends("unit"), attends("unit"))
    with pytest.raises(Refused, match="p-police sits in this conference for `police`"):
        of_conferences.sitting(attends("police"), attends("unit", person="p-police"))


@pytest.mark.parametrize("rule", [CORE, MINIMUM], ids=["core", "minimum"])
def test_at_a_step_there_is_no_conference_to_count_in(rule: Rule) -> None:
    """Asked where it does not belong, the rule does not know, and so the step is refused."""
    asked = of_actors.step_by(UNIT)
    asks = use(rule, NoParameters())
    decision = asked.decision(asking(asked.desk.workflow, "stay", asks))
    assert decision.outcome is Outcome.UNDECIDED
    assert said(decision.refusing[0])[3:] == ("attendance.no-conference", {})
    plain = asked.decision(
        asking(asked.desk.workflow, "stay", use(rule, NoParameters(), strength=Strength.SHOULD))
    )
    assert plain.is_allowed
