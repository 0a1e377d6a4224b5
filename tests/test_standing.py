"""What stands above the cases: what can be recorded, and what it comes to."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from ddrflow.clock import ManualClock
from ddrflow.engine import Engine
from ddrflow.errors import BadCommand, UnknownName
from ddrflow.model.agency import Actor
from ddrflow.model.standing import (
    STANDING_EVENTS,
    Activity,
    ActivityHeld,
    ActivityKind,
    AgreementMade,
    Alignment,
    BoardDecided,
    BoardDecision,
    BoardMet,
    BoardSetUp,
    Contact,
    ContactEnded,
    ContactNamed,
    ContactsListed,
    Grant,
    Means,
    MeansGranted,
    OperatingProcedure,
    OrganisationAligned,
    ProcedureAdopted,
    Standing,
    StandingCorrected,
    StandingEvent,
    alignment_of,
    granted_until,
    version_in_force,
)
from ddrflow.store.memory import MemoryStore
from ddrflow.wire import STANDING_NAMES, check_standing, standing_from
from tests.standing import (
    AGREEMENT,
    ALIGNMENT,
    BOARD,
    EVERY_EVENT,
    FUNDING,
    MEETING,
    PROCEDURE,
    TRAINING,
)

WORKER = Actor("p-1", "neustart-graz", "neustart")
NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def recorded(*events: StandingEvent) -> Standing:
    """What stands there after these were recorded."""
    engine = Engine(MemoryStore(ManualClock(NOW)))
    standing = Standing()
    for one in events:
        standing = engine.record_standing(WORKER, one)
    assert engine.standing() == standing
    return standing


def refused(event: object, *before: StandingEvent) -> str:
    """Why it cannot be recorded; nothing is recorded of it."""
    engine = Engine(MemoryStore(ManualClock(NOW)))
    for one in before:
        engine.record_standing(WORKER, one)
    found = engine.standing()
    with pytest.raises(BadCommand) as fault:
        engine.record_standing(WORKER, event)  # type: ignore[arg-type]
    assert engine.standing() == found
    return str(fault.value)


@pytest.mark.requirement("R20", "R95")
def test_each_fact_joins_the_others_of_its_kind() -> None:
    """What was never recorded of is not known, which is not the same as that there is nothing."""
    assert recorded(*EVERY_EVENT[3:11]) == Standing(
        seq=8,
        agreements=(AGREEMENT,),
        alignments=(ALIGNMENT,),
        procedures=(PROCEDURE,),
        activities=(TRAINING,),
        grants=(FUNDING,),
        boards=(BOARD,),
        meetings=(MEETING,),
        decisions=(BoardDecision("d-1", "m-1"),),
    )


def test_the_test_facts_are_of_every_kind() -> None:
    """A new event is among them, and has a name by which it is asked for."""
    assert {type(one) for one in EVERY_EVENT} == set(STANDING_EVENTS)
    assert {*STANDING_NAMES.values(), ContactsListed} == set(STANDING_EVENTS)


def test_a_fact_takes_the_place_of_the_one_that_it_cannot_be_told_from() -> None:
    """Said anew, not said twice; another version stands beside the first."""
    longer = replace(AGREEMENT, ends_on=date(2027, 1, 1))
    second = replace(AGREEMENT, version="2", starts_on=date(2026, 1, 1), review_on=None)
    events = [AgreementMade(one) for one in (AGREEMENT, second, longer)]
    assert recorded(*events).agreements == (second, longer)


def test_contacts_come_and_go_one_by_one() -> None:
    """Naming one for an organisation that has one replaces it."""
    first, other = Contact("prison-graz", "p-7"), Contact("neustart-graz", "p-1")
    after = recorded(
        ContactsListed((first, other)),
        ContactNamed(replace(first, person="p-8")),
        ContactEnded("neustart-graz"),
    )
    assert after.contacts == (replace(first, person="p-8"),)


def test_what_was_recorded_in_error_does_not_count_and_what_it_replaced_does() -> None:
    """The entry stays in the stream, with its number."""
    wrong = replace(AGREEMENT, ends_on=date(2025, 2, 1))
    error = StandingCorrected(2, "recorded-in-error")
    after = recorded(AgreementMade(AGREEMENT), AgreementMade(wrong), error)
    assert after == Standing(3, agreements=(AGREEMENT,))
    assert recorded(AgreementMade(AGREEMENT), replace(error, wrong=1)) == Standing(2)


ENDS = date(2025, 12, 31)
BAD: dict[str, tuple[object, str]] = {
    "no event": ("words", "`event`: a str cannot be recorded above the cases"),
    "a bare event": (StandingEvent(), "`event`: a StandingEvent cannot be recorded"),
    "another fact": (AgreementMade(FUNDING), "`fact`: a Grant does not fit"),  # type: ignore[arg-type]
    "an empty id": (MeansGranted(replace(FUNDING, reference="")), "`reference`: it is empty"),
    "a hidden letter": (ContactEnded("a\u200bb"), "`organisation`: it holds characters"),
    "an end before its start": (
        MeansGranted(replace(FUNDING, ends_on=date(2024, 12, 31))),
        "`ends_on`: 2024-12-31 lies before the start, 2025-01-01",
    ),
    "a review before the start": (
        AgreementMade(replace(AGREEMENT, review_on=date(2024, 1, 1))),
        "`review_on`: 2024-01-01 lies before the start, 2025-01-01",
    ),
    "a year that cannot be": (
        MeansGranted(replace(FUNDING, ends_on=date(2999, 1, 1))),
        "`ends_on`: the year 2999 cannot be",
    ),
    "a time for a day": (
        MeansGranted(replace(FUNDING, starts_on=NOW)),
        "`starts_on`: a datetime does not fit",
    ),
    "an unknown kind": (
        ActivityHeld(replace(TRAINING, kind="party")),  # type: ignore[arg-type]
        "`kind`: a str does not fit",
    ),
    "one organisation alone": (
        AgreementMade(replace(AGREEMENT, organisations=("prison-graz",))),
        "`organisations`: 1 is too few",
    ),
    "a name twice": (
        ActivityHeld(replace(TRAINING, persons=("p-1", "p-7", "p-1"))),
        "`persons`: `p-1` is named twice",
    ),
    "an empty name among others": (
        ActivityHeld(replace(TRAINING, persons=("p-1", ""))),
        "`persons`: it is empty",
    ),
    "two contacts of one organisation": (
        ContactsListed((Contact("a", "p-1"), Contact("a", "p-2"))),
        "`contacts`: `a` is named twice",
    ),
    "a procedure without version": (
        ActivityHeld(replace(TRAINING, version="")),
        "`version`: a procedure is named with its version",
    ),
    "words for a code": (StandingCorrected(1, "It was wrong."), "`why`: "),
    "no number": (StandingCorrected(0, "wrong"), "`wrong`: 0 is no number of an entry"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_makes_no_sense_is_refused(what: str) -> None:
    """With what, why and what would be right; nothing is recorded."""
    event, said = BAD[what]
    with pytest.raises(BadCommand):
        check_standing(event)
    assert refused(event).startswith(said)


UNFIT: dict[str, tuple[StandingEvent, str]] = {
    "a training of tomorrow's tomorrow": (
        ActivityHeld(replace(TRAINING, held_on=(NOW + 2 * DAY).date(), procedure="", version="")),
        "`held_on`: 2025-03-05 lies in the future",
    ),
    "a signature of the future": (
        OrganisationAligned(replace(ALIGNMENT, signed_on=date(2026, 1, 1))),
        "`signed_on`: 2026-01-01 lies in the future",
    ),
    "a procedure that nobody adopted": (
        ActivityHeld(replace(TRAINING, procedure="case-wrok")),
        "`procedure`: no operating procedure `case-wrok`\n  help: did you mean `case-work`?",
    ),
    "a version that nobody adopted": (
        ActivityHeld(replace(TRAINING, version="9")),
        "`version`: no version of `case-work` `9`",
    ),
    "a meeting of no board": (BoardMet(MEETING), "`board`: no board `steering`"),
    "a meeting of tomorrow's tomorrow": (
        BoardMet(replace(MEETING, held_on=(NOW + 2 * DAY).date())),
        "`held_on`: 2025-03-05 lies in the future",
    ),
    "a decision of no meeting": (
        BoardDecided(BoardDecision("d-1", "m-1")),
        "`meeting`: no meeting of a board `m-1`",
    ),
    "an entry that there is not": (StandingCorrected(4, "wrong"), "`wrong`: no entry 4"),
    "an entry corrected before": (StandingCorrected(1, "wrong"), "`wrong`: entry 1 was corrected"),
    "a correction": (StandingCorrected(3, "wrong"), "`wrong`: entry 3 was corrected before"),
}


@pytest.mark.parametrize("what", UNFIT)
def test_what_does_not_fit_what_is_there_is_refused(what: str) -> None:
    """A name that nothing has, a day that has not come."""
    event, said = UNFIT[what]
    before = (
        MeansGranted(FUNDING),
        ProcedureAdopted(PROCEDURE),
        StandingCorrected(1, "recorded-in-error"),
    )
    assert refused(event, *before).startswith(said)


def test_a_contact_that_there_is_not_does_not_end() -> None:
    with pytest.raises(UnknownName, match="no point of contact is called `police-graz`"):
        recorded(ContactEnded("police-graz"))


def test_a_day_that_has_begun_anywhere_is_not_ahead() -> None:
    """Days are counted where the work is done, which may be east of here."""
    today = replace(TRAINING, held_on=NOW.date(), procedure="", version="")
    assert recorded(ActivityHeld(today)).activities == (today,)


AS_TEXT: dict[str, dict[str, object]] = {
    "name-contact": {"organisation": "neustart-graz", "person": "p-1", "deputy": "p-2"},
    "end-contact": {"organisation": "prison-graz"},
    "make-agreement": {
        "agreement": "graz-1",
        "version": "1",
        "organisations": "prison-graz, neustart-graz",
        "starts_on": "2025-01-01",
        "review_on": "2026-01-01",
    },
    "align-organisation": {
        "organisation": "prison-graz",
        "goals": "1",
        "values": "1",
        "glossary": "2",
        "signed_on": "2025-01-01",
    },
    "adopt-procedure": {"procedure": "case-work", "version": "3", "starts_on": "2025-01-01"},
    "hold-activity": {
        "activity": "t-1",
        "kind": "joint-training",
        "held_on": "2025-01-02",
        "organisations": ["prison-graz", "neustart-graz"],
        "persons": "p-1,p-7",
        "procedure": "case-work",
        "version": "3",
    },
    "grant-means": {
        "organisation": "neustart-graz",
        "means": "funding",
        "reference": "f-1",
        "starts_on": "2025-01-01",
        "ends_on": "2025-12-31",
    },
    "set-up-board": {
        "board": "steering",
        "organisations": "prison-graz, neustart-graz",
        "starts_on": "2025-01-01",
    },
    "hold-board-meeting": {
        "meeting": "m-1",
        "board": "steering",
        "held_on": "2025-01-02",
        "organisations": "prison-graz, neustart-graz",
    },
    "record-board-decision": {"decision": "d-1", "meeting": "m-1"},
    "correct-standing": {"wrong": "3", "why": "recorded-in-error"},
}


@pytest.mark.parametrize("name", STANDING_NAMES)
def test_a_fact_is_read_from_text(name: str) -> None:
    """As a command line, a story and a remedy write it."""
    [expected] = [one for one in EVERY_EVENT if type(one) is STANDING_NAMES[name]]
    assert standing_from(name, AS_TEXT[name]) == expected


@pytest.mark.parametrize(
    ("name", "changes", "said"),
    [
        ("grant-maens", {}, "`name`: nothing above the cases is called `grant-maens`"),
        ("grant-means", {"means": "luck"}, "`means`: `luck` cannot be read\n  help: one of 'acc"),
        ("grant-means", {"ends": "x"}, "`ends`: `grant-means` takes no argument `ends`"),
        ("grant-means", {"starts_on": "soon"}, "`starts_on`: `soon` is no day"),
        ("correct-standing", {"wrong": "three"}, "`wrong`: `three` cannot be read"),
        ("correct-standing", {"why": "It was."}, "`why`: `It was.` is not a code"),
    ],
)
def test_text_that_is_no_fact_is_refused(name: str, changes: dict[str, str], said: str) -> None:
    """Naming the argument, and what would be right."""
    arguments: dict[str, Any] = {**AS_TEXT.get(name, {}), **changes}
    with pytest.raises(BadCommand) as fault:
        standing_from(name, arguments)
    assert str(fault.value).startswith(said)


def test_an_argument_that_is_needed_is_asked_for() -> None:
    with pytest.raises(BadCommand, match="`organisation`: `end-contact` needs it"):
        standing_from("end-contact", {})


# ---- what the facts say of a day


def test_an_agreement_holds_from_its_first_day_to_its_last() -> None:
    """Both days included; without a last day there is no end."""
    ending = replace(AGREEMENT, ends_on=ENDS)
    assert [ending.holds(AGREEMENT.starts_on - DAY), ending.holds(AGREEMENT.starts_on)] == [0, 1]
    assert [ending.holds(ENDS), ending.holds(ENDS + DAY)] == [1, 0]
    assert AGREEMENT.holds(date(2100, 1, 1))


def test_means_that_follow_one_another_without_a_gap_are_one() -> None:
    """A grant that begins the day after the last one ended goes on; a day later it does not."""

    def until(*grants: Grant, day: date = date(2025, 6, 1)) -> date | None:
        return granted_until(grants, "neustart-graz", Means.FUNDING, day)

    later = replace(FUNDING, reference="f-2", starts_on=ENDS + DAY, ends_on=date(2026, 6, 30))
    assert until() is None
    assert until(FUNDING) == ENDS
    assert until(FUNDING, day=ENDS + DAY) is None
    assert until(later, FUNDING) == date(2026, 6, 30)
    assert until(replace(later, starts_on=ENDS + 2 * DAY), FUNDING) == ENDS
    assert until(FUNDING, replace(later, ends_on=None)) == date.max
    assert until(replace(FUNDING, means=Means.BUDGET)) is None
    assert until(replace(FUNDING, organisation="prison-graz")) is None


def test_the_version_in_force_is_the_one_that_began_last() -> None:
    """Not one that is yet to begin, and not another procedure's."""
    next_one = OperatingProcedure("case-work", "4", date(2026, 1, 1))
    other = OperatingProcedure("visits", "9", date(2025, 6, 1))
    listed = (next_one, PROCEDURE, other)
    days = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    found = [version_in_force(listed, "case-work", day) for day in days]
    assert found == [None, "3", "3", "4"]


def test_the_alignment_of_an_organisation_is_what_it_signed_last() -> None:
    """By then, and itself."""
    newer = Alignment("prison-graz", "2", "1", "3", date(2025, 5, 1))
    listed = (newer, ALIGNMENT, replace(newer, organisation="neustart-graz"))
    days = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 5, 1))
    found = [alignment_of(listed, "prison-graz", day) for day in days]
    assert found == [None, ALIGNMENT, newer]


@pytest.mark.requirement("R95", "R77")
@pytest.mark.parametrize("kind", ActivityKind)
def test_an_activity_of_each_kind_is_held_outside_any_case(kind: ActivityKind) -> None:
    """A case-independent meeting too: there is no place in it for a case, nor for words."""
    held = replace(TRAINING, activity=f"a-{kind}", kind=kind, procedure="", version="")
    assert recorded(ActivityHeld(held)).activities == (held,)
    assert {one.name for one in fields(Activity)} == {
        "activity",
        "kind",
        "held_on",
        "organisations",
        "persons",
        "procedure",
        "version",
    }


def test_a_decision_is_taken_once() -> None:
    """Its id is a new one; another meeting decides something else."""
    before = [BoardSetUp(BOARD), BoardMet(MEETING), BoardDecided(BoardDecision("d-1", "m-1"))]
    told = refused(BoardDecided(BoardDecision("d-1", "m-1")), *before)
    assert told == "`decision`: decision `d-1` exists already\n  help: choose another id"


def test_nobody_is_their_own_deputy() -> None:
    told = refused(ContactNamed(Contact("prison-graz", "p-7", "p-7")))
    assert told == "`deputy`: `p-7` is the contact\n  help: name somebody else"
