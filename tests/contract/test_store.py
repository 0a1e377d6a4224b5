"""One suite for the three stores: what is recorded is there, whole, once, and in order."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

import ddrflow.decide as core
from ddrflow.clock import ManualClock
from ddrflow.engine import Done, Engine, Refused, Request
from ddrflow.errors import BadCommand, Conflict, KeyReused, StoreFault, UnknownName, VersionClash
from ddrflow.model.agency import Actor
from ddrflow.model.case import Case
from ddrflow.model.commands import (
    BindRole,
    Command,
    CorrectEntry,
    EraseContent,
    GiveNotice,
    IdentifyNeed,
    OpenCase,
    TakeStep,
    UnbindRole,
)
from ddrflow.model.decision import Outcome
from ddrflow.model.events import ContentErased
from ddrflow.model.fold import fold
from ddrflow.model.standing import Contact, Standing
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Filter, Write
from ddrflow.store.memory import MemoryStore
from ddrflow.workflow.load import load
from tests.stores import NOW, Place

WORKER: Final = Actor("p-1", "neustart-graz", "neustart")
OPENING: Final = OpenCase(
    actor=WORKER, bindings=(("client", "client-1"), ("prison", "prison-graz"))
)
NOTICE: Final = GiveNotice(actor=WORKER, kind="multi-agency", version="1", language="de")
ADMIT: Final = TakeStep(actor=WORKER, trigger="admit", reason="words for people")


def neustart() -> Workflow:
    return load("neustart")


def opened(place: Place, cases: int = 1) -> Engine:
    """An engine with open cases C-0, C-1 and so on."""
    engine = place.engine(neustart())
    for number in range(cases):
        engine.open_case("neustart", f"C-{number}", OPENING)
    return engine


def need(number: int) -> IdentifyNeed:
    return IdentifyNeed(actor=WORKER, need=f"need-{number}", kind="housing", owner="neustart")


def test_what_was_recorded_is_read_back_as_it_was(place: Place) -> None:
    engine = opened(place)
    done = [engine.do("C-0", one) for one in (NOTICE, ADMIT, need(1))]
    read = place.store.read((("C-0", ""),))
    assert read.now == NOW
    assert read.cases["C-0"].case == done[-1].case
    assert engine.events("C-0")[1:] == tuple(entry for one in done for entry in one.entries)
    assert fold(engine.events("C-0")) == engine.case("C-0")
    assert engine.events("C-0")[2].content == (("reason", "words for people"),)


def test_what_is_not_there_is_not_found(place: Place) -> None:
    engine = opened(place)
    assert place.store.read((("C-9", "k-9"),)).cases == {}
    assert place.store.entries("C-9") == ()
    assert place.store.refusals("C-9") == ()
    assert place.store.document("0" * 64) is None
    with pytest.raises(UnknownName, match="no case is called `C-9`"):
        engine.case("C-9")


def test_a_write_on_an_older_version_conflicts_and_changes_nothing(place: Place) -> None:
    engine = opened(place)
    old = place.store.read((("C-0", ""),)).cases["C-0"]
    engine.do("C-0", NOTICE)
    before = engine.case("C-0"), engine.events("C-0")
    entry = replace(engine.events("C-0")[1], seq=2)
    write = Write(old, replace(old.case, version=2), (entry,), neustart())
    with pytest.raises(Conflict):
        place.store.append((write,), 0)
    assert (engine.case("C-0"), engine.events("C-0")) == before


def test_a_batch_of_which_one_case_moved_on_records_none_of_it(place: Place) -> None:
    engine = opened(place, cases=3)
    old = {f"C-{one}": place.store.read(((f"C-{one}", ""),)).cases[f"C-{one}"] for one in range(3)}
    engine.do("C-1", NOTICE)
    made = engine.events("C-1")[1]
    writes = [
        Write(
            loaded,
            replace(loaded.case, version=2),
            (replace(made, case_id=case_id),),
            neustart(),
        )
        for case_id, loaded in old.items()
    ]
    with pytest.raises(Conflict):
        place.store.append(writes, 0)
    assert [len(engine.events(f"C-{one}")) for one in range(3)] == [1, 2, 1]


def test_a_case_is_opened_once(place: Place) -> None:
    engine = opened(place)
    case, entries = engine.case("C-0"), engine.events("C-0")
    with pytest.raises(Conflict):
        place.store.append((Write(None, case, entries, neustart()),), 0)
    with pytest.raises(BadCommand, match="case `C-0` exists already"):
        engine.open_case("neustart", "C-0", OPENING)


def test_a_used_key_answers_the_same_again(place: Place) -> None:
    engine = opened(place)
    first = engine.do("C-0", NOTICE, key="k-1")
    engine.do("C-0", ADMIT, key="k-2")
    again = engine.do("C-0", NOTICE, key="k-1")
    assert (again.entries, again.warnings) == (first.entries, first.warnings)
    assert engine.do("C-0", ADMIT, key="k-2").entries[0].content == ADMIT_CONTENT
    assert len(engine.events("C-0")) == 4
    with pytest.raises(KeyReused):
        engine.do("C-0", replace(ADMIT, reason="other words"), key="k-2")


ADMIT_CONTENT: Final = (("reason", "words for people"),)


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
    write = Write(found.cases["C-0"], replace(done.case, version=3), (entry,), neustart(), (keyed,))
    with pytest.raises(Conflict):
        place.store.append((write,), 0)
    assert len(engine.events("C-0")) == 2


def test_refusals_are_kept_in_order_and_outside_the_case(place: Place) -> None:
    engine = opened(place)
    before = engine.case("C-0")
    outcomes = []
    for trigger in ("admit", "release", "no-such-step"):
        with pytest.raises(Refused) as refusal:
            engine.do("C-0", TakeStep(actor=WORKER, trigger=trigger, reason="why"))
        outcomes.append(refusal.value.decision)
    kept = engine.refusals("C-0")
    assert [one.decision for one in kept] == outcomes
    assert [one.command for one in kept] == [
        TakeStep(actor=WORKER, trigger=one, reason="why")
        for one in ("admit", "release", "no-such-step")
    ]
    assert {one.refused_at for one in kept} == {NOW}
    assert engine.case("C-0") == before


def test_a_case_that_was_refused_at_its_opening_has_a_journal(place: Place) -> None:
    engine = place.engine(neustart())
    with pytest.raises(Refused):
        engine.open_case("neustart", "C-0", OpenCase(actor=Actor("p-1", "welfare-1", "welfare")))
    assert [one.decision.outcome for one in engine.refusals("C-0")] == [Outcome.RULE_UNMET]
    assert engine.cases() == ()


def test_a_workflow_has_one_content_a_version_once_a_case_began_under_it(place: Place) -> None:
    engine = opened(place)
    identity = replace(neustart().identity, digest="0" * 64)
    with pytest.raises(VersionClash):
        place.engine(replace(neustart(), identity=identity))
    assert place.store.document(neustart().identity.digest) == neustart().document
    assert engine.cases() == ("C-0",)


def test_a_case_keeps_its_rules_where_no_file_is_loaded_any_more(place: Place) -> None:
    opened(place)
    engine = place.engine()
    with pytest.raises(Refused) as refusal:
        engine.do("C-0", TakeStep(actor=WORKER, trigger="admit"))
    assert [one.rule for one in refusal.value.decision.refusing] == ["notice.given"]
    restored = engine.workflow(engine.case("C-0"))
    assert restored.identity == neustart().identity
    assert restored.document == neustart().document


def test_what_is_erased_is_gone_and_the_case_goes_on(place: Place) -> None:
    engine = opened(place)
    engine.do("C-0", NOTICE)
    engine.do("C-0", ADMIT, key="k-1")
    refused = TakeStep(actor=WORKER, trigger="admit", reason="once more")
    with pytest.raises(Refused):
        engine.do("C-0", refused)
    before = engine.case("C-0")
    done = engine.erase("C-0", WORKER, basis="gdpr-17", why="asked-for")
    assert done.entries[0].event == ContentErased((), "gdpr-17", "asked-for")
    assert [one.content for one in engine.events("C-0")] == [()] * len(engine.events("C-0"))
    assert [one.command for one in engine.refusals("C-0")] == [replace(refused, reason="")]
    assert engine.case("C-0").position == before.position
    assert fold(engine.events("C-0")) == engine.case("C-0")
    assert engine.do("C-0", ADMIT, key="k-1").entries[0].seq == 3
    engine.do("C-0", need(1))


def test_free_text_of_one_entry_is_erased_and_the_rest_stays(place: Place) -> None:
    engine = opened(place)
    engine.do("C-0", NOTICE)
    engine.do("C-0", ADMIT)
    engine.do("C-0", need(1))
    from_now = replace(ADMIT, trigger="prepare-release")
    with pytest.raises(Refused):
        engine.do("C-0", from_now)
    engine.erase("C-0", WORKER, basis="gdpr-17", why="asked-for", entries=(2,))
    assert engine.events("C-0")[2].content == ADMIT_CONTENT
    engine.erase("C-0", WORKER, basis="gdpr-17", why="asked-for", entries=(3, 2))
    assert engine.events("C-0")[2].content == ()


def test_cases_are_listed_by_what_they_are(place: Place) -> None:
    engine = place.engine(neustart())
    for number, minute in enumerate((30, 10, 20)):
        place.clock.set(NOW + timedelta(minutes=minute))
        engine.open_case("neustart", f"C-{number}", OPENING)
        place.clock.set(NOW + timedelta(hours=1))
    place.clock.set(NOW + timedelta(days=1))
    engine.do("C-2", NOTICE)
    engine.do("C-2", ADMIT)
    engine.do("C-1", TakeStep(actor=WORKER, trigger="death"))
    engine.do("C-0", BindRole(actor=WORKER, role="prison", organisation="prison-linz"))

    def listed(**wanted: object) -> list[str]:
        return [one.case_id for one in engine.summaries(Filter(**wanted))]  # type: ignore[arg-type]

    assert listed() == ["C-1", "C-2", "C-0"]
    assert listed(limit=2) == ["C-1", "C-2"]
    assert listed(after="C-2") == ["C-0"]
    assert listed(after="C-2", state="in-custody") == []
    assert listed(after="C-9") == []
    assert listed(is_open=True) == ["C-2", "C-0"]
    assert listed(is_open=False) == ["C-1"]
    assert listed(state="in-custody") == ["C-2"]
    assert listed(organisation="prison-linz") == ["C-0"]
    assert listed(organisation="prison-graz", is_open=True) == ["C-2", "C-0"]
    assert listed(lead="neustart-graz", workflow="neustart", limit=1) == ["C-1"]
    assert listed(workflow="catalonia") == []
    [line] = engine.summaries(Filter(state="in-custody"))
    assert (line.lead_role, line.lead_organisation) == ("neustart", "neustart-graz")
    assert (line.phase, line.version) == ("custody", 4)
    due = line.next_review_on
    assert due is not None
    assert listed(due_by=due) == ["C-2"]
    assert listed(due_by=due - timedelta(days=1)) == []


def test_who_left_a_case_is_not_listed_with_it(place: Place) -> None:
    engine = opened(place)
    place.clock.set(NOW + timedelta(days=1))
    engine.do("C-0", UnbindRole(actor=WORKER, role="prison", organisation="prison-graz"))
    assert engine.summaries(Filter(organisation="prison-graz")) == ()


def test_the_standing_stream_is_numbered_and_every_decision_names_its_number(place: Place) -> None:
    engine = opened(place)
    assert engine.standing() is None
    first = engine.list_contacts(WORKER, [Contact("prison-graz", "p-7")])
    assert first == Standing(1, (Contact("prison-graz", "p-7"),))
    assert engine.do("C-0", NOTICE).entries[0].standing_seq == 1
    engine.list_contacts(WORKER, [])
    assert engine.do("C-0", ADMIT).entries[0].standing_seq == 2
    assert engine.standing() == Standing(2, ())
    assert [one.seq for one in place.store.standing_entries()] == [1, 2]


def test_a_decision_on_standing_facts_that_moved_on_conflicts(place: Place) -> None:
    engine = opened(place)
    loaded = place.store.read((("C-0", ""),)).cases["C-0"]
    engine.list_contacts(WORKER, [])
    entry = replace(engine.events("C-0")[0], seq=2)
    write = Write(loaded, replace(loaded.case, version=2), (entry,), neustart())
    with pytest.raises(Conflict):
        place.store.append((write,), 0)
    new = Write(None, replace(loaded.case, case_id="C-1"), (entry,), neustart())
    with pytest.raises(Conflict):
        place.store.append((new,), 0)


def test_a_list_that_somebody_changed_meanwhile_is_left_alone(place: Place) -> None:
    engine = opened(place)
    engine.list_contacts(WORKER, [Contact("prison-graz", "p-7")], expected=0)
    with pytest.raises(Conflict):
        engine.list_contacts(WORKER, [], expected=0)
    last = place.store.standing_entries()[-1]
    with pytest.raises(Conflict):
        place.store.append_standing(last)


def test_the_outbox_holds_every_entry_until_it_is_delivered(place: Place) -> None:
    engine = opened(place, cases=2)
    engine.do("C-0", NOTICE)

    def waiting() -> list[tuple[str, int]]:
        return [(one.case_id, one.seq) for one in place.store.undelivered(10)]

    assert waiting() == [("C-0", 1), ("C-0", 2), ("C-1", 1)]
    assert len(place.store.undelivered(1)) == 1
    place.store.delivered("C-0", 1)
    place.store.delivered("C-0", 1)
    assert waiting() == [("C-0", 2), ("C-1", 1)]
    engine.do("C-0", ADMIT)
    place.store.delivered("C-0", 99)
    place.store.delivered("C-0", 2)
    place.store.delivered("C-9", 1)
    assert waiting() == [("C-1", 1)]


def test_a_correction_reads_all_entries_so_far(place: Place) -> None:
    engine = opened(place)
    engine.do("C-0", NOTICE)
    done = engine.do("C-0", CorrectEntry(actor=WORKER, wrong=2, why="recorded-in-error"))
    assert done.case.care.notices == ()
    assert engine.case("C-0") == done.case


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


def test_an_erasure_that_names_no_entry_erases_nothing(place: Place) -> None:
    engine = opened(place)
    with pytest.raises(BadCommand, match="no entry is named"):
        engine.erase("C-0", WORKER, basis="gdpr-17", why="asked-for", entries=())


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


def test_what_lapsed_meanwhile_is_recorded_once_and_refused_to_nobody(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two who look after the clock at once: the second finds nothing left to do."""
    engine = opened(place)
    engine.do("C-0", NOTICE)
    engine.do("C-0", ADMIT)
    place.clock.set(NOW + timedelta(days=400))
    other = place.engine(neustart())
    lapse = core.lapse
    sweeps: Iterator[Callable[[], object]] = iter([lambda: other.lapse("C-0")])

    def slow(
        workflow: Workflow, case: Case, standing: Standing | None, now: datetime
    ) -> tuple[Command, ...]:
        commands = lapse(workflow, case, standing, now)
        for sweep in sweeps:
            sweep()
        return commands

    monkeypatch.setattr(core, "lapse", slow)
    assert engine.lapse("C-0") == ()
    kinds = [type(one.event).__name__ for one in engine.events("C-0")]
    assert kinds.count("ReviewFellDue") == 1
    assert kinds.count("ReviewMissed") <= 1
    assert engine.refusals("C-0") == ()


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


def test_threads_on_one_case_lose_nothing(place: Place) -> None:
    engine = opened(place)
    numbers = range(40)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda one: engine.do("C-0", need(one)), numbers))
    whole(engine, "C-0", 41)
    assert {one.need for one in engine.case("C-0").care.needs} == {f"need-{one}" for one in numbers}


def test_threads_with_an_engine_each_lose_nothing(place: Place) -> None:
    """Nothing of one engine keeps another from writing: the store alone decides who is first."""
    opened(place)
    engines = [place.engine(neustart()) for _ in range(4)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda one: engines[one % 4].do("C-0", need(one)), range(40)))
    whole(engines[0], "C-0", 41)


def test_threads_that_share_a_key_record_it_once(place: Place) -> None:
    engine = opened(place)
    engines = [place.engine(neustart()) for _ in range(8)]
    with ThreadPoolExecutor(8) as threads:
        done = list(threads.map(lambda one: one.do("C-0", NOTICE, key="k-1"), engines))
    assert len({one.entries for one in done}) == 1
    whole(engine, "C-0", 2)


def test_threads_that_are_refused_at_once_are_all_in_the_journal(place: Place) -> None:
    opened(place)
    engines = [place.engine(neustart()) for _ in range(8)]

    def refuse(engine: Engine) -> None:
        with pytest.raises(Refused):
            engine.do("C-0", ADMIT)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(refuse, engines))
    assert len(engines[0].refusals("C-0")) == 8


def whole(engine: Engine, case_id: str, entries: int) -> None:
    """The case has so many entries, without a gap, and is what they make."""
    found = engine.events(case_id)
    assert [one.seq for one in found] == list(range(1, entries + 1))
    assert fold(found) == engine.case(case_id)
