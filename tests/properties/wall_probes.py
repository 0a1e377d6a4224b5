"""What those below the wall try, as commands: each answer is compared."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from ddrflow.model import commands as c
from ddrflow.model.information import InformationClass
from ddrflow.model.interest import Interest
from ddrflow.model.item import ItemKind
from ddrflow.model.reference import Relation
from ddrflow.model.request import RequestAnswer
from tests.properties.wall_case import SNC, SSC, START, Make, who


def _probe_item(role: str) -> Make:
    return lambda number: c.DiscloseItem(
        actor=who(role),
        item=f"item-{number % 4}",
        role="client",
        organisation="org-client",
        basis="access-of-the-subject",
        purpose="curiosity",
    )


def _probe_release(role: str) -> Make:
    item = "item-0"
    return lambda _: c.ReleaseItem(actor=who(role), item=item, roles=(role,))


def _probe_word(role: str) -> Make:
    return lambda number: c.TellWithdrawn(
        actor=who(role), item=f"item-{number % 4}", role="prison", organisation="org-prison"
    )


def _probe_request(role: str) -> Make:
    return lambda number: c.RequestInformation(
        actor=who(role),
        request=f"r-{number % 4}" if role != "court" else f"court-r-{number}",
        role="state-security",
        organisation="org-state-security",
        subject="what-is-known",
        purpose="curiosity",
    )


def _probe_answer(role: str) -> Make:
    return lambda number: c.AnswerRequest(
        actor=who(role),
        request=f"r-{number % 4}" if number % 2 else f"to-court-{number % 12}",
        answer=RequestAnswer.GIVEN,
        items=("item-0",) if number % 3 == 0 else (),
    )


def _probe_minutes(role: str) -> Make:
    return lambda number: c.RecordMinutes(actor=who(role), conference=SSC, minutes=f"m-{number}")


def _probe_id(role: str) -> Make:
    return lambda number: c.RecordItem(
        actor=who(role),
        item=f"item-{number % 4}" if role != "court" else f"court-{number}",
        kind=ItemKind.HEARSAY,
        information=InformationClass.INTERNAL,
    )


def _probe_entry(role: str) -> Make:
    return lambda number: c.CorrectEntry(
        actor=who(role), wrong=number * 2 % 23 + 1, why="recorded-in-error"
    )


def _probe_erasure(role: str) -> Make:
    return lambda number: c.EraseContent(
        actor=who(role), entries=(number * 2 % 23 + 1,), basis="gdpr-17", why="asked-for"
    )


def _probe_unbinding(role: str) -> Make:
    return lambda _: c.UnbindRole(
        actor=who(role), role="state-security", organisation="org-state-security"
    )


def _probe_step(role: str) -> Make:
    return lambda number: c.TakeStep(
        actor=who(role),
        trigger=("admit", "release", "prepare-release", "fly")[number % 4],
        reason=f"Asked by {role}.",
    )


def _probe_document(role: str) -> Make:
    return lambda number: c.FileDocument(
        actor=who(role), kind="testimony", document=f"t-{number}", items=("item-0",)
    )


def _probe_breach(role: str) -> Make:
    return lambda number: c.CloseBreach(actor=who(role), breach=f"breach-{number % 3 + 1}")


def _probe_conference(role: str) -> Make:
    return lambda number: c.ConveneConference(
        actor=who(role),
        conference=f"ssc-{number % 5}",
        type=("state-security", "social-network")[number % 2],
        planned_on=date(2026, 4, 2),
    )


def _probe_action(role: str) -> Make:
    return lambda number: c.CompleteAction(
        actor=who(role), conference=(SSC, "ssc-2")[number % 2], action=f"a-{number % 4}"
    )


def _probe_deviation(role: str) -> Make:
    return lambda number: c.AllowDeviation(
        actor=who(role),
        rule="training.joint",
        place="state-security:attending",
        until=START + timedelta(days=900 + number),
        asked_by="p-state-security",
        reason=f"Asked by {role}.",
    )


def _probe_ending(role: str) -> Make:
    return lambda number: (
        c.CloseConference(actor=who(role), conference=SSC),
        c.CancelConference(actor=who(role), conference=SSC),
        c.EnterStage(actor=who(role), conference=SSC, stage="decision"),
    )[number % 3]


def _probe_sitting(role: str) -> Make:
    return lambda number: c.RecordAttendance(
        actor=who(role),
        conference=SNC,
        person=f"p-{number}",
        role="network",
        organisation="org-network",
    )


def _probe_interest(role: str) -> Make:
    own = {"role": "network", "organisation": "org-network", "interest": Interest.SUSPECT}
    return lambda number: (
        c.EndInterest(actor=who(role), why="not-true", **own)  # type: ignore[arg-type]
        if number % 2
        else c.DeclareInterest(actor=who(role), **own)  # type: ignore[arg-type]
    )


def _probe_reference(role: str) -> Make:
    return lambda number: (
        c.AddReference(
            actor=who(role),
            system="state-cases",
            reference=f"st-{number % 4}",
            relation=Relation.SAME_PERSON,
        )
        if number % 2
        else c.EndReference(
            actor=who(role),
            system="state-cases",
            reference=f"st-{number % 4}",
            relation=Relation.SAME_PERSON,
            why="wrong-case",
        )
    )


PROBES: Final[dict[str, Callable[[str], Make]]] = {
    "an item": _probe_item,
    "a release": _probe_release,
    "word of a withdrawal": _probe_word,
    "a request": _probe_request,
    "an answer": _probe_answer,
    "minutes": _probe_minutes,
    "an id": _probe_id,
    "an entry": _probe_entry,
    "an erasure": _probe_erasure,
    "a party": _probe_unbinding,
    "a step": _probe_step,
    "a testimony": _probe_document,
    "a breach": _probe_breach,
    "a conference": _probe_conference,
    "an action": _probe_action,
    "a deviation": _probe_deviation,
    "an ending": _probe_ending,
    "a seat": _probe_sitting,
    "a reference": _probe_reference,
    "an interest": _probe_interest,
}
