"""What the checks and the compiler share while a file is read: findings with their places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from ddrflow.errors import Finding, Place, Severity
from ddrflow.model.rule import Rule
from ddrflow.workflow.identifiers import nearest
from ddrflow.workflow.schema import WorkflowFile

Path = tuple[str | int, ...]


class Located(Protocol):
    """Where a part of a file stands: its value, or its key."""

    def __call__(self, path: Path, *, key: bool = False) -> Place:
        """The place of the value at a path, or of the key that leads to it."""
        ...


@dataclass(slots=True)
class Reading:
    """One file being read: what it says, the rules there are, and what was found wrong."""

    file: WorkflowFile
    data: Mapping[str, Any]
    rules: Mapping[str, Rule]
    place: Located
    findings: list[Finding] = field(default_factory=list)

    def error(self, path: Path, code: str, message: str, help_line: str = "") -> None:
        """Note an error at a path of the file."""
        self.findings.append(Finding(self.place(path), code, message, help_line))

    def warning(self, path: Path, code: str, message: str, help_line: str = "") -> None:
        """Note a warning at a path of the file."""
        severity = Severity.WARNING
        self.findings.append(Finding(self.place(path), code, message, help_line, severity))

    def refer(self, path: Path, name: str, what: str, names: Iterable[str]) -> bool:
        """Note an E-REF when a name is declared nowhere; True when it is known."""
        allowed = list(names)
        if name in allowed:
            return True
        near = nearest(name, allowed)
        listed = ", ".join(f"`{one}`" for one in allowed) or "none"
        help_line = f"did you mean `{near}`?" if near else f"there are: {listed}"
        self.error(path, "E-REF", f"unknown {what} `{name}`", help_line)
        return False
