"""Two versions of a procedure laid over each other: what is new, what changed, what is gone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from ddrflow.export.changes import READ, Change, Part, changes
from ddrflow.export.diagram.marks import Mark, marked
from ddrflow.export.diagram.picture import Band, Item, Link, Node, Picture
from ddrflow.export.diagram.reading import picture
from ddrflow.model.agency import Phase
from ddrflow.model.workflow import Workflow

#: What a picture marks where it stands; of the rest it says only how much there is.
DRAWN: Final = frozenset({Part.LEAD, Part.STEP, Part.CONFERENCE, Part.REVIEW, Part.STATE})
Named = TypeVar("Named", Item, Node, Link)


def compared(old: Workflow, new: Workflow) -> Picture:
    """The picture of the new version, with what is gone left in and everything marked."""
    before, after = picture(old), picture(new)
    found = changes(old, new)
    marks = _Marks(old, new, found)
    bands = {one.phase: one for one in (*before.bands, *after.bands)}
    phases = [phase for phase in (*Phase, "") if phase in bands]
    return replace(
        after,
        identity=f"{after.identity}; was {before.identity}",
        bands=tuple(_band(phase, before, after, marks) for phase in phases),
        links=marks.over(Part.STEP, before.links, after.links),
        elsewhere=marks.over(Part.CONFERENCE, _elsewhere(before, after), after.elsewhere),
        notes=_not_drawn(found),
        is_compared=True,
    )


class _Marks:
    """What became of each part by its name, and how that is told."""

    def __init__(self, old: Workflow, new: Workflow, found: Iterable[Change]) -> None:
        self._rows = {part: (READ[part](old), READ[part](new)) for part in DRAWN}
        self._told: dict[tuple[Part, str], list[str]] = {}
        for one in found:
            self._told.setdefault((one.part, one.name), []).append(one.what.replace("`", ""))

    def over(
        self, part: Part, before: Iterable[Named], after: Iterable[Named]
    ) -> tuple[Named, ...]:
        """The ones of now, and each that is gone where it stood: after what was before it."""
        was = {one.name: one for one in before}
        now = {one.name: one for one in after}
        found: list[Named] = [self._one(part, one, was) for one in now.values()]
        for number, (name, one) in enumerate(was.items()):
            if name not in now:
                place = _after(list(was)[:number], [other.name for other in found])
                found.insert(place, replace(one, mark=Mark.GONE))
        return tuple(found)

    def _one(self, part: Part, one: Named, was: Mapping[str, Named]) -> Named:
        if one.name not in was:
            return replace(one, mark=Mark.NEW)
        if part is Part.LEAD:
            return one
        mark = marked(one.name, *self._rows[part])
        if mark is Mark.SAME or isinstance(one, Item):
            return replace(one, mark=mark)
        return replace(one, mark=mark, told=tuple(self._told.get((part, one.name), ())))


def _after(before: Sequence[str], names: Sequence[str]) -> int:
    """Behind the nearest of those before that is still there; else at the beginning."""
    nearest = next((one for one in reversed(before) if one in names), None)
    return names.index(nearest) + 1 if nearest else 0


def _band(phase: str, before: Picture, after: Picture, marks: _Marks) -> Band:
    nothing = Band(phase, (), (), (), ())
    was = next((one for one in before.bands if one.phase == phase), nothing)
    now = next((one for one in after.bands if one.phase == phase), nothing)
    return Band(
        phase=phase,
        leads=marks.over(Part.LEAD, was.leads, now.leads),
        conferences=marks.over(Part.CONFERENCE, was.conferences, now.conferences),
        reviews=marks.over(Part.REVIEW, was.reviews, now.reviews),
        nodes=marks.over(Part.STATE, _were(was, now, before, after), now.nodes),
    )


def _were(was: Band, now: Band, before: Picture, after: Picture) -> list[Node]:
    """The states of a band before, with those that moved into it, without those that moved on.

    So a state that moved is one that changed, and is drawn where it is now.
    """
    here = {one.name for one in now.nodes}
    there = {one.name for one in after.nodes} - here
    stayed = [one for one in was.nodes if one.name not in there]
    return [*stayed, *(one for one in before.nodes if one.name in here and one not in stayed)]


def _elsewhere(before: Picture, after: Picture) -> list[Item]:
    """Every conference of before that no band names now."""
    named = {one.name for band in after.bands for one in band.conferences}
    listed = (*before.elsewhere, *(one for band in before.bands for one in band.conferences))
    return [one for one in listed if one.name not in named]


def _not_drawn(found: Iterable[Change]) -> tuple[str, ...]:
    parts = [one.part for one in found if one.part not in DRAWN]
    counted = ", ".join(f"{one} ({parts.count(one)})" for one in Part if one in parts)
    return (f"Changed too, and not drawn: {counted}.",) if counted else ()
