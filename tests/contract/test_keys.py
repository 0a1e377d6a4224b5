"""A command under a key is done once, however often and in whatever words it is given."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from ddrflow.errors import Conflict, KeyReused
from ddrflow.ports import Write
from ddrflow.workflow.load import load
from tests.contract.script import ADMIT, NOTICE, OPENING, WORKER, neustart, opened
from tests.stores import Place


def test_a_used_key_answers_the_same_again(place: Place) -> None:
    engine = opened(place)
    first = engine.do("C-0", NOTICE, key="k-1")
    engine.do("C-0", ADMIT, key="k-2")
    again = engine.do("C-0", NOTICE, key="k-1")
    assert (again.entries, again.warnings) == (first.entries, first.warnings)
    words = engine.do("C-0", ADMIT, key="k-2").entries[0].content
    assert words == (("reason", ADMIT.reason),)
    assert len(engine.events("C-0")) == 4
    with pytest.raises(KeyReused):
        engine.do("C-0", replace(ADMIT, reason="other words"), key="k-2")


def test_a_key_belongs_to_its_case(place: Place) -> None:
    engine = opened(place, cases=2)
    engine.do("C-0", NOTICE, key="k-1")
    assert engine.do("C-1", NOTICE, key="k-1").entries[0].case_id == "C-1"


def test_a_key_that_was_used_meanwhile_conflicts(place: Place) -> None:
    engine = opened(place)
    old = place.store.read((("C-0", "k-1"),))
    done = engine.do("C-0", NOTICE, key="k-1")
    entry = replace(done.entries[0], seq=3)
    found = place.store.read((("C-0", "k-1"),))
    assert ("C-0", "k-1") not in old.keyed
    keyed = replace(found.keyed["C-0", "k-1"], entries=(entry,))
    write = Write(found.cases["C-0"], replace(done.case, version=3), (entry,), (keyed,))
    with pytest.raises(Conflict):
        place.store.append((write,), 0)
    assert len(engine.events("C-0")) == 2


def test_an_instant_is_the_same_instant_however_it_is_said(place: Place) -> None:
    """Also in the hour that comes twice, where Python takes no two zones for equal."""
    vienna = ZoneInfo("Europe/Vienna")
    place.clock.set(datetime(2026, 10, 25, 3, tzinfo=UTC))
    engine = place.engine(neustart())
    twice = [datetime(2026, 10, 25, 2, 30, tzinfo=vienna, fold=one) for one in (0, 1)]
    engine.open_case("neustart", "C-0", replace(OPENING, occurred_at=twice[0]))
    late = replace(NOTICE, occurred_at=twice[1])
    first = engine.do("C-0", late, key="k-1")
    again = replace(NOTICE, occurred_at=twice[1].astimezone(UTC))
    assert engine.do("C-0", again, key="k-1").entries == first.entries
    assert engine.do("C-0", late, key="k-1").entries == first.entries
    assert engine.events("C-0")[1].occurred_at == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    with pytest.raises(KeyReused):
        engine.do("C-0", replace(NOTICE, occurred_at=twice[0]), key="k-1")
    if place.kind != "memory":
        assert place.durable.verify().problems == ()


def test_a_key_of_an_opening_belongs_to_its_workflow(place: Place) -> None:
    engine = place.engine(neustart(), load("catalonia"))
    engine.open_case("neustart", "C-0", OPENING, key="k-1")
    with pytest.raises(KeyReused):
        engine.open_case("catalonia", "C-0", OPENING, key="k-1")


def test_a_key_of_a_command_without_words_is_still_for_that_command_after_an_erasure(
    place: Place,
) -> None:
    """Nothing of it was erased, so that words given with it later make it another command."""
    engine = opened(place)
    engine.do("C-0", NOTICE)
    silent = replace(ADMIT, reason="")
    first = engine.do("C-0", silent, key="k-1")
    engine.erase("C-0", WORKER, basis="gdpr-17", why="asked-for")
    assert engine.do("C-0", silent, key="k-1").entries == first.entries
    with pytest.raises(KeyReused):
        engine.do("C-0", ADMIT, key="k-1")
