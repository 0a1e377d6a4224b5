"""Pictures to draw: of shipped and grown files, of files that were changed, and of nothing real."""

import json
from typing import Final

from hypothesis import strategies as st

from ddrflow.export.diagram.marks import Mark
from ddrflow.export.diagram.picture import Band, Item, Link, Node, Picture
from ddrflow.model.agency import Phase
from ddrflow.model.workflow import StepKind, Workflow
from ddrflow.workflow.load import check_text, text_of
from tests.proof.sound import grown

#: The letters of an id, the widest too, and what two words are joined by.
LETTERS: Final = "abcilmwz09-"
NAMES: Final = st.text(LETTERS, min_size=1, max_size=40)
SENTENCES: Final = st.text("aWm <&\">'\n\u4e2d-,:", max_size=90)
MARKS: Final = st.sampled_from(Mark)

#: A second prison in the Austrian file, with the ways there and back.
MOVES: Final = """
  - {trigger: move, from: in-custody, to: second, by: [prison], source: local choice}
  - {trigger: back, from: second, to: in-custody, by: [prison], source: local choice}
"""
IN_CUSTODY: Final = "  in-custody: {phase: custody}\n"
SECOND_PRISON: Final = (
    (IN_CUSTODY, f"  second: {{phase: custody}}\n{IN_CUSTODY}"),
    ("\nconferences:\n", f"{MOVES}\nconferences:\n"),
)


def read(text: str) -> Workflow:
    """The workflow of a text."""
    found = check_text(text.encode(), "changed.yaml")
    assert [str(one) for one in found.errors] == []
    assert found.workflow is not None
    return found.workflow


def grown_workflow(seed: int) -> Workflow:
    """A sound workflow, the same for the same seed."""
    return read(json.dumps(grown(seed)))


def changed(name: str, *changes: tuple[str, str]) -> Workflow:
    """A shipped workflow with some text replaced, each once."""
    text = text_of(name).decode()
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return read(text)


@st.composite
def items(draw: st.DrawFn) -> tuple[Item, ...]:
    """Some leads, conferences or reviews."""
    names = draw(st.lists(NAMES, unique=True, max_size=4))
    return tuple(Item(name, draw(SENTENCES) or name, draw(MARKS)) for name in names)


@st.composite
def pictures(draw: st.DrawFn) -> Picture:
    """Any picture at all: any states in any phases, any steps between them."""
    phases = draw(st.lists(st.sampled_from(Phase), unique=True, max_size=4))
    names = draw(st.lists(NAMES, unique=True, min_size=len(phases) + 1, max_size=len(phases) + 7))
    places: list[str] = [*phases, ""]
    homes = [*places, *(draw(st.sampled_from(places)) for _ in names[len(places) :])]
    nodes = [
        Node(name, home, draw(st.booleans()), draw(SENTENCES), draw(MARKS), draw(_told()))
        for name, home in zip(names, homes, strict=True)
    ]
    bands = tuple(
        Band(
            phase,
            draw(items()) if phase else (),
            draw(items()),
            draw(items()),
            tuple(one for one in nodes if one.phase == phase),
        )
        for phase in places
    )
    return Picture(
        name="any",
        title=draw(SENTENCES) or "any",
        identity=draw(SENTENCES) or "any",
        bands=bands,
        links=draw(links(names)),
        elsewhere=draw(items()),
        notes=draw(_told()),
        is_compared=draw(st.booleans()),
    )


def _told() -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(SENTENCES.filter(str.strip), max_size=2).map(tuple)


@st.composite
def links(draw: st.DrawFn, names: list[str]) -> tuple[Link, ...]:
    """Steps from some states to one, each with a name of its own; a state may lead to itself."""
    several = st.lists(NAMES, max_size=5).map(tuple)
    found = {
        (one.trigger, one.target): one
        for one in draw(
            st.lists(
                st.builds(
                    Link,
                    trigger=NAMES,
                    sources=st.lists(st.sampled_from(names), unique=True, min_size=1).map(tuple),
                    target=st.sampled_from(names),
                    kind=st.sampled_from(StepKind),
                    by=several,
                    binding=several,
                    advice=several,
                    mark=MARKS,
                    told=_told(),
                ),
                max_size=14,
            )
        )
    }
    return tuple(found.values())
