"""What the client is told, in plain words: what is shared, with whom, why, and how to say no.

Made from the same file as the procedure, so that nobody is promised what is not done.
"""

from collections.abc import Iterator

from ddrflow.export.outline import ConferenceRow, conferences
from ddrflow.export.wording import bullets, plain
from ddrflow.model.agency import AgencyKind
from ddrflow.model.source import RESERVED, Source
from ddrflow.model.workflow import Workflow


def clients_notice(workflow: Workflow) -> str:
    """The notice as Markdown; empty where the procedure knows no client."""
    clients = [
        name for name, one in workflow.procedure.agencies.items() if one.kind is AgencyKind.CLIENT
    ]
    if not clients:
        return ""
    return "\n\n".join(_notice(workflow, clients[0])) + "\n"


def _notice(workflow: Workflow, client: str) -> Iterator[str]:
    yield "# What you should know"
    yield (
        f"This is about: {plain(workflow.title)}. Several agencies work together. This sheet says "
        "who they are, what they may tell each other about you, and what you decide."
    )
    yield f"## Who works together\n\n{bullets(_agencies(workflow))}"
    yield f"## What is shared about you\n\n{bullets(shared(workflow, client))}"
    yield f"## Where you sit at the table\n\n{bullets(_tables(workflow, client))}"
    yield f"## What you decide\n\n{bullets(_decided(workflow, client))}"
    yield f"## If you do not agree\n\n{bullets(objecting(workflow))}"


def _agencies(workflow: Workflow) -> Iterator[str]:
    for name, one in workflow.procedure.agencies.items():
        if one.kind.is_professional:
            yield plain(one.title or name)


def shared(workflow: Workflow, client: str) -> Iterator[str]:
    """Who tells whom what about the client, and on which law."""
    for notice in workflow.procedure.notices.values():
        if notice.to != client:
            continue
        for one in notice.tells:
            to = ", ".join(_called(workflow, role) for role in one.to)
            duty = (
                "this procedure asks for it" if _is_chosen(one.duty) else f"it has to: {one.duty}"
            )
            what = plain(one.what.replace("-", " "))
            yield f"{_called(workflow, one.by)} tells {to}: {what} ({duty})."
    for base in workflow.procedure.bases.values():
        to = ", ".join(_called(workflow, role) for role in base.to if role != client)
        only = ", only what is strictly necessary" if base.asks_why else ""
        law = (
            "by what is agreed here" if _is_chosen(base.source) else f"on {plain(str(base.source))}"
        )
        if to:
            yield f"These may be told about you{only}, {law}: {to}."
    yield "Each time it is written down who told whom, what for, and on which law."


def _is_chosen(source: Source) -> bool:
    """No law is named for it."""
    return source.name in RESERVED


def _tables(workflow: Workflow, client: str) -> Iterator[str]:
    rows = conferences(workflow)
    for row in rows:
        title = plain(row.title)
        if client in row.barred:
            instead = _instead(rows, row)
            yield f"{title}: you are not there{instead}."
        elif client in row.core:
            yield f"{title}: it is not held without you."
        elif client in row.on_need:
            yield f"{title}: you can be asked to come."
        else:
            yield f"{title}: the agencies meet among themselves."
    if not rows:
        yield "There are no meetings of several agencies in this procedure."


def _instead(rows: tuple[ConferenceRow, ...], row: ConferenceRow) -> str:
    titles = [plain(one.title) for one in rows if one.name == row.instead]
    return f"; what concerns you is talked about with you in: {titles[0]}" if titles else ""


def _decided(workflow: Workflow, client: str) -> Iterator[str]:
    for scope in workflow.procedure.consents.values():
        if scope.of != client:
            continue
        types = [one for one in conferences(workflow) if one.consent.get("to") == scope.name]
        for one in types:
            ordered = " unless a court has ordered it" if one.consent.get("unless_ordered") else ""
            yield f"{plain(one.title)}: it takes place only if you agree{ordered}."
        if not types:
            yield f"{plain(scope.name.replace('-', ' ').capitalize())}: only if you agree."
        if scope.minor:
            yield "If you are under age, somebody who answers for you has to agree as well."
    yield "It is recorded in which language you were asked, and who was there."


def objecting(workflow: Workflow) -> Iterator[str]:
    """How the client says no, and what that does."""
    yield "You can say no, and you can take back a yes at any time. You need give no reason."
    yield "Saying no, or taking back a yes, is no ground for a sanction."
    yield "It stops what would come. What took place before, stays lawful."
    if workflow.procedure.consents:
        yield "Tell any of the agencies above, or your lawyer; they have it recorded."
    yield "An order of a court is not your consent, and this sheet does not speak of it."
    yield "The law lets you ask what is recorded about you, and that what is wrong is put right."


def _called(workflow: Workflow, role: str) -> str:
    agency = workflow.procedure.agencies.get(role)
    return plain(agency.title or role) if agency else plain(role)
