"""How a rehearsal begins: with a case just opened, or somewhere in a story."""

from collections.abc import Callable
from datetime import date, time
from typing import Final

from ddrflow.clock import Clock, ManualClock
from ddrflow.dates import instant_of
from ddrflow.engine import Engine
from ddrflow.errors import BadCommand
from ddrflow.model.agency import Actor
from ddrflow.model.commands import OpenCase
from ddrflow.model.workflow import Workflow
from ddrflow.rehearsal.session import Rehearsal
from ddrflow.stories import Story, run

Opened = Callable[[Clock, Workflow], Engine]
#: A Monday; a rehearsal is the same whenever it is played.
FIRST_DAY: Final = date(2025, 1, 13)
NINE: Final = time(9)
CASE: Final = "REHEARSAL"


def fresh(workflow: Workflow, opened: Opened) -> Rehearsal:
    """A case that the first role that may lead has just opened, an organisation in every role."""
    clock = ManualClock(instant_of(FIRST_DAY, NINE, workflow.procedure.zone))
    seats = {
        role: Actor(f"person-{role}", f"org-{role}", role) for role in workflow.procedure.agencies
    }
    phase = workflow.initial.phase
    first = workflow.procedure.leads_of(phase)[0] if phase else ""
    engine = opened(clock, workflow)
    others = tuple((role, one.organisation) for role, one in seats.items() if role != first)
    engine.open_case(workflow.identity.name, CASE, OpenCase(actor=seats[first], bindings=others))
    return Rehearsal(engine, clock, workflow, CASE, seats, seats[first])


def out_of_story(story: Story, workflow: Workflow, opened: Opened, until: int) -> Rehearsal:
    """The case of a story after so many of its steps: whoever is in its cast has a seat.

    Raises BadCommand where the story has fewer steps, or its case is not open by then.
    """
    steps = story.script.steps
    if not 1 <= until <= len(steps):
        message = f"the story has {len(steps)} steps"
        raise BadCommand("--until", message, f"a number from 1 to {len(steps)}")
    clocks: list[ManualClock] = []

    def remembered(clock: ManualClock, loaded: Workflow) -> Engine:
        clocks.append(clock)
        return opened(clock, loaded)

    script = story.script.model_copy(update={"steps": steps[:until]})
    tale = run(Story(script, story.places[:until]), workflow, remembered)
    if script.case not in tale.engine.cases():
        message = f"after {until} steps the case of the story is not open yet"
        raise BadCommand("--until", message, "begin later in it")
    seats = {
        name: Actor(f"person-{name}", one.organisation, one.role)
        for name, one in script.cast.items()
    }
    lead = tale.engine.case(script.case).lead.current
    leading = (one for one in seats.values() if one.role == lead.role)
    sits = next(leading, next(iter(seats.values())))
    return Rehearsal(tale.engine, clocks[0], workflow, script.case, seats, sits)
