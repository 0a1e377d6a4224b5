"""A case that is looked at each month, and what time does to it."""

from datetime import date, timedelta

from ddrflow.decide import command_name, lapse
from ddrflow.model import commands as c
from ddrflow.model.review import Review
from tests.builders import START, UNIT, Desk, opened
from tests.synthetic import SYNTHETIC, built

DAY = timedelta(days=1)
AUSTRIA = "\ncalendar: {holidays: {country: AT}, closed: [2026-12-24]}\nagencies:"
COUNCIL = """
  - name: council
    while: {phase: custody}
    every: 1 month
    remind: 5 working days
    grace: 5 working days
    on_holiday: next-working-day
    held_by: {conference: closed-door}
    source: act 25
"""
FIRST = date(2026, 4, 2)


def desk(extra: str = "", every: str = "1 month") -> Desk:
    """A case in a state whose `watch` is due each month, on 2 April first."""
    text = SYNTHETIC.replace("\nagencies:", AUSTRIA).replace("every: 1 month", f"every: {every}")
    where = opened(built(text.replace("    grace: 7 days\n", f"    grace: 7 days\n{extra}")))
    where.do(c.TakeStep(actor=UNIT, trigger="stay"))
    return where


def on(where: Desk, day: date) -> Desk:
    """It is nine o'clock on a day, and time has done its part."""
    where.at(START + (day - START.date()))
    where.engine.lapse(where.case_id)
    return where


def watch(where: Desk) -> Review:
    """The review as it stands."""
    return where.case.reviews["watch"]


def call() -> c.CallReview:
    """The unit calls the review."""
    return c.CallReview(actor=UNIT, review="watch", why="new-contacts", text="Letters came.")


def marks(where: Desk) -> list[str]:
    """What time alone would record now."""
    commands = lapse(where.workflow, where.case, None, where.now)
    return [command_name(one) for one in commands]
