"""The mutants of the rules about who may act."""

from dataclasses import replace
from typing import Final

from tests.builders import CLIENT, COURT, POLICE, PRISON, TICK, UNIT, WELFARE, actor
from tests.rules import scenes
from tests.rules import scenes_of_actors as of_actors
from tests.rules import scenes_with_client as with_client
from tests.rules.mutations import (
    as_if_one_organisation,
    as_lead,
    at,
    changing,
    family_is_an_agency,
    lead_for_successor,
    leading,
    of_the_role,
    one_role_short,
    one_term_back,
)
from tests.rules.mutations_of_conferences import kind
from tests.rules.spoiled import NO_TIME, ROLES_OF_CLIENT, Spoiled

OF_ACTORS: Final[dict[str, Spoiled]] = {
    "actor.bound": Spoiled(
        refused=of_actors.unbound,
        wrong=changing(of_the_role),
        wrong_probe=of_actors.unbound,
        edge=at(-TICK),
        edge_probe=lambda: of_actors.binding_starts(NO_TIME),
    ),
    "step.fired-by": Spoiled(
        refused=lambda: of_actors.step_by(WELFARE),
        wrong=ROLES_OF_CLIENT,
        wrong_probe=lambda: of_actors.step_by(PRISON),
        edge=one_role_short,
        edge_probe=lambda: of_actors.step_by(UNIT),
    ),
    "conference.convened-by": Spoiled(
        refused=lambda: of_actors.convening_by(WELFARE),
        wrong=ROLES_OF_CLIENT,
        wrong_probe=lambda: of_actors.convening_by(POLICE),
        edge=one_role_short,
        edge_probe=lambda: of_actors.convening_by(UNIT),
    ),
    "plan.adopted-by": Spoiled(
        refused=lambda: of_actors.adopting_by(POLICE),
        wrong=ROLES_OF_CLIENT,
        wrong_probe=lambda: of_actors.adopting_by(UNIT),
        edge=one_role_short,
        edge_probe=lambda: of_actors.adopting_by(WELFARE),
    ),
    "document.filed-by": Spoiled(
        refused=lambda: of_actors.filing_by(POLICE),
        wrong=ROLES_OF_CLIENT,
        wrong_probe=lambda: of_actors.filing_by(UNIT),
        edge=one_role_short,
        edge_probe=lambda: of_actors.filing_by(UNIT),
    ),
    "actor.in-remit": Spoiled(
        refused=lambda: of_actors.need_outside(PRISON),
        wrong=changing(as_lead),
        wrong_probe=lambda: of_actors.need_outside(PRISON),
        edge=at(-TICK),
        edge_probe=lambda: of_actors.need_outside(PRISON, NO_TIME),
    ),
    "channel.acts": Spoiled(
        refused=lambda: with_client.leave_by(UNIT),
        wrong=ROLES_OF_CLIENT,
        wrong_probe=lambda: with_client.leave_by(COURT),
        edge=one_role_short,
        edge_probe=lambda: with_client.leave_by(PRISON),
    ),
    "deviation.approved-by": Spoiled(
        refused=lambda: of_actors.approving_by(UNIT),
        wrong=ROLES_OF_CLIENT,
        wrong_probe=lambda: of_actors.approving_by(COURT),
        edge=one_role_short,
        edge_probe=lambda: of_actors.approving_by(PRISON),
    ),
    "lead.acts": Spoiled(
        refused=of_actors.led_by_another,
        wrong=changing(as_if_one_organisation),
        wrong_probe=of_actors.led_by_namesake,
        edge=leading(one_term_back),
        edge_probe=of_actors.led_by_predecessor,
    ),
    "lead.successor-acts": Spoiled(
        refused=lambda: of_actors.accepting_by(PRISON),
        wrong=changing(as_if_one_organisation),
        wrong_probe=lambda: of_actors.accepting_by(scenes.second("police")),
        edge=leading(lead_for_successor),
        edge_probe=lambda: of_actors.accepting_by(UNIT),
    ),
    "lead.either-side-acts": Spoiled(
        refused=lambda: of_actors.taking_over_by(PRISON),
        wrong=changing(as_if_one_organisation),
        wrong_probe=lambda: of_actors.taking_over_by(scenes.second("police")),
        edge=leading(one_term_back),
        edge_probe=of_actors.taking_over_by_predecessor,
    ),
    "actor.professional": Spoiled(
        refused=lambda: of_actors.need_by(CLIENT),
        wrong=changing(as_lead),
        wrong_probe=lambda: of_actors.need_by(CLIENT),
        edge=changing(family_is_an_agency),
        edge_probe=lambda: of_actors.need_by(actor("family")),
    ),
    "conference.acts": Spoiled(
        refused=lambda: of_actors.closing_by(WELFARE),
        wrong=changing(as_lead),
        wrong_probe=lambda: of_actors.closing_by(WELFARE),
        edge=kind(
            lambda old: replace(
                old,
                convened_by=old.convened_by[1:],
                quorum=replace(old.quorum, core=old.quorum.core[1:]),
            )
        ),
        edge_probe=lambda: of_actors.closing_by(POLICE),
    ),
}
