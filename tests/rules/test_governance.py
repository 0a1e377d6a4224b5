"""Whether an operating procedure is in force, and whether a board stands above the work."""

import pytest

from ddrflow.model import commands as c
from ddrflow.model.decision import Outcome
from ddrflow.model.verdict import Remedy, Status
from tests.builders import UNIT, opened
from tests.rules import scenes_of_governance as scenes
from tests.rules.scenes_above import DAY, FIRST_DAY, LAST_YEAR, above, operating_procedure
from tests.verdicts import said, shown_to

PROCEDURE, BOARD = "procedure.adopted", "board.met"
ADOPT = Remedy(
    "adopt-procedure", (("procedure", "case-work"),), ("version", "starts_on"), ("unit",)
)
BY = ("prison", "unit")


@pytest.mark.requirement("R69")
def test_a_procedure_that_is_not_in_force_yet_is_adopted() -> None:
    """Refusal, remedy, acceptance."""
    asked = scenes.adopted_from(FIRST_DAY + DAY)
    verdict = asked.refused_by(PROCEDURE)
    values = {"procedure": "case-work"}
    assert said(verdict) == (PROCEDURE, "must", "act 49", "procedure.none-in-force", values)
    assert shown_to(verdict) == {"procedure": "open"}
    assert verdict.remedies == (ADOPT,)
    asked.execute(ADOPT, {"version": "4", "starts_on": str(FIRST_DAY)})
    asked.again()


def test_whether_a_procedure_is_in_force_is_not_known_while_none_was_ever_recorded() -> None:
    """Undecided, the same remedy, acceptance."""
    asked = above("standardise", scenes.feedback())
    assert asked.decision().outcome is Outcome.UNDECIDED
    verdict = asked.refused_by(PROCEDURE)
    assert said(verdict)[3:] == ("procedure.not-known", {"procedure": "case-work"})
    asked.execute(ADOPT, {"version": "4", "starts_on": str(FIRST_DAY)})
    asked.again()


def test_a_procedure_is_in_force_from_its_first_day() -> None:
    """Also for a step that is entered late; an older version is as good as a new one."""
    assert scenes.adopted_on_day(0).decision().is_allowed
    assert not scenes.adopted_on_day(-1).verdict(PROCEDURE).is_met
    later = operating_procedure("5", FIRST_DAY + DAY)
    assert above("standardise", operating_procedure(), later).decision().is_allowed


# ---- boards


@pytest.mark.requirement("R20")
def test_who_is_on_no_board_sets_one_up_with_the_lead_and_it_meets() -> None:
    """Refusal, remedy, the next refusal, its remedy, acceptance."""
    asked = above("govern", scenes.board("Police North", "Unit North"))
    verdict = asked.refused_by(BOARD)
    values = {"role": "prison", "organisations": "Prison North"}
    assert said(verdict) == (BOARD, "must", "act 50", "board.none", values)
    assert shown_to(verdict) == {"role": "open", "organisations": "internal"}
    filled = (("organisations", "Prison North, Unit North"),)
    assert verdict.remedies == (Remedy("set-up-board", filled, ("board", "starts_on"), BY),)
    asked.execute(verdict.remedies[0], {"board": "b-2", "starts_on": str(FIRST_DAY)})
    after = asked.refused_by(BOARD)
    assert said(after)[3:] == ("board.not-met", {**values, "within": "6 months"})
    open_too = ("meeting", "held_on", "organisations")
    assert after.remedies == (Remedy("hold-board-meeting", (("board", "b-2"),), open_too, BY),)
    met = {"meeting": "m-9", "held_on": str(FIRST_DAY), "organisations": "Prison North, Unit North"}
    asked.execute(after.remedies[0], met, by="prison")
    asked.again()


def test_a_meeting_counts_for_as_long_as_the_file_says() -> None:
    """To the day half a year ago; a day before that it does not."""
    good = scenes.HALF_A_YEAR_AGO
    assert above("govern", scenes.board(), scenes.meeting(good)).decision().is_allowed
    old = above("govern", scenes.board(), scenes.meeting(good - DAY)).refused_by(BOARD)
    assert said(old)[3] == "board.not-met"


def test_a_board_that_ended_is_none_and_another_board_s_meeting_does_not_count() -> None:
    """It is there to its last day."""
    ended = scenes.board(ends_on=FIRST_DAY - DAY)
    assert said(above("govern", ended, scenes.meeting()).refused_by(BOARD))[3] == "board.none"
    last = scenes.board(ends_on=FIRST_DAY)
    assert above("govern", last, scenes.meeting()).decision().is_allowed
    others = scenes.board("Police North", "Unit North", name="b-2")
    elsewhere = above("govern", scenes.board(), others, scenes.meeting(name="b-2"))
    assert said(elsewhere.refused_by(BOARD))[3] == "board.not-met"


def test_whether_there_is_a_board_is_not_known_while_none_was_ever_set_up() -> None:
    """Undecided, with the same way out."""
    verdict = above("govern").refused_by(BOARD)
    assert (verdict.status, said(verdict)[3]) == (Status.UNDECIDED, "board.not-known")
    assert [one.command for one in verdict.remedies] == ["set-up-board"]


def test_a_role_that_nobody_plays_is_bound_first() -> None:
    """Nobody of it can sit on a board."""
    asked = above("govern", without=("prison",))
    verdict = asked.refused_by(BOARD)
    assert said(verdict)[3:] == ("person.role-not-bound", {"role": "prison"})
    asked.execute(verdict.remedies[0], {"organisation": "Prison North"})
    assert said(asked.desk.take("govern").refused_by(BOARD))[3] == "board.not-known"


def test_where_the_lead_alone_is_without_a_board_who_else_sits_on_it_is_left_open() -> None:
    """Nobody sits on a board alone."""
    desk = opened(standing=[scenes.board("Police North", "Court North", starts_on=LAST_YEAR)])
    desk.do(c.BindRole(actor=UNIT, role="prison", organisation="Unit North"))
    desk.do(c.UnbindRole(actor=UNIT, role="prison", organisation="Prison North"))
    desk.later(days=1)
    [remedy] = desk.take("govern").refused_by(BOARD).remedies
    assert remedy == Remedy("set-up-board", (), ("board", "starts_on", "organisations"), BY)
