"""Working days of one place."""

import subprocess
import sys
from datetime import date

import pytest

from ddrflow.dates import Calendar, OnHoliday, Weekday
from ddrflow.dates.public_holidays import edition, unknown_place

AUSTRIA = Calendar(country="AT", closed=frozenset({date(2026, 12, 24)}))


def test_christmas_is_passed_over_with_the_day_on_which_the_office_is_closed() -> None:
    """24 December is closed, 25 and 26 are holidays, 27 is a Sunday."""
    assert AUSTRIA.after(date(2026, 12, 23), 1) == date(2026, 12, 28)
    assert AUSTRIA.after(date(2026, 12, 28), -1) == date(2026, 12, 23)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2026-12-23", ""),
        ("2026-12-24", "closed"),
        ("2026-12-25", "Christmas Day"),
        ("2026-12-27", "sunday"),
    ],
)
def test_why_a_day_is_no_working_day_is_said(day: str, why: str) -> None:
    found = date.fromisoformat(day)
    assert AUSTRIA.why_closed(found) == why
    assert AUSTRIA.is_working(found) == (why == "")


@pytest.mark.parametrize(
    ("how", "target"),
    [
        (OnHoliday.KEEP, "2026-12-25"),
        (OnHoliday.NEXT, "2026-12-28"),
        (OnHoliday.PREVIOUS, "2026-12-23"),
    ],
)
def test_a_holiday_is_moved_as_the_file_says(how: OnHoliday, target: str) -> None:
    assert AUSTRIA.moved(date(2026, 12, 25), how).isoformat() == target
    assert AUSTRIA.moved(date(2026, 12, 22), how) == date(2026, 12, 22)


def test_a_weekend_is_what_the_file_says() -> None:
    friday = Calendar(weekend=frozenset({Weekday.FRIDAY}))
    assert friday.after(date(2026, 3, 5), 1) == date(2026, 3, 7)


def test_a_part_of_a_country_has_holidays_of_its_own() -> None:
    """11 September is one in Catalonia and none in Madrid."""
    day = date(2026, 9, 11)
    assert not Calendar(country="ES", subdivision="CT").is_working(day)
    assert Calendar(country="ES", subdivision="MD").is_working(day)


def test_a_calendar_is_told_in_one_line() -> None:
    assert str(AUSTRIA) == "saturday and sunday, public holidays of AT, 2026-12-24"
    assert str(Calendar(weekend=frozenset())) == "no weekend"
    assert str(Calendar(country="ES", subdivision="CT")).endswith("public holidays of ES-CT")


def test_a_place_that_is_not_known_is_told_with_what_would_be_right() -> None:
    assert unknown_place("AT", "") is None
    assert unknown_place("XQ", "") is not None
    wrong = unknown_place("ES", "XX")
    assert wrong is not None
    assert wrong[0] == "`ES` has no subdivision `XX`"
    assert "`CT`" in wrong[1]


OFFLINE = """
import socket
def refuse(*args, **kwargs):
    raise OSError("a network was asked for")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
from datetime import date
from ddrflow.dates import Calendar
print(Calendar(country="AT").why_closed(date(2030, 12, 25)))
"""


@pytest.mark.parametrize("language", ["de_AT.UTF-8", "C"])
def test_holidays_are_known_without_a_network_and_named_alike_everywhere(language: str) -> None:
    done = subprocess.run(  # noqa: S603 - this very Python, with the text above
        [sys.executable, "-c", OFFLINE],
        env={"LANG": language, "LANGUAGE": language, "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "Christmas Day\n"


def test_the_library_is_named_with_its_version() -> None:
    name, version = edition().split()
    assert name == "holidays"
    assert version[0].isdigit()
