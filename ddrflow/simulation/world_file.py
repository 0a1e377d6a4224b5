"""World files by name or path: read, checked, refused with every reason at once."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import BaseModel

from ddrflow.errors import BadFile, Finding, UnknownName
from ddrflow.model.agency import Phase
from ddrflow.simulation.world import DEFAULT, Mark, Measured, Parameter, World
from ddrflow.simulation.world_schema import ParameterFile, WorldFile
from ddrflow.wire.canonical import canonical, digest
from ddrflow.workflow.identifiers import nearest
from ddrflow.workflow.load import bytes_of, is_path, shipped_folder
from ddrflow.workflow.source import KeyPath, Source, read_source
from ddrflow.workflow.validation import validate

BEGINS: Final = "a world file begins with `ddrflow: 1` and says `world:`"
#: The phases in which a person is; a course that does not say how long is no course.
PHASES: Final = (Phase.PRE_INCARCERATION, Phase.CUSTODY, Phase.RELEASE, Phase.POST_RELEASE)


def shipped_worlds() -> tuple[str, ...]:
    """The names of the shipped worlds."""
    folder = shipped_folder() / "worlds"
    names = (one.name for one in folder.iterdir())
    return tuple(sorted(one.removesuffix(".yaml") for one in names if one.endswith(".yaml")))


def load_world(name_or_path: str) -> World:
    """A world by shipped name (`region`) or by path (`./mine.yaml`).

    Raises BadFile with every error of the file, UnknownName when there is no such file.
    """
    path = Path(name_or_path)
    if is_path(path):
        return read_world(bytes_of(path), name_or_path)
    names = shipped_worlds()
    if name_or_path not in names:
        raise UnknownName("world", name_or_path, nearest(name_or_path, names))
    text = (shipped_folder() / "worlds" / f"{name_or_path}.yaml").read_bytes()
    return read_world(text, f"{name_or_path}.yaml")


def read_world(text: bytes, file: str) -> World:
    """The world of a text; `file` is the name that places carry. Raises BadFile."""
    source = read_source(text, file)
    if not isinstance(source.data, dict) or "world" not in source.data:
        raise BadFile((Finding(source.place(()), "E-KIND", "this is no world file", BEGINS),))
    model, findings = validate(source, WorldFile)
    if model is None:
        raise BadFile(findings)
    if lacking := tuple(_lacking(model, source)):
        raise BadFile(lacking)
    parameters = {one.path: one for one in _parameters(model, ())}
    found = digest(canonical(source.data))
    return World(model.world, model.version, found, model.title, parameters)


def _lacking(model: WorldFile, source: Source) -> Iterator[Finding]:
    """Tables without what everybody else is given, and phases that nobody leaves."""
    for path in WorldFile.NEED_DEFAULT:
        table: Mapping[str, object] = _at(model, path)
        if DEFAULT not in table:
            message = f"`{path[-1]}` says nothing of whatever it does not name"
            yield Finding(source.place(path), "E-WORLD", message, f"give it a `{DEFAULT}`")
    capacity = model.capacity
    if (capacity.coordinators is None) != (capacity.coordinating is None):
        message = "`coordinators` and `coordinating` say nothing without each other"
        place = source.place(("capacity",))
        yield Finding(place, "E-WORLD", message, "how many they are, and how long each is taken")
    for phase in PHASES:
        if phase not in model.people.stays:
            message = f"it is not said how long a person's course stays in `{phase}`"
            place = source.place(("people", "stays"))
            yield Finding(place, "E-WORLD", message, "name the four phases")


def _at(model: WorldFile, path: tuple[str, ...]) -> Mapping[str, object]:
    part: Any = model
    for name in path:
        part = getattr(part, name)
    table: Mapping[str, object] = part
    return table


def _parameters(part: object, path: KeyPath) -> Iterator[Parameter]:
    if isinstance(part, ParameterFile):
        yield _parameter(part, ".".join(str(one) for one in path))
        return
    if isinstance(part, dict):
        for name, each in part.items():
            yield from _parameters(each, (*path, name))
    elif isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _parameters(getattr(part, name), (*path, name))


def _parameter(part: ParameterFile, path: str) -> Parameter:
    word, _, where = part.source.partition(" ")
    low, high = part.range
    unit = Measured(part.model_dump()["unit"])
    return Parameter(path, unit, part.distribution, Mark(word), where, low / 100, high / 100)
