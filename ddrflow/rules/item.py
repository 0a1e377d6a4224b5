"""Who decides about an item of information, and on which side of the wall it is tabled."""

from ddrflow.model.item import Item
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Field, Remedy
from ddrflow.rules.base import NoParameters, by_owner, internal, shown, undecided, unmet


def _owner(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    item, actor = question.about.item, question.actor
    if item is None:
        return undecided("item.none-named")
    if (actor.role, actor.organisation) == (item.role, item.organisation):
        return MET
    return unmet(
        "item.not-owner",
        shown("role", actor.role),
        internal("asking", actor.organisation),
        internal("owner", item.role),
        internal("organisation", item.organisation),
        Field("item", item.item, item.information),
        remedies=by_owner(question, item, Remedy(question.about.subject, by=(item.role,))),
    )


def _inside(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    item, kind = question.about.item, question.about.type
    if item is None or kind is None or not kind.information.is_wider_than(item.information):
        return MET
    return unmet(
        "item.outside-the-wall",
        shown("information", item.information),
        Field("type", kind.name, kind.information),
        shown("class", kind.information),
        remedies=(
            Remedy("record-item", _filled(item), by=(item.role,)),
            *_tabled(question, item),
        ),
    )


def _tabled(question: Question, item: Item) -> tuple[Remedy, ...]:
    """The conferences under way in which it may be tabled; else those that may be convened."""
    kinds = question.procedure.conferences
    fitting = [one for one in kinds.values() if not one.information.is_wider_than(item.information)]
    running = tuple(
        Remedy("record-item", (*_filled(item), ("conference", one.conference)), by=(item.role,))
        for one in question.case.conferences.values()
        if one.is_under_way and kinds[one.type] in fitting and kinds[one.type].seats(item.role)
    )
    return running or tuple(
        Remedy(
            "convene-conference",
            (("type", one.name),),
            ("conference", "planned_on"),
            by=one.convened_by,
        )
        for one in fitting
        if one.seats(item.role)
    )


def _filled(item: Item) -> tuple[tuple[str, str], ...]:
    handling = (("handling", item.handling),) if item.handling else ()
    return (
        ("item", item.item),
        ("kind", item.kind.value),
        ("information", item.information.value),
        *handling,
    )


OWNER_ACTS = Rule(
    "item.owner-acts",
    "Does the actor's organisation own the item, in this role?",
    _owner,
    NoParameters,
    frozenset({"case.parties", "case.lead", "procedure.agencies", "actor", "about", "at"}),
    Source("ran", "R74"),
    entitles=True,
    is_liftable=False,
)
INSIDE_THE_WALL = Rule(
    "item.tabled-inside-the-wall",
    "Is the item's class one that this type of conference may hear?",
    _inside,
    NoParameters,
    frozenset({"case.conferences", "procedure.conferences", "about"}),
    Source("ran", "R29, R31"),
    is_liftable=False,
)
