"""The independent reader: pm4py in a process and an environment of its own, asked by files."""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ddrflow.export import Trace, bpmn, event_log, ocel
from ddrflow.model.events import Entry
from ddrflow.model.workflow import Workflow

ROOT: Final = Path(__file__).parents[2]
PROGRAMS: Final = "Scripts" if sys.platform == "win32" else "bin"
PYTHON: Final = ROOT / ".venv" / "deep" / PROGRAMS / "python"
SCRIPT: Final = Path(__file__).with_name("pm4py_reader.py")


@dataclass(frozen=True, slots=True)
class Soundness:
    """What the reader says of a graph; `never` and `lost` are ids of nodes.

    A node of `never` is one that no run comes to, one of `lost` a node that a run comes to and
    from which none goes on to the end.
    """

    sound: bool
    nodes: int
    never: frozenset[str]
    lost: frozenset[str]

    def states(self, nodes: Iterable[str]) -> set[str]:
        """The states among some nodes."""
        return {one.removeprefix("state.") for one in nodes if one.startswith("state.")}

    def steps(self, nodes: Iterable[str]) -> set[tuple[str, str]]:
        """The steps among some nodes: from which state, by which trigger."""
        parts = (one.split(".") for one in nodes if one.startswith("step."))
        return {(state, trigger) for _, state, trigger in parts}


@dataclass(frozen=True, slots=True)
class Fit:
    """How a trace fits a graph, by an alignment that costs least.

    `log` are moves that only the trace made, `model` those that only the graph made, `ran` all
    that the graph made; `stands` is the state in which a case that may stop anywhere stopped.
    """

    case: str
    fitness: float
    log: tuple[str, ...]
    model: tuple[str, ...]
    ran: tuple[str, ...]
    stands: str | None

    @property
    def deviations(self) -> int:
        """How many moves do not fit."""
        return len(self.log) + len(self.model)


@dataclass(frozen=True, slots=True)
class Objects:
    """What the reader finds in an object-centric log.

    `objects` counts them by type, `qualified` and `between` count what events are to objects, and
    objects to each other; `types` are those of the attributes of events as it holds them; `last`
    is the state in which each case stands, `fits` how the steps of each fit the graph.
    """

    objects: Mapping[str, int]
    events: int
    qualified: Mapping[str, int]
    between: Mapping[str, int]
    simulated: list[bool]
    types: Mapping[str, str]
    last: Mapping[str, str]
    fits: list[Fit]


@dataclass(frozen=True, slots=True)
class Log:
    """Traces to be held to the graph of a workflow; where `is_open`, a case may stop anywhere."""

    workflow: Workflow
    traces: Sequence[Trace]
    is_open: bool = False


def soundness(graphs: Sequence[str], folder: Path) -> list[Soundness]:
    """What the reader says of each BPMN document."""
    paths = [_written(folder / f"graph-{number}.bpmn", one) for number, one in enumerate(graphs)]
    found = _asked({"graphs": paths}, folder)["graphs"]
    return [
        Soundness(one["sound"], one["nodes"], frozenset(one["never"]), frozenset(one["lost"]))
        for one in found
    ]


def fits(logs: Sequence[Log], folder: Path) -> list[list[Fit]]:
    """How each trace of each log fits the graph of its workflow."""
    asked = [
        {
            "graph": _written(folder / f"log-{number}.bpmn", bpmn(one.workflow)),
            "log": _written(folder / f"log-{number}.xes", event_log(one.traces)),
            "open": one.is_open,
        }
        for number, one in enumerate(logs)
    ]
    found = _asked({"logs": asked}, folder)["logs"]
    return [[_fit(one) for one in each] for each in found]


def objects(
    workflow: Workflow, records: Sequence[Sequence[Entry]], folder: Path, **asked: bool
) -> Objects:
    """What the reader finds in the object-centric log of some records of one workflow."""
    question = {
        "graph": _written(folder / "objects.bpmn", bpmn(workflow)),
        "log": _written(folder / "objects.json", ocel(records, **asked)),
    }
    [found] = _asked({"objects": [question]}, folder)["objects"]
    fits = [_fit(one) for one in found.pop("fits")]
    return Objects(**found, fits=fits)


def events(traces: Sequence[Trace], folder: Path, **asked: bool) -> list[dict[str, Any]]:
    """What the reader finds in the event log of some traces, trace by trace."""
    path = _written(folder / "events.xes", event_log(traces, **asked))
    [found] = _asked({"events": [path]}, folder)["events"]
    return list(found)


def _fit(answer: dict[str, Any]) -> Fit:
    lists = {name: tuple(answer[name]) for name in ("log", "model", "ran")}
    return Fit(answer["case"], answer["fitness"], **lists, stands=answer["stands"])


def _written(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def _asked(questions: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The answers of a process of its own; without its environment the test fails."""
    assert PYTHON.exists(), f"no independent reader in {PYTHON.parents[1]}: run `make test-deep`"
    every = {"graphs": [], "logs": [], "objects": [], "events": [], **questions}
    asked = _written(folder / "questions.json", json.dumps(every))
    answers = folder / "answers.json"
    answers.unlink(missing_ok=True)
    done = subprocess.run(  # noqa: S603 - our own script
        [PYTHON, SCRIPT, asked, answers],
        capture_output=True,
        check=False,
        cwd=folder,
        encoding="utf-8",
        timeout=1800,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(answers.read_text(encoding="utf-8"))
    return found
