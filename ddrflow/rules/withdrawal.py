"""Whether those who have an item heard that its owner took it back, and who tells them."""

from collections.abc import Iterator

from ddrflow.model.agency import Viewer
from ddrflow.model.information import InformationClass
from ddrflow.model.item import Item
from ddrflow.model.question import Question
from ddrflow.model.recipients import Recipient, recipients
from ddrflow.model.rule import Rule
from ddrflow.model.sight import OPEN, Seen, classes_of, sees_item
from ddrflow.model.source import LOCAL_CHOICE, Source
from ddrflow.model.verdict import MET, Answer, Field, Remedy
from ddrflow.rules.base import NoParameters, internal, shown, undecided, unmet, words


def _teller(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    item, about, actor = question.about.item, question.about, question.actor
    if item is None:
        return undecided("item.none-named")
    told = (about.role, about.organisation)
    found = recipients(question.procedure, question.case, item)
    recipient = next((one for one in found if (one.role, one.organisation) == told), None)
    if (actor.role, actor.organisation) in _tellers(item, recipient):
        return MET
    return unmet(
        "item.not-its-teller",
        shown("role", actor.role),
        internal("asking", actor.organisation),
        internal("owner", item.role),
        internal("organisation", item.organisation),
        Field("item", item.item, item.information),
        remedies=_telling(question, item, about.role, about.organisation, recipient),
    )


def _recipients_told(question: Question, parameters: NoParameters) -> Answer:
    """Asked of what the actor may know: whom it may not know of, the answer does not tell of."""
    del parameters
    untold = tuple(_untold(question, _seen(question)))
    if not untold:
        return MET
    is_open = all(item.class_at(question.at) is InformationClass.OPEN for item, _ in untold)
    values = tuple(f"{item.item} to {one.role}" for item, one in untold)
    shown_to = InformationClass.OPEN if is_open else InformationClass.INTERNAL
    return unmet(
        "item.recipients-not-told",
        Field("untold", words(values), shown_to),
        remedies=tuple(
            dict.fromkeys(
                remedy
                for item, one in untold
                for remedy in _telling(question, item, one.role, one.organisation, one)
            )
        ),
    )


def _seen(question: Question) -> Seen:
    actor = question.actor
    if not question.case.parties.is_bound(actor.role, actor.organisation, question.at):
        return OPEN
    return classes_of(question.procedure, actor.role)


def _untold(question: Question, seen: Seen) -> Iterator[tuple[Item, Recipient]]:
    """Each withdrawn item that the actor may know of, with each who has not heard of it."""
    information, at, procedure = question.case.information, question.at, question.procedure
    actor = Viewer.of(question.actor)
    for item in information.items:
        if item.withdrawn_at is None or item.withdrawn_at > at:
            continue
        if not sees_item(procedure, information, item, actor, seen, at):
            continue
        for one in recipients(procedure, question.case, item):
            heard = information.heard_at(item.item, one.role, one.organisation)
            is_told = heard is not None and heard <= at
            if one.since <= at and one.shown_to in seen and not is_told:
                yield item, one


def _tellers(item: Item, recipient: Recipient | None) -> tuple[tuple[str, str], ...]:
    """The item's owner, and who passed it on to this recipient."""
    by = recipient.by if recipient else ()
    return tuple(dict.fromkeys(((item.role, item.organisation), *by)))


def _telling(
    question: Question, item: Item, role: str, organisation: str, recipient: Recipient | None
) -> tuple[Remedy, ...]:
    """Whoever may tell tells; where all of them have left, the owner is let in again."""
    case = question.case
    playing = tuple(
        dict.fromkeys(
            role
            for role, one in _tellers(item, recipient)
            if case.parties.is_bound(role, one, question.at)
        )
    )
    if not playing:
        owner = (("role", item.role), ("organisation", item.organisation))
        return (Remedy("bind-role", owner, by=(case.lead.current.role,)),)
    filled = (("item", item.item), ("role", role), ("organisation", organisation))
    return (Remedy("tell-withdrawn", filled, by=playing),)


_READS = frozenset(
    {
        "case.information",
        "case.care",
        "case.conferences",
        "case.parties",
        "case.lead",
        "procedure.documents",
        "procedure.conferences",
        "actor",
        "at",
    }
)
TELLER_ACTS = Rule(
    "item.teller-acts",
    "Does the actor's organisation own the withdrawn item, or did it pass it on to this recipient?",
    _teller,
    NoParameters,
    _READS | {"about"},
    Source("ran", "R74"),
    entitles=True,
    is_liftable=False,
)
RECIPIENTS_TOLD = Rule(
    "item.recipients-told",
    "Did everybody who has an item hear of its withdrawal, as far as the actor may know of it?",
    _recipients_told,
    NoParameters,
    _READS | {"procedure.agencies"},
    Source(LOCAL_CHOICE),
)
