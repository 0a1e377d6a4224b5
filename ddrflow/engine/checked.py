"""What is wrong with a request before it is asked at all."""

from ddrflow.engine.answers import Request
from ddrflow.engine.known import Known
from ddrflow.errors import BadCommand, DdrflowError, UnknownName, Unproved
from ddrflow.model.commands import MigrateCase, OpenCase
from ddrflow.wire import check_command, check_id


def fault_of(request: Request, known: Known) -> DdrflowError | None:
    """The first fault of a request, if any; what it names of workflows has to be known."""
    for name in ("case_id", "key"):
        value = getattr(request, name)
        if not isinstance(value, str):
            return BadCommand(name, f"a {type(value).__name__} is no id")
    try:
        check_id("case_id", request.case_id)
        if isinstance(request.command, OpenCase):
            known.to_begin_with(request.workflow)
        check_command(request.command)
        if isinstance(request.command, MigrateCase):
            known.to_go_on_under(request.command.digest)
        if request.key:
            check_id("key", request.key)
    except (BadCommand, UnknownName, Unproved) as fault:
        return fault
    return None
