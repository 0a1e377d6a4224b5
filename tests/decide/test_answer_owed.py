"""A successor that does not answer by its last day is not waited for; the old lead stays."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ddrflow.decide import command_name, lapse
from ddrflow.engine import Refused
from ddrflow.model import commands as c
from ddrflow.model.agency import KEEPER
from ddrflow.model.decision import Outcome
from ddrflow.model.events import ProposalExpired
from ddrflow.model.lead import HandoverStage
from tests.acts import hand_over
from tests.builders import TICK, UNIT, Desk, actor, opened
from tests.synthetic import SYNTHETIC, built

VIENNA = ZoneInfo("Europe/Vienna")
POLICE_LEADS = c.ProposeLead(actor=UNIT, role="police", organisation="Police North")
OVER = datetime(2026, 3, 17, tzinfo=VIENNA)
"""Asked on 2 March, with 14 days to answer, the police can answer until 16 March is over."""


def desk(terms: str = "handover: {answer_within: 14 days, source: act 16}\n") -> Desk:
    """The police is asked to lead."""
    where = opened(built(SYNTHETIC.replace("\nstates:", f"\n{terms}states:")))
    where.do(POLICE_LEADS)
    return where


def marks(where: Desk) -> list[str]:
    """What time alone would record now."""
    commands = lapse(where.workflow, where.case, None, where.now)
    return [command_name(one) for one in commands]


def test_the_proposal_is_over_when_its_last_day_is() -> None:
    """To the smallest step of time; the unit leads on and can ask again."""
    where = desk()
    where.at(OVER - TICK)
    assert marks(where) == []
    where.at(OVER)
    assert marks(where) == ["mark-proposal-expired"]
    where.engine.lapse("c-1")
    event = where.engine.events("c-1")[-1].event
    assert event == ProposalExpired("police", "Police North", date(2026, 3, 16))
    assert where.case.lead.handover.stage is HandoverStage.NONE
    assert where.case.lead.current.role == "unit"
    assert marks(where) == []
    hand_over(where, "police")
    assert where.case.lead.current.role == "police"


@pytest.mark.parametrize("prepared", [False, True])
def test_who_accepted_in_time_is_waited_for(prepared: bool) -> None:  # noqa: FBT001 - a parameter
    """What is owed is an answer, and it was given."""
    where = desk()
    if prepared:
        where.do(c.PrepareHandover(actor=UNIT, package=("plan",)))
    where.do(c.AcceptLead(actor=actor("police")))
    where.at(OVER + timedelta(days=90))
    assert marks(where) == []


def test_an_answer_counts_as_long_as_nobody_noted_that_it_was_late() -> None:
    """Both want it; nothing is gained by asking again."""
    where = desk()
    where.at(OVER + timedelta(days=3))
    where.do(c.AcceptLead(actor=actor("police")))
    assert where.case.lead.handover.stage is HandoverStage.ACCEPTED


def test_an_answer_after_the_end_is_refused_with_a_new_proposal_as_remedy() -> None:
    """Refusal, remedy, acceptance."""
    where = desk()
    where.at(OVER)
    where.engine.lapse("c-1")
    accept = c.AcceptLead(actor=actor("police"))
    with pytest.raises(Refused) as refusal:
        where.do(accept)
    [remedy] = refusal.value.decision.remedies
    assert (remedy.command, remedy.by) == ("propose-lead", ("unit",))
    asked = where.asks(accept)
    asked.execute(remedy, {"role": "police", "organisation": "Police North"})
    where.do(accept)
    assert where.case.lead.handover.stage is HandoverStage.ACCEPTED


def test_where_the_file_sets_no_day_there_is_none() -> None:
    where = desk("")
    where.at(OVER + timedelta(days=900))
    assert marks(where) == []


def test_only_the_clock_says_that_it_is_over_and_only_then() -> None:
    """Not the lead, which can withdraw; not before the day; not without a proposal."""
    where = desk()
    where.at(OVER - TICK)
    by_lead = where.asks(c.MarkProposalExpired(actor=UNIT)).decision()
    assert by_lead.outcome is Outcome.NOT_ENTITLED
    early = where.asks(c.MarkProposalExpired(actor=KEEPER)).decision()
    assert early.reason is not None
    assert early.reason.message == "lead.still-to-answer"
    assert {one.name: one.value for one in early.reason.fields}["last_on"] == "2026-03-16"
    where.do(c.WithdrawProposal(actor=UNIT))
    none = where.asks(c.MarkProposalExpired(actor=KEEPER)).decision()
    assert none.reason is not None
    assert none.reason.message == "lead.not-at-this-stage"


def test_the_day_is_on_the_agenda_of_who_is_asked() -> None:
    """And of everybody else who has the case."""
    [agenda] = desk().engine.today("Police North")
    due = [(one.on, one.what.message, one.roles) for one in agenda.due]
    assert due == [(date(2026, 3, 16), "due.acceptance", ("police",))]
