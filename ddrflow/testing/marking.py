"""What the marker `ddrflow` of a test says."""

from dataclasses import dataclass

import pytest


@dataclass(frozen=True, slots=True)
class Marked:
    """Which workflow is tested, when the clock begins, in which world; empty where not said."""

    workflow: str
    at: str = ""
    world: str = ""


def marked(item: pytest.Item) -> Marked | None:
    """What the nearest marker says; None where there is none. Raises ValueError for a wrong one."""
    marker = item.get_closest_marker("ddrflow")
    if marker is None:
        return None
    unknown = [one for one in marker.kwargs if one not in ("at", "world")]
    names = len(marker.args) == 1 and isinstance(marker.args[0], str)
    if not names or unknown:
        wrong = f"`{unknown[0]}` is unknown" if unknown else "it names one workflow, as text"
        message = (
            f'{item.nodeid}: marker `ddrflow`: {wrong}\n  help: `@pytest.mark.ddrflow("mine.yaml")`'
        )
        raise ValueError(message)
    return Marked(
        marker.args[0], str(marker.kwargs.get("at", "")), str(marker.kwargs.get("world", ""))
    )
