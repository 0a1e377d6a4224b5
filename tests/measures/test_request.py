"""How long a request for information waits, and how often the answer is no."""

from datetime import timedelta

import pytest

from ddrflow.model import commands as c
from tests.builders import COURT, PRISON, START, actor, opened
from tests.measures.taken import groups, whole
from tests.rules.scenes_of_withdrawals import asking, giving, refusing

SCHOOL = actor("school")
NAMES = ("request-to-answer", "requests-answered", "requests-refused")


def test_without_a_request_nothing_is_known_of_answers() -> None:
    desk = opened()
    assert [whole(desk, one) for one in NAMES] == [None, None, None]


@pytest.mark.requirement("R74")
def test_days_from_a_request_to_its_answer_are_counted_by_the_role_that_was_asked() -> None:
    """Given and refused alike; the days are those of Vienna."""
    desk = opened()
    desk.at(START.replace(hour=22, minute=59))
    desk.do(asking(), asking("court", name="r-2"))
    assert whole(desk, "request-to-answer") is None
    assert whole(desk, "requests-refused") is None
    desk.at(START.replace(hour=23) + timedelta(days=4))
    desk.do(refusing())
    assert groups(desk, "request-to-answer") == {"prison": 5}
    desk.later(days=3)
    desk.do(giving(COURT, name="r-2"))
    assert groups(desk, "request-to-answer") == {"prison": 5, "court": 8}


@pytest.mark.requirement("R74")
def test_what_has_no_answer_is_neither_given_nor_refused() -> None:
    desk = opened()
    desk.do(asking(), asking(name="r-2"), asking("court", name="r-3"), refusing())
    assert groups(desk, "requests-answered") == {"prison": (1, 2), "court": (0, 1)}
    assert groups(desk, "requests-refused") == {"prison": (1, 1)}
    desk.do(giving(PRISON, name="r-2"))
    assert whole(desk, "requests-refused") == (1, 2)


def test_an_answer_recorded_in_error_leaves_the_request_open() -> None:
    desk = opened()
    desk.do(asking("school"), giving(SCHOOL))
    desk.do(c.CorrectEntry(actor=SCHOOL, wrong=desk.case.version, why="recorded-in-error"))
    assert whole(desk, "requests-answered") == (0, 1)
