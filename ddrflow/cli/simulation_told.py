"""How what a simulation found is printed for people: the answer first, then what it rests on."""

from collections.abc import Sequence

from rich.console import Console

from ddrflow.cli.console import counted, heading, indented, page, printable, table
from ddrflow.export import changes
from ddrflow.model.workflow import Workflow
from ddrflow.simulation.comparing import Comparison
from ddrflow.simulation.document import SimulationDocument, digest_of
from ddrflow.simulation.estimating import estimates
from ddrflow.simulation.run import Replication, Study
from ddrflow.simulation.sensitivity import Swept
from ddrflow.simulation.told import (
    STOPPED,
    Row,
    bounds,
    followed,
    judged,
    on_target,
    rows,
    sentence,
    signed,
    unlived,
    value,
    warnings,
)
from ddrflow.simulation.validating import Fit
from ddrflow.simulation.world import World

COLUMNS = ("measure", "before", "after", "difference (95 %)")
#: A digest as it is shown: enough to tell two apart.
SHORT = 12


def print_comparison(found: Comparison, before: Workflow, after: Workflow, title: str = "") -> None:
    """The sentence, what is claimed, the table, the change itself, what it rests on."""
    with page() as console:
        if title:
            heading(console, title)
        indented(console, sentence(found), 0)
        for one in found.judged:
            indented(console, judged(one), 0)
        if target := on_target(found):
            indented(console, target, 0)
        for warning in warnings(found):
            indented(console, f"careful: {warning}", 0)
        for name, differs in (("what differs", True), ("nothing that stands out", False)):
            listed = [one for one in rows(found) if one.differs is differs]
            if listed:
                heading(console, name)
                table(console, COLUMNS, [_cells(one) for one in listed])
        heading(console, "what changes in the procedure")
        _change(console, before, after)
        _assumed(console, found.before.world)
        heading(console, "to find it again")
        indented(console, f"stopped: {STOPPED[found.stopped]}")
        for each in (before, after):
            indented(console, f"{each.identity}, digest {each.identity.digest[:SHORT]}")
        _again(console, found.before, (*found.old, *found.new))


def print_estimates(found: SimulationDocument, of: Study, lived: tuple[Replication, ...]) -> None:
    """The table of measures, and what it rests on."""
    procedure = found.procedure
    with page() as console:
        told = (
            f"{procedure.workflow} version {procedure.version}, digest {procedure.digest[:SHORT]}"
        )
        indented(console, told, 0)
        number = counted(found.replications, "replication")
        lines = f"{found.events} entries, {found.refusals} refusals, all simulated"
        indented(console, f"{number} of {followed(of.window)}: {lines}", 0)
        listed = [
            (
                one.measure.name,
                value(one.found.estimate, one.measure.unit),
                bounds(one.found, one.measure.unit),
            )
            for one in estimates(lived)
        ]
        if found.unmet:
            indented(console, f"careful: {unlived(found.unmet)}", 0)
        table(console, ("measure", "comes to", "95 %"), listed)
        _assumed(console, of.world)
        heading(console, "to find it again")
        _again(console, of, lived)


def print_sweep(found: Comparison, swept: Sequence[Swept]) -> None:
    """The assumptions that move the answer furthest, with where its sign turns."""
    if not swept or found.primary is None:
        return
    unit = found.primary.measure.unit
    with page() as console:
        heading(console, f"how far {found.wish.primary} rests on what nobody measured")
        lines = [
            (
                one.parameter.path,
                f"{one.parameter.low:.0%} to {one.parameter.high:.0%}",
                "not known" if one.low is None else signed(one.low, unit),
                "not known" if one.high is None else signed(one.high, unit),
                "" if one.turns_at is None else f"its sign turns at {one.turns_at:.0%}",
            )
            for one in swept
        ]
        table(console, ("parameter", "tried at", "lowest", "highest", "sign"), lines)


def print_fits(found: Sequence[Fit], cases: int) -> None:
    """What lies outside of what a replication would have, and whether it may be a forecast."""
    if not found:
        return
    outside = [one for one in found if not one.fits]
    with page() as console:
        heading(console, f"against {counted(cases, 'recorded case')}")
        if not outside:
            lines = f"all {len(found)} measures lie where one more replication would"
            indented(console, f"it fits: {lines}")
            return
        indented(console, f"it does not fit in {len(outside)} of {len(found)}: no forecast")
        table(
            console,
            ("measure", "recorded", "one more replication would have"),
            [_outside(one) for one in outside],
        )


def _outside(one: Fit) -> tuple[str, str, str]:
    unit = one.measure.unit
    low, high = value(max(0.0, one.low), unit), value(one.high, unit)
    return one.measure.name, value(one.recorded, unit), f"{low} to {high}"


def _cells(one: Row) -> tuple[str, str, str, str]:
    told = f"{one.difference}, {one.verdict}" if one.verdict else one.difference
    return one.name, one.before, one.after, f"{told} ({one.bounds})"


def _change(console: Console, before: Workflow, after: Workflow) -> None:
    found = changes(before, after)
    for one in found:
        indented(console, printable(f"{one.part}: {one.name}: {one.what}"))
    if not found:
        indented(console, "nothing")


def _assumed(console: Console, world: World) -> None:
    listed = world.assumed()
    number = counted(len(listed), "parameter")
    heading(console, f"{number} of {len(world.parameters)} that nobody measured")
    for one in listed:
        indented(console, printable(str(one)))


def _again(console: Console, of: Study, lived: tuple[Replication, ...]) -> None:
    indented(console, f"world {of.world}, digest {of.world.digest[:SHORT]}; seed {of.seed}")
    indented(console, f"digest of everything recorded: {digest_of(lived)[:SHORT]}")
