"""The whole answer to a command: what would be recorded, or every reason why not."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from ddrflow.model.events import Content, Event
from ddrflow.model.quick import quick
from ddrflow.model.verdict import Reason, Remedy, Status, Verdict


class Outcome(StrEnum):
    """Allowed, or which kind of refusal; the kinds are different answers and stay apart."""

    ALLOWED = "allowed"
    #: The workflow has no such trigger at all.
    UNKNOWN_TRIGGER = "unknown-trigger"
    #: It exists, and leads nowhere from here.
    WRONG_STATE = "wrong-state"
    #: Somebody else may.
    NOT_ENTITLED = "not-entitled"
    #: At least one binding rule is unmet.
    RULE_UNMET = "rule-unmet"
    #: A fact that a binding rule needs is not known.
    UNDECIDED = "undecided"
    #: A rule failed; nothing is decided on a guess.
    CRASHED = "crashed"
    #: The case has moved on since the caller last saw it.
    STALE_VERSION = "stale-version"


# A name of the module costs a tenth of what a member of an enum does, on a path of every command.
_MET: Final = Status.MET
_ALLOWED: Final = Outcome.ALLOWED


@quick
@dataclass(frozen=True, slots=True)
class Draft:
    """An event that would be recorded, with its content apart."""

    event: Event
    content: Content = ()


@quick
@dataclass(frozen=True, slots=True)
class Decision:
    """What a command comes to.

    `verdicts` are all rules asked, met ones too, `open_verdicts` those that are not met, refusing
    or not; `reason` and `remedies` speak where no rule was asked (unknown trigger, wrong state,
    stale version).
    """

    outcome: Outcome
    drafts: tuple[Draft, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    reason: Reason | None = None
    remedies: tuple[Remedy, ...] = ()
    open_verdicts: tuple[Verdict, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Look once for what is not met: most decisions are shared, and asked for it each time."""
        unmet = tuple([one for one in self.verdicts if one.status is not _MET])
        object.__setattr__(self, "open_verdicts", unmet)

    @property
    def is_allowed(self) -> bool:
        """It would be recorded."""
        return self.outcome is _ALLOWED

    @property
    def refusing(self) -> tuple[Verdict, ...]:
        """The rules that refuse."""
        return tuple(one for one in self.verdicts if one.refuses)
