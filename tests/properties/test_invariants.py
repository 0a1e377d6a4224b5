"""Invariants 1 to 4, 6, 9 and 10 over generated histories, on every store and shipped workflow."""

from collections import Counter
from functools import cache

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from ddrflow.workflow.load import load, shipped
from tests.properties.history import History, pasts
from tests.stores import Place

HISTORIES = 400
DEEP = 10_000
IN_DATABASE = 20
DEEP_IN_DATABASE = 500
STEPS = 40
#: What a history must reach to prove anything; the rest is met in most runs.
NEEDED = {
    "TakeStep",
    "CorrectEntry",
    "ProposeLead",
    "AcceptLead",
    "IdentifyNeed",
    "GiveNotice",
}
#: What it must reach where the file declares such a thing.
WHERE_DECLARED = {
    "conferences": {"ConveneConference", "EnterStage", "RecordAttendance", "CloseConference"},
    "plans": {"AdoptPlan", "CloseBreach"},
    "channels": {"OpenChannel", "CloseChannel", "RecordSession"},
}
REFUSALS = {"refused wrong-state", "refused not-entitled", "refused rule-unmet"}


def lived_through(name: str, histories: int, place: Place | None = None) -> Counter[str]:
    """Run histories of one workflow and tell what they met; the profile decides on the seed."""
    seen: Counter[str] = Counter()
    workflow = load(name)
    space = {"workflow": workflow, "pasts": pasts(workflow), "seen": seen, "place": place}
    machine = type(f"History of {name}", (History,), space)
    run = settings(max_examples=histories, stateful_step_count=STEPS, deadline=None)
    run_state_machine_as_test(machine, settings=run)
    return seen


@cache
def lived(name: str) -> Counter[str]:
    """What the histories of one workflow met; they are drawn once."""
    return lived_through(name, HISTORIES // len(shipped()))


@pytest.mark.parametrize("name", shipped())
def test_every_history_keeps_the_invariants(name: str) -> None:
    """At least 200 histories in all, drawn from the file, so that a new file needs no new test."""
    seen = lived(name)
    met = {one for one in seen if one.startswith("accepted ")}
    workflow = load(name)
    ends = [one for one in seen if one.startswith("ends in ")]
    assert "accepted TakeStep" in met, "histories that do not get anywhere prove nothing"
    assert len(met) >= 12
    assert {one for one in seen if one.startswith("refused ")} >= REFUSALS
    assert set(ends) - {f"ends in {workflow.initial.name}"}


def test_the_histories_of_all_files_together_reach_every_kind_of_thing() -> None:
    """What a file does not declare its histories cannot reach; another file has it."""
    seen = Counter[str]()
    for name in shipped():
        seen.update(lived(name))
    met = {one.removeprefix("accepted ") for one in seen if one.startswith("accepted ")}
    assert met >= NEEDED.union(*WHERE_DECLARED.values())
    assert len(met) >= 40
    assert seen["a conference held"] > 0
    assert seen["a conference inquorate"] > 0


@pytest.mark.deep
@pytest.mark.parametrize("name", shipped())
def test_ten_thousand_histories_keep_the_invariants(name: str) -> None:
    """The long campaign, with a seed of its own each time."""
    lived_through(name, DEEP // len(shipped()))


def test_histories_in_a_database_keep_the_invariants(durable: Place) -> None:
    """The same machine on the other stores; each history ends with its case verified."""
    seen = Counter[str]()
    for name in shipped():
        seen.update(lived_through(name, IN_DATABASE // len(shipped()), durable))
    assert seen["accepted TakeStep"] > 0
    assert {one for one in seen if one.startswith("refused ")} >= REFUSALS


@pytest.mark.deep
@pytest.mark.parametrize("name", shipped())
def test_five_hundred_histories_in_a_database_keep_the_invariants(
    name: str, durable: Place
) -> None:
    """The long campaign, on each database."""
    lived_through(name, DEEP_IN_DATABASE // len(shipped()), durable)
    assert durable.durable.verify().problems == ()
