"""Facts above the cases, one of each kind, as tests record them, and what comes of recording."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

import pytest

from ddrflow.clock import ManualClock
from ddrflow.engine import Engine
from ddrflow.errors import BadCommand
from ddrflow.model.agency import Actor
from ddrflow.model.standing import (
    Activity,
    ActivityHeld,
    ActivityKind,
    Agreement,
    AgreementMade,
    Alignment,
    Board,
    BoardDecided,
    BoardDecision,
    BoardMeeting,
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
)
from ddrflow.store.memory import MemoryStore

WORKER = Actor("p-1", "neustart-graz", "neustart")
NOW = datetime(2025, 3, 3, 9, tzinfo=UTC)
DAY = timedelta(days=1)

BOTH: Final = ("prison-graz", "neustart-graz")
AGREEMENT: Final = Agreement("graz-1", "1", BOTH, date(2025, 1, 1), date(2026, 1, 1))
ALIGNMENT: Final = Alignment("prison-graz", "1", "1", "2", date(2025, 1, 1))
PROCEDURE: Final = OperatingProcedure("case-work", "3", date(2025, 1, 1))
TRAINING: Final = Activity(
    "t-1", ActivityKind.JOINT_TRAINING, date(2025, 1, 2), BOTH, ("p-1", "p-7"), "case-work", "3"
)
FUNDING: Final = Grant("neustart-graz", Means.FUNDING, "f-1", date(2025, 1, 1), date(2025, 12, 31))
BOARD: Final = Board("steering", BOTH, date(2025, 1, 1))
MEETING: Final = BoardMeeting("m-1", "steering", date(2025, 1, 2), BOTH)

EVERY_EVENT: Final[tuple[StandingEvent, ...]] = (
    ContactsListed((Contact("prison-graz", "p-7"),)),
    ContactNamed(Contact("neustart-graz", "p-1", "p-2")),
    ContactEnded("prison-graz"),
    AgreementMade(AGREEMENT),
    OrganisationAligned(ALIGNMENT),
    ProcedureAdopted(PROCEDURE),
    ActivityHeld(TRAINING),
    MeansGranted(FUNDING),
    BoardSetUp(BOARD),
    BoardMet(MEETING),
    BoardDecided(BoardDecision("d-1", "m-1")),
    StandingCorrected(3, "recorded-in-error"),
)
"""In an order in which all of them can be recorded."""


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
