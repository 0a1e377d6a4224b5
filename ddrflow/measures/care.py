"""What became of needs, and of consent."""

from collections.abc import Iterator
from datetime import datetime

from ddrflow.measures.measure import Seen
from ddrflow.measures.past import Past
from ddrflow.model.events import AttendanceRecorded, InvitedToConference
from ddrflow.model.plan import Need, NeedStatus


def to_involvement(past: Past) -> Iterator[Seen]:
    """From the day a need was identified to the day its role was first invited or attended.

    Its roles are those that the file lets answer that kind of need, or else the need's owner;
    an invitation that names the need counts for any role. What came before the need does not
    count, and a need whose role was not brought in yet is not among them.
    """
    for need in past.case.care.needs:
        at = _brought_in_at(past, need)
        if at is not None:
            yield Seen(past.days(need.identified_at, at), need.kind)


def brought_in(past: Past) -> Iterator[Seen]:
    """Of the needs that were identified, for how many a role was invited or attended since."""
    for need in past.case.care.needs:
        yield Seen(int(_brought_in_at(past, need) is not None), need.kind)


def answered(past: Past) -> Iterator[Seen]:
    """Of the needs that were identified, how many are answered."""
    return _with_status(past, NeedStatus.ANSWERED)


def declined(past: Past) -> Iterator[Seen]:
    """Of the needs that were identified, with how many the client declined help."""
    return _with_status(past, NeedStatus.DECLINED)


def still_open(past: Past) -> Iterator[Seen]:
    """Of the needs that were identified, how many are neither answered nor declined."""
    return _with_status(past, NeedStatus.OPEN)


def days_open(past: Past) -> Iterator[Seen]:
    """From the day a need was identified to the day it was settled, the case ended, or today."""
    for need in past.case.care.needs:
        yield Seen(past.days(need.identified_at, need.settled_at or past.ends_at), need.kind)


def withdrawals(past: Past) -> Iterator[Seen]:
    """Of the consents that were given, how many were withdrawn. A withdrawal is nobody's fault."""
    for answers in past.case.consents.values():
        for one in answers:
            if one.is_given:
                yield Seen(int(one.withdrawn_at is not None), one.scope)


def _with_status(past: Past, status: NeedStatus) -> Iterator[Seen]:
    for need in past.case.care.needs:
        yield Seen(int(need.status is status), need.kind)


def _brought_in_at(past: Past, need: Need) -> datetime | None:
    """When a role of the need was first invited or attended, since the need is known."""
    since = (at for at in _involved(past, need) if at >= need.identified_at)
    return min(since, default=None)


def _involved(past: Past, need: Need) -> Iterator[datetime]:
    """When roles of the need were invited or attended."""
    agencies = past.workflow.procedure.agencies.values()
    roles = {one.role for one in agencies if need.kind in one.answers} or {need.owner}
    for entry, invited in past.of(InvitedToConference):
        if invited.need == need.need or invited.role in roles:
            yield entry.occurred_at
    for entry, attended in past.of(AttendanceRecorded):
        if attended.role in roles:
            yield entry.occurred_at
