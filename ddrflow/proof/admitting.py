"""No case is opened on a workflow that has holes."""

from collections.abc import Callable

from ddrflow.errors import Unproved
from ddrflow.model.workflow import Workflow
from ddrflow.proof.proving import Proof, prove


class Admitting:
    """Lets cases be opened on workflows without holes; each digest is searched once."""

    def __init__(self, search: Callable[[Workflow], Proof] = prove) -> None:
        self._search = search
        self._holes: dict[str, tuple[str, ...]] = {}

    def __call__(self, workflow: Workflow) -> None:
        """Raise Unproved for a workflow with holes; a draft is let through, to be tried."""
        if workflow.is_draft:
            return
        identity = workflow.identity
        if identity.digest not in self._holes:
            self._holes[identity.digest] = _holes(self._search(workflow))
        if holes := self._holes[identity.digest]:
            raise Unproved(identity.name, identity.version, holes)


def _holes(proof: Proof) -> tuple[str, ...]:
    """What is wrong, in words; empty where nothing is."""
    if not proof.is_whole:
        return (f"not proved: the search ended after {proof.asked} questions",)
    return tuple(f"{one.code}: {one.message}" for one in proof.errors)
