"""How cases of another version of a workflow go on under this one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class Migration:
    """What the file says of cases that come from one other version of it.

    `states`, `roles` and `reviews` give the new name of what is called otherwise there; a name
    that is left out stays as it is. `stays` are the states from which no case moves, and why.
    """

    version: int
    states: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    reviews: Mapping[str, str] = field(default_factory=dict)
    stays: Mapping[str, str] = field(default_factory=dict)

    def turned_round(self) -> "Migration":
        """What holds of cases that go the other way; a name that two came to has no way back."""
        return Migration(
            self.version,
            _turned(self.states),
            _turned(self.roles),
            _turned(self.reviews),
        )


def _turned(names: Mapping[str, str]) -> Mapping[str, str]:
    return {new: old for old, new in names.items() if list(names.values()).count(new) == 1}


def unchanged(version: int) -> Migration:
    """What holds where the file says nothing of a version: every name stays as it is."""
    return Migration(version)


#: The rule that no case loses anything when it moves (paper R93).
NOTHING_LOST: Final = "migration.nothing-lost"
