"""A question that shows a rule only what the rule declares that it reads."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Final

from ddrflow.model.question import Question
from ddrflow.model.rule import RuleUse
from ddrflow.model.verdict import Answer
from tests.rewriting import Change

FACTS_BEHIND: Final[Mapping[str, str]] = MappingProxyType(
    {
        "case.is_open": "case.position",
        "procedure.may_lead": "procedure.leads",
        "procedure.leads_of": "procedure.leads",
    }
)
"""What is computed from a fact counts as that fact."""


class Undeclared(Exception):
    """A rule looked at a fact that it does not declare."""


@dataclass(slots=True)
class Reading:
    """What one rule may read, and what it has read."""

    declared: frozenset[str]
    done: set[str] = field(default_factory=set)

    def note(self, fact: str) -> None:
        """Let the rule read a fact, or raise Undeclared."""
        fact = FACTS_BEHIND.get(fact, fact)
        if fact not in self.declared:
            raise Undeclared(fact)
        self.done.add(fact)


class Part:
    """The case, the procedure or what stands above the case, fact by fact."""

    __slots__ = ("_name", "_reading", "_whole")

    def __init__(self, name: str, whole: object, reading: Reading) -> None:
        self._name = name
        self._whole = whole
        self._reading = reading

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a fact has any type
        """One fact."""
        self._reading.note(f"{self._name}.{name}")
        return getattr(self._whole, name)


class StrictQuestion:
    """A question whose facts are read under watch."""

    __slots__ = ("_question", "_reading")

    def __init__(self, question: Question, reading: Reading) -> None:
        self._question = question
        self._reading = reading

    @property
    def case(self) -> Part:
        """The case, fact by fact."""
        return Part("case", self._question.case, self._reading)

    @property
    def procedure(self) -> Part:
        """The procedure, fact by fact."""
        return Part("procedure", self._question.procedure, self._reading)

    @property
    def standing(self) -> Part | None:
        """What stands above the case; that it is not known is a fact about each part of it."""
        parts = {one for one in self._reading.declared if one.startswith("standing.")}
        if not parts:
            raise Undeclared("standing")
        if self._question.standing is None:
            self._reading.done |= parts
            return None
        return Part("standing", self._question.standing, self._reading)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a fact has any type
        """Who asks, about what, as of when: read as a whole."""
        self._reading.note(name)
        return getattr(self._question, name)


def strictly(readings: Mapping[str, Reading]) -> Change:
    """Every use of a rule is asked under watch, by what its reading allows."""

    def watched(use: RuleUse) -> RuleUse:
        reading = readings[use.rule]

        def check(question: Question, parameters: object) -> Answer:
            return use.check(StrictQuestion(question, reading), parameters)

        return replace(use, check=check)

    return watched
