"""One suite for the three stores: what is recorded is there, whole, once, and in order."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ddrflow.engine import Refused
from ddrflow.errors import BadCommand, Conflict, UnknownName, VersionClash
from ddrflow.model.agency import Actor
from ddrflow.model.commands import BindRole, CorrectEntry, OpenCase, TakeStep, UnbindRole
from ddrflow.model.decision import Outcome
from ddrflow.model.events import ContentErased
from ddrflow.model.fold import fold
from ddrflow.model.standing import Contact, ContactEnded, Standing, standing_of
from ddrflow.ports import Filter, Write
from tests.contract.script import ADMIT, NOTICE, OPENING, WORKER, need, neustart, opened
from tests.standing import EVERY_EVENT
from tests.stores import NOW, Place


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
    write = Write(old, replace(old.case, version=2), (entry,))
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
        place.store.append((Write(None, case, entries, begins=(neustart(),)),), 0)
    with pytest.raises(BadCommand, match="case `C-0` exists already"):
        engine.open_case("neustart", "C-0", OPENING)


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


@pytest.mark.requirement("R27", "R93")
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
    assert engine.events("C-0")[2].content == (("reason", ADMIT.reason),)
    engine.erase("C-0", WORKER, basis="gdpr-17", why="asked-for", entries=(3, 2))
    assert engine.events("C-0")[2].content == ()
    assert [one.command for one in engine.refusals("C-0")] == [from_now]
    assert from_now.reason
    if place.kind != "memory":
        assert place.durable.verify().problems == ()


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
    write = Write(loaded, replace(loaded.case, version=2), (entry,))
    with pytest.raises(Conflict):
        place.store.append((write,), 0)
    new = Write(None, replace(loaded.case, case_id="C-1"), (entry,), begins=(neustart(),))
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


def test_every_fact_above_the_cases_is_read_back_as_it_was(place: Place) -> None:
    engine = opened(place)
    for number, event in enumerate(EVERY_EVENT):
        engine.record_standing(WORKER, event, expected=number)
    entries = place.store.standing_entries()
    assert tuple(one.event for one in entries) == EVERY_EVENT
    assert {(one.actor, one.recorded_at) for one in entries} == {(WORKER, NOW)}
    assert engine.standing() == standing_of(entries)
    assert place.store.read((("C-0", ""),)).standing == engine.standing()
    assert engine.do("C-0", NOTICE).entries[0].standing_seq == len(EVERY_EVENT)


def test_a_fact_on_what_somebody_changed_meanwhile_is_not_recorded(place: Place) -> None:
    engine = opened(place)
    engine.record_standing(WORKER, EVERY_EVENT[0])
    for expected in (0, 2):
        with pytest.raises(Conflict):
            engine.record_standing(WORKER, EVERY_EVENT[1], expected=expected)
    with pytest.raises(UnknownName):
        engine.record_standing(WORKER, ContactEnded("nobody"), expected=1)
    assert len(place.store.standing_entries()) == 1


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


def test_an_erasure_that_names_no_entry_erases_nothing(place: Place) -> None:
    engine = opened(place)
    with pytest.raises(BadCommand, match="no entry is named"):
        engine.erase("C-0", WORKER, basis="gdpr-17", why="asked-for", entries=())
