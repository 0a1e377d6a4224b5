"""Whether somebody is named where a name is needed."""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest

from ddrflow.model import commands as c
from ddrflow.model.decision import Outcome
from ddrflow.model.record import Function
from ddrflow.model.verdict import Remedy, Status
from tests.builders import NO_CONTACTS, START, TICK, UNIT, Asked, opened
from tests.rules import scenes_of_governance as governance
from tests.rules import scenes_of_preparation as of_preparation
from tests.verdicts import said, shown_to


class Which(NamedTuple):
    """One of the two rules: the step that asks it, its source and the function it looks for."""

    trigger: str
    rule: str
    source: str
    function: Function


NAMED = [
    Which("staff", "person.named", "act 13", Function.WORKER),
    Which("connect", "contact.named", "act 14", Function.CONTACT),
]
CASES = pytest.mark.parametrize("which", NAMED, ids=[one.rule for one in NAMED])


def asked_with(trigger: str, *commands: c.Command, without: tuple[str, ...] = ()) -> Asked:
    """The step, where what stands above the case is known and names nobody."""
    return of_preparation.staffed(
        *commands, trigger=trigger, standing=[NO_CONTACTS], without=without
    )


def two_prisons(trigger: str, *commands: c.Command) -> Asked:
    """The step, in a case in which two organisations play the role."""
    bind = c.BindRole(actor=UNIT, role="prison", organisation="Prison South")
    return asked_with(trigger, bind, *commands)


@pytest.mark.requirement("R72", "R78", "R91")
@CASES
def test_nobody_is_named_until_the_agency_names_somebody(which: Which) -> None:
    """Refusal, remedy by the agency itself or the lead for it, acceptance."""
    for by in ("prison", "unit"):
        asked = asked_with(which.trigger)
        verdict = asked.refused_by(which.rule)
        values = {"role": "prison", "function": which.function, "organisations": "Prison North"}
        assert said(verdict) == (which.rule, "must", which.source, "person.none-named", values)
        classes = {"role": "open", "function": "open", "organisations": "internal"}
        assert shown_to(verdict) == classes
        filled = (
            ("role", "prison"),
            ("organisation", "Prison North"),
            ("function", which.function),
        )
        remedy = Remedy("name-person", filled, ("person",), ("prison", "unit"))
        assert verdict.remedies == (remedy,)
        asked.execute(remedy, {"person": "p-7"}, by=by)
        asked.again()


@pytest.mark.requirement("R78", "R91")
@CASES
def test_every_organisation_in_the_role_needs_a_name(which: Which) -> None:
    """Of two, the one without is named in the refusal; with both, the step is taken."""
    one_of_two = two_prisons(which.trigger, of_preparation.named(which.function))
    verdict = one_of_two.refused_by(which.rule)
    assert said(verdict)[4]["organisations"] == "Prison South"
    assert str(verdict.source) == which.source
    none = two_prisons(which.trigger).refused_by(which.rule)
    assert said(none)[4]["organisations"] == "Prison North, Prison South"
    assert len(none.remedies) == 2
    [remedy] = verdict.remedies
    one_of_two.execute(remedy, {"person": "p-8"}, by="unit")
    one_of_two.again()


@CASES
def test_a_role_that_nobody_plays_is_bound_first(which: Which) -> None:
    """Refusal, remedy, the next refusal, its remedy, acceptance."""
    asked = asked_with(which.trigger, without=("prison",))
    verdict = asked.refused_by(which.rule)
    values = {"role": "prison"}
    assert said(verdict) == (which.rule, "must", which.source, "person.role-not-bound", values)
    [bind] = verdict.remedies
    assert bind == Remedy("bind-role", (("role", "prison"),), ("organisation",), ("unit",))
    asked.execute(bind, {"organisation": "Prison North"})
    after = asked.desk.take(which.trigger).refused_by(which.rule)
    assert said(after)[4]["function"] == which.function
    asked.execute(after.remedies[0], {"person": "p-7"})
    asked.again()


@CASES
def test_a_name_counts_from_the_very_instant_at_which_it_was_given(which: Which) -> None:
    """Also for a step that is entered late."""
    assert of_preparation.named_since(which.function, timedelta()).decision().is_allowed
    assert (
        said(of_preparation.named_since(which.function, -TICK).refused_by(which.rule))[3]
        == "person.none-named"
    )


@CASES
def test_a_name_for_another_function_does_not_count(which: Which) -> None:
    """A deputy is neither the worker nor the point of contact."""
    others = [one for one in Function if one is not which.function]
    asked = asked_with(which.trigger, *(of_preparation.named(one) for one in others))
    assert not asked.verdict(which.rule).is_met


def test_whether_there_is_a_contact_stays_undecided_while_nobody_knows() -> None:
    """What stands above the case is not known; naming somebody in the case decides it."""
    asked = of_preparation.staffed(trigger="connect")
    assert asked.decision().outcome is Outcome.UNDECIDED
    verdict = asked.refused_by("contact.named")
    assert verdict.status is Status.UNDECIDED
    values = {"role": "prison"}
    expected = ("contact.named", "must", "act 14", "person.contacts-not-known", values)
    assert said(verdict) == expected
    [remedy] = verdict.remedies
    assert dict(remedy.filled)["function"] == "point-of-contact"
    asked.execute(remedy, {"person": "p-7"}, by="prison")
    asked.again()


@pytest.mark.requirement("R78")
def test_a_contact_above_the_case_serves_every_case() -> None:
    """Nobody has to name the same person again in each."""
    known = of_preparation.contacts("Prison North")
    assert of_preparation.staffed(trigger="connect", standing=known).decision().is_allowed
    other = of_preparation.staffed(
        trigger="connect", standing=of_preparation.contacts("Police North")
    )
    assert said(other.refused_by("contact.named"))[3] == "person.none-named"


def test_a_contact_above_the_case_is_no_worker() -> None:
    """The worker is of this case."""
    asked = of_preparation.staffed(standing=of_preparation.contacts("Prison North"))
    assert not asked.verdict("person.named").is_met


def test_a_role_that_nobody_plays_is_not_bound_whatever_is_known_above() -> None:
    """There the missing fact is known, with or without contacts."""
    asked = of_preparation.staffed(trigger="connect", without=("prison",))
    assert said(asked.refused_by("contact.named"))[3] == "person.role-not-bound"
    assert asked.verdict("contact.named").status is Status.UNMET


def test_an_organisation_that_left_needs_no_name_any_more() -> None:
    """Asked as of a time at which it took part, it still does."""
    desk = opened(standing=[NO_CONTACTS])
    desk.do(
        c.BindRole(actor=UNIT, role="prison", organisation="Prison South"),
        of_preparation.named(Function.WORKER),
    )
    desk.later(days=1)
    desk.do(c.UnbindRole(actor=UNIT, role="prison", organisation="Prison South"))
    assert desk.take("staff").decision().is_allowed
    before = desk.asks(c.TakeStep(actor=UNIT, trigger="staff", occurred_at=START))
    assert said(before.refused_by("person.named"))[4]["organisations"] == "Prison South"


# ---- named long before


@pytest.mark.requirement("R91", "R92")
def test_a_worker_named_too_late_is_told_from_when_on_it_is_long_enough() -> None:
    """Time alone is the remedy: a month to the day, and no day less."""
    asked = governance.named_days_ago(30)
    verdict = asked.refused_by("person.named")
    values = {"role": "prison", "ahead": "1 month", "organisations": "Prison North"}
    assert said(verdict)[3:] == ("person.named-too-late", values)
    assert shown_to(verdict) == {"role": "open", "ahead": "open", "organisations": "internal"}
    assert verdict.remedies == ()
    # Midnight of 2 April in Vienna, where clocks have gone forward since.
    assert verdict.passes_from == datetime(2026, 4, 1, 22, tzinfo=UTC)
    asked.desk.at(verdict.passes_from - TICK)
    assert not asked.desk.take("staff-early").decision().is_allowed
    asked.desk.at(verdict.passes_from)
    asked.desk.take("staff-early").again()


def test_it_counts_since_when_the_worker_of_today_is_the_one() -> None:
    """The same name once more changes nothing; another one begins anew."""
    assert governance.named_days_ago(40, governance.worker()).decision().is_allowed
    changed = governance.named_days_ago(40, governance.worker("p-8"))
    assert said(changed.refused_by("person.named"))[3] == "person.named-too-late"
    back = governance.named_days_ago(40, governance.worker("p-8"), governance.worker())
    assert said(back.refused_by("person.named"))[3] == "person.named-too-late"


def test_where_nobody_is_named_at_all_somebody_is_named_first() -> None:
    """Then time does the rest."""
    asked = governance.named_days_ago(40, role="police")
    verdict = asked.refused_by("person.named")
    assert said(verdict)[3] == "person.none-named"
    asked.execute(verdict.remedies[0], {"person": "p-7"}, by="prison")
    again = asked.desk.take("staff-early").refused_by("person.named")
    assert said(again)[3] == "person.named-too-late"
