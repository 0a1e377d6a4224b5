"""How property tests run: the profile is chosen by DDRFLOW_HYPOTHESIS, `ci` when it is not set.

ci      the same examples on every run, so a red run is red for everyone
deep    many more examples, from a seed of its own that the header shows
uncut   as `ci`, and what fails is not cut down: where it is enough that something does
"""

import os
import secrets
from collections.abc import Iterator
from typing import Final

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.postgres import Server, running
from tests.stores import DURABLE, KINDS, TIMED, Place
from tests.stores import place as place_of

PROFILE: Final = os.environ.get("DDRFLOW_HYPOTHESIS", "ci")

settings.register_profile("ci", derandomize=True, print_blob=True, deadline=None)
settings.register_profile(
    "deep",
    derandomize=False,
    print_blob=True,
    deadline=None,
    max_examples=2_000,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "uncut",
    settings.get_profile("ci"),
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile(PROFILE)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Draw the seed of a run that is not derandomized here, so that the header can show it."""
    if not settings().derandomize and config.getoption("--hypothesis-seed") is None:
        config.option.hypothesis_seed = str(secrets.randbelow(2**32))


def pytest_report_header(config: pytest.Config) -> str:
    """Say how to get the same examples again."""
    seed = config.getoption("--hypothesis-seed")
    again = "derandomized" if seed is None else f"again with --hypothesis-seed={seed}"
    return f"hypothesis: profile {PROFILE}, {again}"


#: What takes longest begins first, so that at the end nobody waits for one file.
LONGEST: Final = ("tests/faults/", "tests/docs/", "tests/daemon/test_process.py", "tests/cli/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest; the order is otherwise as it was."""
    items.sort(key=lambda one: not one.nodeid.startswith(LONGEST))


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """One PostgreSQL server for the whole run; where none can be had, the tests fail."""
    with running() as found:
        yield found


@pytest.fixture(params=KINDS)
def place(request: pytest.FixtureRequest, server: Server) -> Iterator[Place]:
    """An empty store of each kind in turn."""
    with place_of(str(request.param), server) as found:
        yield found


@pytest.fixture(params=DURABLE)
def durable(request: pytest.FixtureRequest, server: Server) -> Iterator[Place]:
    """An empty database of each kind in turn."""
    with place_of(str(request.param), server) as found:
        yield found


@pytest.fixture(params=TIMED)
def timed(request: pytest.FixtureRequest, server: Server) -> Iterator[Place]:
    """An empty store of each kind, and of each way in which timers are claimed."""
    with place_of(str(request.param), server) as found:
        yield found


@pytest.fixture(params=TIMED[1:])
def timed_database(request: pytest.FixtureRequest, server: Server) -> Iterator[Place]:
    """The same, of databases alone."""
    with place_of(str(request.param), server) as found:
        yield found
