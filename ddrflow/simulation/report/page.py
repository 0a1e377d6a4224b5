"""The page: the answer first, then what it rests on, then how to come by it again."""

from collections.abc import Iterator, Sequence
from typing import Final

from ddrflow.export import changes, html_page
from ddrflow.export.wording import prose
from ddrflow.model.workflow import Workflow
from ddrflow.simulation.comparing import OF_THINGS, Comparison, counted, summed
from ddrflow.simulation.report.annex import annex
from ddrflow.simulation.report.charts import forest, paired, spread, timelines
from ddrflow.simulation.report.timelines import Pair, pairs
from ddrflow.simulation.sensitivity import Swept
from ddrflow.simulation.told import (
    NOTHING,
    Row,
    judged,
    on_target,
    rows,
    sentence,
    signed,
    warnings,
)

HEAD: Final = ("measure", "before", "after", "difference", "95 %", "verdict")
#: What stands out and what does not, beside the word that says so.
DOT: Final = {True: "●", False: "○"}


def report_page(
    found: Comparison, before: Workflow, after: Workflow, swept: Sequence[Swept] = ()
) -> str:
    """A comparison as one HTML page that needs nothing else; the same bytes for the same study."""
    title, shown = f"{before.identity} and {after.identity}", pairs(found)
    change = [*_change(before, after), *_sensitivity(found, swept)]
    parts = [f"# {_safe(title)}", *_answer(found), *_of_the_primary(found, shown), *change]
    parts += [*_assumed(found), *annex(found, before, after)]
    foot = "Simulated: no real person, no real case, no forecast. Made by ddrflow."
    figures = _figures(found, shown)
    return html_page("\n\n".join(parts) + "\n", title, foot, figures=figures, has_tables=True)


def _answer(found: Comparison) -> Iterator[str]:
    yield f"**{_safe(sentence(found))}**"
    if found.judged:
        yield "\n".join(f"- {_safe(judged(one))}" for one in found.judged)
    if told := list(warnings(found)):
        yield "\n".join(f"- Careful: {_safe(one)}" for one in told)
    yield "## What differs"
    yield (
        "Averages are over everything that was seen (days, shares) or for each case. `perhaps` "
        "marks what would stand out if nothing else had been looked at."
    )
    yield _table(HEAD, [_cells(one) for one in rows(found)])
    yield "## Differences side by side"


def _change(before: Workflow, after: Workflow) -> Iterator[str]:
    yield "## What changes in the procedure"
    listed = [
        f"- {one.part}: {_safe(one.name)}: {_safe(one.what)}" for one in changes(before, after)
    ]
    yield "\n".join(listed) or "Nothing."


def _assumed(found: Comparison) -> Iterator[str]:
    yield "## What nobody measured"
    yield "\n".join(f"- {_safe(str(one))}" for one in found.before.world.assumed())


def _cells(one: Row) -> tuple[str, ...]:
    word = one.verdict or NOTHING
    return one.name, one.before, one.after, one.difference, one.bounds, f"{DOT[one.differs]} {word}"


def _of_the_primary(found: Comparison, shown: Sequence[Pair]) -> Iterator[str]:
    primary = found.primary
    if primary is None:
        return
    yield f"## {primary.measure.name}, replication by replication"
    if primary.curves is not None:
        yield f"## How {primary.measure.name} is spread"
        if target := on_target(found):
            yield f"{target[0].upper()}{target[1:]}."
    if shown:
        yield (
            "The same people under both procedures. The band is the lead, a filled dot a "
            "conference that counts, an empty one a conference without its core, a cross a missed "
            "review, a line a step."
        )
    for one in shown:
        yield f"## {one.case_id}: {one.why}"


def _sensitivity(found: Comparison, swept: Sequence[Swept]) -> Iterator[str]:
    if not swept or found.primary is None:
        return
    unit = found.primary.measure.unit
    yield "## How far it rests on what nobody measured"
    yield _table(
        ("parameter", "tried at", "difference there", "sign"),
        [
            (
                one.parameter.path,
                f"{one.parameter.low:.0%} and {one.parameter.high:.0%}",
                " and ".join(
                    "?" if end is None else signed(end, unit) for end in (one.low, one.high)
                ),
                "" if one.turns_at is None else f"turns at {one.turns_at:.0%}",
            )
            for one in swept
        ],
    )


def _figures(found: Comparison, shown: Sequence[Pair]) -> dict[str, str]:
    """The charts, by the heading that each stands under."""
    figures = {"Differences side by side": forest(found)}
    primary = found.primary
    if primary is None:
        return figures
    name = primary.measure.name
    figures[f"{name}, replication by replication"] = paired(found, _by_replication(found))
    if primary.curves is not None:
        figures[f"How {name} is spread"] = spread(found, *primary.curves)
    for one in shown:
        figures[f"{one.case_id}: {one.why}"] = timelines(one)
    return figures


def _by_replication(found: Comparison) -> list[tuple[float, float]]:
    primary = found.primary
    if primary is None:
        return []
    if primary.measure.unit not in OF_THINGS:
        sums = [summed(primary.measure, lived) for lived in (found.old, found.new)]
        return list(zip(*sums, strict=True))
    counts = [counted(primary.measure.name, lived) for lived in (found.old, found.new)]
    return [
        (old / of_old, new / of_new)
        for (old, of_old), (new, of_new) in zip(*counts, strict=True)
        if of_old and of_new
    ]


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    written = [head, ["---"] * len(head), *([_safe(cell) for cell in line] for line in lines)]
    return "\n".join("| " + " | ".join(line) + " |" for line in written)


def _safe(text: str) -> str:
    """Text in which nothing but a name in backticks is a mark of Markdown."""
    return prose(" ".join(text.split()))
