"""A request for information is answered by whoever was asked."""

from datetime import timedelta

import pytest

from ddrflow.engine import Refused
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.agency import Actor, Viewer
from ddrflow.model.request import RequestAnswer
from tests.builders import CLIENT, COURT, ORGANISATIONS, POLICE, PRISON, UNIT, opened
from tests.rules import scenes
from tests.rules import scenes_of_items as of_items
from tests.rules import scenes_of_withdrawals as requests
from tests.verdicts import said, shown_to

ANSWERS = ("request.asked-answers", "must", "ran R74")


@pytest.mark.requirement("R74")
def test_nobody_answers_a_request_but_who_was_asked() -> None:
    """Refused as not entitled; the remedy is the same command by who was asked."""
    asked = requests.answered_by(UNIT)
    verdict = asked.refused_by("request.asked-answers")
    values = {
        "role": "unit",
        "asking": "Unit North",
        "asked": "welfare",
        "organisation": "Welfare North",
        "request": "r-1",
    }
    assert said(verdict) == (*ANSWERS, "request.not-asked", values)
    assert shown_to(verdict)["organisation"] == "internal"
    [remedy] = verdict.remedies
    assert (remedy.command, remedy.open, remedy.by) == ("answer-request", ("answer",), ("welfare",))
    asked.execute(remedy, {"answer": "given"})
    assert asked.desk.case.information.requests[1].answer is RequestAnswer.GIVEN


def test_a_second_organisation_in_the_role_was_not_asked() -> None:
    asked = requests.answered_by(scenes.second("welfare"))
    assert not asked.refused_by("request.asked-answers").is_met


def test_where_who_was_asked_has_left_it_is_let_in_to_answer() -> None:
    asked = requests.asked_has_left()
    [back] = asked.refused_by("request.asked-answers").remedies
    asked.execute(back)
    asked.desk.do(requests.giving())


@pytest.mark.requirement("R74")
def test_an_answer_names_what_was_passed_on() -> None:
    """Refusal, remedy, acceptance."""
    desk = of_items.known(of_items.item(PRISON), requests.asking())
    with pytest.raises(Refused, match="`i-1` was not passed on to `police`") as refusal:
        desk.do(requests.giving(PRISON, "i-1"))
    [remedy] = refusal.value.decision.remedies
    desk.asks(requests.giving()).execute(remedy, {"basis": "act-30", "purpose": "planning"})
    desk.do(requests.giving(PRISON, "i-1"))
    [request] = desk.case.information.requests
    assert (request.items, request.answered_at, request.why) == (("i-1",), desk.now, "")


def test_a_refusal_says_why_and_passes_nothing_on() -> None:
    desk = of_items.known(of_items.item(PRISON), requests.asking())
    refused = c.AnswerRequest(actor=PRISON, request="r-1", answer=RequestAnswer.REFUSED)
    with pytest.raises(BadCommand, match="a refusal says why"):
        desk.do(refused)
    with pytest.raises(BadCommand, match="a refusal passes nothing on"):
        desk.do(
            c.AnswerRequest(
                actor=PRISON,
                request="r-1",
                answer=RequestAnswer.REFUSED,
                items=("i-1",),
                why="no",
            )
        )
    with pytest.raises(BadCommand, match="what is given needs no reason"):
        desk.do(c.AnswerRequest(actor=PRISON, request="r-1", answer=RequestAnswer.GIVEN, why="yes"))
    desk.do(requests.refusing())
    [request] = desk.case.information.requests
    assert (request.answer, request.why) == (RequestAnswer.REFUSED, "not-released")


def test_a_request_is_answered_once_and_not_before_it_was_made() -> None:
    desk = opened()
    desk.later(days=2)
    desk.do(requests.asking())
    early = c.AnswerRequest(
        actor=PRISON,
        request="r-1",
        answer=RequestAnswer.GIVEN,
        occurred_at=desk.now - timedelta(hours=1),
    )
    with pytest.raises(Refused, match="the time given lies before"):
        desk.do(early)
    desk.do(requests.giving())
    with pytest.raises(Refused, match="the request `r-1` has its answer"):
        desk.do(requests.refusing())


def test_an_agency_asks_a_party_of_the_case_and_not_itself() -> None:
    desk = opened()
    assert not desk.asks(requests.asking(by=CLIENT)).refused_by("actor.professional").is_met
    with pytest.raises(BadCommand, match="it would ask itself"):
        desk.do(requests.asking("police"))
    with pytest.raises(BadCommand, match="the day lies before the request"):
        desk.do(requests.asking(by_day=desk.now.date() - timedelta(days=1)))
    desk.do(requests.asking("client"), requests.giving(CLIENT))
    desk.do(c.UnbindRole(actor=UNIT, role="prison", organisation=ORGANISATIONS["prison"]))
    with pytest.raises(Refused, match="does not play the role `prison`"):
        desk.do(requests.asking(name="r-2"))


def test_who_may_not_know_of_a_request_is_told_that_there_is_none() -> None:
    """Neither the court nor another prison asked or was asked."""
    desk = scenes.with_second("prison")
    desk.do(requests.asking())
    with pytest.raises(BadCommand, match=r"no request `r-1`"):
        desk.do(requests.giving(COURT))
    with pytest.raises(BadCommand, match=r"no request `r-1`"):
        desk.do(requests.giving(scenes.second("prison")))


def test_a_request_made_in_error_is_taken_back_while_it_has_no_answer() -> None:
    """After its answer the answer goes first; a refusal only by who refused."""
    desk = opened()
    desk.do(requests.asking())
    asked = desk.case.version
    desk.do(requests.refusing())
    said_no = desk.case.version

    def correct(by: Actor, wrong: int) -> None:
        desk.do(c.CorrectEntry(actor=by, wrong=wrong, why="recorded-in-error"))

    with pytest.raises(Refused, match=f"entry {said_no} answers entry {asked}"):
        correct(POLICE, asked)
    with pytest.raises(Refused, match="who wrote entry"):
        correct(POLICE, said_no)
    own = desk.engine.timeline("c-1", Viewer("Prison North", "prison"))[-1].seq
    correct(PRISON, own)
    correct(POLICE, asked)
    assert desk.case.information.requests == ()
