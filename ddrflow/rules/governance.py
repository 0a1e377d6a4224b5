"""Whether what stands above the cases is there: an operating procedure, and a board that meets."""

from typing import Annotated

from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.standing import Board, version_in_force
from ddrflow.model.verdict import MET, Answer, Remedy
from ddrflow.rules.base import (
    Parameters,
    PeriodText,
    Refers,
    bind_one,
    earliest,
    internal,
    meaning,
    shown,
    today,
    undecided,
    unmet,
    words,
)


class ProcedureNeeded(Parameters):
    """Which standard operating procedure, by its id above the cases."""

    procedure: Annotated[str, meaning("The procedure, by its id above the cases")]


class BoardNeeded(Parameters):
    """Whose board it is, and how long ago it met at most."""

    role: Annotated[
        str, Refers("agency"), meaning("The role whose organisations must be on a board")
    ]
    within: Annotated[
        PeriodText | None, meaning("How long ago the board met at most; any time if left out")
    ] = None


def _adopted(question: Question, parameters: ProcedureNeeded) -> Answer:
    name, standing = parameters.procedure, question.standing
    lead = question.case.lead.current.role
    adopt = Remedy("adopt-procedure", (("procedure", name),), ("version", "starts_on"), (lead,))
    if standing is None or standing.procedures is None:
        return undecided("procedure.not-known", shown("procedure", name), remedies=(adopt,))
    if version_in_force(standing.procedures, name, today(question)) is None:
        return unmet("procedure.none-in-force", shown("procedure", name), remedies=(adopt,))
    return MET


def _met(question: Question, parameters: BoardNeeded) -> Answer:
    role, standing = parameters.role, question.standing
    playing = question.case.parties.organisations(role, question.at)
    if not playing:
        remedies = (bind_one(question, role),)
        return unmet("person.role-not-bound", shown("role", role), remedies=remedies)
    if standing is None or standing.boards is None:
        remedies = (_set_up(question, role, playing),)
        return undecided("board.not-known", shown("role", role), remedies=remedies)
    day = today(question)
    boards = tuple(one for one in standing.boards if one.holds(day))
    left = tuple(one for one in playing if not _boards_of(one, boards))
    if left:
        remedies = (_set_up(question, role, left),)
        fields = (shown("role", role), internal("organisations", words(left)))
        return unmet("board.none", *fields, remedies=remedies)
    return _meetings(question, parameters, playing, boards)


def _meetings(
    question: Question, parameters: BoardNeeded, playing: tuple[str, ...], boards: tuple[Board, ...]
) -> Answer:
    if parameters.within is None:
        return MET
    standing, day = question.standing, today(question)
    first = earliest(question, parameters.within)
    meetings = standing.meetings or () if standing else ()
    met = {one.board for one in meetings if first <= one.held_on <= day}
    left = tuple(
        one for one in playing if not any(each.board in met for each in _boards_of(one, boards))
    )
    if not left:
        return MET
    fields = (
        shown("role", parameters.role),
        internal("organisations", words(left)),
        shown("within", parameters.within),
    )
    waiting = dict.fromkeys(each.board for one in left for each in _boards_of(one, boards))
    remedies = tuple(_meet(question, parameters.role, one) for one in waiting)
    return unmet("board.not-met", *fields, remedies=remedies)


def _boards_of(organisation: str, boards: tuple[Board, ...]) -> tuple[Board, ...]:
    return tuple(one for one in boards if organisation in one.organisations)


def _by(question: Question, role: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((role, question.case.lead.current.role)))


def _set_up(question: Question, role: str, organisations: tuple[str, ...]) -> Remedy:
    """One board for all of them; nobody sits on a board alone."""
    lead = question.case.lead.current.organisation
    sitting = tuple(dict.fromkeys((*organisations, lead)))
    by, open_too = _by(question, role), ("board", "starts_on")
    if len(sitting) == 1:
        return Remedy("set-up-board", (), (*open_too, "organisations"), by)
    return Remedy("set-up-board", (("organisations", words(sitting)),), open_too, by)


def _meet(question: Question, role: str, board: str) -> Remedy:
    open_too = ("meeting", "held_on", "organisations")
    return Remedy("hold-board-meeting", (("board", board),), open_too, _by(question, role))


ADOPTED = Rule(
    "procedure.adopted",
    "Is a version of the standard operating procedure in force?",
    _adopted,
    ProcedureNeeded,
    frozenset({"case.lead", "standing.procedures", "procedure.zone", "at"}),
    Source("ran", "R69"),
)
BOARD = Rule(
    "board.met",
    "Is every organisation in the role on a board that met recently enough?",
    _met,
    BoardNeeded,
    frozenset(
        {
            "case.parties",
            "case.lead",
            "standing.boards",
            "standing.meetings",
            "procedure.calendar",
            "procedure.zone",
            "at",
        }
    ),
    Source("ran", "R20"),
)
