"""Faults of states, of steps and of ends: what cannot be reached, taken or left."""

from collections.abc import Callable

from tests.proof.documents import (
    GHOST,
    LOCAL,
    Document,
    NotHere,
    ask,
    asked,
    client,
    closing,
    conference,
    consent,
    final,
    ghost,
    leads,
    needed,
    resting,
    sources,
    states,
    stop,
)

# ---- states and steps


def a_state_behind_a_lead_that_nobody_can_be(document: Document) -> None:
    """Every step to one state asks for a lead who leads nowhere."""
    first = [one for one in asked(document) if not final(document, one)]
    target = needed(first)[0]["to"]
    for one in document["steps"]:
        if one["to"] == target:
            one["kind"] = "asks"
            one.pop("breach", None)
            stop(document, one)


def a_state_behind_a_conference_that_nobody_can_call(document: Document) -> None:
    """Every step to one state asks for a conference of somebody without a remit."""
    ghost(document)
    name = conference(document, convened_by=[GHOST], core=[leads(document)[0]])
    first = [one for one in asked(document) if not final(document, one)]
    target = needed(first)[0]["to"]
    for one in document["steps"]:
        if one["to"] == target:
            one["kind"] = "asks"
            one.pop("breach", None)
            ask(one, "conference.held", type=name)


def a_step_that_asks_for_a_lead_that_nobody_can_be(document: Document) -> None:
    """One step, where there are others."""
    stop(document, asked(document)[0])


def a_step_that_asks_for_a_conference_that_nobody_can_call(document: Document) -> None:
    """One step, where there are others."""
    ghost(document)
    step = asked(document)[-1]
    ask(step, "conference.held", type=conference(document, convened_by=[GHOST]))


def two_rules_that_ask_for_two_leads(document: Document) -> None:
    """Either can lead, and never both at once."""
    for step in asked(document):
        phase = document["states"][sources(document, step)[0]]["phase"]
        target = document["states"][step["to"]].get("phase")
        both = [
            one
            for one in document["lead"].get(phase, {}).get("roles", [])
            if target is None or one in document["lead"][target]["roles"]
        ]
        if len(both) > 1:
            ask(step, "lead.among", roles=both[:1])
            ask(step, "lead.among", roles=both[1:2])
            return
    raise NotHere


def a_lead_who_cannot_lead_on(document: Document) -> None:
    """A step asks for a lead of the phase that it leaves, who is none of the one it leads to."""
    for step in asked(document):
        phase = document["states"][sources(document, step)[0]]["phase"]
        target = document["states"][step["to"]].get("phase")
        if target is None or target == phase:
            continue
        here, there = (document["lead"][one]["roles"] for one in (phase, target))
        only = [one for one in here if one not in there]
        if only:
            ask(step, "lead.among", roles=only[:1])
            return
    raise NotHere


# ---- ends


def no_end_that_somebody_can_decide_on(document: Document) -> None:
    """Every step that ends the case by a decision asks for what cannot be so."""
    for one in closing(document):
        stop(document, one)


def an_end_behind_a_conference_that_nobody_can_call(document: Document) -> None:
    """As above, by a conference."""
    ghost(document)
    name = conference(document, convened_by=[GHOST])
    for one in closing(document):
        ask(one, "conference.held", type=name)


def an_end_that_asks_for_two_leads(document: Document) -> None:
    """Either can lead, and never both at once."""
    for one in closing(document):
        both = needed([[*dict.fromkeys(leads(document))]])[0]
        if len(both) == 1:
            raise NotHere
        ask(one, "lead.among", roles=both[:1])
        ask(one, "lead.among", roles=both[1:2])


def an_end_that_rests_on_consent(document: Document) -> None:
    """Whoever says no can never leave."""
    scope = consent(document)
    for one in closing(document):
        ask(one, "consent.valid", of=client(document), to=scope)


def an_end_behind_a_conference_that_rests_on_consent(document: Document) -> None:
    """As above, by a conference."""
    name = resting(document)
    for one in closing(document):
        ask(one, "conference.held", type=name)


def _only_back(document: Document, rest: Callable[[Document], None]) -> None:
    """From one state after release everything but the way back to custody rests on a yes."""
    state = needed(states(document, "post-release"))[0]
    inside = needed(states(document, "custody"))[0]
    lead = needed(
        [
            role
            for role in document["lead"]["custody"]["roles"]
            if "post-release" in document["agencies"][role].get("phases", ["post-release"])
        ]
    )
    document["lead"]["post-release"]["roles"] = list(
        dict.fromkeys((*document["lead"]["post-release"]["roles"], *lead))
    )
    for one in asked(document):
        if state in sources(document, one):
            rest(one)
    document["steps"].append(
        {"trigger": "send-back", "from": state, "to": inside, "by": lead, **LOCAL}
    )


def after_a_no_there_is_only_the_way_back(document: Document) -> None:
    """The steps on ask for consent."""
    scope = consent(document)
    _only_back(document, lambda one: ask(one, "consent.valid", of=client(document), to=scope))


def without_a_conference_there_is_only_the_way_back(document: Document) -> None:
    """The steps on ask for a conference that rests on consent."""
    name = resting(document)
    _only_back(document, lambda one: ask(one, "conference.held", type=name))


def _unwatched(document: Document) -> str:
    """A state that no review looks at and that has no limit."""
    state = needed([one for one in states(document) if not document["states"][one].get("initial")])[
        0
    ]
    document["states"][state].pop("limit", None)
    document["reviews"] = [
        one
        for one in document.get("reviews", [])
        if state not in one["while"].get("states", [])
        and one["while"].get("phase") != document["states"][state]["phase"]
    ]
    return str(state)


def a_state_that_only_events_end(document: Document) -> None:
    """Nobody looks, and nobody may act."""
    state = _unwatched(document)
    for one in asked(document):
        if state in sources(document, one):
            one["kind"] = "happened"


def a_state_whose_steps_cannot_be_taken(document: Document) -> None:
    """Nobody looks, and whoever may act is refused."""
    state = _unwatched(document)
    for one in asked(document):
        if state in sources(document, one):
            stop(document, one)
