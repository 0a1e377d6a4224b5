"""The workflows that an engine knows: each by its digest, the newest of a name to begin with."""

from collections.abc import Iterable
from difflib import get_close_matches

from ddrflow.errors import UnknownName
from ddrflow.model.workflow import Workflow
from ddrflow.ports import Admission


class Known:
    """Workflows by digest and by name; `admits` says on which of them a case may be opened."""

    def __init__(self, workflows: Iterable[Workflow], admits: Admission | None) -> None:
        self.admits = admits
        self.by_digest: dict[str, Workflow] = {}
        self._newest: dict[str, Workflow] = {}
        for one in workflows:
            self.by_digest[one.identity.digest] = one
            newest = self._newest.get(one.identity.name)
            if newest is None or newest.identity.version < one.identity.version:
                self._newest[one.identity.name] = one

    def to_go_on_under(self, digest: str) -> Workflow:
        """The version of a digest. Raises UnknownName, Unproved."""
        chosen = self.by_digest.get(digest)
        if chosen is None:
            raise UnknownName("workflow", digest)
        if self.admits is not None:
            self.admits(chosen)
        return chosen

    def to_begin_with(self, name: str) -> Workflow:
        """The newest version of a name. Raises UnknownName, Unproved."""
        chosen = self._newest.get(name)
        if chosen is None:
            near = get_close_matches(name, self._newest, n=1)
            raise UnknownName("workflow", name, near[0] if near else None)
        if self.admits is not None:
            self.admits(chosen)
        return chosen
