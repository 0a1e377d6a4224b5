"""How a rule is spoiled that asks what is on record: needs, reviews, items, documents, bases."""

from collections.abc import Callable
from dataclasses import replace

from ddrflow.model.consent import Participation
from ddrflow.model.question import About, Question
from ddrflow.model.record import Function
from ddrflow.model.reference import Relation
from tests.rules.scenes import DAY


def one_need_short(question: Question) -> Question:
    """The last need is overlooked."""
    care = question.case.care
    case = replace(question.case, care=replace(care, needs=care.needs[:-1]))
    return replace(question, case=case)


def workers_support(question: Question) -> Question:
    """Whoever is named for anything is taken for onward support."""
    parties = question.case.parties
    persons = tuple(replace(one, function=Function.ONWARD_SUPPORT) for one in parties.persons)
    case = replace(question.case, parties=replace(parties, persons=persons))
    return replace(question, case=case)


def records_continue(question: Question) -> Question:
    """The record of another system is taken for a case that goes on."""
    references = tuple(
        replace(one, relation=Relation.CONTINUED_IN) for one in question.case.references
    )
    return replace(question, case=replace(question.case, references=references))


def review_a_day_later(question: Question) -> Question:
    """Every review falls due a day after its day."""
    reviews = {
        name: replace(one, due_on=one.due_on + DAY) for name, one in question.case.reviews.items()
    }
    return replace(question, case=replace(question.case, reviews=reviews))


def releasing(role: str) -> Callable[[About], About]:
    """The item is taken for one of another owner."""

    def changed(old: About) -> About:
        assert old.item is not None
        return replace(old, item=replace(old.item, role=role))

    return changed


def an_item_back(question: Question) -> Question:
    """The first item of the case is taken for the one that it is about."""
    first = question.case.information.items[0]
    return replace(question, about=replace(question.about, item=first))


def a_request_back(question: Question) -> Question:
    """The first request of the case is taken for the one that it is about."""
    first = question.case.information.requests[0]
    return replace(question, about=replace(question.about, request=first))


def for_the_prison(old: About) -> About:
    """The document is taken for one that is made for the prison."""
    assert old.document is not None
    return replace(old, document=replace(old.document, to=("prison",)))


def one_recipient_short(question: Question) -> Question:
    """The last role that a basis names does not count."""
    bases = {name: replace(one, to=one.to[:-1]) for name, one in question.procedure.bases.items()}
    return replace(question, procedure=replace(question.procedure, bases=bases))


def ordered_by_choice(question: Question) -> Question:
    """What is ordered is taken for chosen."""
    bases = tuple(
        replace(one, participation=Participation.VOLUNTARY) for one in question.case.bases
    )
    return replace(question, case=replace(question.case, bases=bases))
