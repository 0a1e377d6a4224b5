"""One module a subject: what each command amounts to before its rules are asked."""

from ddrflow.decide.acts import (
    care,
    conference,
    consent,
    exceptions,
    information,
    lead,
    minutes,
    parties,
    review,
)

__all__ = [
    "care",
    "conference",
    "consent",
    "exceptions",
    "information",
    "lead",
    "minutes",
    "parties",
    "review",
]
