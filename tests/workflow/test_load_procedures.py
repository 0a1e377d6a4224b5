"""A procedure that cannot run, or that says what nobody means, is refused."""

import pytest

from ddrflow.workflow.load import check_text
from tests.workflow.sample import SOUND, spoiled, told

SOURCE = "name the law or the requirement under `source`, or `local choice`"


def test_who_sits_behind_the_wall_can_be_told_of_an_item_by_a_law_of_the_file() -> None:
    """On need or always: else a seat is there in which nothing may be heard."""
    laws = "disclosures:\n  bases:\n    share: {to: [police, unit], source: act 5}\nneeds:"
    assert told(spoiled("needs:", laws)) == [
        (
            "sample.yaml:36:15: W-DISCLOSE: `welfare` sits here, and no law of the file lets it "
            "be told an item\n  help: add it under `to` of a law in `disclosures.bases`, or leave "
            "it out here"
        )
    ]
    assert told(spoiled("needs:", laws.replace("unit]", "unit, welfare]"))) == []


MINOR = """\
consents:
  word: {of: unit, text_version: "1", source: act 7}
  taking-part: {of: client, text_version: "1", minor: word, source: act 7}
"""


def test_a_guardians_consent_is_one_of_the_file_and_not_the_clients_own() -> None:
    """A name that nothing declares, one of the client too, and one beside no client's."""
    plain = '  taking-part: {of: client, text_version: "1", source: act 7}\n'
    assert told(spoiled(f"consents:\n{plain}", MINOR)) == []
    assert told(spoiled(f"consents:\n{plain}", MINOR.replace("minor: word", "minor: wort"))) == [
        "sample.yaml:54:55: E-REF: unknown consent `wort`\n  help: did you mean `word`?"
    ]
    for minor in ("taking-part", "word"):
        spoilt = MINOR.replace("minor: word", f"minor: {minor}").replace("of: unit", "of: client")
        assert told(spoiled(f"consents:\n{plain}", spoilt)) == [
            (
                f"sample.yaml:54:55: E-REF: `{minor}` is a consent of `client` too, and nobody is "
                "their own guardian\n  help: name a consent of the guardian"
            )
        ]
    beside = MINOR.replace(
        'of: unit, text_version: "1"', 'of: unit, text_version: "1", minor: word'
    )
    assert told(spoiled(f"consents:\n{plain}", beside)) == [
        (
            "sample.yaml:53:46: E-REF: `unit` is not the client, who alone is recorded as a minor\n"
            "  help: leave out `minor`"
        )
    ]


def test_an_order_stands_in_for_the_clients_consent_and_nobody_elses() -> None:
    """It asks the client to take part."""
    plain = "consent: {of: client, to: taking-part, source: act 7}"
    ordered = plain.replace("source", "unless_ordered: talks, source")
    assert told(spoiled(plain, ordered)) == []
    both = SOUND.replace(plain, ordered.replace("of: client", "of: unit"))
    both = both.replace("taking-part: {of: client", "taking-part: {of: unit")
    assert told(check_text(both.encode(), "sample.yaml")) == [
        (
            "sample.yaml:48:58: E-REF: an order asks the client to take part, and not `unit`\n"
            "  help: leave it out"
        )
    ]


LEADS: list[tuple[str, str, str]] = [
    (
        "  post-release: {roles: [unit], source: local choice}\n",
        "",
        (
            "sample.yaml:14:3: E-LEAD: nobody may lead in phase `post-release`"
            "\n  help: list roles under `lead: post-release`"
        ),
    ),
    (
        "custody: {roles: [unit]",
        "custody: {roles: [client]",
        "sample.yaml:14:21: E-LEAD: `client` is no agency and cannot lead",
    ),
    (
        "post-release: {roles: [unit]",
        "post-release: {roles: [police]",
        (
            "sample.yaml:15:26: E-LEAD: `police` may lead in `post-release`, which is outside its "
            "remit\n  help: its phases: custody"
        ),
    ),
    (
        "plan.adopted: {kind: plan, source: act 4}",
        "plan.adopted: {kind: plan}",
        f"sample.yaml:28:23: E-SOURCE: rule `plan.adopted` names no source\n  help: {SOURCE}",
    ),
    (
        "source: act 4}\n      - conf",
        "source: act 4, strength: should}\n      - conf",
        (
            "sample.yaml:28:23: E-SOURCE: rule `plan.adopted` is `should` and does not say why"
            "\n  help: say it under `because`"
        ),
    ),
    (
        "plan.adopted: {kind: plan, source: act 4}",
        "lead.covers-next-phase: {source: act 4, liftable: true}",
        (
            "sample.yaml:28:59: E-GUARD: no deviation lifts `lead.covers-next-phase`"
            "\n  help: leave `liftable` out"
        ),
    ),
    (
        "stages: [exchange]",
        "stages: [exchange, exchange]",
        "sample.yaml:51:13: E-GRAPH: stage `exchange` is listed twice",
    ),
    (
        "stages: [exchange]",
        "stages: [exchange, {preparation: {part: before}}]",
        (
            "sample.yaml:51:13: E-GRAPH: stages are out of order"
            "\n  help: first `before`, then `sitting`, then `after`"
        ),
    ),
    (
        "while: {phase: post-release}",
        "while: {}",
        (
            "sample.yaml:61:12: E-SCHEMA: review `check` runs in a phase or in listed states"
            "\n  help: give `phase` or `states`"
        ),
    ),
    (
        "stages: [exchange]",
        "stages: [{exchange: {barred: [unit]}}]",
        "sample.yaml:51:13: E-QUORUM: core role `unit` is barred from every stage of the sitting",
    ),
]


@pytest.mark.requirement("R24")
@pytest.mark.parametrize(("old", "new", "line"), LEADS)
def test_what_no_procedure_can_run_on_is_refused(old: str, new: str, line: str) -> None:
    """Leads outside their remit, rules without a source and stages in disorder are errors."""
    assert told(spoiled(old, new)) == [line]
