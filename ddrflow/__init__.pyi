from ddrflow.bootstrap import in_memory as in_memory
from ddrflow.bootstrap import on_database as on_database
from ddrflow.bootstrap import upgrade_database as upgrade_database
from ddrflow.engine import Done as Done
from ddrflow.engine import Engine as Engine
from ddrflow.engine import Refused as Refused
from ddrflow.engine import Request as Request
from ddrflow.errors import (
    BadCommand as BadCommand,
)
from ddrflow.errors import (
    BadFile as BadFile,
)
from ddrflow.errors import (
    Conflict as Conflict,
)
from ddrflow.errors import (
    DdrflowError as DdrflowError,
)
from ddrflow.errors import (
    KeyReused as KeyReused,
)
from ddrflow.errors import (
    UnknownName as UnknownName,
)
from ddrflow.errors import (
    VersionClash as VersionClash,
)
from ddrflow.model.agency import Actor as Actor
from ddrflow.model.agency import Viewer as Viewer
from ddrflow.model.case import Case as Case
from ddrflow.model.decision import Decision as Decision
from ddrflow.model.decision import Outcome as Outcome
from ddrflow.model.rule import Rule as Rule
from ddrflow.model.verdict import Verdict as Verdict
from ddrflow.model.workflow import Workflow as Workflow
from ddrflow.workflow.load import load as load

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
