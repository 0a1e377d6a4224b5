"""Whether those who come were trained together, and told what they need."""

from collections.abc import Iterator
from datetime import datetime

from ddrflow.measures.measure import Seen
from ddrflow.measures.past import Past
from ddrflow.model.conference import Attendance, Conference
from ddrflow.model.events import ActionRecorded
from ddrflow.model.standing import Activity, ActivityKind, held_by_then, version_in_force

Seat = tuple[str, str, str]
"""Conference type, role and organisation for which somebody sits."""


def training_coverage(past: Past) -> Iterator[Seen]:
    """Of the persons who sat for an agency, conference by conference, how many had trained jointly.

    A joint training counts up to the day on which they sat. Where no activity was ever recorded
    above the cases, nothing is known.
    """
    for one in _sat(past):
        trainings = _trainings(past, one.at)
        if trainings is not None:
            yield Seen(int(_has_trained(one, trainings)), one.role)


def trained_on_procedure(past: Past) -> Iterator[Seen]:
    """Of the same persons, how many had trained on the operating procedure in force that day.

    Each procedure that had a version in force counts by itself. Where no procedure is in force,
    or no activity was ever recorded, nothing is known.
    """
    listed = past.standing.procedures if past.standing else None
    names = dict.fromkeys(one.procedure for one in listed or ())
    for one in _sat(past):
        trainings, day = _trainings(past, one.at), past.day(one.at)
        for name in names if trainings is not None else ():
            version = version_in_force(listed or (), name, day)
            on_it = [
                each
                for each in trainings or ()
                if (each.procedure, each.version) == (name, version)
            ]
            if version is not None:
                yield Seen(int(_has_trained(one, on_it)), name)


def substitutes_briefed(past: Past) -> Iterator[Seen]:
    """Of the persons of an agency who sat in another's place, how many had been told before.

    Somebody sits in another's place as a deputy, or where others sat for the organisation at the
    conference of this type before. Told is who was given a document since those sat, in person or
    with the organisation.
    """
    last: dict[Seat, tuple[datetime, frozenset[str]]] = {}
    for _, conference in past.sat():
        present: dict[Seat, list[Attendance]] = {}
        for one in _professionals(past, conference):
            seat = (conference.type, one.role, one.organisation)
            present.setdefault(seat, []).append(one)
            since, persons = last.get(seat, (None, frozenset()))
            if (one.deputy_for or since) and one.person not in persons:
                yield Seen(int(_was_told(past, one, since)), one.role)
        for seat, those in present.items():
            last[seat] = max(one.at for one in those), frozenset(one.person for one in those)


def packages_in_time(past: Past) -> Iterator[Seen]:
    """Of the agencies brought in for a need, how many were given a document by their first task.

    Each organisation that plays the role when the task is recorded counts by itself.
    """
    agencies, first = past.workflow.procedure.agencies, dict[str, datetime]()
    for entry, event in past.of(ActionRecorded):
        for role in (event.owner, *event.responsible):
            first.setdefault(past.role(role), entry.occurred_at)
    for role, at in first.items():
        if agencies[role].answers:
            for organisation in past.case.parties.organisations(role, at):
                yield Seen(int(_was_given(past, role, organisation, "", None, at)), role)


def _sat(past: Past) -> Iterator[Attendance]:
    for _, conference in past.sat():
        yield from _professionals(past, conference)


def _professionals(past: Past, conference: Conference) -> Iterator[Attendance]:
    """Everybody who sat for an agency, once, with when they came first."""
    agencies = past.workflow.procedure.agencies
    seen: set[str] = set()
    for one in sorted(conference.attendance, key=lambda each: each.at):
        if agencies[one.role].kind.is_professional and one.person not in seen:
            seen.add(one.person)
            yield one


def _trainings(past: Past, at: datetime) -> tuple[Activity, ...] | None:
    activities = past.standing.activities if past.standing else None
    if activities is None:
        return None
    return held_by_then(activities, ActivityKind.JOINT_TRAINING, past.day(at))


def _has_trained(one: Attendance, trainings: tuple[Activity, ...] | list[Activity]) -> bool:
    return any(one.person in each.persons for each in trainings)


def _was_told(past: Past, one: Attendance, since: datetime | None) -> bool:
    return _was_given(past, one.role, one.organisation, one.person, since, one.at)


def _was_given(
    past: Past, role: str, organisation: str, person: str, since: datetime | None, until: datetime
) -> bool:
    return any(
        one.reached(role, organisation, person)
        and one.filed_at <= until
        and (since is None or one.filed_at >= since)
        for one in past.case.care.documents
    )
