"""A case that stays too long in a state: time says whose task it is, and moves nothing."""

from datetime import date, timedelta

import pytest

from ddrflow.decide import command_name, lapse
from ddrflow.messages import render
from ddrflow.model import commands as c
from ddrflow.model.agency import KEEPER, Viewer
from ddrflow.model.decision import Outcome
from ddrflow.model.events import StateOverstayed, StepTaken
from ddrflow.workflow.load import check_text
from tests.builders import CLIENT, PRISON, START, UNIT, Desk, opened
from tests.synthetic import SYNTHETIC, built

DAY = timedelta(days=1)
INSIDE = "  inside: {phase: custody, initial: true}"
LIMIT = "{after: 10 working days, owner: prison, then: {escalate_to: [court]}, source: act 50}"
CALENDAR = "\ncalendar: {}\nagencies:"
LIMITED = SYNTHETIC.replace("\nagencies:", CALENDAR).replace(
    INSIDE, f"{INSIDE[:-1]}, limit: {LIMIT}}}"
)
LAST = date(2026, 3, 16)


def desk(text: str = LIMITED) -> Desk:
    """A case that may be inside for ten working days, until 16 March."""
    return opened(built(text))


def on(where: Desk, day: date) -> Desk:
    """It is nine o'clock on a day, and time has done its part."""
    where.at(START + (day - START.date()))
    where.engine.lapse(where.case_id)
    return where


def close(where: Desk) -> c.CloseBreach:
    """The prison says that it is mended."""
    [breach] = where.case.exceptions.open_breaches()
    return c.CloseBreach(actor=PRISON, breach=breach.breach)


def test_after_its_last_day_a_breach_says_whose_task_it_is_and_who_is_told() -> None:
    """Not on that day; on the next, once, and the case stays where it is."""
    where = on(desk(), LAST)
    assert not where.case.exceptions.breaches
    on(where, LAST + DAY)
    [breach] = where.case.exceptions.breaches
    assert (breach.rule, breach.trigger, breach.owner) == ("state.left", "inside", "prison")
    [event] = [
        one.event for one in where.engine.events("c-1") if isinstance(one.event, StateOverstayed)
    ]
    assert event == StateOverstayed("inside", LAST, ("court",))
    assert where.case.position.state == "inside"
    assert on(where, LAST + 30 * DAY).case.exceptions.breaches == (breach,)


def test_the_owner_is_the_lead_where_the_file_names_nobody() -> None:
    """And nobody is told where it names nobody to tell."""
    short = "{after: 10 working days, source: act 50}"
    where = on(desk(LIMITED.replace(LIMIT, short)), LAST + DAY)
    [breach] = where.case.exceptions.breaches
    assert breach.owner == "unit"


def test_the_breach_is_closed_once_the_case_has_left_the_state() -> None:
    """Refused while it is there, with the steps that lead on; then accepted."""
    where = on(desk(), LAST + DAY)
    refused = where.asks(close(where)).decision()
    assert refused.outcome is Outcome.WRONG_STATE
    assert refused.reason is not None
    assert refused.reason.message == "state.still-overstayed"
    stay = next(one for one in refused.remedies if ("trigger", "stay") in one.filled)
    assert stay.by == ("prison", "unit")
    where.do(c.TakeStep(actor=PRISON, trigger="stay"), close(where))
    assert where.case.exceptions.open_breaches() == ()


def test_each_stay_is_counted_from_its_own_beginning() -> None:
    """The case leaves in time and comes back: the days begin anew, and so does the breach."""
    where = on(desk(), LAST)
    where.do(c.TakeStep(actor=UNIT, trigger="stay"), c.TakeStep(actor=UNIT, trigger="return"))
    on(where, date(2026, 3, 30))
    assert where.case.exceptions.breaches == ()
    on(where, date(2026, 3, 31))
    where.do(c.TakeStep(actor=UNIT, trigger="stay"), close(where))
    where.do(c.TakeStep(actor=UNIT, trigger="return"))
    on(where, date(2026, 4, 15))
    assert len(where.case.exceptions.breaches) == 2


def test_an_entry_that_ended_the_stay_and_is_taken_back_leaves_it_too_long() -> None:
    """It was never left: time says so again."""
    where = on(desk(), date(2026, 3, 12))
    where.do(c.TakeStep(actor=UNIT, trigger="stay"))
    where.later(days=10)
    [step] = [one for one in where.engine.events("c-1") if isinstance(one.event, StepTaken)]
    where.do(c.CorrectEntry(actor=UNIT, wrong=step.seq, why="recorded-in-error"))
    assert [command_name(one) for one in lapse(where.workflow, where.case, None, where.now)] == [
        "mark-state-overstayed"
    ]


def test_only_the_clock_says_so_and_only_when_it_is_so() -> None:
    """Not the unit, not on the last day, not twice, not of a state without a limit."""
    where = on(desk(), LAST)
    by_unit = where.asks(c.MarkStateOverstayed(actor=UNIT)).decision()
    assert by_unit.outcome is Outcome.NOT_ENTITLED
    keeper = c.MarkStateOverstayed(actor=KEEPER)
    reasons = [where.asks(keeper).decision().reason]
    reasons.append(on(where, LAST + DAY).asks(keeper).decision().reason)
    where.do(c.TakeStep(actor=UNIT, trigger="stay"))
    reasons.append(where.asks(keeper).decision().reason)
    told = [
        render(one.message, {each.name: each.value for each in one.fields})
        for one in reasons
        if one is not None
    ]
    assert told == [
        "the case may be in `inside` until 2026-03-16, or that it stays longer is known",
        "the case may be in `inside` until 2026-03-16, or that it stays longer is known",
        "the case may be in `waiting` until any day, or that it stays longer is known",
    ]


def test_the_last_day_stands_on_the_table_of_whoever_owns_it() -> None:
    """With its day, before it is over."""
    where = desk()
    [agenda] = where.engine.today("Prison North")
    [due] = [one for one in agenda.due if one.what.message == "due.state"]
    assert (due.on, due.roles) == (LAST, ("prison",))


def test_the_client_reads_that_the_case_stays_too_long_and_not_the_breach() -> None:
    """Where the case stands is for everybody; whose task it is, for the agencies."""
    where = on(desk(), LAST + DAY)
    lines = where.engine.timeline("c-1", Viewer(CLIENT.organisation, "client"))
    messages = [one.what.message for one in lines]
    assert "event.state-overstayed" in messages
    assert "event.breach-opened" not in messages


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("owner: prison", "owner: prisson", "E-REF"),
        ("escalate_to: [court]", "escalate_to: [curt]", "E-REF"),
        ("after: 10 working days", "after: ten days", "E-TIME"),
    ],
)
def test_a_limit_that_names_what_there_is_not_is_told_at_its_line(
    old: str, new: str, code: str
) -> None:
    """With the code of the fault."""
    text = LIMITED.replace(old, new, 1)
    [finding] = check_text(text.encode(), "synthetic.yaml").findings
    line = next(number for number, one in enumerate(text.splitlines(), 1) if "limit:" in one)
    assert (finding.code, finding.place.line) == (code, line)


def test_a_final_state_has_no_limit() -> None:
    """A case stays there for good."""
    limit = "{after: 10 days, source: act 50}"
    text = SYNTHETIC.replace("closed: {final: true}", f"closed: {{final: true, limit: {limit}}}")
    [finding] = check_text(text.encode(), "synthetic.yaml").findings
    assert finding.message == "a case stays in the final state `closed` for good"
