"""What the proof found, as findings in a file, lines of a history, and files of stories."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from ddrflow.errors import BadCommand, Finding, Place
from ddrflow.proof import Hole, Move, told
from ddrflow.workflow.load import Checked

#: Who opens a case binds every role, which says nothing of the hole.
UNSAID: Final = frozenset({"bindings"})


def finding_of(checked: Checked, hole: Hole) -> Finding:
    """The hole as a finding, at its place in the file."""
    place = checked.place(hole.path, key=True) if checked.place else Place(_name(checked))
    return Finding(place, hole.code, hole.message, hole.help, hole.severity)


def _name(checked: Checked) -> str:
    return checked.workflow.identity.name if checked.workflow else ""


def history(hole: Hole) -> Iterator[str]:
    """How somebody comes there, a line for each move."""
    if hole.line is None:
        return
    yield "  the shortest history that was found to it:"
    moves = [*hole.line.moves()]
    if hole.refused:
        moves.append(Move(hole.line.now, hole.refused.actor, hole.refused))
    for number, move in enumerate(moves, 1):
        refused = ", refused" if hole.refused and number == len(moves) else ""
        yield f"    {number}. {_line(hole, move)}{refused}"


def _line(hole: Hole, move: Move) -> str:
    zone = hole.line.workflow.procedure.zone if hole.line else None
    at = f"{move.at.astimezone(zone):%Y-%m-%d %H:%M}"
    if move.done is None:
        return f"{at}  time passes"
    name, arguments = told(move.done)
    given = " ".join(f"{key}={value}" for key, value in arguments.items() if key not in UNSAID)
    return f"{at}  {move.actor.role}: {name} {given}".rstrip()


def keep(folder: Path, stories: Iterable[tuple[str, str]]) -> None:
    """Write each story into a file of the folder, which is made where it is not there.

    Raises BadCommand where that cannot be done.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in stories:
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as fault:
        message = f"`{folder}` cannot be written into: {fault.strerror}"
        raise BadCommand("histories", message, "name a folder of your own") from fault
