"""Which arrow touches a state where."""

from ddrflow.export.diagram import picture
from ddrflow.export.diagram.rows import End, Rows, rows
from ddrflow.workflow.load import load


def shown(found: Rows, state: str, *, on_left: bool) -> list[tuple[str, End]]:
    """The rows of one side of a state, from above to below."""
    side = found.left if on_left else found.right
    return [(row.link.trigger, row.end) for row in side[state]]


def test_of_two_that_run_beside_each_other_one_encloses_the_other() -> None:
    """What is above at the upper end is below at the lower, so their lines do not cross."""
    found = rows(picture(load("pairs")))
    assert shown(found, "in-custody", on_left=True) == [
        ("sentence-to-prison", End.ENTERS),
        ("recall", End.ENTERS),
        ("court-releases", End.LEAVES),
    ]
    assert shown(found, "in-voluntary-work", on_left=True) == [
        ("recall", End.LEAVES_TOO),
        ("sentence-to-prison", End.LEAVES_TOO),
    ]


def test_what_goes_to_the_next_state_goes_straight_down_once_of_each_kind() -> None:
    found = rows(picture(load("neustart")))
    down = {name: [one.trigger for one in links] for name, links in found.straight.items()}
    assert down == {
        "referred": ["detain"],
        "detained": ["hearing"],
        "in-custody": ["prepare-release"],
        "preparing-release": ["release"],
        "in-community": ["close"],
    }
    assert shown(found, "referred", on_left=False) == [
        ("admit", End.LEAVES),
        ("admit-assessed", End.LEAVES),
    ]


def test_what_stands_for_many_has_one_row_at_its_target() -> None:
    found = rows(picture(load("catalonia")))
    assert shown(found, "closed", on_left=True) == [
        ("acquit", End.ALONE),
        ("death", End.ALONE),
        ("move-away", End.ALONE),
    ]
    assert shown(found, "closed", on_left=False) == []
