"""What is wrong with a request before it is asked at all."""

from collections.abc import Callable

from ddrflow.engine.answers import Request
from ddrflow.errors import BadCommand, DdrflowError, UnknownName
from ddrflow.model.commands import OpenCase
from ddrflow.model.workflow import Workflow
from ddrflow.wire import check_command, check_id


def fault_of(request: Request, named: Callable[[str], Workflow]) -> DdrflowError | None:
    """The first fault of a request, if any; `named` finds a workflow or raises UnknownName."""
    for name in ("case_id", "key"):
        value = getattr(request, name)
        if not isinstance(value, str):
            return BadCommand(name, f"a {type(value).__name__} is no id")
    try:
        check_id("case_id", request.case_id)
        if isinstance(request.command, OpenCase):
            named(request.workflow)
        check_command(request.command)
        if request.key:
            check_id("key", request.key)
    except (BadCommand, UnknownName) as fault:
        return fault
    return None
