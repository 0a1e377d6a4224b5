"""The schemas of the files that people write, asked of a reader of schemas that is not ours."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft7Validator
from pydantic import BaseModel

from ddrflow.dates import Period, Unit
from ddrflow.export.file_schemas import base_schema, story_schema, workflow_schema
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer
from ddrflow.rules import installed
from ddrflow.rules.base import PeriodText
from ddrflow.workflow.load import check_text
from ddrflow.workflow.source import read_source

SHIPPED: Final = Path(__file__).parents[2] / "workflows"
FILES: Final = sorted(SHIPPED.rglob("*.yaml"))
MODELINE: Final = "# yaml-language-server: $schema="
Found = tuple[tuple[str | int, ...], str]


def data_of(file: Path) -> Any:  # noqa: ANN401 - the data of a file have no type yet
    """What a shipped file says, as ddrflow reads it."""
    return read_source(file.read_bytes(), file.name).data


def found(schema: Mapping[str, Any], data: object) -> set[Found]:
    """Where a schema finds something wrong, and by which of its words."""
    errors = Draft7Validator(schema).iter_errors(data)
    return {(tuple(one.absolute_path), str(one.validator)) for one in errors}


def changed(data: Any, path: tuple[str | int, ...], change: Any) -> Any:  # noqa: ANN401 - as above
    """The data with one part changed: a key renamed or taken out, or another value."""
    made = deepcopy(data)
    part = made
    for step in path[:-1]:
        part = part[step]
    old = part.pop(path[-1]) if isinstance(part, dict) else part[path[-1]]
    if isinstance(change, Renamed):
        part[change.to] = old
    elif change is not None:
        part[path[-1]] = change
    return made


class Renamed:
    """A key misspelt as another."""

    def __init__(self, to: str) -> None:
        self.to = to


def kind_of(file: Path) -> str:
    """What a shipped file is, by where it lies."""
    folders = {"stories": "story", "worlds": "world"}
    found = [kind for folder, kind in folders.items() if folder in file.parts]
    return found[0] if found else "base" if file.stem == "common" else "workflow"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_shipped_file_names_the_schema_that_it_keeps_to(file: Path) -> None:
    """By its first line, relative, so that an editor finds it in any checkout."""
    first = file.read_text(encoding="utf-8").partition("\n")[0]
    assert first.startswith(MODELINE)
    schema = file.parent / first.removeprefix(MODELINE)
    assert schema.name == f"{kind_of(file)}.schema.json"
    assert found(json.loads(schema.read_text(encoding="utf-8")), data_of(file)) == set()


def test_every_shipped_file_was_read() -> None:
    """The test above would also pass over no file at all."""
    kinds = {one.relative_to(SHIPPED).parts[0] for one in FILES}
    assert {"stories", "worlds", "common.yaml", "neustart.yaml"} <= kinds
    assert len(FILES) >= 90


NEUSTART: Final = data_of(SHIPPED / "neustart.yaml")
TRIGGERS: Final = [one["trigger"] for one in NEUSTART["steps"]]
RELEASE: Final = ("steps", TRIGGERS.index("release"))
HAPPENED: Final = ("steps", TRIGGERS.index("court-releases"))
PLAN: Final = (*RELEASE, "rules", 0)
ADOPTED: Final = (*PLAN, "plan.adopted")
LIMIT: Final = ("states", "detained", "limit")
WHILE: Final = ("reviews", 0, "while")
SNC: Final = ("conferences", "social-network")


@pytest.mark.parametrize(
    ("path", "change", "wrong"),
    [
        # A misspelt key, at every level.
        (("deviations",), Renamed("deviatons"), ((), "additionalProperties")),
        (("agencies", "prison", "kind"), Renamed("kin"), (("agencies", "prison"), "required")),
        (("lead", "custody"), Renamed("custdy"), (("lead",), "additionalProperties")),
        ((*LIMIT, "after"), Renamed("aftr"), (LIMIT, "required")),
        ((*RELEASE, "from"), Renamed("form"), (RELEASE, "additionalProperties")),
        (ADOPTED, Renamed("plan.adoptd"), (PLAN, "enum")),
        ((*ADOPTED, "answers"), Renamed("anwsers"), (ADOPTED, "additionalProperties")),
        ((*SNC, "core"), Renamed("cor"), (SNC, "additionalProperties")),
        (WHILE, Renamed("whilst"), (("reviews", 0), "required")),
        ((*WHILE, "phase"), Renamed("phases"), (WHILE, "additionalProperties")),
        # A key that is missing.
        (("time_zone",), None, ((), "required")),
        ((*RELEASE, "to"), None, (RELEASE, "required")),
        ((*ADOPTED, "kind"), None, (ADOPTED, "required")),
        # A value that is none of a closed set, or has not its form.
        (("agencies", "prison", "kind"), "jail", (("agencies", "prison", "kind"), "enum")),
        (("states", "detained", "phase"), "prison", (("states", "detained", "phase"), "enum")),
        ((*HAPPENED, "kind"), "hapened", ((*HAPPENED, "kind"), "enum")),
        ((*ADOPTED, "answers"), "all", ((*ADOPTED, "answers"), "enum")),
        ((*LIMIT, "after"), "14 dys", ((*LIMIT, "after"), "pattern")),
        (("reviews", 0, "name"), "Review 1", (("reviews", 0, "name"), "pattern")),
        ((*RELEASE, "by"), [], ((*RELEASE, "by"), "minItems")),
        ((*PLAN,), "plan.adopted", (PLAN, "anyOf")),
        ((*PLAN,), "attendance.core", (PLAN, "anyOf")),
    ],
)  # fmt: skip
def test_a_mistake_in_a_workflow_is_found_where_it_is(
    path: tuple[str | int, ...], change: object, wrong: Found
) -> None:
    """And ddrflow refuses each of them too: the schema is no stricter than the reading is."""
    data = changed(NEUSTART, path, change)
    assert wrong in leaves(workflow_schema(installed()), data)
    assert check_text(json.dumps(data).encode(), "x.yaml").errors


def leaves(schema: Mapping[str, Any], data: object) -> set[Found]:
    """As `found`, with what lies inside the alternatives of a line."""
    errors = list(Draft7Validator(schema).iter_errors(data))
    for one in errors:
        errors += one.context or ()
    return {(tuple(one.absolute_path), str(one.validator)) for one in errors}


STORY: Final = data_of(SHIPPED / "stories" / "neustart" / "a-witness-does-not-lead.yaml")
EXPECT: Final = ("steps", 0, "expect")
WARNED: Final = ("steps", 4, "expect", "warned", 0)


@pytest.mark.parametrize(
    ("path", "change", "wrong"),
    [
        (("cast",), Renamed("casts"), ((), "additionalProperties")),
        (("cast", "client", "role"), Renamed("rol"), (("cast", "client"), "required")),
        (("steps", 0, "who"), Renamed("whom"), (("steps", 0), "additionalProperties")),
        ((*EXPECT, "state"), Renamed("stat"), (EXPECT, "additionalProperties")),
        (("steps", 2, "with", "trigger"), Renamed("triger"), (("steps", 2, "with"), "required")),
        (("steps", 2, "with"), None, (("steps", 2), "required")),
        (("steps", 2, "do"), "tak-step", (("steps", 2, "do"), "anyOf")),
        (("steps", 3, "with", "interest"), "witnes", (("steps", 3, "with", "interest"), "enum")),
        (WARNED, "interest.non", (WARNED, "anyOf")),
        (("steps", 0, "at"), "soon", (("steps", 0, "at"), "pattern")),
    ],
)  # fmt: skip
def test_a_mistake_in_a_story_is_found_where_it_is(
    path: tuple[str | int, ...], change: object, wrong: Found
) -> None:
    """A command takes its own arguments and no others."""
    schema = story_schema(installed())
    assert found(schema, STORY) == set()
    assert wrong in found(schema, changed(STORY, path, change))


def test_a_file_that_extends_a_base_may_leave_to_it_what_it_says() -> None:
    """A file that extends none may not: nothing else would say it."""
    schema = workflow_schema(installed())
    weaker = {"disclosure.notice-given": {"strength": "should", "because": "Said at the door"}}
    data = {**NEUSTART, "rules": weaker}
    assert found(schema, data) == set()
    del data["extends"]
    assert found(schema, data) >= {(("rules", "disclosure.notice-given"), "required")}


def test_no_rule_that_always_binds_can_be_weakened_or_lifted() -> None:
    """`consent.valid` is one; a rule that can be lifted may say so."""
    schema = workflow_schema(installed())
    for settings in ({"strength": "should"}, {"liftable": True}):
        line = {"consent.valid": {"of": "client", "to": "social-network-conference", **settings}}
        data = changed(NEUSTART, PLAN, line)
        assert ((*PLAN, "consent.valid", *settings), "enum") in leaves(schema, data)
    line = {"plan.adopted": {"kind": "release-plan", "liftable": True}}
    assert found(schema, changed(NEUSTART, PLAN, line)) == set()


def test_a_rule_about_a_conference_is_offered_at_a_conference_only() -> None:
    parts = workflow_schema(installed())["definitions"]
    lines = {name: json.dumps(parts[name]) for name in parts if name.startswith("rule-lines")}
    assert "attendance.core" in lines["rule-lines-of-a-conference"]
    assert "attendance.core" not in lines["rule-lines"]


class Stamped(BaseModel):
    """The parameters of a rule that a package brings."""

    stamp: str


class Sealed(BaseModel):
    """Parameters with a part of their own, and a default that JSON has no word for."""

    seal: Stamped
    within: PeriodText = Period(3, Unit.MONTH)


def house(parameters: type[BaseModel]) -> Mapping[str, Rule]:
    """The installed rules, and one of a package."""
    rule = Rule(
        rule_id="house.stamped",
        asks="Does the paper bear the stamp of the house?",
        check=_stamped,
        parameters=parameters,
        reads=frozenset(),
        source=Source("local choice"),
    )
    return {**installed(), "house.stamped": rule}


def test_of_a_part_inside_a_parameter_of_another_package_the_name_is_known() -> None:
    """What is in it is for ddrflow to say; the schema stays whole."""
    schema = workflow_schema(house(Sealed))
    for settings in ({"seal": {"stamp": "blue"}}, {"seal": "blue", "within": "2 weeks"}):
        assert found(schema, changed(NEUSTART, PLAN, {"house.stamped": settings})) == set()
    unknown = changed(NEUSTART, PLAN, {"house.stamped": {"seal": "blue", "colour": "red"}})
    assert ((*PLAN, "house.stamped"), "additionalProperties") in leaves(schema, unknown)


def test_the_rules_of_other_packages_are_among_them() -> None:
    """The schema is of what is installed, and knows such a rule as it knows ours."""
    schema = workflow_schema(house(Stamped))
    settings = {"stamp": "blue", "source": "local choice"}
    assert found(schema, changed(NEUSTART, PLAN, {"house.stamped": settings})) == set()
    assert leaves(schema, changed(NEUSTART, PLAN, {"house.stamped": {}})) >= {
        ((*PLAN, "house.stamped"), "required")
    }
    assert leaves(schema, changed(NEUSTART, PLAN, "house.stamped")) >= {(PLAN, "anyOf")}


def _stamped(question: Question, parameters: Stamped) -> Answer:
    del question, parameters
    return MET


@pytest.mark.parametrize("make", [workflow_schema, base_schema, story_schema])
def test_every_key_says_what_it_means(make: Any) -> None:  # noqa: ANN401 - one of three functions
    """What a person sees who points at it."""
    schema = make(installed())
    parts = schema["definitions"]
    told = {f"#/definitions/{name}" for name, one in parts.items() if one.get("description")}
    found_keys = list(keys(schema))
    assert len(found_keys) > 20
    silent = [
        path
        for path, one in found_keys
        if not one.get("description") and one.get("$ref") not in told
    ]
    assert silent == []


@pytest.mark.parametrize("make", [workflow_schema, base_schema, story_schema])
def test_nothing_in_it_is_newer_than_draft_7(make: Any) -> None:  # noqa: ANN401 - as above
    """Nor one of pydantic's own words: an editor would pass over them in silence."""
    words = {"$defs", "const", "discriminator", "prefixItems", "unevaluatedProperties", "format"}
    text = json.dumps(make(installed()))
    assert [one for one in words if f'"{one}":' in text] == []


def keys(part: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ANN401 - JSON
    """Every key that a schema describes; not those that only narrow a key described elsewhere."""
    if isinstance(part, list):
        for number, one in enumerate(part):
            yield from keys(one, f"{path}/{number}")
    elif isinstance(part, dict):
        for name, one in part.get("properties", {}).items():
            yield f"{path}/{name}", one
        for name, one in part.items():
            if name not in ("if", "else"):
                yield from keys(one, f"{path}/{name}")
