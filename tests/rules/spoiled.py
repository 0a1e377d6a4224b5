"""What shows that a spoiled rule is found out: its refusal, and two mutants with a probe each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from tests.builders import Asked
from tests.rewriting import Change
from tests.rules.mutations import taking

Probe = Callable[[], Asked]
NO_TIME: Final = timedelta()


@dataclass(frozen=True, slots=True)
class Spoiled:
    """The probes of one rule: where it refuses, and two mutants with a probe each."""

    refused: Probe
    wrong: Change
    wrong_probe: Probe
    edge: Change | None
    edge_probe: Probe | None
    #: Why no boundary mutant of the rule can exist.
    exempt: str = ""


ROLES_OF_CLIENT: Final = taking(roles=frozenset({"client"}))
