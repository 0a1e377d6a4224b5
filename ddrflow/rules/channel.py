"""Whether there is a way to the client."""

from typing import Annotated

from ddrflow.model.access import ChannelKind
from ddrflow.model.question import Question
from ddrflow.model.rule import Rule
from ddrflow.model.source import Source
from ddrflow.model.verdict import MET, Answer, Remedy
from ddrflow.rules.base import (
    Parameters,
    Refers,
    meaning,
    shown,
    unmet,
)


class ChannelNeeded(Parameters):
    """Which kind of channel must be open."""

    kind: Annotated[str, Refers("channel"), meaning("The kind of channel that must be open")]


def _open(question: Question, parameters: ChannelNeeded) -> Answer:
    access = question.case.access
    if access.is_any_open(parameters.kind, question.at):
        return MET
    kind = question.procedure.channels[parameters.kind]
    later = [
        one.opened_at
        for one in access.channels
        if one.kind == kind.name and one.opened_at > question.at
    ]
    return unmet(
        "channel.none-open",
        shown("kind", kind.name),
        remedies=(to_open(kind),),
        passes_from=min(later, default=None),
    )


def to_open(kind: ChannelKind) -> Remedy:
    """Who can open such a channel, with what is left to choose."""
    filled = [("kind", kind.name)]
    left = ["channel"]
    for name, values in (("modality", kind.modalities), ("through", kind.through)):
        if len(values) == 1:
            filled.append((name, str(values[0])))
        elif values:
            left.append(name)
    return Remedy("open-channel", tuple(filled), tuple(left), kind.opened_by)


OPEN = Rule(
    "channel.open",
    "Is a channel of this kind to the client open?",
    _open,
    ChannelNeeded,
    frozenset({"case.access", "procedure.channels", "at"}),
    Source("ran", "R44"),
)
