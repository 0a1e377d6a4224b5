"""Whether a plan was adopted, is complete, and answers what the client needs."""

from datetime import timedelta

import pytest

from ddrflow.model import commands as c
from ddrflow.model.verdict import Remedy
from tests.builders import CLIENT, ORGANISATIONS, START, TICK, UNIT, opened
from tests.rules import scenes_of_preparation as of_preparation
from tests.verdicts import said, shown_to

DAY = timedelta(days=1)
RULE = ("plan.adopted", "must", "act 15")
AGENCIES = tuple(one for one in ORGANISATIONS if one not in ("client", "family"))
LIFTED = (("rule", "plan.adopted"), ("place", "schedule"))
LIFTING = Remedy("allow-deviation", LIFTED, ("until", "asked_by"), ("court", "prison"))
WHOLE = (("kind", "plan"), ("parts", "residence, work"))


def test_a_plan_that_nobody_adopted_is_adopted_whole() -> None:
    """Refusal, remedy, acceptance, by each of those who may adopt it."""
    for by in ("unit", "welfare"):
        asked = of_preparation.planned()
        verdict = asked.refused_by("plan.adopted")
        assert said(verdict) == (*RULE, "plan.none-adopted", {"kind": "plan"})
        assert shown_to(verdict) == {"kind": "open"}
        remedy = Remedy("adopt-plan", WHOLE, by=("unit", "welfare"))
        assert verdict.remedies == (remedy, LIFTING)
        asked.execute(remedy, by=by)
        asked.again()


def test_a_plan_that_lacks_a_part_is_adopted_again_whole() -> None:
    """Each missing part is named."""
    asked = of_preparation.planned(of_preparation.plan(("work",)))
    verdict = asked.refused_by("plan.adopted")
    values = {"kind": "plan", "missing": "residence"}
    assert said(verdict) == (*RULE, "plan.parts-missing", values)
    assert set(shown_to(verdict).values()) == {"open"}
    [remedy, _] = verdict.remedies
    asked.execute(remedy)
    asked.again()
    none = of_preparation.planned(of_preparation.plan(())).refused_by("plan.adopted")
    assert said(none)[4]["missing"] == "residence, work"


def test_the_parts_of_a_plan_may_come_in_any_order() -> None:
    """What is written second is there all the same."""
    assert of_preparation.planned(of_preparation.plan(("work", "residence"))).decision().is_allowed


@pytest.mark.requirement("R90")
def test_open_needs_are_answered_by_a_new_plan() -> None:
    """Refusal, the first remedy, acceptance: every open need, and every part."""
    asked = of_preparation.planned(of_preparation.plan(answers=("n-1",)), needs=3)
    verdict = asked.refused_by("plan.adopted")
    values = {"kind": "plan", "needs": "n-2, n-3"}
    assert said(verdict) == (*RULE, "plan.needs-unanswered", values)
    assert shown_to(verdict) == {"kind": "open", "needs": "internal"}
    adopt = verdict.remedies[0]
    filled = (*WHOLE, ("answers", "n-1, n-2, n-3"))
    assert adopt == Remedy("adopt-plan", filled, by=("unit", "welfare"))
    asked.execute(adopt)
    asked.again()


def test_open_needs_are_settled_one_by_one_by_any_agency() -> None:
    """The other remedies work as well: answered, or declined by the client."""
    asked = of_preparation.planned(of_preparation.plan(), needs=2)
    remedies = asked.refused_by("plan.adopted").remedies
    by = AGENCIES
    answers = [Remedy("answer-need", (("need", one),), by=by) for one in ("n-1", "n-2")]
    declines = [Remedy("decline-need", (("need", one),), by=by) for one in ("n-1", "n-2")]
    assert list(remedies[1:]) == [*answers, *declines, LIFTING]
    asked.execute(answers[0], by="school")
    left = asked.desk.take("schedule").refused_by("plan.adopted")
    assert said(left)[4]["needs"] == "n-2"
    asked.execute(declines[1])
    asked.again()


def test_the_client_declines_help_alone() -> None:
    """Then there is nothing left to answer."""
    asked = of_preparation.planned(of_preparation.plan(), needs=1)
    asked.desk.do(c.DeclineNeed(actor=CLIENT, need="n-1"))
    asked.again()


def test_a_plan_with_open_needs_is_enough_where_the_file_asks_for_no_answers() -> None:
    """The release that a court orders asks for a plan, not for answers."""
    asked = of_preparation.planned(of_preparation.plan(), trigger="court-releases", needs=1)
    assert asked.verdict("plan.adopted").is_met


def test_a_plan_of_another_kind_does_not_count() -> None:
    """Each kind is adopted for itself."""
    asked = of_preparation.planned(of_preparation.plan(("residence",), kind="other"))
    assert said(asked.refused_by("plan.adopted"))[3] == "plan.none-adopted"


def test_a_plan_counts_from_its_very_instant_and_says_so_to_an_earlier_entry() -> None:
    """A step that took place before is refused, and told when it would have passed."""
    assert of_preparation.adopted_since(timedelta()).decision().is_allowed
    early = of_preparation.adopted_since(-TICK).refused_by("plan.adopted")
    assert said(early)[3] == "plan.none-adopted"
    assert early.passes_from == START + DAY
    assert of_preparation.planned().refused_by("plan.adopted").passes_from is None


def test_a_later_plan_that_would_not_do_promises_nothing() -> None:
    """Of the later ones, the first that is whole and answers everything is named."""
    desk = opened()
    desk.do(c.IdentifyNeed(actor=UNIT, need="n-1", kind="housing", owner="unit"))
    plans = (
        of_preparation.plan(kind="other", parts=("residence",)),
        of_preparation.plan(("work",), ("n-1",)),
        of_preparation.plan(),
    )
    early = c.TakeStep(actor=UNIT, trigger="schedule", occurred_at=START)
    for one in plans:
        desk.later(days=1)
        desk.do(one)
        assert desk.asks(early).refused_by("plan.adopted").passes_from is None
    for _ in range(2):
        desk.later(days=1)
        desk.do(of_preparation.plan(answers=("n-1",)))
        assert desk.asks(early).refused_by("plan.adopted").passes_from == START + 4 * DAY


def test_a_step_that_is_entered_late_rests_on_the_plan_of_its_time() -> None:
    """A plan adopted since then, even a poorer one, takes nothing away."""
    desk = opened()
    desk.do(of_preparation.plan())
    desk.later(days=1)
    desk.do(of_preparation.plan(("work",)))
    assert not desk.take("schedule").decision().is_allowed
    late = c.TakeStep(actor=UNIT, trigger="schedule", occurred_at=START)
    assert desk.asks(late).decision().is_allowed


def test_an_old_plan_that_is_entered_late_does_not_replace_a_newer_one() -> None:
    """What counts is when it was adopted, not when it was written down."""
    desk = opened()
    desk.later(days=1)
    desk.do(of_preparation.plan())
    desk.do(of_preparation.plan(("work",), at=START))
    assert desk.take("schedule").decision().is_allowed
