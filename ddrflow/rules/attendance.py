"""Whether the people without whom a conference does not count were there."""

from ddrflow.model.conference import Conference, ConferenceType
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Field, Remedy
from ddrflow.rules.base import NoParameters, undecided, unmet, words


def _core(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    conference, kind = question.about.conference, question.about.type
    if conference is None or kind is None:
        return undecided("attendance.no-conference")
    missing = conference.missing_core()
    if not missing:
        return MET
    remedies = tuple(
        Remedy(
            "record-attendance",
            (
                ("conference", conference.conference),
                ("role", role),
                *_stage(conference, kind, role),
            ),
            ("person", "organisation", "presence"),
            by=kind.convened_by,
        )
        for role in missing
    )
    fields = (
        Field("conference", conference.conference, kind.information),
        Field("missing", words(missing), kind.information),
    )
    if conference.is_core_unclear():
        return undecided("attendance.presence-not-recorded", *fields, remedies=remedies)
    return unmet("attendance.core-missing", *fields, remedies=remedies)


def _stage(conference: Conference, kind: ConferenceType, role: str) -> tuple[tuple[str, str], ...]:
    """The stage to name where the present one keeps the role out, or is past the sitting."""
    names = [
        one.name
        for one in kind.stages
        if one.name in conference.stages_entered
        and one.name in conference.sitting
        and role not in one.barred
    ]
    return () if conference.stage in names or not names else (("stage", names[-1]),)


def _minimum(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    conference, kind = question.about.conference, question.about.type
    if conference is None or kind is None:
        return undecided("attendance.no-conference")
    if conference.people() >= conference.quorum.minimum:
        return MET
    remedy = Remedy(
        "record-attendance",
        (("conference", conference.conference),),
        ("person", "role", "organisation", "presence"),
        by=kind.convened_by,
    )
    return unmet(
        "attendance.too-few",
        Field("conference", conference.conference, kind.information),
        Field("present", str(conference.people()), kind.information),
        Field("minimum", str(conference.quorum.minimum), kind.information),
        remedies=(remedy,),
    )


CORE = Rule(
    "attendance.core",
    "Did somebody who counts attend for every core role?",
    _core,
    NoParameters,
    frozenset({"about"}),
    Source("ran", "R22"),
    of_conference=True,
)
MINIMUM = Rule(
    "attendance.minimum",
    "Did the minimum number of persons attend?",
    _minimum,
    NoParameters,
    frozenset({"about"}),
    Source("ran", "R22"),
    of_conference=True,
)
