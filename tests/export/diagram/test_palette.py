"""Whoever sees little contrast can read a picture, in the light and in the dark."""

import pytest

from ddrflow.export.diagram.palette import DARK, LIGHT, Colours, lead_colour, variables

#: What is written on a page, on a band and in a box.
WRITTEN = ("ink", "quiet", "asks", "happened", "new", "changed", "gone")
#: The least ratio for text, and for what is drawn (WCAG 2.2, 1.4.3 and 1.4.11).
READ = 4.5
DRAWN = 3.0


def luminance(colour: str) -> float:
    """How light a colour is, as WCAG works it out."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The ratio of the lighter to the darker."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_and_line_stands_out_from_what_is_under_it(colours: Colours) -> None:
    """On the page, in a box, on the band of every lead; black on white is 21, itself is 1."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#123456", "#123456") == pytest.approx(1)
    named = variables(colours)
    tints = [colour for name, colour in named.items() if name.endswith("-tint")]
    grounds = [named["paper"], named["box"], *tints]
    weak = [
        (text, ground)
        for text in WRITTEN
        for ground in grounds
        if contrast(named[text], ground) < READ
    ]
    assert weak == []


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_colour_of_each_lead_stands_out_from_its_band(colours: Colours) -> None:
    """As a swatch, and as the edge of a box."""
    weak = [
        strong
        for strong, tint in colours.leads
        if min(contrast(strong, one) for one in (tint, colours.named["box"])) < DRAWN
    ]
    assert weak == []


def test_both_themes_say_the_same_colours() -> None:
    assert list(variables(LIGHT)) == list(variables(DARK))


def test_leads_have_colours_of_their_own_until_there_are_no_more() -> None:
    names = [lead_colour(number) for number in range(8)]
    assert len(set(names)) == 8
    assert lead_colour(8) == names[0]
    assert lead_colour(-1) == "nobody"
