"""The document of a workflow file: what is in it that faults are put in, and what they add."""

from collections.abc import Callable
from typing import Any, Final

Document = dict[str, Any]
Mutate = Callable[[Document], None]
LOCAL: Final = {"source": "local choice"}
GHOST: Final = "ghost"
LAY: Final = ("client", "social-network")


class NotHere(Exception):
    """The file has no place for this fault."""


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
