"""Faults of the lead: nobody can be it, take it over or lead undisputed."""

from tests.proof.documents import LOCAL, Document, agencies, leads, needed, states


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
