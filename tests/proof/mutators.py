"""Faults that can be put into any workflow: what each breaks, and the code that tells of it.

A mutator changes the resolved document of a sound file in one way that no schema can see. It
raises NotHere where the file has no place for it.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

Document = dict[str, Any]
Mutate = Callable[[Document], None]
LOCAL: Final = {"source": "local choice"}
GHOST: Final = "ghost"
LAY: Final = ("client", "social-network")


class NotHere(Exception):
    """The file has no place for this fault."""


# ---- what a fault is put in


def states(document: Document, phase: str = "") -> list[str]:
    """The states that are not final, of a phase where one is given."""
    return [
        name
        for name, one in document["states"].items()
        if not one.get("final") and phase in ("", one["phase"])
    ]


def asked(document: Document) -> list[Document]:
    """The steps that rules can refuse."""
    return [one for one in document["steps"] if one.get("kind", "asks") == "asks"]


def final(document: Document, step: Document) -> bool:
    """The step ends the case."""
    return bool(document["states"][step["to"]].get("final"))


def closing(document: Document) -> list[Document]:
    """The steps by which somebody ends the case."""
    return needed([one for one in asked(document) if final(document, one)])


def needed(found: list[Any]) -> list[Any]:
    """What was found; NotHere where that is nothing."""
    if not found:
        raise NotHere
    return found


def sources(document: Document, step: Document) -> list[str]:
    """The states that a step leaves."""
    left = [step["from"]] if isinstance(step["from"], str) else step["from"]
    return states(document) if left == ["any"] else left


def ask(step: Document, rule: str, **parameters: object) -> None:
    """Let the step ask one more rule that binds."""
    step["rules"] = [*step.get("rules", []), {rule: {**parameters, **LOCAL, "strength": "must"}}]


def stop(document: Document, step: Document) -> None:
    """Let the step ask for something that cannot be so."""
    nobody = needed([one for one in agencies(document) if one not in leads(document)])
    ask(step, "lead.among", roles=nobody[:1])


def agencies(document: Document) -> list[str]:
    """The roles of professionals."""
    return [name for name, one in document["agencies"].items() if one["kind"] not in LAY]


def leads(document: Document) -> list[str]:
    """The roles that may lead in some phase."""
    return [role for one in document["lead"].values() for role in one["roles"]]


def client(document: Document) -> str:
    """The role of the client."""
    kinds = document["agencies"].items()
    return str(needed([name for name, one in kinds if one["kind"] == "client"])[0])


def ghost(document: Document, phase: str = "release") -> None:
    """A role whose remit is a phase to which no case of the file comes.

    Whose remit is later can be brought in before it, and not after it is over.
    """
    gone = needed([one for one in document["lead"] if one == phase])[0]
    for one in document["states"].values():
        if one.get("phase") == gone:
            one["phase"] = "custody"
    document["agencies"][GHOST] = {"kind": "civil-society", "title": "Ghost", "phases": [gone]}


def conference(document: Document, name: str = "ghostly", **more: object) -> str:
    """One more type of conference, between agencies."""
    lead = leads(document)[0]
    document.setdefault("conferences", {})[name] = {
        "title": "A conference of the fault",
        "convened_by": [lead],
        "core": [lead],
        "information": "internal",
        "stages": ["talk"],
        **LOCAL,
        **more,
    }
    return name


def consent(document: Document) -> str:
    """One more consent of the client."""
    document.setdefault("consents", {})["wish"] = {
        "of": client(document),
        "text_version": "1",
        **LOCAL,
    }
    return "wish"


def resting(document: Document) -> str:
    """A conference that rests on the client's consent."""
    scope = consent(document)
    return conference(document, consent={"of": client(document), "to": scope, **LOCAL})


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


# ---- the lead


def coordinate(document: Document, kind: str, strength: str) -> None:
    """What the file says of a kind of agency as coordinator."""
    said = {"strength": strength, "reason": "no-authority", "because": "A fault", **LOCAL}
    document.setdefault("coordination", {})[kind] = said
    if "extends" in document:
        document.setdefault("overrides", {})[f"coordination.{kind}"] = "A fault"


def _barred(document: Document, phase: str, strength: str = "law") -> None:
    """By law no agency of the kinds that may lead in a phase coordinates."""
    for role in document["lead"][phase]["roles"]:
        kind = document["agencies"][role]["kind"]
        coordinate(document, kind, strength)


def nobody_may_open_the_case(document: Document) -> None:
    """By law, none of those who may lead where it begins."""
    initial = next(one for one in document["states"].values() if one.get("initial"))
    _barred(document, initial["phase"])


def means_that_nobody_can_have(document: Document) -> None:
    """Who leads where it begins must be one who leads nowhere."""
    initial = next(one for one in document["states"].values() if one.get("initial"))
    lead = document["lead"][initial["phase"]]
    nobody = needed([one for one in agencies(document) if one not in leads(document)])
    rule = {"lead.among": {"roles": nobody[:1], "strength": "must", **LOCAL}}
    lead["rules"] = [*lead.get("rules", []), rule]


def _stranger(document: Document, phase: str, **more: object) -> None:
    """Only a role that was never in the case leads in a phase."""
    document["agencies"]["stranger"] = {"kind": "legal-counsel", "title": "Stranger", **more}
    document["lead"][phase]["roles"] = ["stranger"]


def nobody_can_take_over_after_release(document: Document) -> None:
    """By law, the only lead after release may not coordinate."""
    needed(states(document, "post-release"))
    _stranger(document, "post-release")
    _barred(document, "post-release")


def nobody_can_take_over_in_custody(document: Document) -> None:
    """As above, in custody."""
    needed(states(document, "custody"))
    _stranger(document, "custody")
    _barred(document, "custody")


def nobody_can_take_over_in_release(document: Document) -> None:
    """As above, where release is prepared."""
    needed(states(document, "release"))
    _stranger(document, "release")
    _barred(document, "release")


def the_lead_after_release_is_a_stranger(document: Document) -> None:
    """It sits in no conference before."""
    needed(states(document, "post-release"))
    needed(list(document.get("conferences", {})))
    _stranger(document, "post-release")


def the_lead_in_custody_is_a_stranger(document: Document) -> None:
    """It sits in no conference before."""
    needed(states(document, "custody"))
    needed(list(document.get("conferences", {})))
    _stranger(document, "custody")
    document["lead"]["pre-incarceration"]["roles"].append("stranger")


def the_lead_in_release_is_a_stranger(document: Document) -> None:
    """It sits in no conference before."""
    needed(states(document, "release"))
    needed(list(document.get("conferences", {})))
    _stranger(document, "release")
    document["lead"]["custody"]["roles"].append("stranger")


def everybody_who_leads_after_release_is_contested(document: Document) -> None:
    """By what the file says of their kinds."""
    needed(states(document, "post-release"))
    _barred(document, "post-release", "contested")


def everybody_who_leads_in_custody_is_contested(document: Document) -> None:
    """By what the file says of their kinds."""
    needed(states(document, "custody"))
    _barred(document, "custody", "contested")


# ---- conferences and reviews


def a_conference_that_nobody_can_call(document: Document) -> None:
    """Whoever calls it has no remit anywhere."""
    ghost(document)
    conference(document, convened_by=[GHOST])


def a_conference_that_nobody_can_call_any_more(document: Document) -> None:
    """Whoever calls it had a remit before any case begins."""
    ghost(document, "pre-incarceration")
    conference(document, convened_by=[GHOST])


def a_conference_of_the_file_that_nobody_can_call(document: Document) -> None:
    """Another type gets a convenor without a remit."""
    needed(list(document.get("conferences", {})))
    ghost(document)
    name = next(iter(document["conferences"]))
    document["conferences"][name]["convened_by"] = [GHOST]


def a_core_outside_its_remit(document: Document) -> None:
    """Somebody of the core can be there in no phase."""
    ghost(document, "pre-incarceration")
    conference(document, core=[leads(document)[0], GHOST])


def a_stage_that_nobody_can_enter(document: Document) -> None:
    """The last stage asks for what cannot be so."""
    nobody = needed([one for one in agencies(document) if one not in leads(document)])
    rule = {"lead.among": {"roles": nobody[:1], "strength": "must", **LOCAL}}
    conference(document, stages=["talk", {"decision": {"rules": [rule]}}])


def _reviewed(document: Document, **more: object) -> None:
    state = states(document)[0]
    document["reviews"] = [
        *document.get("reviews", []),
        {"name": "ghostly-look", "while": {"states": [state]}, "every": "1 month", **LOCAL, **more},
    ]


def a_review_held_by_a_conference_that_never_counts(document: Document) -> None:
    """It waits for a core that cannot come."""
    ghost(document, "pre-incarceration")
    name = conference(document, core=[leads(document)[0], GHOST])
    _reviewed(document, held_by={"conference": name})


def a_review_held_by_a_conference_of_another_phase(document: Document) -> None:
    """Whoever calls it has no remit where the review comes due."""
    first = document["states"][states(document)[0]]["phase"]
    other = needed([one for one in document["lead"] if one != first])[0]
    document["agencies"]["late"] = {"kind": "civil-society", "title": "Late", "phases": [other]}
    name = conference(document, convened_by=["late"])
    _reviewed(document, held_by={"conference": name})


# ---- needs, readers, escalations


def a_need_that_only_a_ghost_answers(document: Document) -> None:
    """A kind of its own."""
    client(document)
    ghost(document)
    document["needs"] = [*document.get("needs", []), "peace"]
    if "extends" in document:
        document.setdefault("overrides", {})["needs"] = "A fault"
    document["agencies"][GHOST]["on_need"] = ["peace"]


def a_need_of_the_file_that_only_a_ghost_answers(document: Document) -> None:
    """One that others answered."""
    kind = needed(document.get("needs", []))[0]
    ghost(document)
    for one in document["agencies"].values():
        one["on_need"] = [each for each in one.get("on_need", []) if each != kind]
        if not one["on_need"]:
            del one["on_need"]
    document["agencies"][GHOST]["on_need"] = [kind]


def _paper(document: Document, information: str, reader: str) -> None:
    document.setdefault("documents", {})["ghostly-paper"] = {
        "filed_by": [leads(document)[0]],
        "information": information,
        "to": [reader],
        **LOCAL,
    }


def an_internal_paper_for_the_client(document: Document) -> None:
    """Who sees what is open alone."""
    _paper(document, "internal", client(document))


def a_confidential_paper_for_the_family(document: Document) -> None:
    """Who sees what is open alone, as the client does."""
    kinds = document["agencies"].items()
    lay = needed([name for name, one in kinds if one["kind"] == "social-network"])
    _paper(document, "confidential", lay[0])


def a_confidential_paper_for_somebody_outside(document: Document) -> None:
    """An agency that sits in no confidential conference."""
    document["agencies"]["outside"] = {"kind": "education", "title": "School"}
    _paper(document, "confidential", "outside")


def _leaver(document: Document, phase: str) -> str:
    other = needed([one for one in document["lead"] if one != phase])[0]
    document["agencies"]["leaver"] = {"kind": "police", "title": "Leaver", "phases": [other]}
    return "leaver"


def a_review_that_tells_somebody_who_is_gone(document: Document) -> None:
    """The role is there in another phase alone."""
    phase = document["states"][states(document)[0]]["phase"]
    told = _leaver(document, phase)
    _reviewed(document, grace="5 days", then={"escalate_to": [told]})


def a_review_of_a_phase_that_tells_somebody_who_is_gone(document: Document) -> None:
    """As above, for every state of a phase."""
    phase = document["states"][states(document)[-1]]["phase"]
    told = _leaver(document, phase)
    look = {"name": "ghostly-look", "while": {"phase": phase}, "every": "1 month", **LOCAL}
    look |= {"grace": "5 days", "then": {"escalate_to": [told]}}
    document["reviews"] = [*document.get("reviews", []), look]


def a_limit_that_tells_somebody_who_is_gone(document: Document) -> None:
    """The role is there in another phase alone."""
    state = states(document)[0]
    told = _leaver(document, document["states"][state]["phase"])
    limit = {"after": "1 year", "then": {"escalate_to": [told]}, **LOCAL}
    document["states"][state]["limit"] = limit


MUTATORS: Final[Mapping[str, tuple[Mutate, ...]]] = {
    "E-UNREACHED": (
        a_state_behind_a_lead_that_nobody_can_be,
        a_state_behind_a_conference_that_nobody_can_call,
    ),
    "E-DEAD-STEP": (
        a_step_that_asks_for_a_lead_that_nobody_can_be,
        a_step_that_asks_for_a_conference_that_nobody_can_call,
    ),
    "E-CLASH": (
        two_rules_that_ask_for_two_leads,
        a_lead_who_cannot_lead_on,
    ),
    "E-NO-END": (
        no_end_that_somebody_can_decide_on,
        an_end_behind_a_conference_that_nobody_can_call,
        an_end_that_asks_for_two_leads,
    ),
    "E-STRANDED": (
        an_end_that_rests_on_consent,
        an_end_behind_a_conference_that_rests_on_consent,
    ),
    "E-SANCTION": (
        after_a_no_there_is_only_the_way_back,
        without_a_conference_there_is_only_the_way_back,
    ),
    "E-WAITS": (
        a_state_that_only_events_end,
        a_state_whose_steps_cannot_be_taken,
    ),
    "E-LEADLESS": (
        nobody_may_open_the_case,
        means_that_nobody_can_have,
    ),
    "E-REMIT": (
        nobody_can_take_over_after_release,
        nobody_can_take_over_in_custody,
        nobody_can_take_over_in_release,
    ),
    "W-COLD": (
        the_lead_after_release_is_a_stranger,
        the_lead_in_custody_is_a_stranger,
        the_lead_in_release_is_a_stranger,
    ),
    "N-CONTESTED": (
        everybody_who_leads_after_release_is_contested,
        everybody_who_leads_in_custody_is_contested,
    ),
    "E-CONVENE": (
        a_conference_that_nobody_can_call,
        a_conference_that_nobody_can_call_any_more,
        a_conference_of_the_file_that_nobody_can_call,
    ),
    "E-QUORUM-UNMET": (
        a_core_outside_its_remit,
        a_stage_that_nobody_can_enter,
    ),
    "E-REVIEW": (
        a_review_held_by_a_conference_that_never_counts,
        a_review_held_by_a_conference_of_another_phase,
    ),
    "E-NEED": (
        a_need_that_only_a_ghost_answers,
        a_need_of_the_file_that_only_a_ghost_answers,
    ),
    "E-READER": (
        an_internal_paper_for_the_client,
        a_confidential_paper_for_somebody_outside,
        a_confidential_paper_for_the_family,
    ),
    "E-ESCALATION": (
        a_review_that_tells_somebody_who_is_gone,
        a_review_of_a_phase_that_tells_somebody_who_is_gone,
        a_limit_that_tells_somebody_who_is_gone,
    ),
}
"""The faults, by the code that tells of them."""
