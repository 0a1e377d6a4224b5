"""No false alarm: what is sound by how it was made has no hole."""

import json
from collections import Counter
from collections.abc import Iterator
from statistics import median
from typing import Any

import pytest

from ddrflow.errors import Severity
from ddrflow.proof import prove
from ddrflow.workflow.load import check_text, load, shipped
from tests.proof.documents import Document, states
from tests.proof.sound import grown

EVERY = range(200)
QUICK = range(0, 200, 19)


def holes(document: Document) -> list[str]:
    """What the check and the proof find in a file, notes left out."""
    name = document["workflow"]
    checked = check_text(json.dumps(document).encode(), f"{name}.yaml")
    told = [str(one) for one in checked.findings]
    if checked.workflow is not None:
        proof = prove(checked.workflow)
        assert proof.is_whole
        found = (one for one in proof.holes if one.severity is not Severity.NOTE)
        told += [f"{one.code} {one.path}: {one.message}" for one in found]
    return told


def constructs(value: Any, path: str = "") -> Iterator[str]:  # noqa: ANN401 - any YAML
    """The keys that a file uses, each by where it stands; names that a file makes up left out."""
    if isinstance(value, dict):
        named = path in NAMED
        for key, one in value.items():
            inner = f"{path}/*" if named else f"{path}/{key}"
            yield inner
            yield from constructs(one, inner)
    elif isinstance(value, list):
        for one in value:
            yield from constructs(one, path)


#: Mappings whose keys are names of the file's own.
NAMED = {
    f"/{one}"
    for one in (
        *("agencies", "states", "conferences", "consents", "notices", "documents", "plans"),
        *("channels", "sources", "overrides", "lead", "coordination"),
    )
} | {"/disclosures/bases", "/conferences/*/stages"}


@pytest.mark.parametrize("seed", QUICK)
def test_a_workflow_that_is_sound_by_how_it_was_made_has_no_hole(seed: int) -> None:
    """Neither an error nor a warning."""
    assert holes(grown(seed)) == []


@pytest.mark.deep
@pytest.mark.parametrize("seed", [one for one in EVERY if one not in QUICK])
def test_none_of_two_hundred_sound_workflows_has_a_hole(seed: int) -> None:
    """As above, for the rest of them."""
    assert holes(grown(seed)) == []


def test_the_sound_workflows_are_of_a_size_that_means_something() -> None:
    """As many states as the largest shipped file, and every construct that shipped files use."""
    documents = [grown(seed) for seed in EVERY]
    assert median(len(one["states"]) for one in documents) >= 12
    used = Counter(each for one in documents for each in set(constructs(one)))
    wanted = {each for name in shipped() for each in constructs(json.loads(load(name).document))}
    assert wanted - set(used) == set()
    assert min(used[one] for one in wanted) >= 10
    assert all(states(one) for one in documents)
