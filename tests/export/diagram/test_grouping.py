"""A step from very many states is drawn once, and says from which."""

import pytest

from ddrflow.export.diagram import picture
from ddrflow.export.diagram.grouping import from_where, is_grouped
from ddrflow.workflow.load import load

WHERE = {
    ("pairs", "death"): "from every state",
    ("neustart", "acquit"): "from every state but in-community",
    ("municipal-conference", "acquit"): "from every state but in-community and scaled-up",
    ("mappa", "duty-ends"): "from all of post-release",
    ("mappa", "acquit"): "from identified, in-custody",
    ("open-prison", "court-releases"): "from all of custody, preparing-release",
    ("neustart", "court-releases"): "from all of custody, preparing-release",
    ("catalonia", "release"): "from preparing-release",
}


@pytest.mark.parametrize(("name", "trigger"), WHERE)
def test_where_a_step_comes_from_is_told_in_the_fewest_words(name: str, trigger: str) -> None:
    shown = picture(load(name))
    [link] = [one for one in shown.links if one.trigger == trigger]
    assert from_where(link, shown) == WHERE[name, trigger]


def test_what_ends_a_case_from_many_states_is_drawn_once() -> None:
    """What leads on is drawn from each, so that a way through can be followed."""
    grouped = {
        name: [one.trigger for one in shown.links if is_grouped(one, shown)]
        for name, shown in ((one, picture(load(one))) for one in ("pairs", "mappa", "info-house"))
    }
    assert grouped == {
        "pairs": ["acquit", "death", "close"],
        "mappa": ["acquit", "death", "duty-ends"],
        "info-house": ["acquit", "death"],
    }
