"""The hand-over of the lead."""

from dataclasses import dataclass
from typing import Annotated

from ddrflow.model.commands.base import Command, From, Organisation, Role, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposeLead(Command):
    """Propose a successor for the lead; nothing changes hands yet."""

    role: Role
    organisation: Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepareHandover(Command):
    """Say with what the hand-over was prepared: plan, open needs, open tasks, notices."""

    package: Annotated[tuple[str, ...], From("package")]


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptLead(Command):
    """The proposed successor accepts; the old lead stays accountable until it takes effect."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineLead(Command):
    """The proposed successor declines; the old lead stays accountable."""

    reason: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawProposal(Command):
    """The lead takes its proposal back, so that another successor can be asked."""

    reason: Text = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkProposalExpired(Command):
    """Record that a successor did not answer in time; given by the clock's keeper (`lapse`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeOverLead(Command):
    """The accepted hand-over takes effect, in one event."""
