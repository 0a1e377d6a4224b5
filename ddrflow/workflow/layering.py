"""Laying a file over its base: mappings merge, everything else replaces, changes say why."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ddrflow.errors import Finding, Severity
from ddrflow.workflow.source import Source

OWN: Final = frozenset(
    {
        "ddrflow",
        "workflow",
        "version",
        "title",
        "summary",
        "extends",
        "overrides",
        "draft",
        "adapts",
    }
)
Data = dict[str, Any]
Path = tuple[str | int, ...]


def laid_over(base: Mapping[str, Any], overlay: Mapping[str, Any]) -> Data:
    """The overlay's data with the base's where the overlay says nothing."""
    return _merged({key: one for key, one in base.items() if key not in {"base", *OWN}}, overlay)


def _merged(base: Mapping[str, Any], overlay: Mapping[str, Any]) -> Data:
    merged: Data = dict(base)
    for key, value in overlay.items():
        old = merged.get(key)
        both = isinstance(old, dict) and isinstance(value, dict)
        merged[key] = _merged(old, value) if both and isinstance(old, dict) else value
    return merged


def changes(base: Mapping[str, Any], overlay: Mapping[str, Any], at: Path = ()) -> Iterator[Path]:
    """The paths of every part of the base that the overlay changes."""
    for key, value in overlay.items():
        if key not in base or (not at and key in OWN):
            continue
        old = base[key]
        if isinstance(old, dict) and isinstance(value, dict):
            yield from changes(old, value, (*at, key))
        elif old != value:
            yield (*at, key)


def override_findings(base: Mapping[str, Any], overlay: Source) -> list[Finding]:
    """A change of the base that gives no reason, and a reason for no change."""
    data: Data = overlay.data
    declared = data.get("overrides")
    given: Data = declared if isinstance(declared, dict) else {}
    findings: list[Finding] = []
    used: set[str] = set()
    for path in changes(base, data):
        names = [".".join(str(one) for one in path[:end]) for end in range(1, len(path) + 1)]
        stated = [name for name in names if name in given]
        used.update(stated)
        if not stated:
            findings.append(
                Finding(
                    overlay.place(path, key=True),
                    "E-OVERRIDE",
                    f"`{names[-1]}` changes the base and does not say why",
                    f"add `{names[-1]}` with the reason under `overrides`",
                )
            )
    findings += [
        Finding(
            overlay.place(("overrides", name), key=True),
            "W-OVERRIDE",
            f"`{name}` is not changed here",
            "remove it from `overrides`",
            Severity.WARNING,
        )
        for name in given
        if name not in used
    ]
    return findings
