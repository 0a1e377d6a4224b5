"""Whether civil society and a prison that it is new to have come to know each other."""

import pytest

from ddrflow.model import commands as c
from ddrflow.model.verdict import Remedy, Status
from tests.builders import UNIT, opened
from tests.rules import scenes_above as scenes
from tests.rules.scenes_above import FIRST_DAY, above
from tests.verdicts import said, shown_to

RULE = "introduction.held"
GIVEN = {"activity": "i-9", "held_on": str(FIRST_DAY)}


@pytest.mark.requirement("R77")
def test_who_is_new_to_a_prison_is_introduced_there() -> None:
    """Refusal, remedy by the prison, the newcomer or the lead, acceptance."""
    for by in ("prison", "unit"):
        asked = above("introduce", scenes.introduction("Police North", "Unit North"))
        verdict = asked.refused_by(RULE)
        values = {
            "role": "unit",
            "prison": "prison",
            "organisations": "Unit North at Prison North",
        }
        assert said(verdict) == (RULE, "must", "act 32", "introduction.not-held", values)
        classes = {"role": "open", "prison": "open", "organisations": "internal"}
        assert shown_to(verdict) == classes
        filled = (("kind", "prison-introduction"), ("organisations", "Unit North, Prison North"))
        remedy = Remedy("hold-activity", filled, ("activity", "held_on"), ("prison", "unit"))
        assert verdict.remedies == (remedy,)
        asked.execute(remedy, GIVEN, by=by)
        asked.again()


def test_a_transfer_to_another_prison_makes_it_new_again() -> None:
    """One introduction is of one prison; the old one stays good for the old one."""
    desk = opened(standing=[scenes.introduction()])
    desk.do(c.BindRole(actor=UNIT, role="prison", organisation="Prison South"))
    asked = desk.take("introduce")
    verdict = asked.refused_by(RULE)
    assert said(verdict)[4]["organisations"] == "Unit North at Prison South"
    asked.execute(verdict.remedies[0], GIVEN)
    asked.again()


def test_where_nobody_plays_one_of_the_roles_nobody_is_new() -> None:
    """The rule asks about each prison that there is."""
    assert above("introduce", without=("prison",)).decision().is_allowed


def test_a_training_together_is_no_introduction() -> None:
    """The other activities do not replace it."""
    asked = above("introduce", scenes.training("p-1", version=""))
    assert said(asked.refused_by(RULE))[3] == "introduction.not-held"


def test_whether_it_was_held_is_not_known_while_no_activity_was_ever_recorded() -> None:
    """Undecided, remedy, acceptance."""
    asked = above("introduce")
    verdict = asked.refused_by(RULE)
    assert (verdict.status, said(verdict)[3:]) == (
        Status.UNDECIDED,
        ("introduction.not-known", {"role": "unit", "prison": "prison"}),
    )
    asked.execute(verdict.remedies[0], GIVEN)
    asked.again()


def test_an_introduction_counts_from_its_day() -> None:
    """Also for a step that is entered late."""
    assert scenes.introduced_on_day(0).decision().is_allowed
    assert not scenes.introduced_on_day(-1).verdict(RULE).is_met
