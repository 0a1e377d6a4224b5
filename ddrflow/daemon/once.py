"""One sweep for a program that comes by now and then: cron, or a test."""

import socket
from importlib import metadata

from ddrflow.daemon.delivery import Courier
from ddrflow.daemon.settings import Settings
from ddrflow.daemon.sweep import Sweep, Swept
from ddrflow.engine import Engine
from ddrflow.ports import Beat, ReplicaState


def sweep_once(
    engine: Engine, settings: Settings | None = None, courier: Courier | None = None
) -> Swept:
    """Record all that is due by now, and hand on what was recorded: for cron, or a test.

    That it swept is kept under one name for all that come by from this machine, so that `status`
    can tell when nobody came. Beside a daemon it does no harm. Raises StoreFault, Busy,
    Unanswered, Conflict, BadRecord.
    """
    chosen = settings or Settings()
    name = f"{chosen.name or socket.gethostname()}:once"
    engine.clockwork.derive()
    swept = Sweep(name, chosen.sweep).once(engine)
    if courier is not None:
        swept.deliveries = courier.round()
    engine.clockwork.replicas.beat(
        Beat(
            name,
            ReplicaState.STOPPED,
            metadata.version("ddrflow"),
            swept.entries,
            swept.failed,
            swept.deliveries.done,
            has_swept=True,
        )
    )
    return swept
