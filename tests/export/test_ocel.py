"""The object-centric log: by the standard, of everything that counts, and of nobody by name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Final

import pytest

from ddrflow.export import ocel, trace_of
from ddrflow.export.ocel.parts import id_of
from ddrflow.export.recorded import counting
from ddrflow.model.conference import Outcome
from ddrflow.model.events import (
    AttendanceRecorded,
    ConferenceConvened,
    ContributionRecorded,
    Entry,
    LeadTakenOver,
    ReviewHeld,
)
from ddrflow.model.fold import fold
from tests.export.histories import (
    NAMES,
    histories,
    history,
    last_step,
    of_case,
    persons,
    said,
    with_correction,
)
from tests.export.ocel_reader import ObjectLog, Read, read_ocel

MOVED: Final = "neustart/moved-released-and-recalled"


def read(*records: Sequence[Entry], **asked: bool) -> ObjectLog:
    """The log as its reader sees it, which checks it against the standard."""
    return read_ocel(ocel(records, **asked))


def of_entry(log: ObjectLog, entry: Entry) -> Read:
    """The event of an entry."""
    name = id_of("event", entry.case_id, entry.seq)
    [found] = [one for one in log.events if one.id == name]
    return found


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("asked", [True, False])
def test_every_entry_that_counts_is_an_event_of_its_case(name: str, asked: bool) -> None:  # noqa: FBT001
    entries = history(name)
    log = read(entries, persons=asked)
    counted = {id_of("event", one.case_id, one.seq) for one in counting(entries)}
    assert {one.id for one in log.events} == counted
    case = id_of("case", entries[0].case_id)
    assert all(case in dict(one.related) for one in log.events)


@pytest.mark.parametrize("name", NAMES)
def test_the_steps_are_those_of_the_trace_in_its_order(name: str) -> None:
    """And the case ends in the state in which it stands."""
    entries = history(name)
    log, trace = read(entries), trace_of(entries)
    steps = [one for one in log.events if one.type.startswith("step ")]
    assert [one.values["trigger"] for one in steps] == [one.step.trigger for one in trace.moves]
    [case] = log.of("case")
    assert (case.values["state"], case.values["open"]) == (trace.state, trace.is_open)
    assert case.values["phase"] == (fold(entries).position.phase or "none")


@pytest.mark.parametrize("name", NAMES)
def test_there_is_a_term_of_lead_for_each_that_the_case_had(name: str) -> None:
    """Each after the one before it, led by who accepted, without a gap between."""
    entries = history(name)
    log, terms = read(entries), fold(entries).lead.terms
    found = sorted(log.of("lead-term"), key=lambda one: one.values["number"])
    assert len(found) == len(terms)
    for one, term in zip(found, terms, strict=True):
        assert one.to("led-by") == [id_of("organisation", term.organisation, term.role)]
    for one, then in pairwise(found):
        assert one.values["ends_at"] == then.values["starts_at"]
        assert then.to("after") == [one.id]
    for entry in counting(entries):
        if isinstance(entry.event, LeadTakenOver):
            event = of_entry(log, entry)
            who = id_of("organisation", entry.event.organisation, entry.event.role)
            assert event.to("leads") == [who]
            [during] = event.to("during")
            assert log.objects[during].to("led-by") == [who]
    [opened] = [one for one in log.events if one.type == "case-opened"]
    assert opened.to("leads")[0].startswith("organisation:")


@pytest.mark.parametrize("name", NAMES)
def test_there_is_a_conference_for_each_with_what_it_counts_as_and_who_came(name: str) -> None:
    entries = history(name)
    log, case = read(entries), fold(entries)
    assert len(log.of("conference")) == len(case.conferences)
    for one in case.conferences.values():
        found = log.objects[id_of("conference", case.case_id, one.conference)]
        came = {id_of("organisation", each.organisation, each.role) for each in one.attendance}
        assert set(found.to("attended")) == came
        if one.closed_at is not None:
            assert found.values["outcome"] == one.outcome
            assert found.to("invited") == []
        else:
            assert found.values["outcome"] in ("open", "cancelled", "stopped")
            assert found.to("absent") == []
    for entry in counting(entries):
        if isinstance(entry.event, AttendanceRecorded | ConferenceConvened):
            verb = "attended" if isinstance(entry.event, AttendanceRecorded) else "convened"
            told = of_entry(log, entry).to(verb)
            assert {one.split(":")[0] for one in told} == {"conference", "organisation"}


@pytest.mark.parametrize("name", NAMES)
def test_there_is_a_review_for_each_turn_with_how_it_stands(name: str) -> None:
    entries = history(name)
    log, case = read(entries), fold(entries)
    for review in case.reviews.values():
        found = log.objects[
            id_of("review", case.case_id, review.name, review.anchor_on, *review.turn)
        ]
        assert found.values["occurrence"] == review.occurrence
    held = [one for one in counting(entries) if isinstance(one.event, ReviewHeld)]
    given_up = {one for event in log.events for one in event.to("given-up")}
    for entry in held:
        event = of_entry(log, entry)
        [turn] = [one for one in event.to("held") if one.startswith("review:")]
        assert event.to("scheduled") or turn in given_up


def test_who_was_asked_and_did_not_come_is_absent_or_has_contributed() -> None:
    """What was sent in writing tells one from the other."""
    found = {"absent": 0, "contributed": 0}
    for record in histories():
        log = read(record)
        for one in fold(record).conferences.values():
            here = log.objects[id_of("conference", record[0].case_id, one.conference)]
            for what in found:
                found[what] += len(here.to(what))
            if one.closed_at is not None and one.outcome is Outcome.HELD:
                missing = [log.objects[each].values["role"] for each in here.to("absent")]
                assert not set(missing) & set(one.quorum.core)
    written = [
        one for each in histories() for one in each if isinstance(one.event, ContributionRecorded)
    ]
    assert found["absent"]
    assert found["contributed"] == len(written)


def test_what_was_corrected_is_left_out_and_nothing_points_to_it() -> None:
    entries = history(MOVED)
    after = with_correction(entries, last_step(entries))
    log = read(after)
    gone = {one.seq for one in after} - {one.seq for one in counting(after)}
    assert gone
    assert not {id_of("event", after[0].case_id, one) for one in gone} & {
        one.id for one in log.events
    }
    [case] = log.of("case")
    assert case.values["state"] == fold(after).position.state


def test_a_conference_that_was_convened_in_error_is_no_object() -> None:
    """Its voided entries are gone with it, and no event is left hanging."""
    entries = history(MOVED)
    [convened, *_] = [one for one in entries if isinstance(one.event, ConferenceConvened)]
    upto = entries[: entries.index(convened) + 1]
    log = read(with_correction(upto, convened))
    assert log.of("conference") == []


def test_a_step_that_is_written_down_late_moves_the_case_no_earlier_than_the_one_before() -> None:
    entries = list(history(MOVED))
    last = last_step(entries)
    early = last.occurred_at - timedelta(days=900)
    entries[entries.index(last)] = replace(last, occurred_at=early)
    log = read(entries)
    event = of_entry(log, last)
    assert event.at == trace_of(entries).moves[-1].at
    assert event.values["occurred_at"] == early.isoformat(timespec="milliseconds")
    [case] = log.of("case")
    assert case.values["state"] == trace_of(entries).state


@pytest.mark.parametrize("name", NAMES)
def test_no_person_and_no_free_text_is_in_a_log(name: str) -> None:
    entries = history(name)
    for text in (ocel([entries]), ocel([entries], persons=True)):
        assert not any(f'"{one}"' in text for one in persons(entries))
        assert not any(f'person:{one}"' in text for one in persons(entries))
        assert not any(one in text for one in said(entries))


def test_persons_are_objects_only_where_they_are_asked_for() -> None:
    entries = history(MOVED)
    assert read(entries).of("person") == []
    assert '"person"' not in ocel([entries])
    log = read(entries, persons=True)
    assert log.of("person")
    assert all(one.to("acts-for") for one in log.of("person"))
    attended = next(one for one in log.events if one.type == "attendance-recorded")
    assert any(one.startswith("person:") for one in attended.to("attended"))


def test_the_same_person_is_one_object_over_all_cases() -> None:
    entries = history(MOVED)
    one = read(of_case(entries, "C-1"), persons=True)
    both = read(of_case(entries, "C-1"), of_case(entries, "C-2"), persons=True)
    assert len(both.of("person")) == len(one.of("person"))
    assert len(both.of("organisation")) == len(one.of("organisation"))
    assert len(both.of("case")) == 2
    assert len(both.of("review")) == 2 * len(one.of("review"))


@pytest.mark.parametrize("simulated", [True, False])
def test_every_case_and_every_event_says_whether_it_is_simulated(simulated: bool) -> None:  # noqa: FBT001
    log = read(*histories(), simulated=simulated)
    marked = [*log.of("case"), *log.events]
    assert {one.values["simulated"] for one in marked} == {simulated}


def test_no_two_things_have_one_id_whatever_they_are_called() -> None:
    assert id_of("conference", "a:b", "c") != id_of("conference", "a", "b:c")
    assert id_of("case", "a%3Ab") != id_of("case", "a:b")


def test_the_same_records_give_the_same_text() -> None:
    assert ocel(histories(), persons=True) == ocel(histories(), persons=True)


def test_a_log_of_no_case_is_one() -> None:
    assert read().events == ()


def test_a_record_that_opens_no_case_is_no_log() -> None:
    with pytest.raises(ValueError, match="begins with its opening"):
        ocel([history(MOVED)[1:]])
