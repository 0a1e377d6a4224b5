"""What a file decides without a source: where it says so, in words, and what could be chosen.

A source is `local choice` where a place decided it, `open choice` where it has not yet, and
`not verified` where it is known from elsewhere and no public source was found (paper R6, R7).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ddrflow.model.source import OPEN_CHOICE, RESERVED, Source
from ddrflow.workflow.drafting import Path, Reading
from ddrflow.workflow.schema_base import source_of

#: The keys under which a source stands.
SOURCES: Final = frozenset({"source", "basis", "duty"})
#: How a part of the file is called, by its first key.
PARTS: Final[Mapping[str, str]] = {
    "lead": "who leads in {}",
    "consents": "consent `{}`",
    "notices": "notice `{}`",
    "plans": "plan `{}`",
    "documents": "document `{}`",
    "channels": "channel `{}`",
    "conferences": "conference type `{}`",
    "rules": "how binding `{}` is",
    "coordination": "what is said of {} as coordinator",
}
#: And one inside it, by the keys around its name.
NESTED: Final[Mapping[tuple[str | int, ...], str]] = {
    ("states", "limit"): "how long a case may stay in `{}`",
    ("conferences", "consent"): "consent that `{}` rests on",
    ("disclosures", "bases"): "the law `{}`",
}
#: What stands once in a file.
ONCE: Final[Mapping[str, str]] = {
    "handover": "how long a proposed lead has to answer",
    "deviations": "who approves deviations",
    "disclosures": "what is asked of every disclosure",
}
ANY_PERIOD: Final = "a period: `14 days`, `10 working days`, `3 months`"
LAY: Final = ("client", "social-network")
#: What could be chosen, by the first key of the place.
OPTIONS: Final[Mapping[str, str]] = {
    "lead": "one or more of {roles}",
    "deviations": "one or more of {roles}",
    "steps": "`by` whom: {roles}; or leave the step out",
    "reviews": f"`every` and `grace`, {ANY_PERIOD}; `owner`: `lead`, {{roles}}",
    "states": ANY_PERIOD,
    "handover": ANY_PERIOD,
    "conferences": "`convened_by`, `core`, `on_need` of {roles}; the stages",
}
STRENGTHS: Final = "`must`, `should` with `because`, or leave the rule out"


@dataclass(frozen=True, slots=True)
class Choice:
    """One place of a file whose source is a reserved word: what it is, and what it could be.

    `says` is what stands there now, in one line; what is nested deeper is left out.
    """

    path: Path
    source: Source
    what: str
    says: str
    options: str


def choices_in(data: Mapping[str, Any]) -> Iterator[Choice]:
    """Every choice of a file, in the order of its keys."""
    for path, source in _reserved(data, ()):
        yield Choice(path, source, what(data, path), _says(data, path), options(data, path))


def _reserved(part: object, path: Path) -> Iterator[tuple[Path, Source]]:
    if isinstance(part, dict):
        for key, one in part.items():
            if key in SOURCES and isinstance(one, str):
                source = source_of(one)
                if source.name in RESERVED:
                    yield (*path, key), source
            else:
                yield from _reserved(one, (*path, key))
    elif isinstance(part, list):
        for number, one in enumerate(part):
            yield from _reserved(one, (*path, number))


def what(data: Mapping[str, Any], path: Path) -> str:
    """The part of the file that a source is of, in words."""
    rule, where = _rule_in(path)
    if rule:
        return f"rule `{rule}` of {_part(data, where)}"
    return _part(data, path[:-1])


def _rule_in(path: Path) -> tuple[str, Path]:
    """The rule whose source it is, and the part that asks it; empty where it is of no rule."""
    for number, key in enumerate(path):
        if number and key in ("rules", "attending", "tasks", "opening"):
            return str(path[number + 2]), path[:number]
    return "", path


def _part(data: Mapping[str, Any], path: Path) -> str:
    match path:
        case ("notices", name, "tells", int(number)):
            duty = data["notices"][name]["tells"][number]
            return f"that `{duty['by']}` shares `{duty['what']}`, in notice `{name}`"
        case ("conferences", name, "stages", int(_), stage, *_):
            return f"stage `{stage}` of `{name}`"
        case ("steps" | "reviews" as key, int(number), *_):
            one = data[key][number]
            return f"step `{one['trigger']}`" if key == "steps" else f"review `{one['name']}`"
        case ("disclosures", "bases", basis):
            return NESTED["disclosures", "bases"].format(basis)
        case (key, name, *rest) if key in PARTS or (key, *rest) in NESTED:
            return (NESTED.get((key, *rest)) or PARTS[str(key)]).format(name)
        case _:
            return ONCE.get(str(path[0]), ".".join(str(one) for one in path))


def _says(data: Mapping[str, Any], path: Path) -> str:
    part: Any = data
    for key in path[:-1]:
        part = part[key]
    plain = (
        (key, ", ".join(value) if isinstance(value, list) else str(value))
        for key, value in part.items()
        if key not in SOURCES and not isinstance(value, dict) and not _is_deep(value)
    )
    return "; ".join(f"{key}: {value}" for key, value in plain)


def _is_deep(value: object) -> bool:
    return isinstance(value, list) and not all(isinstance(one, str) for one in value)


def options(data: Mapping[str, Any], path: Path) -> str:
    """What could stand there instead, as far as the file knows."""
    agencies: Mapping[str, Any] = data.get("agencies") or {}
    roles = (name for name, one in agencies.items() if one.get("kind") not in LAY)
    words = OPTIONS.get(str(path[0]), "as it stands, another one, or leave it out")
    if _rule_in(path)[0]:
        words = STRENGTHS
    elif path[0] == "conferences" and "consent" in path:
        words = "from which stage on, `unless_ordered` a measure, or no consent"
    return words.format(roles=", ".join(f"`{one}`" for one in roles))


def check_open(reading: Reading) -> None:
    """Note each choice that is still open: a warning in a draft, an error in a file for cases."""
    for one in choices_in(reading.data):
        if one.source.name != OPEN_CHOICE:
            continue
        message = f"not decided yet: {one.what}"
        help_line = f"decide ({one.options}), then write a source, or `local choice`"
        if reading.file.draft:
            reading.warning(one.path, "W-OPEN", message, help_line)
        else:
            also = f"{help_line}; until then the file says `draft: true`"
            reading.error(one.path, "E-OPEN", message, also)
