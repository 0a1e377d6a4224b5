"""The charts of a report, as SVG that is the same for the same numbers.

Everything that a chart shows stands in a table too; its title and its text say what it is of.
"""

import re
from collections.abc import Callable, Sequence
from html import escape
from io import StringIO
from typing import Any, Final

from matplotlib import rc_context
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ddrflow.simulation.comparing import Compared, Comparison
from ddrflow.simulation.report.timelines import Pair, Timeline
from ddrflow.simulation.statistics.survival import Curve
from ddrflow.simulation.told import UNITS

#: Colours that a page replaces by its own: they are for light and dark, screen and paper.
INK: Final = "#010203"
QUIET: Final = "#040506"
OLD: Final = "#0a0b0c"
NEW: Final = "#0d0e0f"
PAGE: Final = {
    INK: "var(--ink)",
    QUIET: "var(--quiet)",
    OLD: "var(--before)",
    NEW: "var(--after)",
}
#: Where an id stands in a drawing; each drawing of a page has the same ones.
ID: Final = re.compile(r'\bid="|url\(#|href="#')
#: Text is set out by this font, which comes with the library, and shown in the page's own.
MEASURED: Final = "DejaVu Sans"
SETTINGS: Final[dict[Any, Any]] = {
    "svg.hashsalt": "ddrflow",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.sans-serif": [MEASURED],
    "font.size": 10,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
}
WIDE: Final = 7.5
PERCENT: Final = 100
#: A difference in percent of almost nothing says nothing.
LEAST: Final = 1e-9


def forest(found: Comparison) -> str:
    """Each difference in percent of what was there before, with its bounds; nothing at 0."""
    lines = [one for one in found.measures if _relative(one) is not None]
    lines.sort(key=lambda one: (one.differs, one.measure.name), reverse=True)

    def draw(axes: Axes) -> None:
        for place, one in enumerate(reversed(lines)):
            middle, low, high = _relative(one) or (0.0, 0.0, 0.0)
            colour = NEW if one.differs else QUIET
            axes.plot([low, high], [place, place], color=colour, linewidth=1.5)
            axes.plot([middle], [place], "o" if one.differs else "|", color=colour)
        axes.axvline(0, color=INK, linewidth=0.8)
        axes.set_yticks(range(len(lines)), [one.measure.name for one in reversed(lines)])
        axes.set_xlabel(
            "difference in percent of before, 95 %; a dot stands out among all measures"
        )
        axes.set_xlim(*_limits([_relative(one) or (0.0, 0.0, 0.0) for one in lines]))

    return _svg(draw, "Differences of all measures", 0.22 * len(lines) + 1.0)


def _limits(lines: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """As wide as the estimates are: one uncertain measure does not squeeze the others."""
    reach = max([20.0, *(1.5 * abs(middle) for middle, _, _ in lines)])
    return -reach, reach


def _relative(one: Compared) -> tuple[float, float, float] | None:
    found, before = one.found.difference, abs(one.found.before)
    if found.low is None or found.high is None or before < LEAST:
        return None
    values = (found.estimate, found.low, found.high)
    middle, low, high = (PERCENT * value / before for value in values)
    return middle, low, high


def paired(found: Comparison, values: Sequence[tuple[float, float]]) -> str:
    """What each replication came to under both, joined."""
    primary = found.primary
    unit = UNITS[primary.measure.unit][0].strip() if primary else ""

    def draw(axes: Axes) -> None:
        for before, after in values:
            axes.plot([0, 1], [before, after], color=QUIET, linewidth=0.7)
            axes.plot([0], [before], "o", color=OLD, markersize=4)
            axes.plot([1], [after], "o", color=NEW, markersize=4)
        axes.set_xticks([0, 1], ["before", "after"])
        axes.set_xlim(-0.4, 1.4)
        axes.set_ylabel(f"{found.wish.primary} ({unit})")

    return _svg(draw, f"{found.wish.primary} in each replication, before and after", 3.2)


def spread(found: Comparison, before: Curve, after: Curve) -> str:
    """The part that had come by a day; what was not over is counted as far as it was followed."""

    def draw(axes: Axes) -> None:
        for one, colour, style, name in (
            (before, OLD, "--", "before"),
            (after, NEW, "-", "after"),
        ):
            parts = [PERCENT * (1 - left) for left in (1.0, *one.parts)]
            days = (0, *one.days)
            axes.step(days, parts, where="post", color=colour, linestyle=style, label=name)
        if found.wish.target is not None:
            axes.axvline(found.wish.target, color=INK, linewidth=0.8)
            axes.text(found.wish.target, 2, " target", fontsize=8, color=INK)
        axes.set_xlabel("days")
        axes.set_ylabel("percent that had come")
        axes.set_ylim(0, PERCENT)
        axes.set_xlim(left=0)
        axes.legend(loc="lower right")

    return _svg(draw, f"How {found.wish.primary} is spread, before and after", 3.2)


def timelines(pair: Pair) -> str:
    """One person under both procedures, one above the other."""

    def draw(axes: Axes) -> None:
        for place, (name, line) in enumerate((("after", pair.after), ("before", pair.before))):
            _line(axes, place, line, NEW if name == "after" else OLD)
        axes.set_yticks([0, 1], ["after", "before"])
        axes.set_ylim(-0.6, 1.6)
        axes.set_xlabel("days since the referral")
        axes.set_xlim(left=0)

    return _svg(draw, f"{pair.case_id}, {pair.why}: the lead, conferences and missed reviews", 2.6)


def _line(axes: Axes, place: float, line: Timeline, colour: str) -> None:
    for number, band in enumerate(line.bands):
        height = place - 0.18
        axes.broken_barh(
            [(band.begins, max(1, band.ends - band.begins))],
            (height, 0.14),
            facecolors=colour,
            alpha=0.35 if number % 2 else 0.7,
        )
        axes.text(band.begins, height - 0.13, band.role, fontsize=8, color=INK)
    for moments, mark, filled in (
        (line.held, "o", True),
        (line.inquorate, "o", False),
        (line.missed, "x", True),
    ):
        days = [one.day for one in moments]
        face = colour if filled else "none"
        axes.plot(
            days, [place + 0.12] * len(days), mark, color=colour, markerfacecolor=face, markersize=5
        )
    for step in line.steps:
        axes.plot([step.day, step.day], [place - 0.05, place + 0.25], color=INK, linewidth=0.8)
        axes.text(step.day, place + 0.28, step.what, fontsize=7, color=INK)


def _svg(draw: Callable[[Axes], None], title: str, height: float) -> str:
    """The chart as an element of a page, with its title for whoever does not see it."""
    with rc_context(SETTINGS):
        figure = Figure(figsize=(WIDE, height), layout="constrained")
        figure.patch.set_alpha(0)
        axes = figure.add_subplot()
        axes.patch.set_alpha(0)
        draw(axes)
        written = StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    return _of_a_page(written.getvalue(), title)


def _of_a_page(text: str, title: str) -> str:
    """The drawing without its head, with the page's colours, ids of its own and a title."""
    body = text[text.index("<svg") :]
    own = re.sub("[^a-z0-9]+", "-", title.lower())
    body = ID.sub(rf"\g<0>{own}-", body)
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    for ink, colour in PAGE.items():
        body = body.replace(ink, colour)
    body = body.replace(f"'{MEASURED}'", f"system-ui, '{MEASURED}', sans-serif")
    named = f'role="img" aria-label="{escape(title)}"'
    return body.replace("<svg ", f"<svg {named} ", 1)
