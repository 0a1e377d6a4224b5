"""`ddrflow new`: a local file begun from another workflow, and what it still has to decide."""

from pathlib import Path
from typing import Any

from ddrflow.cli.console import block, counted, document, heading, line, page, printable
from ddrflow.cli.naming import reading
from ddrflow.cli.schema import put_schema
from ddrflow.cli.writing import put_whole
from ddrflow.errors import BadCommand, BadFile, Finding, Place
from ddrflow.workflow.adapting import SCHEMA_FILE, Adapted, adapted
from ddrflow.workflow.choosing import Choice
from ddrflow.workflow.identifiers import check_identifier
from ddrflow.workflow.load import load, text_of
from ddrflow.workflow.source import Source, read_source


def start(name: str, origin: str, folder: str, *, as_json: bool) -> None:
    """Write NAME.yaml and its schema beside it, and say what is open in it.

    Nothing is written over but an older schema. Raises BadCommand for a name that is none and
    where the schema cannot be put, BadFile where NAME.yaml cannot, and what loading raises.
    """
    fault = check_identifier(name)
    if fault is not None:
        raise BadCommand("name", fault[1], fault[2])
    with reading(origin):
        workflow = load(origin)
        made = adapted(text_of(origin), name, workflow)
    file = Path(folder) / f"{name}.yaml"
    schema = file.with_name(SCHEMA_FILE)
    _write_both(file, made.text, schema)
    source = read_source(made.text.encode(), str(file))
    if as_json:
        document({"file": str(file), "schema": str(schema), **_as_data(made, source)})
        return
    line(f"{file}: written, a draft begun from {workflow.identity}")
    line(f"{schema}: written, what an editor knows of such files")
    line(f"{counted(len(made.open), 'choice')} to make here; `ddrflow check {file}` lists them")
    with page() as console:
        heading(console, "What this place has to decide")
        for one in made.open:
            block(console, f"{source.place(one.path)}  {one.what}", _told(one))


def _told(choice: Choice) -> list[tuple[str, str]]:
    told = [("there", printable(choice.says)), ("here", printable(choice.options))]
    return [("remark", printable(choice.source.locator)), *told] if choice.source.locator else told


def _as_data(made: Adapted, source: Source) -> dict[str, Any]:
    return {
        "open": [
            {
                "line": source.place(one.path).line,
                "column": source.place(one.path).column,
                "what": one.what,
                "there": one.says,
                "options": one.options,
            }
            for one in made.open
        ],
    }


def _write_both(file: Path, text: str, schema: Path) -> None:
    """The file and its schema, or neither."""
    _write(file, text)
    try:
        put_schema("workflow", schema)
    except BadCommand:
        file.unlink()
        raise


def _write(file: Path, text: str) -> None:
    """All of the file or nothing; one that is there stays as it is."""
    try:
        put_whole(text, file)
    except FileExistsError:
        message, help_line = f"`{file}` is there already", "choose another name, or `--into`"
        raise BadFile((Finding(Place(str(file)), "E-FILE", message, help_line),)) from None
    except OSError as fault:
        message = f"the file cannot be written: {(fault.strerror or 'unknown reason').lower()}"
        raise BadFile((Finding(Place(str(file)), "E-FILE", message),)) from fault
