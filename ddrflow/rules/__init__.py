"""The rules, one file a question; this table is the whole list."""

from collections.abc import Mapping
from importlib.metadata import entry_points
from types import MappingProxyType
from typing import Final

from ddrflow.errors import BadRule
from ddrflow.model.rule import Rule
from ddrflow.rules import (
    activity,
    actor,
    agreement,
    attendance,
    channel,
    conference,
    consent,
    continuation,
    disclosure,
    document,
    governance,
    interest,
    introduction,
    item,
    lead,
    means,
    notice,
    package,
    participation,
    parties,
    person,
    plan,
    remit,
    request,
    testimony,
    training,
    withdrawal,
)

RULES: Final[tuple[Rule, ...]] = (
    actor.BOUND,
    actor.FIRED_BY,
    actor.CONVENED_BY,
    actor.DECIDED_BY,
    actor.FILED_BY,
    actor.APPROVED_BY,
    actor.LED_BY_ACTOR,
    actor.SUCCESSOR_ACTS,
    actor.LEAD_OR_SUCCESSOR_ACTS,
    actor.PROFESSIONAL_ACTS,
    actor.TAKES_PART,
    actor.CHANNEL_BY,
    activity.HELD,
    agreement.IN_FORCE,
    agreement.ALIGNED,
    attendance.CORE,
    attendance.MINIMUM,
    channel.OPEN,
    conference.MAY_BE_INVITED,
    conference.MAY_BE_PRESENT,
    conference.HELD,
    consent.VALID,
    continuation.CONTINUED,
    disclosure.HAS_BASIS,
    disclosure.RELEASED,
    document.FILED,
    interest.NONE,
    introduction.HELD,
    document.RELEASED_ONLY,
    item.OWNER_ACTS,
    item.INSIDE_THE_WALL,
    governance.ADOPTED,
    governance.BOARD,
    lead.ELIGIBLE,
    lead.AMONG,
    lead.MAY_COORDINATE,
    lead.COVERS_NEXT_PHASE,
    lead.SUCCESSOR_HAS_ACCEPTED,
    lead.KEEPS_BINDING,
    means.HAS_MEANS,
    means.IS_FUNDED,
    notice.GIVEN,
    notice.TOLD_FIRST,
    package.PACKAGE,
    package.BRIEFING,
    package.INSTRUCTION,
    participation.VOLUNTARY,
    parties.STILL_NEEDED,
    person.NAMED,
    person.CONTACT,
    person.SUPPORTED,
    plan.ADOPTED,
    remit.IN_REMIT,
    training.JOINT,
    testimony.DOUBLE_ROLE,
    request.ASKED_ANSWERS,
    withdrawal.TELLER_ACTS,
    withdrawal.RECIPIENTS_TOLD,
)

GROUP: Final = "ddrflow.rules"


def installed() -> Mapping[str, Rule]:
    """Every rule by id: ours, and those that installed packages add through an entry point.

    An entry point of the group `ddrflow.rules` names one `Rule`. Raises BadRule when it
    names something else, and when two rules have one id.
    """
    table = {rule.rule_id: rule for rule in RULES}
    for point in entry_points(group=GROUP):
        try:
            rule = point.load()
        except (ImportError, AttributeError) as fault:
            raise BadRule(point.name, f"`{point.value}` cannot be loaded: {fault}") from fault
        if not isinstance(rule, Rule):
            raise BadRule(point.name, f"`{point.value}` is not a `Rule`")
        if rule.rule_id in table:
            raise BadRule(point.name, f"a rule `{rule.rule_id}` exists already")
        table[rule.rule_id] = rule
    return MappingProxyType(table)
