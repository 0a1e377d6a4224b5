"""A rule as code, a rule as a file uses it, and the question that it is asked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ddrflow.model.source import Source, Strength
from ddrflow.model.verdict import Answer, Status, Verdict

#: Typed as Any on purpose: a rule is written against `ddrflow.model.question.Question`,
#: which holds conference types, which hold rule uses.
Check = Callable[[Any, Any], Answer]


@dataclass(frozen=True, slots=True)
class Rule:
    """One question about named facts.

    `reads` names every fact that `check` looks at (`case.lead`, `procedure.leads`, `at`);
    a strict view in the tests raises on any other. `parameters` is a pydantic model.
    `entitles` marks a rule about who may act: unmet, it refuses as "not entitled".
    `of_conference` marks one that asks about a conference and has no answer at a step.
    `is_liftable` is False where no deviation may lift it: consent, the lead, entitlement.
    """

    rule_id: str
    asks: str
    check: Check
    parameters: type[Any]
    reads: frozenset[str]
    source: Source
    entitles: bool = False
    is_liftable: bool = True
    of_conference: bool = False


@dataclass(frozen=True, slots=True)
class RuleUse:
    """A rule with its parameters, strength and source, at one place of a file.

    `met` is the one verdict that every met question shares; `approvers` are the roles that
    may lift it here by a deviation, and `place` is the word by which one names the place.
    """

    rule: str
    check: Check
    parameters: Any
    strength: Strength
    source: Source
    statement: str = ""
    approvers: tuple[str, ...] = ()
    place: str = ""
    entitles: bool = False
    met: Verdict = Verdict("", Strength.MUST, Source(""), Status.MET)

    @property
    def is_liftable(self) -> bool:
        """A deviation may lift it here."""
        return bool(self.approvers)


def use(
    rule: Rule,
    parameters: object,
    *,
    strength: Strength = Strength.MUST,
    source: Source | None = None,
    statement: str = "",
    approvers: tuple[str, ...] = (),
    place: str = "",
) -> RuleUse:
    """Bind a rule to its parameters; the source defaults to the rule's own."""
    where = source or rule.source
    return RuleUse(
        rule=rule.rule_id,
        check=rule.check,
        parameters=parameters,
        strength=strength,
        source=where,
        statement=statement,
        approvers=approvers if rule.is_liftable and strength is Strength.MUST else (),
        place=place,
        entitles=rule.entitles,
        met=Verdict(rule.rule_id, strength, where, Status.MET, statement=statement),
    )
