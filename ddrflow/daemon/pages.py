"""What the daemon answers over HTTP."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from ddrflow.daemon.daemon import Daemon
from ddrflow.daemon.health import Page


def pages(daemon: Daemon) -> Mapping[str, Callable[[], Page]]:
    """`/healthz`: it need not be started anew; `/readyz`: it sweeps, or stands by; `/metrics`."""
    return {
        "/healthz": lambda: _health(daemon),
        "/readyz": lambda: _readiness(daemon),
        "/metrics": lambda: _metrics(daemon),
    }


def _health(daemon: Daemon) -> Page:
    troubles = daemon.troubles()
    if troubles:
        return Page(HTTPStatus.SERVICE_UNAVAILABLE, "\n".join((*troubles, "")))
    return Page(HTTPStatus.OK, "ok\n")


def _readiness(daemon: Daemon) -> Page:
    if daemon.is_ready():
        return Page(HTTPStatus.OK, f"{daemon.state}\n")
    why = daemon.sweeping.kept_by or "no sweep got on lately"
    return Page(HTTPStatus.SERVICE_UNAVAILABLE, "\n".join((*daemon.troubles(), why, "")))


def _metrics(daemon: Daemon) -> Page:
    # In the extra `daemon`: who does not ask for numbers needs no library for them.
    try:
        from ddrflow.daemon.metrics import KIND, metrics  # noqa: PLC0415 - as said
    except ModuleNotFoundError:
        text = "metrics need `pip install 'ddrflow[daemon]'`\n"
        return Page(HTTPStatus.NOT_IMPLEMENTED, text)
    return Page(HTTPStatus.OK, metrics(daemon), KIND)
