"""One name and version of a workflow has one content."""

from ddrflow.errors import VersionClash
from ddrflow.model.case import WorkflowId


def check_version(given: WorkflowId, known_digest: str | None) -> None:
    """Raise VersionClash where the same name and version is known with another digest."""
    if known_digest not in (None, given.digest):
        raise VersionClash(given.name, given.version, str(known_digest), given.digest)
