"""Structured templates: a form as data, blank from a file or filled from what is on record."""

from ddrflow.export.templates.about import named, unknown
from ddrflow.export.templates.form import Filling, form
from ddrflow.export.templates.page import form_page
from ddrflow.export.templates.template import KINDS, Template, template

__all__ = [
    "KINDS",
    "Filling",
    "Template",
    "form",
    "form_page",
    "named",
    "template",
    "unknown",
]
