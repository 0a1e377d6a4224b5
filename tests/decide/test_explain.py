"""How the day of a review came about is explained, from its anchor to its last instant."""

import pytest

from ddrflow.decide import DateStep, explain_date
from ddrflow.errors import BadCommand, UnknownName
from ddrflow.messages import render
from ddrflow.model import commands as c
from ddrflow.model.agency import Viewer
from tests.builders import CLIENT, START, UNIT, opened
from tests.decide.watched import DAY, call, desk
from tests.synthetic import SYNTHETIC, built

MIDNIGHT = "2026-04-15T00:00:00+02:00"


def told(steps: tuple[DateStep, ...]) -> list[str]:
    """The steps in words."""
    return [
        f"{one.on} {render(one.what.message, {each.name: each.value for each in one.what.fields})}"
        for one in steps
    ]


def test_a_due_day_is_explained_from_its_anchor_to_its_last_instant() -> None:
    """Easter Monday is passed over; the library of the holidays is named."""
    where = desk("    on_holiday: next-working-day\n", "5 weeks")
    steps = where.engine.explain_date("c-1", "watch")
    lines = told(steps)
    rests = lines.pop(4)
    assert rests.startswith("2026-04-07 this rests on saturday and sunday, public holidays of AT")
    assert " as holidays 0." in rests
    assert lines == [
        "2026-03-02 counted from when the case came into `waiting`, by the clocks of Europe/Vienna",
        "2026-04-06 occurrence 1 is 1 times 5 weeks after 2026-03-02",
        "2026-04-06 no working day (Easter Monday)",
        "2026-04-07 the file moves it: next-working-day",
        "2026-03-31 `unit` is reminded, and it can be held from here on: 7 days before",
        "2026-04-07 due, a task of `unit`; it is scheduled now",
        f"2026-04-14 the last day of its grace (7 days); it is missed from {MIDNIGHT} on",
    ]


def test_clamping_calling_and_keeping_are_explained() -> None:
    """What befell the day, each by its own message."""
    where = desk(every="10 working days")
    assert [one.what.message for one in where.engine.explain_date("c-1", "watch")][1:4] == [
        "date.counted",
        "date.working-days",
        "date.rests-on",
    ]
    where.do(call())
    messages = [one.what.message for one in where.engine.explain_date("c-1", "watch")]
    assert "date.called" in messages
    assert "date.reminder" not in messages
    kept = desk(every="5 weeks").engine.explain_date("c-1", "watch")
    assert "2026-04-06 no working day (Easter Monday); the file keeps it all the same" in told(kept)
    opening = opened(
        built(SYNTHETIC.replace("every: 1 month", "every: 1 month\n    anchor: opening"))
    )
    opening.at(START + 200 * DAY)
    opening.do(c.TakeStep(actor=UNIT, trigger="stay"))
    assert opening.engine.explain_date("c-1", "watch")[0].what.message == "date.from-opening"


def test_a_month_that_is_too_short_is_explained() -> None:
    """A month after 31 March is 30 April."""
    where = opened()
    where.at(START + 29 * DAY)
    where.do(c.TakeStep(actor=UNIT, trigger="stay"))
    assert "2026-04-30 that month has no day 31: its last day is taken" in told(
        where.engine.explain_date("c-1", "watch")
    )


def test_a_day_on_record_stands_where_other_holidays_would_lead_elsewhere() -> None:
    """It was recorded under a calendar without holidays."""
    where = desk(every="5 weeks")
    moved = desk("    on_holiday: next-working-day\n", "5 weeks").workflow
    steps = explain_date(moved, where.case, "watch", where.now)
    assert "2026-04-06 on record, and stands; it would come to 2026-04-07 today" in told(steps)


def test_a_date_is_explained_to_parties_of_a_review_that_runs() -> None:
    """A stranger learns nothing, a misspelt name is answered with the right one."""
    where = desk()
    client = Viewer(CLIENT.organisation, "client")
    assert told(where.engine.explain_date("c-1", "watch", client)) == told(
        where.engine.explain_date("c-1", "watch")
    )
    with pytest.raises(UnknownName, match="c-1"):
        where.engine.explain_date("c-1", "watch", Viewer("Somebody", "client"))
    with pytest.raises(BadCommand, match="wacht"):
        where.engine.explain_date("c-1", "wacht")
