"""Replications spread over the machines of a cluster of Dask, which is in the extra `cluster`.

Where a replication is lived changes nothing in it: a cluster gives the same bytes as one process.
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import metadata
from typing import Final

from ddrflow.errors import BadCommand

#: Seconds in which the scheduler of a cluster has to answer.
PATIENCE: Final = 5
INSTALL: Final = "pip install 'ddrflow[cluster]', here and on every worker"


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """The workers of a running cluster, such as `tcp://scheduler:8786`.

    Raises BadCommand where nobody answers, where there is no worker, and where a worker has
    another version of ddrflow, which would live other lives.
    """
    try:
        from distributed import Client  # noqa: PLC0415 - of the extra `cluster`

        client = Client(address, timeout=PATIENCE)
    except ModuleNotFoundError as fault:
        problem = f"`{fault.name}` is not installed, which a cluster needs"
        raise BadCommand("cluster", problem, INSTALL) from fault
    except (OSError, ValueError) as fault:
        problem = f"nobody answers at `{address}`"
        raise BadCommand("cluster", problem, "start `dask scheduler` there, or name it") from fault
    with client:
        _check(client.run(metadata.version, "ddrflow", on_error="return"), address)
        yield client.get_executor()


def _check(found: dict[str, object], address: str) -> None:
    """What the workers said of their version."""
    if not found:
        problem = f"no worker waits at `{address}`"
        raise BadCommand("cluster", problem, f"start some: `dask worker {address}`")
    ours = metadata.version("ddrflow")
    others = sorted(worker for worker, theirs in found.items() if theirs != ours)
    if others:
        problem = f"ddrflow {ours} is not what is installed on {', '.join(others)}"
        raise BadCommand("cluster", problem, INSTALL)
