"""The mutants of the rules about what is ready before a step."""

from datetime import timedelta
from typing import Final

from ddrflow.model.consent import Participation
from ddrflow.model.record import Function
from ddrflow.model.reference import Relation
from tests.builders import NO_CONTACTS, TICK
from tests.rules import scenes_of_consent as of_consent
from tests.rules import scenes_of_preparation as of_preparation
from tests.rules import scenes_of_references as of_references
from tests.rules import scenes_with_client as with_client
from tests.rules.mutations import at, changing, taking
from tests.rules.mutations_of_records import ordered_by_choice, records_continue, workers_support
from tests.rules.spoiled import NO_TIME, Spoiled

OF_PREPARATION: Final[dict[str, Spoiled]] = {
    "document.filed": Spoiled(
        refused=of_preparation.reported,
        wrong=taking(kind="letter"),
        wrong_probe=lambda: of_preparation.reported("letter"),
        edge=at(timedelta(days=1)),
        edge_probe=lambda: of_preparation.reported_ago(of_preparation.REPORT_IS_GOOD),
    ),
    "participation.voluntary": Spoiled(
        refused=lambda: with_client.chosen(Participation.ORDERED),
        wrong=changing(ordered_by_choice),
        wrong_probe=lambda: with_client.chosen(Participation.ORDERED),
        edge=at(TICK),
        edge_probe=lambda: with_client.order_over(-TICK),
    ),
    "case.continued": Spoiled(
        refused=of_references.going_on,
        wrong=changing(records_continue),
        wrong_probe=lambda: of_references.going_on(of_references.referred(Relation.RECORD)),
        edge=at(-TICK),
        edge_probe=lambda: of_references.going_on_since(NO_TIME),
    ),
    "support.named": Spoiled(
        refused=lambda: with_client.supported(None),
        wrong=changing(workers_support),
        wrong_probe=lambda: with_client.supported(Function.WORKER),
        edge=at(-TICK),
        edge_probe=with_client.supported,
    ),
    "channel.open": Spoiled(
        refused=with_client.met_through,
        wrong=taking(kind="contact"),
        wrong_probe=lambda: with_client.met_through("contact"),
        edge=at(-TICK),
        edge_probe=lambda: with_client.talks_open(NO_TIME),
    ),
    "consent.valid": Spoiled(
        refused=of_consent.not_asked,
        wrong=taking(to="research"),
        wrong_probe=of_consent.other_scope_given,
        edge=at(TICK),
        edge_probe=lambda: of_consent.consent_until(of_consent.EXPIRES_AT - TICK),
    ),
    "notice.given": Spoiled(
        refused=of_consent.notified,
        wrong=taking(kind="rights"),
        wrong_probe=lambda: of_consent.notified(
            of_consent.told("1", "rights"), of_consent.heard("rights")
        ),
        edge=at(-TICK),
        edge_probe=lambda: of_consent.acknowledged_since(NO_TIME),
    ),
    "person.named": Spoiled(
        refused=of_preparation.staffed,
        wrong=taking(role="police"),
        wrong_probe=lambda: of_preparation.staffed(of_preparation.named(Function.WORKER, "police")),
        edge=at(-TICK),
        edge_probe=lambda: of_preparation.named_since(Function.WORKER, NO_TIME),
    ),
    "contact.named": Spoiled(
        refused=lambda: of_preparation.staffed(trigger="connect", standing=[NO_CONTACTS]),
        wrong=taking(role="police"),
        wrong_probe=lambda: of_preparation.staffed(
            trigger="connect", standing=of_preparation.contacts("Police North")
        ),
        edge=at(-TICK),
        edge_probe=lambda: of_preparation.named_since(Function.CONTACT, NO_TIME),
    ),
    "plan.adopted": Spoiled(
        refused=of_preparation.planned,
        wrong=taking(kind="other"),
        wrong_probe=lambda: of_preparation.planned(
            of_preparation.plan(("residence",), kind="other")
        ),
        edge=at(-TICK),
        edge_probe=lambda: of_preparation.adopted_since(NO_TIME),
    ),
}
