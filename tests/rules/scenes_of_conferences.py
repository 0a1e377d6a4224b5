"""Situations about conferences: who is invited and sits there, and which was held."""

from dataclasses import replace
from datetime import UTC, datetime

from ddrflow.model import commands as c
from ddrflow.model.conference import Presence
from tests.acts import agreed, attends, convened, entered, held
from tests.builders import ORGANISATIONS, UNIT, Asked, Desk, opened

# ---- attendance


def sitting(*attendances: c.RecordAttendance) -> Asked:
    """A closed-door conference sat with these people and comes to its decision."""
    desk = opened()
    convened(desk)
    entered(desk, "preparation", "exchange")
    desk.do(*attendances)
    return desk.asks(c.EnterStage(actor=UNIT, conference="k-1", stage="decision"))


def three() -> tuple[c.RecordAttendance, ...]:
    """The least that a closed-door conference needs."""
    return attends("police"), attends("unit"), attends("unit", "p-unit-2")


def core_missing() -> Asked:
    """Three persons sat together, and nobody for the unit."""
    return sitting(*(attends("police", one) for one in ("p-1", "p-2", "p-3")))


def core_present() -> Asked:
    """The core sat together, three persons."""
    return sitting(*three())


def core_unclear() -> Asked:
    """How the police attended was not written down, and remote does not count."""
    unclear = attends("police", presence=Presence.NOT_RECORDED)
    return sitting(unclear, *(attends("unit", one) for one in ("p-1", "p-2", "p-3")))


def people(number: int) -> Asked:
    """The core sat together, so many persons in all."""
    more = tuple(attends("unit", f"p-{one}") for one in range(number - 1))
    return sitting(attends("police"), *more)


# ---- invitations and presence


def inviting(role: str, name: str = "", conference: str = "k-1") -> Asked:
    """The unit invites a role to a closed-door conference, for a need or for none."""
    desk = opened()
    desk.do(
        c.IdentifyNeed(actor=UNIT, need="n-1", kind="housing", owner="unit"),
    )
    convened(desk, conference)
    return desk.asks(
        c.InviteToConference(
            actor=UNIT,
            conference=conference,
            role=role,
            organisation=ORGANISATIONS[role],
            need=name,
        )
    )


def inviting_without_needs() -> Asked:
    """The unit invites welfare, and the client has no need at all."""
    desk = opened()
    convened(desk)
    return desk.asks(
        c.InviteToConference(
            actor=UNIT, conference="k-1", role="welfare", organisation="Welfare North"
        )
    )


def at_stage(*stages: str) -> Desk:
    """An open conference, with the client's consent, at the last of these stages."""
    desk = opened()
    desk.do(agreed(), c.IdentifyNeed(actor=UNIT, need="n-1", kind="housing", owner="unit"))
    convened(desk, kind="open-door")
    entered(desk, *stages)
    return desk


def attending(role: str, *stages: str) -> Asked:
    """A role sits in the last stage of an open conference."""
    desk = at_stage(*stages)
    return desk.asks(replace(attends(role), actor=UNIT))


def attending_barred() -> Asked:
    """The client sits in a closed-door conference."""
    desk = opened()
    convened(desk)
    entered(desk, "preparation", "exchange")
    return desk.asks(attends("client"))


def attending_invited() -> Asked:
    """Welfare was invited to an open conference and sits in it."""
    desk = at_stage("exchange")
    desk.do(
        c.InviteToConference(
            actor=UNIT,
            conference="k-1",
            role="welfare",
            organisation="Welfare North",
            need="n-1",
        )
    )
    return desk.asks(attends("welfare"))


# ---- conferences held


def none_held() -> Asked:
    """No conference at all."""
    return opened().take("confer")


def other_type_held() -> Asked:
    """An open conference was held, where a closed-door one is asked for."""
    desk = opened()
    desk.do(agreed())
    convened(desk, kind="open-door")
    entered(desk, "exchange")
    desk.do(attends("unit"), attends("client"))
    entered(desk, "family-only", "decision")
    desk.do(c.CloseConference(actor=UNIT, conference="k-1"))
    return desk.take("confer")


def held_ago(asked_at: datetime) -> Asked:
    """A closed-door conference was held as the case was opened; the step comes later."""
    desk = opened()
    held(desk)
    desk.at(asked_at)
    return desk.take("confer")


LAST_GOOD_DAY = datetime(2026, 6, 2, 21, 59, 59, tzinfo=UTC)
"""The last second in Vienna of the day three months after 2 March."""


def inquorate() -> Asked:
    """A closed-door conference was closed without its core."""
    return _closed(attends("police"))


def unclear() -> Asked:
    """A closed-door conference was closed; how the police attended was not written down."""
    return _closed(
        attends("police", presence=Presence.NOT_RECORDED),
        attends("unit"),
        attends("unit", "p-unit-2"),
    )


def _closed(*attendances: c.RecordAttendance) -> Asked:
    asked = sitting(*attendances)
    asked.desk.do(c.CloseConference(actor=UNIT, conference="k-1"))
    return asked.desk.take("confer")
