"""Who may be invited and be in which stage, and whether a conference was held in time."""

from datetime import UTC, datetime, timedelta

import pytest

from ddrflow.model import commands as c
from ddrflow.model.conference import Outcome as Counts
from ddrflow.model.decision import Outcome
from ddrflow.model.rule import Rule, use
from ddrflow.model.verdict import Remedy, Status
from ddrflow.rules.base import NoParameters
from ddrflow.rules.conference import MAY_BE_INVITED, MAY_BE_PRESENT
from tests.acts import agreed, attends, convened, entered, held
from tests.builders import POLICE, START, TICK, UNIT, Asked, opened
from tests.rewriting import asking
from tests.rules import scenes_of_actors as of_actors
from tests.rules import scenes_of_conferences as of_conferences
from tests.synthetic import changed
from tests.verdicts import said, shown_to

INVITED = ("conference.may-be-invited", "must", "act 21")
PRESENT = ("conference.may-be-present", "must", "act 21")
IN_THE_OPEN = ("conference.may-be-present", "must", "act 22")


@pytest.mark.requirement("R2", "R23", "R64")
def test_a_role_that_is_not_core_is_invited_for_a_need() -> None:
    """Refusal without one; the remedy is the invitation with the need named, and it works."""
    asked = of_conferences.inviting("welfare")
    verdict = asked.refused_by("conference.may-be-invited")
    assert said(verdict) == (*INVITED, "conference.no-need-named", {"role": "welfare"})
    assert shown_to(verdict) == {"role": "open"}
    filled = {
        "conference": "k-1",
        "role": "welfare",
        "organisation": "Welfare North",
        "need": "n-1",
    }
    [remedy] = verdict.remedies
    assert remedy == Remedy("invite-to-conference", tuple(filled.items()), by=("police", "unit"))
    asked.execute(remedy, by="unit")
    [invitation] = asked.desk.case.conferences["k-1"].invitations
    assert (invitation.role, invitation.need) == ("welfare", "n-1")


@pytest.mark.requirement("R23", "R64")
def test_where_the_client_has_no_need_one_is_identified_first() -> None:
    """Refusal, remedy, the next refusal, its remedy."""
    asked = of_conferences.inviting_without_needs()
    verdict = asked.refused_by("conference.may-be-invited")
    [identify] = verdict.remedies
    expected = Remedy("identify-need", (), ("need", "kind", "owner"), ("police", "unit"))
    assert identify == expected
    asked.execute(identify, {"need": "n-1", "kind": "housing", "owner": "unit"})
    [invite] = asked.desk.asks(asked.command).refused_by("conference.may-be-invited").remedies
    asked.execute(invite)
    assert asked.desk.case.conferences["k-1"].invitations


@pytest.mark.requirement("R30", "R102")
@pytest.mark.parametrize("role", ["client", "family"])
def test_who_is_barred_is_invited_to_the_other_kind_of_conference(role: str) -> None:
    """The remedy convenes what the file names instead, and there the role is welcome."""
    asked = of_conferences.inviting(role, "n-1")
    verdict = asked.refused_by("conference.may-be-invited")
    values = {"role": role, "type": "closed-door"}
    assert said(verdict) == (*INVITED, "conference.role-barred", values)
    assert shown_to(verdict) == {"role": "open", "type": "confidential"}
    [remedy] = verdict.remedies
    what = (("type", "open-door"),)
    assert remedy == Remedy("convene-conference", what, ("conference", "planned_on"), ("unit",))
    asked.execute(remedy, {"conference": "k-2", "planned_on": "2026-03-02"})
    asked.desk.do(
        c.InviteToConference(
            actor=UNIT,
            conference="k-2",
            role=role,
            organisation=f"The {role}",
            need="n-1",
        )
    )


def test_where_a_file_names_nothing_instead_there_is_no_remedy() -> None:
    """The refusal stands, and does not pretend that something would help."""
    desk = opened(changed("    instead: open-door\n", ""))
    convened(desk)
    invite = c.InviteToConference(
        actor=UNIT, conference="k-1", role="client", organisation="The client"
    )
    assert desk.asks(invite).refused_by("conference.may-be-invited").remedies == ()


def test_a_role_beside_the_list_is_not_invited_even_for_a_need() -> None:
    """A file that lists whom it invites on need means these and no others."""
    verdict = of_conferences.inviting("prison", "n-1").refused_by("conference.may-be-invited")
    values = {"role": "prison", "type": "closed-door"}
    assert said(verdict) == (*INVITED, "conference.role-not-listed", values)
    assert shown_to(verdict) == {"role": "open", "type": "confidential"}
    assert verdict.remedies == ()


@pytest.mark.parametrize("role", ["police", "unit"])
def test_the_core_is_invited_without_a_need(role: str) -> None:
    """It belongs there."""
    assert of_conferences.inviting(role).decision().is_allowed


@pytest.mark.parametrize("role", ["school", "welfare"])
def test_every_role_of_the_list_is_invited_for_a_need(role: str) -> None:
    """The first and the last of it alike."""
    assert of_conferences.inviting(role, "n-1").decision().is_allowed


def test_a_need_that_nobody_identified_does_not_count() -> None:
    """A name alone is no need."""
    verdict = of_conferences.inviting("welfare", "n-2").refused_by("conference.may-be-invited")
    assert said(verdict)[3] == "conference.no-need-named"


def test_without_a_list_every_agency_is_invited_for_a_need() -> None:
    """An open conference lists nobody."""
    desk = of_conferences.at_stage("exchange")
    invite = c.InviteToConference(
        actor=UNIT, conference="k-1", role="prison", organisation="Prison North", need="n-1"
    )
    assert desk.asks(invite).decision().is_allowed


def test_who_was_not_invited_is_invited_and_then_sits_in() -> None:
    """Refusal, remedy, acceptance."""
    asked = of_conferences.attending("welfare", "exchange")
    verdict = asked.refused_by("conference.may-be-present")
    values = {"role": "welfare", "conference": "k-1"}
    assert said(verdict) == (*IN_THE_OPEN, "conference.not-invited", values)
    assert set(shown_to(verdict).values()) == {"open"}
    [remedy] = verdict.remedies
    filled = (("conference", "k-1"), ("role", "welfare"), ("organisation", "Welfare North"))
    assert remedy == Remedy("invite-to-conference", filled, ("need",), ("unit",))
    asked.execute(remedy, {"need": "n-1"})
    asked.again()


def test_an_invitation_is_to_one_organisation() -> None:
    """Another one in the same role was not asked to come."""
    desk = of_conferences.attending_invited().desk
    desk.do(c.BindRole(actor=UNIT, role="welfare", organisation="Welfare South"))
    south = attends("welfare", organisation="Welfare South")
    assert not desk.asks(south).verdict("conference.may-be-present").is_met
    assert desk.asks(attends("welfare")).decision().is_allowed


@pytest.mark.requirement("R11", "R30")
def test_who_is_barred_is_not_in_the_room() -> None:
    """The same answer as to an invitation, and the same way out."""
    asked = of_conferences.attending_barred()
    verdict = asked.refused_by("conference.may-be-present")
    values = {"role": "client", "type": "closed-door"}
    assert said(verdict) == (*PRESENT, "conference.role-barred", values)
    [remedy] = verdict.remedies
    asked.execute(remedy, {"conference": "k-2", "planned_on": "2026-03-02"})
    asked.desk.do(agreed())
    entered(asked.desk, "exchange", name="k-2")
    asked.desk.do(attends("client", name="k-2"))


@pytest.mark.requirement("R11", "R36")
def test_no_professional_is_in_the_stage_of_the_family() -> None:
    """In the stage before and the stage after, they are back."""
    verdict = of_conferences.attending("unit", "exchange", "family-only").refused_by(
        "conference.may-be-present"
    )
    values = {"role": "unit", "stage": "family-only"}
    assert said(verdict) == (*IN_THE_OPEN, "conference.stage-barred", values)
    assert verdict.remedies == ()
    assert of_conferences.attending("client", "exchange", "family-only").decision().is_allowed
    assert of_conferences.attending("unit", "exchange").decision().is_allowed
    assert (
        of_conferences.attending("unit", "exchange", "family-only", "decision")
        .decision()
        .is_allowed
    )


@pytest.mark.parametrize("rule", [MAY_BE_INVITED, MAY_BE_PRESENT], ids=["invited", "present"])
def test_at_a_step_there_is_no_conference_to_ask_about(rule: Rule) -> None:
    """Asked where it does not belong, the rule does not know, and so the step is refused."""
    asked = of_actors.step_by(UNIT)
    decision = asked.decision(asking(asked.desk.workflow, "stay", use(rule, NoParameters())))
    assert decision.outcome is Outcome.UNDECIDED
    assert said(decision.refusing[0])[3:] == ("attendance.no-conference", {})


def test_a_conference_that_is_missing_is_convened_held_and_counts() -> None:
    """Refusal, remedy, what the remedy leads to, acceptance."""
    asked = of_conferences.none_held()
    verdict = asked.refused_by("conference.held")
    values = {"type": "closed-door"}
    assert said(verdict) == ("conference.held", "must", "act 10", "conference.none-held", values)
    assert shown_to(verdict) == {"type": "confidential"}
    what = (("type", "closed-door"),)
    by = ("police", "unit")
    remedy = Remedy("convene-conference", what, ("conference", "planned_on"), by)
    assert verdict.remedies == (remedy,)
    asked.execute(remedy, {"conference": "k-1", "planned_on": "2026-03-02"}, by="unit")
    assert not asked.desk.take("confer").decision().is_allowed
    entered(asked.desk, "preparation", "exchange")
    asked.desk.do(*of_conferences.three())
    entered(asked.desk, "decision")
    asked.desk.do(c.CloseConference(actor=UNIT, conference="k-1"))
    asked.again()


def test_the_last_day_within_three_months_counts_and_the_day_after_does_not() -> None:
    """Days are those of Vienna: the flip is at its midnight, two hours before that of UTC."""
    midnight = datetime(2026, 6, 2, 22, 0, tzinfo=UTC)
    assert of_conferences.held_ago(midnight - TICK).decision().is_allowed
    verdict = of_conferences.held_ago(midnight).refused_by("conference.held")
    values = {"type": "closed-door", "within": "3 months"}
    assert said(verdict)[3:] == ("conference.held-too-long-ago", values)
    assert shown_to(verdict) == {"type": "confidential", "within": "open"}


def test_another_conference_makes_up_for_one_that_is_too_long_ago() -> None:
    """Refusal, remedy, acceptance, a hundred days on."""
    asked = of_conferences.held_ago(START + timedelta(days=100))
    [remedy] = asked.refused_by("conference.held").remedies
    asked.execute(remedy, {"conference": "k-2", "planned_on": "2026-06-10"})
    entered(asked.desk, "preparation", "exchange", name="k-2")
    people = (attends("police", name="k-2"), attends("unit", name="k-2"))
    asked.desk.do(*people, attends("unit", "p-2", name="k-2"))
    entered(asked.desk, "decision", name="k-2")
    asked.desk.do(c.CloseConference(actor=POLICE, conference="k-2"))
    asked.again()


def test_without_a_limit_of_time_a_conference_counts_for_ever() -> None:
    """A file may ask that one was held at all."""
    desk = opened(changed("{type: closed-door, within: 3 months}", "{type: closed-door}"))
    held(desk)
    desk.later(days=3_000)
    assert desk.take("confer").decision().is_allowed


def test_a_conference_counts_from_the_instant_at_which_it_was_closed() -> None:
    """An entry for a moment before that is an entry without a conference."""
    desk = opened()
    desk.later(days=1)
    held(desk)
    closed = desk.now
    desk.later(days=1)
    for offset, message in ((timedelta(), None), (-TICK, "conference.none-held")):
        command = c.TakeStep(actor=UNIT, trigger="confer", occurred_at=closed + offset)
        decision = desk.asks(command).decision()
        assert [said(one)[3] for one in decision.refusing] == ([message] if message else [])


def test_a_conference_of_another_type_does_not_count() -> None:
    """An open one does not stand for a closed-door one."""
    asked = of_conferences.other_type_held()
    assert asked.desk.case.conferences["k-1"].outcome is Counts.HELD
    assert said(asked.refused_by("conference.held"))[3] == "conference.none-held"


def test_a_conference_that_was_broken_off_does_not_count() -> None:
    """Without its core it cannot come to decide, and a new one is convened."""
    asked = of_conferences.inquorate()
    verdict = asked.refused_by("conference.held")
    assert said(verdict)[3:] == ("conference.only-inquorate", {"type": "closed-door"})
    assert verdict.status is Status.UNMET
    [remedy] = verdict.remedies
    assert remedy.command == "convene-conference"


def test_a_conference_without_its_core_counts_once_it_is_recorded_who_came() -> None:
    """Who was there after all can still be written down, and then it was held."""
    desk = opened(changed("{type: closed-door, within: 3 months}", "{type: open-door}"))
    desk.do(agreed())
    convened(desk, kind="open-door")
    entered(desk, "exchange", "family-only", "decision")
    desk.do(attends("unit"), c.CloseConference(actor=UNIT, conference="k-1"))
    asked = desk.take("confer")
    verdict = asked.refused_by("conference.held")
    assert said(verdict)[3:] == ("conference.only-inquorate", {"type": "open-door"})
    assert shown_to(verdict) == {"type": "open"}
    desk.do(attends("client"))
    asked.again()


def test_whether_a_conference_counts_stays_undecided_where_that_was_not_written_down() -> None:
    """The attendance, written down properly, decides it."""
    asked = of_conferences.unclear()
    verdict = asked.refused_by("conference.held")
    assert (verdict.status, said(verdict)[3:]) == (
        Status.UNDECIDED,
        ("conference.attendance-unclear", {"type": "closed-door"}),
    )
    assert asked.decision().outcome is Outcome.UNDECIDED


def test_a_conference_that_counts_outweighs_one_that_may_not() -> None:
    """One held is enough, whatever became of others."""
    asked: Asked = of_conferences.inquorate()
    held(asked.desk, "k-2")
    asked.again()
