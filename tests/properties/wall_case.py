"""The Austrian case in which the wall is tried: its roles, who is below, its two conferences."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from ddrflow.model.agency import Actor
from ddrflow.model.commands import Command
from ddrflow.model.information import InformationClass
from ddrflow.model.workflow import Workflow
from tests import shipped

START: Final = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
CASE: Final = "c-1"
ROLES: Final = (
    "state-security",
    "neustart",
    "prison",
    "prosecutor",
    "court",
    "probation",
    "client",
    "network",
)
BELOW: Final = ("client", "network", "court")
"""Who may sit in no confidential conference: two lay parties and one agency."""
LAY: Final = ("client", "network")
"""Who is no agency."""
SSC, SNC = "ssc-1", "snc-1"
SECRET: Final = InformationClass.CONFIDENTIAL

Make = Callable[[int], Command]


def who(role: str) -> Actor:
    """Somebody of the one organisation that plays a role."""
    return Actor(f"p-{role}", f"org-{role}", role)


def workflow() -> Workflow:
    """The shipped Austrian workflow."""
    return shipped.workflow("neustart")
