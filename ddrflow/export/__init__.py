"""A workflow for readers: as rows, as documents, and as what changes from version to version."""

from ddrflow.export.changes import Change, Part, changes, for_whom
from ddrflow.export.clients_notice import clients_notice
from ddrflow.export.decision_paper import decision_paper
from ddrflow.export.html import html_page
from ddrflow.export.procedure import identity_line, procedure

__all__ = [
    "Change",
    "Part",
    "changes",
    "clients_notice",
    "decision_paper",
    "for_whom",
    "html_page",
    "identity_line",
    "procedure",
]
