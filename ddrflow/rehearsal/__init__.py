"""Rehearsal: a synthetic case played from the seats of its agencies, under a clock that obeys.

It is the engine as it runs live, on a store in memory: nothing that is played is ever kept
(paper R81).
"""

from ddrflow.rehearsal.debrief import Chance, Debrief, Lesson, debrief
from ddrflow.rehearsal.opening import fresh, out_of_story
from ddrflow.rehearsal.possible import Possible, possible
from ddrflow.rehearsal.session import Moment, Rehearsal

__all__ = [
    "Chance",
    "Debrief",
    "Lesson",
    "Moment",
    "Possible",
    "Rehearsal",
    "debrief",
    "fresh",
    "out_of_story",
    "possible",
]
