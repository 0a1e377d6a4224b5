"""Situations in which a rule about what stands above the cases decides, as in `scenes`."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from ddrflow.model import commands as c
from ddrflow.model.standing import (
    Activity,
    ActivityHeld,
    ActivityKind,
    Agreement,
    AgreementMade,
    Alignment,
    Contact,
    ContactNamed,
    Grant,
    Means,
    MeansGranted,
    OperatingProcedure,
    OrganisationAligned,
    ProcedureAdopted,
    StandingCorrected,
    StandingEvent,
)
from ddrflow.model.workflow import Workflow
from ddrflow.workflow.load import check_text
from tests.acts import attends, convened, entered, hand_over
from tests.builders import START, UNIT, Asked, Desk, opened
from tests.rules.scenes import late
from tests.synthetic import SYNTHETIC, built

DAY: Final = timedelta(days=1)
FIRST_DAY: Final = START.date()
LAST_YEAR: Final = FIRST_DAY - timedelta(days=365)
NORTH: Final = ("Prison North", "Unit North")


def with_rules(*changes: str) -> Workflow:
    """The synthetic workflow with places changed: each as it is, then as it is to be."""
    return built(_changed(*changes))


def fault_of(*changes: str) -> str:
    """What is wrong with the file that is changed so."""
    return "\n".join(str(one) for one in check_text(_changed(*changes).encode(), "x.yaml").findings)


def _changed(*changes: str) -> str:
    text = SYNTHETIC
    for old, new in zip(changes[::2], changes[1::2], strict=True):
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return text


def above(trigger: str, *events: StandingEvent, days: int = 0, **how: object) -> Asked:
    """After these facts were recorded, and some days passed, the step that asks about them."""
    desk = opened(standing=events, **how)  # type: ignore[arg-type]
    desk.later(days=days)
    return desk.take(trigger)


def agreement(*organisations: str, ends_on: date | None = None) -> AgreementMade:
    """An agreement of some, of the prison and the unit unless others are named."""
    parties = organisations or NORTH
    return AgreementMade(Agreement("a-1", "1", parties, LAST_YEAR, ends_on=ends_on))


def reachable(organisation: str = "Prison North", deputy: str = "p-9") -> ContactNamed:
    """Somebody can be reached at an organisation."""
    return ContactNamed(Contact(organisation, "p-8", deputy))


def allied(*organisations: str, ends_on: date | None = None, days: int = 0) -> Asked:
    """A step that needs an agreement of the prison, some days after the opening."""
    made = agreement(*organisations, ends_on=ends_on)
    return above("ally", made, reachable(), days=days)


def signed(organisation: str = "Prison North", glossary: str = "2", days: int = 0) -> StandingEvent:
    """An organisation signed so many days ago."""
    day = FIRST_DAY - timedelta(days=days)
    return OrganisationAligned(Alignment(organisation, "1", "1", glossary, day))


def signed_on_day(offset: int) -> Asked:
    """The prison signed on the second day; the step is entered so many days after that."""
    desk = opened()
    desk.later(days=1)
    day = desk.now.date()
    desk.record(OrganisationAligned(Alignment("Prison North", "1", "1", "2", day)))
    instant = desk.now + timedelta(days=offset)
    desk.later(days=2)
    return late(desk, "align", instant)


def grant(
    means: Means, organisation: str = "Unit North", ends_on: date | None = None
) -> StandingEvent:
    """An organisation has a means since last year."""
    return MeansGranted(Grant(organisation, means, f"ref-{means}", LAST_YEAR, ends_on))


TO_LEAD: Final = (Means.ACCESS, Means.MANDATE, Means.TRAINING, Means.BUDGET)


def grants(*means: Means, organisation: str = "Unit North") -> tuple[StandingEvent, ...]:
    """An organisation has some means, all that it takes to lead unless some are named."""
    return tuple(grant(one, organisation) for one in means or TO_LEAD)


def equipped_until(ends_on: date, days: int = 0) -> Asked:
    """All but the budget is without end; a step some days later needs them all."""
    events = (*grants(*TO_LEAD[:3]), grant(Means.BUDGET, ends_on=ends_on))
    return above("equip", *events, days=days)


def equipped_police() -> Asked:
    """The police lead, of whom no means are asked; the unit takes the step."""
    desk = opened(standing=grants(Means.ACCESS))
    hand_over(desk, "police")
    return desk.take("equip")


#: When the review falls due that runs while the case waits.
NEXT_REVIEW: Final = date(2026, 4, 2)


def waiting(*events: StandingEvent, **how: object) -> Desk:
    """A case in a state that is reviewed, with these facts above it."""
    desk = opened(standing=events, **how)  # type: ignore[arg-type]
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"))
    return desk


def funded(*events: StandingEvent) -> Asked:
    """A step that needs funding up to the next review."""
    return waiting(*events).take("fund")


def funded_until(ends_on: date, organisation: str = "Unit North") -> Asked:
    """The same, where funding ends."""
    return funded(grant(Means.FUNDING, organisation, ends_on))


def funded_for_now(*, planned: bool = False) -> Asked:
    """Funding ends before the review; a plan for then is filed, or another paper."""
    desk = waiting(grant(Means.FUNDING, ends_on=NEXT_REVIEW - DAY))
    kind = "succession" if planned else "letter"
    desk.do(c.FileDocument(actor=UNIT, kind=kind, document="d-1"))
    return desk.take("fund")


def training(
    *persons: str,
    kind: ActivityKind = ActivityKind.JOINT_TRAINING,
    held_on: date = FIRST_DAY,
    version: str = "3",
) -> StandingEvent:
    """People trained together, on the operating procedure unless there is no version."""
    procedure = "case-work" if version else ""
    name = f"t-{kind}-{held_on}-{version}"
    return ActivityHeld(Activity(name, kind, held_on, NORTH, persons, procedure, version))


def operating_procedure(version: str = "3", starts_on: date = LAST_YEAR) -> StandingEvent:
    """A version of it is in force from a day on."""
    return ProcedureAdopted(OperatingProcedure("case-work", version, starts_on))


def sitting_down(
    *events: StandingEvent,
    role: str = "unit",
    person: str = "p-1",
    workflow: Workflow | None = None,
) -> Asked:
    """Somebody comes to the table of those who have trained together."""
    desk = opened(workflow, events)
    convened(desk, kind="round-table")
    entered(desk, "exchange")
    return desk.asks(attends(role, person))


def deciding(*events: StandingEvent, role: str = "unit") -> Asked:
    """Of those who sat there, one for a role, a decision is asked; training is looked at again."""
    desk = sitting_down(operating_procedure(), training("p-1"), role=role).desk
    desk.do(attends(role, "p-1"))
    desk.record(*events)
    return desk.asks(c.EnterStage(actor=UNIT, conference="k-1", stage="decision"))


#: The training of the first day was held in error.
NO_TRAINING: Final = StandingCorrected(2, "recorded-in-error")


def trained_on(day: date) -> Asked:
    """Somebody who trained on a day comes to the table on the first day of the case."""
    return sitting_down(operating_procedure(), training("p-1", held_on=day))


def introduction(*organisations: str, held_on: date = FIRST_DAY) -> StandingEvent:
    """Organisations came to know each other in a prison."""
    kind = ActivityKind.PRISON_INTRODUCTION
    return ActivityHeld(Activity("i-1", kind, held_on, organisations or NORTH))


def introduced_on_day(offset: int) -> Asked:
    """The unit was introduced on the second day; the step is entered so many days after that."""
    desk = opened()
    desk.later(days=1)
    desk.record(introduction(held_on=desk.now.date()))
    instant = desk.now + timedelta(days=offset)
    desk.later(days=2)
    return late(desk, "introduce", instant)


Probe = Callable[[], Asked]

MET_AND_NOT: Final[dict[str, tuple[Probe, ...]]] = {
    "agreement.in-force": (
        allied,
        lambda: above("ally"),
        lambda: above("ally", agreement()),
        lambda: allied("Police North", "Unit North"),
        lambda: above("ally", agreement(), reachable(deputy="")),
        lambda: above("ally", without=("prison",)),
    ),
    "agreement.aligned": (
        lambda: above("align", signed()),
        lambda: above("align"),
        lambda: above("align", signed("Police North")),
        lambda: above("align", signed(glossary="1")),
    ),
    "introduction.held": (
        lambda: above("introduce", introduction()),
        lambda: above("introduce"),
        lambda: above("introduce", introduction("Police North", "Unit North")),
    ),
    "lead.has-means": (
        lambda: above("equip", *grants()),
        lambda: above("equip"),
        lambda: above("equip", *grants(Means.ACCESS)),
    ),
    "lead.is-funded": (
        lambda: funded_until(NEXT_REVIEW),
        funded,
        lambda: funded_until(FIRST_DAY - DAY),
        lambda: funded_until(NEXT_REVIEW - DAY),
        funded_for_now,
    ),
    "training.joint": (
        lambda: sitting_down(operating_procedure(), training("p-1")),
        sitting_down,
        lambda: sitting_down(operating_procedure()),
        lambda: sitting_down(operating_procedure(), training("p-2")),
        lambda: deciding(NO_TRAINING),
    ),
}
"""For each rule, first where it is met, then the ways in which it is not."""
