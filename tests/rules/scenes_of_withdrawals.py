"""Situations in which an item went somewhere and was taken back, or was asked for."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Final

from ddrflow.model import commands as c
from ddrflow.model.agency import Actor
from ddrflow.model.request import RequestAnswer
from tests.acts import attends, convened, entered
from tests.builders import ORGANISATIONS, POLICE, PRISON, TICK, UNIT, WELFARE, Asked, Desk, opened
from tests.rules.scenes import second, with_second
from tests.rules.scenes_of_consent import told
from tests.rules.scenes_of_items import CLINIC, INTERNAL, item, let_go, statement, telling

FOUND_WRONG: Final = "found-wrong"


def taken_back(by: Actor = POLICE, name: str = "i-1") -> c.WithdrawItem:
    """Its owner takes an item back."""
    return c.WithdrawItem(actor=by, item=name, why=FOUND_WRONG)


def word_to(
    role: str, by: Actor = POLICE, name: str = "i-1", at: datetime | None = None
) -> c.TellWithdrawn:
    """Somebody of a role hears that an item was withdrawn."""
    organisation = ORGANISATIONS[role]
    return c.TellWithdrawn(
        actor=by, item=name, role=role, organisation=organisation, occurred_at=at
    )


def set_right(by: Actor = UNIT, at: datetime | None = None) -> c.TakeStep:
    """The step that asks whether everybody has heard."""
    return c.TakeStep(actor=by, trigger="set-right", occurred_at=at)


def withdrawn(*after: c.Command) -> Desk:
    """The police told the prison, and took the item back; welfare has an item as well."""
    desk = opened()
    desk.do(item(WELFARE, "i-0"), item(), telling("prison"), taken_back(), *after)
    return desk


def heard_since(offset: timedelta) -> Asked:
    """The prison heard a day later; the step was taken near that instant."""
    desk = withdrawn()
    desk.later(days=1)
    desk.do(word_to("prison"))
    instant = desk.now
    desk.later(days=1)
    return desk.asks(set_right(at=instant + offset))


def spread() -> Desk:
    """The unit tabled an item that the police heard, the clinic told the court in a testimony."""
    desk = opened()
    convened(desk)
    entered(desk, "preparation", "exchange")
    desk.do(
        item(UNIT, conference="k-1"),
        attends("unit"),
        attends("police"),
        let_go("court", "clinic", by=UNIT),
        statement(CLINIC),
        taken_back(UNIT),
    )
    return desk


def told_by(by: Actor) -> Asked:
    """Somebody lets the prison hear of the withdrawal."""
    desk = withdrawn()
    who = second("police")
    desk.do(c.BindRole(actor=UNIT, role="police", organisation=who.organisation))
    return desk.asks(word_to("prison", by))


def all_left() -> Desk:
    """The police told the prison, took the item back, and left the case."""
    desk = withdrawn()
    desk.do(c.UnbindRole(actor=UNIT, role="police", organisation="Police North"))
    return desk


def asking(
    role: str = "prison",
    by: Actor = POLICE,
    name: str = "r-1",
    by_day: date | None = None,
    at: datetime | None = None,
) -> c.RequestInformation:
    """The police ask somebody where the client is to live."""
    return c.RequestInformation(
        actor=by,
        request=name,
        role=role,
        organisation=ORGANISATIONS[role],
        subject="place-to-live",
        purpose="release-planning",
        by_day=by_day,
        occurred_at=at,
    )


def giving(by: Actor = PRISON, *items: str, name: str = "r-1") -> c.AnswerRequest:
    """It is given, with these items."""
    return c.AnswerRequest(actor=by, request=name, answer=RequestAnswer.GIVEN, items=items)


def refusing(by: Actor = PRISON, name: str = "r-1") -> c.AnswerRequest:
    """It is refused."""
    return c.AnswerRequest(actor=by, request=name, answer=RequestAnswer.REFUSED, why="not-released")


def answered_by(by: Actor) -> Asked:
    """The police asked the school first and then welfare; somebody answers the second."""
    desk = with_second("welfare")
    desk.do(asking("school", name="r-0"), asking("welfare"))
    return desk.asks(giving(by))


def asked_has_left() -> Asked:
    """The prison was asked and left the case; the court answers."""
    desk = opened()
    desk.do(asking(), c.UnbindRole(actor=UNIT, role="prison", organisation=ORGANISATIONS["prison"]))
    return desk.asks(giving(UNIT))


def not_named_in_the_notice(*, without: tuple[str, ...] = ()) -> Asked:
    """The client was told with whom the unit shares, and the court is not among them."""
    desk = opened(without=without)
    desk.do(item(UNIT, information=INTERNAL), told("1", "rights"))
    return desk.asks(telling("court", UNIT))


MET_AND_NOT: Final[dict[str, tuple[Callable[[], Asked], ...]]] = {
    "item.teller-acts": (
        lambda: told_by(POLICE),
        lambda: told_by(UNIT),
        lambda: spread().asks(word_to("court", WELFARE)),
        lambda: all_left().asks(word_to("prison", UNIT)),
    ),
    "item.recipients-told": (
        lambda: heard_since(timedelta()),
        lambda: heard_since(-TICK),
        lambda: spread().asks(set_right()),
        lambda: all_left().asks(set_right()),
    ),
    "request.asked-answers": (
        lambda: answered_by(WELFARE),
        lambda: answered_by(UNIT),
        asked_has_left,
    ),
}
