"""The commands of the simulation: a procedure lived by synthetic people, and two compared."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ddrflow.cli.options import AsJson, not_empty
from ddrflow.errors import BadCommand

World = Annotated[
    str,
    typer.Option(
        "--world", "-w", callback=not_empty, help="A shipped world, or a path (`./mine.yaml`)."
    ),
]
Cases = Annotated[int, typer.Option("--cases", min=1, max=1_000_000, help="How many people.")]
Horizon = Annotated[
    str,
    typer.Option(
        "--horizon", callback=not_empty, help="How long each is followed: `3y`, `18m`, `90d`."
    ),
]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed, the same people.")]
Begin = Annotated[
    str,
    typer.Option(
        "--begin", metavar="DAY", callback=not_empty, help="The day of the first referral."
    ),
]
Processes = Annotated[
    int,
    typer.Option("--processes", min=0, max=1024, help="How many at once; 0 for one a core."),
]
Cluster = Annotated[
    str,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        callback=not_empty,
        help="A cluster of Dask to live them on, such as `tcp://scheduler:8786`.",
    ),
]


class Sweep(StrEnum):
    """What of a procedure can be swept."""

    BREADTH = "breadth"


def add_simulation(app: typer.Typer) -> None:
    """Put the commands into the program."""
    app.command("simulate", short_help="Live synthetic cases under a procedure.")(simulate)
    app.command("compare", short_help="Try a change of a procedure on synthetic people.")(compare)


def simulate(  # noqa: PLR0913 - each is an option by its name
    workflow: Annotated[str, typer.Argument(help="A shipped name, or a path.")],
    *,
    world: World = "region",
    cases: Cases = 50,
    horizon: Horizon = "3y",
    seed: Seed = 1,
    replications: Annotated[
        int, typer.Option("--replications", "-n", min=1, max=100_000, help="How many times.")
    ] = 10,
    begin: Begin = "2026-01-05",
    processes: Processes = 0,
    cluster: Cluster = "",
    against: Annotated[
        str,
        typer.Option(
            "--against",
            metavar="DATABASE",
            callback=not_empty,
            help="Say whether recorded cases of the procedure could have come of it.",
        ),
    ] = "",
    log: Annotated[
        Path | None,
        typer.Option(
            "--log",
            metavar="FILE",
            help="A new file for the first one: `.jsonl`, `.csv`, `.xes`, `.json` (OCEL).",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Live synthetic cases under a procedure, through the engine that live cases go through.

    Nobody is predicted: the numbers are about the procedure, and rest on the parameters of the
    world, which are listed. Nothing of it comes into a database. Exit code 3 if the cases that it
    is held against do not fit.
    """
    with _of_the_extra():
        from ddrflow.cli import simulating  # noqa: PLC0415 - `--help` stays light

        spread = simulating.Spread(processes, cluster)
        options = simulating.Options(world, cases, horizon, seed, begin, spread, as_json)
        raise typer.Exit(simulating.simulate(workflow, options, replications, log, against))


def compare(  # noqa: PLR0913 - each is an option by its name
    old: Annotated[str, typer.Argument(help="The version in force: a name, or a path.")],
    new: Annotated[
        str, typer.Argument(help="The version that is proposed; none with `--sweep`.")
    ] = "",
    *,
    world: World = "region",
    cases: Cases = 50,
    horizon: Horizon = "3y",
    seed: Seed = 1,
    begin: Begin = "2026-01-05",
    primary: Annotated[
        str, typer.Option("--primary", callback=not_empty, help="The measure that it is about.")
    ] = "release-to-conference",
    precision: Annotated[
        str,
        typer.Option(
            "--precision",
            callback=not_empty,
            help="Go on until the primary difference is known to plus or minus this.",
        ),
    ] = "",
    target: Annotated[
        int | None,
        typer.Option(
            "--target",
            metavar="DAYS",
            min=0,
            max=100_000,
            help="By when the primary measure is to have come; told of both versions.",
        ),
    ] = None,
    expectation: Annotated[
        list[str] | None,
        typer.Option(
            "--expect",
            metavar="MEASURE<=NUMBER",
            help="What a difference is to keep, `<=` or `>=`; several times.",
        ),
    ] = None,
    budget: Annotated[
        int, typer.Option("--budget", min=2, max=100_000, help="The most replications.")
    ] = 40,
    sweep: Annotated[
        Sweep | None,
        typer.Option("--sweep", help="Core only, core and needs, everyone: of one procedure."),
    ] = None,
    sensitivity: Annotated[
        bool,
        typer.Option("--sensitivity", help="Try every assumed parameter over its range too."),
    ] = False,
    processes: Processes = 0,
    cluster: Cluster = "",
    as_html: Annotated[
        bool, typer.Option("--html", help="One page to read and print, with charts.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="A new file for the page.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Try a change of a procedure on synthetic people: both versions meet the same ones.

    Exit code 3 if an expectation fails, 4 if one is undecided within the budget.
    """
    with _of_the_extra():
        from ddrflow.cli import simulating  # noqa: PLC0415 - as above

        spread = simulating.Spread(processes, cluster)
        options = simulating.Options(world, cases, horizon, seed, begin, spread, as_json)
        wish = simulating.wished(primary, precision, expectation or [], budget, target)
        asked = simulating.Asked(sweep, sensitivity, as_html or out is not None, out)
        raise typer.Exit(simulating.compare((old, new), options, wish, asked))


@contextmanager
def _of_the_extra() -> Iterator[None]:
    """Tell which extra brings a library that is not installed. Raises BadCommand."""
    try:
        yield
    except ModuleNotFoundError as fault:
        problem = f"`{fault.name}` is not installed, which a simulation needs"
        raise BadCommand("simulation", problem, "pip install 'ddrflow[simulation]'") from fault
