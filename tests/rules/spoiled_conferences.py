"""The mutants of the rules about conferences, and about who may sit in them."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from tests.builders import TICK
from tests.rules import scenes_of_conferences as of_conferences
from tests.rules import scenes_of_governance as of_governance
from tests.rules import scenes_of_people as of_people
from tests.rules.mutations import about, at, changing, taking
from tests.rules.mutations_of_conferences import (
    a_stage_back,
    core,
    kind,
    minimum,
    people_of_the_role,
    sat_a_tick_later,
)
from tests.rules.spoiled import NO_TIME, Spoiled

OF_CONFERENCES: Final[dict[str, Spoiled]] = {
    "instruction.given": Spoiled(
        refused=of_governance.sworn,
        wrong=about(lambda old: replace(old, person="p-unit-3")),
        wrong_probe=lambda: of_governance.sworn(of_governance.instructed("p-unit-3")),
        edge=at(-TICK),
        edge_probe=lambda: of_governance.instructed_since(NO_TIME),
    ),
    "attendance.core": Spoiled(
        refused=of_conferences.core_missing,
        wrong=core("police", "welfare"),
        wrong_probe=of_conferences.core_present,
        edge=core("police"),
        edge_probe=of_conferences.core_missing,
    ),
    "attendance.minimum": Spoiled(
        refused=lambda: of_conferences.people(2),
        wrong=people_of_the_role("unit"),
        wrong_probe=lambda: of_conferences.people(3),
        edge=minimum(-1),
        edge_probe=lambda: of_conferences.people(2),
    ),
    "conference.may-be-invited": Spoiled(
        refused=lambda: of_conferences.inviting("client"),
        wrong=about(lambda old: replace(old, role="police")),
        wrong_probe=lambda: of_conferences.inviting("client"),
        edge=kind(lambda old: replace(old, on_need=old.on_need[:-1])),
        edge_probe=lambda: of_conferences.inviting("welfare", "n-1"),
    ),
    "conference.may-be-present": Spoiled(
        refused=of_conferences.attending_barred,
        wrong=about(lambda old: replace(old, organisation="Welfare South")),
        wrong_probe=of_conferences.attending_invited,
        edge=about(a_stage_back),
        edge_probe=lambda: of_conferences.attending("unit", "exchange", "family-only"),
    ),
    "conference.held": Spoiled(
        refused=of_conferences.none_held,
        wrong=taking(type="open-door"),
        wrong_probe=of_conferences.other_type_held,
        edge=at(timedelta(days=1)),
        edge_probe=lambda: of_conferences.held_ago(of_conferences.LAST_GOOD_DAY),
    ),
    "interest.none": Spoiled(
        refused=lambda: of_people.sitting(of_people.declared("unit")),
        wrong=about(lambda old: replace(old, person="p-other")),
        wrong_probe=lambda: of_people.sitting(of_people.declared("unit", person="p-unit")),
        edge=at(-TICK),
        edge_probe=lambda: of_people.sitting_since(NO_TIME),
    ),
    "package.given": Spoiled(
        refused=of_people.charging,
        wrong=about(lambda old: replace(old, roles=("school",))),
        wrong_probe=lambda: of_people.charging(of_people.handed("package", "welfare")),
        edge=at(-TICK),
        edge_probe=lambda: of_people.charged_since(NO_TIME),
    ),
    "briefing.given": Spoiled(
        refused=of_people.standing_in,
        wrong=about(lambda old: replace(old, person="p-unit")),
        wrong_probe=of_people.standing_in,
        edge=changing(sat_a_tick_later),
        edge_probe=lambda: of_people.briefed_since(NO_TIME),
    ),
}
