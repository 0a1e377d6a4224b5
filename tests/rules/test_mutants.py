"""Each rule, spoiled in four ways, is found out: no rule is there in name only.

A mutant changes every use of one rule in the workflow; a probe is a command on a case that
comes out otherwise under the mutant. `deleted` and `always met` are probed where the rule
refuses; `wrong agency` asks about another role, organisation, scope or type than it should;
`boundary` is off by one: a day, an instant, a person, a role, a stage, a phase or a term.
"""

from typing import Final

import pytest

from ddrflow.model.verdict import Status
from ddrflow.rules import RULES
from tests.builders import Asked
from tests.rewriting import Change, rewritten
from tests.rules.mutations import always_met
from tests.rules.spoiled import Probe
from tests.rules.spoiled_actors import OF_ACTORS
from tests.rules.spoiled_conferences import OF_CONFERENCES
from tests.rules.spoiled_items import OF_ITEMS
from tests.rules.spoiled_leads import OF_LEADS
from tests.rules.spoiled_preparation import OF_PREPARATION
from tests.rules.spoiled_standing import OF_STANDING

PARTS: Final = (OF_ACTORS, OF_LEADS, OF_STANDING, OF_CONFERENCES, OF_ITEMS, OF_PREPARATION)
TABLE: Final = {rule: spoiled for part in PARTS for rule, spoiled in part.items()}

KILLS: Final[list[tuple[str, str, Change, Probe]]] = [
    (rule, name, change, probe)
    for rule, spoiled in TABLE.items()
    for name, change, probe in (
        ("deleted", lambda _: None, spoiled.refused),
        ("always met", always_met, spoiled.refused),
        ("wrong agency", spoiled.wrong, spoiled.wrong_probe),
        ("boundary", spoiled.edge, spoiled.edge_probe),
    )
    if change is not None and probe is not None
]

EXEMPT: Final = 1
"""How many boundary mutants are allowed to be missing."""


def seen(asked: Asked, rule: str, change: Change | None = None) -> tuple[str, frozenset[str]]:
    """What anybody can observe: the outcome, and which rules refuse."""
    workflow = (
        asked.desk.workflow if change is None else rewritten(asked.desk.workflow, rule, change)
    )
    decision = asked.decision(workflow)
    return decision.outcome, frozenset(one.rule for one in decision.refusing)


def test_every_rule_has_its_mutants() -> None:
    """A new rule comes with its four."""
    assert set(TABLE) == {one.rule_id for one in RULES}


def test_a_rule_is_spoiled_in_one_place() -> None:
    """Of two, the first would be tried by nobody."""
    assert sum(len(part) for part in PARTS) == len(TABLE)


def test_a_missing_mutant_is_a_reasoned_exception() -> None:
    """96 mutants less what cannot be, and each of those says why."""
    missing = [one for one in TABLE.values() if one.edge is None]
    assert len(missing) <= EXEMPT
    assert all(one.exempt for one in missing)
    assert len(KILLS) >= 4 * len(RULES) - EXEMPT


@pytest.mark.parametrize(
    ("rule", "change", "probe"),
    [pytest.param(rule, change, probe, id=f"{rule}-{name}") for rule, name, change, probe in KILLS],
)
def test_a_spoiled_rule_is_found_out(rule: str, change: Change, probe: Probe) -> None:
    """The mutant decides otherwise than the rule, and no mutant does so by crashing."""
    asked = probe()
    mutant = asked.decision(rewritten(asked.desk.workflow, rule, change))
    assert not [one for one in mutant.verdicts if one.status is Status.CRASHED]
    assert seen(asked, rule, change) != seen(asked, rule)


@pytest.mark.parametrize("rule", TABLE)
def test_rewriting_a_workflow_changes_nothing_by_itself(rule: str) -> None:
    """What kills a mutant is the mutation."""
    asked = TABLE[rule].refused()
    assert seen(asked, rule, lambda use: use) == seen(asked, rule)


@pytest.mark.parametrize("rule", TABLE)
def test_the_scene_of_a_rule_is_refused_by_that_rule(rule: str) -> None:
    """The probes of `deleted` and `always met` rest on the rule itself."""
    assert TABLE[rule].refused().verdict(rule).refuses
