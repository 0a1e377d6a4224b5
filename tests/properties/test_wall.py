"""The wall: what a state-security conference keeps to itself shows nowhere below it.

Neither its content nor how much of it there is: every view, date, list and refusal of the
client, the family and an agency without a seat is the same to the byte.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import reduce
from importlib import import_module
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ddrflow.model.decision import Decision
from ddrflow.model.events import BreachOpened
from ddrflow.model.sight import EVERYTHING
from tests.properties.wall import TIME, Beat, World, lived
from tests.properties.wall_case import BELOW, LAY
from tests.properties.wall_probes import PROBES
from tests.properties.wall_secrets import AMONG_AGENCIES, KINDS
from tests.properties.wall_shared import SHARED

BEATS: Final = st.builds(
    Beat,
    hours=st.one_of(st.integers(0, 40), st.sampled_from([1_000, 4_500])),
    shared=st.sampled_from(["", TIME, *SHARED]),
    probe=st.sampled_from(["", *PROBES]),
    prober=st.sampled_from(BELOW),
    expected=st.sampled_from([None, None, None, 3, 6, 9]),
)
SECRETS: Final = st.lists(st.sampled_from(KINDS), max_size=3)
PAIRS: Final = st.lists(st.tuples(BEATS, SECRETS, SECRETS), min_size=1, max_size=14)


def differing(one: World, other: World, below: Sequence[str] = BELOW) -> list[str]:
    """The views in which two worlds are told apart."""
    first, second = one.transcript(below), other.transcript(below)
    assert first.keys() == second.keys()
    return [name for name in first if first[name] != second[name]]


@pytest.mark.requirement("R85", "R102")
@settings(max_examples=120, deadline=None)
@given(PAIRS)
def test_below_the_wall_two_histories_read_the_same(
    pair: list[tuple[Beat, list[str], list[str]]],
) -> None:
    """Whatever is kept above it, and however much: also nothing at all on one side."""
    beats = [beat for beat, _, _ in pair]
    one = lived(beats, [kept for _, kept, _ in pair])
    other = lived(beats, [kept for _, _, kept in pair])
    assert one.answers == other.answers
    assert differing(one, other) == []


INTERESTS: Final = st.lists(st.sampled_from([*AMONG_AGENCIES, *KINDS]), max_size=3)
LAY_PAIRS: Final = st.lists(st.tuples(BEATS, INTERESTS, INTERESTS), min_size=1, max_size=14)


@pytest.mark.requirement("R57", "R85")
@settings(max_examples=60, deadline=None)
@given(LAY_PAIRS)
def test_what_the_agencies_declare_of_each_other_shows_to_nobody_else(
    pair: list[tuple[Beat, list[str], list[str]]],
) -> None:
    """Neither the client nor the family learns that one of them is looked into, or was harmed."""
    beats = [replace(beat, prober=LAY[number % 2]) for number, (beat, _, _) in enumerate(pair)]
    one = lived(beats, [kept for _, kept, _ in pair])
    other = lived(beats, [kept for _, _, kept in pair])
    assert one.answers == other.answers
    assert differing(one, other, LAY) == []


# ---- one pair in which everything is told apart once the wall is open

ORDER: Final = (
    "multi-agency notice",
    "what is shared",
    "need",
    "consent",
    "admit",
    "referral",
    "preparation",
    "information",
    "attendance",
    "court releases",
    "open item",
    "document",
)
FIXED: Final = [
    Beat(5, shared, probe, prober, expected)
    for shared, probe, prober, expected in zip(
        ORDER,
        ("an item", "minutes", "an entry", "an erasure", "a release", "a party", "a step") * 2,
        ("client", "court", "court", "network", "client") * 3,
        (None, None, None, None, None, None, 3) * 2,
        strict=False,
    )
]
NOTHING: Final[list[tuple[str, ...]]] = [()] * len(FIXED)
MUCH: Final = [
    ("item", "another conference", "contribution", "own item of Neustart", "disclosure"),
    *[("item outside", "release among agencies", "taken back", "action")] * (len(FIXED) - 3),
    ("deviation", "erased"),
    ("first item withdrawn", "word of a withdrawal", "request", "answer", "request"),
]
ENDED: Final = [("closing", "calling off"), *NOTHING[1:]]


def opened() -> list[str]:
    """In what two worlds of the same beats differ, one with secrets and one without."""
    return differing(lived(FIXED, NOTHING), lived(FIXED, MUCH))


def test_the_secrets_are_kept_and_the_wall_hides_them() -> None:
    """The pair is far apart above the wall: otherwise it proves nothing."""
    quiet, busy = lived(FIXED, NOTHING), lived(FIXED, MUCH)
    assert busy.engine.case("c-1").version - quiet.engine.case("c-1").version > 30
    assert quiet.engine.case("c-1").information.items != busy.engine.case("c-1").information.items
    assert len(busy.engine.case("c-1").information.disclosures) > 0
    assert len(busy.engine.case("c-1").information.withdrawals) == 1
    assert [one.answer for one in busy.engine.case("c-1").information.requests][1:] == [None]
    assert len(busy.engine.case("c-1").exceptions.deviations) > 0
    assert quiet.engine.case("c-1").position == busy.engine.case("c-1").position
    assert any(one.exceptions.breaches for one in [busy.engine.case("c-1")])
    assert differing(quiet, busy) == []


def test_whether_a_conference_runs_at_all_shows_nowhere_below_the_wall() -> None:
    """One that is over, and every attempt of those below it after that."""
    running, ended = lived(FIXED, NOTHING), lived(FIXED, ENDED)
    assert running.engine.case("c-1").conferences["ssc-1"].is_under_way
    assert not ended.engine.case("c-1").conferences["ssc-1"].is_under_way
    assert differing(running, ended) == []


Patch = Callable[[pytest.MonkeyPatch], None]


def _raw_numbers(entries: object) -> dict[int, int]:
    assert isinstance(entries, tuple)
    return {one.seq: one.seq for one in entries}


def _named_by_version(case: object, drafts: object) -> object:
    assert isinstance(drafts, list | tuple)
    version = getattr(case, "version", 0)
    return tuple(
        replace(one, event=replace(one.event, breach=f"breach-{version}-{number}"))
        if isinstance(one.event, BreachOpened)
        else one
        for number, one in enumerate(drafts)
    )


def _everything(*_: object) -> object:
    return EVERYTHING


def _whole_case(workflow: object, case: object, *_: object) -> object:
    del workflow
    return case


def _all_entries(workflow: object, case: object, history: object, *_: object) -> object:
    del workflow, case
    assert isinstance(history, tuple)
    return history


def _not_redacted(
    workflow: object, case: object, command: object, decision: Decision, *_: object
) -> Decision:
    del workflow, case, command
    return decision


def _record_version(workflow: object, case: object, *_: object) -> int:
    del workflow
    return int(getattr(case, "version", 0))


OPENINGS: Final[dict[str, tuple[str, str, object]]] = {
    "the timeline shows every entry": ("ddrflow.decide.timeline", "known_entries", _all_entries),
    "what is between two is everybody's": ("ddrflow.decide.numbering", "BETWEEN_TWO", ()),
    "requests are shown to everybody": (
        "ddrflow.model.request",
        "InformationRequest.concerns",
        _everything,
    ),
    "entries keep the numbers of the record": (
        "ddrflow.decide.timeline",
        "own_numbers",
        _raw_numbers,
    ),
    "commands name entries by the record": (
        "ddrflow.decide.numbering",
        "known_entries",
        _all_entries,
    ),
    "a case is shown whole": ("ddrflow.decide.show", "known_to", _whole_case),
    "waits are not left out": ("ddrflow.decide.why", "classes_seen", _everything),
    "an agenda lists what is hidden": ("ddrflow.decide.agenda", "classes_seen", _everything),
    "commands meet what is hidden": ("ddrflow.decide.core", "known_to", _whole_case),
    "a refusal is told whole": ("ddrflow.decide", "told", _not_redacted),
    "a version is that of the record": ("ddrflow.decide", "version_for", _record_version),
    "a breach is named by the version": ("ddrflow.decide.stepping", "named", _named_by_version),
    "a case is shown with every class": ("ddrflow.decide.show", "seen_by_all", _everything),
}


@pytest.mark.parametrize("name", OPENINGS)
def test_the_wall_opened_on_purpose_is_found_open(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each piece of it stands for itself: without it two worlds are told apart."""
    module, attribute, opening = OPENINGS[name]
    *path, name_there = attribute.split(".")
    place = reduce(getattr, path, import_module(module))
    monkeypatch.setattr(place, name_there, opening)
    assert opened() != [], name


AT_LAY_HANDS: Final = [replace(beat, prober=LAY[number % 2]) for number, beat in enumerate(FIXED)]
DECLARED: Final = [("interest", "interest")] * len(FIXED)


def test_declarations_are_kept_among_the_agencies() -> None:
    """There are some, and to who is no agency the two histories read the same."""
    quiet, declared = lived(AT_LAY_HANDS, NOTHING), lived(AT_LAY_HANDS, DECLARED)
    assert len(declared.engine.case("c-1").interests) > 1
    assert differing(quiet, declared, LAY) == []


def test_declarations_that_are_told_on_purpose_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The timeline told them, and numbered by them, if they were like other entries."""
    monkeypatch.setattr("ddrflow.decide.numbering.AMONG_AGENCIES", ())
    quiet, declared = lived(AT_LAY_HANDS, NOTHING), lived(AT_LAY_HANDS, DECLARED)
    assert differing(quiet, declared, LAY) != []
