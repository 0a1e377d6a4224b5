"""What a procedure says in a part of a form, by the name that the template gives it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from ddrflow.export.clients_notice import objecting, shared
from ddrflow.export.outline import ConferenceRow, conferences
from ddrflow.export.wording import listed, plain, role, roles, source
from ddrflow.languages import ENGLISH
from ddrflow.model.agency import AgencyKind
from ddrflow.model.workflow import Workflow

TO_FILL: Final = "…" * 12
"""A place to be filled in by hand."""

Says = Callable[[Workflow, str], Iterator[str]]


def _conference(workflow: Workflow, name: str) -> Iterator[str]:
    """Who must be there, who may not, what it rests on; of every type where none is named."""
    for kind in conferences(workflow):
        if name in ("", kind.name):
            yield from _of_type(workflow, kind)


def _of_type(workflow: Workflow, kind: ConferenceRow) -> Iterator[str]:
    yield f"**{plain(kind.title)}** {source(kind.source, ENGLISH)}"
    yield f"Called together by {roles(workflow, kind.convened_by, ENGLISH)}."
    yield f"Must be there, or it does not count as held: {roles(workflow, kind.core, ENGLISH)}."
    if kind.barred:
        yield f"Never let in: {roles(workflow, kind.barred, ENGLISH)}."
    if kind.consent:
        yield f"It rests on the consent of {role(workflow, kind.consent['of'], ENGLISH)}."
    yield f"Its stages: {listed(plain(one.name) for one in kind.stages)}."
    yield f"What is said there is {kind.information}."


def _plan(workflow: Workflow, name: str) -> Iterator[str]:
    for one in workflow.procedure.plans.values():
        if name in ("", one.name):
            adopts = roles(workflow, one.adopted_by, ENGLISH)
            yield f"**{plain(one.name)}**, adopted by {adopts} {source(str(one.source), ENGLISH)}"
            yield from (f"{plain(part)}: {TO_FILL}" for part in one.parts)


def _needs(workflow: Workflow, name: str) -> Iterator[str]:
    del name
    if workflow.procedure.needs:
        yield f"Kinds of need that this procedure knows: {listed(workflow.procedure.needs)}."


def _sharing(workflow: Workflow, name: str) -> Iterator[str]:
    del name
    agencies = workflow.procedure.agencies
    clients = [role for role, one in agencies.items() if one.kind is AgencyKind.CLIENT]
    yield from shared(workflow, clients[0] if clients else "", ENGLISH)


def _objecting(workflow: Workflow, name: str) -> Iterator[str]:
    del name
    yield from objecting(workflow, ENGLISH)


def _handover(workflow: Workflow, name: str) -> Iterator[str]:
    del name
    terms = workflow.handover
    if terms:
        yield f"It is answered within {terms.answer_within} {source(str(terms.source), ENGLISH)}."
    yield "Until it takes effect, in one step, the old lead stays accountable."


def _review(workflow: Workflow, name: str) -> Iterator[str]:
    for one in workflow.reviews.values():
        if name in ("", one.name):
            by = f"by a `{one.held_by}` conference" if one.held_by else "by its owner's word"
            owner = role(workflow, one.owner, ENGLISH)
            told = f"; {roles(workflow, one.escalate_to, ENGLISH)} are told of a miss"
            yield (
                f"**{plain(one.name)}** every {one.every}, owned by {owner}, held {by}"
                f"{told if one.escalate_to else ''} {source(str(one.source), ENGLISH)}"
            )


SAID: Final[Mapping[str, Says]] = {
    "conference": _conference,
    "plan": _plan,
    "needs": _needs,
    "sharing": _sharing,
    "objecting": _objecting,
    "handover": _handover,
    "review": _review,
}
"""Each name that a template may use."""
