"""Write the pages that say what the code says.

python -m docs.generate            write every page
python -m docs.generate --check    write nothing, name the pages that are stale, exit 1 if any
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from docs import (
    checks_page,
    cli_page,
    commands_page,
    errors_page,
    events_page,
    glossary_page,
    json_schemas,
    meanings,
    measures_page,
    messages_page,
    readme_page,
    requirements_page,
    rules_page,
    schema_page,
    standing_page,
    workflow_file_page,
    workflow_pages,
)
from docs.requirements import Behind

HERE: Final = Path(__file__).resolve().parent
REFERENCE: Final = HERE / "reference"
WORKFLOWS: Final = HERE / "workflows"
GLOSSARY: Final = HERE / "glossary.md"


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
    folders = {REFERENCE: pages, WORKFLOWS: workflow_pages.written()}
    alone = {readme_page.README: readme_page.written(), GLOSSARY: glossary_page.written()}
    if arguments:
        return _checked(folders, alone)
    _write(folders, alone)
    return 0


def generated() -> dict[str, str]:
    """Every page of `docs/reference/` by its file name.

    Raises LookupError where the meanings fall behind, Behind where the requirements do.
    """
    said = meanings.read()
    pages = {
        # First: what it finds wrong ends the run.
        "requirements.md": requirements_page.written(),
        "workflow-file.md": workflow_file_page.written(),
        "rules.md": rules_page.written(),
        "commands.md": commands_page.written(said),
        "events.md": events_page.written(),
        "standing.md": standing_page.written(said),
        "messages.md": messages_page.written(),
        "errors.md": errors_page.written(said),
        "checks.md": checks_page.written(),
        "cli.md": cli_page.written(),
        "schema.md": schema_page.written(said),
        "measures.md": measures_page.written(said),
    }
    if unused := said.unused():
        message = f"meanings are told of what is not there: {', '.join(unused)}"
        raise LookupError(message)
    return pages | json_schemas.written()


def stale(pages: Mapping[str, str], folder: Path = REFERENCE) -> list[str]:
    """The files that differ from what the code says, are missing, or are no page."""
    found = {one.name: one.read_text(encoding="utf-8") for one in sorted(folder.glob("*"))}
    differing = [name for name, text in pages.items() if found.get(name) != text]
    return differing + [name for name in found if name not in pages]


def _checked(folders: Mapping[Path, Mapping[str, str]], alone: Mapping[Path, str]) -> int:
    late = list(_late(folders, alone))
    for one in late:
        print(f"{one} is stale: run `make docs`", file=sys.stderr)
    return 1 if late else 0


def _late(folders: Mapping[Path, Mapping[str, str]], alone: Mapping[Path, str]) -> Iterator[str]:
    for folder, own in folders.items():
        yield from (f"docs/{folder.name}/{name}" for name in stale(own, folder))
    for path, text in alone.items():
        if path.read_text(encoding="utf-8") != text:
            yield path.relative_to(HERE.parent).as_posix()


def _write(folders: Mapping[Path, Mapping[str, str]], alone: Mapping[Path, str]) -> None:
    for folder, own in folders.items():
        folder.mkdir(exist_ok=True)
        for name, text in own.items():
            (folder / name).write_text(text, encoding="utf-8")
    for path, text in alone.items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
