"""Whether the agencies did something together apart from any case."""

import pytest

from ddrflow.model import commands as c
from ddrflow.model.decision import Outcome
from ddrflow.model.standing import ActivityKind
from ddrflow.model.verdict import Remedy, Status
from tests.builders import UNIT, opened
from tests.rules import scenes_of_governance as scenes
from tests.rules.scenes_above import DAY, FIRST_DAY, LAST_YEAR, above, fault_of
from tests.verdicts import said, shown_to

RULE = "activity.held"
BY = ("unit", "prison")
GIVEN = {"activity": "f-9", "held_on": str(FIRST_DAY)}
FILLED = (("kind", "feedback-round"), ("organisations", "Prison North, Unit North"))
HOLD = Remedy("hold-activity", FILLED, ("activity", "held_on"), BY)


@pytest.mark.requirement("R77")
def test_who_took_part_in_none_holds_one_with_the_lead() -> None:
    """Refusal, remedy by either of the roles, acceptance."""
    for by in BY:
        asked = above("rehearse", scenes.feedback("Police North", "Unit North"))
        verdict = asked.refused_by(RULE)
        values = {"kind": "feedback-round", "organisations": "Prison North"}
        assert said(verdict) == (RULE, "must", "act 48", "activity.not-held", values)
        assert shown_to(verdict) == {"kind": "open", "organisations": "internal"}
        assert verdict.remedies == (HOLD,)
        asked.execute(HOLD, GIVEN, by=by)
        asked.again()


def test_what_is_older_than_the_file_says_is_held_again() -> None:
    """To the day a year ago it counts; a day before that it does not."""
    assert above("rehearse", scenes.feedback(held_on=LAST_YEAR)).decision().is_allowed
    asked = above("rehearse", scenes.feedback(held_on=LAST_YEAR - DAY))
    verdict = asked.refused_by(RULE)
    values = {
        "kind": "feedback-round",
        "organisations": "Unit North, Prison North",
        "within": "1 year",
    }
    assert said(verdict)[3:] == ("activity.too-long-ago", values)
    asked.execute(verdict.remedies[0], GIVEN)
    asked.again()


def test_each_may_have_taken_part_in_another_one() -> None:
    """Two rounds with others are as good as one together."""
    rounds = (
        scenes.feedback("Police North", "Unit North"),
        scenes.feedback("Police North", "Prison North"),
    )
    assert above("rehearse", *rounds).decision().is_allowed


def test_another_kind_of_activity_does_not_count() -> None:
    """What was asked for is what was done."""
    shadowing = scenes.feedback(kind=ActivityKind.SHADOWING)
    assert said(above("rehearse", shadowing).refused_by(RULE))[3] == "activity.not-held"


def test_whether_it_was_held_is_not_known_while_no_activity_was_ever_recorded() -> None:
    """Undecided, remedy, acceptance."""
    asked = above("rehearse")
    assert asked.decision().outcome is Outcome.UNDECIDED
    verdict = asked.refused_by(RULE)
    assert (verdict.status, said(verdict)[3:]) == (
        Status.UNDECIDED,
        ("activity.not-known", {"kind": "feedback-round"}),
    )
    asked.execute(verdict.remedies[0], GIVEN, by="prison")
    asked.again()


def test_a_role_that_nobody_plays_is_bound_first() -> None:
    """Nobody can have been there for it."""
    asked = above("rehearse", without=("prison",))
    verdict = asked.refused_by(RULE)
    assert said(verdict)[3:] == ("person.role-not-bound", {"role": "prison"})
    asked.execute(verdict.remedies[0], {"organisation": "Prison North"})
    assert said(asked.desk.take("rehearse").refused_by(RULE))[3] == "activity.not-known"


def test_an_organisation_in_both_roles_looks_for_somebody_to_do_it_with() -> None:
    """Nobody does something together alone: with whom is left open."""
    desk = opened(standing=[scenes.feedback("Police North", "Court North")])
    desk.do(c.BindRole(actor=UNIT, role="prison", organisation="Unit North"))
    desk.do(c.UnbindRole(actor=UNIT, role="prison", organisation="Prison North"))
    desk.later(days=1)
    [remedy] = desk.take("rehearse").refused_by(RULE).remedies
    open_too = ("activity", "held_on", "organisations")
    assert remedy == Remedy("hold-activity", FILLED[:1], open_too, BY)


def test_it_counts_from_its_day() -> None:
    """Also for a step that is entered late."""
    assert scenes.fed_back_on_day(0).decision().is_allowed
    assert not scenes.fed_back_on_day(-1).verdict(RULE).is_met


def test_a_role_that_the_file_does_not_know_is_told_where_it_stands() -> None:
    """A list of roles is looked up one by one."""
    assert "unknown agency `prisn`" in fault_of("roles: [unit, prison]", "roles: [unit, prisn]")
