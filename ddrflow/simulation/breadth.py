"""The paper's own experiment: how many sit at the table (R71).

Breadth is a choice of the procedure, so it is tried as one: the same file with fewer or more
roles at its conferences.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from json import dumps, loads
from typing import Any, Final

from ddrflow.errors import BadCommand, BadFile
from ddrflow.model.workflow import Workflow
from ddrflow.workflow.load import restored

CORE: Final = "core only"
NEEDS: Final = "core and needs"
EVERYONE: Final = "everyone"
Change = Callable[[dict[str, Any], Mapping[str, Any]], None]


def breadths(workflow: Workflow) -> dict[str, Workflow]:
    """The procedure with the core alone, as it is, and with everybody who may come as core.

    Raises BadCommand where no conference of the file brings anybody in for a need, and where the
    file says more of somebody than fits with another breadth.
    """
    document = loads(workflow.document)
    conferences: Mapping[str, Any] = document.get("conferences", {})
    if not any(one.get("on_need") for one in conferences.values()):
        message = f"no conference of `{workflow.identity.name}` brings anybody in for a need"
        raise BadCommand("sweep", message, "choose a procedure whose conferences have `on_need`")
    return {
        CORE: _read(CORE, _changed(document, _core_only)),
        # Read anew like the others, so that nothing differs but the breadth.
        NEEDS: restored(workflow.document),
        EVERYONE: _read(EVERYONE, _changed(document, _everyone)),
    }


def _read(name: str, document: Mapping[str, Any]) -> Workflow:
    try:
        return restored(dumps(document))
    except BadFile as fault:
        first = fault.findings[0]
        message = f"with {name} at the table the file does not hold together: {first.message}"
        raise BadCommand("sweep", message, first.help) from fault


def _changed(document: Mapping[str, Any], change: Change) -> dict[str, Any]:
    changed: dict[str, Any] = deepcopy(dict(document))
    for one in changed["conferences"].values():
        change(one, changed["agencies"])
    return changed


def _core_only(conference: dict[str, Any], agencies: Mapping[str, Any]) -> None:
    del agencies
    conference.pop("on_need", None)


def _everyone(conference: dict[str, Any], agencies: Mapping[str, Any]) -> None:
    """Professionals alone: who the client brings along is not for agencies to demand."""
    able = [
        role
        for role in conference.pop("on_need", ())
        if agencies[role]["kind"] not in NOT_FOR_AGENCIES and agencies[role].get("on_need")
    ]
    conference["core"] = list(dict.fromkeys([*conference["core"], *able]))


NOT_FOR_AGENCIES: Final = ("client", "social-network")
