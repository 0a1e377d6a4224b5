"""The numbers of a daemon and of its store, as Prometheus reads them."""

from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    Metric,
)

from ddrflow.daemon.counts import BOUNDS
from ddrflow.daemon.daemon import Daemon
from ddrflow.daemon.report import Report, report
from ddrflow.engine.together import OF_THE_STORE
from ddrflow.ports import ReplicaState

KIND: Final = "text/plain; version=0.0.4; charset=utf-8"


class Numbers:
    """Collects when it is asked: from the daemon itself, and from its store if that answers."""

    def __init__(self, daemon: Daemon) -> None:
        self._daemon = daemon

    def collect(self) -> Iterator[Metric]:
        """Every number there is now."""
        yield from _of_daemon(self._daemon)
        try:
            found = report(self._daemon.engine, upcoming=1)
        except OF_THE_STORE:
            yield _gauge("store_up", "Whether the database answers", 0)
            return
        yield _gauge("store_up", "Whether the database answers", 1)
        yield from _of_store(found)


def metrics(daemon: Daemon) -> str:
    """All of it as text."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Numbers(daemon))
    return generate_latest(registry).decode()


def _of_daemon(daemon: Daemon) -> Iterator[Metric]:
    counts = daemon.counts
    yield _counter("entries_recorded", "Entries that time made happen", counts.entries)
    yield _counter("timers_failed", "Attempts that failed", counts.failed)
    yield _counter("timers_put_away", "Timers that went into quarantine", counts.put_away)
    yield _counter("deliveries_made", "Deliveries", counts.delivered)
    late = HistogramMetricFamily(
        "ddrflow_lateness_seconds", "From the instant at which something was due to its record"
    )
    sums = list(accumulate(counts.late))
    named = [*(str(float(one)) for one in BOUNDS), "+Inf"]
    buckets = list(zip(named, [float(one) for one in sums], strict=True))
    late.add_metric([], buckets, counts.late_seconds)
    yield late
    age = daemon.sweeping.age()
    if age is not None:
        yield _gauge("sweep_age_seconds", "Since a sweep, or a batch of one, ended well", age)
    every = daemon.settings.sweep.every.total_seconds()
    yield _gauge("sweep_expected_seconds", "How old that may be", every)
    yield _gauge(
        "clock_skew_seconds",
        "By how much this clock differs from the database's",
        counts.skew.total_seconds(),
    )
    active = daemon.state is ReplicaState.ACTIVE
    yield _gauge("active", "Whether it sweeps, and does not stand by", float(active))


def _of_store(found: Report) -> Iterator[Metric]:
    due = GaugeMetricFamily(
        "ddrflow_timers_due", "Due by now and not recorded", labels=["organisation"]
    )
    for name, many in found.backlog.by_organisation.items():
        due.add_metric([name], many)
    yield due
    overdue = GaugeMetricFamily(
        "ddrflow_reviews_overdue", "Reviews whose grace is over", labels=["organisation"]
    )
    for name, many in found.overdue.items():
        overdue.add_metric([name], many)
    yield overdue
    oldest = found.backlog.oldest
    waiting = (found.now - oldest).total_seconds() if oldest else 0.0
    yield _gauge("due_for_seconds", "For how long the oldest of what is due has been", waiting)
    yield _gauge("timers_quarantined", "In quarantine", len(found.quarantine))
    yield _gauge("replicas", "Daemons that are there", len(found.there))
    outgoing = found.outgoing
    yield _gauge("outbox_entries", "Entries that no handler was given yet", outgoing.in_outbox)
    many = sum(outgoing.waiting.values())
    yield _gauge("deliveries_waiting", "Deliveries that are still to arrive", many)
    since = (outgoing.now - outgoing.oldest).total_seconds() if outgoing.oldest else 0.0
    yield _gauge("deliveries_lag_seconds", "For how long the oldest of them has waited", since)
    yield _gauge("dead_letters", "Deliveries that were given up", len(found.dead))
    unreviewed = sum(found.unreviewed.values())
    yield _gauge("cases_without_review", "Open cases that lack a next review", unreviewed)


def _gauge(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(f"ddrflow_{name}", says, value=value)


def _counter(name: str, says: str, value: float) -> Metric:
    return CounterMetricFamily(f"ddrflow_{name}", says, value=value)
