"""Periodic reviews: what a file declares, and where each review of a case stands."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ddrflow.dates import Period
from ddrflow.model.source import Source


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """One review of the file.

    `states` are the states in which it runs; the anchor is the day on which the case came
    into them, or on which it was opened where `anchored_at_opening`. Occurrence n is due on
    anchor + n * every, never from "now". It is held by a conference of the type `held_by`,
    or by the owner's word where that is empty.
    """

    name: str
    states: frozenset[str]
    every: Period
    owner: str
    held_by: str
    remind: Period | None
    grace: Period | None
    escalate_to: tuple[str, ...]
    source: Source
    anchored_at_opening: bool = False


class ReviewStatus(StrEnum):
    """The life of one occurrence; a missed one still has to be held."""

    SCHEDULED = "scheduled"
    DUE = "due"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Holding:
    """An occurrence that was held: in which conference, and where it stood before.

    `conference` is empty where the owner's word held it.
    """

    occurrence: int
    due_on: date
    status: ReviewStatus
    conference: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """The occurrence of a review that comes next, with its day in the workflow's zone.

    `anchor_on` tells one run of the review from another; `holdings` are the occurrences of
    this run that were held, should a conference not count after all.
    """

    name: str
    anchor_on: date
    occurrence: int
    due_on: date
    status: ReviewStatus = ReviewStatus.SCHEDULED
    holdings: tuple[Holding, ...] = ()
