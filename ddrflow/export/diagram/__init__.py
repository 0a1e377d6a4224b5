"""A workflow as a picture: phases as bands, states in them, steps as arrows."""

from ddrflow.export.diagram.comparing import compared
from ddrflow.export.diagram.drawing import drawn
from ddrflow.export.diagram.layout import lay_out
from ddrflow.export.diagram.mermaid import mermaid
from ddrflow.export.diagram.picture import Picture
from ddrflow.export.diagram.reading import picture

__all__ = ["Picture", "compared", "mermaid", "picture", "svg"]


def svg(shown: Picture) -> str:
    """The picture as one SVG file that needs nothing else."""
    return drawn(lay_out(shown))
