"""How long those who are asked for information take to answer, and how often they refuse."""

from collections.abc import Iterator

from ddrflow.measures.measure import Seen
from ddrflow.measures.past import Past
from ddrflow.model.request import RequestAnswer


def to_answer(past: Past) -> Iterator[Seen]:
    """From the day a request for information was made to the day it was answered.

    Given and refused count alike; a request without an answer is not among them.
    """
    for one in past.case.information.requests:
        if one.answered_at is not None:
            yield Seen(past.days(one.requested_at, one.answered_at), one.role)


def answered(past: Past) -> Iterator[Seen]:
    """Of the requests for information that were made, how many have an answer, whichever."""
    for one in past.case.information.requests:
        yield Seen(int(one.answer is not None), one.role)


def refused(past: Past) -> Iterator[Seen]:
    """Of the requests for information that were answered, how many were refused."""
    for one in past.case.information.requests:
        if one.answer is not None:
            yield Seen(int(one.answer is RequestAnswer.REFUSED), one.role)
