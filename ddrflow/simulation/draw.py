"""Chance, addressed by meaning: what a draw is for says which number it is.

No draw comes before or after another, so a stakeholder who is added draws for itself and moves
nobody else's luck; two versions of a procedure meet the same people in the same weeks. "Same
seed" alone would not do: one further call would shift every later one.
"""

from hashlib import blake2b
from typing import Final

#: Bits of a draw: as many as a float holds.
BITS: Final = 53
_SCALE: Final = 2.0**-BITS
_SHIFT: Final = 64 - BITS


class Draws:
    """The chance of one replication. Two of the same seed and replication answer the same."""

    __slots__ = ("_begun",)

    def __init__(self, seed: int, replication: int = 0) -> None:
        key = blake2b(f"ddrflow {seed} {replication}".encode()).digest()
        self._begun = blake2b(key=key, digest_size=8)

    def uniform(self, case: str, purpose: str, actor: str = "", kth: int = 0) -> float:
        """A number above 0 and below 1 for the k-th thing of its kind that an actor meets.

        `case` is empty for what all cases share.
        """
        hashed = self._begun.copy()
        hashed.update(f"{case}\x1f{purpose}\x1f{actor}\x1f{kth}".encode())
        number = int.from_bytes(hashed.digest(), "big") >> _SHIFT
        return (number + 0.5) * _SCALE
