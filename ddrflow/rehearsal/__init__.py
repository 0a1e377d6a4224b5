"""Rehearsals: a synthetic case played from the seats of the agencies, on the real engine.

Nothing here knows a terminal or a database: lines come in as text, answers go out as data, and
the engine is on a store in memory. Who prints it is `ddrflow.cli`.
"""

from ddrflow.rehearsal.beginning import Beginning, afresh, from_story
from ddrflow.rehearsal.debriefing import Debrief, debrief
from ddrflow.rehearsal.document import debrief_document
from ddrflow.rehearsal.options import Option, options
from ddrflow.rehearsal.seats import Seat
from ddrflow.rehearsal.session import Move, Rehearsal
from ddrflow.rehearsal.words import ALIASES, VERBS, BadLine, Line, read_line

__all__ = [
    "ALIASES",
    "VERBS",
    "BadLine",
    "Beginning",
    "Debrief",
    "Line",
    "Move",
    "Option",
    "Rehearsal",
    "Seat",
    "afresh",
    "debrief",
    "debrief_document",
    "from_story",
    "options",
    "read_line",
]
