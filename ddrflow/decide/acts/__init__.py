"""One module a subject: what each command amounts to before its rules are asked."""

from ddrflow.decide.acts import (
    access,
    care,
    conference,
    consent,
    effort,
    exceptions,
    information,
    interest,
    lead,
    minutes,
    parties,
    reference,
    requests,
    review,
)

__all__ = [
    "access",
    "care",
    "conference",
    "consent",
    "effort",
    "exceptions",
    "information",
    "interest",
    "lead",
    "minutes",
    "parties",
    "reference",
    "requests",
    "review",
]
