"""Workflows that are sound by how they are made: a shipped file, grown in ways that break nothing.

Each growth keeps the file sound: whatever is asked for can be supplied by somebody who is there.
So nothing that the proof finds in one is a hole.
"""

import json
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Final

from ddrflow.workflow.load import load, shipped
from tests.proof.documents import LOCAL, Document, agencies, asked, final, sources, states

Grow = Callable[[Document, Random, str], None]
#: How often a file is grown.
GROWTHS: Final = range(8, 20)


def grown(seed: int) -> Document:
    """A sound workflow, the same for the same seed."""
    chance = Random(seed)  # noqa: S311 - reproducible, not secret
    names = shipped()
    document: Document = deepcopy(json.loads(load(names[seed % len(names)]).document))
    for number in range(chance.choice(GROWTHS)):
        chance.choice(GROW)(document, chance, f"g{number}")
    document["workflow"] = f"grown-{seed}"
    return document


def _state(document: Document, chance: Random) -> str:
    return chance.choice(states(document))


def _lead(document: Document, state: str) -> str:
    """A role that may lead where the state is."""
    return str(document["lead"][document["states"][state]["phase"]]["roles"][0])


def _there(document: Document, phase: str) -> list[str]:
    """Agencies whose remit covers a phase, and that are there without a need."""
    return [
        one
        for one in agencies(document)
        if phase in document["agencies"][one].get("phases", [phase])
        and not document["agencies"][one].get("on_need")
    ]


def _looked_at(document: Document, state: str, name: str) -> None:
    """A review of the lead's own."""
    look = {"name": f"{name}-look", "while": {"states": [state]}, "every": "3 months"}
    document["reviews"] = [*document.get("reviews", []), {**look, "grace": "14 days", **LOCAL}]


def a_stop_on_the_way(document: Document, chance: Random, name: str) -> None:
    """Between two states another one, in the phase of the first.

    Not before a step that rests on consent: whoever says no there would be stranded.
    """
    free = [one for one in asked(document) if "consent.valid" not in str(one.get("rules"))]
    alone = [one for one in free if len(sources(document, one)) == 1]
    fitting = [one for one in alone if not final(document, one)]
    if not fitting:
        return
    step = chance.choice(fitting)
    source = sources(document, step)[0]
    document["states"][name] = {"phase": document["states"][source]["phase"]}
    document["steps"].append(
        {"trigger": f"{name}-on", "from": source, "to": name, "by": step["by"], **LOCAL}
    )
    step["from"] = name
    _looked_at(document, name, name)


def a_detour(document: Document, chance: Random, name: str) -> None:
    """A state to which the case goes and from which it comes back, for a while at most."""
    state = _state(document, chance)
    phase, lead = document["states"][state]["phase"], _lead(document, state)
    document["states"][name] = {"phase": phase, "limit": {"after": "2 months", **LOCAL}}
    document["steps"] += [
        {"trigger": f"{name}-out", "from": state, "to": name, "by": [lead], **LOCAL},
        {"trigger": f"{name}-back", "from": name, "to": state, "by": [lead], **LOCAL},
    ]


def a_paper(document: Document, chance: Random, name: str) -> None:
    """A document that a step asks for, filed by somebody who is there."""
    step = chance.choice(asked(document))
    phase = document["states"][sources(document, step)[0]]["phase"]
    document.setdefault("documents", {})[name] = {"filed_by": _there(document, phase)[:1], **LOCAL}
    step["rules"] = [*step.get("rules", []), {"document.filed": {"kind": name, **LOCAL}}]


def a_meeting(document: Document, chance: Random, name: str) -> None:
    """A conference that a step asks for, of those who are there."""
    step = chance.choice(asked(document))
    state = sources(document, step)[0]
    lead, phase = _lead(document, state), document["states"][state]["phase"]
    others = [one for one in _there(document, phase) if one != lead]
    document.setdefault("conferences", {})[name] = {
        "title": "A conference that was grown",
        "convened_by": [lead],
        "core": [lead, *others[:2]],
        "information": "internal",
        "stages": ["talk", "decision"],
        **LOCAL,
    }
    rule = {"conference.held": {"type": name, "within": "6 months", **LOCAL}}
    step["rules"] = [*step.get("rules", []), rule]


def a_talk_if_wanted(document: Document, chance: Random, name: str) -> None:
    """A conference that rests on consent, and that a step advises and does not ask for."""
    clients = [one for one, role in document["agencies"].items() if role["kind"] == "client"]
    if not clients:
        return
    step = chance.choice(asked(document))
    lead = _lead(document, sources(document, step)[0])
    document.setdefault("consents", {})[name] = {"of": clients[0], "text_version": "1", **LOCAL}
    document.setdefault("conferences", {})[name] = {
        "title": "A talk that was grown",
        "convened_by": [lead],
        "core": [lead, clients[0]],
        "consent": {"of": clients[0], "to": name, **LOCAL},
        "information": "open",
        "stages": ["talk"],
        **LOCAL,
    }
    advice = {"type": name, "strength": "should", "because": "It helps", **LOCAL}
    step["rules"] = [*step.get("rules", []), {"conference.held": advice}]


def a_plan(document: Document, chance: Random, name: str) -> None:
    """A plan that a step asks for."""
    step = chance.choice(asked(document))
    lead = _lead(document, sources(document, step)[0])
    kind = {"parts": ["first", "second"], "adopted_by": [lead], **LOCAL}
    document.setdefault("plans", {})[name] = kind
    step["rules"] = [*step.get("rules", []), {"plan.adopted": {"kind": name, **LOCAL}}]


def a_review(document: Document, chance: Random, name: str) -> None:
    """One more look at a state."""
    _looked_at(document, _state(document, chance), name)


def a_sudden_end(document: Document, chance: Random, name: str) -> None:
    """Something that happens and ends the case."""
    state = _state(document, chance)
    ends = [one for one, is_final in document["states"].items() if is_final.get("final")]
    happens = {"trigger": name, "from": state, "to": ends[0], "kind": "happened"}
    document["steps"].append({**happens, "by": [_lead(document, state)], **LOCAL})


GROW: Final[tuple[Grow, ...]] = (
    a_stop_on_the_way,
    a_stop_on_the_way,
    a_stop_on_the_way,
    a_detour,
    a_detour,
    a_paper,
    a_meeting,
    a_talk_if_wanted,
    a_plan,
    a_review,
    a_sudden_end,
)
