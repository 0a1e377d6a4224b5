"""What both worlds are told, as commands whose number makes new ids."""

from datetime import date
from typing import Final

from ddrflow.model import commands as c
from ddrflow.model.commands import Command
from ddrflow.model.conference import Presence
from ddrflow.model.consent import Participation
from ddrflow.model.effort import Resource
from ddrflow.model.information import InformationClass
from ddrflow.model.item import ItemKind
from ddrflow.model.record import Function
from tests.properties.wall_case import SNC, Make, who


def _snc(stage: str) -> Make:
    return lambda _: c.EnterStage(actor=who("neustart"), conference=SNC, stage=stage)


def _need(number: int) -> Command:
    need = f"need-{number}"
    return c.IdentifyNeed(actor=who("neustart"), need=need, kind="housing", owner="neustart")


def _consent(number: int) -> Command:
    del number
    return c.GiveConsent(
        actor=who("neustart"),
        scope="social-network-conference",
        text_version="2024-1",
        language="de",
        witness="p-9",
    )


def _ordered(number: int) -> Command:
    return c.SetParticipation(
        actor=who("neustart"),
        measure="talks",
        participation=Participation.ORDERED,
        order=f"order-{number}",
    )


def _minor(number: int) -> Command:
    return c.RecordMinority(actor=who("neustart"), until=date(2027, 1, 1 + number % 28))


def _told(kind: str) -> Make:
    return lambda _: c.GiveNotice(actor=who("neustart"), kind=kind, version="1", language="de")


def _step(trigger: str, by: str) -> Make:
    return lambda _: c.TakeStep(actor=who(by), trigger=trigger)


def _letter(number: int) -> Command:
    return c.FileDocument(actor=who("neustart"), kind="referral", document=f"doc-{number}")


def _sits(number: int) -> Command:
    return c.RecordAttendance(
        actor=who("neustart"),
        conference=SNC,
        person=f"p-{number}",
        role="neustart",
        organisation="org-neustart",
        presence=Presence.IN_PERSON,
    )


def _open_item(number: int) -> Command:
    return c.RecordItem(
        actor=who("neustart"),
        item=f"open-{number}",
        kind=ItemKind.FACT,
        information=InformationClass.OPEN,
        text="Everybody may know.",
    )


def _taken_back(number: int) -> Command:
    item = f"open-{max(number - 1, 0)}"
    return c.WithdrawItem(actor=who("neustart"), item=item, why="found-wrong")


def _passed_on(number: int) -> Command:
    return c.DiscloseItem(
        actor=who("neustart"),
        item=f"open-{max(number - 1, 0)}",
        role="court",
        organisation="org-court",
        basis="evidence",
        purpose="decision-on-visits",
    )


def _court_hears(number: int) -> Command:
    item = f"open-{max(number - 1, 0)}"
    return c.TellWithdrawn(actor=who("neustart"), item=item, role="court", organisation="org-court")


def _court_asked(number: int) -> Command:
    return c.RequestInformation(
        actor=who("neustart"),
        request=f"to-court-{number}",
        role="court",
        organisation="org-court",
        subject="next-hearing",
        purpose="release-planning",
        by_day=date(2026, 12, 24),
    )


def _planned(number: int) -> Command:
    del number
    return c.AdoptPlan(
        actor=who("neustart"),
        kind="release-plan",
        parts=("residence", "daily-structure", "probation-contact", "reparation"),
    )


def _acknowledged(number: int) -> Command:
    del number
    return c.AcknowledgeNotice(actor=who("client"), kind="what-is-shared")


def _let_in(number: int) -> Command:
    organisation = f"org-welfare-{number}"
    return c.BindRole(actor=who("neustart"), role="welfare", organisation=organisation)


def _named(number: int) -> Command:
    return c.NamePerson(
        actor=who("neustart"),
        role="neustart",
        organisation="org-neustart",
        function=Function.WORKER,
        person=f"p-{number}",
    )


def _called(number: int) -> Command:
    del number
    return c.CallReview(actor=who("neustart"), review="custody-review", why="new-facts")


def _spent(number: int) -> Command:
    return c.RecordEffort(
        actor=who("neustart"),
        role="neustart",
        organisation="org-neustart",
        resource=Resource.HUMAN,
        minutes=number + 1,
    )


SHARED: Final[dict[str, Make]] = {
    "need": _need,
    "consent": _consent,
    "order": _ordered,
    "minor": _minor,
    "multi-agency notice": _told("multi-agency"),
    "what is shared": _told("what-is-shared"),
    "admit": _step("admit", "prison"),
    "court releases": _step("court-releases", "court"),
    "recall": _step("recall", "court"),
    "referral": _snc("referral"),
    "preparation": _snc("preparation"),
    "information": _snc("information"),
    "family-only": _snc("family-only"),
    "attendance": _sits,
    "document": _letter,
    "open item": _open_item,
    "open item told": _passed_on,
    "open item withdrawn": _taken_back,
    "word to the court": _court_hears,
    "request to the court": _court_asked,
    "plan": _planned,
    "acknowledged": _acknowledged,
    "prepare release": _step("prepare-release", "neustart"),
    "release": _step("release", "prison"),
    "close": _step("close", "neustart"),
    "welfare": _let_in,
    "worker": _named,
    "review called": _called,
    "effort": _spent,
}
