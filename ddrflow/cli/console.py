"""How text reaches the terminal: wrapped and never cut, in colour only where that is wanted."""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

Value = str | Text | Sequence[str | Text]


@contextmanager
def page() -> Iterator[Console]:
    """Standard output for a whole text.

    Where that is no terminal: 80 columns, no colour, and no blanks at the end of a line.
    """
    console = Console(highlight=False, markup=False, emoji=False)
    if console.width < 1:
        # `COLUMNS=0` would leave nothing of any text.
        console.width = 80
    if console.is_terminal:
        yield console
        return
    with console.capture() as captured:
        yield console
    text = captured.get().rstrip("\n")
    if text:
        typer.echo("\n".join(one.rstrip() for one in text.split("\n")))


def printable(text: str) -> str:
    """Text from a file or a command line, with whatever could steer a terminal made visible."""
    return "".join(
        one if one.isprintable() or one == "\n" else one.encode("unicode_escape").decode()
        for one in text
    )


def line(text: str, *, is_error: bool = False) -> None:
    """One line for people and programs, as it is: no colour, no wrapping."""
    typer.echo(printable(text), err=is_error)


def document(data: object) -> None:
    """A JSON document; what JSON does not know is written as text."""
    typer.echo(text_of(data))


def text_of(data: object) -> str:
    """The text of a JSON document, as it is printed and as it stands in a file."""
    return json.dumps(data, indent=2, ensure_ascii=False, default=str)


def heading(console: Console, text: str) -> None:
    """A section begins."""
    console.print()
    console.print(Text(text.upper(), style="bold"))


def indented(console: Console, text: str | Text, columns: int = 2) -> None:
    """Wrapped text that stays indented on every line."""
    body = text if isinstance(text, Text) else Text(printable(text))
    console.print(Padding(body, (0, 0, 0, columns)))


def to_type(console: Console, text: str, columns: int = 2) -> None:
    """A line to copy and type: indented, and never broken, however long it is."""
    console.print(Text(f"{' ' * columns}{printable(text)}"), soft_wrap=True)


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number of things."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def table(console: Console, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows under headings; cells wrap between words. Where that is too wide: row after row."""
    listed = [list(column) for column in zip(columns, *rows, strict=True)]
    widths = column_widths(listed, console.width)
    if not widths:
        for first, *others in rows:
            block(console, first, zip(columns[1:], others, strict=True))
        return
    made = Table(
        box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold"
    )
    for name, width in zip(columns, widths, strict=True):
        made.add_column(name, width=width)
    for row in rows:
        made.add_row(*row)
    console.print(made)


def column_widths(columns: Sequence[Sequence[str]], room: int) -> list[int]:
    """How wide each column is: as wide as it likes, or less, but never less than its words.

    Empty where not even the words fit in the room.
    """
    widths = [_longest(" ".join(cells).split()) for cells in columns]
    wanted = [_longest("\n".join(cells).split("\n")) for cells in columns]
    left = room - sum(widths) - 2 * len(columns)
    if left < 0:
        return []
    # Who lacks least is served first: short columns stay whole, long texts share the rest.
    for at in sorted(range(len(columns)), key=lambda one: wanted[one] - widths[one]):
        more = min(left, wanted[at] - widths[at])
        widths[at] += more
        left -= more
    return widths


def _longest(texts: Iterable[str]) -> int:
    return max((len(one) for one in texts), default=1)


def block(console: Console, title: str | Text, parts: Iterable[tuple[str, Value]]) -> None:
    """A titled list of names and values; a value of several parts stands part under part."""
    if title:
        console.print(Text(title, style="bold") if isinstance(title, str) else title)
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(style="dim", min_width=14, max_width=console.width // 3, overflow="fold")
    grid.add_column(overflow="fold")
    for name, value in parts:
        values = [value] if isinstance(value, str | Text) else list(value)
        if values == [""]:
            continue
        for number, one in enumerate(values):
            grid.add_row("" if number else name, one)
    console.print(Padding(grid, (0, 0, 0, 2)))
