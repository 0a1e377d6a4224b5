"""Faults that can be put into any workflow: what each breaks, and the code that tells of it.

A mutator changes the resolved document of a sound file in one way that no schema can see. It
raises NotHere where the file has no place for it.
"""

from collections.abc import Mapping
from typing import Final

from tests.proof.documents import Mutate
from tests.proof.faults_of_conferences import (
    a_conference_of_the_file_that_nobody_can_call,
    a_conference_that_nobody_can_call,
    a_conference_that_nobody_can_call_any_more,
    a_core_outside_its_remit,
    a_review_held_by_a_conference_of_another_phase,
    a_review_held_by_a_conference_that_never_counts,
    a_stage_that_nobody_can_enter,
)
from tests.proof.faults_of_leads import (
    everybody_who_leads_after_release_is_contested,
    everybody_who_leads_in_custody_is_contested,
    means_that_nobody_can_have,
    nobody_can_take_over_after_release,
    nobody_can_take_over_in_custody,
    nobody_can_take_over_in_release,
    nobody_may_open_the_case,
    the_lead_after_release_is_a_stranger,
    the_lead_in_custody_is_a_stranger,
    the_lead_in_release_is_a_stranger,
)
from tests.proof.faults_of_reach import (
    a_confidential_paper_for_somebody_outside,
    a_confidential_paper_for_the_family,
    a_limit_that_tells_somebody_who_is_gone,
    a_need_of_the_file_that_only_a_ghost_answers,
    a_need_that_only_a_ghost_answers,
    a_review_of_a_phase_that_tells_somebody_who_is_gone,
    a_review_that_tells_somebody_who_is_gone,
    an_internal_paper_for_the_client,
)
from tests.proof.faults_of_steps import (
    a_lead_who_cannot_lead_on,
    a_state_behind_a_conference_that_nobody_can_call,
    a_state_behind_a_lead_that_nobody_can_be,
    a_state_that_only_events_end,
    a_state_whose_steps_cannot_be_taken,
    a_step_that_asks_for_a_conference_that_nobody_can_call,
    a_step_that_asks_for_a_lead_that_nobody_can_be,
    after_a_no_there_is_only_the_way_back,
    an_end_behind_a_conference_that_nobody_can_call,
    an_end_behind_a_conference_that_rests_on_consent,
    an_end_that_asks_for_two_leads,
    an_end_that_rests_on_consent,
    no_end_that_somebody_can_decide_on,
    two_rules_that_ask_for_two_leads,
    without_a_conference_there_is_only_the_way_back,
)

MUTATORS: Final[Mapping[str, tuple[Mutate, ...]]] = {
    "E-UNREACHED": (
        a_state_behind_a_lead_that_nobody_can_be,
        a_state_behind_a_conference_that_nobody_can_call,
    ),
    "E-DEAD-STEP": (
        a_step_that_asks_for_a_lead_that_nobody_can_be,
        a_step_that_asks_for_a_conference_that_nobody_can_call,
    ),
    "E-CLASH": (
        two_rules_that_ask_for_two_leads,
        a_lead_who_cannot_lead_on,
    ),
    "E-NO-END": (
        no_end_that_somebody_can_decide_on,
        an_end_behind_a_conference_that_nobody_can_call,
        an_end_that_asks_for_two_leads,
    ),
    "E-STRANDED": (
        an_end_that_rests_on_consent,
        an_end_behind_a_conference_that_rests_on_consent,
    ),
    "E-SANCTION": (
        after_a_no_there_is_only_the_way_back,
        without_a_conference_there_is_only_the_way_back,
    ),
    "E-WAITS": (
        a_state_that_only_events_end,
        a_state_whose_steps_cannot_be_taken,
    ),
    "E-LEADLESS": (
        nobody_may_open_the_case,
        means_that_nobody_can_have,
    ),
    "E-REMIT": (
        nobody_can_take_over_after_release,
        nobody_can_take_over_in_custody,
        nobody_can_take_over_in_release,
    ),
    "W-COLD": (
        the_lead_after_release_is_a_stranger,
        the_lead_in_custody_is_a_stranger,
        the_lead_in_release_is_a_stranger,
    ),
    "N-CONTESTED": (
        everybody_who_leads_after_release_is_contested,
        everybody_who_leads_in_custody_is_contested,
    ),
    "E-CONVENE": (
        a_conference_that_nobody_can_call,
        a_conference_that_nobody_can_call_any_more,
        a_conference_of_the_file_that_nobody_can_call,
    ),
    "E-QUORUM-UNMET": (
        a_core_outside_its_remit,
        a_stage_that_nobody_can_enter,
    ),
    "E-REVIEW": (
        a_review_held_by_a_conference_that_never_counts,
        a_review_held_by_a_conference_of_another_phase,
    ),
    "E-NEED": (
        a_need_that_only_a_ghost_answers,
        a_need_of_the_file_that_only_a_ghost_answers,
    ),
    "E-READER": (
        an_internal_paper_for_the_client,
        a_confidential_paper_for_somebody_outside,
        a_confidential_paper_for_the_family,
    ),
    "E-ESCALATION": (
        a_review_that_tells_somebody_who_is_gone,
        a_review_of_a_phase_that_tells_somebody_who_is_gone,
        a_limit_that_tells_somebody_who_is_gone,
    ),
}
"""The faults, by the code that tells of them."""
