"""Write the pages of `docs/reference/` that say what the code says.

    python -m docs.generate            write every page
    python -m docs.generate --check    write nothing, name the pages that are stale, exit 1 if any

What the code does not say itself, such as what an error code means, is in `meanings.toml`. What
has no meaning there fails, and so does a meaning that nothing uses: neither list can fall behind.
"""

import ast
import inspect
import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import ModuleType, NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, StrictBool
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from typer import Context
from typer.core import TyperCommand, TyperGroup

import ddrflow
import ddrflow.messages as words
from ddrflow.cli import exits
from ddrflow.cli.above_words import ABOVE
from ddrflow.cli.app import Document, program
from ddrflow.cli.schema import schema_of
from ddrflow.decide import command_name
from ddrflow.decide.correction import CORRECTABLE
from ddrflow.export.diagram import picture, svg
from ddrflow.export.wording import plain
from ddrflow.measures import MEASURES, Unit
from ddrflow.model.commands import COMMANDS, WORDS, Command, From
from ddrflow.model.consent import ConsentStatus
from ddrflow.model.events import EVENTS, CaseMigrated, CaseOpened, Event
from ddrflow.model.fold import APPLY
from ddrflow.model.rule import Rule
from ddrflow.model.workflow import Workflow
from ddrflow.rules import RULES
from ddrflow.rules.base import PeriodText, Refers
from ddrflow.wire import STANDING_NAMES
from ddrflow.wire.argument_words import BY_SOURCE, OF_STANDING
from ddrflow.wire.standing import standing_arguments
from ddrflow.workflow.load import load, shipped
from ddrflow.workflow.schema import BaseFile, SharedParts, WorkflowFile
from ddrflow.workflow.schema_base import Identifier, RuleLines, SourceText, Text
from docs import (
    checks_page,
    glossary_page,
    requirements_page,
    schema_page,
    systems_table,
    workflow_page,
)
from docs.requirements import Behind

HERE: Final = Path(__file__).resolve().parent
REFERENCE: Final = HERE / "reference"
WORKFLOWS: Final = HERE / "workflows"
README: Final = HERE.parent / "README.md"
GLOSSARY: Final = HERE / "glossary.md"
PACKAGE: Final = Path(ddrflow.__file__).resolve().parent
NOTE: Final = "<!-- Written by docs/generate.py: change the code, then run `make docs`. -->"
CODE: Final = re.compile(r"[ENW]-[A-Z]+(?:-[A-Z]+)*")
# Message ids that a rule puts together, and the enum that their second half comes from.
COMPOSED: Final[Mapping[str, type[StrEnum]]] = {"consent.": ConsentStatus}
ALIASES: Final[tuple[tuple[object, str], ...]] = (
    (Identifier, "id"),
    (SourceText, "[source](#source)"),
    (Text, "text"),
    (PeriodText, "[period](#period)"),
    (StrictBool, "`true` or `false`"),
    (RuleLines, "[rule lines](#rule-lines)"),
)
PLAIN: Final[Mapping[object, str]] = {
    str: "text",
    int: "whole number",
    date: "date",
    bool: "`true` or `false`",
    Any: "any value",
}
# As people say the types of facts and arguments.
FACTS: Final[Mapping[object, str]] = {
    str: "text",
    int: "number",
    bool: "yes or no",
    date: "date",
    datetime: "instant",
}


class Meanings:
    """The table of meanings, which remembers what was asked for."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table
        self._used: set[tuple[str, ...]] = set()

    def of(self, *path: str) -> str:
        """The meaning at a path of the table; LookupError when there is none."""
        found: Any = self._table
        for step in path:
            if step not in found:
                message = f"nothing is said of `{'.'.join(path)}`"
                raise LookupError(message)
            found = found[step]
        self._used.add(path)
        return str(found)

    def unused(self) -> list[str]:
        """Every entry that no page asked for."""
        return [".".join(path) for path in _leaves(self._table) if path not in self._used]


def _leaves(table: Mapping[str, Any], at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, (*at, key))
        else:
            yield (*at, key)


# ------------------------------------------------------------------------------ small words


def page(title: str, opening: str, *parts: str) -> str:
    """A whole page."""
    return "\n\n".join([NOTE, f"# {title}", opening, *parts]) + "\n"


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    head = list(columns)
    lines = [head, ["---"] * len(head), *(list(row) for row in rows)]
    return "\n".join(f"| {' | '.join(_cell(one) for one in line)} |" for line in lines)


def coded(values: Iterable[object]) -> str:
    """Values in backticks, with commas."""
    return ", ".join(f"`{value}`" for value in values)


def told(thing: object) -> str:
    """The docstring as running text."""
    return " ".join(inspect.cleandoc(thing.__doc__ or "").split())


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def kebab(name: str) -> str:
    """`LeadTakenOver` as `lead-taken-over`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


# --------------------------------------------------------------------------- the workflow file


def workflow_file(meanings: Meanings) -> str:
    """Every key of a workflow file."""
    del meanings
    opening = (
        "A workflow file is YAML. It is read strictly: an unknown key is an error, and nothing is"
        " converted. A file that says `base:` in place of `workflow:` is a base, which workflows"
        " extend. [Editors](../how-to/write-in-an-editor.md) complete and explain its keys."
    )
    models: list[type[BaseModel]] = [*_models(WorkflowFile), BaseFile]
    sections = [_section(one) for one in models]
    return page("Workflow file", opening, *sections, FORMS)


FORMS: Final = """\
## Id

A letter a to z, then letters a to z, digits and hyphens; 64 characters at most.

## Period

A number and a unit: `14 days`, `10 working days`, `2 weeks`, `3 months`, `1 year`. At least 1 day,
at most 10 years. Working days are those of the file's [calendar](#calendar).

## Source

The id of an entry under `sources`, then a place in it: `ran R88`. Or the words `local choice`.

## Rule lines

A list. Each line is a rule id, or a rule id with settings:

```text
rules:
  - attendance.core
  - conference.held: {type: social-network, within: 3 months, strength: should, because: ...}
```

The settings are the rule's own [parameters](rules.md) and, for this place only, `strength`,
`source`, `because` and `liftable`. What is left out is taken from the file's entry for the rule
under `rules`."""


def _models(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """A model and every model inside it, each once, in the order of the file."""
    queue: list[type[BaseModel]] = [model]
    seen = {model}
    for one in queue:
        yield one
        for hint in get_type_hints(one, include_extras=True).values():
            fresh = [inner for inner in _inside(hint) if inner not in seen]
            seen.update(fresh)
            queue += fresh


def _inside(hint: object) -> Iterator[type[BaseModel]]:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        yield hint
    for inner in get_args(hint):
        yield from _inside(inner)


def _heading(model: type[BaseModel]) -> str:
    name = model.__name__.removesuffix("File")
    return kebab(name).replace("-", " ").capitalize()


def _section(model: type[BaseModel]) -> str:
    hints = get_type_hints(model, include_extras=True)
    rows = []
    for name, field in model.model_fields.items():
        if model is BaseFile and name in SharedParts.model_fields:
            continue
        key = field.alias or name
        if not field.description:
            message = f"`{key}` of {model.__name__} says nowhere what it means"
            raise LookupError(message)
        rows.append((f"`{key}`", spoken(hints[name]), _default(field), field.description))
    shared = " It may also hold the keys from `ddrflow` to `needs` above." * (model is BaseFile)
    made = table(("Key", "Type", "Default", "Meaning"), rows)
    return f"## {_heading(model)}\n\n{told(model)}{shared}\n\n{made}"


def spoken(hint: object) -> str:
    """A type as a reader of the file would say it."""
    for alias, said in ALIASES:
        if hint == alias:
            return said
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Literal:
        return coded(inner)
    if origin in (list, tuple):
        return f"list of {spoken(inner[0])}"
    parts = [spoken(one) for one in inner if one is not NoneType and origin is not Annotated]
    if origin is dict:
        return f"mapping from {parts[0]} to {parts[1]}"
    if origin in (Union, UnionType):
        return " or ".join(parts)
    return spoken(inner[0]) if origin is Annotated else _named(hint)


def _named(hint: object) -> str:
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        heading = _heading(hint)
        return f"[{heading.lower()}](#{heading.lower().replace(' ', '-')})"
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return coded(hint)
    return PLAIN[hint]


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.get_default(call_default_factory=True)
    if value in (None, "", [], {}) or value is PydanticUndefined:
        return "nothing"
    if isinstance(value, list | tuple):
        return coded(value)
    return f"`{json.dumps(value)}`" if isinstance(value, bool) else f"`{value}`"


# ----------------------------------------------------------------------------------- rules


def rules(meanings: Meanings) -> str:
    """Every rule that ddrflow comes with."""
    del meanings
    opening = (
        "Every rule that ddrflow comes with. A rule about who may act is asked by the engine and"
        " cannot be named in a file; unmet, it refuses as `not-entitled`. How to add one is in"
        " [Add a rule](../how-to/add-a-rule.md)."
    )
    return page("Rules", opening, *(_rule(rule) for rule in RULES))


def _rule(rule: Rule) -> str:
    liftable = "yes, where a file says so" if rule.is_liftable else "no"
    facts = [
        ("Named in files", "no: who may act" if rule.entitles else "yes"),
        ("Liftable", liftable),
        ("Own source", f"`{rule.source}`"),
        ("Reads", coded(sorted(rule.reads))),
        ("Messages", coded(messages_of(rule))),
    ]
    if not rule.entitles:
        facts.insert(0, ("Parameters", _parameters(rule)))
    return f"## {rule.rule_id}\n\n{rule.asks}\n\n{table(('', ''), facts)}"


def _parameters(rule: Rule) -> str:
    hints = get_type_hints(rule.parameters, include_extras=True)
    said = []
    for name, field in rule.parameters.model_fields.items():
        marks = [one for one in getattr(hints[name], "__metadata__", ()) if isinstance(one, Refers)]
        kind = f"{marks[0].to} of the file" if marks else spoken(hints[name])
        kind = kind.replace("(#", "(workflow-file.md#")
        default = "" if field.is_required() else f", default {_default(field)}"
        meaning = field.description or ""
        said.append(f"`{name}` ({kind}{default}): {meaning[:1].lower()}{meaning[1:]}")
    return "; ".join(said) or "none"


def messages_of(rule: Rule) -> list[str]:
    """The messages that a rule's check can answer with, read from its source."""
    module = inspect.getmodule(rule.check)
    if module is None:
        return []
    functions = _functions(module)
    reached = _reached(functions, getattr(rule.check, "__name__", ""))
    found = {one for name in reached for one in _texts(functions[name])}
    return sorted(found & words.CATALOGUE.keys())


@cache
def _functions(module: ModuleType) -> dict[str, ast.FunctionDef]:
    tree = ast.parse(inspect.getsource(module))
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def _reached(functions: Mapping[str, ast.FunctionDef], start: str) -> list[str]:
    queue = [start]
    for name in queue:
        names = {node.id for node in ast.walk(functions[name]) if isinstance(node, ast.Name)}
        queue += sorted(one for one in names & functions.keys() if one not in queue)
    return queue


def _texts(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
            yield from (f"{node.value}{one}" for one in COMPOSED.get(node.value, ()))


# -------------------------------------------------------------------------------- measures


def measures(meanings: Meanings) -> str:
    """Every measure."""
    opening = (
        "What `ddrflow measures` works out from the record, in this order. How the numbers count,"
        " and a case worked out by hand, are in [Measures](../explanation/measures.md)."
    )
    units = table(("Unit", "A figure is"), ((one, meanings.of("units", one)) for one in Unit))
    columns = ("Measure", "Unit", "Groups", "Source", "Meaning")
    rows = [
        (f"`{one.name}`", one.unit, one.by or "none", str(one.source), told(one.look))
        for one in MEASURES
    ]
    return page("Measures", opening, table(columns, rows), f"## Units\n\n{units}")


# ----------------------------------------------------------------------- commands and events


def commands(meanings: Meanings) -> str:
    """Every command and its arguments."""
    opening = (
        "What can be asked for. Every command also takes `actor`, who gives it, and `occurred_at`,"
        " when it took place (an instant with its offset from UTC; now if left out). In Python the"
        " classes are in `ddrflow.model.commands`. Text is content: no rule reads it."
    )
    return page("Commands", opening, *(_command(one, meanings) for one in COMMANDS))


def _command(command: type[Command], meanings: Meanings) -> str:
    hints = get_type_hints(command, include_extras=True)
    own = [one for one in fields(command) if one.name not in ("actor", "occurred_at")]
    rows = [
        (
            f"`{one.name}`",
            _bare(hints[one.name]),
            _given(one),
            _values(hints[one.name], meanings),
        )
        for one in own
    ]
    columns = ("Argument", "Type", "Default", "Values")
    arguments = table(columns, rows) if rows else "No arguments of its own."
    return f"## {command_name(command)}\n\n`{command.__name__}`. {told(command)}\n\n{arguments}"


def _values(hint: object, meanings: Meanings) -> str:
    for mark in getattr(hint, "__metadata__", ()):
        if isinstance(mark, From):
            return meanings.of("sources", mark.source)
        if mark is WORDS:
            return "free text"
    message = f"nothing says what can be given for a {hint}"
    raise LookupError(message)


def _bare(hint: object) -> str:
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) in (Union, UnionType):
        return " or ".join(_bare(one) for one in get_args(hint) if one is not NoneType)
    if get_origin(hint) is tuple:
        first = get_args(hint)[0]
        return f"list of {'pairs' if get_origin(first) is tuple else _bare(first)}"
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return "word"
    return FACTS.get(hint) or str(getattr(hint, "__name__", hint))


def _given(field: "Field[Any]") -> str:
    if field.default is MISSING:
        return "required"
    return f"`{field.default}`" if field.default not in (None, "", ()) else "nothing"


def events(meanings: Meanings) -> str:
    """Every event and its facts."""
    del meanings
    opening = (
        "What is recorded, as facts only. An event stands in an entry, which adds its number, who"
        " recorded it, when it occurred and when it was recorded, and free text. In Python the"
        " classes are in `ddrflow.model.events`."
    )
    return page("Events", opening, *(_event(one) for one in EVENTS))


#: What is no change of one part.
WHOLE: Final = (CaseOpened, CaseMigrated)


def _event(event: type[Event]) -> str:
    hints = get_type_hints(event)
    facts = [f"`{one.name}` ({_bare(hints[one.name])})" for one in fields(event)]
    changes = "the whole case" if event in WHOLE else f"`case.{APPLY[event][0]}`"
    rows = [
        ("Facts", ", ".join(facts) or "none"),
        ("Changes", changes),
        ("Can be corrected", "yes" if event in CORRECTABLE else "no"),
    ]
    heading = f"## {kebab(event.__name__)}\n\n`{event.__name__}`. {told(event)}"
    return f"{heading}\n\n{table(('', ''), rows)}"


def standing(meanings: Meanings) -> str:
    """Every fact above the cases and what it takes."""
    opening = (
        "What stands above all cases, and how it is recorded: on the command line, in a story,"
        " or with `Engine.record_standing`. Each record is an event of one stream; facts only, no"
        " free text and no case. In Python the classes are in `ddrflow.model.standing`; the event"
        " `ContactsListed`, which replaces the whole list of contacts, is recorded by"
        " `Engine.list_contacts`. [How to keep standing facts](../how-to/keep-standing-facts.md)"
        " shows them at work."
    )
    return page("Standing facts", opening, *(_standing(one, meanings) for one in STANDING_NAMES))


def _standing(name: str, meanings: Meanings) -> str:
    event = STANDING_NAMES[name]
    taken = standing_arguments(name)
    rows = [
        (f"`{one.name}`", _bare(one.type), _given(one), meanings.of("standing", one.name))
        for one in taken
    ]
    words = next(one for one in ABOVE if one.command == name)
    typed = f"On the command line: `ddrflow {words.group} {words.verb}`."
    columns = ("Argument", "Type", "Default", "Values")
    return f"## {name}\n\n`{event.__name__}`. {told(event)} {typed}\n\n{table(columns, rows)}"


# ------------------------------------------------------------------ messages, errors, command line


def messages(meanings: Meanings) -> str:
    """Every message id and its words."""
    del meanings
    opening = (
        "A reason is a message id with fields. These are the words in English; a program that shows"
        " reasons in another language goes by the id and the fields."
    )
    catalogues = {
        "What rules answer": words.RULES,
        "What refuses before a rule is asked": words.REFUSALS,
        "What a case waits for": words.WAITING,
        "What is due": words.DUE,
        "How a due day came about": words.DATES,
        "What parties are told of": words.LETTERS,
        "What was recorded": words.EVENTS,
        "What was recorded above the cases": words.STANDING,
    }
    parts = [f"## {title}\n\n{_catalogue(one)}" for title, one in catalogues.items()]
    return page("Messages", opening, *parts)


def _catalogue(templates: Mapping[str, str]) -> str:
    rows = [(f"`{name}`", said) for name, said in sorted(templates.items())]
    return table(("Message", "Words"), rows)


def errors(meanings: Meanings) -> str:
    """Every error code."""
    opening = (
        "Codes stay the same from version to version. `E-` refuses, `W-` warns, `N-` notes. A"
        " finding in a file names file, line and column before its code, and below it what would"
        " help."
    )
    rows = [(f"`{code}`", meanings.of("codes", code)) for code in sorted(codes())]
    return page("Error codes", opening, table(("Code", "Meaning"), rows))


@cache
def _seeded() -> tuple[tuple[str, ...], ...]:
    """The table of faults: the search behind it takes seconds."""
    return tuple(checks_page.rows())


def checks(meanings: Meanings) -> str:
    """What a check proves, and the faults that show it."""
    del meanings
    columns = ("Fault", "Told as", "Put into", "Moves that lead to it")
    return page("What a check proves", checks_page.OPENING, table(columns, _seeded()))


def codes() -> set[str]:
    """Every text in the source of ddrflow that is an error code."""
    found: set[str] = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.update(CODE.findall(node.value) if CODE.fullmatch(node.value) else ())
    return found


def cli(meanings: Meanings) -> str:
    """The command line: commands, options, exit codes."""
    del meanings
    group = program
    context = Context(group, info_name="ddrflow", **group.context_settings)
    parts = list(_subcommands(group, context))
    opening = f"{group.help}\n\n{_options(group, context)}"
    numbers = table(("Exit code", "Meaning"), _exit_codes())
    closing = "`DDRFLOW_TRACE=1` in the environment shows the traceback of a fault of ddrflow."
    return page("Command line", opening, *parts, f"## Exit codes\n\n{numbers}\n\n{closing}")


def _subcommands(group: TyperGroup, context: Context) -> Iterator[str]:
    """Every command, those of a group after what the group is for."""
    for name, command in group.commands.items():
        inside = Context(command, parent=context, info_name=name)
        if isinstance(command, TyperGroup):
            own = f"\n\n{_options(command, inside)}" if command.invoke_without_command else ""
            yield f"## {inside.command_path}\n\n{inspect.cleandoc(command.help or '')}{own}"
            yield from _subcommands(command, inside)
        elif isinstance(command, TyperCommand):
            yield _subcommand(command, inside)


def _subcommand(command: TyperCommand, context: Context) -> str:
    usage = command.get_usage(context).removeprefix("Usage: ")
    said = inspect.cleandoc(command.help or "")
    options = _options(command, context)
    return f"## {context.command_path}\n\n```text\n{usage}\n```\n\n{said}\n\n{options}"


def _options(command: TyperCommand | TyperGroup, context: Context) -> str:
    records = [one.get_help_record(context) for one in command.get_params(context)]
    rows = [(f"`{one[0]}`", one[1]) for one in records if one is not None]
    return table(("Argument or option", "Meaning"), rows)


def _exit_codes() -> Iterator[tuple[str, str]]:
    source = inspect.getsource(exits.Exit)
    for said, number in re.findall(r"#: (.+)\n    [A-Z_]+ = ([0-9]+)", source):
        yield number, said


# -------------------------------------------------------------------------------- the database


def schema(meanings: Meanings) -> str:
    """Every table and column of the record."""
    return page("The database", *schema_page.written(meanings.of, table))


# -------------------------------------------------------------------------------- requirements


def requirements(meanings: Meanings) -> str:
    """Every requirement, where it lives and which tests show it."""
    del meanings
    return page("Requirements", *requirements_page.written())


# ----------------------------------------------------------------------------------- workflows


def workflows() -> dict[str, str]:
    """A page and a picture for each shipped workflow, and the list of them, by file name."""
    loaded = [load(name) for name in shipped()]
    pages = {f"{one.identity.name}.md": _workflow(one) for one in loaded}
    pages |= {f"{one.identity.name}.svg": svg(picture(one)) for one in loaded}
    opening = "What each shipped workflow says, in words; each page is made from its file."
    pages["README.md"] = page("Workflows", opening, systems_table.systems(loaded, table, ""))
    return pages


def _workflow(workflow: Workflow) -> str:
    return page(plain(workflow.title), *workflow_page.parts(workflow))


def glossary() -> str:
    """The page of all words."""
    return page("Glossary", glossary_page.OPENING, table(("Word", "Meaning"), glossary_page.rows()))


def readme() -> str:
    """The README with the table of systems as it is today."""
    loaded = [load(name) for name in shipped()]
    made = systems_table.systems(loaded, table, "docs/workflows/")
    return systems_table.put_in(README.read_text(encoding="utf-8"), made)


# ------------------------------------------------------------------------------------ writing

PAGES: Final[Mapping[str, Callable[[Meanings], str]]] = {
    # First: what it finds wrong ends the run.
    "requirements.md": requirements,
    "workflow-file.md": workflow_file,
    "rules.md": rules,
    "commands.md": commands,
    "events.md": events,
    "standing.md": standing,
    "messages.md": messages,
    "errors.md": errors,
    "checks.md": checks,
    "cli.md": cli,
    "schema.md": schema,
    "measures.md": measures,
}


def generated() -> dict[str, str]:
    """Every generated page by its file name.

    Raises LookupError where the meanings fall behind, Behind where the requirements do.
    """
    told_here = tomllib.loads((HERE / "meanings.toml").read_text(encoding="utf-8"))
    meanings = Meanings({**told_here, "sources": BY_SOURCE, "standing": OF_STANDING})
    pages = {name: write(meanings) for name, write in PAGES.items()}
    if unused := meanings.unused():
        message = f"meanings are told of what is not there: {', '.join(unused)}"
        raise LookupError(message)
    for document in Document:
        schema = json.dumps(schema_of(document.value), indent=2, ensure_ascii=False)
        pages[f"{document.value}.schema.json"] = f"{schema}\n"
    return pages


def stale(pages: Mapping[str, str], folder: Path = REFERENCE) -> list[str]:
    """The files that differ from what the code says, are missing, or are no page."""
    found = {one.name: one.read_text(encoding="utf-8") for one in sorted(folder.glob("*"))}
    differing = [name for name, text in pages.items() if found.get(name) != text]
    return differing + [name for name in found if name not in pages]


def main(arguments: list[str]) -> int:
    """Write the pages, or with `--check` name the stale ones."""
    if arguments not in ([], ["--check"]):
        print("usage: python -m docs.generate [--check]", file=sys.stderr)
        return 2
    try:
        pages = generated()
    except Behind as fault:
        print(fault, file=sys.stderr)
        return 1
    folders = {REFERENCE: pages, WORKFLOWS: workflows()}
    alone = {README: readme(), GLOSSARY: glossary()}
    if arguments:
        late = [
            f"docs/{folder.name}/{name}"
            for folder, own in folders.items()
            for name in stale(own, folder)
        ]
        late += [
            one.relative_to(HERE.parent).as_posix()
            for one, text in alone.items()
            if one.read_text(encoding="utf-8") != text
        ]
        for one in late:
            print(f"{one} is stale: run `make docs`", file=sys.stderr)
        return 1 if late else 0
    for folder, own in folders.items():
        folder.mkdir(exist_ok=True)
        for name, text in own.items():
            (folder / name).write_text(text, encoding="utf-8")
    for path, text in alone.items():
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
