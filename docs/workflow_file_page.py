"""The page on workflow files: every key, from the models that read them."""

from collections.abc import Iterator
from typing import Final, get_args, get_type_hints

from pydantic import BaseModel

from ddrflow.workflow.schema import BaseFile, SharedParts, WorkflowFile
from docs.docstrings import told
from docs.key_types import default, heading, spoken
from docs.markdown import page, table

OPENING: Final = (
    "A workflow file is YAML. It is read strictly: an unknown key is an error, and nothing is"
    " converted. A file that says `base:` in place of `workflow:` is a base, which workflows"
    " extend. [Editors](../how-to/write-in-an-editor.md) complete and explain its keys."
)
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


def written() -> str:
    """Every key of a workflow file."""
    models: list[type[BaseModel]] = [*_models(WorkflowFile), BaseFile]
    sections = [_section(one) for one in models]
    return page("Workflow file", OPENING, *sections, FORMS)


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
        rows.append((f"`{key}`", spoken(hints[name]), default(field), field.description))
    shared = " It may also hold the keys from `ddrflow` to `needs` above." * (model is BaseFile)
    made = table(("Key", "Type", "Default", "Meaning"), rows)
    return f"## {heading(model)}\n\n{told(model)}{shared}\n\n{made}"
