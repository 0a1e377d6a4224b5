"""Who may be invited, who may be in which stage, and whether a conference was held in time."""

from typing import Annotated, Final

from ddrflow.dates import Period, local_day
from ddrflow.model.conference import Conference, ConferenceType, Outcome
from ddrflow.model.plan import NeedStatus
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Field, Remedy
from ddrflow.rules.base import (
    NoParameters,
    Parameters,
    PeriodText,
    Refers,
    earliest,
    meaning,
    shown,
    undecided,
    unmet,
)

ENTER: Final = "enter "


class Held(Parameters):
    """Which type of conference must have been held, and how recently."""

    type: Annotated[
        str, Refers("conference"), meaning("The type of conference that must have been held")
    ]
    within: Annotated[PeriodText | None, meaning("How long ago at most; any time if left out")] = (
        None
    )


def _barred(question: Question) -> Answer | None:
    kind = question.about.type
    role = question.about.role
    if kind is None or role not in kind.barred:
        return None
    instead = question.procedure.conferences.get(kind.instead)
    remedies = (
        (
            Remedy(
                "convene-conference",
                (("type", instead.name),),
                ("conference", "planned_on"),
                by=instead.convened_by,
            ),
        )
        if instead
        else ()
    )
    return unmet(
        "conference.role-barred",
        shown("role", role),
        Field("type", kind.name, kind.information),
        remedies=remedies,
    )


def _may_be_invited(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    kind, role = question.about.type, question.about.role
    if kind is None:
        return undecided("attendance.no-conference")
    barred = _barred(question)
    if barred is not None:
        return barred
    if role in kind.quorum.core:
        return MET
    if kind.on_need and role not in kind.on_need:
        return unmet(
            "conference.role-not-listed",
            shown("role", role),
            Field("type", kind.name, kind.information),
        )
    need = question.case.care.need(question.about.need)
    if need is not None and need.status is NeedStatus.OPEN:
        return MET
    return unmet(
        "conference.no-need-named",
        shown("role", role),
        remedies=tuple(
            Remedy(
                question.about.subject,
                (
                    ("conference", question.about.conference.conference),
                    ("role", role),
                    ("organisation", question.about.organisation),
                    ("need", one.need),
                ),
                by=kind.convened_by,
            )
            for one in question.case.care.open_needs()
            if question.about.conference is not None
        )
        or (Remedy("identify-need", (), ("need", "kind", "owner"), by=kind.convened_by),),
    )


def _may_be_present(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    kind, role, conference = question.about.type, question.about.role, question.about.conference
    if kind is None or conference is None:
        return undecided("attendance.no-conference")
    barred = _barred(question)
    if barred is not None:
        return barred
    stage = kind.stage(question.about.stage)
    if stage is not None and role in stage.barred:
        return unmet(
            "conference.stage-barred",
            shown("role", role),
            Field("stage", stage.name, kind.information),
        )
    if kind.seats(role) or conference.is_invited(role, question.about.organisation):
        return MET
    return unmet(
        "conference.not-invited",
        shown("role", role),
        Field("conference", conference.conference, kind.information),
        remedies=(
            Remedy(
                "invite-to-conference",
                (
                    ("conference", conference.conference),
                    ("role", role),
                    ("organisation", question.about.organisation),
                ),
                ("need",),
                by=kind.convened_by,
            ),
        ),
    )


def _held(question: Question, parameters: Held) -> Answer:
    kind = question.procedure.conferences[parameters.type]
    closed = [
        one
        for one in question.case.conferences.values()
        if one.type == kind.name and one.closed_at is not None and one.closed_at <= question.at
    ]
    held = [one for one in closed if one.outcome is Outcome.HELD]
    if any(_is_recent(question, one, parameters.within) for one in held):
        return MET
    fields = (Field("type", kind.name, kind.information),)
    remedies = _going_on(question, kind) or (
        Remedy(
            "convene-conference",
            (("type", kind.name),),
            ("conference", "planned_on"),
            by=kind.convened_by,
        ),
    )
    if any(one.is_core_unclear() for one in closed):
        return undecided("conference.attendance-unclear", *fields, remedies=remedies)
    if held:
        within = shown("within", parameters.within)
        return unmet("conference.held-too-long-ago", *fields, within, remedies=remedies)
    if any(one.outcome is Outcome.BROKEN_OFF for one in closed):
        return unmet("conference.broken-off", *fields, remedies=remedies)
    message = "conference.only-inquorate" if closed else "conference.none-held"
    return unmet(message, *fields, remedies=remedies)


def _going_on(question: Question, kind: ConferenceType) -> tuple[Remedy, ...]:
    """How a conference of the type that is under way goes on; none when none is."""
    running = [
        one
        for one in question.case.conferences.values()
        if one.type == kind.name and one.is_under_way
    ]
    return tuple(
        Remedy(
            "enter-stage" if trigger.startswith(ENTER) else trigger,
            (
                ("conference", one.conference),
                *([("stage", trigger.removeprefix(ENTER))] if trigger.startswith(ENTER) else []),
            ),
            by=kind.convened_by,
        )
        for one in running
        for stage, trigger in kind.graph
        if stage == one.stage and trigger not in ("stop", "cancel-conference")
    )


def _is_recent(question: Question, conference: Conference, within: Period | None) -> bool:
    if within is None or conference.closed_at is None:
        return True
    held_on = local_day(conference.closed_at, question.procedure.zone)
    return held_on >= earliest(question, within)


MAY_BE_INVITED = Rule(
    "conference.may-be-invited",
    "May this role be invited to this type of conference, and is there a need for it?",
    _may_be_invited,
    NoParameters,
    frozenset({"case.care", "procedure.conferences", "about"}),
    Source("ran", "R23, R30, R64"),
    is_liftable=False,
    of_conference=True,
)
MAY_BE_PRESENT = Rule(
    "conference.may-be-present",
    "May this role be in this stage, and was its organisation invited?",
    _may_be_present,
    NoParameters,
    frozenset({"procedure.conferences", "about"}),
    Source("ran", "R30, R36"),
    is_liftable=False,
    of_conference=True,
)
HELD = Rule(
    "conference.held",
    "Was a conference of this type held, with its core, recently enough?",
    _held,
    Held,
    frozenset(
        {
            "case.conferences",
            "procedure.calendar",
            "procedure.conferences",
            "procedure.zone",
            "at",
        }
    ),
    Source("ran", "R1"),
)
