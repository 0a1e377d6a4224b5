"""The life cycles that every workflow shares, and the one that a conference type makes."""

from itertools import pairwise
from typing import Final

from ddrflow.model.conference import CANCELLED, CLOSED, CONVENED, STOPPED, Part, Stage
from ddrflow.model.consent import ConsentStatus
from ddrflow.model.lead import HandoverStage
from ddrflow.model.review import WAITING, ReviewStatus
from ddrflow.states.graph import Arrow, Graph

HANDOVER: Final = Graph(
    "hand-over",
    tuple(HandoverStage),
    HandoverStage.NONE,
    (
        Arrow("propose-lead", HandoverStage.NONE, HandoverStage.PROPOSED),
        Arrow("prepare-handover", HandoverStage.PROPOSED, HandoverStage.PREPARED),
        Arrow("accept-lead", HandoverStage.PROPOSED, HandoverStage.ACCEPTED),
        Arrow("accept-lead", HandoverStage.PREPARED, HandoverStage.ACCEPTED),
        Arrow("decline-lead", HandoverStage.PROPOSED, HandoverStage.NONE),
        Arrow("decline-lead", HandoverStage.PREPARED, HandoverStage.NONE),
        Arrow("withdraw-proposal", HandoverStage.PROPOSED, HandoverStage.NONE),
        Arrow("withdraw-proposal", HandoverStage.PREPARED, HandoverStage.NONE),
        Arrow("withdraw-proposal", HandoverStage.ACCEPTED, HandoverStage.NONE),
        Arrow("mark-proposal-expired", HandoverStage.PROPOSED, HandoverStage.NONE),
        Arrow("mark-proposal-expired", HandoverStage.PREPARED, HandoverStage.NONE),
        *(Arrow("take-over-lead", stage, HandoverStage.NONE) for stage in HandoverStage),
    ),
)
"""Taking over is an arrow from every stage: that the successor accepted is asked by a rule,
whose answer says who must accept, where a missing arrow would only say no."""

CONSENT: Final = Graph(
    "consent",
    tuple(ConsentStatus),
    ConsentStatus.NOT_ASKED,
    (
        *(
            Arrow("give-consent", status, ConsentStatus.GIVEN)
            for status in ConsentStatus  # also from given: to a newer text, for a longer time
        ),
        *(
            Arrow("refuse-consent", status, ConsentStatus.REFUSED)
            for status in ConsentStatus
            if status is not ConsentStatus.GIVEN
        ),
        Arrow("withdraw-consent", ConsentStatus.GIVEN, ConsentStatus.WITHDRAWN),
        Arrow("mark-consent-expired", ConsentStatus.GIVEN, ConsentStatus.EXPIRED),
    ),
)

REVIEW: Final = Graph(
    "review",
    tuple(ReviewStatus),
    ReviewStatus.SCHEDULED,
    (
        Arrow("mark-review-reminded", ReviewStatus.SCHEDULED, ReviewStatus.REMINDED),
        Arrow("call-review", ReviewStatus.SCHEDULED, ReviewStatus.DUE),
        Arrow("call-review", ReviewStatus.REMINDED, ReviewStatus.DUE),
        Arrow("mark-review-due", ReviewStatus.SCHEDULED, ReviewStatus.DUE),
        Arrow("mark-review-due", ReviewStatus.REMINDED, ReviewStatus.DUE),
        Arrow("mark-review-missed", ReviewStatus.DUE, ReviewStatus.MISSED),
        *(Arrow("mark-review-left-out", status, status) for status in WAITING),
        *(Arrow("mark-review-given-up", status, ReviewStatus.SCHEDULED) for status in WAITING),
        *(Arrow("hold-review", status, ReviewStatus.SCHEDULED) for status in ReviewStatus),
    ),
)


def enter(stage: str) -> str:
    """The trigger that begins a stage of a conference."""
    return f"enter {stage}"


def conference(name: str, stages: tuple[Stage, ...]) -> Graph:
    """The life cycle of a conference type: its stages in order, closed after the sitting.

    A sitting can be closed at any of its stages, and called off or stopped until then;
    what comes after the sitting follows once it is closed.
    """
    before = [stage.name for stage in stages if stage.part is not Part.AFTER]
    after = [stage.name for stage in stages if stage.part is Part.AFTER]
    sitting = [stage.name for stage in stages if stage.part is Part.SITTING]
    arrows = [
        *_in_order([CONVENED, *before]),
        *(Arrow("close-conference", stage, CLOSED) for stage in sitting),
        *_in_order([CLOSED, *after]),
        *(Arrow("cancel-conference", stage, CANCELLED) for stage in (CONVENED, *before)),
        *(Arrow("stop", stage, STOPPED) for stage in (CONVENED, *before)),
    ]
    states = (CONVENED, *before, CLOSED, *after, STOPPED, CANCELLED)
    return Graph(f"conference {name}", states, CONVENED, tuple(arrows))


def _in_order(stages: list[str]) -> list[Arrow]:
    return [Arrow(enter(after), before, after) for before, after in pairwise(stages)]
