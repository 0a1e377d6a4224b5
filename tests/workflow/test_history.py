"""The change history of a file: what can be, and what is warned of."""

import pytest

from ddrflow.errors import Severity
from ddrflow.workflow.load import check_text, text_of

ENTRY = "  - {{version: {}, since: {}, what: More., decided_by: the board}}\n"


def found(version: int, *entries: tuple[int, str]) -> list[tuple[str, bool]]:
    """What a file of a version with such a history is told: code and text, and whether refused."""
    told = "changes:\n" + "".join(ENTRY.format(*one) for one in entries) if entries else ""
    text = text_of("catalonia").decode().replace("version: 1\n", f"version: {version}\n{told}", 1)
    findings = check_text(text.encode(), "f.yaml").findings
    return [
        (f"{one.code}: {one.message}", one.severity is Severity.ERROR)
        for one in findings
        if "CHANGES" in one.code or one.severity is Severity.ERROR
    ]


def test_a_first_version_needs_no_history_and_may_have_one() -> None:
    assert found(1) == []
    assert found(1, (1, "2026-01-01")) == []


def test_a_later_version_without_its_entry_is_warned_of_and_accepted() -> None:
    message = "W-CHANGES: `changes` does not tell what changed with version 3"
    assert found(3) == [(message, False)]
    assert found(3, (2, "2026-01-01")) == [(message, False)]
    assert found(3, (1, "2026-01-01"), (3, "2026-01-01")) == []


@pytest.mark.parametrize(
    ("version", "entries", "message"),
    [
        (2, ((2, "2026-01-01"), (3, "2026-01-02")), "3 is told of, and the file is version 2"),
        (2, ((2, "2026-01-01"), (1, "2026-01-02")), "1 is told of after version 2"),
        (2, ((2, "2026-01-01"), (2, "2026-01-02")), "2 is told of after version 2"),
        (2, ((1, "2026-01-02"), (2, "2026-01-01")), "2 counts from before version 1"),
    ],
)
def test_a_history_that_cannot_be_is_refused(
    version: int, entries: tuple[tuple[int, str], ...], message: str
) -> None:
    assert found(version, *entries) == [(f"E-CHANGES: version {message}", True)]


@pytest.mark.parametrize("day", ["2026-02-30", "yesterday", "'2026-02-01T09:00'"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    assert [refused for _, refused in found(2, (2, day))] == [True]
