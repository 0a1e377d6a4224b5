"""The colours of a picture, in light and in dark; each pair that is read is told apart well.

Colour never says anything alone: leads are named, what happens is dashed, changes have a sign.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme: by name, and for each lead a strong colour and a tint for its band."""

    named: dict[str, str]
    leads: tuple[tuple[str, str], ...]


LIGHT: Final = Colours(
    {
        "paper": "#ffffff",
        "box": "#ffffff",
        "ink": "#1b1b1f",
        "quiet": "#4a4a55",
        "nobody": "#5a5a66",
        "nobody-tint": "#f1f1f4",
        "asks": "#1d4f91",
        "happened": "#8f3d0f",
        "new": "#1b6b2f",
        "changed": "#7a5200",
        "gone": "#a8203a",
    },
    (
        ("#1f5fa8", "#eaf2fb"),
        ("#0b6e69", "#e5f5f3"),
        ("#6d3fa0", "#f4eefb"),
        ("#8a4b08", "#fcf2e6"),
        ("#a3245b", "#fcebf2"),
        ("#3d6b14", "#eff6e6"),
        ("#6b5f00", "#f8f5dd"),
        ("#4a5568", "#eef1f5"),
    ),
)
DARK: Final = Colours(
    {
        "paper": "#161616",
        "box": "#1d1d23",
        "ink": "#f0f0f3",
        "quiet": "#bcbcc8",
        "nobody": "#a5a5b2",
        "nobody-tint": "#202026",
        "asks": "#9cc4f5",
        "happened": "#f0b48a",
        "new": "#8fd6a0",
        "changed": "#e6c46a",
        "gone": "#f5a0ae",
    },
    (
        ("#8db8ec", "#162232"),
        ("#74c9c1", "#12292b"),
        ("#c3a6ee", "#241c33"),
        ("#eab07a", "#2e2318"),
        ("#f2a0c2", "#301c26"),
        ("#a9d27c", "#1c2a15"),
        ("#d8cb6b", "#292716"),
        ("#b7c1d1", "#21262e"),
    ),
)


def lead_colour(number: int) -> str:
    """The name of a lead's colour; from the ninth lead on, colours come again."""
    return f"lead-{number % len(LIGHT.leads)}" if number >= 0 else "nobody"


def variables(colours: Colours) -> dict[str, str]:
    """Every colour of a theme by its name."""
    leads = {
        name: colour
        for number, (strong, tint) in enumerate(colours.leads)
        for name, colour in ((f"lead-{number}", strong), (f"lead-{number}-tint", tint))
    }
    return {**colours.named, **leads}
