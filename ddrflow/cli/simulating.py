"""`ddrflow simulate` and `ddrflow compare`: synthetic people under a procedure, or under two."""

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from ddrflow.cli.console import document, line
from ddrflow.cli.exits import Exit
from ddrflow.cli.naming import reading
from ddrflow.cli.simulation_told import (
    print_comparison,
    print_estimates,
    print_fits,
    print_sweep,
)
from ddrflow.cli.simulation_words import Sweep
from ddrflow.cli.writing import check_new, print_or_write, write_new
from ddrflow.errors import BadCommand
from ddrflow.export import event_lines, event_log, event_table, ocel, trace_of
from ddrflow.measures import Past
from ddrflow.measures.report import past_of
from ddrflow.model.events import Entry
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Filter
from ddrflow.simulation.breadth import CORE, breadths
from ddrflow.simulation.cluster import cluster
from ddrflow.simulation.comparing import Comparison, Expectation, Wish
from ddrflow.simulation.comparing import compare as compare_studies
from ddrflow.simulation.document import (
    comparison_document,
    fit_documents,
    simulation_document,
    swept_documents,
)
from ddrflow.simulation.processes import processes
from ddrflow.simulation.replication import Window
from ddrflow.simulation.run import Replication, Study, lives, replications, study
from ddrflow.simulation.sensitivity import Swept
from ddrflow.simulation.sensitivity import sweep as sweep_parameters
from ddrflow.simulation.statistics.verdict import Bound, Verdict
from ddrflow.simulation.validating import LEAST, fits
from ddrflow.simulation.window import followed_for
from ddrflow.simulation.world import World
from ddrflow.simulation.world_file import load_world
from ddrflow.workflow.load import load

EXPECTED: Final = re.compile(r"([a-z0-9-]+) ?(<=|>=) ?(-?[0-9]+(?:\.[0-9]+)?)")
NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class Spread:
    """Where replications are lived: in so many processes, 0 for one a core, or on a cluster."""

    processes: int = 0
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class Options:
    """What both commands are given, as it was typed."""

    world: str
    cases: int
    horizon: str
    seed: int
    begin: str
    spread: Spread
    as_json: bool


def simulate(name: str, options: Options, number: int, log: Path | None, against: str) -> Exit:
    """Live replications and print what they come to. Raises BadCommand, BadFile, UnknownName."""
    _check_log(log)
    workflow = _loaded(name)
    record = _recorded(workflow, against, number) if against else ()
    of = _study(workflow, replace(options, cases=len(record) or options.cases))
    with _spread(options, number) as executor, _progress("replications", number) as told:
        lived: list[Replication] = []
        for one in range(0, number, AT_ONCE):
            upto = min(one + AT_ONCE, number)
            lived += replications([(of, each) for each in range(one, upto)], executor)
            told(len(lived), number)
    found = simulation_document(of, workflow, tuple(lived))
    fitting = fits(lived, record) if record else ()
    if log is not None:
        # Last of all: what is refused before leaves no file behind.
        write_new(_log_of(of, log), log)
    if options.as_json:
        written = found.model_dump(mode="json", by_alias=True)
        document({**written, "against": fit_documents(fitting)} if record else written)
    else:
        print_estimates(found, of, tuple(lived))
        print_fits(fitting, len(record))
        if log is not None:
            line(f"{log}: written, a simulated log of the first replication")
    return Exit.OK if all(one.fits for one in fitting) else Exit.BAD_FILE


def _recorded(workflow: Workflow, database: str, number: int) -> tuple[Past, ...]:
    """The recorded cases of a procedure, under any of its versions. Raises BadCommand for none."""
    if number < LEAST:
        message = f"{number} replications do not tell how far one lies from the others"
        raise BadCommand("--replications", message, f"at least {LEAST}")
    from ddrflow.cli.opened import engine  # noqa: PLC0415 - nothing else opens a database here

    name = workflow.identity.name
    with engine(database) as found:
        cases = [one.case_id for one in found.summaries(Filter(workflow=name))]
        record = tuple(past_of(found, one, found.now()) for one in cases)
    if not record:
        message = f"`{database}` holds no case under `{name}`"
        raise BadCommand("--against", message, "name the database in which they are recorded")
    return record


#: Between two looks of the progress bar.
AT_ONCE: Final = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """How a comparison is to be made and told."""

    sweep: Sweep | None = None
    with_sensitivity: bool = False
    as_html: bool = False
    out: Path | None = None


def compare(names: tuple[str, str], options: Options, wish: Wish, asked: Asked) -> Exit:
    """Compare two procedures, or one at three breadths; print what differs. Raises as above."""
    _check(options, asked)
    page_of = _page_maker() if asked.as_html else None
    (first, baseline), *others = _versions(names, asked.sweep)
    before = _study(baseline, options)
    lived: list[tuple[str, Workflow, Comparison, tuple[Swept, ...]]] = []
    with _spread(options, 2 * wish.budget) as executor:
        for name, workflow in others:
            after = _study(workflow, options)
            with _progress("replications", wish.budget) as progress:
                found = compare_studies(before, after, wish, executor, progress)
            lived.append((name, workflow, found, _swept(found, asked, executor)))
    # Not before: who has read enough ends the program, which is to have no processes then.
    for name, workflow, found, swept in lived:
        if page_of is not None:
            page = page_of(found, baseline, workflow, swept)
            print_or_write(page, asked.out, "what the change does, to read and print")
        elif not options.as_json:
            print_comparison(found, baseline, workflow, _title(name, first, asked))
            print_sweep(found, swept)
    if options.as_json:
        told = [_data(found, baseline, workflow, swept) for _, workflow, found, swept in lived]
        document(told[0] if asked.sweep is None else told)
    exits = [_exit(found) for _, _, found, _ in lived]
    return min(exits, key=BY_WEIGHT.index)


def _page_maker() -> Callable[[Comparison, Workflow, Workflow, tuple[Swept, ...]], str]:
    """Before anything is lived: a library of charts that is missing is told at once."""
    from ddrflow.simulation.report import report_page  # noqa: PLC0415 - charts, where wanted

    return report_page


def _check(options: Options, asked: Asked) -> None:
    if asked.as_html and (options.as_json or asked.sweep):
        other = "--json" if options.as_json else "--sweep"
        message = f"a page is of one comparison, and no `{other}`"
        raise BadCommand("--html", message, "leave out one of the two")
    check_new(asked.out)


def _swept(found: Comparison, asked: Asked, executor: Executor | None) -> tuple[Swept, ...]:
    if not asked.with_sensitivity:
        return ()
    with _progress("assumptions", 0) as progress:
        return sweep_parameters(found, executor, progress)


def _data(
    found: Comparison, before: Workflow, after: Workflow, swept: tuple[Swept, ...]
) -> dict[str, object]:
    written = comparison_document(found, before, after).model_dump(mode="json", by_alias=True)
    return {**written, "sensitivity": swept_documents(swept)}


def _title(name: str, first: str, asked: Asked) -> str:
    return f"{name} against {first}" if asked.sweep else ""


def wished(
    primary: str, precision: str, expected: Sequence[str], budget: int, target: int | None
) -> Wish:
    """What is wanted of a comparison, from what was typed. Raises BadCommand."""
    wanted = None
    if precision:
        if not NUMBER.fullmatch(precision) or not float(precision):
            raise BadCommand("precision", f"`{precision}` is no width", "a number above 0: `1.5`")
        wanted = float(precision)
    return Wish(primary, wanted, tuple(_expectation(one) for one in expected), budget, target)


def _expectation(text: str) -> Expectation:
    found = EXPECTED.fullmatch(text)
    if found is None:
        help_line = "write a measure, `<=` or `>=`, and a number: `reviews-missed<=0.1`"
        raise BadCommand("expect", f"`{text}` is no expectation", help_line)
    return Expectation(found[1], Bound(float(found[3]), is_most=found[2] == "<="))


def _versions(names: tuple[str, str], sweep: Sweep | None) -> list[tuple[str, Workflow]]:
    old, new = names
    if sweep is not None:
        if new:
            message = f"`{new}` is one procedure too many: a sweep is over one"
            raise BadCommand("new", message, "leave out the second, or `--sweep`")
        return sorted(breadths(_loaded(old)).items(), key=lambda one: one[0] != CORE)
    if not new:
        raise BadCommand("new", "the second procedure is missing", "name it, or give `--sweep`")
    return [(old, _loaded(old)), (new, _loaded(new))]


def _loaded(name: str) -> Workflow:
    with reading(name):
        return load(name)


def _study(workflow: Workflow, options: Options) -> Study:
    world: World = load_world(options.world)
    horizon = followed_for(options.horizon)
    try:
        begins_on = date.fromisoformat(options.begin)
    except ValueError as fault:
        message = f"`{options.begin}` is no day"
        raise BadCommand("begin", message, "write it as 2026-01-05") from fault
    return study(workflow, world, Window(options.cases, begins_on, horizon), options.seed)


def _log_of(of: Study, log: Path) -> str:
    """The first replication as a log marked as simulated, in the form that the name asks for."""
    histories = [life.past.entries for life in lives(of, 0)]
    return LOGS[log.suffix](histories)


def _check_log(log: Path | None) -> None:
    if log is not None and log.suffix not in LOGS:
        message = f"`{log}` does not say in which form"
        raise BadCommand("log", message, f"end it in one of: {', '.join(LOGS)}")
    check_new(log)


#: How a log is written, by how its file's name ends.
LOGS: Final[Mapping[str, Callable[[Sequence[Sequence[Entry]]], str]]] = {
    ".jsonl": lambda histories: event_lines(histories, simulated=True),
    ".csv": lambda histories: event_table(histories, simulated=True),
    ".json": lambda histories: ocel(histories, simulated=True),
    ".xes": lambda histories: event_log(
        [trace_of(one, besides=True) for one in histories], simulated=True
    ),
}


#: What several comparisons come to: one that fails, else one that is undecided.
BY_WEIGHT: Final = (Exit.BAD_FILE, Exit.UNDECIDED, Exit.OK)


def _exit(found: Comparison) -> Exit:
    verdicts = {one.verdict for one in found.judged}
    if Verdict.FAILS in verdicts:
        return Exit.BAD_FILE
    return Exit.UNDECIDED if Verdict.UNDECIDED in verdicts else Exit.OK


@contextmanager
def _spread(options: Options, most: int) -> Iterator[Executor | None]:
    """Whoever lives replications: processes, as many as were asked for, or a cluster."""
    spread = options.spread
    if spread.cluster and spread.processes:
        message = "a cluster has its own processes"
        raise BadCommand("--cluster", message, "leave out `--processes`")
    where = (
        cluster(spread.cluster)
        if spread.cluster
        else processes(min(most, spread.processes or os.cpu_count() or 1))
    )
    with _pipes_may_break(), where as executor:
        yield executor


@contextmanager
def _pipes_may_break() -> Iterator[None]:
    """A process that is gone, with the pipe to it, ends nothing but what it was to do."""
    if not hasattr(signal, "SIGPIPE"):
        yield
        return
    before = signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGPIPE, before)


@contextmanager
def _progress(what: str, number: int) -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error, where that is a terminal, with what is left of the time."""
    columns = (
        TextColumn(what),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    is_shown = sys.stderr.isatty() and "CI" not in os.environ
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not is_shown) as bar:
        task = bar.add_task(what, total=number or None)
        yield lambda done, budget: bar.update(task, completed=done, total=budget)
