"""The proof: a procedure is searched for holes before anybody lives under it.

`prove` explores a workflow through `decide` and `lapse`, as cases live it; `story_of` tells the
history behind a hole as a story file.
"""

from ddrflow.proof.admitting import Admitting
from ddrflow.proof.found import Hole
from ddrflow.proof.line import Line, Move
from ddrflow.proof.proving import LIMIT, Proof, prove
from ddrflow.proof.story import story_of, told
from ddrflow.proof.supposing import Supposed, suppose

__all__ = [
    "LIMIT",
    "Admitting",
    "Hole",
    "Line",
    "Move",
    "Proof",
    "Supposed",
    "prove",
    "story_of",
    "suppose",
    "told",
]
