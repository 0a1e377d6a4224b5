"""Whether a file about the partnership itself keeps out what is about a person (paper R95)."""

from ddrflow.model.agency import Phase
from ddrflow.workflow.drafting import Path, Reading
from ddrflow.workflow.schema import WorkflowFile

#: What only a file about a person's case can have, by its key.
ABOUT_A_PERSON = ("needs", "consents", "notices", "channels")


def is_partnership(file: WorkflowFile) -> bool:
    """Its states are those of a partnership, and of no case."""
    return any(state.phase is Phase.PARTNERSHIP for state in file.states.values())


def check_partnership(reading: Reading) -> None:
    """Note a state of a case, the client and whatever is about a person in such a file."""
    file = reading.file
    if not is_partnership(file):
        return
    for name, state in file.states.items():
        if state.phase not in (None, Phase.PARTNERSHIP):
            message = f"state `{name}` is one of a person's case, in a file about a partnership"
            help_line = "give it the phase `partnership`, or write two files"
            _error(reading, ("states", name), message, help_line)
    for role, agency in file.agencies.items():
        if not agency.kind.is_professional:
            message = f"`{role}` is no agency, and a partnership is one of agencies"
            _error(reading, ("agencies", role), message, f"leave `{role}` out")
    for key in ABOUT_A_PERSON:
        if getattr(file, key):
            message = f"`{key}` are about a person, and this file is about a partnership"
            help_line = f"leave `{key}` out, and a base that has them"
            _error(reading, (key,), message, help_line)


def _error(reading: Reading, path: Path, message: str, help_line: str) -> None:
    reading.error(path, "E-PARTNERSHIP", message, help_line)
