"""Whether the client takes part of their own will, and from whom the client would rather hear."""

from datetime import UTC, datetime, timedelta

import pytest

from ddrflow.model import commands as c
from ddrflow.model.consent import Participation
from ddrflow.model.record import Function
from ddrflow.model.verdict import Remedy
from tests.builders import WELFARE, opened
from tests.rules import scenes_with_client as scenes
from tests.verdicts import said

RULE = ("participation.voluntary", "must", "act 43")


@pytest.mark.requirement("R84")
def test_what_is_ordered_is_left_when_the_order_is_lifted() -> None:
    """Refusal, remedy, acceptance."""
    asked = scenes.chosen(Participation.ORDERED)
    verdict = asked.refused_by("participation.voluntary")
    assert said(verdict) == (*RULE, "participation.ordered", {"measures": "talks"})
    [remedy] = verdict.remedies
    assert remedy.filled == (("measure", "talks"), ("participation", "voluntary"))
    asked.execute(remedy, {})
    asked.again()


def test_an_order_ends_with_its_last_day() -> None:
    """To the instant at which that day ends in Vienna, and the refusal says so."""
    midnight = datetime(2026, 3, 3, 23, tzinfo=UTC)
    verdict = scenes.order_over(-timedelta(microseconds=1)).refused_by("participation.voluntary")
    assert verdict.passes_from == midnight
    assert scenes.order_over(timedelta()).decision().is_allowed


def test_an_order_without_an_end_names_no_day() -> None:
    """Nobody knows from when on it would pass."""
    asked = scenes.chosen(Participation.ORDERED)
    assert asked.refused_by("participation.voluntary").passes_from is None


@pytest.mark.requirement("R88")
def test_the_agency_that_the_client_trusts_is_named_first() -> None:
    """Whom it would rather hear from tells what is owed, and asks for consent."""
    for trigger, rule in (("inform", "notice.given"), ("agree", "consent.valid")):
        desk = opened()
        before = desk.take(trigger).refused_by(rule).remedies[0].by
        assert before.index("unit") < before.index("welfare")
        desk.do(
            c.NamePerson(
                actor=WELFARE,
                role="welfare",
                organisation="Welfare North",
                function=Function.TRUSTED,
                person="p-9",
            )
        )
        after = desk.take(trigger).refused_by(rule).remedies[0]
        assert isinstance(after, Remedy)
        assert after.by[0] == "welfare"
        assert set(after.by) == set(before)
