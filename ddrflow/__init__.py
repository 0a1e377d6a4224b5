"""ddrflow: multi-agency case conferences for violent extremist or terrorist offenders.

Each case moves through a declared workflow; what the procedure forbids is refused with
every reason and with what would make it pass. Commands are in `ddrflow.model.commands`.

Names are loaded when they are first asked for, so that the command line starts at once;
`__init__.pyi` tells type checkers what they are.
"""

from importlib import import_module
from typing import Final

__all__ = [
    "Actor",
    "BadCommand",
    "BadFile",
    "Case",
    "Conflict",
    "DdrflowError",
    "Decision",
    "Done",
    "Engine",
    "KeyReused",
    "Outcome",
    "Refused",
    "Request",
    "Rule",
    "UnknownName",
    "Verdict",
    "VersionClash",
    "Viewer",
    "Workflow",
    "in_memory",
    "load",
    "on_database",
    "upgrade_database",
]

_WHERE: Final = {
    "Actor": "ddrflow.model.agency",
    "BadCommand": "ddrflow.errors",
    "BadFile": "ddrflow.errors",
    "Case": "ddrflow.model.case",
    "Conflict": "ddrflow.errors",
    "DdrflowError": "ddrflow.errors",
    "Decision": "ddrflow.model.decision",
    "Done": "ddrflow.engine",
    "Engine": "ddrflow.engine",
    "KeyReused": "ddrflow.errors",
    "Outcome": "ddrflow.model.decision",
    "Refused": "ddrflow.engine",
    "Request": "ddrflow.engine",
    "Rule": "ddrflow.model.rule",
    "UnknownName": "ddrflow.errors",
    "Verdict": "ddrflow.model.verdict",
    "VersionClash": "ddrflow.errors",
    "Viewer": "ddrflow.model.agency",
    "Workflow": "ddrflow.model.workflow",
    "in_memory": "ddrflow.bootstrap",
    "load": "ddrflow.workflow.load",
    "on_database": "ddrflow.bootstrap",
    "upgrade_database": "ddrflow.bootstrap",
}


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        message = f"module `ddrflow` has no attribute `{name}`"
        raise AttributeError(message)
    return getattr(import_module(_WHERE[name]), name)
