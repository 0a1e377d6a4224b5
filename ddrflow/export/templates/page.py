"""A form as one HTML page: places to be filled in are lines on paper, and named to who hears it."""

from typing import Final

from ddrflow.export.html import html_page
from ddrflow.export.templates.said import TO_FILL

LINE: Final = (
    '<span role="img" aria-label="to be filled in" style="display: inline-block; '
    'min-width: 14em; border-bottom: 1px solid currentColor">&nbsp;</span>'
)


def form_page(markdown: str, title: str, foot: str) -> str:
    """The page; it needs nothing else, as every page of `html_page`."""
    return html_page(markdown, title, foot).replace(TO_FILL, LINE)
