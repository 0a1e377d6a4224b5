"""What one organisation owes another: an answer, or word that an item was withdrawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ddrflow.decide.audience import classes_seen
from ddrflow.decide.wait import Wait
from ddrflow.model.agency import Viewer
from ddrflow.model.case import Case
from ddrflow.model.information import InformationClass
from ddrflow.model.item import Item
from ddrflow.model.recipients import Recipient, recipients
from ddrflow.model.request import InformationRequest
from ddrflow.model.sight import EVERYTHING, classes_of
from ddrflow.model.verdict import Field, Reason, Remedy
from ddrflow.model.workflow import Workflow


@dataclass(frozen=True, slots=True)
class Telling:
    """Somebody has an item that was withdrawn; when it heard of that, and whose task that is."""

    item: Item
    recipient: Recipient
    heard_at: datetime | None
    tellers: tuple[tuple[str, str], ...]

    def concerns(self, organisation: str) -> bool:
        """Whether it is that organisation's to tell or to hear, or it passed the item on."""
        others = {one for _, one in (*self.tellers, *self.recipient.by)}
        return organisation in {self.recipient.organisation, *others}


def unanswered(known: Case) -> Iterator[Wait]:
    """Requests without an answer, of those that are known."""
    for one in known.information.requests:
        if one.answer is None:
            remedy = Remedy("answer-request", (("request", one.request),), ("answer",), (one.role,))
            what = Reason("waiting.request", of_request(one))
            yield Wait(one.requested_at, what, (one.role,), (one.organisation,), (remedy,))


def of_request(request: InformationRequest) -> tuple[Field, ...]:
    """A request as the fields of a message, for those who know of it."""
    return (
        Field("request", request.request),
        Field("by", request.by),
        Field("role", request.role),
        Field("subject", request.subject),
        Field("purpose", request.purpose),
    )


def untold(workflow: Workflow, known: Case, now: datetime, viewer: Viewer | None) -> Iterator[Wait]:
    """Those who have not heard of a withdrawal; for a viewer, where it has to do with it."""
    for one in tellings(workflow, known, now, viewer):
        if one.heard_at is None and one.item.withdrawn_at is not None:
            to = (("role", one.recipient.role), ("organisation", one.recipient.organisation))
            roles = tuple(dict.fromkeys(role for role, _ in one.tellers))
            yield Wait(
                max(one.item.withdrawn_at, one.recipient.since),
                Reason(
                    "waiting.withdrawal",
                    (
                        Field("item", one.item.item),
                        Field("role", one.recipient.role),
                        Field(
                            "organisation",
                            one.recipient.organisation,
                            InformationClass.INTERNAL,
                        ),
                    ),
                ),
                roles,
                tuple(dict.fromkeys(organisation for _, organisation in one.tellers)),
                (Remedy("tell-withdrawn", (("item", one.item.item), *to), by=roles),),
            )


def tellings(
    workflow: Workflow, known: Case, now: datetime, viewer: Viewer | None
) -> Iterator[Telling]:
    """For each withdrawn item and each who has it: whether it heard, and whose task that is.

    `known` is the case as the viewer knows it. Who does not see everything is told where its own
    organisation tells, hears, or passed the item on.
    """
    everything = viewer is None or classes_seen(workflow, known, viewer, now) == EVERYTHING
    for item in known.information.items:
        if item.withdrawn_at is None:
            continue
        for one in recipients(workflow.procedure, known, item):
            heard = known.information.heard_at(item.item, one.role, one.organisation)
            found = Telling(item, one, heard, _tellers(workflow, known, item, one, now))
            if everything or (viewer is not None and found.concerns(viewer.organisation)):
                yield found


def _tellers(
    workflow: Workflow, known: Case, item: Item, recipient: Recipient, now: datetime
) -> tuple[tuple[str, str], ...]:
    """Its owner; who passed it on, where the owner has left or may not know of that way.

    Nobody is left where all of them have left the case.
    """
    owner = (item.role, item.organisation)
    if recipient.shown_to in classes_of(workflow.procedure, item.role) and known.parties.is_bound(
        *owner, now
    ):
        return (owner,)
    return tuple(one for one in recipient.by if known.parties.is_bound(*one, now))
