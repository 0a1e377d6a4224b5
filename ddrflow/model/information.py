"""How widely a piece of information may be shown."""

from enum import StrEnum


class InformationClass(StrEnum):
    """Who may see a field of a message, a fact or a conference."""

    #: Every party to the case, the client and the client's own people included.
    OPEN = "open"
    #: The agencies of the case, not the client nor the client's own people.
    INTERNAL = "internal"
    #: Only roles that may sit in the confidential conference it comes from.
    CONFIDENTIAL = "confidential"

    def is_wider_than(self, other: "InformationClass") -> bool:
        """More may see this than the other."""
        order = list(InformationClass)
        return order.index(self) < order.index(other)
