"""A second version of the synthetic workflow, with places of it changed."""

from functools import cache

from ddrflow.model.workflow import Workflow
from ddrflow.workflow.load import check_text
from tests.synthetic import SYNTHETIC


@cache
def version(*changes: tuple[str, str], migrates: str = "", number: int = 2) -> Workflow:
    """Another version of the synthetic workflow: places of it changed, and this said of cases."""
    text = SYNTHETIC.replace("version: 1\n", f"version: {number}\n", 1)
    for old, new in changes:
        assert old in text, f"{old!r} is not there"
        text = text.replace(old, new)
    if migrates:
        text += f"migrates:\n  - {{from: 1, {migrates}}}\n"
    found = check_text(text.encode(), "second.yaml")
    assert [str(one) for one in found.errors] == []
    assert found.workflow is not None
    return found.workflow
