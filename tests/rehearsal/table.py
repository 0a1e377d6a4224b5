"""A table to sit down at: a rehearsal of the shipped Austrian workflow, and words typed at it."""

from functools import cache
from io import StringIO

from rich.console import Console

from ddrflow.bootstrap import for_story
from ddrflow.cli.rehearsal_told import ANSWERS
from ddrflow.model.workflow import Workflow
from ddrflow.rehearsal import Beginning, Move, Rehearsal, afresh, from_story, read_line
from ddrflow.stories import read_story, story_files
from ddrflow.workflow.load import load


@cache
def workflow(name: str = "neustart") -> Workflow:
    """A shipped workflow."""
    return load(name)


def table(name: str = "neustart") -> Rehearsal:
    """A rehearsal of a case that was just opened."""
    return Rehearsal(afresh(workflow(name), for_story))


def begun(story: str, until: int = 0) -> Beginning:
    """The beginning of a rehearsal with the case of a shipped story."""
    file = story_files()[story]
    found = read_story(file.read_bytes(), story)
    return from_story(found, workflow(found.script.workflow), for_story, until)


def typed(rehearsal: Rehearsal, *lines: str) -> str:
    """Type lines, and read what they print in 100 columns."""
    console = Console(file=StringIO(), width=100, highlight=False, markup=False)
    with console.capture() as captured:
        for text in lines:
            line = read_line(text)
            assert line is not None
            ANSWERS[line.verb](console, rehearsal, line)
    return captured.get()


def played(rehearsal: Rehearsal, *lines: str) -> Move:
    """Type lines; the last move that came of them."""
    typed(rehearsal, *lines)
    return rehearsal.moves[-1]


#: From the opening to custody, with the lead handed over: the way that refusals teach.
INTO_CUSTODY = (
    "seat prison",
    "step admit",
    "follow 2 language=de",
    "seat state-security",
    "follow 1",
    "seat neustart",
    "do accept-lead",
    "do take-over-lead",
    "seat prison",
    "again",
    "expect state in-custody",
)
