"""Many commands at once are answered as one by one would be."""

from dataclasses import replace
from typing import Any

import pytest

from ddrflow.clock import ManualClock
from ddrflow.engine import Done, Engine, Refused, Request
from ddrflow.errors import BadCommand, KeyReused, StoreFault, UnknownName
from ddrflow.model.commands import CorrectEntry, EraseContent, OpenCase, TakeStep
from ddrflow.store.memory import MemoryStore
from tests.contract.script import ADMIT, NOTICE, OPENING, WORKER, need, neustart, opened
from tests.stores import NOW, Place


def commands_for(cases: int) -> list[Request]:
    """Commands over several cases: openings, keys given twice, refusals, wrong ones."""
    requests: list[Request] = []
    for number in range(cases):
        case_id = f"C-{number}"
        requests += [
            Request(case_id, OPENING, workflow="neustart", key="open"),
            Request(case_id, ADMIT),
            Request(case_id, NOTICE, key="k-1"),
            Request(case_id, NOTICE, key="k-1"),
            Request(case_id, replace(NOTICE, language="en"), key="k-1"),
            Request(case_id, ADMIT, expected_version=1),
            Request(case_id, ADMIT, expected_version=2),
            Request(case_id, need(number)),
            Request(case_id, CorrectEntry(actor=WORKER, wrong=2, why="recorded-in-error")),
            Request("C-none", NOTICE),
            Request(case_id, OPENING, workflow="neustart"),
            Request(case_id, OPENING, workflow="nonesuch"),
        ]
    return requests


def one_by_one(engine: Engine, request: Request) -> Done | str:
    """The answer to one request, an error as its words."""
    command = request.command
    try:
        if isinstance(command, OpenCase):
            return engine.open_case(request.workflow, request.case_id, command, key=request.key)
        expected = request.expected_version
        return engine.do(request.case_id, command, key=request.key, expected_version=expected)
    except (Refused, BadCommand, KeyReused, UnknownName) as fault:
        return str(fault)


@pytest.mark.parametrize("batch", [1, 7, 500])
def test_many_at_once_are_answered_as_one_by_one(place: Place, batch: int) -> None:
    alone = Engine(MemoryStore(ManualClock(NOW)), [neustart()])
    expected = [one_by_one(alone, one) for one in commands_for(3)]
    engine = place.engine(neustart())
    answers = engine.do_many(commands_for(3), batch=batch)
    assert [one if isinstance(one, Done) else str(one) for one in answers] == expected
    for case_id in alone.cases():
        assert engine.case(case_id) == alone.case(case_id)
        assert engine.events(case_id) == alone.events(case_id)
        assert engine.refusals(case_id) == alone.refusals(case_id)


def test_one_bad_request_keeps_no_other_from_being_recorded(place: Place) -> None:
    engine = opened(place, cases=2)
    odd: Any = 5
    requests = [
        Request("C\ud800", NOTICE),
        Request("C\x00", NOTICE),
        Request("C-0", NOTICE, key=odd),
        Request(odd, NOTICE),
        Request("C-1", NOTICE),
    ]
    answers = engine.do_many(requests)
    assert [type(one).__name__ for one in answers] == [*["BadCommand"] * 4, "Done"]
    assert len(engine.events("C-1")) == 2


def test_refused_text_before_an_erasure_of_the_same_batch_is_erased_with_it(place: Place) -> None:
    engine = opened(place)
    refused = TakeStep(actor=WORKER, trigger="admit", reason="to be forgotten")
    noted = replace(NOTICE)
    erase = EraseContent(actor=WORKER, basis="gdpr-17", why="asked-for")
    answers = engine.do_many(
        [
            Request("C-0", refused),
            Request("C-0", noted),
            Request("C-0", ADMIT, key="k-1"),
            Request("C-0", erase),
            Request("C-0", ADMIT, key="k-1"),
        ]
    )
    assert [type(one).__name__ for one in answers] == ["Refused", *["Done"] * 4]
    last = answers[-1]
    assert isinstance(last, Done)
    assert last.entries[0].content == ()
    assert [one.command for one in engine.refusals("C-0")] == [replace(refused, reason="")]
    assert [one.content for one in engine.events("C-0")] == [()] * len(engine.events("C-0"))


def test_refused_text_stays_where_an_erasure_of_the_same_batch_names_entries(place: Place) -> None:
    engine = opened(place)
    refused = TakeStep(actor=WORKER, trigger="admit", reason="to be kept")
    erase = EraseContent(actor=WORKER, basis="gdpr-17", why="asked-for", entries=(1,))
    answers = engine.do_many([Request("C-0", refused), Request("C-0", erase)])
    assert [type(one).__name__ for one in answers] == ["Refused", "Done"]
    assert [one.command for one in engine.refusals("C-0")] == [refused]


def test_what_was_accepted_stands_where_the_journal_cannot_be_written(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = opened(place, cases=2)

    def fails(_: object) -> None:
        problem = "the disk is full"
        raise StoreFault(problem)

    monkeypatch.setattr(place.store, "note", fails)
    done, fault = engine.do_many([Request("C-0", NOTICE), Request("C-1", ADMIT)])
    assert isinstance(done, Done)
    assert isinstance(fault, StoreFault)
    assert len(engine.events("C-0")) == 2


def test_a_batch_holds_at_least_one_request(place: Place) -> None:
    with pytest.raises(BadCommand, match="from 1 to 5000 at a time"):
        opened(place).do_many([], batch=0)
