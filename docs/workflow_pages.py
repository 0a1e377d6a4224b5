"""The pages of all shipped workflows, with their pictures and the list of them."""

from typing import Final

from ddrflow.export.diagram import picture, svg
from ddrflow.workflow.load import load, shipped
from docs import workflow_page
from docs.markdown import page
from docs.systems_table import systems

OPENING: Final = "What each shipped workflow says, in words; each page is made from its file."


def written() -> dict[str, str]:
    """A page and a picture for each shipped workflow, and the list of them, by file name."""
    loaded = [load(name) for name in shipped()]
    pages = {f"{one.identity.name}.md": workflow_page.written(one) for one in loaded}
    pages |= {f"{one.identity.name}.svg": svg(picture(one)) for one in loaded}
    return pages | {"README.md": page("Workflows", OPENING, systems(loaded, ""))}
