"""The pure core: no clock, no file, no database; live, simulated and proved cases go through it.

`decide` answers a command, `lapse` tells what time alone makes happen, `why_not` and
`waiting` explain why a case does not move. Everything here is a function of its arguments.
"""

from ddrflow.decide.above import check_above, told_above
from ddrflow.decide.act import name_of as command_name
from ddrflow.decide.agenda import Agenda, agenda
from ddrflow.decide.appointments import Appointment, AppointmentKind
from ddrflow.decide.arguments import candidates
from ddrflow.decide.audience import classes_seen, known_to, redacted, told
from ddrflow.decide.core import decide
from ddrflow.decide.deadline import answer_by
from ddrflow.decide.due import Due
from ddrflow.decide.explain import DateStep, explain_date
from ddrflow.decide.fitting import Move, in_the_way, unknown_there
from ddrflow.decide.foretold import foretold
from ddrflow.decide.lapse import lapse
from ddrflow.decide.letters import Letter
from ddrflow.decide.migrating import as_under, migrate
from ddrflow.decide.numbering import entries_for, version_for
from ddrflow.decide.overstaying import last_day
from ddrflow.decide.post import CHANGES_A_CALENDAR, TOLD_OF, Post, calendar_of, post
from ddrflow.decide.show import Section, show
from ddrflow.decide.timeline import Line, plain, timeline
from ddrflow.decide.timers import derivation_of, is_as_before, timers
from ddrflow.decide.wait import Wait
from ddrflow.decide.why import Obstacles, waiting, why_not
from ddrflow.decide.written import GoesTo, Passage, Words, Written, written

__all__ = [
    "CHANGES_A_CALENDAR",
    "TOLD_OF",
    "Agenda",
    "Appointment",
    "AppointmentKind",
    "DateStep",
    "Due",
    "GoesTo",
    "Letter",
    "Line",
    "Move",
    "Obstacles",
    "Passage",
    "Post",
    "Section",
    "Wait",
    "Words",
    "Written",
    "agenda",
    "answer_by",
    "as_under",
    "calendar_of",
    "candidates",
    "check_above",
    "classes_seen",
    "command_name",
    "decide",
    "derivation_of",
    "entries_for",
    "explain_date",
    "foretold",
    "in_the_way",
    "is_as_before",
    "known_to",
    "lapse",
    "last_day",
    "migrate",
    "plain",
    "post",
    "redacted",
    "show",
    "timeline",
    "timers",
    "told",
    "told_above",
    "unknown_there",
    "version_for",
    "waiting",
    "why_not",
    "written",
]
