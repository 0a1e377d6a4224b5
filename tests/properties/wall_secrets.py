"""What a state-security conference keeps to itself, as commands whose number makes new ids."""

from datetime import date, timedelta
from typing import Final

from ddrflow.model import commands as c
from ddrflow.model.commands import Command
from ddrflow.model.interest import Interest
from ddrflow.model.item import ItemKind
from ddrflow.model.reference import Relation
from ddrflow.model.request import RequestAnswer
from tests.properties.wall_case import SECRET, SSC, START, Make, who


def _item(number: int, *, by: str = "state-security", conference: str = SSC) -> Command:
    return c.RecordItem(
        actor=who(by),
        item=f"item-{number}",
        kind=list(ItemKind)[number % 3],
        information=SECRET,
        conference=conference,
        text=f"Secret {number}.",
    )


def _released(number: int) -> Command:
    del number
    return c.ReleaseItem(actor=who("state-security"), item="item-0", roles=("prison",))


def _disclosed(number: int) -> Command:
    del number
    return c.DiscloseItem(
        actor=who("state-security"),
        item="item-0",
        role="prison",
        organisation="org-prison",
        basis="sng-6a-2",
        purpose="safe-visits",
        necessity="The visits begin next week.",
    )


def _withdrawn(number: int) -> Command:
    item = f"item-{max(number - 1, 0)}"
    return c.WithdrawItem(actor=who("state-security"), item=item, why="found-wrong")


def _first_withdrawn(number: int) -> Command:
    del number
    return c.WithdrawItem(actor=who("state-security"), item="item-0", why="found-wrong")


def _heard(number: int) -> Command:
    del number
    return c.TellWithdrawn(
        actor=who("state-security"), item="item-0", role="prison", organisation="org-prison"
    )


def _asked(number: int) -> Command:
    return c.RequestInformation(
        actor=who("state-security"),
        request=f"r-{number}",
        role="neustart",
        organisation="org-neustart",
        subject="secret-place",
        purpose="safe-visits",
        by_day=date(2026, 12, 31) if number % 2 else None,
        text="Secret.",
    )


def _answered(number: int) -> Command:
    refuses = number % 2 == 1
    return c.AnswerRequest(
        actor=who("neustart"),
        request=f"r-{max(number - 1, 0)}",
        answer=RequestAnswer.REFUSED if refuses else RequestAnswer.GIVEN,
        why="not-now" if refuses else "",
    )


def _contributed(number: int) -> Command:
    text = f"Secret {number}."
    return c.RecordContribution(actor=who("neustart"), conference=SSC, role="neustart", text=text)


def _decided(number: int) -> Command:
    return c.RecordDecision(
        actor=who("state-security"), conference=SSC, decision=f"d-{number}", text="Secret."
    )


def _agreed(number: int) -> Command:
    return c.RecordAction(
        actor=who("state-security"),
        conference=SSC,
        action=f"a-{number}",
        owner="prison",
        due_on=date(2026, 3, 2) + timedelta(days=number),
    )


def _minuted(number: int) -> Command:
    return c.RecordMinutes(
        actor=who("state-security"), conference=SSC, minutes=f"m-{number}", text="Secret."
    )


def _convened(number: int) -> Command:
    return c.ConveneConference(
        actor=who("state-security"),
        conference=f"ssc-{number + 2}",
        type="state-security",
        planned_on=date(2026, 3, 2) + timedelta(days=number),
    )


def _staged(number: int) -> Command:
    stage = ("decision", "exchange")[number % 2]
    return c.EnterStage(actor=who("state-security"), conference=SSC, stage=stage)


def _closed(number: int) -> Command:
    del number
    return c.CloseConference(actor=who("state-security"), conference=SSC)


def _cancelled(number: int) -> Command:
    conference = SSC if number % 2 else f"ssc-{number + 1}"
    return c.CancelConference(actor=who("state-security"), conference=conference)


def _attended(number: int) -> Command:
    role = ("state-security", "neustart", "prison")[number % 3]
    return c.RecordAttendance(
        actor=who("state-security"),
        conference=SSC,
        person=f"p-s{number}",
        role=role,
        organisation=f"org-{role}",
        stage="exchange",
    )


def _invited(number: int) -> Command:
    role = ("probation", "prison", "prosecutor")[number % 3]
    return c.InviteToConference(
        actor=who("state-security"), conference=SSC, role=role, organisation=f"org-{role}"
    )


def _done(number: int) -> Command:
    action = f"a-{max(number - 1, 0)}"
    return c.CompleteAction(actor=who("prison"), conference=SSC, action=action)


def _lifted(number: int) -> Command:
    return c.AllowDeviation(
        actor=who("prosecutor"),
        rule="training.joint",
        place="state-security:attending",
        until=START + timedelta(days=900 + number),
        asked_by="p-state-security",
        reason="Secret.",
    )


def _referred(number: int) -> Command:
    return c.AddReference(
        actor=who("state-security"),
        system="state-cases",
        reference=f"st-{number}",
        relation=list(Relation)[number % 4],
        information=SECRET,
    )


SECRETS: Final[dict[str, Make]] = {
    "reference": _referred,
    "item": _item,
    "own item of Neustart": lambda number: _item(number, by="neustart"),
    "item outside": lambda number: _item(number, conference=""),
    "release among agencies": _released,
    "disclosure": _disclosed,
    "withdrawal": _withdrawn,
    "first item withdrawn": _first_withdrawn,
    "word of a withdrawal": _heard,
    "request": _asked,
    "answer": _answered,
    "contribution": _contributed,
    "decision": _decided,
    "action": _agreed,
    "minutes": _minuted,
    "another conference": _convened,
    "stage": _staged,
    "closing": _closed,
    "calling off": _cancelled,
    "attendance": _attended,
    "invitation": _invited,
    "action done": _done,
    "deviation": _lifted,
}


def _declared(number: int) -> Command:
    role = ("network", "neustart")[number % 2]
    interest = (Interest.SUSPECT, Interest.WITNESS)[number % 2]
    return c.DeclareInterest(
        actor=who("prison"), role=role, organisation=f"org-{role}", interest=interest
    )


def _over(number: int) -> Command:
    role = ("network", "neustart")[number % 2]
    interest = (Interest.SUSPECT, Interest.WITNESS)[number % 2]
    return c.EndInterest(
        actor=who("prison"),
        role=role,
        organisation=f"org-{role}",
        interest=interest,
        why="looked-into",
    )


#: What the agencies know among themselves, and who is no agency does not.
AMONG_AGENCIES: Final[dict[str, Make]] = {"interest": _declared, "interest over": _over}
TAKEN_BACK: Final = "taken back"
ERASED: Final = "erased"
KINDS: Final = (*SECRETS, TAKEN_BACK, ERASED)
