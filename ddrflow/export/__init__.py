"""A workflow for readers: as rows, as documents, as what changes, and as files of other tools."""

from ddrflow.export.bpmn import bpmn
from ddrflow.export.changes import Change, Part, changes, for_whom
from ddrflow.export.clients_notice import clients_notice
from ddrflow.export.decision_paper import decision_paper
from ddrflow.export.event_log import Trace, event_log, trace_of
from ddrflow.export.event_rows import event_lines, event_table
from ddrflow.export.html import html_page
from ddrflow.export.ocel import ocel
from ddrflow.export.procedure import identity_line, procedure

__all__ = [
    "Change",
    "Part",
    "Trace",
    "bpmn",
    "changes",
    "clients_notice",
    "decision_paper",
    "event_lines",
    "event_log",
    "event_table",
    "for_whom",
    "html_page",
    "identity_line",
    "ocel",
    "procedure",
    "trace_of",
]
