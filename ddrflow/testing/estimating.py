"""How the fixture `simulate` is put together: from a test's marker and the options of its run."""

import re
import warnings
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest

from ddrflow.errors import BadCommand, BadFile, DdrflowError
from ddrflow.model.workflow import Workflow
from ddrflow.simulation.statistics.verdict import Verdict
from ddrflow.simulation.world import World
from ddrflow.simulation.world_file import load_world, shipped_worlds
from ddrflow.testing.at_work import AT_WORK
from ddrflow.testing.flow import Kept
from ddrflow.testing.located import located
from ddrflow.testing.marking import Marked
from ddrflow.testing.simulating import Compared, Simulate, Terms, changed, write_report
from ddrflow.testing.tally import ESTIMATE
from ddrflow.workflow.load import check_text, load, text_of

WORLD = "region"
NOT_A_NAME = re.compile(r"[^\w.-]+")


class Undecided(UserWarning):
    """Nobody could decide an estimate within its budget."""


def simulate_for(request: pytest.FixtureRequest, mark: Marked, kept: Kept) -> Simulate:
    """The fixture of one test. Fails the test where its world is none."""
    item, config = request.node, request.config
    folder, root = item.path.parent, config.rootpath

    names = _names(item.nodeid)

    def noted(verdict: Verdict, told: str) -> bool:
        item.user_properties.append((f"{ESTIMATE}{verdict}", 1))
        return _as_undecided(config.option.ddrflow_undecided, verdict, told)

    def find(name: str, replacing: Mapping[str, str]) -> Workflow:
        return _found(located(name or mark.workflow, folder, root), replacing)

    def reported(found: Compared, before: Workflow, after: Workflow) -> None:
        wanted: Path | None = config.option.ddrflow_report
        if wanted is not None:
            where, name = config.invocation_params.dir / wanted, next(names)
            request.addfinalizer(lambda: write_report(where, name, found, before, after))

    scale, seed = config.option.ddrflow_reps_scale, config.stash[AT_WORK].seed
    world = _world(mark.world or WORLD, folder, root)
    return Simulate(kept.workflow, world, Terms(seed, scale, noted), find, reported)


def _names(test: str) -> Iterator[str]:
    """What the pages of a test are called: one after another, and no other test's are so."""
    plain = NOT_A_NAME.sub("-", test)
    if NOT_A_NAME.search(test.replace("/", "-").replace("::", "-")):
        plain += f"-{sha256(test.encode()).hexdigest()[:6]}"
    yield plain
    yield from (f"{plain}-{number}" for number in count(2))


def _as_undecided(wanted: str, verdict: Verdict, told: str) -> bool:
    """What an undecided estimate counts as, by the option of the run."""
    if verdict is not Verdict.UNDECIDED or wanted == "fail":
        return False
    if wanted == "skip":
        pytest.skip(f"undecided: {told}")
    warnings.warn(Undecided(told), stacklevel=5)
    return True


def _found(name: str, replacing: Mapping[str, str]) -> Workflow:
    if not replacing:
        return load(name)
    path = Path(name)
    text = changed(text_of(name).decode(), replacing)
    folder = path.parent if path.suffix in (".yaml", ".yml") else None
    found = check_text(text.encode(), f"{path.name}, changed", folder)
    if found.workflow is None:
        raise BadFile(found.errors) if found.errors else BadCommand("new", f"`{name}` is a base")
    return found.workflow


def _world(named: str, *folders: Path) -> World:
    """A world beside the test, from the root, or shipped."""
    beside = (folder / named for folder in folders)
    path = next((str(one) for one in beside if one.is_file()), "")
    try:
        return load_world(path or named)
    except DdrflowError as fault:
        shipped = ", ".join(shipped_worlds())
        pytest.fail(
            f"{fault}\n  help: a path beside the test, or shipped: {shipped}", pytrace=False
        )
