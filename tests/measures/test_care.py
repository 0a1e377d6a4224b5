"""Needs from the day they are known, and consent."""

from datetime import timedelta

import pytest

from ddrflow.model import commands as c
from tests.acts import agreed, attends, convened
from tests.acts import entered as goes_through
from tests.builders import ORGANISATIONS, START, UNIT, Desk, opened
from tests.measures.taken import groups, whole


def need(desk: Desk, name: str = "need-1", kind: str = "housing", owner: str = "unit") -> None:
    """A need becomes known."""
    desk.do(c.IdentifyNeed(actor=UNIT, need=name, kind=kind, owner=owner))


def invited(desk: Desk, role: str, name: str) -> None:
    """A role is invited for a need."""
    desk.do(
        c.InviteToConference(
            actor=UNIT,
            conference="k-1",
            role=role,
            organisation=ORGANISATIONS[role],
            need=name,
        )
    )


def test_without_a_need_nothing_is_known_of_needs() -> None:
    desk = opened()
    names = ("answered", "declined", "open", "brought-in")
    assert {whole(desk, f"needs-{one}") for one in names} == {None}
    assert whole(desk, "need-to-involvement") is None
    assert whole(desk, "days-needs-open") is None


@pytest.mark.requirement("R66")
def test_the_role_that_answers_a_need_is_brought_in_by_an_invitation() -> None:
    """Welfare answers housing; the days are those of Vienna."""
    desk = opened()
    convened(desk)
    desk.at(START.replace(hour=22, minute=59))
    need(desk)
    desk.at(START.replace(hour=23) + timedelta(days=4))
    assert whole(desk, "needs-brought-in") == (0, 1)
    assert whole(desk, "need-to-involvement") is None
    invited(desk, "welfare", "need-1")
    assert whole(desk, "needs-brought-in") == (1, 1)
    assert groups(desk, "need-to-involvement") == {"housing": 5}
    desk.later(days=9)
    goes_through(desk, "preparation", "exchange")
    desk.do(attends("welfare"))
    assert whole(desk, "need-to-involvement") == 5


def test_an_attendance_brings_a_role_in_and_another_role_does_not() -> None:
    desk = opened()
    need(desk, "need-1", "training")
    convened(desk)
    goes_through(desk, "preparation", "exchange")
    desk.do(attends("police"))
    assert whole(desk, "needs-brought-in") == (0, 1)
    invited(desk, "school", "need-1")
    desk.later(hours=1)
    need(desk, "need-2", "training")
    desk.later(days=2)
    desk.do(attends("school"))
    assert whole(desk, "need-to-involvement") == (0, 1, 2, 2)


def test_what_came_before_the_need_does_not_bring_a_role_in() -> None:
    desk = opened()
    need(desk, "need-1")
    convened(desk)
    invited(desk, "welfare", "need-1")
    desk.later(days=1)
    need(desk, "need-2")
    assert groups(desk, "needs-brought-in") == {"housing": (1, 2)}


@pytest.mark.requirement("R106")
def test_a_need_is_answered_declined_or_open() -> None:
    desk = opened()
    for name in ("need-1", "need-2", "need-3"):
        need(desk, name)
    need(desk, "need-4", "training")
    desk.later(days=3)
    desk.do(c.AnswerNeed(actor=UNIT, need="need-1"))
    desk.later(days=4)
    desk.do(c.DeclineNeed(actor=UNIT, need="need-4"))
    desk.later(days=3)
    assert groups(desk, "needs-answered") == {"housing": (1, 3), "training": (0, 1)}
    assert groups(desk, "needs-declined") == {"housing": (0, 3), "training": (1, 1)}
    assert groups(desk, "needs-open") == {"housing": (2, 3), "training": (0, 1)}
    assert whole(desk, "days-needs-open") == (3, 8.5, 10, 4)


def test_an_answer_recorded_in_error_leaves_the_need_open() -> None:
    desk = opened()
    need(desk)
    desk.do(c.AnswerNeed(actor=UNIT, need="need-1"))
    desk.do(c.CorrectEntry(actor=UNIT, wrong=desk.case.version, why="recorded-in-error"))
    desk.later(days=6)
    assert whole(desk, "needs-open") == (1, 1)
    assert whole(desk, "days-needs-open") == 6


def test_no_consent_no_withdrawal_to_count() -> None:
    desk = opened()
    desk.do(c.RefuseConsent(actor=UNIT, scope="research"))
    assert whole(desk, "consent-withdrawals") is None


def test_a_consent_that_was_given_can_be_withdrawn() -> None:
    desk = opened()
    desk.do(agreed(), agreed("research", "1"))
    assert whole(desk, "consent-withdrawals") == 0
    desk.do(c.WithdrawConsent(actor=UNIT, scope="sharing"))
    assert groups(desk, "consent-withdrawals") == {"research": 0, "sharing": 1}
    desk.do(c.CorrectEntry(actor=UNIT, wrong=desk.case.version, why="recorded-in-error"))
    assert whole(desk, "consent-withdrawals") == 0
