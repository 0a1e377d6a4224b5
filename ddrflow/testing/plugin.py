"""The plugin of pytest: a process designer tests a workflow file as a programmer tests a program.

Nothing of the engine is imported before a test asks for it: a run that does not use the plugin
does not pay for it. Each assertion is of a kind, and the summary says which one spoke: proved
(`flow.check`), searched (`given_history`) or estimated (`simulate`).
"""

import argparse
import json
import os
import random
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from ddrflow.testing.at_work import AT_WORK, OWED, PROBLEM, TOLD, AtWork, Told
from ddrflow.testing.marking import marked
from ddrflow.testing.tally import histories, searched
from ddrflow.testing.whole import put_whole

#: Further hooks and all fixtures; pytest reads this name.
pytest_plugins: Final = ("ddrflow.testing.fixtures",)

#: The attribute by which a searched test is known; `ddrflow.testing.searching` sets it.
SEARCH: Final = "ddrflow_search"
RANDOM: Final = "random"
#: The name under which the seed of a run is handed on to its workers.
SEED: Final = "ddrflow_seed"
MARKER: Final = (
    'ddrflow(workflow, *, at="2026-01-05 09:00", world="region"): the workflow file that is '
    "tested, by a path beside the test or from the root, or by a shipped name; `at` is when the "
    "clock begins, `world` what procedures are simulated in"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """All options begin with `--ddrflow-`."""
    group = parser.getgroup("ddrflow", "testing procedures (ddrflow)")
    group.addoption(
        "--ddrflow-seed",
        type=_seed,
        default=None,
        metavar="N|random",
        help="Draw histories, and the people of simulations, from this seed (default: 0)",
    )
    group.addoption(
        "--ddrflow-accept",
        action="store_true",
        help="Write the golden files that tests compare with, instead of comparing",
    )
    group.addoption(
        "--ddrflow-undecided",
        choices=("fail", "warn", "skip"),
        default="fail",
        help="What an estimate counts as that nobody can decide within its budget (default: fail)",
    )
    group.addoption(
        "--ddrflow-reps-scale",
        type=_scale,
        default=1.0,
        metavar="PART",
        help="Live only this part of every budget of replications, for a quick look (default: 1)",
    )
    group.addoption(
        "--ddrflow-report",
        type=_folder,
        default=None,
        metavar="FOLDER",
        help="Write the page of each comparison into this folder",
    )
    group.addoption(
        "--ddrflow-coverage",
        choices=("summary", "missing", "none"),
        default="summary",
        help="What is told of each workflow that was exercised: one line, also what is missing, "
        "or nothing (default: summary)",
    )
    group.addoption(
        "--ddrflow-coverage-file",
        type=Path,
        default=None,
        metavar="PATH",
        help="Write what was exercised of each workflow into this file, as JSON",
    )


def _seed(given: str) -> int | str:
    if given == RANDOM:
        return RANDOM
    if not given.isdecimal():
        message = f"a number or `{RANDOM}`, not `{given}`"
        raise argparse.ArgumentTypeError(message)
    return int(given)


def _folder(given: str) -> Path:
    """Where pages can be written, though it may not be there yet."""
    folder = Path(given)
    try:
        there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
    except OSError as fault:
        message = f"no folder can be made at `{given}`: {fault.strerror}"
        raise argparse.ArgumentTypeError(message) from fault
    if not there.is_dir():
        message = f"no folder can be made at `{given}`: `{there}` is none"
        raise argparse.ArgumentTypeError(message)
    if not os.access(there, os.W_OK | os.X_OK):
        message = f"nothing can be written into `{there}`"
        raise argparse.ArgumentTypeError(message)
    return folder


def _scale(given: str) -> float:
    try:
        scale = float(given)
    except ValueError:
        scale = 0.0
    if not 0 < scale <= 1:
        message = f"a part of 1, such as 0.1, not `{given}`"
        raise argparse.ArgumentTypeError(message)
    return scale


def pytest_configure(config: pytest.Config) -> None:
    """A random seed is drawn once, here, so that all processes of a run have the same."""
    config.addinivalue_line("markers", MARKER)
    handed_on: dict[str, Any] = getattr(config, "workerinput", {})
    config.option.ddrflow_seed = handed_on.get(SEED, config.option.ddrflow_seed)
    if config.option.ddrflow_seed == RANDOM:
        config.option.ddrflow_seed = random.SystemRandom().randrange(2**32)
    config.stash[AT_WORK] = AtWork(seed=config.option.ddrflow_seed or 0)
    config.pluginmanager.register(config.stash[AT_WORK], "ddrflow-at-work")


def pytest_report_header(config: pytest.Config) -> str | None:
    """How to draw the same histories again."""
    seed = config.option.ddrflow_seed
    return None if seed is None else f"ddrflow: again with --ddrflow-seed={seed}"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What a marker names is looked for at once, and each searched test gets the seed.

    Before any test is deselected: a golden file of a test that is not run is not unused. A test
    whose marker is wrong does not begin; the others do.
    """
    at_work = config.stash[AT_WORK]
    for item in items:
        at_work.claim(item)
        search = _search_of(item)
        if search is not None:
            search.seeded(at_work.seed)
    for item, problem in _problems(config, items):
        item.stash[PROBLEM] = problem


def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test that the marker is wrong of does not begin."""
    problem = item.stash.get(PROBLEM, "")
    if problem:
        pytest.fail(problem, pytrace=False)
    search = _search_of(item)
    if search is not None:
        search.begin()


def _search_of(item: pytest.Item) -> Any:  # noqa: ANN401 - of a module that is not loaded without need
    return getattr(getattr(item, "obj", None), SEARCH, None)


def _problems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[tuple[pytest.Item, str]]:
    """What is wrong with the marker of a test, or with its name, in words."""
    known: dict[tuple[Path, str], str] = {}
    for item in items:
        try:
            found = marked(item)
        except ValueError as fault:
            yield item, str(fault)
            continue
        if found is not None:
            asked = (item.path.parent, found.workflow)
            if asked not in known:
                known[asked] = _missing(config, *asked)
            if known[asked]:
                yield item, f"{item.nodeid}: {known[asked]}"
    yield from config.stash[AT_WORK].clashes(items)


def _missing(config: pytest.Config, folder: Path, workflow: str) -> str:
    """Where a workflow was looked for in vain; empty where it was found."""
    from ddrflow.testing.located import located  # noqa: PLC0415 - only where something is marked

    try:
        located(workflow, folder, config.rootpath)
    except LookupError as fault:
        return str(fault.args[0])
    return ""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A searched test says so, and how far it was searched; what was not proved is told whole."""
    report = yield
    if call.when != "call":
        return report
    owed = [told for ask in item.stash.get(OWED, []) if (told := ask())] if report.passed else []
    if owed:
        # It is green for want of a question.
        report.outcome, report.longrepr = "failed", "\n".join(owed)
    at_work, search = item.config.stash[AT_WORK], _search_of(item)
    if search is not None:
        at_work.coverage.add(search.coverage)
        report.user_properties += searched(search.histories, report.outcome)
        if report.failed:
            told = f"found after {histories(search.histories)}; again with"
            report.sections.append(("ddrflow: searched", f"{told} --ddrflow-seed={at_work.seed}"))
    if report.failed:
        untold: Told = item.stash.get(TOLD, [])
        report.sections += untold
    return report


def pytest_assertrepr_compare(
    config: pytest.Config, op: str, left: object, right: object
) -> list[str] | None:
    """Refusals, holes and records are told in words, where a comparison of them fails."""
    del config
    if not any(type(one).__module__.startswith("ddrflow.testing.") for one in (left, right)):
        return None
    from ddrflow.testing.compared import compared  # noqa: PLC0415 - theirs is loaded by now

    return compared(op, left, right)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Which kinds of assertion spoke, what they covered, and which golden files are nobody's."""
    config = terminalreporter.config
    lines = list(config.stash[AT_WORK].summary(config))
    if lines:
        terminalreporter.section("ddrflow")
        for one in lines:
            terminalreporter.write_line(one)


# ---- from one process to another


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker hands on what it saw; whoever tells it writes the file too."""
    config = session.config
    at_work = config.stash[AT_WORK]
    output: dict[str, Any] | None = getattr(config, "workeroutput", None)
    if output is not None:
        output["ddrflow"] = json.dumps(at_work.document())
        return
    path: Path | None = config.option.ddrflow_coverage_file
    if path is None or config.option.collectonly or not session.testscollected:
        return
    text = json.dumps(at_work.coverage.document(), indent=2, ensure_ascii=False)
    try:
        put_whole(config.invocation_params.dir / path, f"{text}\n")
    except OSError as fault:
        at_work.unwritten = f"{path} is not written: {(fault.strerror or str(fault)).lower()}"
        if session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.USAGE_ERROR


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:  # noqa: ANN401 - of a plugin without types
    """Every worker draws from the seed of the run."""
    node.workerinput[SEED] = node.config.option.ddrflow_seed


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:  # noqa: ANN401 - of a plugin without types
    """What a worker saw; nothing where it broke down."""
    del error
    handed_on = getattr(node, "workeroutput", {}).get("ddrflow")
    if handed_on:
        node.config.stash[AT_WORK].add(json.loads(handed_on))
