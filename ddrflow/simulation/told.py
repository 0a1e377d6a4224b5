"""What a comparison found, in words: the sentence first, then a line for each measure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ddrflow.measures import Unit
from ddrflow.simulation.comparing import Compared, Comparison, Judged, waiting
from ddrflow.simulation.replication import Window
from ddrflow.simulation.run import unmet
from ddrflow.simulation.statistics.interval import Interval
from ddrflow.simulation.statistics.stopping import Stop
from ddrflow.simulation.statistics.verdict import WAITING

MINUS: Final = "\u2212"
POINTS: Final = 100
#: What is told of the unit after a value, and after a difference.
UNITS: Final = {
    Unit.DAYS: (" days", " days"),
    Unit.DAYS_IN_ALL: (" days a case", " days a case"),
    Unit.SHARE: (" %", " points"),
    Unit.COUNT: (" a case", " a case"),
    Unit.HOURS: (" hours a case", " hours a case"),
    Unit.MONEY: (" a case", " a case"),
}
MORE: Final = {Unit.DAYS: ("longer", "shorter"), Unit.SHARE: ("higher", "lower")}
STOPPED: Final = {
    Stop.PRECISE: "the interval stayed as narrow as was wanted",
    Stop.DECIDED: "every expectation was decided",
    Stop.BUDGET: "the budget of replications was spent",
    Stop.UNASKED: "nothing was asked of them that takes more",
}
NOTHING: Final = "no measurable change"
#: What was seen of so many differences at once is not told one by one in a sentence.
FEW: Final = 4
YEAR: Final = 365.2425


@dataclass(frozen=True, slots=True)
class Row:
    """One measure as a line of a table."""

    name: str
    before: str
    after: str
    difference: str
    bounds: str
    verdict: str
    differs: bool


def sentence(found: Comparison) -> str:
    """The answer in one sentence, with how surely, and on what it rests."""
    parts = [_primary(found), _others(found), _rests_on(found)]
    return " ".join(one for one in parts if one)


def rows(found: Comparison) -> tuple[Row, ...]:
    """A line for each measure of which something was seen, those that differ first."""
    lines = [(not one.differs, number, row(one)) for number, one in enumerate(found.measures)]
    return tuple(each for _, _, each in sorted(lines, key=lambda one: one[:2]))


def row(one: Compared) -> Row:
    """One measure as a line."""
    unit, found = one.measure.unit, one.found
    return Row(
        one.measure.name,
        value(found.before, unit),
        value(found.after, unit),
        signed(found.difference.estimate, unit),
        bounds(found.difference, unit),
        in_words(one),
        one.differs,
    )


def verdict(one: Compared) -> str:
    """Whether it differs, and which way, in words."""
    found = one.found.difference
    if found.low is None:
        return "too few replications to tell"
    if found.is_of_nothing:
        return NOTHING
    more, less = MORE.get(one.measure.unit, ("more", "fewer"))
    way = more if found.estimate > 0 else less
    return way if one.differs else f"perhaps {way}"


def value(number: float, unit: Unit) -> str:
    """A value with its unit."""
    return f"{_number(number, unit)}{UNITS[unit][0]}"


def signed(number: float, unit: Unit) -> str:
    """A difference with its sign and its unit."""
    shown = _number(abs(number), unit)
    sign = "" if not shown.strip("0.") else MINUS if number < 0 else "+"
    return f"{sign}{shown}{UNITS[unit][1]}"


def bounds(found: Interval, unit: Unit) -> str:
    """The bounds of an interval, without their unit."""
    if found.low is None or found.high is None:
        return "not known"
    return f"{_bare(found.low, unit)} to {_bare(found.high, unit)}"


def judged(one: Judged) -> str:
    """What the replications say of an expectation."""
    expectation = f"the difference in {one.expectation.measure} is {one.expectation.bound}"
    if one.found is None:
        return f"{one.verdict}: {expectation}: nothing was seen of it"
    found = one.found.difference
    if one.waiting > WAITING:
        return f"{one.verdict}: {expectation}: {one.waiting:.0%} of it was not over at the end"
    if found.is_of_few or found.low is None or found.high is None:
        return f"{one.verdict}: {expectation}: too few replications to tell"
    told = f"{found.estimate:.3g} ({found.surely} {found.low:.3g} to {found.high:.3g})"
    return (
        f"{one.verdict}: {expectation}; it is {told}, {one.found.replications} paired replications"
    )


def on_target(found: Comparison) -> str:
    """How much came by the day that is the target; empty where there is none."""
    parts = on_time(found)
    if parts is None:
        return ""
    before, after = (value(one, Unit.SHARE) for one in parts)
    return f"within {found.wish.target} days: {before} before, {after} after"


def on_time(found: Comparison) -> tuple[float, float] | None:
    """The parts that had come by the target before and after, those not over counted too."""
    primary, target = found.primary, found.wish.target
    if primary is None or primary.curves is None or target is None:
        return None
    before, after = (one.part_by(target) for one in primary.curves)
    return before, after


def warnings(found: Comparison) -> Iterator[str]:
    """What a reader should know before believing it."""
    primary = found.primary
    if primary is None:
        yield f"nothing was seen of `{found.wish.primary}` in one of the versions"
    elif not primary.found.has_helped:
        yield (
            "pairing did not help here: the two versions send the same people such different "
            "ways that other people would have told as much"
        )
    for one in found.measures:
        name = one.measure.name
        left = waiting(name, found.old, found.new)
        if one.curves is not None and left > (0 if one is primary else WAITING):
            before, after = (each.censored for each in one.curves)
            yield (
                f"of `{name}`, {before} before and {after} after were not over at the end: the "
                f"averages leave them out, the medians do not"
            )
    yield from _unmet(found)
    if found.before.world.digest != found.after.world.digest:
        yield "the two versions were not lived in the same world"


def _unmet(found: Comparison) -> Iterator[str]:
    before, after = unmet(found.before, found.old), unmet(found.after, found.new)
    if before == after and before:
        yield unlived(before)
        return
    for when, names in (("before", before), ("after", after)):
        if names:
            yield f"{when}, {unlived(names)}"


def unlived(names: Sequence[str]) -> str:
    """What no case came to, and what that means."""
    return f"no case came to {', '.join(names)}: of a change there this says nothing"


def followed(window: Window) -> str:
    """Whom the replications follow, and for how long."""
    years = window.horizon.days / YEAR
    return f"{window.cases} cases, each followed for {years:.3g} years"


def in_words(one: Compared) -> str:
    """Whether it differs, as it stands beside its difference; empty where it does not."""
    told = verdict(one)
    return "" if told == NOTHING else told


def _primary(found: Comparison) -> str:
    one = found.primary
    if one is None:
        return f"Nothing was seen of {found.wish.primary} in one of the versions."
    unit, interval = one.measure.unit, one.found.difference
    if interval.low is None:
        return f"{one.measure.name} cannot be told apart: there are too few replications."
    told = f"({interval.surely} {bounds(interval, unit)})"
    if not one.differs:
        size = signed(interval.estimate, unit)
        return f"{_about(one)} in {one.measure.name}: {size} {told}."
    size = f"{_number(abs(interval.estimate), unit)}{UNITS[unit][1]}"
    return f"{one.measure.name} is {size} {verdict(one)} {told}."


def _about(one: Compared) -> str:
    told = verdict(one)
    return NOTHING.capitalize() if told == NOTHING else f"{told.capitalize()}, and not surely,"


def _others(found: Comparison) -> str:
    others = [one for one in found.measures if one is not found.primary]
    differing = [one for one in others if one.differs]
    same = len(others) - len(differing)
    if not differing:
        return f"Nothing stands out among the other {same} measures."
    told = ", ".join(
        f"{one.measure.name} ({signed(one.found.difference.estimate, one.measure.unit)})"
        for one in differing[:FEW]
    )
    more = f" and {len(differing) - FEW} more" if len(differing) > FEW else ""
    return f"Also different: {told}{more}; nothing stands out among the other {same}."


def _rests_on(found: Comparison) -> str:
    return f"{found.number} paired replications of {followed(found.before.window)}."


def _bare(number: float, unit: Unit) -> str:
    shown = _number(abs(number), unit)
    return f"{MINUS if number < 0 and shown.strip('0.') else ''}{shown}"


def _number(number: float, unit: Unit) -> str:
    if unit is Unit.SHARE:
        return f"{number * POINTS:.1f}"
    return (
        f"{number:,.0f}"
        if unit is Unit.MONEY
        else f"{number:,.1f}"
        if number >= POINTS
        else f"{number:.2f}"
    )
