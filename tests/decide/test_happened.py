"""A step that happened is recorded, with a breach for each binding rule that is not met."""

from dataclasses import replace

from ddrflow.model import commands as c
from ddrflow.model.decision import Outcome
from ddrflow.model.events import BreachOpened
from ddrflow.model.source import Strength
from ddrflow.model.verdict import Status
from tests.builders import COURT, START, WELFARE, opened
from tests.decide.toys import CELLS, DAY, TABLE, answering, decided, toy_use
from tests.rewriting import rewritten
from tests.rules.scenes_of_preparation import plan


@CELLS
def test_what_happened_is_recorded_with_a_breach_where_a_question_would_be_refused(
    strength: Strength, status: Status
) -> None:
    """Unmet, not known or failed: reality is not refused, and somebody has to mend it."""
    asked = toy_use(strength, status)
    decision = decided(asked, trigger="court-releases")
    assert decision.is_allowed
    breaches = [one.event for one in decision.drafts if isinstance(one.event, BreachOpened)]
    if TABLE[strength, status] is Outcome.ALLOWED:
        assert breaches == []
        return
    [breach] = breaches
    assert (breach.rule, breach.owner, breach.trigger) == (asked.rule, "police", "court-releases")
    assert breach.due_on == (START + 7 * DAY).date()
    assert breach.breach


def test_each_breach_has_an_id_of_its_own() -> None:
    """Two rules, two breaches, to be closed one by one."""
    uses = (
        toy_use(Strength.MUST, Status.UNMET, name="toy.one"),
        toy_use(Strength.LAW, Status.UNDECIDED, name="toy.two"),
    )
    decision = decided(*uses, trigger="court-releases")
    ids = [one.event.breach for one in decision.drafts if isinstance(one.event, BreachOpened)]
    assert len(set(ids)) == 2


def test_what_happened_is_refused_to_somebody_who_may_not_record_it() -> None:
    """Who tells it is no matter of reality."""
    desk = opened()
    decision = desk.take("court-releases", WELFARE).decision()
    assert decision.outcome is Outcome.NOT_ENTITLED
    assert decision.drafts == ()
    assert {one.rule for one in decision.refusing} >= {"step.fired-by", "plan.adopted"}


def test_what_happened_is_refused_where_it_cannot_be_told_who_may_record_it() -> None:
    """A failure of the rule about the actor is no leave to act."""
    desk = opened()
    broken = rewritten(
        desk.workflow,
        "actor.bound",
        lambda one: replace(one, check=answering(Status.CRASHED)),
    )
    decision = desk.take("court-releases", COURT).decision(broken)
    assert decision.outcome is Outcome.CRASHED
    assert decision.drafts == ()


def test_the_old_lead_stays_accountable_for_what_happened_beyond_its_remit() -> None:
    """The release is recorded, and the lead that does not cover it is a breach."""
    desk = opened()
    desk.do(plan(), c.TakeStep(actor=COURT, trigger="court-releases"))
    [breach] = desk.case.exceptions.open_breaches()
    assert (breach.rule, breach.owner) == ("lead.covers-next-phase", "police")
    assert desk.case.lead.current.role == "unit"
    assert desk.case.position.state == "outside"
