"""Choices of a file: made here, still open, or known from elsewhere and not verified."""

from typing import Any, Final

import pytest

from ddrflow.errors import Severity
from ddrflow.model.source import LOCAL_CHOICE, NOT_VERIFIED, OPEN_CHOICE, Source
from ddrflow.workflow.choosing import choices_in
from ddrflow.workflow.load import check_text
from ddrflow.workflow.schema_base import source_of
from ddrflow.workflow.source import read_source

FILE: Final = """\
ddrflow: 1
workflow: harbour
version: 1
title: A harbour town
draft: true
time_zone: Europe/Lisbon
sources: {town: An agreement}
agencies:
  probation: {kind: probation}
  client: {kind: client}
lead:
  custody: {roles: [probation], source: open choice}
handover: {answer_within: 14 days, source: open choice as elsewhere}
states:
  inside:
    phase: custody
    initial: true
    limit: {after: 3 months, source: not verified three months}
  closed: {final: true}
steps:
  - trigger: close
    from: inside
    to: closed
    by: [probation]
    source: town 1
    rules: [{support.named: {source: open choice}}]
conferences:
  table:
    title: Table
    convened_by: [probation]
    core: [probation]
    information: confidential
    barred: [client]
    basis: open choice
    consent: {of: client, to: talk, source: open choice}
    source: local choice
    stages: [exchange, {decision: {rules: [{attendance.core: {source: open choice}}]}}]
consents:
  talk: {of: client, text_version: "1", source: town 2}
reviews:
  - {name: watch, while: {phase: custody}, every: 1 month, source: open choice}
"""


def checked(text: str) -> list[str]:
    """Codes and messages of what a check finds."""
    return [f"{one.code}: {one.message}" for one in check_text(text.encode(), "x.yaml").findings]


@pytest.mark.requirement("R6")
def test_each_open_choice_of_a_draft_is_warned_of_by_what_it_is() -> None:
    assert checked(FILE) == [
        "W-OPEN: not decided yet: who leads in custody",
        "W-OPEN: not decided yet: how long a proposed lead has to answer",
        "W-OPEN: not decided yet: rule `support.named` of step `close`",
        "W-OPEN: not decided yet: conference type `table`",
        "W-OPEN: not decided yet: consent that `table` rests on",
        "W-OPEN: not decided yet: rule `attendance.core` of stage `decision` of `table`",
        "W-OPEN: not decided yet: review `watch`",
    ]


@pytest.mark.requirement("R6")
def test_a_file_for_cases_leaves_no_choice_open() -> None:
    """The same places are errors where the file does not say that it is a draft."""
    found = checked(FILE.replace("draft: true\n", ""))
    assert len(found) == 7
    assert all(one.startswith("E-OPEN: not decided yet: ") for one in found)


def test_what_is_not_verified_stands_as_it_is() -> None:
    """It is neither open nor an error, and its remark says what is known."""
    data = read_source(FILE.encode(), "x.yaml").data
    [one] = [each for each in choices_in(data) if each.source.name == NOT_VERIFIED]
    assert (one.what, one.says) == ("how long a case may stay in `inside`", "after: 3 months")
    assert str(one.source) == "not verified three months"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("local choice", Source(LOCAL_CHOICE)),
        ("open choice", Source(OPEN_CHOICE)),
        ("open choice as elsewhere", Source(OPEN_CHOICE, "as elsewhere")),
        ("not verified 8 weeks", Source(NOT_VERIFIED, "8 weeks")),
        ("town 1", Source("town", "1")),
        # No remark follows a choice that was made: what it rests on is a source then.
        ("local choice of ours", Source("local", "choice of ours")),
        ("not there", Source("not", "there")),
    ],
)
def test_reserved_words_are_read_before_ids(text: str, source: Source) -> None:
    assert source_of(text) == source


def test_many_warnings_never_crowd_out_an_error() -> None:
    """Sixty open choices stand before the one mistake, and it is told all the same."""
    many = "".join(
        f"  d-{one}: {{filed_by: [probation], source: open choice}}\n" for one in range(60)
    )
    wrong = FILE.replace("reviews:\n", f"documents:\n{many}reviews:\n").replace(
        "every: 1 month,", "every: 1 month, owner: nobody,"
    )
    found = check_text(wrong.encode(), "x.yaml")
    assert found.workflow is None
    assert [one.code for one in found.errors] == ["E-REF"]
    warned = [one for one in found.findings if one.severity is Severity.WARNING]
    assert len(warned) == 67


def test_what_could_be_chosen_is_said_with_the_roles_of_the_file() -> None:
    """Of agencies: the client leads nothing."""
    told: dict[str, Any] = {
        one.what: one.options for one in choices_in(read_source(FILE.encode(), "x").data)
    }
    assert told["who leads in custody"] == "one or more of `probation`"
    assert told["how long a proposed lead has to answer"].startswith("a period: ")
    assert told["rule `support.named` of step `close`"].startswith("`must`, `should`")
