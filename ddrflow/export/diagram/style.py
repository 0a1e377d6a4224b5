"""The style sheet inside a picture: light and dark, and light on paper.

Each colour is said twice, as it is and as a variable: a program that knows no variables shows
the light ones. All names are below the class of the picture, so that nothing else on a page is
touched by them.
"""

from collections.abc import Iterator
from typing import Final

from ddrflow.export.diagram.palette import DARK, LIGHT, variables

SCOPE: Final = "ddrflow-diagram"
FONT: Final = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"

#: A picture that is printed by itself fills one page.
ON_PAPER: Final = f".{SCOPE}:root {{ width: 100%; height: 98vh; }}"


def style_sheet() -> str:
    """The rules, one a line."""
    light, dark = _declared(variables(LIGHT)), _declared(variables(DARK))
    return "\n".join(
        (
            "",
            f".{SCOPE} {{ {light} }}",
            f"@media (prefers-color-scheme: dark) {{ .{SCOPE} {{ {dark} }} }}",
            f"@media print {{ .{SCOPE} {{ {light} }} {ON_PAPER} }}",
            *(_scoped(one) for one in _rules()),
            "",
        )
    )


def _scoped(rule: str) -> str:
    """A rule for the picture alone, each of its selectors."""
    selectors, _, body = rule.partition(" {")
    return f"{', '.join(f'.{SCOPE} {one}' for one in selectors.split(', '))} {{{body}"


def _declared(found: dict[str, str]) -> str:
    return " ".join(f"--{name}: {colour};" for name, colour in found.items())


def _rules() -> Iterator[str]:
    yield f"text {{ font-family: {FONT}; {_fill('ink')} }}"
    yield ".bold { font-weight: 700; }"
    yield f".paper {{ {_fill('paper')} }}"
    yield f".box {{ {_fill('box')} stroke-width: 1.5; }}"
    yield ".line { fill: none; stroke-width: 1.6; stroke-linejoin: round; }"
    yield ".begin { stroke-width: 1.6; }"
    yield f".begin {{ {_fill('box')} }}"
    yield f".initial {{ {_fill('ink')} }}"
    yield f"text.quiet {{ {_fill('quiet')} }}"
    for kind in ("asks", "happened"):
        yield f".{kind} .line, .{kind} .begin {{ {_stroke(kind)} }}"
        yield f".{kind} .head, .{kind} .joint, .{kind} text.trigger {{ {_fill(kind)} }}"
    yield ".happened .line { stroke-dasharray: 6 4; }"
    for name in ("nobody", *(f"lead-{number}" for number in range(len(LIGHT.leads)))):
        yield f".{name}.band {{ {_fill(f'{name}-tint')} }}"
        yield f".{name}.swatch {{ {_fill(name)} }}"
        yield f".{name}.box {{ {_stroke(name)} }}"
    for mark in ("new", "changed", "gone"):
        yield f"text.{mark}, .{mark} text.trigger {{ {_fill(mark)} }}"
        yield f".{mark} .box, .{mark} .line, .{mark} .begin {{ {_stroke(mark)} }}"
        yield f".{mark} .head, .{mark} .joint {{ {_fill(mark)} }}"
    yield ".new .line, .new .box { stroke-width: 3; }"
    yield ".changed .line, .changed .box { stroke-dasharray: 14 4 2 4; stroke-width: 2; }"
    yield ".gone .line, .gone .box { stroke-dasharray: 1.5 4; stroke-linecap: round; }"
    yield f"text.change {{ {_fill('changed')} }}"


def _fill(name: str) -> str:
    return f"fill: {variables(LIGHT)[name]}; fill: var(--{name});"


def _stroke(name: str) -> str:
    return f"stroke: {variables(LIGHT)[name]}; stroke: var(--{name});"
