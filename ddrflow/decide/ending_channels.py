"""Ways to the client that end by themselves: by a step, or with the leave they rest on."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from ddrflow.model import events as e
from ddrflow.model.case import Case
from ddrflow.model.workflow import Step, Workflow

RESTED_ON_IT: Final = "rested-on-another"
BY_STEP: Final = "ended-by-a-step"
LEFT: Final = "who-gave-leave-left"


def closed_by_step(
    workflow: Workflow, case: Case, step: Step, at: datetime
) -> list[e.ChannelClosed]:
    """What a step ends: channels of its kinds that were open by then, and what rests on them.

    One that was opened after it, by new leave, stays (R49).
    """
    ending = [
        one
        for one in case.access.channels
        if one.kind in step.closes and one.closed_at is None and one.opened_at <= at
    ]
    closed = [e.ChannelClosed(one.channel, step.trigger) for one in ending]
    return [*closed, *ungrounded(workflow, case, (one.channel for one in ending))]


def not_open_after_all(workflow: Workflow, case: Case) -> list[e.ChannelClosed]:
    """What a step that counts ended, and what whoever gave leave left behind (paper R49).

    After a transfer the new prison has given no leave yet.
    """
    ended = [
        one.channel
        for one in case.access.channels
        if one.closed_at is None and one.opened_at < case.access.ended.get(one.kind, one.opened_at)
    ]
    left = [
        one.channel
        for one in case.access.channels
        if one.closed_at is None
        and one.channel not in ended
        and case.parties.until(one.opened_by, one.leave_of) is not None
    ]
    closed = [e.ChannelClosed(one, BY_STEP) for one in ended]
    closed += [e.ChannelClosed(one, LEFT) for one in left]
    return [*closed, *ungrounded(workflow, case, (*ended, *left))]


def ungrounded(workflow: Workflow, case: Case, gone: Iterable[str] = ()) -> list[e.ChannelClosed]:
    """Channels whose ground is gone, or goes with these: they end, and what rests on them."""
    kinds = workflow.procedure.channels
    ended = set(gone)
    closed: list[e.ChannelClosed] = []
    while True:
        left = [
            one
            for one in case.access.channels
            if one.closed_at is None and one.channel not in ended
        ]
        standing = {one.kind for one in left}
        falls = [one for one in left if kinds[one.kind].rests_on not in ("", *standing)]
        if not falls:
            return closed
        ended |= {one.channel for one in falls}
        closed += [e.ChannelClosed(one.channel, RESTED_ON_IT) for one in falls]
