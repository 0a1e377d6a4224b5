"""Whether people who sit in a live conference have trained together before."""

from typing import Annotated

from ddrflow.model.conference import Attendance, ConferenceType
from ddrflow.model.information import InformationClass
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.standing import Activity, ActivityKind, held_by_then, version_in_force
from ddrflow.model.verdict import MET, Answer, Field, Remedy
from ddrflow.rules.base import (
    Parameters,
    PeriodText,
    earliest,
    meaning,
    today,
    undecided,
    unmet,
    words,
)


class TrainingNeeded(Parameters):
    """How old a training may be, and on which operating procedure, in the version in force."""

    within: Annotated[
        PeriodText | None, meaning("How old the training may be; of any age if left out")
    ] = None
    procedure: Annotated[
        str,
        meaning("The operating procedure it must be on, in the version in force; any if left out"),
    ] = ""


def _joint(question: Question, parameters: TrainingNeeded) -> Answer:
    conference, kind = question.about.conference, question.about.type
    if conference is None or kind is None:
        return undecided("attendance.no-conference")
    people = _people(question, conference.attendance)
    procedure = parameters.procedure
    version = _version(question, procedure)
    if not people:
        return MET
    if procedure and not version:
        filled, open_too = (("procedure", procedure),), ("version", "starts_on")
        adopt = Remedy("adopt-procedure", filled, open_too, kind.convened_by)
        named = Field("procedure", procedure)
        return undecided("training.procedure-not-known", named, remedies=(adopt,))
    activities = question.standing.activities if question.standing else None
    if activities is None:
        remedies = (_train(kind, people, procedure, version),)
        return undecided("training.not-known", _who(kind, people), remedies=remedies)
    return _trained(question, parameters, kind, people, activities)


def _trained(
    question: Question,
    parameters: TrainingNeeded,
    kind: ConferenceType,
    people: tuple[str, ...],
    activities: tuple[Activity, ...],
) -> Answer:
    day, version = today(question), _version(question, parameters.procedure)
    held = held_by_then(activities, ActivityKind.JOINT_TRAINING, day)
    counted = tuple(one for one in held if _counts(question, parameters, version, one))
    without = _without(people, counted)
    if not without:
        return MET
    remedies = (_train(kind, without, parameters.procedure, version),)
    never = _without(without, held)
    if never:
        return unmet("training.none", _who(kind, never), remedies=remedies)
    return unmet("training.does-not-count", _who(kind, without), remedies=remedies)


def _people(question: Question, attendance: tuple[Attendance, ...]) -> tuple[str, ...]:
    """Who has to be trained: whoever the question is about, or all who sat there so far.

    The client and the client's own people train for nothing.
    """
    about, agencies = question.about, question.procedure.agencies
    sat = [(about.person, about.role)] if about.person else [(a.person, a.role) for a in attendance]
    return tuple(
        dict.fromkeys(person for person, role in sat if agencies[role].kind.is_professional)
    )


def _version(question: Question, procedure: str) -> str:
    """The version to be trained on; empty where none is asked for or known."""
    if not procedure or question.standing is None:
        return ""
    listed = question.standing.procedures or ()
    return version_in_force(listed, procedure, today(question)) or ""


def _counts(question: Question, parameters: TrainingNeeded, version: str, one: Activity) -> bool:
    if parameters.within and one.held_on < earliest(question, parameters.within):
        return False
    return not version or (one.procedure, one.version) == (parameters.procedure, version)


def _without(people: tuple[str, ...], trainings: tuple[Activity, ...]) -> tuple[str, ...]:
    trained = {person for one in trainings for person in one.persons}
    return tuple(one for one in people if one not in trained)


def _who(kind: ConferenceType, people: tuple[str, ...]) -> Field:
    """Names are for the agencies; who sits in a confidential conference, for those who may."""
    secret = kind.information is InformationClass.CONFIDENTIAL
    shown_to = InformationClass.CONFIDENTIAL if secret else InformationClass.INTERNAL
    return Field("persons", words(people), shown_to)


def _train(kind: ConferenceType, people: tuple[str, ...], procedure: str, version: str) -> Remedy:
    on = (("procedure", procedure), ("version", version)) if version else ()
    filled = (("kind", ActivityKind.JOINT_TRAINING.value), ("persons", words(people)), *on)
    open_too = ("activity", "held_on", "organisations")
    return Remedy("hold-activity", filled, open_too, kind.convened_by)


JOINT = Rule(
    "training.joint",
    "Has everybody who sits in the conference for an agency trained with the others before?",
    _joint,
    TrainingNeeded,
    frozenset(
        {
            "standing.activities",
            "standing.procedures",
            "procedure.agencies",
            "procedure.calendar",
            "procedure.zone",
            "about",
            "at",
        }
    ),
    Source("ran", "R94"),
    of_conference=True,
)
