"""The rules that every case is asked, at the strength and with the source that its file says."""

from types import MappingProxyType

from ddrflow.model.rule import Rule, RuleUse, use
from ddrflow.model.workflow import BuiltIn
from ddrflow.rules import (
    actor,
    disclosure,
    document,
    item,
    lead,
    parties,
    remit,
    request,
    withdrawal,
)
from ddrflow.rules.base import NoParameters
from ddrflow.workflow.drafting import Reading
from ddrflow.workflow.rule_lines import approvers, declared, rule_uses


def built_in(reading: Reading) -> BuiltIn:
    """Bind the built-in rules for one file."""
    return BuiltIn(
        bound=_plain(reading, actor.BOUND),
        led_by_actor=_plain(reading, actor.LED_BY_ACTOR),
        successor_acts=_plain(reading, actor.SUCCESSOR_ACTS),
        lead_or_successor_acts=_plain(reading, actor.LEAD_OR_SUCCESSOR_ACTS),
        professional_acts=_plain(reading, actor.PROFESSIONAL_ACTS),
        in_remit=_graded(reading, remit.IN_REMIT),
        lead_eligible=_plain(reading, lead.ELIGIBLE),
        successor_accepted=_plain(reading, lead.SUCCESSOR_HAS_ACCEPTED),
        keeps_binding=_plain(reading, lead.KEEPS_BINDING),
        owe_nothing=_plain(reading, parties.STILL_NEEDED),
        coordinate=_coordinate(reading),
        of_lead=MappingProxyType(
            {
                phase: rule_uses(reading, ("lead", phase.value, "rules"), one.rules)
                for phase, one in reading.file.lead.items()
            }
        ),
        covers_next_phase=_plain(reading, lead.COVERS_NEXT_PHASE),
        owner_acts=_plain(reading, item.OWNER_ACTS),
        inside_the_wall=_plain(reading, item.INSIDE_THE_WALL),
        has_basis=_plain(reading, disclosure.HAS_BASIS),
        released=_plain(reading, disclosure.RELEASED),
        released_only=_plain(reading, document.RELEASED_ONLY),
        teller_acts=_plain(reading, withdrawal.TELLER_ACTS),
        asked_answers=_plain(reading, request.ASKED_ANSWERS),
    )


def _plain(reading: Reading, rule: Rule) -> RuleUse:
    how = declared(reading, rule, rule.source)
    if not how.strength.binds:
        at = ("rules", rule.rule_id, "strength")
        message = f"`{rule.rule_id}` always binds and cannot be `{how.strength}`"
        reading.error(at, "E-GUARD", message, "leave it `must`, or make it `law`")
    return use(rule, NoParameters(), strength=how.strength, source=how.source)


def _graded(reading: Reading, rule: Rule) -> RuleUse:
    """As binding as the file says it is."""
    how = declared(reading, rule, rule.source)
    return use(
        rule, NoParameters(), strength=how.strength, source=how.source, statement=how.because
    )


def _coordinate(reading: Reading) -> tuple[RuleUse, ...]:
    """One use for each kind of agency that the file speaks of, at its own strength."""
    return tuple(
        use(
            lead.MAY_COORDINATE,
            lead.Kind(kind=kind, reason=one.reason),
            strength=one.strength,
            source=one.source,
            statement=one.because,
            approvers=approvers(reading, liftable=one.liftable),
            place=kind,
        )
        for kind, one in sorted(reading.file.coordination.items())
    )
