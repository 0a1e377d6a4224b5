"""The rules in a JSON Schema: which there are, what each asks, what it can be told."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pydantic import PydanticUserError, TypeAdapter

from ddrflow.export.lowered import Data, described, lowered, reference
from ddrflow.model.rule import Rule
from ddrflow.model.source import Strength
from ddrflow.workflow.validation import Quiet

ANYWHERE: Final = "rule-lines"
AT_A_CONFERENCE: Final = "rule-lines-of-a-conference"
#: The parts of a file whose rules can be about a conference.
ABOUT_CONFERENCES: Final = ("conference", "stage")


def with_rules(schema: Data, rules: Mapping[str, Rule]) -> Data:
    """A lowered schema of workflow files in which every rule line names one of these rules."""
    named = [one for one in rules.values() if not one.entitles]
    parts: Data = {
        name: _told(part, AT_A_CONFERENCE if name in ABOUT_CONFERENCES else ANYWHERE)
        for name, part in schema["definitions"].items()
    }
    about = {key: _undecided(one) for key, one in parts["rule-default"]["properties"].items()}
    parts |= {_word(one): _settings(one, about) for one in named}
    parts[ANYWHERE] = _lines(one for one in named if not one.of_conference)
    parts[AT_A_CONFERENCE] = _lines(named)
    return {**schema, "properties": _by_rule(schema["properties"], rules), "definitions": parts}


def asked(rules: Iterable[Rule]) -> list[Data]:
    """The ids of rules, each with what it asks."""
    return [{"type": "string", "enum": [one.rule_id], **described(one.asks)} for one in rules]


def _word(rule: Rule) -> str:
    return f"rule.{rule.rule_id}"


def _told(part: Data, lines: str) -> Data:
    """A part of the file with its rule lines told what they can be."""
    properties = {
        key: {"$ref": reference(lines), **described(one["description"])}
        if one.get("format") == "rule-lines"
        else one
        for key, one in part["properties"].items()
    }
    return {**part, "properties": properties}


def _by_rule(properties: Data, rules: Mapping[str, Rule]) -> Data:
    """The keys of a file, in which `rules` has the ids of all rules as its own keys."""
    defaults = {
        one.rule_id: {**described(one.asks), **properties["rules"]["additionalProperties"]}
        for one in rules.values()
    }
    told = {**properties["rules"], "properties": defaults, "additionalProperties": False}
    return {**properties, "rules": told}


def _lines(rules: Iterable[Rule]) -> Data:
    """A list of lines: a rule by its id alone, where it needs no more, or with settings.

    That the id is a known one is said beside the two forms: an editor then underlines the id,
    and does not say that the whole line has neither form.
    """
    listed = list(rules)
    bare = [one for one in listed if not _parameters(one).get("required")]
    settled = {
        "title": "a rule with settings",
        "type": "object",
        "properties": {
            one.rule_id: {**described(one.asks), "$ref": reference(_word(one))} for one in listed
        },
        "minProperties": 1,
    }
    known = {"propertyNames": {"enum": [one.rule_id for one in listed]}}
    line = {"anyOf": [*asked(bare), settled], "if": {"type": "object"}, "then": known}
    return {"type": "array", "items": line}


def _settings(rule: Rule, about: Mapping[str, Any]) -> Data:
    """What stands behind a rule's id: its own parameters, and how it binds here."""
    own = _parameters(rule)
    return {
        "title": f"settings of {rule.rule_id}",
        **described(rule.asks),
        "type": "object",
        "properties": {**own.get("properties", {}), **about, **_firm(rule, about)},
        "required": own.get("required", []),
        "additionalProperties": False,
    }


def _undecided(part: Data) -> Data:
    """A setting without its default, which at a line is what the file's own `rules` say."""
    return {key: one for key, one in part.items() if key != "default"}


def _firm(rule: Rule, about: Mapping[str, Any]) -> Data:
    """A rule that no deviation lifts always binds."""
    if rule.is_liftable:
        return {}
    binding = [one.value for one in Strength if one.binds]
    return {
        "strength": {**about["strength"], "enum": binding},
        "liftable": {**about["liftable"], "enum": [False]},
    }


def _parameters(rule: Rule) -> Data:
    """The schema of a rule's parameters; of a package's rule it may be that there is none.

    Where parameters have parts of their own, only their names are known here.
    """
    try:
        made = lowered(TypeAdapter(rule.parameters).json_schema(schema_generator=Quiet))
    except PydanticUserError:
        return {}
    if made["definitions"]:
        keys = made["properties"].items()
        made["properties"] = {key: described(one.get("description", "")) for key, one in keys}
    return made
