"""What the client is told, in plain words: what is shared, with whom, why, and how to say no.

Made from the same file as the procedure, so that nobody is promised what is not done.
"""

from collections.abc import Iterator

from ddrflow.export.outline import ConferenceRow, conferences
from ddrflow.export.procedure import whole
from ddrflow.export.wording import bullets, plain
from ddrflow.languages import ENGLISH, Language
from ddrflow.model.agency import AgencyKind
from ddrflow.model.plan import DutyToShare
from ddrflow.model.source import RESERVED, Source
from ddrflow.model.workflow import Workflow


def clients_notice(workflow: Workflow, language: Language = ENGLISH) -> str:
    """The notice as Markdown; empty where the procedure knows no client."""
    clients = [
        name for name, one in workflow.procedure.agencies.items() if one.kind is AgencyKind.CLIENT
    ]
    return whole(_notice(workflow, clients[0], language), language) if clients else ""


def notice_heading(language: Language) -> str:
    """What the notice is called."""
    return language.say("What you should know")


def _notice(workflow: Workflow, client: str, language: Language) -> Iterator[str]:
    say = language.say
    yield f"# {notice_heading(language)}"
    yield say(
        "This is about: {title}. Several agencies work together. This sheet says "
        "who they are, what they may tell each other about you, and what you decide.",
        title=plain(language.file(workflow.title)),
    )
    yield f"## {say('Who works together')}\n\n{bullets(_agencies(workflow, language))}"
    passed_on = bullets(shared(workflow, client, language))
    yield f"## {say('What is shared about you')}\n\n{passed_on}"
    tables = bullets(_tables(workflow, client, language))
    yield f"## {say('Where you sit at the table')}\n\n{tables}"
    yield f"## {say('What you decide')}\n\n{bullets(_decided(workflow, client, language))}"
    yield f"## {say('If you do not agree')}\n\n{bullets(objecting(workflow, language))}"


def _agencies(workflow: Workflow, language: Language) -> Iterator[str]:
    for name, one in workflow.procedure.agencies.items():
        if one.kind.is_professional:
            yield _called(workflow, name, language)


def shared(workflow: Workflow, client: str, language: Language) -> Iterator[str]:
    """Who tells whom what about the client, and on which law."""
    say = language.say
    for notice in workflow.procedure.notices.values():
        if notice.to == client:
            yield from (_duty(workflow, one, language) for one in notice.tells)
    for base in workflow.procedure.bases.values():
        to = ", ".join(_called(workflow, role, language) for role in base.to if role != client)
        if to:
            yield say(
                "These may be told about you{only}, {law}: {roles}.",
                only=say(", only what is strictly necessary") if base.asks_why else "",
                law=say("by what is agreed here")
                if _is_chosen(base.source)
                else say("on {law}", law=_law(base.source, language)),
                roles=to,
            )
    yield say("Each time it is written down who told whom, what for, and on which law.")


def _duty(workflow: Workflow, one: DutyToShare, language: Language) -> str:
    """What one agency passes on, with whom, and whether a law or this procedure asks for it."""
    say = language.say
    return say(
        "{role} tells {roles}: {what} ({duty}).",
        role=_called(workflow, one.by, language),
        roles=", ".join(_called(workflow, role, language) for role in one.to),
        what=plain(language.called(one.what)),
        duty=say("this procedure asks for it")
        if _is_chosen(one.duty)
        else say("it has to: {law}", law=_law(one.duty, language)),
    )


def _law(source: Source, language: Language) -> str:
    """A law as people call it, with the place in it."""
    return plain(language.law(source.name, source.locator))


def _is_chosen(source: Source) -> bool:
    """No law is named for it."""
    return source.name in RESERVED


def _tables(workflow: Workflow, client: str, language: Language) -> Iterator[str]:
    say = language.say
    rows = conferences(workflow)
    for row in rows:
        title = plain(language.file(row.title))
        if client in row.barred:
            instead = _instead(rows, row, language)
            yield say("{title}: you are not there{instead}.", title=title, instead=instead)
        elif client in row.core:
            yield say("{title}: it is not held without you.", title=title)
        elif client in row.on_need:
            yield say("{title}: you can be asked to come.", title=title)
        else:
            yield say("{title}: the agencies meet among themselves.", title=title)
    if not rows:
        yield say("There are no meetings of several agencies in this procedure.")


def _instead(rows: tuple[ConferenceRow, ...], row: ConferenceRow, language: Language) -> str:
    titles = [plain(language.file(one.title)) for one in rows if one.name == row.instead]
    if not titles:
        return ""
    return language.say("; what concerns you is talked about with you in: {title}", title=titles[0])


def _decided(workflow: Workflow, client: str, language: Language) -> Iterator[str]:
    say = language.say
    for scope in workflow.procedure.consents.values():
        if scope.of != client:
            continue
        types = [one for one in conferences(workflow) if one.consent.get("to") == scope.name]
        for one in types:
            ordered = bool(one.consent.get("unless_ordered"))
            yield say(
                "{title}: it takes place only if you agree{ordered}.",
                title=plain(language.file(one.title)),
                ordered=say(" unless a court has ordered it") if ordered else "",
            )
        if not types:
            thing = language.called(scope.name)
            yield say("{thing}: only if you agree.", thing=plain(thing[:1].upper() + thing[1:]))
        if scope.minor:
            yield say("If you are under age, somebody who answers for you has to agree as well.")
    yield say("It is recorded in which language you were asked, and who was there.")


def objecting(workflow: Workflow, language: Language) -> Iterator[str]:
    """How the client says no, and what that does."""
    say = language.say
    yield say("You can say no, and you can take back a yes at any time. You need give no reason.")
    yield say("Saying no, or taking back a yes, is no ground for a sanction.")
    yield say("It stops what would come. What took place before, stays lawful.")
    if workflow.procedure.consents:
        yield say("Tell any of the agencies above, or your lawyer; they have it recorded.")
    yield say("An order of a court is not your consent, and this sheet does not speak of it.")
    yield say(
        "The law lets you ask what is recorded about you, and that what is wrong is put right."
    )


def _called(workflow: Workflow, role: str, language: Language) -> str:
    agency = workflow.procedure.agencies.get(role)
    return plain(language.file(agency.title) or role) if agency else plain(role)
