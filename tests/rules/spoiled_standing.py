"""The mutants of the rules about what stands above the cases."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from ddrflow.model.agency import AgencyKind
from ddrflow.model.standing import ActivityKind, Means
from tests.rules import scenes_above as above
from tests.rules import scenes_of_governance as of_governance
from tests.rules.mutations import about, at, changing, taking
from tests.rules.mutations_of_records import review_a_day_later
from tests.rules.scenes import DAY
from tests.rules.spoiled import Spoiled

OF_STANDING: Final[dict[str, Spoiled]] = {
    "agreement.in-force": Spoiled(
        refused=lambda: above.allied("Police North", "Unit North"),
        wrong=taking(role="police"),
        wrong_probe=lambda: above.above(
            "ally", above.agreement("Police North", "Unit North"), above.reachable("Police North")
        ),
        edge=at(timedelta(days=1)),
        edge_probe=lambda: above.allied(ends_on=above.FIRST_DAY + DAY, days=1),
    ),
    "agreement.aligned": Spoiled(
        refused=lambda: above.above("align", above.signed("Police North")),
        wrong=taking(role="police"),
        wrong_probe=lambda: above.above("align", above.signed("Police North")),
        edge=at(-DAY),
        edge_probe=lambda: above.signed_on_day(0),
    ),
    "introduction.held": Spoiled(
        refused=lambda: above.above("introduce", above.introduction("Police North", "Unit North")),
        wrong=taking(prison="police"),
        wrong_probe=lambda: above.above(
            "introduce", above.introduction("Police North", "Unit North")
        ),
        edge=at(-DAY),
        edge_probe=lambda: above.introduced_on_day(0),
    ),
    "activity.held": Spoiled(
        refused=lambda: above.above(
            "rehearse", of_governance.feedback("Police North", "Unit North")
        ),
        wrong=taking(kind=ActivityKind.SHADOWING),
        wrong_probe=lambda: above.above("rehearse", of_governance.feedback()),
        edge=at(-DAY),
        edge_probe=lambda: of_governance.fed_back_on_day(0),
    ),
    "procedure.adopted": Spoiled(
        refused=lambda: of_governance.adopted_from(above.FIRST_DAY + DAY),
        wrong=taking(procedure="other-work"),
        wrong_probe=lambda: of_governance.adopted_from(above.FIRST_DAY),
        edge=at(-DAY),
        edge_probe=lambda: of_governance.adopted_on_day(0),
    ),
    "board.met": Spoiled(
        refused=lambda: above.above("govern", of_governance.board()),
        wrong=taking(role="police"),
        wrong_probe=lambda: above.above("govern", of_governance.board(), of_governance.meeting()),
        edge=at(DAY),
        edge_probe=lambda: above.above(
            "govern",
            of_governance.board(),
            of_governance.meeting(of_governance.HALF_A_YEAR_AGO),
        ),
    ),
    "lead.has-means": Spoiled(
        refused=lambda: above.above("equip", *above.grants(Means.ACCESS)),
        wrong=taking(kinds=(AgencyKind.POLICE,)),
        wrong_probe=above.equipped_police,
        edge=at(DAY),
        edge_probe=lambda: above.equipped_until(above.FIRST_DAY + DAY, days=1),
    ),
    "lead.is-funded": Spoiled(
        refused=lambda: above.funded_until(above.NEXT_REVIEW - DAY),
        wrong=taking(plan="letter"),
        wrong_probe=above.funded_for_now,
        edge=changing(review_a_day_later),
        edge_probe=lambda: above.funded_until(above.NEXT_REVIEW),
    ),
    "training.joint": Spoiled(
        refused=lambda: above.sitting_down(above.operating_procedure(), above.training("p-2")),
        wrong=about(lambda old: replace(old, person="p-2")),
        wrong_probe=lambda: above.sitting_down(above.operating_procedure(), above.training("p-2")),
        edge=at(-DAY),
        edge_probe=lambda: above.trained_on(above.FIRST_DAY),
    ),
}
