"""Reviews, deviations, breaches and corrections."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from ddrflow.model.commands.base import Command, Day, Form, From, Text, Why


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkReviewReminded(Command):
    """Record that a review's owner was reminded; given by the clock's keeper (`lapse`)."""

    review: Annotated[str, From("review")]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallReview(Command):
    """Make a review due now, by necessity and with a reason; its schedule stays (R1).

    Held long before its regular day, it leaves that day as it is; held when the regular
    occurrence could be held as well, it counts for that one.
    """

    review: Annotated[str, From("review")]
    why: Why
    text: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkReviewDue(Command):
    """Record that a review's day has come; given by the clock's keeper (`lapse`)."""

    review: Annotated[str, From("review")]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkReviewMissed(Command):
    """Record that a review was not held within its grace; it still has to be held."""

    review: Annotated[str, From("review")]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkReviewLeftOut(Command):
    """Record that an occurrence does not come, since the one before it still waits."""

    review: Annotated[str, From("review")]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkReviewGivenUp(Command):
    """Record that an occurrence is not to be held any more, as its file says (`lapse`)."""

    review: Annotated[str, From("review")]


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldReview(Command):
    """Record that a review that needs no conference was held."""

    review: Annotated[str, From("review")]
    text: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllowDeviation(Command):
    """Lift a rule at one place until an instant; the actor is who approves it (R70).

    The place is a step's trigger, `conference/stage`, or the kind of agency that
    coordination is advised against; left out, it is the only place where the rule can be
    lifted. Nobody approves what they asked for themselves.
    """

    rule: Annotated[str, From("rule")]
    until: Annotated[datetime, From("instant")]
    asked_by: Annotated[str, From("person")]
    place: Annotated[str, From("place")] = ""
    reason: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseBreach(Command):
    """Close a breach; its rule is asked again and must now be met."""

    breach: Annotated[str, From("breach")]
    text: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectEntry(Command):
    """Declare that an entry does not count, and why; the right entry follows as its own.

    `why` is a code such as `recorded-in-error`; `text` explains in words.
    """

    wrong: Annotated[int, From("entry")]
    why: Why
    text: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseContent(Command):
    """Delete free text for good: of the entries named, of all so far where none is.

    Where none is named, what was refused on the case loses its free text too, and only then:
    whoever asks for all that was written of a person names none. The facts stay, and the case
    with them. `basis` is the law or order that asks for it, as a code; `why` is a code too.
    """

    basis: Annotated[str, From("basis"), Form(r"[a-z][a-z0-9-]{0,63}", "a code, such as `gdpr-17`")]
    why: Why
    entries: Annotated[tuple[int, ...], From("entries")] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MigrateCase(Command):
    """Let a case go on under another version of its workflow; given by the record's keeper.

    `digest` names the version, `decided_by` the person or body that decided it and `decided_on`
    the day, `plan` the digest of the plan that was decided on where there was one (R93).
    """

    digest: Annotated[str, From("version"), Form(r"[0-9a-f]{64}", "the digest of a workflow")]
    decided_by: Annotated[str, From("person")]
    decided_on: Day
    plan: Annotated[
        str, From("plan-or-none"), Form(r"([0-9a-f]{64})?", "the digest of a plan, or nothing")
    ] = ""
    text: Text = ""
