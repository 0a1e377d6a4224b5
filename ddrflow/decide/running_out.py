"""What the lead of a case rests on above the cases and will not have for ever."""

from collections.abc import Iterator
from datetime import date, timedelta

from ddrflow.decide.due import Due
from ddrflow.model.information import InformationClass
from ddrflow.model.lead import LeadTerm
from ddrflow.model.standing import Agreement, Standing, granted_until
from ddrflow.model.verdict import Field, Reason


def running_out(standing: Standing | None, lead: LeadTerm, today: date) -> Iterator[Due]:
    """Agreements of the lead that end or are to be looked at again, and means that end.

    An agreement of which another version goes on does not end, nor do means that others follow
    without a gap.
    """
    if standing is None:
        return
    for name, means in dict.fromkeys(
        (one.organisation, one.means) for one in standing.grants or ()
    ):
        until = granted_until(standing.grants or (), name, means, today)
        if name == lead.organisation and until not in (None, date.max):
            fields = (_internal("organisation", name), _internal("means", means))
            yield Due(until, Reason("due.means", fields), (lead.role,))
    own = [one for one in standing.agreements or () if lead.organisation in one.organisations]
    for one in (each for each in own if each.holds(today)):
        named = (_internal("agreement", one.agreement), _internal("version", one.version))
        if one.ends_on is not None and not _goes_on(own, one, one.ends_on + timedelta(days=1)):
            yield Due(one.ends_on, Reason("due.agreement-ends", named), (lead.role,))
        if one.review_on is not None and not _is_replaced(own, one, today):
            yield Due(one.review_on, Reason("due.agreement-review", named), (lead.role,))


def _goes_on(agreements: list[Agreement], agreement: Agreement, day: date) -> bool:
    """Some version of it is in force on the day."""
    return any(one.agreement == agreement.agreement and one.holds(day) for one in agreements)


def _is_replaced(agreements: list[Agreement], agreement: Agreement, day: date) -> bool:
    """A version that began later is in force as well."""
    return any(
        one.agreement == agreement.agreement
        and one.holds(day)
        and one.starts_on > agreement.starts_on
        for one in agreements
    )


def _internal(name: str, value: str) -> Field:
    return Field(name, value, InformationClass.INTERNAL)
