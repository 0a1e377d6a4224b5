"""Days of conferences and reviews as iCalendar (RFC 5545, 5546): no names and no reasons."""

from collections.abc import Iterable
from datetime import UTC, timedelta
from hashlib import sha256
from typing import Final

from icalendar import Calendar, Event, vCalAddress

from ddrflow.decide import Appointment, AppointmentKind
from ddrflow.languages import Language

PRODUCT: Final = "-//ddrflow//ddrflow//EN"
REQUEST, CANCEL = "REQUEST", "CANCEL"


def uid(appointment: Appointment) -> str:
    """The same for the same conference, or the same run of a review, whatever becomes of it."""
    parts = (appointment.case_id, appointment.kind.value, appointment.name, appointment.run)
    named = "/".join(f"{len(one)}:{one}" for one in parts)
    return f"ddrflow-{sha256(named.encode('utf-8', 'surrogatepass')).hexdigest()[:40]}"


def method_of(appointment: Appointment) -> str:
    """An invitation, or that it is called off."""
    return CANCEL if appointment.is_cancelled else REQUEST


def invitation(
    appointment: Appointment, sender: str, to: str, link: str, language: Language
) -> bytes:
    """One appointment as it goes to one organisation's address, from another."""
    calendar = _calendar(method_of(appointment))
    event = _event(appointment, link, language)
    event.add("organizer", _at(sender))
    attendee = _at(to)
    attendee.params["ROLE"] = "REQ-PARTICIPANT"
    attendee.params["PARTSTAT"] = "NEEDS-ACTION"
    event.add("attendee", attendee, encode=False)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def feed(appointments: Iterable[tuple[Appointment, str]], language: Language) -> bytes:
    """What stands in the calendar of one organisation, each with its link; to be read, not kept."""
    # Without a method: what is published by one needs an organizer, and this is only read.
    calendar = _calendar()
    calendar.add("x-wr-calname", language.say("Conferences and reviews"))
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for one, link in appointments:
        calendar.add_component(_event(one, link, language))
    return bytes(calendar.to_ical())


def _calendar(method: str = "") -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    if method:
        calendar.add("method", method)
    return calendar


def _event(one: Appointment, link: str, language: Language) -> Event:
    """A whole day, in which nobody counts as busy: a conference or a review, and which case."""
    at = one.at.astimezone(UTC).replace(microsecond=0)
    event = Event()
    event.add("uid", uid(one))
    event.add("dtstamp", at)
    event.add("last-modified", at)
    event.add("sequence", one.number)
    event.add("dtstart", one.on)
    event.add("dtend", one.on + timedelta(days=1))
    event.add("summary", _said(one, language))
    event.add("url", link)
    event.add("class", "CONFIDENTIAL")
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if one.is_cancelled else "CONFIRMED")
    return event


def _said(one: Appointment, language: Language) -> str:
    if one.kind is AppointmentKind.CONFERENCE:
        return language.say("Conference, case {case}", case=one.case_id)
    return language.say("Review due, case {case}", case=one.case_id)


def _at(address: str) -> vCalAddress:
    return vCalAddress(f"mailto:{address}")
