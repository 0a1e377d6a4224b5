"""What is told where a comparison of what tests look at fails."""

from ddrflow.testing.flow import Holes
from ddrflow.testing.golden import Recorded, difference
from ddrflow.testing.refusal import Refusal, not_as_expected


def compared(op: str, left: object, right: object) -> list[str] | None:
    """The lines for a comparison that failed; None where it is left to pytest."""
    if isinstance(right, Refusal):
        return not_as_expected(op, left, right)
    if isinstance(left, Refusal):
        return not_as_expected(op, right, left)
    if isinstance(left, Recorded) and isinstance(right, Recorded) and op == "==":
        return difference(left, right)
    holes = left if isinstance(left, Holes) else right
    if isinstance(holes, Holes) and op == "==":
        return [f"{len(holes)} holes: {', '.join(holes)}" if holes else "no holes", *holes.told]
    return None
