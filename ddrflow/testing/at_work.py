"""What the plugin keeps of one run of tests in one process; light, as the plugin is."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import pytest

from ddrflow.testing.coverage import Coverage, coverage_from
from ddrflow.testing.goldens import FOLDER, golden_path, shared, unused
from ddrflow.testing.tally import Tally

Told = list[tuple[str, str]]
#: What is to be told under a test that fails; why one is not to begin.
TOLD: Final = pytest.StashKey[Told]()
PROBLEM: Final = pytest.StashKey[str]()
#: Asked once a test has passed: what it began and did not look at, in words; empty where it did.
OWED: Final = pytest.StashKey[list[Callable[[], str]]]()


@dataclass(eq=False, slots=True)
class AtWork:
    """The seed of the run, workflows that were loaded, what was covered and asserted so far."""

    seed: int
    coverage: Coverage = field(default_factory=Coverage)
    tally: Tally = field(default_factory=Tally)
    #: Workflows by path or shipped name, as `ddrflow.testing.flow` keeps them.
    kept: dict[str, Any] = field(default_factory=dict)
    claims: list[tuple[Path, str]] = field(default_factory=list)
    folders: set[Path] = field(default_factory=set)
    #: Why the file of the coverage was not written, in words.
    unwritten: str = ""
    is_collected: bool = True

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A module that could not be read, or was passed over, may have golden files."""
        self.is_collected = self.is_collected and report.passed

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count what a test asserted, wherever it ran."""
        if report.when == "call":
            self.tally.add(report.user_properties)

    def claim(self, item: pytest.Item) -> None:
        """A test of ours has golden files beside it, one of them its own if it asks for it."""
        if item.get_closest_marker("ddrflow") is None:
            return
        self.folders.add(item.path.parent / FOLDER)
        if "golden" in getattr(item, "fixturenames", ()):
            self.claims.append((golden_of(item), item.nodeid))

    def clashes(self, items: Iterable[pytest.Item]) -> Iterator[tuple[pytest.Item, str]]:
        """A test that would have the golden file of another one, in words; none where each has."""
        by_name = {item.nodeid: item for item in items}
        for path, one, other in shared(self.claims):
            problem = (
                f"{one} and {other} would share the golden file {path.name}"
                "\n  help: give one of them another name"
            )
            if other in by_name:
                yield by_name[other], problem

    # ---- from one process to another

    def document(self) -> Mapping[str, object]:
        """What this process saw, as JSON data."""
        return {
            "coverage": self.coverage.document(),
            "claims": [[str(path), test] for path, test in self.claims],
            "folders": [str(one) for one in self.folders],
        }

    def add(self, document: Mapping[str, Any]) -> None:
        """What another process saw."""
        self.coverage.add(coverage_from(document["coverage"]))
        self.claims += [(Path(path), test) for path, test in document["claims"]]
        self.folders |= {Path(one) for one in document["folders"]}

    # ---- told at the end

    def summary(self, config: pytest.Config) -> Iterator[str]:
        """Everything that is told at the end of a run, line by line; nothing if it was not used."""
        if line := self.tally.line(self.seed):
            yield line
        chosen = config.option.ddrflow_coverage
        for title, one in self.coverage.titled() if chosen != "none" else ():
            yield one.line(title)
            if chosen == "missing":
                yield from one.lines_missing()
        if self.unwritten:
            yield self.unwritten
        whole = _whole(config) if self.is_collected and not _is_part(config) else ()
        for path in unused((path for path, _ in self.claims), self.folders, whole):
            yield f"unused golden file: {_shown(path, config)}"


def golden_of(item: pytest.Item) -> Path:
    """Where the golden file of a test lies."""
    names = [one.name for one in item.listchain() if isinstance(one, pytest.Class | pytest.Item)]
    return golden_path(item.path, names)


def _is_part(config: pytest.Config) -> bool:
    """Some of the tests are left out by an option, before or after they are collected."""
    left_out = ("ignore", "ignore_glob", "lf")
    return any(getattr(config.option, name, None) for name in left_out)


def _whole(config: pytest.Config) -> Iterator[Path]:
    """The folders that were collected whole."""
    for one in config.args:
        path = (config.invocation_params.dir / one).resolve()
        if "::" not in one and path.is_dir():
            yield path


def _shown(path: Path, config: pytest.Config) -> str:
    root = config.rootpath
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


#: Where the plugin finds it.
AT_WORK: Final = pytest.StashKey[AtWork]()
