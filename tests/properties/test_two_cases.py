"""Two cases of one person under two workflows: nothing of the one shows in the other.

One runs under the Austrian file, with a state-security conference behind its wall, and the other
under the Catalan one; each names the other. Pairs of histories differ in what the first keeps
behind its wall, how much of it there is, and in a confidential reference to the second.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ddrflow.engine.views import VIEWS
from ddrflow.model import commands as c
from ddrflow.model.agency import Actor, Viewer
from ddrflow.model.information import InformationClass
from ddrflow.model.reference import Relation
from ddrflow.model.sight import EVERYTHING
from tests.properties.wall import Beat, World, plain
from tests.properties.wall_case import BELOW, START
from tests.properties.wall_secrets import KINDS

OTHER: Final = "c-2"
UNIT: Final = Actor("p-unit", "org-unit", "prison-unit")
STATE: Final = Actor("p-state", "org-state-security", "state-security")
ROLES: Final = ("prison-unit", "municipality", "local-police", "case-worker", "client", "family")
LINK: Final = "a confidential link"
SECRETS: Final = st.lists(st.sampled_from([LINK, *KINDS]), max_size=6)


def two_cases(secrets: Sequence[str]) -> World:
    """The first case with its secrets, and the second beside it, each naming the other."""
    world = World()
    engine = world.engine
    bound = tuple((role, f"org-{role}") for role in ROLES if role != "prison-unit")
    engine.open_case("catalonia", OTHER, c.OpenCase(actor=UNIT, bindings=bound))
    engine.do(OTHER, _link(UNIT, "c-1", InformationClass.INTERNAL))
    for number, kind in enumerate(secrets):
        if kind == LINK:
            secret = _link(STATE, f"{OTHER}-{number}", InformationClass.CONFIDENTIAL)
            engine.do("c-1", secret)
        else:
            world.live(Beat(1), number, [kind])
    world.clock.set(START.replace(year=START.year + 1))
    return world


def _link(by: Actor, other: str, information: InformationClass) -> c.AddReference:
    return c.AddReference(
        actor=by,
        system="ddrflow",
        reference=other,
        relation=Relation.SAME_PERSON,
        information=information,
    )


def told(world: World) -> dict[str, str]:
    """Every view of the second case for all in it, and of the first for those below its wall."""
    found: dict[str, str] = {}
    readers = [(OTHER, role, f"org-{role}") for role in ROLES[1:]]
    readers += [(OTHER, "prison-unit", UNIT.organisation)]
    readers += [("c-1", role, f"org-{role}") for role in BELOW]
    for case, role, organisation in readers:
        for name, view in VIEWS.items():
            answer = view(world.engine, case, Viewer(organisation, role))
            found[f"{name} of {case} for {role}"] = plain(answer)
    return found


@pytest.mark.requirement("R102")
@settings(max_examples=40, deadline=None)
@given(SECRETS, SECRETS)
def test_what_one_case_keeps_behind_its_wall_shows_nowhere_in_the_other(
    some: list[str], others: list[str]
) -> None:
    """Nor below the wall of its own."""
    assert told(two_cases(some)) == told(two_cases(others))


def test_the_link_is_there_and_found_and_shown_only_behind_the_wall() -> None:
    """The pair differs; who keeps the database finds both cases by it."""
    linked = two_cases([LINK])
    assert linked.engine.find("ddrflow", f"{OTHER}-0") == ("c-1",)
    assert linked.engine.find("ddrflow", "c-1") == (OTHER,)
    reader = Viewer("org-neustart", "neustart")
    assert f"{OTHER}-0" in plain(linked.engine.show("c-1", reader))


def test_a_link_that_is_shown_on_purpose_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The wall opened at the class of references: then the two histories read differently."""
    assert told(two_cases([])) == told(two_cases([LINK]))
    show = import_module("ddrflow.decide.show")
    monkeypatch.setattr(show, "known_to", lambda _workflow, case, *_rest: case)
    monkeypatch.setattr(show, "seen_by_all", lambda *_: EVERYTHING)
    assert told(two_cases([])) != told(two_cases([LINK]))
