"""A workflow as a test looks at it: what is proved of it, and what is not."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from ddrflow.errors import Finding
from ddrflow.model.workflow import Workflow
from ddrflow.proof import Hole, Line, Move, Proof, prove, told
from ddrflow.proof.exploring import Explored, explore
from ddrflow.proof.proving import LIMIT
from ddrflow.proof.shortest import shortened
from ddrflow.testing.seen import Seen
from ddrflow.workflow.load import check, load

Always = Callable[[Seen], object]


class Holes(tuple[str, ...]):  # noqa: SLOT001 - a tuple cannot have slots with values
    """The codes of the holes that were found; compared, each is told with its history.

    `told` are all of them in words, line by line.
    """

    told: tuple[str, ...] = ()

    @classmethod
    def of(cls, codes: Iterable[str], told: Iterable[str]) -> "Holes":
        """Holes by their codes, with the lines in which they are told."""
        holes = cls(codes)
        holes.told = tuple(told)
        return holes


@dataclass(slots=True, repr=False)
class Proved:
    """What a proof came to: true where no hole was found and nothing was left unexplored.

    `findings` are what the file itself warns of; they do not count. `is_raised` says that the
    assertion tells itself what is wrong; `is_asked` that the test asked what came of it.
    """

    workflow: Workflow
    found: Holes
    situations: int
    is_whole: bool
    findings: tuple[str, ...] = ()
    is_raised: bool = False
    is_asked: bool = False

    def __bool__(self) -> bool:
        self.is_asked = True
        return self.is_proved

    @property
    def is_proved(self) -> bool:
        """Whether it is, without asking on behalf of the test."""
        return self.is_whole and not self.found

    @property
    def holes(self) -> Holes:
        """The codes of the holes that were found."""
        self.is_asked = True
        return self.found

    def __repr__(self) -> str:
        return "\n".join(self.told())

    def told(self) -> Iterator[str]:
        """The whole of it, line by line."""
        name = self.workflow.identity.name
        if not self.is_whole:
            yield f"not proved: `{name}` is too large, the search was cut short"
        elif not self.found:
            yield f"proved: `{name}` in {self.situations} situations"
        else:
            holes = "1 hole" if len(self.found) == 1 else f"{len(self.found)} holes"
            yield f"not proved: `{name}` has {holes}: {', '.join(self.found)}"
            yield from self.found.told


@dataclass(slots=True, repr=False)
class Kept:
    """A workflow that was loaded, and what was proved of it, so that neither is done twice."""

    workflow: Workflow
    findings: tuple[Finding, ...]
    proof: Proof | None = None
    explored: Explored | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Flow:
    """The workflow of a test; `noted` is told of every check, whatever came of it."""

    kept: Kept
    noted: Callable[[Proved], None] = field(default=lambda _: None)

    @property
    def workflow(self) -> Workflow:
        """The workflow itself, frozen."""
        return self.kept.workflow

    def __repr__(self) -> str:
        return f"<workflow {self.workflow.identity}>"

    def check(self, *, always: Always | None = None) -> Proved:
        """Prove the workflow: true where it has no holes.

        With `always`, every case that the proof comes to is shown to it, and it has to answer
        something true of each; fails with the shortest history to where it does not. Time brings
        nothing about in these histories: what lapses is not among them.
        """
        __tracebackhide__ = True
        if always is None:
            found = self._proved()
            self.noted(found)
            return found
        broken, situations, is_whole = self._walked(always)
        holes = Holes() if broken is None else Holes.of(("always",), _counter(broken))
        found = Proved(self.workflow, holes, situations, is_whole, is_raised=True)
        self.noted(found)
        if not found.is_proved:
            raise AssertionError("\n".join(holes.told or found.told()))
        return found

    def _proved(self) -> Proved:
        if self.kept.proof is None:
            self.kept.proof = prove(self.workflow)
        proof = self.kept.proof
        findings = tuple(str(one) for one in self.kept.findings)
        lines = (line for one in proof.errors for line in told_hole(one))
        holes = Holes.of((one.code for one in proof.errors), lines)
        return Proved(self.workflow, holes, proof.situations, proof.is_whole, findings)

    def _walked(self, always: Always) -> tuple[Line | None, int, bool]:
        """The shortest history to where it is not so; how many situations; whether all of them."""
        if self.kept.explored is None:
            self.kept.explored = explore(self.workflow, LIMIT)
        explored = self.kept.explored
        lines = sorted(_lines(explored), key=lambda one: one.length)

        def fails(line: Line) -> bool:
            return not always(Seen(self.workflow, line.opened, line.now))

        broken = next((one for one in lines if fails(one)), None)
        found = None if broken is None else shortened(broken, fails)
        return found, len(explored.nodes), explored.is_whole


def kept_from(name_or_path: str) -> Kept:
    """Load a workflow; raises BadFile as loading does."""
    found = check(name_or_path)
    return Kept(found.workflow or load(name_or_path), found.findings)


def _lines(explored: Explored) -> Iterator[Line]:
    """Every point of every history, each once."""
    known: set[int] = set()
    ends = [one.line for one in explored.nodes.values()]
    ends += [*explored.handed_over.values(), *(one.line for one in explored.stuck.values())]
    for end in ends:
        line: Line | None = end
        while line is not None and id(line) not in known:
            known.add(id(line))
            if line.case is not None:
                yield line
            line = line.before


def _counter(line: Line) -> Iterator[str]:
    case = line.opened
    stands = f"`{case.position.state}`, led by `{case.lead.current.role}`"
    yield f"not proved: it is not so in {stands}; the shortest history that was found:"
    yield from history_lines(line)


def told_hole(hole: Hole) -> Iterator[str]:
    """A hole in words, with its history."""
    yield f"{hole.code}: {hole.message}"
    if hole.help:
        yield f"  help: {hole.help}"
    if hole.line is not None:
        yield "  the shortest history that was found to it:"
        yield from history_lines(hole.line)
        if hole.refused is not None:
            refused = Move(hole.line.now, hole.refused.actor, hole.refused)
            yield f"{move_line(hole.line.length + 1, hole.line, refused)}, refused"


def history_lines(line: Line) -> Iterator[str]:
    """Everything that was done, one line each."""
    for number, move in enumerate(line.moves(), 1):
        yield move_line(number, line, move)


def move_line(number: int, line: Line, move: Move) -> str:
    """Who did what when."""
    local = move.at.astimezone(line.workflow.procedure.zone)
    head = f"  {number}. {local:%Y-%m-%d %H:%M}"
    if move.done is None:
        return f"{head}  time passes"
    name, arguments = told(move.done)
    given = "".join(f" {key}={value}" for key, value in arguments.items() if key != "bindings")
    return f"{head}  {move.actor.role}: {name}{given}"
