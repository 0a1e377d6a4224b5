"""Whether a file that counts in working days says which they are."""

from collections.abc import Iterator
from typing import Final

from pydantic import BaseModel

from ddrflow.dates import OnHoliday, Period, Unit, parse_period
from ddrflow.dates.public_holidays import unknown_place
from ddrflow.workflow.drafting import Path, Reading

_HELP: Final = (
    "add `calendar: {holidays: {country: AT}}`, or `calendar: {}` for Monday to Friday without any"
)


def check_working_days(reading: Reading) -> None:
    """Note a country whose holidays are not known, and working days that no calendar tells."""
    file = reading.file
    if file.calendar is None:
        for path, period in _periods(file, ()):
            if period.unit is Unit.WORKING_DAY:
                message = f"`{period}` are counted, and no `calendar` says which days those are"
                reading.error(path, "E-CALENDAR", message, _HELP)
        for number, review in enumerate(file.reviews):
            if review.on_holiday is not OnHoliday.KEEP:
                path = ("reviews", number, "on_holiday")
                message = "no `calendar` says which days are working days"
                reading.error(path, "E-CALENDAR", message, _HELP)
    elif file.calendar.holidays is not None:
        place = file.calendar.holidays
        wrong = unknown_place(place.country, place.subdivision)
        if wrong is not None:
            reading.error(("calendar", "holidays"), "E-CALENDAR", *wrong)


def _periods(part: object, path: Path) -> Iterator[tuple[Path, Period]]:
    """Every period of a file; the settings of a rule line are still text."""
    if isinstance(part, Period):
        yield path, part
    elif isinstance(part, BaseModel):
        for name, field in type(part).model_fields.items():
            yield from _periods(getattr(part, name), (*path, field.alias or name))
    elif isinstance(part, dict):
        for name, one in part.items():
            yield from _periods(one, (*path, str(name)))
    elif isinstance(part, list):
        for number, one in enumerate(part):
            yield from _periods(one, (*path, number))
    elif isinstance(part, str) and "rules" in path and path[-1] != "because":
        period = parse_period(part)
        if period is not None:
            yield path, period
