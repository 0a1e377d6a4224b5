"""Where the procedure and the work did not agree: refusals, deviations, breaches."""

from collections.abc import Iterator

from ddrflow.measures.measure import Seen
from ddrflow.measures.past import Past


def refusals(past: Past) -> Iterator[Seen]:
    """How many commands on the case were refused, for whatever reason."""
    yield Seen(len(past.refusals))


def refusals_by_rule(past: Past) -> Iterator[Seen]:
    """How often each rule refused. One refusal counts for every rule that refused in it.

    Where no rule was asked it counts for its outcome, such as `wrong-state`.
    """
    yield Seen(0)
    for one in past.refusals:
        rules = [verdict.rule for verdict in one.decision.refusing]
        for name in rules or [one.decision.outcome.value]:
            yield Seen(1, name)


def deviations(past: Past) -> Iterator[Seen]:
    """How many deviations were approved."""
    yield Seen(0)
    for one in past.case.exceptions.deviations:
        yield Seen(1, one.rule)


def breaches_opened(past: Past) -> Iterator[Seen]:
    """How many breaches were opened."""
    yield Seen(0)
    for one in past.case.exceptions.breaches:
        yield Seen(1, one.rule)


def breaches_closed(past: Past) -> Iterator[Seen]:
    """How many of the breaches that were opened are closed."""
    for one in past.case.exceptions.breaches:
        yield Seen(int(not one.is_open), one.rule)


def days_to_mend(past: Past) -> Iterator[Seen]:
    """From the day a breach was opened to the day it was closed; open ones are not among them."""
    for one in past.case.exceptions.breaches:
        if one.closed_at is not None:
            yield Seen(past.days(one.opened_at, one.closed_at), one.rule)
