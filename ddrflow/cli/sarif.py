"""Findings as SARIF 2.1.0, in which code hosts show them beside the lines of a change."""

from collections.abc import Sequence
from importlib.metadata import version
from typing import Any, Final

from ddrflow.errors import Finding, Severity

LEVELS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
}


def sarif(findings: Sequence[Finding]) -> dict[str, Any]:
    """One run of ddrflow with a result for each finding."""
    codes = sorted({one.code for one in findings})
    driver = {
        "name": "ddrflow",
        "version": version("ddrflow"),
        "rules": [{"id": code} for code in codes],
    }
    results = [_result(one, codes.index(one.code)) for one in findings]
    return {"version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    text = f"{finding.message}\n{finding.help}" if finding.help else finding.message
    place = finding.place
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": place.file.replace("\\", "/")},
                    "region": {"startLine": place.line, "startColumn": place.column},
                }
            }
        ],
    }
