"""The mutants of the rules about the lead, and about what is owed by who leaves."""

from dataclasses import replace
from typing import Final

from ddrflow.model.agency import AgencyKind
from tests.rules import scenes_of_governance as of_governance
from tests.rules import scenes_of_leads as of_leads
from tests.rules.mutations import (
    a_phase_back,
    a_phase_on,
    about,
    accepted_by_lead,
    changing,
    leading,
    one_term_back,
    prepared_is_accepted,
    successor_for_lead,
    taking,
)
from tests.rules.mutations_of_records import one_need_short
from tests.rules.spoiled import Spoiled

OF_LEADS: Final[dict[str, Spoiled]] = {
    "parties.owe-nothing": Spoiled(
        refused=of_leads.owner_leaves,
        wrong=about(lambda old: replace(old, organisation="Welfare South")),
        wrong_probe=of_leads.owner_leaves,
        edge=changing(one_need_short),
        edge_probe=of_leads.owner_leaves,
    ),
    "lead.among": Spoiled(
        refused=of_governance.entrusted,
        wrong=leading(successor_for_lead),
        wrong_probe=of_governance.to_be_entrusted,
        edge=leading(one_term_back),
        edge_probe=lambda: of_governance.entrusted("police"),
    ),
    "lead.eligible": Spoiled(
        refused=of_leads.ineligible,
        wrong=about(lambda old: replace(old, role="unit")),
        wrong_probe=of_leads.ineligible,
        edge=about(a_phase_on),
        edge_probe=of_leads.eligible_later,
    ),
    "lead.may-coordinate": Spoiled(
        refused=lambda: of_leads.coordinating("clinic"),
        wrong=taking(kind=AgencyKind.CIVIL_SOCIETY),
        wrong_probe=lambda: of_leads.coordinating("aftercare"),
        edge=None,
        edge_probe=None,
        exempt="one kind is compared with one kind: there is no order, time or number in it",
    ),
    "lead.covers-next-phase": Spoiled(
        refused=of_leads.uncovered,
        wrong=leading(successor_for_lead),
        wrong_probe=of_leads.uncovered_with_successor,
        edge=changing(a_phase_back),
        edge_probe=of_leads.uncovered,
    ),
    "lead.successor-has-accepted": Spoiled(
        refused=of_leads.taking_over_unaccepted,
        wrong=leading(accepted_by_lead),
        wrong_probe=of_leads.taking_over_unaccepted,
        edge=leading(prepared_is_accepted),
        edge_probe=of_leads.taking_over_prepared,
    ),
    "lead.hands-over-first": Spoiled(
        refused=of_leads.lead_leaves,
        wrong=about(lambda old: replace(old, organisation="Unit South")),
        wrong_probe=of_leads.lead_leaves,
        edge=leading(one_term_back),
        edge_probe=of_leads.new_lead_leaves,
    ),
}
