"""A workflow for readers: as rows, and as what changes from one version to the next."""

from ddrflow.export.changes import Change, Part, changes, for_whom
from ddrflow.export.decision_paper import decision_paper
from ddrflow.export.outline import RuleRow, StepRow, channels, conferences, leads, rule_row, steps

__all__ = [
    "Change",
    "Part",
    "RuleRow",
    "StepRow",
    "changes",
    "channels",
    "conferences",
    "decision_paper",
    "for_whom",
    "leads",
    "rule_row",
    "steps",
]
