"""Toy rules of every strength that give every answer, and what becomes of a step that asks them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

import pytest

from ddrflow.model.decision import Decision, Outcome
from ddrflow.model.rule import Rule, RuleUse, use
from ddrflow.model.source import Source, Strength
from ddrflow.model.verdict import MET, Answer, Field, Reason, Status
from ddrflow.rules.base import NoParameters
from tests.builders import COURT, UNIT, Desk, opened
from tests.rewriting import asking

DAY: Final = timedelta(days=1)
SOURCE: Final = Source("act", "99")


def answering(status: Status) -> Callable[[object, object], Answer]:
    """A rule that always answers the same."""

    def check(question: object, parameters: object) -> Answer:
        del question, parameters
        if status is Status.CRASHED:
            raise ZeroDivisionError
        reason = Reason(f"toy.{status}", (Field("what", status),))
        return MET if status is Status.MET else Answer(status, reason)

    return check


def toy(name: str, check: Callable[[object, object], Answer], *, is_liftable: bool = True) -> Rule:
    """A rule that no file knows."""
    asks, reads = "A toy question?", frozenset[str]()
    return Rule(name, asks, check, NoParameters, reads, SOURCE, is_liftable=is_liftable)


def toy_use(
    strength: Strength, status: Status, *, is_liftable: bool = False, name: str = ""
) -> RuleUse:
    """A toy rule of a strength that always answers the same."""
    rule = toy(name or f"toy.{strength}-{status}", answering(status))
    return use(
        rule,
        NoParameters(),
        strength=strength,
        statement="A toy statement",
        approvers=("court",) if is_liftable else (),
        place="schedule",
    )


ALL: Final = tuple(toy_use(strength, status) for strength in Strength for status in Status)


def decided(*uses: RuleUse, trigger: str = "stay", desk: Desk | None = None) -> Decision:
    """A step for which these rules are asked."""
    table = desk or opened()
    by = COURT if trigger == "court-releases" else UNIT
    return table.take(trigger, by).decision(asking(table.workflow, trigger, *uses))


TABLE: Final[dict[tuple[Strength, Status], Outcome]] = {
    **{(strength, Status.MET): Outcome.ALLOWED for strength in Strength},
    **{(strength, Status.CRASHED): Outcome.CRASHED for strength in Strength},
    (Strength.LAW, Status.UNMET): Outcome.RULE_UNMET,
    (Strength.LAW, Status.UNDECIDED): Outcome.UNDECIDED,
    (Strength.MUST, Status.UNMET): Outcome.RULE_UNMET,
    (Strength.MUST, Status.UNDECIDED): Outcome.UNDECIDED,
    (Strength.SHOULD, Status.UNMET): Outcome.ALLOWED,
    (Strength.SHOULD, Status.UNDECIDED): Outcome.ALLOWED,
    (Strength.CONTESTED, Status.UNMET): Outcome.ALLOWED,
    (Strength.CONTESTED, Status.UNDECIDED): Outcome.ALLOWED,
}
"""The whole table of the four strengths and the four answers."""

CELLS: Final = pytest.mark.parametrize(("strength", "status"), TABLE)
