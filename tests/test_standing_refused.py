"""What stands above the cases: what makes no sense, or does not fit, is refused."""

from dataclasses import replace
from datetime import date

import pytest

from ddrflow.errors import BadCommand, UnknownName
from ddrflow.model.standing import (
    ActivityHeld,
    AgreementMade,
    BoardDecided,
    BoardDecision,
    BoardMet,
    BoardSetUp,
    Contact,
    ContactEnded,
    ContactNamed,
    ContactsListed,
    MeansGranted,
    OrganisationAligned,
    ProcedureAdopted,
    StandingCorrected,
    StandingEvent,
)
from ddrflow.wire import check_standing
from tests.standing import (
    AGREEMENT,
    ALIGNMENT,
    BOARD,
    DAY,
    FUNDING,
    MEETING,
    NOW,
    PROCEDURE,
    TRAINING,
    recorded,
    refused,
)

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


def test_a_decision_is_taken_once() -> None:
    """Its id is a new one; another meeting decides something else."""
    before = [BoardSetUp(BOARD), BoardMet(MEETING), BoardDecided(BoardDecision("d-1", "m-1"))]
    told = refused(BoardDecided(BoardDecision("d-1", "m-1")), *before)
    assert told == "`decision`: decision `d-1` exists already\n  help: choose another id"


def test_nobody_is_their_own_deputy() -> None:
    told = refused(ContactNamed(Contact("prison-graz", "p-7", "p-7")))
    assert told == "`deputy`: `p-7` is the contact\n  help: name somebody else"
