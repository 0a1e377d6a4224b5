"""How the search of a check grows, with states, leads and conference types.

The floor is `decide` itself: a search that asks it so many times cannot take less. The figures
in seconds belong to the machine of the day; the ratios are of one run. Nothing is asserted.
"""

import json
import sys
import timeit
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from ddrflow.model.commands import TakeStep
from ddrflow.model.workflow import Workflow
from ddrflow.proof import prove
from ddrflow.proof.exploring import explore
from ddrflow.workflow.load import check_text, load, shipped

LOCAL: Final = {"source": "local choice"}
#: States, leads and types of conference of the files that are made.
SIZES: Final = (
    (12, 1, 1),
    (50, 1, 1),
    (100, 1, 1),
    (100, 3, 1),
    (100, 3, 6),
    (250, 3, 6),
    (500, 3, 6),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One file, how long its search took, and how often it asked."""

    name: str
    seconds: float
    situations: int
    asked: int
    floor: float

    @property
    def over_the_floor(self) -> float:
        """The search, to the time that its questions alone would take."""
        return self.seconds / (self.asked * self.floor)


def made(states: int, leads: int, types: int) -> Workflow:
    """A chain of states in which each step asks for a paper or a conference, and goes one on."""
    roles = {f"lead-{one}": {"kind": "legal-counsel"} for one in range(leads)}
    chain = [f"s{one}" for one in range(states)]
    meetings = [f"meeting-{one}" for one in range(types)]
    document: dict[str, Any] = {
        "ddrflow": 1,
        "workflow": "made",
        "version": 1,
        "title": "A chain",
        "time_zone": "Europe/Vienna",
        "agencies": {**roles, "client": {"kind": "client"}},
        "lead": {"custody": {"roles": list(roles), **LOCAL}},
        "states": {one: {"phase": "custody"} for one in chain} | {"closed": {"final": True}},
        "steps": [
            {
                "trigger": f"on-{number}",
                "from": one,
                "to": chain[number + 1] if number + 1 < states else "closed",
                "by": list(roles),
                "rules": [
                    {"conference.held": {"type": meetings[number % types], **LOCAL}}
                    if number % 5 == 0
                    else {"document.filed": {"kind": "paper", "within": "1 month", **LOCAL}}
                ],
                **LOCAL,
            }
            for number, one in enumerate(chain)
        ],
        "conferences": {
            one: {
                "title": one,
                "convened_by": list(roles),
                "core": ["lead-0", "client"],
                "information": "open",
                "stages": ["talk"],
                **LOCAL,
            }
            for one in meetings
        },
        "documents": {"paper": {"filed_by": list(roles), **LOCAL}},
        "consents": {"talks": {"of": "client", "text_version": "1", **LOCAL}},
        "reviews": [{"name": "look", "while": {"phase": "custody"}, "every": "3 months", **LOCAL}],
    }
    document["states"]["s0"]["initial"] = True
    found = check_text(json.dumps(document).encode(), "made.yaml")
    if found.workflow is None:
        message = str(found.findings[0])
        raise ValueError(message)
    return found.workflow


def floor(workflow: Workflow) -> float:
    """Seconds that one `decide` takes: a step asked where it is refused or taken."""
    node = next(iter(explore(workflow, 1000).nodes.values()))
    actor = node.line.opened.opened_by

    command = TakeStep(actor=actor, trigger=workflow.triggers()[0])
    laps = 2000
    return min(timeit.repeat(lambda: node.line.asked(command), number=laps, repeat=5)) / laps


def measured(name: str, workflow: Workflow) -> Row:
    """The search of one workflow, once: it is long enough to need no repeating."""
    start = timeit.default_timer()
    proof = prove(workflow)
    seconds = timeit.default_timer() - start
    return Row(name, seconds, proof.situations, proof.asked, floor(workflow))


def rows() -> Iterator[Row]:
    """Every shipped file, then files that are made."""
    for name in shipped():
        yield measured(name, load(name))
    for states, leads, types in SIZES:
        yield measured(
            f"made: {states} states, {leads} leads, {types} types", made(states, leads, types)
        )


def main() -> int:
    """Print the table."""
    print(f"{'file':44} {'situations':>10} {'asked':>8} {'seconds':>8} {'x floor':>8}")
    for one in rows():
        print(
            f"{one.name:44} {one.situations:10} {one.asked:8} {one.seconds:8.2f} "
            f"{one.over_the_floor:8.1f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
