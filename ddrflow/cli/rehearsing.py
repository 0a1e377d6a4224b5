"""`ddrflow rehearse`: a case in memory, seats at a table, lines from a person or from a script."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from ddrflow.bootstrap import for_story
from ddrflow.cli import rehearsal_told as told
from ddrflow.cli.console import document, page, printable
from ddrflow.cli.debriefing import tell_debrief
from ddrflow.cli.demo import named, shown
from ddrflow.cli.exits import Exit
from ddrflow.cli.naming import reading
from ddrflow.errors import BadCommand, BadFile, Finding, Place
from ddrflow.model.workflow import Workflow
from ddrflow.rehearsal import (
    BadLine,
    Beginning,
    Rehearsal,
    afresh,
    debrief,
    debrief_document,
    from_story,
    read_line,
)
from ddrflow.stories import read_story
from ddrflow.workflow.load import load

PIPE: Final = "standard input"


def rehearse(workflow: str, *, story: str, until: int, script: str, as_json: bool) -> Exit:
    """Play a case until its lines end, then look back. Raises BadFile at a line that is wrong."""
    if until and not story:
        raise BadCommand("--until", "it counts the steps of a story", "name one with `--story`")
    at_terminal = not script and sys.stdin is not None and sys.stdin.isatty()
    if at_terminal and as_json:
        help_line = "give the lines with `--script FILE`, or through a pipe"
        raise BadCommand("--json", "a rehearsal at a terminal is told as text", help_line)
    with reading(workflow):
        loaded = load(workflow)
    lines = None if at_terminal else _lines(script)
    rehearsal = Rehearsal(_beginning(loaded, story, until))
    if not as_json:
        with page() as console:
            told.opening(console, rehearsal, at_terminal=at_terminal)
    if lines is None:
        _talk(rehearsal)
    else:
        _play(rehearsal, lines, script or PIPE, quiet=as_json)
    if as_json:
        document(debrief_document(debrief(rehearsal)))
    else:
        with page() as console:
            tell_debrief(console, rehearsal)
    return Exit.OK


def _beginning(workflow: Workflow, story: str, until: int) -> Beginning:
    if not story:
        return afresh(workflow, for_story)
    files = named(story)
    if len(files) > 1:
        names = ", ".join(Path(str(one)).stem for one in files)
        raise BadCommand("--story", f"`{story}` names several", f"one of: {names}")
    file = shown(files[0])
    with reading(file):
        found = read_story(files[0].read_bytes(), file)
    of = found.script.workflow
    if of != workflow.identity.name:
        message = f"the story is of `{of}`, not of `{workflow.identity.name}`"
        raise BadCommand("--story", message, f"ddrflow rehearse {of} --story {story}")
    try:
        return from_story(found, workflow, for_story, until)
    except BadLine as fault:
        raise BadCommand("--until", fault.message.partition(": ")[2], fault.help) from fault


def _lines(script: str) -> list[str]:
    """All lines, before anything is played. Raises BadFile for what is no text."""
    raw = Path(script).read_bytes() if script else sys.stdin.buffer.read()
    try:
        return raw.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as fault:
        place = Place(script or PIPE, raw[: fault.start].count(b"\n") + 1)
        raise BadFile((Finding(place, BadLine.code, "this is no UTF-8 text"),)) from fault


def _play(rehearsal: Rehearsal, lines: list[str], file: str, *, quiet: bool) -> None:
    """Line by line; the first that is wrong ends it, and nothing more is done."""
    for number, text in enumerate(lines, 1):
        try:
            if _answered(rehearsal, text, echo=True, quiet=quiet):
                return
        except BadLine as fault:
            finding = Finding(Place(file, number), fault.code, fault.message, fault.help)
            raise BadFile((finding,)) from fault


def _talk(rehearsal: Rehearsal) -> None:
    """With a person: what is wrong is said, and the next line is asked for."""
    for text in _typed(rehearsal):
        try:
            if _answered(rehearsal, text, echo=False, quiet=False):
                return
        except BadLine as fault:
            with page() as console:
                told.wrong(console, fault)
        with page() as console:
            console.print()


def _typed(rehearsal: Rehearsal) -> Iterator[str]:
    with suppress(ImportError):
        # Where there is one, lines can be edited and called up again.
        import readline  # noqa: F401, PLC0415 - only at a terminal
    while True:
        try:
            yield input(told.prompt(rehearsal))
        except EOFError:
            sys.stdout.write("\n")
            return
        except UnicodeDecodeError:
            with page() as console:
                told.wrong(console, BadLine("line", "this is no UTF-8 text"))


def _answered(rehearsal: Rehearsal, text: str, *, echo: bool, quiet: bool) -> bool:
    """Do what a line says and print what came of it; whether it was the last one."""
    asked = told.prompt(rehearsal)
    line = read_line(text)
    if line is None:
        return False
    if line.verb == "quit":
        return True
    with page() as console:
        if quiet:
            console.quiet = True
        elif echo:
            told.echo(console, f"{asked}{printable(text.strip())}")
        told.ANSWERS[line.verb](console, rehearsal, line)
    return False
