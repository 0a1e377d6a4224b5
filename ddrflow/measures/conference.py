"""Who came to the conferences, who came again, and what was written down.

A conference is looked at once its sitting is closed; one that was cancelled or stopped, or is
still under way, is not.
"""

from collections.abc import Iterator

from ddrflow.measures.measure import Seen
from ddrflow.measures.past import Past
from ddrflow.model.agency import AgencyKind
from ddrflow.model.conference import Conference, Outcome


def attendance(past: Past) -> Iterator[Seen]:
    """Of the roles that were core or invited, conference by conference, how many came.

    Somebody of the role was in some stage of the sitting, in person, remotely or as a deputy.
    """
    for _, one in past.sat():
        came = _came(one)
        for role in _expected(one):
            yield Seen(int(role in came), role)


def quorum(past: Past) -> Iterator[Seen]:
    """Of the conferences, how many had their core and their minimum of persons."""
    for _, one in past.sat():
        yield Seen(int(one.is_quorate()), one.type)


def written_when_absent(past: Past) -> Iterator[Seen]:
    """Of the roles that were core or invited and did not come, how many contributed in writing."""
    for _, one in past.sat():
        came = _came(one)
        for role in _expected(one):
            if role not in came:
                yield Seen(int(role in one.contributions), role)


def same_person(past: Past) -> Iterator[Seen]:
    """Of the times that a professional role came again, how often with a person of the last time.

    The last time is the last conference before it, of any type, to which the role came.
    """
    agencies = past.workflow.procedure.agencies
    last: dict[str, frozenset[str]] = {}
    for _, one in past.sat():
        for role, persons in _came(one).items():
            if not agencies[role].kind.is_professional:
                continue
            if role in last:
                yield Seen(int(bool(persons & last[role])), role)
            last[role] = persons


def to_first_conference(past: Past) -> Iterator[Seen]:
    """From the opening of the case to the end of the first sitting that counts as held."""
    held = [at for at, one in past.sat() if one.outcome is Outcome.HELD]
    if held:
        yield Seen(past.days(past.case.opened_at, held[0]))


def client_came(past: Past) -> Iterator[Seen]:
    """Of the conferences of a type that does not bar the client, to how many the client came."""
    return _participation(past, AgencyKind.CLIENT)


def network_came(past: Past) -> Iterator[Seen]:
    """Of the conferences that do not bar family and friends, to how many one of them came."""
    return _participation(past, AgencyKind.SOCIAL_NETWORK)


def actions_on_time(past: Past) -> Iterator[Seen]:
    """Of the tasks whose day is over or that are done, how many were done by their day.

    Each counts for the role that is accountable for it.
    """
    today = past.day(past.now)
    for conference in past.case.conferences.values():
        for one in conference.actions:
            if one.done_at is not None:
                yield Seen(int(past.day(one.done_at) <= one.due_on), one.owner)
            elif one.due_on < today:
                yield Seen(0, one.owner)


def minutes_filed(past: Past) -> Iterator[Seen]:
    """Of the conferences that count as held, how many have minutes."""
    for _, one in past.sat():
        if one.outcome is Outcome.HELD:
            yield Seen(int(bool(one.minutes)), one.type)


def _participation(past: Past, kind: AgencyKind) -> Iterator[Seen]:
    procedure = past.workflow.procedure
    roles = {one.role for one in procedure.agencies.values() if one.kind is kind}
    for _, one in past.sat():
        if roles - procedure.conferences[one.type].barred:
            yield Seen(int(bool(roles & _came(one).keys())), one.type)


def _expected(one: Conference) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one.quorum.core, *(each.role for each in one.invitations))))


def _came(one: Conference) -> dict[str, frozenset[str]]:
    """Who was there, role by role."""
    roles = dict.fromkeys(each.role for each in one.attendance)
    return {
        role: frozenset(each.person for each in one.attendance if each.role == role)
        for role in roles
    }
