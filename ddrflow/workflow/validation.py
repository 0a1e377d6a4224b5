"""What a model refuses, said in plain words at the place in the file where it stands.

Pydantic finds the faults and names them by type; the words are ours, so that they speak of
files and not of Python, and stay the same when pydantic changes its own. Of a union, only the
branch that was most likely meant is reported: ten complaints about one word help nobody.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from types import MappingProxyType
from typing import Any, Final, Protocol, TypeVar

from pydantic import BaseModel, PydanticUserError, TypeAdapter, ValidationError
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaWarningKind
from pydantic_core import ErrorDetails

from ddrflow.errors import Finding, Place
from ddrflow.workflow.identifiers import Problem, nearest, shown
from ddrflow.workflow.source import KeyPath, in_order, plain_value

M = TypeVar("M", bound=BaseModel)

# A location names union branches among the keys; more readings of one than this are not tried.
_READINGS_MAX: Final = 64


class Placed(Protocol):
    """Data that know where they stand: a `Source`, or several laid over one another."""

    @property
    def data(self) -> Any: ...  # noqa: ANN401, D102 - the data of a file have no type yet

    def place(self, path: KeyPath, *, key: bool = False) -> Place: ...  # noqa: D102


def validate(source: Placed, model: type[M]) -> tuple[M | None, tuple[Finding, ...]]:
    """The model that the data describe and no finding, or None and all that is wrong, in order.

    The data are read as JSON is: a list may become a tuple, and a word an enum or a date, also
    in a strict model, where Python values could not.
    """
    try:
        return model.model_validate_json(json.dumps(source.data)), ()
    except ValidationError as fault:
        return None, findings_of(
            fault,
            source.place,
            key_place=lambda path: source.place(path, key=True),
            data=source.data,
            model=model,
        )


def findings_of(
    fault: ValidationError,
    place: Callable[[KeyPath], Place],
    *,
    key_place: Callable[[KeyPath], Place] | None = None,
    data: object = None,
    model: type[Any] | None = None,
) -> tuple[Finding, ...]:
    """One finding for each mistake behind a refusal, in order of place, 50 at most.

    `data` is what was refused: without it, union branches cannot be told from keys. `model` is
    what refused it: without it, an unknown key is not answered with the known ones.
    """
    schema = _schema(fault, model)
    mistakes = [_mistake(error, data, schema) for error in fault.errors(include_url=False)]
    return in_order(
        Finding(((one.at_key and key_place) or place)(one.path), *_said(one))
        for one in _once(_narrowed(mistakes))
    )


@dataclass(frozen=True, slots=True)
class _Mistake:
    """One error of pydantic, its location resolved into a path of the file.

    `labels` are the union branches on the way, each with the path at which its union stands.
    """

    kind: str
    path: KeyPath
    at_key: bool
    value: object
    text: str
    context: Mapping[str, Any]
    labels: tuple[tuple[KeyPath, str], ...] = ()
    #: What would fit, in words; for a choice also the names themselves.
    wanted: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    #: The keys that an unknown or a missing one stands beside.
    allowed: tuple[str, ...] = ()

    @property
    def is_misfit(self) -> bool:
        """The value has not the shape, or is none of the choices, that this branch is for."""
        return bool(self.choices) or self.kind in _SHAPES


def _mistake(error: ErrorDetails, data: object, schema: "_Schema") -> _Mistake:
    kind, location, context = error["type"], error["loc"], error.get("ctx", {})
    value = error["input"]
    at_key = location[-1:] == ("[key]",) and location[-2:-1] == (value,)
    stem = location[:-1] if at_key or kind == "missing" else location
    path, labels = _read(stem, data, value)
    mistake = _Mistake(kind, path, at_key, value, error["msg"], context, labels)
    if kind == "missing":
        return replace(mistake, path=(*path, location[-1]))
    if kind == "extra_forbidden":
        return replace(mistake, at_key=True, allowed=schema.keys(location[:-1]))
    if kind.startswith("union_tag"):
        return _tagged(mistake)
    if kind in {"enum", "literal_error"}:
        choices = _listed(context["expected"])
        return replace(mistake, choices=choices, wanted=(_one_of(choices),))
    if kind == "dataclass_type" and schema.is_text(location):
        return replace(mistake, wanted=("a word",))
    return replace(mistake, wanted=_wanted(kind, context))


def _tagged(mistake: _Mistake) -> _Mistake:
    """A union is told apart by one of its keys; the mistake is in that key."""
    key = str(mistake.context["discriminator"]).strip("'")
    path = (*mistake.path, key)
    if mistake.kind == "union_tag_not_found":
        return replace(mistake, kind="missing", path=path)
    choices = _listed(mistake.context["expected_tags"])
    value = mistake.context["tag"]
    return replace(mistake, path=path, value=value, choices=choices, wanted=(_one_of(choices),))


def _read(
    location: KeyPath, data: object, value: object
) -> tuple[KeyPath, tuple[tuple[KeyPath, str], ...]]:
    """The path that a location means: of all readings, the first that ends at `value`."""
    if data is None:
        return location, ()
    readings = list(islice(_readings(location, data), _READINGS_MAX))
    exact = (reading[:2] for reading in readings if reading[2] == value)
    return next(exact, readings[0][:2])


def _readings(
    rest: KeyPath, data: object, path: KeyPath = (), labels: tuple[tuple[KeyPath, str], ...] = ()
) -> Iterator[tuple[KeyPath, tuple[tuple[KeyPath, str], ...], object]]:
    if not rest:
        yield path, labels, data
        return
    head = rest[0]
    for inner in _inside(data, head):
        yield from _readings(rest[1:], inner, (*path, head), labels)
    yield from _readings(rest[1:], data, path, (*labels, (path, str(head))))


def _inside(data: object, step: str | int) -> list[object]:
    if isinstance(data, dict):
        return [data[step]] if step in data else []
    if isinstance(data, list) and isinstance(step, int):
        return data[step : step + 1]
    return []


def _narrowed(mistakes: list[_Mistake], depth: int = 0) -> list[_Mistake]:
    """The mistakes, of each union only those of the branch that was most likely meant."""
    kept = [one for one in mistakes if len(one.labels) <= depth]
    unions: dict[KeyPath, dict[str, list[_Mistake]]] = {}
    for one in mistakes:
        if len(one.labels) > depth:
            at, label = one.labels[depth]
            unions.setdefault(at, {}).setdefault(label, []).append(one)
    for at, branches in unions.items():
        kept += _likeliest(at, [_narrowed(branch, depth + 1) for branch in branches.values()])
    return kept


def _once(mistakes: list[_Mistake]) -> list[_Mistake]:
    """A key that is missing because it is misspelt is told as misspelt alone."""
    meant = {
        (*one.path[:-1], nearest(str(one.path[-1]), one.allowed))
        for one in mistakes
        if one.kind == "extra_forbidden"
    }
    return [one for one in mistakes if one.kind != "missing" or one.path not in meant]


def _likeliest(at: KeyPath, branches: list[list[_Mistake]]) -> list[_Mistake]:
    """The branch that fits best; where none has the right shape, one mistake for all of them."""
    misfits = [one for branch in branches for one in branch if one.is_misfit and one.path == at]
    fitting = [
        branch for branch in branches if not any(one in misfits for one in branch if one.path == at)
    ]
    if fitting:
        return min(fitting, key=_misses)
    wanted = tuple(dict.fromkeys(words for one in misfits for words in one.wanted))
    choices = tuple(dict.fromkeys(name for one in misfits for name in one.choices))
    return [replace(misfits[0], wanted=wanted, choices=choices)]


def _misses(branch: list[_Mistake]) -> tuple[int, int]:
    weights = {"literal_error": 2, "missing": 1, "extra_forbidden": 1}
    return sum(weights.get(one.kind, 0) for one in branch), len(branch)


_LIST: Final = ("list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type")
_MAPPING: Final = ("dict_type", "mapping_type", "model_type", "model_attributes_type")
_DATE: Final = ("date_type", "date_parsing", "date_from_datetime_parsing")
_INSTANT: Final = ("datetime_type", "datetime_parsing", "datetime_from_date_parsing")
_SHAPES: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(_LIST, "a list")
    | dict.fromkeys((*_MAPPING, "dataclass_type"), "a mapping")
    | dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "a whole number")
    | dict.fromkeys(("bool_type", "bool_parsing"), "`true` or `false`")
    | dict.fromkeys((*_DATE, "date_from_datetime_inexact"), "a date such as `2027-02-28`")
    | dict.fromkeys(_INSTANT, "a time such as `2027-02-28T09:00:00+01:00`")
    | {"string_type": "a word", "none_required": "nothing", "time_type": "a time of day"}
)
_BOUNDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "greater_than": "a number above {gt}",
        "greater_than_equal": "a number from {ge} up",
        "less_than": "a number below {lt}",
        "less_than_equal": "a number up to {le}",
        "multiple_of": "a multiple of {multiple_of}",
        "string_too_short": "{min_length} or more characters",
        "string_too_long": "{max_length} or fewer characters",
        "string_pattern_mismatch": "a word of the form `{pattern}`",
        "too_short": "{min_length} or more entries",
        "too_long": "{max_length} or fewer entries",
        "timezone_aware": "a time with its offset from UTC",
    }
)


def _wanted(kind: str, context: Mapping[str, Any]) -> tuple[str, ...]:
    words = _SHAPES.get(kind) or _BOUNDS.get(kind)
    return (words.format_map(context),) if words else ()


def _said(mistake: _Mistake) -> Problem:
    """A mistake in our words."""
    kind, value = mistake.kind, mistake.value
    if kind.startswith("E-"):
        return Problem(kind, _line(mistake.text), _line(str(mistake.context.get("help", ""))))
    if kind in {"extra_forbidden", "missing"}:
        return _key_said(mistake)
    if kind in {*_DATE, *_INSTANT, "timezone_aware"} and isinstance(value, str):
        problem = plain_value(value)
        if isinstance(problem, Problem) and problem.code in {"E-DATE", "E-TIME-NAIVE"}:
            return problem
    where = _where(mistake.path)
    if mistake.wanted == (_one_of(mistake.choices),) and isinstance(value, str):
        return Problem("E-SCHEMA", f"unknown value `{shown(value)}`{where}", _help(mistake))
    if mistake.wanted:
        message = f"expected {' or '.join(mistake.wanted)}{where}, found {_found(value)}"
        return Problem("E-SCHEMA", message, _help(mistake))
    reason = mistake.context.get("error")
    message = _line(str(reason)) if reason else f"{_found(value)} is not allowed"
    return Problem("E-SCHEMA", f"{message}{where}", "")


def _key_said(mistake: _Mistake) -> Problem:
    key = str(mistake.path[-1])
    where = _where(mistake.path[:-1])
    if mistake.kind == "missing":
        return Problem("E-SCHEMA", f"key `{shown(key)}` is missing{where}", f"add `{shown(key)}:`")
    return Problem("E-SCHEMA", f"unknown key `{shown(key)}`{where}", _meant(key, mistake.allowed))


def _help(mistake: _Mistake) -> str:
    value, wanted = mistake.value, mistake.wanted
    if isinstance(value, str) and mistake.choices:
        return _meant(value, mistake.choices)
    if "a word" in wanted and isinstance(value, int):
        return f'write `"{json.dumps(value)}"` to mean the word'
    if wanted == ("a list",) and isinstance(value, str) and re.fullmatch(r"[\w.-]+", value):
        return f"write `[{shown(value)}]` for a list of one"
    return ""


def _meant(name: str, allowed: tuple[str, ...]) -> str:
    near = nearest(name, allowed)
    listed = f"allowed: {', '.join(f'`{one}`' for one in allowed)}" if allowed else ""
    return f"did you mean `{near}`?" if near else listed


def _found(value: object) -> str:
    """A value of the file as people would name it."""
    if isinstance(value, str):
        kind = "text" if " " in value else "word"
        return f"the {kind} `{shown(value)}`" if value else "an empty word"
    if isinstance(value, list):
        return f"a list of {len(value)}" if value else "an empty list"
    if isinstance(value, dict):
        return "a mapping" if value else "an empty mapping"
    if value is None:
        return "nothing"
    return f"`{shown(json.dumps(value, default=str))}`"


def _where(path: KeyPath) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return f" in `{shown(''.join(steps).removeprefix('.'))}`" if path else ""


def _line(text: str) -> str:
    return " ".join(text.splitlines())


def _listed(expected: str) -> tuple[str, ...]:
    """The names in pydantic's own list of them, `'a', 'b' or 'c'`."""
    names = re.findall(r"'((?:[^'\\]|\\.)*)'|(-?[0-9]+)", expected)
    return tuple(quoted or number for quoted, number in names) or (expected,)


def _one_of(names: tuple[str, ...]) -> str:
    listed = ", ".join(f"`{name}`" for name in names)
    return f"one of {listed}" if len(names) > 1 else listed


class Quiet(GenerateJsonSchema):
    """A default that JSON cannot say does not matter here, so no warning is raised of it."""

    ignored_warning_kinds: set[JsonSchemaWarningKind] = {  # noqa: RUF012 - pydantic's attribute
        "non-serializable-default",
        "skipped-choice",
    }


@dataclass(frozen=True, slots=True)
class _Schema:
    """What a model would have taken, as a JSON Schema; nothing is known of it when empty."""

    root: Mapping[str, Any]

    def keys(self, location: KeyPath) -> tuple[str, ...]:
        """The keys of the mapping at a location."""
        parts = self._at(location)
        return tuple(dict.fromkeys(key for part in parts for key in part.get("properties", {})))

    def is_text(self, location: KeyPath) -> bool:
        """A text stands at a location, whatever the model makes of it."""
        return any(part.get("type") == "string" for part in self._at(location))

    def _at(self, location: KeyPath) -> list[Mapping[str, Any]]:
        found = [*self._branches(self.root, ())]
        for step in location:
            children = [child for _, part in found for child in _children(part, step)]
            below = [one for child in children for one in self._branches(child, ())]
            labelled = [one for one in found if step in one[0]]
            found = below + labelled or found
        return [part for _, part in found]

    def _branches(
        self, part: Mapping[str, Any], names: tuple[str, ...]
    ) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
        """The alternatives of a part, each with the labels by which pydantic may call it."""
        if "$ref" in part:
            name = part["$ref"].rpartition("/")[2]
            yield from self._branches(self.root["$defs"][name], (*names, name))
        elif union := part.get("anyOf") or part.get("oneOf"):
            tags = part.get("discriminator", {}).get("mapping", {})
            for branch in union:
                mine = tuple(tag for tag, ref in tags.items() if ref == branch.get("$ref"))
                yield from self._branches(branch, mine)
        else:
            yield names, part


def _children(part: Mapping[str, Any], step: str | int) -> list[Mapping[str, Any]]:
    if isinstance(step, int):
        one = [*part.get("prefixItems", [])[step : step + 1], part.get("items")][0]
    else:
        one = part.get("properties", {}).get(step) or part.get("additionalProperties")
    return [one] if isinstance(one, dict) else []


def _schema(fault: ValidationError, model: type[Any] | None) -> _Schema:
    """The schema of a model, when a mistake needs it."""
    kinds = {error["type"] for error in fault.errors(include_url=False, include_input=False)}
    if model is None or kinds.isdisjoint({"extra_forbidden", "dataclass_type"}):
        return _Schema({})
    try:
        return _Schema(TypeAdapter(model).json_schema(schema_generator=Quiet))
    except PydanticUserError:
        # Not every type has a JSON Schema; the findings are right without it, only less helpful.
        return _Schema({})
