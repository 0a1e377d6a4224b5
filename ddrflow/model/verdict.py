"""What a rule answers: met, unmet, undecided or crashed, and what would change the answer."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from ddrflow.model.information import InformationClass
from ddrflow.model.quick import quick
from ddrflow.model.source import Source, Strength


class Status(StrEnum):
    """The four answers of a rule."""

    MET = "met"
    UNMET = "unmet"
    #: A fact that the rule needs is not known.
    UNDECIDED = "undecided"
    #: The rule itself failed; never read as met, at any strength.
    CRASHED = "crashed"


@quick
@dataclass(frozen=True, slots=True)
class Field:
    """One value in a message, with the class that says who may see it."""

    name: str
    value: str
    shown_to: InformationClass = InformationClass.OPEN


@quick
@dataclass(frozen=True, slots=True)
class Reason:
    """A message id with typed fields; the words are in `ddrflow.messages`."""

    message: str
    fields: tuple[Field, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Remedy:
    """A command that would help: arguments already filled, arguments still open, who may give it.

    `by` names roles; an empty `by` means any agency of the case.
    """

    command: str
    filled: tuple[tuple[str, str], ...] = ()
    open: tuple[str, ...] = ()
    by: tuple[str, ...] = ()


@quick
@dataclass(frozen=True, slots=True)
class Answer:
    """What one rule found, before it is known how binding it is here."""

    status: Status
    reason: Reason | None = None
    remedies: tuple[Remedy, ...] = ()
    passes_from: datetime | None = None


MET = Answer(Status.MET)


@dataclass(frozen=True, slots=True)
class Noted:
    """A warning, a statement or a deviation used, as it stands on record with an entry."""

    rule: str
    strength: Strength
    statement: str = ""
    lifted_by: str = ""


@quick
@dataclass(frozen=True, slots=True)
class Verdict:
    """One rule's answer, with its strength and its source: a public, versioned type.

    `statement` is what the file says about a contested or advisory rule; `lifted_by` names
    the deviation that lifts an unmet rule; `passes_from` is the instant from which the
    rule would be met if nothing else changed.
    """

    rule: str
    strength: Strength
    source: Source
    status: Status
    reason: Reason | None = None
    remedies: tuple[Remedy, ...] = ()
    passes_from: datetime | None = None
    statement: str = ""
    lifted_by: str = ""

    @property
    def note(self) -> Noted:
        """What stays on record of a rule that is not met and did not refuse."""
        return Noted(self.rule, self.strength, self.statement, self.lifted_by)

    @property
    def is_met(self) -> bool:
        """The rule asks for nothing more."""
        return self.status is Status.MET

    @property
    def refuses(self) -> bool:
        """Whether the verdict alone stops an asking step (design: the table of strengths)."""
        if self.status is Status.MET or self.lifted_by:
            return False
        return self.strength.binds or self.status is Status.CRASHED
