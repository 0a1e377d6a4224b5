"""Faults of reach: a need, a paper or a word that gets to nobody who is there."""

from tests.proof.documents import (
    GHOST,
    LOCAL,
    Document,
    client,
    ghost,
    leads,
    needed,
    states,
)
from tests.proof.faults_of_conferences import reviewed


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
    reviewed(document, grace="5 days", then={"escalate_to": [told]})


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
