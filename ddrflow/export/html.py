"""Markdown as one HTML page that needs nothing else: no network, no script, no font."""

from collections.abc import Mapping
from html import escape
from types import MappingProxyType
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ddrflow.languages import ENGLISH, Language

NO_FIGURES: Final[Mapping[str, str]] = MappingProxyType({})
STYLE: Final = """
:root { color-scheme: light dark; --ink: #1b1b1b; --paper: #fff; --quiet: #555; --line: #ccc;
  --before: #8a5a00; --after: #005a9c; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ececec; --paper: #161616; --quiet: #b5b5b5; --line: #4a4a4a;
    --before: #e0a33c; --after: #6cb8f0; }
}
body { color: var(--ink); background: var(--paper); font: 1rem/1.55 system-ui, sans-serif;
  margin: 0 auto; max-width: 46rem; overflow-wrap: break-word; padding: 1.5rem; }
h1, h2, h3 { line-height: 1.25; margin: 2em 0 .5em; }
h1 { margin-top: .5em; }
h2 { border-bottom: 1px solid var(--line); padding-bottom: .2em; }
code { font: .92em ui-monospace, monospace; }
li { margin: .2em 0; }
figure { margin: 1.5em calc(50% - min(50vw - 1.5rem, 32rem)); }
figure svg { display: block; height: auto; margin: 0 auto; max-width: 100%; }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-size: .9em; }
th, td { border-bottom: 1px solid var(--line); padding: .25em .6em .25em 0; text-align: left; }
nav ol { columns: 2; padding-left: 1.2em; }
a { color: inherit; }
a:focus-visible { outline: 3px solid currentColor; outline-offset: 2px; }
.skip { position: absolute; left: -99rem; }
.skip:focus { position: static; }
footer { border-top: 1px solid var(--line); color: var(--quiet); margin-top: 3em; }
@media print {
  :root { --ink: #000; --paper: #fff; --quiet: #333; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav, .skip { display: none; }
  h2, h3 { break-after: avoid; }
  li { break-inside: avoid; }
  figure { break-inside: avoid; margin: 0; }
  figure svg { max-height: 24cm; }
  tr { break-inside: avoid; }
}
"""


def html_page(
    markdown: str,
    title: str,
    foot: str,
    language: Language = ENGLISH,
    figures: Mapping[str, str] = NO_FIGURES,
    *,
    has_tables: bool = False,
) -> str:
    """The page: headings to jump to, light and dark, made for paper too.

    Markup in the text is shown as text: what a file says cannot steer the page. `figures` are
    whole SVG files by the heading that each stands under, taken as they are. With tables, rows of
    `|` are read as such.
    """
    parser = MarkdownIt("commonmark", {"html": False})
    if has_tables:
        parser.enable("table")
    tokens = parser.parse(markdown)
    listed: list[tuple[str, str]] = []
    for number, token in enumerate(tokens):
        if token.type == "heading_open" and token.tag == "h2":
            name = f"part-{len(listed) + 1}"
            token.attrSet("id", name)
            listed.append((name, tokens[number + 1].content))
    _put_in(tokens, figures)
    body = parser.renderer.render(tokens, parser.options, {})
    if has_tables:
        # Wider than a narrow screen, a table is moved within its own box, by keyboard as well.
        frame = (
            f'<div class="table" role="region" tabindex="0" aria-label="{escape(title)}"><table>'
        )
        body = body.replace("<table>", frame).replace("</table>", "</table></div>")
    jumps = "".join(
        f'<li><a href="#{name}">{escape(_bare(text))}</a></li>' for name, text in listed
    )
    contents, skip = escape(language.say("Contents")), escape(language.say("Skip to the text"))
    nav = f'<nav aria-label="{contents}"><ol>{jumps}</ol></nav>' if len(listed) > 1 else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language.code)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f'<a class="skip" href="#text">{skip}</a>\n{nav}\n<main id="text">\n'
        f"{body}</main>\n"
        f"<footer><p>{escape(foot)}</p></footer>\n</body>\n</html>\n"
    )


def _put_in(tokens: list[Token], figures: Mapping[str, str]) -> None:
    """Each figure behind its heading."""
    closing = [number for number, one in enumerate(tokens) if one.type == "heading_close"]
    for number in reversed(closing):
        figure = figures.get(tokens[number - 1].content)
        if figure:
            html = f"<figure>\n{figure}</figure>\n"
            tokens.insert(number + 1, Token("html_block", "", 0, content=html))


def _bare(text: str) -> str:
    """A heading without Markdown's marks."""
    return text.replace("\\", "").replace("`", "")
