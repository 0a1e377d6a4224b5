"""A refusal as a test looks at it, and what is told where it is another one than expected."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from ddrflow.engine import Refused
from ddrflow.model.commands import Command
from ddrflow.model.decision import Decision, Outcome
from ddrflow.wire import name_of, words_of


class Refusal:
    """What the procedure said no to, with every reason; equal to the set of rules that refuse.

    `"plan.adopted" in refusal` asks for one of them.
    """

    def __init__(self, case_id: str, command: Command, decision: Decision) -> None:
        self.case_id = case_id
        self.command = command
        self.decision = decision

    @property
    def outcome(self) -> Outcome:
        """Which kind of no it is."""
        return self.decision.outcome

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that refuse; none where it does not follow from here at all."""
        return tuple(one.rule for one in self.decision.refusing)

    @property
    def sentences(self) -> list[str]:
        """What is missing, in English."""
        reasons = [*(one.reason for one in self.decision.refusing), self.decision.reason]
        return [words_of(one) for one in reasons if one is not None]

    def __contains__(self, rule: object) -> bool:
        return rule in self.rules

    def __eq__(self, other: object) -> bool:
        if isinstance(other, AbstractSet):
            return frozenset(self.rules) == other
        return self is other

    def __hash__(self) -> int:
        return hash(self.rules)

    def __str__(self) -> str:
        return str(Refused(self.case_id, self.command, self.decision))

    def __repr__(self) -> str:
        listed = ", ".join(self.rules) or str(self.outcome)
        return f"<refusal of {_called(self.command)}: {listed}>"


def not_as_expected(op: str, expected: object, found: Refusal) -> list[str] | None:
    """The lines for a comparison that failed; None where the comparison is none of ours."""
    head = {
        "in": f"{expected!r} does not refuse {_called(found.command)}",
        "not in": f"{expected!r} refuses {_called(found.command)}",
        "==": f"{_called(found.command)} is refused by other rules than expected",
    }.get(op)
    if head is None:
        return None
    lines = [head]
    if op == "==" and isinstance(expected, AbstractSet):
        lines += _apart(frozenset(str(one) for one in expected), frozenset(found.rules))
    return [*lines, *str(found).splitlines()]


def _apart(expected: frozenset[str], found: frozenset[str]) -> Iterator[str]:
    if missing := sorted(expected - found):
        yield f"does not refuse: {', '.join(missing)}"
    if more := sorted(found - expected):
        yield f"refuses as well: {', '.join(more)}"


def _called(command: Command) -> str:
    trigger = getattr(command, "trigger", "")
    return f"`{trigger or name_of(command)}`"
