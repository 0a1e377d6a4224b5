"""Measures of a desk's case, as short as a test wants to see them."""

from ddrflow.measures import Figure, Finding, Unit, report
from tests.builders import Desk

#: A share with what it is of, days one by one or put together, a count; None is not known.
Short = tuple[int, int] | tuple[int, float, int, int] | float | None


def found(desk: Desk, name: str) -> Finding:
    """One measure of the case."""
    told = report(desk.engine, [desk.case_id])
    [one] = [one for one in told.cases[desk.case_id] if one.measure.name == name]
    return one


def whole(desk: Desk, name: str) -> Short:
    """What it comes to, without groups."""
    return short(found(desk, name).figure)


def groups(desk: Desk, name: str) -> dict[str, Short]:
    """What it comes to, group by group."""
    return {each: short(one) for each, one in found(desk, name).groups.items()}


def short(figure: Figure | None) -> Short:
    """A share as its two numbers; several days as shortest, middle, longest, number."""
    if figure is None:
        return None
    if figure.unit is Unit.SHARE:
        return figure.total, figure.number
    if figure.unit is Unit.DAYS and figure.number > 1:
        return figure.least, figure.middle, figure.most, figure.number
    return figure.value
