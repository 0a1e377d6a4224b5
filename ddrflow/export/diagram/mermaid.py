"""A picture as a Mermaid flowchart, for pages that draw it themselves."""

from collections.abc import Iterator, Mapping
from typing import Final

from ddrflow.export.diagram.grouping import from_where, is_grouped
from ddrflow.export.diagram.picture import Band, Link, Node, Picture

#: What Mermaid or a page could read as more than text.
ESCAPED: Final = str.maketrans({one: f"#{ord(one)};" for one in "#&<>\"'`|[](){}\\;"})


def mermaid(picture: Picture) -> str:
    """A flowchart: phases as subgraphs, states in them, steps as arrows from each state they leave.

    What happens is dotted; what is new, changed or gone says so in words. Text is escaped, and
    ids are numbers, so that no name of a file can be taken for a word of Mermaid.
    """
    ids = {node.name: f"s{number}" for number, node in enumerate(picture.nodes, 1)}
    lines = ["flowchart TB", f"    accTitle: {_line(picture.title)}"]
    for number, band in enumerate(picture.bands, 1):
        lines += _band(band, f"p{number}", ids)
    for number, link in enumerate(picture.links, 1):
        lines += _link(link, picture, ids, f"m{number}")
    return "\n".join((*lines, ""))


def text(said: str) -> str:
    """Text of a file, so that nothing in it is taken for Mermaid or for HTML."""
    return " ".join(said.split()).translate(ESCAPED)


def _line(said: str) -> str:
    return text(said).replace(":", "#58;")


def _band(band: Band, number: str, ids: Mapping[str, str]) -> Iterator[str]:
    leads = ", ".join(f"{one.mark.prefix}{one.text}" for one in band.leads)
    title = f"{band.title}, may lead: {leads}" if leads else band.title
    yield f'    subgraph {number}["{text(title)}"]'
    for node in band.nodes:
        yield f"        {ids[node.name]}{_shape(node)}"
    yield "    end"


def _shape(node: Node) -> str:
    said = text(f"{node.mark.prefix}{node.name}")
    if node.is_initial:
        return f'(["begins here: {said}"])'
    return f'[["ends here: {said}"]]' if node.is_final else f'["{said}"]'


def _link(link: Link, picture: Picture, ids: Mapping[str, str], many: str) -> Iterator[str]:
    """An arrow from each state; one from a place that names them where there are many."""
    arrow = "-.->" if link.happens else "-->"
    said = text(f"{link.mark.prefix}{link.trigger}")
    if is_grouped(link, picture):
        yield f'    {many}(["{text(from_where(link, picture))}"])'
        yield f'    {many} {arrow}|"{said}"| {ids[link.target]}'
        return
    for source in link.sources:
        yield f'    {ids[source]} {arrow}|"{said}"| {ids[link.target]}'
