"""The settings from a TOML file and the environment, with the place of everything that is wrong."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ddrflow.daemon.handlers.settings import (
    FeedSettings,
    LogSettings,
    MailSettings,
    WebhookSettings,
)
from ddrflow.daemon.parts import Part
from ddrflow.daemon.settings import Settings
from ddrflow.errors import BadFile, Finding, Place, UnknownName

#: `DDRFLOW_DAEMON_SWEEP_EVERY` stands in for `every` of the table `sweep`.
PREFIX: Final = "DDRFLOW_DAEMON_"
#: Which file it is: no setting, and of the same prefix.
NAMES_THE_FILE: Final = f"{PREFIX}CONFIG"
#: What Kubernetes says of a service of that name, and no setting of ours.
OF_A_SERVICE: Final = re.compile(r"(SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_.*)?)")
CODE: Final = "E-SETTINGS"
LARGEST: Final = 256 * 1024
HEADER: Final = re.compile(r"^\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
KEY: Final = re.compile(r"^(\s*)([A-Za-z0-9_-]+|\"[^\"]+\")\s*(?:\.|=)")
SYNTAX: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
HANDLERS: Final[dict[str, type[Part]]] = {
    "log": LogSettings,
    "mail": MailSettings,
    "webhook": WebhookSettings,
    "feed": FeedSettings,
}
Key = tuple[str | int, ...]


def settings_from(file: Path | None, environment: Mapping[str, str]) -> Settings:
    """The settings of a file, or the usual ones; what the environment says comes before both.

    Raises UnknownName where there is no such file, BadFile with everything that is wrong: where,
    what, and what would be right.
    """
    text, data = _read(file) if file else ("", {})
    told = dict(_from_environment(environment))
    for path, (_, value) in told.items():
        _put(data, path, value)
    try:
        return Settings.model_validate(data)
    except ValidationError as wrong:
        findings = [_finding(one, file, text, told) for one in wrong.errors(include_url=False)]
        raise BadFile(tuple(sorted(findings, key=lambda one: one.place))) from wrong


def _read(file: Path) -> tuple[str, dict[str, Any]]:
    place = Place(str(file))
    try:
        found = file.read_bytes()
    except (FileNotFoundError, IsADirectoryError) as fault:
        raise UnknownName("file", str(file)) from fault
    except OSError as fault:
        help_line = "name a file that can be read"
        raise BadFile((Finding(place, CODE, f"{fault.strerror}", help_line),)) from fault
    if len(found) > LARGEST:
        raise BadFile((Finding(place, CODE, "it is larger than 256 KiB", "no settings are"),))
    try:
        text = found.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = found[: fault.start].count(b"\n") + 1
        finding = Finding(Place(str(file), line), CODE, "it is no UTF-8", "save it as UTF-8")
        raise BadFile((finding,)) from fault
    try:
        return text, tomllib.loads(text)
    except (ValueError, RecursionError) as fault:
        message = str(fault)
        at = SYNTAX.search(message)
        end = (text.count("\n") + 1, 1)
        where = (int(at[1]), int(at[2])) if at and at[1] else end
        told = f"it is no TOML: {SYNTAX.sub('', message)}"
        help_line = "https://toml.io tells how it is written"
        raise BadFile((Finding(Place(str(file), *where), CODE, told, help_line),)) from fault


def _from_environment(environment: Mapping[str, str]) -> Iterator[tuple[Key, tuple[str, Any]]]:
    """Each variable that is ours: the key it stands for, its name and its value."""
    for name, text in sorted(environment.items()):
        if not name.startswith(PREFIX) or name == NAMES_THE_FILE:
            continue
        if OF_A_SERVICE.fullmatch(name.removeprefix(PREFIX)):
            continue
        words = name.removeprefix(PREFIX).lower()
        path: Key = (words,)
        for table, field in Settings.model_fields.items():
            if words.startswith(f"{table}_") and hasattr(field.annotation, "model_fields"):
                path = (table, words.removeprefix(f"{table}_"))
        yield path, (name, _value(text, path))


def _value(text: str, path: Key) -> Any:  # noqa: ANN401 - a value of TOML
    """As it would be read in a file; what is no value there, or is to be text, is text."""
    try:
        found = tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):
        return text
    return text if _is_text(path) and not isinstance(found, str) else found


def _is_text(path: Key) -> bool:
    model: Any = Settings
    for one in path[:-1]:
        model = model.model_fields[one].annotation
    field = model.model_fields.get(path[-1])
    return field is not None and field.annotation is str


def _put(data: dict[str, Any], path: Key, value: Any) -> None:  # noqa: ANN401 - as above
    *tables, key = path
    for one in tables:
        inner = data.setdefault(str(one), {})
        if not isinstance(inner, dict):
            return
        data = inner
    data[str(key)] = value


def _finding(
    wrong: ErrorDetails, file: Path | None, text: str, told: Mapping[Key, tuple[str, Any]]
) -> Finding:
    path, tag = _untagged(tuple(wrong["loc"]))
    message, help_line = _words(wrong, path, tag)
    for one, (name, _) in told.items():
        if path[: len(one)] == one:
            return Finding(Place(name), CODE, message, help_line)
    return Finding(_place(file, text, path), CODE, message, help_line)


def _words(wrong: ErrorDetails, path: Key, tag: str) -> tuple[str, str]:
    called = f"`{'.'.join(map(str, path))}`"
    if wrong["type"] == "extra_forbidden":
        return f"{called} is not known", f"there is {', '.join(_siblings(path, tag))}"
    if wrong["type"] == "missing":
        return f"{called} is missing", "give it"
    said = wrong["msg"].removeprefix("Value error, ")
    what, colon, help_line = said.partition(": ")
    message = f"{called}: {what[:1].lower()}{what[1:]}"
    return message, help_line if colon else ""


def _siblings(path: Key, tag: str) -> list[str]:
    """What may stand in the table that a key stands in."""
    model: Any = HANDLERS.get(tag) if path[:1] == ("handlers",) else Settings
    for one in path[:-1] if model is Settings else ():
        field = getattr(model, "model_fields", {}).get(one)
        model = field.annotation if field else None
    return [f"`{one}`" for one in getattr(model, "model_fields", {})] or ["nothing"]


def _untagged(path: Key) -> tuple[Key, str]:
    """A key as it stands in the file, and the kind of handler that it is of, which does not."""
    if path[:1] == ("handlers",) and len(path) > 2:  # noqa: PLR2004 - list, number, kind
        return (*path[:2], *path[3:]), str(path[2])
    return path, ""


def _place(file: Path | None, text: str, path: Key) -> Place:
    """The line of a key, of its table where the key is missing, or of the first line."""
    names = [one for one in path if isinstance(one, str)]
    wanted = next((one for one in path if isinstance(one, int)), 0)
    best, line_of = 0, (1, 1)
    table: list[str] = []
    met: Counter[str] = Counter()
    for number, line in enumerate(text.split("\n"), 1):
        header, key = HEADER.match(line), KEY.match(line)
        if header:
            table = [part.strip().strip('"') for part in header[1].split(".")]
            met[table[0]] += line.lstrip().startswith("[[")
        if names and table[:1] == names[:1] and met[table[0]] not in (0, wanted + 1):
            continue
        whole = [*table, key[2].strip('"')] if key and not header else table
        if (header or key) and len(whole) > best and names[: len(whole)] == whole:
            best, line_of = len(whole), (number, len(key[1]) + 1 if key and not header else 1)
    return Place(str(file or "settings"), *line_of)
