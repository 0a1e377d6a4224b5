"""A picture as a Mermaid flowchart."""

import re

import pytest

from ddrflow.export.diagram import compared, mermaid, picture
from ddrflow.export.diagram.grouping import is_grouped
from ddrflow.export.diagram.mermaid import text
from ddrflow.workflow.load import load, shipped
from tests.export.diagram.pictures import changed

#: Every line that the flowchart is made of: nothing else of Mermaid is used.
LINE = re.compile(
    r"flowchart TB|    accTitle: [^\"]*|    subgraph p\d+\[\"[^\"]*\"\]|    end"
    r"|        s\d+(\(\[\"[^\"]*\"\]\)|\[\[\"[^\"]*\"\]\]|\[\"[^\"]*\"\])"
    r"|    m\d+\(\[\"[^\"]*\"\]\)|    [sm]\d+ (-->|-\.->)\|\"[^\"]*\"\| s\d+"
)


@pytest.mark.parametrize("name", shipped())
def test_every_state_is_in_it_and_every_step_from_each_of_its_states(name: str) -> None:
    """Or from one place that names them, where there are many."""
    shown = picture(load(name))
    lines = mermaid(shown).splitlines()
    assert [one for one in lines if not LINE.fullmatch(one)] == []
    assert sum(bool(re.match(r"        s\d+", one)) for one in lines) == len(shown.nodes)
    arrows = [1 if is_grouped(one, shown) else len(one.sources) for one in shown.links]
    assert sum("->|" in one for one in lines) == sum(arrows)


def test_phases_are_subgraphs_and_what_happens_is_dotted() -> None:
    assert mermaid(picture(load("catalonia"))) == EXPECTED


EXPECTED = """\
flowchart TB
    accTitle: Catalonia, multi-agency case conference
    subgraph p1["Pre-incarceration, may lead: Specialised unit of the prison service"]
        s1(["begins here: referred"])
    end
    subgraph p2["Custody, may lead: Specialised unit of the prison service"]
        s2["in-custody"]
    end
    subgraph p3["Release, may lead: Specialised unit of the prison service, Municipality of \
residence"]
        s3["preparing-release"]
    end
    subgraph p4["Post-release, may lead: Municipality of residence"]
        s4["in-community"]
    end
    subgraph p5["The end"]
        s5[["ends here: closed"]]
    end
    s1 -->|"admit"| s2
    s2 -->|"prepare-release"| s3
    s3 -->|"release"| s4
    s2 -.->|"court-releases"| s4
    s3 -.->|"court-releases"| s4
    s4 -.->|"recall"| s2
    m6(["from every state but in-community"])
    m6 -.->|"acquit"| s5
    m7(["from every state"])
    m7 -.->|"death"| s5
    s4 -->|"close"| s5
    m9(["from every state but referred"])
    m9 -.->|"move-away"| s5
"""


def test_what_a_file_says_is_never_taken_for_mermaid() -> None:
    """Nor for HTML in the page that draws it."""
    assert text('a <b>"&#;`]\nend') == "a #60;b#62;#34;#38;#35;#59;#96;#93; end"
    odd = "title: '\"] --> x; <img src=x> %%{init}%%'"
    shown = picture(changed("catalonia", ("title: Municipality of residence", odd)))
    lines = mermaid(shown).splitlines()
    assert [one for one in lines if not LINE.fullmatch(one)] == []
    assert "<" not in mermaid(shown)


def test_what_changes_says_so_in_words() -> None:
    new = changed("catalonia", ("trigger: recall\n", "trigger: take-back\n"))
    drawn = mermaid(compared(load("catalonia"), new))
    assert '-.->|"+ new: take-back"| s2' in drawn
    assert '-.->|"\N{MINUS SIGN} gone: recall"| s2' in drawn
