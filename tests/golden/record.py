"""Record a history of every shipped version that has none yet.

    python -m tests.golden.record

It plays the longest story of each workflow on SQLite. A history that is kept already stays as it
is: what a version once answered is what it is held to. While nothing is released, a file that
changes under its version has its history recorded anew: remove it first.
"""

import sys
import tempfile
from pathlib import Path

from ddrflow.bootstrap import for_story
from ddrflow.clock import ManualClock
from ddrflow.engine import Engine
from ddrflow.model.agency import KEEPER
from ddrflow.model.workflow import Workflow
from ddrflow.store.database import connected
from ddrflow.store.schema import upgrade
from ddrflow.store.sql import SqlStore
from ddrflow.stories import Story, read_story, run, story_files
from ddrflow.workflow.load import load, shipped
from tests.golden import HERE, Golden, text_of


def file_of(workflow: Workflow) -> Path:
    """Where the history of a version is kept."""
    identity = workflow.identity
    return HERE / f"{identity.name}-{identity.version}.json"


def recorded(workflow: Workflow) -> Golden:
    """The longest story of a workflow, as it is played today."""
    story = max(_stories(workflow), key=lambda one: _entries(one, workflow))
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'golden.db'}"
        upgrade(connected(url))

        def engine(clock: ManualClock, under: Workflow) -> Engine:
            found = Engine(SqlStore(connected(url), clock), [under])
            found.list_contacts(KEEPER, ())
            return found

        tale = run(story, workflow, engine)
        store = SqlStore(connected(url))
        archive = store.take_out(story.script.case)
        store.close()
        above = tale.engine.standing_entries()
        tale.engine.close()
    return Golden(archive, above)


def _stories(workflow: Workflow) -> list[Story]:
    files = story_files(workflow.identity.name).items()
    return [read_story(file.read_bytes(), name) for name, file in files]


def _entries(story: Story, workflow: Workflow) -> int:
    tale = run(story, workflow, for_story)
    return len(tale.engine.events(story.script.case))


def main() -> None:
    """Write those that are missing."""
    for name in shipped():
        workflow = load(name)
        file = file_of(workflow)
        if not file.exists():
            file.write_text(text_of(recorded(workflow)), encoding="utf-8")
            sys.stdout.write(f"{file.name}: recorded\n")


if __name__ == "__main__":
    main()
