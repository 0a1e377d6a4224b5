"""The page of what a check proves: every fault that is put into a file, and what tells of it."""

import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache

from ddrflow.proof import Hole, prove
from ddrflow.workflow.load import check_text, load, shipped
from docs.markdown import page, table
from tests.proof.documents import Mutate, NotHere
from tests.proof.mutators import MUTATORS

#: Where a fault is put first; a file without a place for it leaves it to the next.
FIRST = "catalonia"

OPENING = """Beyond what a file says, `ddrflow check` searches its procedure for holes: it lives \
the workflow through `decide` and `lapse`, as cases do, from every opening, by every step, every \
hand-over and every no, and follows the remedies that refusals offer. That something can be is \
proved by a history that the engine lived. That something cannot be is searched for in every \
situation (a state, who leads, whether everybody who is asked says no) and told with the shortest \
history that was found to it: no single move of it can be left out.

What is assumed: one organisation plays each role; everybody does what a refusal says would help, \
but for consent where they say no. What is not told apart: how often something was done, how long \
ago and in which order. A search that reaches its limit says `not proved`, and tells of no hole.

Each row below is a fault that the tests put into a shipped file, in one place and in a way that \
no schema sees, and the code that tells of it. `make test` puts each into one file, and \
`make test-deep` into every file that has a place for it."""


def written() -> str:
    """What a check proves, and the faults that show it."""
    columns = ("Fault", "Told as", "Put into", "Moves that lead to it")
    return page("What a check proves", OPENING, table(columns, _seeded()))


@cache
def _seeded() -> tuple[tuple[str, ...], ...]:
    """The table of faults: the search behind it takes seconds."""
    return tuple(_rows())


def _rows() -> Iterator[tuple[str, str, str, str]]:
    """Fault, code, the file that it was put in, and how many moves lead to it."""
    for code, mutates in MUTATORS.items():
        for mutate in mutates:
            name, hole = _found(code, mutate)
            length = hole.line.length + bool(hole.refused) if hole.line else 0
            moves = str(length) if length else "none: seen in the file"
            yield _said(mutate), f"`{code}`", f"`{name}`", moves


def _found(code: str, mutate: Mutate) -> tuple[str, Hole]:
    for name in (FIRST, *(one for one in shipped() if one != FIRST)):
        document = deepcopy(json.loads(load(name).document))
        try:
            mutate(document)
        except NotHere:
            continue
        checked = check_text(json.dumps(document).encode(), f"{name}.yaml")
        if checked.workflow is not None:
            holes = prove(checked.workflow).holes
            return name, next(one for one in holes if one.code == code)
    message = f"no shipped file has a place for `{mutate.__name__}`"
    raise LookupError(message)


def _said(mutate: Mutate) -> str:
    return mutate.__name__.replace("_", " ")
