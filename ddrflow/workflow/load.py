"""Workflow files by name or path: read, checked, compiled; refused with every reason at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path as FilePath
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from ddrflow.errors import BadFile, Finding, Place, Severity, UnknownName
from ddrflow.model.rule import Rule
from ddrflow.model.workflow import Workflow
from ddrflow.rules import installed
from ddrflow.workflow.built_in import built_in
from ddrflow.workflow.choosing import check_open
from ddrflow.workflow.compile import compiled
from ddrflow.workflow.drafting import Located, Path, Reading
from ddrflow.workflow.history import check_history
from ddrflow.workflow.identifiers import check_identifier, nearest, shown
from ddrflow.workflow.kinds import no_workflow
from ddrflow.workflow.layering import laid_over, override_findings
from ddrflow.workflow.migrations import check_migrations
from ddrflow.workflow.people import check_people
from ddrflow.workflow.references import check_references
from ddrflow.workflow.rule_lines import check_rules
from ddrflow.workflow.schema import BaseFile, WorkflowFile
from ddrflow.workflow.source import BYTES_MAX, Source, read_source
from ddrflow.workflow.structure import check_structure
from ddrflow.workflow.validation import validate
from ddrflow.workflow.working_days import check_working_days

LIMIT: Final = 50
#: A draft warns of each choice that is open, and all of them are to be seen.
WARNINGS: Final = 1000
CANONICAL: Final[Mapping[str, str]] = {
    "Europe/Kiew": "Europe/Kyiv",
    "Europe/Kiev": "Europe/Kyiv",
    "Europe/Belfast": "Europe/London",
    "Asia/Calcutta": "Asia/Kolkata",
    "US/Eastern": "America/New_York",
}
"""Old names that people still write, and the name that is right."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of a file found; `workflow` is None when the file is refused or a base.

    `place` tells where in the file a part of a workflow stands that was compiled.
    """

    workflow: Workflow | None
    findings: tuple[Finding, ...]
    place: Located | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that refuse the file."""
        return tuple(one for one in self.findings if one.severity is Severity.ERROR)


def shipped_folder() -> Traversable:
    """Where the shipped files lie: inside the wheel, or beside the package in a checkout."""
    inside = files("ddrflow") / "_workflows"
    if inside.is_dir():
        return inside
    return FilePath(__file__).resolve().parents[2] / "workflows"


def shipped() -> tuple[str, ...]:
    """The names of the shipped workflows, bases left out."""
    names = sorted(
        one.name.removesuffix(".yaml")
        for one in shipped_folder().iterdir()
        if one.name.endswith(".yaml")
    )
    return tuple(name for name in names if b"\nbase:" not in _shipped_text(name))


def load(name_or_path: str) -> Workflow:
    """A workflow by shipped name (`catalonia`) or by path (`./mine.yaml`).

    Raises BadFile with every error of the file, UnknownName when there is no such file.
    """
    found = check(name_or_path)
    if found.errors:
        raise BadFile(found.findings)
    if found.workflow is None:
        message = f"`{name_or_path}` is a base: it has no states"
        help_line = "load a workflow that extends it"
        raise BadFile((Finding(Place(name_or_path), "E-BASE", message, help_line),))
    return found.workflow


def restored(document: str) -> Workflow:
    """The workflow of a resolved document, as it was kept when a case began under it.

    Raises BadFile when it cannot be run any more: a rule that it names is not installed.
    """
    source = read_source(document.encode(), "kept workflow")
    found = _checked(source, None, installed())
    if found.workflow is None:
        raise BadFile(found.errors)
    return found.workflow


def check(name_or_path: str) -> Checked:
    """Every finding of a file; the workflow too when none of them is an error."""
    text, file, folder = _locate(name_or_path)
    return check_text(text, file, folder)


def check_text(text: bytes, file: str, folder: FilePath | None = None) -> Checked:
    """As `check`, on the bytes of a file; `folder` is where a base may lie beside it.

    The workflow is compiled from these very bytes: the file is not read a second time.
    """
    try:
        source = read_source(text, file)
        other = no_workflow(source)
        if other is not None:
            return Checked(None, (other,))
        base = _base(source, folder)
    except BadFile as fault:
        return Checked(None, fault.findings)
    if isinstance(source.data, dict) and "base" in source.data:
        _, findings = validate(source, BaseFile)
        return Checked(None, findings)
    return _checked(source, base, installed())


def _checked(source: Source, base: Source | None, rules: Mapping[str, Rule]) -> Checked:
    data: dict[str, Any] = source.data
    if base is not None and isinstance(data, dict):
        data = laid_over(base.data, data)
    resolved = _Resolved(data, source, base)
    model, findings = validate(resolved, WorkflowFile)
    if model is None:
        return Checked(None, _sorted(findings))
    reading = Reading(model, data, rules, resolved.place, list(findings))
    if base is not None:
        reading.findings += override_findings(base.data, source)
    _time_zone(reading)
    check_references(reading)
    check_rules(reading)
    check_people(reading)
    built_in(reading)
    check_structure(reading)
    check_working_days(reading)
    check_migrations(reading)
    check_open(reading)
    check_history(reading)
    errors = any(one.severity is Severity.ERROR for one in reading.findings)
    workflow = None if errors else compiled(reading)
    return Checked(workflow, _sorted(reading.findings), resolved.place)


def text_of(name_or_path: str) -> bytes:
    """The text of a workflow file by shipped name or path; raises as `check` does."""
    return _locate(name_or_path)[0]


def folder_of(name_or_path: str) -> Traversable:
    """Where the file of a shipped name, or of a path, lies."""
    path = FilePath(name_or_path)
    return path.parent if is_path(path) else shipped_folder()


def is_path(path: FilePath) -> bool:
    """Somebody names a file, and no shipped one."""
    return path.suffix in (".yaml", ".yml") or len(path.parts) > 1


def _locate(name_or_path: str) -> tuple[bytes, str, FilePath | None]:
    path = FilePath(name_or_path)
    if is_path(path):
        return bytes_of(path), name_or_path, path.parent
    names = [
        one.name.removesuffix(".yaml")
        for one in shipped_folder().iterdir()
        if one.name.endswith(".yaml")
    ]
    if name_or_path not in names:
        raise UnknownName("workflow", name_or_path, nearest(name_or_path, names))
    return _shipped_text(name_or_path), f"{name_or_path}.yaml", None


def bytes_of(path: FilePath) -> bytes:
    """What a file holds, no more than is read of any. Raises UnknownName, BadFile."""
    try:
        with path.open("rb") as file:
            return file.read(BYTES_MAX + 1)
    except (FileNotFoundError, IsADirectoryError) as fault:
        raise UnknownName("file", str(path)) from fault
    except OSError as fault:
        message = f"the file cannot be read: {(fault.strerror or 'unknown reason').lower()}"
        raise BadFile((Finding(Place(str(path)), "E-FILE", message),)) from fault


def _shipped_text(name: str) -> bytes:
    return (shipped_folder() / f"{name}.yaml").read_bytes()


@dataclass(frozen=True, slots=True)
class _Resolved:
    """A file laid over its base: data from both, each part placed in the file it stands in."""

    data: Any
    overlay: Source
    base: Source | None

    def place(self, path: Path, *, key: bool = False) -> Place:
        """Where a part stands: in the overlay if it says it, else in the base."""
        if self.base is None or _holds(self.overlay.data, path):
            return self.overlay.place(path, key=key)
        if _holds(self.base.data, path):
            return self.base.place(path, key=key)
        return self.overlay.place(path, key=key)


def _holds(data: object, path: Path) -> bool:
    for step in path:
        within = isinstance(data, list) and isinstance(step, int) and step < len(data)
        if not within and not (isinstance(data, dict) and step in data):
            return False
        data = data[step]  # type: ignore[index]  # shown to be one by the two lines above
    return True


def _base(source: Source, folder: FilePath | None) -> Source | None:
    """The base that a file extends: beside it, or shipped. Never a path, never further away."""
    name = source.data.get("extends") if isinstance(source.data, dict) else None
    if not isinstance(name, str):
        return None
    place = source.place(("extends",))
    if check_identifier(name) is not None:
        message = f"`extends` names a base by its id, and `{shown(name)}` is none"
        help_line = "the base lies beside the file or is shipped: `common`"
        raise BadFile((Finding(place, "E-INCLUDE", message, help_line),))
    text, file = _base_text(name, folder)
    if text is None:
        message = f"no base is called `{name}`"
        raise BadFile((Finding(place, "E-INCLUDE", message, "shipped is `common`"),))
    base = read_source(text, file)
    if not isinstance(base.data, dict) or "base" not in base.data:
        message = f"`{name}` is no base and cannot be extended"
        raise BadFile((Finding(place, "E-INCLUDE", message, "a base says `base:`, its id"),))
    _, findings = validate(base, BaseFile)
    if findings:
        raise BadFile(tuple(findings))
    return base


def _base_text(name: str, folder: FilePath | None) -> tuple[bytes | None, str]:
    beside = folder / f"{name}.yaml" if folder else None
    if beside is not None and beside.is_file() and not beside.is_symlink():
        return beside.read_bytes(), str(beside)
    at = shipped_folder() / f"{name}.yaml"
    return (at.read_bytes() if at.is_file() else None), f"{name}.yaml"


def _time_zone(reading: Reading) -> None:
    """A zone by its canonical name, and one whose clock follows a place."""
    name = reading.file.time_zone
    if _is_place(name) and name not in CANONICAL:
        return
    places = [one for one in available_timezones() if _is_place(one)]
    near = CANONICAL.get(name) or nearest(name, places)
    help_line = f"did you mean `{near}`?" if near else "name a place: `Europe/Vienna`"
    reading.error(("time_zone",), "E-TZ", f"`{name}` is no time zone of a place", help_line)


def _is_place(name: str) -> bool:
    if "/" not in name or name.startswith("Etc/"):
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """In order of place, each once: at most 50 errors, and warnings that never crowd one out."""
    ordered = sorted(dict.fromkeys(findings), key=lambda one: (one.place, one.code))
    errors = [one for one in ordered if one.severity is Severity.ERROR][:LIMIT]
    warnings = [one for one in ordered if one.severity is not Severity.ERROR][:WARNINGS]
    return tuple(sorted((*errors, *warnings), key=lambda one: (one.place, one.code)))
