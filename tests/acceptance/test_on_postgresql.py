"""The shipped stories on PostgreSQL; `ddrflow demo` plays them on SQLite, and a test holds that."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

import pytest

from ddrflow.clock import ManualClock
from ddrflow.engine import Engine
from ddrflow.model.agency import KEEPER
from ddrflow.model.workflow import Workflow
from ddrflow.stories import Story, read_story, run, story_files
from ddrflow.workflow.load import load, shipped
from tests.postgres import Server
from tests.stores import Place, place

STORIES: Final = tuple(
    read_story(file.read_bytes(), f"{name}.yaml") for name, file in story_files().items()
)


def on(found: Place) -> Callable[[ManualClock, Workflow], Engine]:
    """An engine on a database whose clock goes with the clock of the story."""

    def opened(clock: ManualClock, workflow: Workflow) -> Engine:
        def together(at: datetime) -> None:
            ManualClock.set(clock, at)
            found.clock.set(at)

        found.clock.set(clock.now())
        setattr(clock, "set", together)  # noqa: B010 - a story makes its own clock
        engine = found.engine(workflow)
        if engine.standing() is None:
            engine.list_contacts(KEEPER, ())
        return engine

    return opened


def played(stories: Iterable[Story], found: Place) -> list[str]:
    """The cases of some stories, each played to its end as it tells."""
    for story in stories:
        run(story, load(story.script.workflow), on(found))
    assert found.durable.verify().problems == ()
    return list(found.engine().cases())


@pytest.mark.parametrize("workflow", shipped())
def test_every_story_comes_out_on_postgresql_as_it_tells(workflow: str, server: Server) -> None:
    """Every expectation met, and the record verified; stories with facts above cases apart."""
    own = [one for one in STORIES if one.script.workflow == workflow]
    with place("postgresql", server) as found:
        together = [one for one in own if not one.script.above]
        assert len(played(together, found)) == len(together)
    for story in own:
        if story.script.above:
            with place("postgresql", server) as alone:
                assert played([story], alone) == [story.script.case]
    assert len(own) >= 3
