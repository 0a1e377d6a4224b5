"""A picture in words, for who cannot see it."""

from collections.abc import Iterator

from ddrflow.export.diagram.grouping import from_where
from ddrflow.export.diagram.picture import Band, Link, Node, Picture


def told(picture: Picture) -> str:
    """Every phase with who may lead, every state, every step, in sentences."""
    return " ".join((*_phases(picture), *(step(one, picture) for one in picture.links)))


def _phases(picture: Picture) -> Iterator[str]:
    for band in picture.bands:
        states = ", ".join(f"{one.mark.prefix}{one.name}" for one in band.nodes)
        yield f"{band.title}: {states}.{_leads(band)}"
    begins = [one.name for one in picture.nodes if one.is_initial]
    yield f"It begins in {', '.join(begins)}."


def _leads(band: Band) -> str:
    leads = ", ".join(f"{one.mark.prefix}{one.text}" for one in band.leads)
    return f" May lead: {leads}." if leads else ""


def state(node: Node) -> str:
    """One state, with what changes of it."""
    limit = f"at most {node.limit}" if node.limit else ""
    said = "; ".join(one for one in (limit, *node.told) if one)
    return f"{node.mark.prefix}{node.name}{f': {said}' if said else ''}"


def step(link: Link, picture: Picture) -> str:
    """One step: from where to where, by whom, what it asks, what changes of it."""
    kind = "happens" if link.happens else "is asked for"
    parts = [
        f"{link.mark.prefix}{link.trigger} {kind}, {from_where(link, picture)} to {link.target}"
    ]
    for word, names in (("by", link.by), ("asks", link.binding), ("advises", link.advice)):
        parts += [f"{word} {', '.join(names)}"] if names else []
    return f"{'; '.join((*parts, *link.told))}."
