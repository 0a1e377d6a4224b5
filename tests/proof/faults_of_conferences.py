"""Faults of conferences and of reviews: what nobody can call, hold or decide in."""

from tests.proof.documents import (
    GHOST,
    LOCAL,
    Document,
    agencies,
    conference,
    ghost,
    leads,
    needed,
    states,
)


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


def reviewed(document: Document, **more: object) -> None:
    """One more review of the first state."""
    state = states(document)[0]
    document["reviews"] = [
        *document.get("reviews", []),
        {"name": "ghostly-look", "while": {"states": [state]}, "every": "1 month", **LOCAL, **more},
    ]


def a_review_held_by_a_conference_that_never_counts(document: Document) -> None:
    """It waits for a core that cannot come."""
    ghost(document, "pre-incarceration")
    name = conference(document, core=[leads(document)[0], GHOST])
    reviewed(document, held_by={"conference": name})


def a_review_held_by_a_conference_of_another_phase(document: Document) -> None:
    """Whoever calls it has no remit where the review comes due."""
    first = document["states"][states(document)[0]]["phase"]
    other = needed([one for one in document["lead"] if one != first])[0]
    document["agencies"]["late"] = {"kind": "civil-society", "title": "Late", "phases": [other]}
    name = conference(document, convened_by=["late"])
    reviewed(document, held_by={"conference": name})
