"""Who is a party to the case, and which persons act for it."""

from collections.abc import Iterable
from datetime import datetime

from ddrflow.decide.act import Act, drafted, known, wrong_state
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.decision import Decision
from ddrflow.model.question import About
from ddrflow.model.record import Binding
from ddrflow.model.verdict import Field, Remedy
from ddrflow.model.workflow import Workflow


def bind(workflow: Workflow, case: Case, command: c.BindRole, at: datetime) -> Act | Decision:
    """The lead brings an organisation into the case."""
    known("role", command.role, "agency", workflow.procedure.agencies)
    if _plays_from(case, command.role, command.organisation, at):
        return wrong_state("parties.bound-already", Field("role", command.role))
    other = other_side(workflow, case.parties.bindings, command.role, command.organisation)
    if other:
        return wrong_state("parties.two-sides", Field("other", other))
    event = e.RoleBound(command.role, command.organisation)
    built_in = workflow.built_in
    about = About(subject="bind-role")
    return Act((built_in.bound, built_in.led_by_actor), drafted(event), about)


def unbind(workflow: Workflow, case: Case, command: c.UnbindRole, at: datetime) -> Act | Decision:
    """The lead lets an organisation go; never itself, nor the successor it proposed."""
    known("role", command.role, "agency", workflow.procedure.agencies)
    if not case.parties.is_bound(command.role, command.organisation, at):
        return wrong_state("parties.not-bound", Field("role", command.role))
    handover = case.lead.handover
    if (handover.role, handover.organisation) == (command.role, command.organisation):
        remedy = Remedy("withdraw-proposal", by=(case.lead.current.role,))
        return wrong_state("parties.successor-stays", remedies=(remedy,))
    event = e.RoleUnbound(command.role, command.organisation)
    built_in = workflow.built_in
    about = About("unbind-role", role=command.role, organisation=command.organisation)
    rules = (built_in.bound, built_in.led_by_actor, built_in.keeps_binding, built_in.owe_nothing)
    # Ways that it gave leave for end with its part in the case (paper R49).
    return Act(rules, drafted(event), about, unsettles=True)


def name(workflow: Workflow, case: Case, command: c.NamePerson, at: datetime) -> Act | Decision:
    """An agency, or the lead for it, names one of its people."""
    known("role", command.role, "agency", workflow.procedure.agencies)
    refusal = not_bound(case, command.role, command.organisation, at)
    if refusal is not None:
        return refusal
    event = e.PersonNamed(command.role, command.organisation, command.function, command.person)
    built_in = workflow.built_in
    own = command.actor.organisation == command.organisation
    entitled = built_in.professional_acts if own else built_in.led_by_actor
    return Act((built_in.bound, entitled), drafted(event), About("name-person"))


def not_bound(case: Case, role: str, organisation: str, at: datetime) -> Decision | None:
    """The refusal where the organisation does not play the role then; the lead can bind it."""
    return (
        None
        if case.parties.is_bound(role, organisation, at)
        else bind_first(case, role, organisation)
    )


def bind_first(case: Case, role: str, organisation: str = "") -> Decision:
    """The role is not played by the organisation, or by any; the lead can bind one."""
    given = (("organisation", organisation),) if organisation else ()
    left = () if organisation else ("organisation",)
    remedy = Remedy("bind-role", (("role", role), *given), left, (case.lead.current.role,))
    return wrong_state("parties.not-bound", Field("role", role), remedies=(remedy,))


def other_side(
    workflow: Workflow, bindings: Iterable[Binding], role: str, organisation: str
) -> str:
    """A role that the organisation plays on the other side; empty for none.

    The client and the client's own people are one side, the agencies are the other.
    """
    agencies = workflow.procedure.agencies
    side = agencies[role].kind.is_professional
    playing = (
        one.role for one in bindings if one.organisation == organisation and one.ends_at is None
    )
    return next((one for one in playing if agencies[one].kind.is_professional is not side), "")


def _plays_from(case: Case, role: str, organisation: str, at: datetime) -> bool:
    """Plays the role at that time or later: an entry made late would double it."""
    return any(
        (one.role, one.organisation) == (role, organisation)
        and (one.ends_at is None or one.ends_at > at)
        for one in case.parties.bindings
    )
