"""Where a rule comes from and how binding it is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LOCAL_CHOICE: Final = "local choice"
#: Not decided yet where the file is to be used.
OPEN_CHOICE: Final = "open choice"
#: Known from elsewhere, and no public source was found that says so.
NOT_VERIFIED: Final = "not verified"
RESERVED: Final = (LOCAL_CHOICE, OPEN_CHOICE, NOT_VERIFIED)


class Strength(StrEnum):
    """How binding a rule is; the four are never merged (design: strengths).

    The paper words its statements with different force; a file keeps that force.
    """

    #: Statute or order: refuses, and nothing lifts it.
    LAW = "law"
    #: The agreed procedure: refuses; a deviation lifts it where the file says so.
    MUST = "must"
    #: Advice of the paper: passes with a recorded warning.
    SHOULD = "should"
    #: The paper reports disagreement: passes with a recorded statement of why.
    CONTESTED = "contested"

    @property
    def binds(self) -> bool:
        """An unmet rule of this strength refuses."""
        return self in (Strength.LAW, Strength.MUST)


@dataclass(frozen=True, slots=True)
class Source:
    """A place in a law, in the paper (requirement Rn) or one of the reserved words.

    A remark can follow `open choice` and `not verified`.
    """

    name: str
    locator: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.locator}" if self.locator else self.name
