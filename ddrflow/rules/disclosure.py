"""Whether an item of information may be passed on: on which law, and by whose leave."""

from ddrflow.model.item import LegalBasis
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Field, Remedy
from ddrflow.rules.base import NoParameters, by_owner, internal, shown, undecided, unmet, words


def _has_basis(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    about, bases = question.about, question.procedure.bases
    given = bases.get(about.basis)
    if given is not None and about.role in given.to:
        return _necessary(question, given)
    fitting = tuple(name for name, one in bases.items() if about.role in one.to)
    role, named = shown("role", about.role), shown("basis", about.basis)
    if not fitting:
        declared = shown("declared", words(tuple(bases)) or "none")
        return unmet("disclosure.no-law-for-role", role, named, declared)
    filled = (
        ("item", about.item.item if about.item else ""),
        ("role", about.role),
        ("organisation", about.organisation),
    )
    return unmet(
        "disclosure.no-basis",
        role,
        named,
        shown("possible", words(fitting)),
        remedies=tuple(
            Remedy(
                "disclose-item",
                (*filled, ("basis", one)),
                bases[one].left_open,
                (question.actor.role,),
            )
            for one in fitting
        ),
    )


def _necessary(question: Question, basis: LegalBasis) -> Answer:
    """Where the law allows only what is strictly necessary, why it is so is written down."""
    about = question.about
    if about.says_why or not basis.asks_why:
        return MET
    filled = (
        ("item", about.item.item if about.item else ""),
        ("role", about.role),
        ("organisation", about.organisation),
        ("basis", basis.name),
    )
    remedy = Remedy("disclose-item", filled, basis.left_open, (question.actor.role,))
    named = (shown("basis", basis.name), shown("role", about.role))
    return unmet("disclosure.necessity-not-said", *named, remedies=(remedy,))


def _released(question: Question, parameters: NoParameters) -> Answer:
    del parameters
    about, actor, item = question.about, question.actor, question.about.item
    recipient = question.procedure.agencies.get(about.role)
    if item is None or recipient is None:
        return undecided("item.none-named")
    # What the client and the client's own people are told is released first, by the owner too.
    owns = (actor.role, actor.organisation) == (item.role, item.organisation)
    if (owns and recipient.kind.is_professional) or item.reaches(recipient, question.at):
        return MET
    filled = (("item", item.item), ("roles", about.role))
    return unmet(
        "disclosure.not-released",
        Field("item", item.item, item.information),
        shown("role", about.role),
        internal("owner", item.role),
        internal("organisation", item.organisation),
        remedies=by_owner(question, item, Remedy("release-item", filled, by=(item.role,))),
        passes_from=min(
            (one.released_at for one in item.releases if about.role in one.roles), default=None
        ),
    )


HAS_BASIS = Rule(
    "disclosure.has-basis",
    "Does the disclosure rest on a law that the file declares for this recipient?",
    _has_basis,
    NoParameters,
    frozenset({"procedure.bases", "about", "actor"}),
    Source("ran", "R68"),
    is_liftable=False,
)
RELEASED = Rule(
    "disclosure.by-owner-or-released",
    "Does the owner pass the item on itself, or did it let it go to this recipient?",
    _released,
    NoParameters,
    frozenset({"case.parties", "case.lead", "procedure.agencies", "actor", "about", "at"}),
    Source("ran", "R29, R74, R85"),
    is_liftable=False,
)
