"""What the daemon is told: how often it sweeps, how much at a time, where it can be asked."""

from datetime import timedelta
from ipaddress import ip_address
from typing import Annotated

from pydantic import AfterValidator, Field

from ddrflow.daemon.handlers.settings import HandlerSettings
from ddrflow.daemon.parts import Duration, Part
from ddrflow.ports import Patience


def _address(value: str) -> str:
    """Where it listens, as an address: a name could lead elsewhere tomorrow."""
    ip_address(value)
    return value


class SweepSettings(Part):
    """How what is due is looked for."""

    every: Duration = Field(default=timedelta(seconds=1), description="How often it looks")
    jitter: float = Field(
        default=0.2, ge=0, le=1, description="Up to which part of that it looks later, at random"
    )
    batch: int = Field(
        default=200, ge=1, le=5_000, description="How many timers are claimed at a time"
    )
    claim: Duration = Field(
        default=timedelta(seconds=30), description="How long nobody else takes up what is claimed"
    )
    pauses: list[Duration] = Field(
        default=list(Patience().pauses),
        min_length=1,
        description="How long what failed rests, after each attempt in turn",
    )
    attempts: int = Field(
        default=5, ge=1, le=100, description="After how many failures it goes into quarantine"
    )
    stuck_after: Duration = Field(
        default=timedelta(minutes=1),
        description="Without any progress for so long in a sweep, the process ends with code 75",
    )
    derive_every: Duration = Field(
        default=timedelta(hours=1),
        description="How often it asks whether timers were worked out with other time zones or "
        "holidays than its own",
    )

    @property
    def patience(self) -> Patience:
        """How often a timer is tried, and how long nobody else takes it."""
        return Patience(self.claim, tuple(self.pauses), self.attempts)


class WatchSettings(Part):
    """Where one daemon alone may sweep: on SQLite."""

    lease: Duration = Field(
        default=timedelta(seconds=15),
        description="How long a daemon that says nothing keeps the others waiting",
    )


class HealthSettings(Part):
    """Where it can be asked how it is, over HTTP."""

    listen: Annotated[str, AfterValidator(_address)] = Field(
        default="127.0.0.1", description="On which address; of this machine alone, unless changed"
    )
    port: int = Field(default=0, ge=0, le=65_535, description="On which port; 0 for nowhere")


class DatabaseSettings(Part):
    """How it works with the database."""

    url: str = Field(default="", description="Its address; `--db` and DDRFLOW_DB come before it")
    skips_locked: bool = Field(
        default=True,
        description="Whether the database passes over rows that others have locked; PostgreSQL can",
    )
    pooled: bool = Field(
        default=False,
        description="Whether a pooler such as PgBouncer stands before it in transaction mode: then "
        "nothing is kept for a session; set limits of time for the role instead",
    )


class Settings(Part):
    """Everything that the daemon is told."""

    sweep: SweepSettings = Field(
        default=SweepSettings(), description="How it looks for what is due"
    )
    watch: WatchSettings = Field(default=WatchSettings(), description="Who sweeps on SQLite")
    health: HealthSettings = Field(default=HealthSettings(), description="Where it can be asked")
    database: DatabaseSettings = Field(
        default=DatabaseSettings(), description="How it works with the database"
    )
    handlers: list[HandlerSettings] = Field(
        default=[], description="Who is told of what was recorded, each in a table of its own"
    )
    drain: Duration = Field(
        default=timedelta(seconds=8),
        description="How long it has to finish what it began, once it is to stop",
    )
    workflows: list[str] = Field(
        default=[],
        description="Workflow files that new cases may begin under, read again on SIGHUP",
    )
    name: str = Field(
        default="",
        pattern=r"^[A-Za-z0-9._:-]{0,64}$",
        description="What it is called among its like; host and process where it is left out",
    )
