"""Items of information: recorded, released, passed on, withdrawn, and who hears of that."""

from datetime import datetime

from ddrflow.decide.act import Act, drafted, known, new, wrong_state
from ddrflow.decide.acts.conference import find, over, too_early
from ddrflow.decide.acts.parties import not_bound
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.decision import Decision
from ddrflow.model.item import Item
from ddrflow.model.question import About
from ddrflow.model.recipients import recipients
from ddrflow.model.rule import RuleUse
from ddrflow.model.verdict import Field
from ddrflow.model.workflow import Workflow


def record(workflow: Workflow, case: Case, command: c.RecordItem, at: datetime) -> Act | Decision:
    """Whoever records it owns it; tabled in a conference, it is on that side of the wall."""
    new("item", command.item, "item", (one.item for one in case.information.items))
    actor, built_in = command.actor, workflow.built_in
    item = Item(
        command.item,
        command.kind,
        actor.role,
        actor.organisation,
        command.information,
        at,
        command.handling,
        command.conference,
    )
    event = e.ItemRecorded(
        command.item, command.kind, command.information, command.handling, command.conference
    )
    rules: tuple[RuleUse, ...] = (built_in.bound, built_in.professional_acts)
    about = About("record-item", item=item)
    if command.conference:
        conference, kind = find(workflow, case, command.conference)
        if conference.closed_at is None and not conference.is_under_way:
            return over(conference)
        if at < conference.convened_at or (conference.closed_at and at > conference.closed_at):
            return too_early(conference)
        about = About("record-item", type=kind, conference=conference, item=item)
        rules = (built_in.bound, *kind.to_record, built_in.inside_the_wall)
    return Act(rules, drafted(event, text=command.text), about)


def release(workflow: Workflow, case: Case, command: c.ReleaseItem, at: datetime) -> Act | Decision:
    """Its owner alone says how far it goes; what went further once does not come back."""
    for role in command.roles:
        known("roles", role, "agency", workflow.procedure.agencies)
    if not command.roles and command.information is None:
        help_line = "name `roles`, or a wider class under `information`"
        raise BadCommand("roles", "it says neither to whom nor how widely", help_line)
    item = _item(case, command.item)
    refusal = _gone(item, at) or _too_early(item, at)
    if refusal is not None:
        return refusal
    width = item.class_at(at)
    if command.information is not None and not command.information.is_wider_than(width):
        fields = (Field("item", item.item, width), Field("information", width))
        return wrong_state("item.not-wider", *fields)
    event = e.ItemReleased(item.item, command.roles, command.information)
    rules = (workflow.built_in.bound, workflow.built_in.owner_acts)
    return Act(rules, drafted(event), About("release-item", item=item))


def disclose(
    workflow: Workflow, case: Case, command: c.DiscloseItem, at: datetime
) -> Act | Decision:
    """Somebody of the case is told: on a law, by the owner's leave, and on record."""
    known("role", command.role, "agency", workflow.procedure.agencies)
    item = _item(case, command.item)
    if (command.role, command.organisation) == (item.role, item.organisation):
        raise BadCommand("organisation", "the item is its own", "name who is told")
    refusal = _gone(item, at) or _too_early(item, at)
    refusal = refusal or not_bound(case, command.role, command.organisation, at)
    if refusal is not None:
        return refusal
    event = e.ItemDisclosed(
        item.item, command.role, command.organisation, command.basis, command.purpose
    )
    about = About(
        "disclose-item",
        role=command.role,
        organisation=command.organisation,
        item=item,
        basis=command.basis,
        says_why=bool(command.necessity.strip()),
    )
    built_in = workflow.built_in
    rules = (
        built_in.bound,
        built_in.professional_acts,
        built_in.has_basis,
        built_in.released,
        *workflow.to_disclose,
    )
    return Act(rules, drafted(event, necessity=command.necessity), about)


def withdraw(
    workflow: Workflow, case: Case, command: c.WithdrawItem, at: datetime
) -> Act | Decision:
    """Its owner takes it back; to whom it went stays on record."""
    item = _item(case, command.item)
    if item.withdrawn_at is not None:
        return _withdrawn(item)
    refusal = _too_early(item, at)
    if refusal is not None:
        return refusal
    event = e.ItemWithdrawn(item.item, command.why)
    rules = (workflow.built_in.bound, workflow.built_in.owner_acts)
    return Act(rules, drafted(event), About("withdraw-item", item=item))


def tell_withdrawn(
    workflow: Workflow, case: Case, command: c.TellWithdrawn, at: datetime
) -> Act | Decision:
    """Whoever has an item hears that it was withdrawn, once; also after having left the case."""
    known("role", command.role, "agency", workflow.procedure.agencies)
    item, role, organisation = _item(case, command.item), command.role, command.organisation
    if item.withdrawn_at is None:
        return wrong_state("item.not-withdrawn", Field("item", item.item, item.information))
    if at < item.withdrawn_at:
        since = Field("since", item.withdrawn_at.isoformat())
        return wrong_state("order.before-last-step", since)
    has = ((one.role, one.organisation) for one in recipients(workflow.procedure, case, item))
    if (role, organisation) not in has:
        fields = (Field("item", item.item, item.information), Field("role", role))
        return wrong_state("item.was-not-told", *fields)
    if case.information.heard_at(item.item, role, organisation) is not None:
        return wrong_state("item.told-already", Field("role", role))
    event = e.WithdrawalTold(item.item, role, organisation)
    rules = (workflow.built_in.bound, workflow.built_in.teller_acts)
    about = About("tell-withdrawn", role=role, organisation=organisation, item=item)
    return Act(rules, drafted(event), about)


def told(case: Case, names: tuple[str, ...], at: datetime) -> tuple[Item, ...] | Decision:
    """The items that a document tells; a decision where one was withdrawn by then."""
    items = tuple(_item(case, one) for one in names)
    gone = [refusal for one in items if (refusal := _gone(one, at)) is not None]
    return gone[0] if gone else items


def _item(case: Case, name: str) -> Item:
    known("item", name, "item", (one.item for one in case.information.items))
    return next(one for one in case.information.items if one.item == name)


def _gone(item: Item, at: datetime) -> Decision | None:
    if item.withdrawn_at is None or at < item.withdrawn_at:
        return None
    return _withdrawn(item)


def _withdrawn(item: Item) -> Decision:
    return wrong_state("item.withdrawn", Field("item", item.item, item.information))


def _too_early(item: Item, at: datetime) -> Decision | None:
    if at >= item.recorded_at:
        return None
    return wrong_state("order.before-last-step", Field("since", item.recorded_at.isoformat()))
