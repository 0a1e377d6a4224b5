"""What the page on measures works out by hand is what the program comes to."""

import re
from pathlib import Path

from ddrflow.bootstrap import for_story
from ddrflow.cli.measuring import words
from ddrflow.measures import MEASURES, report
from ddrflow.stories import read_story, run
from ddrflow.workflow.load import load
from docs.docstrings import told
from docs.markdown import cell
from tests.docs.pages import DOCS, read
from tests.docs.runner import blocks

PAGE: Path = DOCS / "explanation" / "measures.md"
ROW = re.compile(r"^\| `([a-z-]+)` \| (.+) \| (.+) \|$", re.MULTILINE)


def test_the_measures_worked_out_by_hand_are_those_of_the_program() -> None:
    """Every measure, in the order of the table, each with what it comes to."""
    page = read(PAGE)
    [file] = [one for one in blocks(page) if one.name == "measured.yaml"]
    story = read_story(file.text.encode(), file.name)
    tale = run(story, load(story.script.workflow), for_story)
    found = report(tale.engine, [story.script.case]).over_all
    by_hand = [(name, came) for name, _, came in ROW.findall(page)]
    assert by_hand == [(one.measure.name, words(one.figure)) for one in found]


def test_the_reference_lists_every_measure_with_its_meaning() -> None:
    """Unit, groups, source and what it counts, from the table itself."""
    page = read(DOCS / "reference" / "measures.md")
    for one in MEASURES:
        row = f"| `{one.name}` | {one.unit} | {one.by or 'none'} | {one.source} | "
        assert row + cell(told(one.look)) in page
