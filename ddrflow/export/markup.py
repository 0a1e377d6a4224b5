"""XML as this package writes it: elements with prefixes of their own, text that XML can hold."""

import re
from collections.abc import Mapping
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

#: What XML 1.0 has no place for, escaped or not.
NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LOST: Final = "\ufffd"


def held(text: str) -> str:
    """Text with a mark for each character that XML cannot hold."""
    return NOT_XML.sub(LOST, text)


def root(tag: str, attributes: Mapping[str, str]) -> Element:
    """The element that a document is."""
    return Element(tag, {name: held(value) for name, value in attributes.items()})


def child(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """One more element under another."""
    found = SubElement(parent, tag, {name: held(value) for name, value in attributes.items()})
    if text:
        found.text = held(text)
    return found


def document(element: Element) -> str:
    """The whole document as text, indented, in UTF-8 by its declaration."""
    indent(element)
    text = tostring(element, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'
