"""A file that counts in working days says which they are."""

import pytest

from ddrflow.dates import Calendar, Weekday
from ddrflow.workflow.load import check_text
from tests.synthetic import SYNTHETIC

HELP = "add `calendar: {holidays: {country: AT}}`, or `calendar: {}` for Monday to Friday"


def findings(text: str) -> list[str]:
    """What is wrong with a file: code and message."""
    return [f"{one.code}: {one.message}" for one in check_text(text.encode(), "f.yaml").findings]


def with_calendar(calendar: str, text: str = SYNTHETIC) -> str:
    """The synthetic file with a calendar."""
    return text.replace("\nagencies:", f"\ncalendar: {calendar}\nagencies:")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("remind: 7 days", "remind: 5 working days"),
        ("grace: 7 days", "grace: 5 working days"),
        ("within: 3 months", "within: 60 working days"),
        ("due: 7 days", "due: 5 working days"),
    ],
)
def test_working_days_need_a_calendar_wherever_they_are_counted(old: str, new: str) -> None:
    """Refusal, remedy, acceptance."""
    text = SYNTHETIC.replace(old, new)
    period = new.partition(": ")[2]
    assert findings(text) == [
        f"E-CALENDAR: `{period}` are counted, and no `calendar` says which days those are"
    ]
    [finding] = check_text(text.encode(), "f.yaml").findings
    assert finding.help.startswith(HELP)
    line = text.splitlines()[finding.place.line - 1]
    assert new in line
    assert findings(with_calendar("{}", text)) == []


def test_a_reason_that_reads_like_a_period_is_none() -> None:
    text = SYNTHETIC.replace("because: Advice", "because: 14 working days")
    assert findings(text) == []


def test_a_due_day_is_moved_by_a_calendar_or_not_at_all() -> None:
    text = SYNTHETIC.replace("grace: 7 days", "grace: 7 days\n    on_holiday: next-working-day")
    assert findings(text) == ["E-CALENDAR: no `calendar` says which days are working days"]
    assert findings(with_calendar("{}", text)) == []


@pytest.mark.parametrize(
    ("calendar", "finding"),
    [
        ("{holidays: {country: XQ}}", "E-CALENDAR: the holidays of country `XQ` are not known"),
        (
            '{holidays: {country: AT, subdivision: "99"}}',
            "E-CALENDAR: `AT` has no subdivision `99`",
        ),
        (
            "{weekend: [saturday, soonday]}",
            "E-SCHEMA: unknown value `soonday` in `calendar.weekend[1]`",
        ),
        ("{closed: [2026-02-30]}", "E-DATE: `2026-02-30` is not in the calendar"),
    ],
)
def test_a_calendar_that_cannot_be_is_told(calendar: str, finding: str) -> None:
    assert findings(with_calendar(calendar)) == [finding]


def test_a_week_has_a_working_day() -> None:
    """Else the next one would be sought for ever."""
    week = ", ".join(Weekday)
    [finding] = findings(with_calendar(f"{{weekend: [{week}]}}"))
    assert finding.startswith("E-SCHEMA: expected 6 or fewer entries in `calendar.weekend`")


def test_a_calendar_reaches_rules_and_reviews_alike() -> None:
    text = with_calendar("{weekend: [sunday], holidays: {country: AT}, closed: [2026-12-24]}")
    workflow = check_text(text.encode(), "f.yaml").workflow
    assert workflow is not None
    calendar = workflow.procedure.calendar
    assert str(calendar) == "sunday, public holidays of AT, 2026-12-24"
    assert workflow.reviews["watch"].calendar == calendar
    plain = check_text(SYNTHETIC.encode(), "f.yaml").workflow
    assert plain is not None
    assert plain.procedure.calendar == Calendar()


def test_what_the_file_says_of_answers_is_kept() -> None:
    terms = "\nhandover: {answer_within: 10 working days, source: act 16}\nstates:"
    text = with_calendar("{}", SYNTHETIC.replace("\nstates:", terms))
    workflow = check_text(text.encode(), "f.yaml").workflow
    assert workflow is not None
    assert workflow.handover is not None
    assert str(workflow.handover.answer_within) == "10 working days"


REMINDED_TWICE = "E-TIME: the reminder of `watch` comes before the review before it"


@pytest.mark.parametrize(
    ("every", "remind", "is_refused"),
    [
        ("1 month", "27 days", False),
        ("1 month", "28 days", True),
        ("1 month", "30 days", True),
        ("2 months", "1 month", False),
        ("30 days", "1 month", True),
        ("5 weeks", "1 month", False),
        ("1 year", "11 months", False),
        ("366 days", "1 year", True),
        ("2 weeks", "10 working days", True),
        ("2 weeks", "9 working days", False),
        ("10 working days", "14 days", True),
        ("10 working days", "13 days", False),
        ("4 working days", "3 working days", False),
        ("4 working days", "4 working days", True),
    ],
)
def test_a_reminder_is_shorter_than_the_shortest_interval(
    every: str, remind: str, *, is_refused: bool
) -> None:
    """Held from the reminder on, two occurrences could be held on one day otherwise."""
    text = SYNTHETIC.replace("every: 1 month", f"every: {every}")
    text = text.replace("remind: 7 days", f"remind: {remind}")
    assert findings(with_calendar("{}", text)) == ([REMINDED_TWICE] if is_refused else [])
