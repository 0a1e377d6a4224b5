"""The JSON Schemas of the files that people write, made for the editors that they write them in.

A name that the file itself declares, such as a role, is a word like any other to a schema:
whether it is declared is what `ddrflow check` answers.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, fields
from enum import StrEnum
from inspect import cleandoc
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel

from ddrflow.export.lowered import Data, described, lowered, reference
from ddrflow.export.rule_schema import asked, with_rules
from ddrflow.model.commands import From
from ddrflow.model.hints import hints_of
from ddrflow.model.rule import Rule
from ddrflow.stories.script import Script
from ddrflow.wire import COMMAND_NAMES, STANDING_NAMES
from ddrflow.wire.argument_words import BY_SOURCE, OF_STANDING
from ddrflow.wire.commands import CARRIED
from ddrflow.wire.standing import standing_arguments
from ddrflow.workflow.schema import BaseFile, WorkflowFile

#: The parts of a file that are laid over those of its base, key by key.
LAID_OVER: Final = ("coordination", "rules", "consents", "notices", "plans", "documents")


def workflow_schema(rules: Mapping[str, Rule]) -> Data:
    """The schema of workflow files that may name these rules.

    What a base may already say is needed in a file only if the file extends none.
    """
    schema = with_rules(file_schema(WorkflowFile, "A ddrflow workflow file"), rules)
    parts: Data = dict(schema["definitions"])
    alone: Data = {}
    for key in LAID_OVER:
        name = _of(schema["properties"][key])
        needed = {"required": parts[name]["required"]}
        parts[name] = {one: said for one, said in parts[name].items() if one != "required"}
        alone[key] = {"additionalProperties": needed}
    beside = {"if": {"required": ["extends"]}, "else": {"properties": alone}}
    return {**schema, **beside, "definitions": parts}


def base_schema(rules: Mapping[str, Rule]) -> Data:
    """The schema of bases, which workflow files extend."""
    return with_rules(file_schema(BaseFile, "A ddrflow base file"), rules)


def story_schema(rules: Mapping[str, Rule]) -> Data:
    """The schema of story files, with the commands and facts that a step can be, and these rules.

    A command that is named takes its own arguments and no others.
    """
    schema = file_schema(Script, "A ddrflow story file")
    parts = schema["definitions"]
    beat, expected = parts["beat"], parts["expected"]
    beat["properties"]["do"] |= {"anyOf": [*_to_do()]}
    beat["allOf"] = [*_arguments()]
    ids = {"anyOf": asked(rules.values())}
    for part in (expected, parts["follow"]):
        part["properties"]["rule"] |= ids
    for key in ("warned", "unwarned"):
        expected["properties"][key]["items"] = ids
    return schema


def file_schema(model: type[BaseModel], title: str) -> Data:
    """The schema of the files that a model reads, in what editors understand."""
    return {**lowered(model.model_json_schema(by_alias=True)), "title": title}


def _to_do() -> Iterator[Data]:
    """Every command and fact by name, each with what it is."""
    for name, kind in {**COMMAND_NAMES, **STANDING_NAMES}.items():
        yield {"enum": [name], **described(cleandoc(kind.__doc__ or "").partition("\n")[0])}
    yield {"enum": ["again"], **described("The command that was refused last, once more")}


def _arguments() -> Iterator[Data]:
    """For each command and fact: what `with` holds where `do` names it."""
    for name, kind in COMMAND_NAMES.items():
        hints = hints_of(kind)
        own = [one for one in fields(kind) if one.name not in CARRIED]
        yield _taken(name, own, {one.name: _value(hints[one.name], "Free text") for one in own})
    for name in STANDING_NAMES:
        taken = standing_arguments(name)
        values = {one.name: _value(one.type, OF_STANDING[one.name]) for one in taken}
        yield _taken(name, taken, values)


def _taken(name: str, arguments: Iterable["Field[Any]"], values: Data) -> Data:
    needed = [one.name for one in arguments if one.default is MISSING]
    told = {"properties": values, "required": needed, "additionalProperties": False}
    given = {**described(f"The arguments of `{name}`"), **told}
    then = {"properties": {"with": given}, "required": ["with"] if needed else []}
    return {"if": {"properties": {"do": {"enum": [name]}}, "required": ["do"]}, "then": then}


def _value(hint: object, words: str) -> Data:
    """What can be given for an argument: in words, and listed where it is of a closed set."""
    marks = getattr(hint, "__metadata__", ())
    words = next((BY_SOURCE[one.source] for one in marks if isinstance(one, From)), words)
    closed = _closed(hint)
    listed = {"enum": [str(one) for one in closed]} if closed else {}
    return {**described(words), **listed}


def _closed(hint: object) -> type[StrEnum] | None:
    """The closed set that one value is of, if any; a list of such values can be text as well."""
    if isinstance(hint, type):
        return hint if issubclass(hint, StrEnum) else None
    if get_origin(hint) is tuple:
        return None
    return next((found for one in get_args(hint) if (found := _closed(one))), None)


def _of(part: Data) -> str:
    """The definition that the entries of a mapping are of."""
    entry: Any = part["additionalProperties"] or next(iter(part["properties"].values()))
    return str(entry["$ref"]).removeprefix(reference(""))
