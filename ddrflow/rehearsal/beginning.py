"""How a rehearsal begins: with a case just opened, or with one that a story brought so far."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import Final

from ddrflow.clock import ManualClock
from ddrflow.dates import instant_of
from ddrflow.engine import Engine, Refused
from ddrflow.model.commands import OpenCase
from ddrflow.model.workflow import Workflow
from ddrflow.rehearsal.seats import Seat, made_up, seats_of
from ddrflow.rehearsal.words import BadLine
from ddrflow.stories import Opened, Story, Tale, run
from ddrflow.stories.script import Beat

CASE: Final = "REHEARSAL-1"
#: A working day like any other; a rehearsal comes out the same whenever it is played.
DAY: Final = datetime(2025, 1, 7, 9, tzinfo=UTC).date()
HOUR: Final = time(9)
OPEN: Final = "open-case"
NOBODY: Final = "nobody may lead"


@dataclass(frozen=True, slots=True)
class Beginning:
    """A case with an engine of its own, its clock and its seats, and whose turn it is first.

    `tale` is the whole story that it comes from, as it went, on an engine of its own.
    """

    workflow: Workflow
    engine: Engine
    clock: ManualClock
    case_id: str
    seats: tuple[Seat, ...]
    first: Seat
    tale: Tale | None = None
    played: int = 0


def afresh(workflow: Workflow, opened: Opened) -> Beginning:
    """Open a case by the first role that may, with an organisation in every role.

    Raises BadLine where the procedure lets none of them open one.
    """
    clock = ManualClock(instant_of(DAY, HOUR, workflow.procedure.zone))
    engine, seats = opened(clock, workflow), made_up(workflow)
    phase, refused = workflow.initial.phase, ""
    leads = workflow.procedure.leads_of(phase) if phase else ()
    bindings = tuple((one.role, one.organisation) for one in seats)
    for first in (one for role in leads for one in seats if one.role == role):
        try:
            command = OpenCase(actor=first.actor, bindings=bindings)
            engine.open_case(workflow.identity.name, CASE, command)
        except Refused as refusal:
            refused = refused or str(refusal)
            continue
        return Beginning(workflow, engine, clock, CASE, seats, first)
    help_line = "`--story` begins with a case that somebody opened"
    raise BadLine(workflow.identity.name, f"no case can be opened: {refused or NOBODY}", help_line)


def from_story(story: Story, workflow: Workflow, opened: Opened, until: int = 0) -> Beginning:
    """Play a story up to so many steps after its opening; the rest is for the seats to do.

    Raises BadLine for more steps than it has, and as `run` does.
    """
    clocks: list[ManualClock] = []

    def kept(clock: ManualClock, workflow: Workflow) -> Engine:
        clocks.append(clock)
        return opened(clock, workflow)

    whole = run(story, workflow, opened)
    steps = story.script.steps
    first = _opening(steps)
    if not 0 <= until < len(steps) - first:
        has = len(steps) - first - 1
        raise BadLine("--until", f"the story has {has} steps after its opening", f"from 0 to {has}")
    tale = run(_up_to(story, first + until + 1), workflow, kept)
    case_id, clock = story.script.case, clocks[0]
    case = tale.engine.case(case_id)
    seats = seats_of(workflow, story.script, case, clock.now())
    lead = (case.lead.current.role, case.lead.current.organisation)
    leads = [one for one in seats if (one.role, one.organisation) == lead]
    sits = leads[0] if leads else seats[0]
    return Beginning(workflow, tale.engine, clock, case_id, seats, sits, whole, until)


def _opening(steps: Sequence[Beat]) -> int:
    """The number of the step that opens the case: refused ones do not."""
    asked = False
    for number, one in enumerate(steps):
        asked = asked or one.do == OPEN
        if asked and one.do in (OPEN, "again") and one.expect.refused is None:
            return number
    return 0


def _up_to(story: Story, steps: int) -> Story:
    script = story.script.model_copy(update={"steps": story.script.steps[:steps]})
    return replace(story, script=script, places=story.places[:steps])
