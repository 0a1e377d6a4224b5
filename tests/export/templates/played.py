"""Cases for forms: shipped stories, played to their end or to a point in them."""

from dataclasses import replace
from functools import cache
from itertools import takewhile
from typing import Final

from ddrflow.bootstrap import for_story
from ddrflow.engine import Engine
from ddrflow.export.templates import Filling, form, named, template
from ddrflow.model.agency import Actor, Viewer
from ddrflow.model.workflow import Workflow
from ddrflow.stories import Tale, read_story, run, story_files
from ddrflow.workflow.load import load

#: A conference with the client, consent asked for late, a plan, tasks, a review.
WHOLE: Final = "consent-asked-late"
#: Items that a state-security conference keeps to itself, and one that is withdrawn.
WALLED: Final = "an-item-stays-behind-the-wall"
COORDINATOR: Final = Actor("person-coordinator", "neustart-graz", "neustart")


@cache
def workflow() -> Workflow:
    """The shipped Austrian workflow."""
    return load("neustart")


def played(story: str, *, before: str = "") -> Tale:
    """A story at its end, or before it first does something, on an engine of its own."""
    name = f"neustart/{story}"
    found = read_story(story_files("neustart")[name].read_bytes(), name)
    steps = tuple(takewhile(lambda one: not before or one.do != before, found.script.steps))
    script = found.script.model_copy(update={"steps": steps})
    cut = replace(found, script=script, places=found.places[: len(steps)])
    return run(cut, workflow(), for_story)


def filled(engine: Engine, case: str, kind: str, about: str = "", reader: str = "") -> str:
    """A form on a case for an organisation in a role, such as `prison-graz:prison`."""
    organisation, _, role = reader.partition(":")
    viewer = Viewer(organisation, role) if reader else None
    made, flow = template(kind), engine.workflow(engine.case(case))
    about = named(made, flow, about, engine.written(case, viewer))
    written = engine.written(case, viewer, made.goes_to, about)
    return form(made, flow, about, Filling(case, engine.now(), viewer, written))


def part(text: str, heading: str) -> str:
    """What stands under a heading of a form."""
    [_, found] = text.split(f"\n## {heading}\n")
    return found.partition("\n## ")[0]
