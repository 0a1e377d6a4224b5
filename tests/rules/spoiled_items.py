"""The mutants of the rules about information: whose it is, and where it goes."""

from dataclasses import replace
from typing import Final

from ddrflow.model.information import InformationClass
from tests.builders import CLIENT, TICK, UNIT, WELFARE, actor
from tests.rules import scenes
from tests.rules import scenes_of_items as of_items
from tests.rules import scenes_of_withdrawals as withdrawals
from tests.rules.mutations import about, at, changing, of_the_role
from tests.rules.mutations_of_conferences import hears
from tests.rules.mutations_of_records import (
    a_request_back,
    an_item_back,
    for_the_prison,
    one_recipient_short,
    releasing,
)
from tests.rules.spoiled import NO_TIME, Spoiled

OF_ITEMS: Final[dict[str, Spoiled]] = {
    "disclosure.has-basis": Spoiled(
        refused=lambda: of_items.told_on("no-law"),
        wrong=about(lambda old: replace(old, role="client")),
        wrong_probe=lambda: of_items.told_on("act-31"),
        edge=changing(one_recipient_short),
        edge_probe=lambda: of_items.told_on("act-30", "court"),
    ),
    "disclosure.by-owner-or-released": Spoiled(
        refused=of_items.passed_on,
        wrong=about(lambda old: replace(old, role="court")),
        wrong_probe=lambda: of_items.passed_on("court"),
        edge=at(-TICK),
        edge_probe=lambda: of_items.passed_on_since(NO_TIME),
    ),
    "disclosure.notice-given": Spoiled(
        refused=of_items.civil_society_tells,
        wrong=about(releasing("police")),
        wrong_probe=of_items.civil_society_tells,
        edge=at(-TICK),
        edge_probe=lambda: of_items.civil_society_tells_since(NO_TIME),
    ),
    "document.released-only": Spoiled(
        refused=of_items.witnessing,
        wrong=about(for_the_prison),
        wrong_probe=lambda: of_items.witnessing("prison"),
        edge=at(-TICK),
        edge_probe=lambda: of_items.witnessing_since(NO_TIME),
    ),
    "item.owner-acts": Spoiled(
        refused=lambda: of_items.releasing_by(WELFARE),
        wrong=changing(of_the_role),
        wrong_probe=lambda: of_items.releasing_by(scenes.second("police")),
        edge=changing(an_item_back),
        edge_probe=lambda: of_items.releasing_by(WELFARE),
    ),
    "item.tabled-inside-the-wall": Spoiled(
        refused=lambda: of_items.tabled(of_items.CONFIDENTIAL),
        wrong=hears(InformationClass.CONFIDENTIAL),
        wrong_probe=lambda: of_items.tabled(of_items.CONFIDENTIAL),
        edge=hears(InformationClass.INTERNAL),
        edge_probe=lambda: of_items.tabled(of_items.INTERNAL),
    ),
    "item.teller-acts": Spoiled(
        refused=lambda: withdrawals.told_by(UNIT),
        wrong=changing(of_the_role),
        wrong_probe=lambda: withdrawals.told_by(scenes.second("police")),
        edge=changing(an_item_back),
        edge_probe=lambda: withdrawals.told_by(WELFARE),
    ),
    "item.recipients-told": Spoiled(
        refused=lambda: withdrawals.withdrawn().asks(withdrawals.set_right()),
        wrong=changing(lambda question: replace(question, actor=CLIENT)),
        wrong_probe=lambda: withdrawals.withdrawn().asks(withdrawals.set_right()),
        edge=at(-TICK),
        edge_probe=lambda: withdrawals.heard_since(NO_TIME),
    ),
    "request.asked-answers": Spoiled(
        refused=lambda: withdrawals.answered_by(UNIT),
        wrong=changing(of_the_role),
        wrong_probe=lambda: withdrawals.answered_by(scenes.second("welfare")),
        edge=changing(a_request_back),
        edge_probe=lambda: withdrawals.answered_by(actor("school")),
    ),
    "testimony.double-role": Spoiled(
        refused=lambda: of_items.witnessing("court", by=UNIT),
        wrong=changing(lambda question: replace(question, actor=of_items.CLINIC)),
        wrong_probe=lambda: of_items.witnessing("court", by=UNIT),
        edge=at(-TICK),
        edge_probe=lambda: of_items.helping_since(NO_TIME),
    ),
}
