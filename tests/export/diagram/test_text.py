"""Text is never wider than its room."""

from hypothesis import given
from hypothesis import strategies as st

from ddrflow.export.diagram.text import named, shortened, width, wrapped

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def test_text_is_as_wide_as_in_a_wide_font() -> None:
    """Bold is wider; what is not known is taken for the widest."""
    assert width("", 12) == 0
    assert width("iiii", 10) == 12
    assert width("mmmm", 10) == 48
    assert width("recall", 10, bold=True) > width("recall", 10)
    assert width("\u4e2d", 10) == 12


@given(text=ANY, room=st.integers(20, 200), bold=st.booleans())
def test_every_line_fits_and_nothing_is_lost(text: str, room: int, *, bold: bool) -> None:
    """However long a word is: letters stay in their order."""
    lines = wrapped(text, room, 12, bold=bold)
    assert all(width(one, 12, bold=bold) <= room for one in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_lines_break_at_spaces_first_and_then_after_hyphens() -> None:
    assert wrapped("a case conference", 80, 12) == ("a case", "conference")
    assert wrapped("back-to-the-closed-part", 80, 12) == ("back-to-the-", "closed-part")
    assert wrapped("every three\N{NO-BREAK SPACE}months", 110, 12) == (
        "every",
        "three\N{NO-BREAK SPACE}months",
    )
    assert wrapped(" ", 80, 12) == ()


def test_names_that_do_not_fit_are_counted() -> None:
    names = ("lead.covers-next-phase", "plan.adopted", "conference.held")
    assert named(("asks", "rules"), names, 500, 11, 1) == (
        "asks lead.covers-next-phase, plan.adopted, conference.held",
    )
    assert named(("asks", "rules"), names, 250, 11, 1) == (
        "asks lead.covers-next-phase and 2 more",
    )
    assert named(("asks", "rules"), names, 99, 11, 1) == ("asks 3 rules",)


def test_a_long_sentence_is_cut_off_and_says_so() -> None:
    told = "the step asks: conference.held (type table, within 3 months)"
    assert shortened(told, 0, 500, 11, 1) == (told,)
    assert shortened(told, 0, 214, 11, 1) == (
        "the step asks: conference.held \N{HORIZONTAL ELLIPSIS}",
    )
    assert shortened("by: court too", 2, 214, 11, 1) == ("by: court too and 2 more",)
    assert shortened("a" * 99, 2, 99, 11, 1) == ("\N{HORIZONTAL ELLIPSIS} and 2 more",)
