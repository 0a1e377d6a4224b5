"""A case that moves between versions anywhere in its history keeps everything that must hold."""

import json
from collections import Counter
from functools import cache

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import rule, run_state_machine_as_test

from ddrflow.decide import lapse
from ddrflow.engine import Engine, Refused
from ddrflow.measures import report
from ddrflow.model import commands as c
from ddrflow.model.agency import KEEPER
from ddrflow.model.case import Case
from ddrflow.model.workflow import Workflow
from ddrflow.workflow.load import check_text, load, shipped
from tests.properties import oracles
from tests.properties.history import History, pasts
from tests.stores import Place

HISTORIES = 60
DEEP = 2_000
STEPS = 30
#: What time has made happen already, and a move does not undo.
DUE_NOW = (c.MarkReviewDue, c.MarkConsentExpired, c.MarkOrderEnded, c.MarkProposalExpired)
OTHERWISE_CALLED = "also-"
OTHERWISE = {
    "1 month": "2 months",
    "3 months": "1 month",
    "6 months": "3 months",
    "14 days": "1 month",
}


@cache
def second(name: str) -> Workflow:
    """The next version of a shipped workflow: its reviews come in other intervals."""
    document = json.loads(load(name).document)
    document["version"] += 1
    for one in document.get("reviews", ()):
        one["every"] = OTHERWISE.get(one["every"], "5 weeks")
        one.update({part: "2 days" for part in ("remind", "grace") if part in one})
    found = check_text(json.dumps(document).encode(), "second.yaml")
    assert [str(one) for one in found.errors] == []
    assert found.workflow is not None
    return found.workflow


@cache
def third(name: str) -> Workflow:
    """One more, in which every review is called otherwise; its file says how they were called."""
    document = json.loads(load(name).document)
    document["version"] += 2
    names = {one["name"]: f"{OTHERWISE_CALLED}{one['name']}" for one in document.get("reviews", ())}
    for one in document.get("reviews", ()):
        one["name"] = names[one["name"]]
    document["migrates"] = [{"from": number, "reviews": names} for number in (1, 2)]
    found = check_text(json.dumps(document).encode(), "third.yaml")
    assert [str(one) for one in found.errors] == []
    assert found.workflow is not None
    return found.workflow


class Moving(History):
    """A case that moves to another version, on and back, at any time."""

    versions: tuple[Workflow, ...]

    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        """Somebody decides that it moves; whatever comes of it, everything must hold."""
        if not data.draw(st.booleans()):
            return
        self.engine = Engine(self.engine._store, self.versions)  # noqa: SLF001 - the same cases
        now = self.clock.now()
        case, entries = self.engine.case(self.case_id), self.engine.events(self.case_id)
        others = [one for one in self.versions if one.identity != case.workflow]
        there = data.draw(st.sampled_from(others))
        here = self.engine.workflow(case)
        command = c.MigrateCase(
            actor=KEEPER,
            digest=there.identity.digest,
            decided_by="board-1",
            decided_on=now.date().replace(day=1),
        )
        try:
            moved = self.engine.do(self.case_id, command).case
        except Refused as refusal:
            self.seen[f"stays: {refusal.decision.outcome}"] += 1
            oracles.nothing_changed(self.engine, case, entries)
            return
        self.seen["moves"] += 1
        self.workflow = there
        self.nothing_is_lost(case, moved)
        standing = self.engine.standing()
        before = [one for one in lapse(here, case, standing, now) if isinstance(one, DUE_NOW)]
        after = [type(one) for one in lapse(there, moved, standing, now)]
        assert [one for one in before if type(one) not in after] == []
        self.engine.today("org-prison")
        report(self.engine, [self.case_id])
        oracles.everything_holds(self.engine, self.case_id)

    def nothing_is_lost(self, case: Case, moved: Case) -> None:
        """Lead, consents, parties, since when: as they were; and every review keeps its day."""
        assert moved.position.since == case.position.since
        assert (moved.lead, moved.consents) == (case.lead, case.consents)
        assert moved.parties == case.parties
        called = {name.removeprefix(OTHERWISE_CALLED): one for name, one in moved.reviews.items()}
        for review, one in case.reviews.items():
            kept = called[review.removeprefix(OTHERWISE_CALLED)]
            assert kept.due_on <= one.due_on
            assert (kept.occurrence, kept.status, kept.holdings) == (
                one.occurrence,
                one.status,
                one.holdings,
            )
            self.seen["a review in flight"] += 1


def lived_through(name: str, histories: int, place: Place | None = None) -> Counter[str]:
    """Run histories of one workflow and its next version."""
    seen: Counter[str] = Counter()
    first = load(name)
    space = {
        "versions": (first, second(name), third(name)),
        "workflow": first,
        "pasts": pasts(first),
        "seen": seen,
        "place": place,
    }
    machine = type(f"Moving {name}", (Moving,), space)
    run = settings(max_examples=histories, stateful_step_count=STEPS, deadline=None)
    run_state_machine_as_test(machine, settings=run)
    return seen


def test_a_case_that_moves_anywhere_in_its_history_loses_nothing() -> None:
    """Lead, consents, parties, what is due and since when are those from before."""
    seen = Counter[str]()
    for name in shipped():
        seen.update(lived_through(name, HISTORIES // len(shipped())))
    assert seen["moves"] > HISTORIES
    assert seen["a review in flight"] > HISTORIES


def test_a_case_that_moves_in_a_database_verifies(durable: Place) -> None:
    """Its chain, its columns, the versions it lived under and its open file."""
    seen = lived_through("neustart", 12, durable)
    assert seen["moves"] > 0


@pytest.mark.deep
@pytest.mark.parametrize("name", shipped())
def test_two_thousand_cases_that_move_lose_nothing(name: str) -> None:
    """The long campaign."""
    assert lived_through(name, DEEP // len(shipped()))["moves"] > 0
