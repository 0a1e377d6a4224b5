"""Situations about what the client was asked and was told: consent and notices."""

from datetime import UTC, date, datetime, timedelta

from ddrflow.model import commands as c
from tests.acts import agreed
from tests.builders import CLIENT, UNIT, Asked, opened
from tests.rules.scenes import late

# ---- consent

EXPIRES = date(2026, 3, 20)
EXPIRES_AT = datetime(2026, 3, 20, 23, 0, tzinfo=UTC)
"""The end of 20 March in Vienna, an hour before the end of the day in UTC."""


def not_asked() -> Asked:
    """Nobody asked the client."""
    return opened().take("agree")


def other_scope_given() -> Asked:
    """The client agreed to something else, to the text of that."""
    desk = opened()
    desk.do(agreed("research", "1"))
    return desk.take("agree")


def given() -> Asked:
    """The client agreed."""
    desk = opened()
    desk.do(agreed())
    return desk.take("agree")


def refused() -> Asked:
    """The client does not agree."""
    desk = opened()
    desk.do(c.RefuseConsent(actor=UNIT, scope="sharing"))
    return desk.take("agree")


def withdrawn() -> Asked:
    """The client agreed and has withdrawn since."""
    desk = opened()
    desk.do(agreed())
    desk.later(days=1)
    desk.do(c.WithdrawConsent(actor=CLIENT, scope="sharing"))
    return desk.take("agree")


def other_text() -> Asked:
    """The client agreed to an earlier text."""
    desk = opened()
    desk.do(agreed(text="1"))
    return desk.take("agree")


def consent_until(asked_at: datetime) -> Asked:
    """The client agreed until 20 March; the step comes at an instant."""
    desk = opened()
    desk.do(agreed(until=EXPIRES))
    desk.at(asked_at)
    return desk.take("agree")


def consent_since(offset: timedelta) -> Asked:
    """The client agreed a day after the opening; the step is entered for near that instant."""
    desk = opened()
    desk.later(days=1)
    desk.do(agreed())
    answered = desk.now
    desk.later(days=1)
    return late(desk, "agree", answered + offset)


# ---- notices


def told(version: str = "2", kind: str = "told", at: datetime | None = None) -> c.GiveNotice:
    """The unit gives a notice."""
    return c.GiveNotice(actor=UNIT, kind=kind, version=version, language="de", occurred_at=at)


def heard(kind: str = "told") -> c.AcknowledgeNotice:
    """The client acknowledges a notice."""
    return c.AcknowledgeNotice(actor=CLIENT, kind=kind)


def notified(*commands: c.Command) -> Asked:
    """After what was told, the step that needs it."""
    desk = opened()
    desk.do(*commands)
    return desk.take("inform")


def acknowledged_since(offset: timedelta) -> Asked:
    """The client acknowledged a day later; the step is entered for near that instant."""
    desk = opened()
    desk.do(told())
    desk.later(days=1)
    desk.do(heard())
    instant = desk.now
    desk.later(days=1)
    return late(desk, "inform", instant + offset)


def told_since(offset: timedelta) -> Asked:
    """The notice was given and acknowledged a day later; the step is entered for near that."""
    desk = opened()
    desk.later(days=1)
    desk.do(told(), heard())
    instant = desk.now
    desk.later(days=1)
    return late(desk, "inform", instant + offset)
