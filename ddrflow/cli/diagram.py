"""`ddrflow diagram`: the procedure of a file as a picture, alone or against the version before."""

from pathlib import Path

from ddrflow.cli.naming import reading
from ddrflow.cli.writing import print_or_write
from ddrflow.errors import BadCommand
from ddrflow.export.diagram import compared, mermaid, picture, svg
from ddrflow.workflow.load import load


def draw(name: str, old: str, out: Path | None, *, as_svg: bool, as_mermaid: bool) -> None:
    """Print the picture, or write it into a file that is not there yet.

    Raises BadCommand where both forms are asked for, and for a file that is there.
    """
    if as_svg and as_mermaid:
        raise BadCommand("mermaid", "a picture has one form", "leave out `--svg` or `--mermaid`")
    with reading(name):
        workflow = load(name)
    shown = picture(workflow)
    if old:
        with reading(old):
            shown = compared(load(old), workflow)
    print_or_write(mermaid(shown) if as_mermaid else svg(shown), out, shown.identity)
