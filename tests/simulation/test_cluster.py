"""Replications on a cluster of Dask, with workers that are processes of their own."""

import sys
from collections.abc import Iterator
from importlib import metadata

import pytest
from distributed import LocalCluster

from ddrflow.errors import BadCommand
from ddrflow.simulation.cluster import _check, cluster
from ddrflow.simulation.run import replications
from tests.simulation.worlds import small_study


@pytest.fixture(scope="module")
def running() -> Iterator[LocalCluster]:
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0"
    ) as found:
        yield found


def test_a_cluster_lives_what_one_process_does(running: LocalCluster) -> None:
    tasks = [(small_study(cases=2, years=1), one) for one in range(3)]
    with cluster(running.scheduler_address) as executor:
        assert replications(tasks, executor) == replications(tasks)


def test_without_a_worker_nothing_is_begun() -> None:
    empty = LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0")
    with (
        empty,
        pytest.raises(BadCommand, match="no worker waits"),
        cluster(empty.scheduler_address),
    ):
        pass


def test_a_worker_with_another_version_would_live_other_lives() -> None:
    ours = metadata.version("ddrflow")
    _check({"tcp://one:1": ours}, "tcp://scheduler:8786")
    with pytest.raises(BadCommand, match=r"not what is installed on tcp://two:1\n"):
        _check({"tcp://one:1": ours, "tcp://two:1": "0.0.1"}, "tcp://scheduler:8786")


def test_who_installed_it_without_the_extra_is_told_which(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(BadCommand, match=r"`distributed` is not installed(.|\n)*ddrflow\[cluster\]"),
        cluster("tcp://127.0.0.1:9"),
    ):
        pass


def test_nobody_answers_where_there_is_no_cluster() -> None:
    with pytest.raises(BadCommand, match="nobody answers at `here`"), cluster("here"):
        pass
