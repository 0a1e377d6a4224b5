"""The fixtures of the plugin; what they are made of is imported when a test asks for one.

Each is of one test. Only the workflow is loaded once and kept: it is frozen. The names that begin
with an underscore are for the others, so that a test may have a `clock` of its own. Here all is an
`object`: `ddrflow.testing.live_case` and its neighbours say what a test gets.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any, Final

import pytest

from ddrflow.testing.at_work import AT_WORK, OWED, TOLD, golden_of
from ddrflow.testing.marking import Marked, marked
from ddrflow.testing.tally import ACCEPTED, NOT_PROVED, PROVED

NOT_ASKED: Final = "holes were found, and the test asked nothing of it: `assert flow.check()`"
NOT_CHECKED: Final = "the test has a golden file, and compares nothing: `golden.check(case)`"
HELP: Final = 'mark the test, its class or its module: `@pytest.mark.ddrflow("mine.yaml")`'


@pytest.fixture
def flow(request: pytest.FixtureRequest, _ddrflow_kept: object) -> object:
    """The workflow that is tested: `flow.workflow`, and `flow.check()`, which proves it."""
    made: object = import_module("ddrflow.testing.flow").Flow(_ddrflow_kept, _noting(request.node))
    return made


@pytest.fixture
def clock(_ddrflow_clock: object) -> object:
    """A clock that stands still until the test lets time pass: `advance`, `advance_to`."""
    return _ddrflow_clock


@pytest.fixture
def case(_ddrflow_engine: object, _ddrflow_clock: object) -> object:
    """One case, opened with everybody bound, on the real engine in memory."""
    live_case = import_module("ddrflow.testing.live_case")
    made: object = live_case.LiveCase(_ddrflow_engine, _ddrflow_clock)
    return made


@pytest.fixture
def daemon(_ddrflow_engine: object, _ddrflow_clock: object) -> object:
    """The daemon's sweep at the time of the clock; it is running until the test stops it."""
    made = import_module("ddrflow.testing.virtual").VirtualDaemon(_ddrflow_engine, _ddrflow_clock)
    made.start()
    started: object = made
    return started


@pytest.fixture
def golden(request: pytest.FixtureRequest, _ddrflow_marked: Marked) -> object:
    """The record that was accepted for this test: `golden.check(case)` compares with it."""
    del _ddrflow_marked
    item, path = request.node, golden_of(request.node)
    made = import_module("ddrflow.testing.golden").Golden(
        path,
        shown=path.relative_to(item.path.parent).as_posix(),
        accepts=request.config.option.ddrflow_accept,
        noted=lambda: item.user_properties.append((ACCEPTED, 1)),
    )
    item.stash.setdefault(OWED, []).append(lambda: "" if made.is_checked else NOT_CHECKED)
    golden: object = made
    return golden


@pytest.fixture
def simulate(request: pytest.FixtureRequest, _ddrflow_marked: Marked) -> object:
    """The procedure lived by synthetic people: `simulate.run`, `simulate.compare`."""
    try:
        estimating = import_module("ddrflow.testing.estimating")
    except ModuleNotFoundError as fault:
        pytest.fail(
            f"`{fault.name}` is not installed, which a simulation needs\n"
            f"  help: pip install 'ddrflow[simulation]'",
            pytrace=False,
        )
    kept = request.getfixturevalue("_ddrflow_kept")
    made: object = estimating.simulate_for(request, _ddrflow_marked, kept)
    return made


@pytest.fixture
def _ddrflow_marked(request: pytest.FixtureRequest) -> Marked:
    found = marked(request.node)
    if found is None:
        pytest.fail(f"{request.node.nodeid} names no workflow\n  help: {HELP}", pytrace=False)
    return found


@pytest.fixture
def _ddrflow_kept(request: pytest.FixtureRequest, _ddrflow_marked: Marked) -> object:
    """Loaded once in a process; a file that is refused fails the test with what is wrong in it."""
    located, flow = (import_module(f"ddrflow.testing.{one}") for one in ("located", "flow"))
    config, folder = request.config, request.node.path.parent
    kept = config.stash[AT_WORK].kept
    try:
        name = located.located(_ddrflow_marked.workflow, folder, config.rootpath)
        if name not in kept:
            kept[name] = flow.kept_from(name)
    except (LookupError, import_module("ddrflow.errors").BadFile) as fault:
        pytest.fail(str(fault.args[0]), pytrace=False)
    return kept[name]


@pytest.fixture
def _ddrflow_clock(request: pytest.FixtureRequest) -> object:
    virtual, found = import_module("ddrflow.testing.virtual"), marked(request.node)
    at = found.at if found is not None else ""
    kept = request.getfixturevalue("_ddrflow_kept") if found is not None else None
    try:
        made: object = virtual.clock_at(at, kept)
    except ValueError:
        message = f"marker `ddrflow`: `at` is `{at}`\n  help: write it as `{virtual.BEGIN}`"
        pytest.fail(message, pytrace=False)
    return made


@pytest.fixture
def _ddrflow_engine(
    request: pytest.FixtureRequest, _ddrflow_kept: object, _ddrflow_clock: object
) -> Iterator[object]:
    engine = import_module("ddrflow.testing.watched").engine_of(_ddrflow_kept, _ddrflow_clock)
    yield engine
    request.config.stash[AT_WORK].coverage.add(engine.coverage())


def _noting(item: pytest.Item) -> Callable[[Any], None]:
    """What is proved goes with the report of the test; what is not is told under it."""

    def noted(proved: Any) -> None:  # noqa: ANN401 - of a module that is not loaded without need
        item.user_properties.append((PROVED if proved.is_proved else NOT_PROVED, 1))
        if proved.is_proved or proved.is_raised:
            return
        item.stash.setdefault(TOLD, []).append(("ddrflow: not proved", repr(proved)))
        item.stash.setdefault(OWED, []).append(lambda: "" if proved.is_asked else NOT_ASKED)

    return noted
