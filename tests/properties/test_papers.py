"""No item reaches a paper that one of its readers may not know, whatever has happened."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ddrflow.clock import ManualClock
from ddrflow.decide import GoesTo
from ddrflow.engine import Engine
from ddrflow.errors import DdrflowError
from ddrflow.export.templates import KINDS, Filling, form, template
from ddrflow.model.agency import KEEPER, AgencyKind, Viewer
from ddrflow.model.case import Case
from ddrflow.model.commands import Command, OpenCase, RecordItem
from ddrflow.model.information import InformationClass
from ddrflow.model.item import Item
from ddrflow.store.memory import MemoryStore
from ddrflow.testing import commands
from tests.properties.history import CASE, Past, pasts
from tests.properties.test_wall import FIXED, MUCH, NOTHING
from tests.properties.wall import lived
from tests.properties.wall_case import BELOW, workflow

LAY: Final = (AgencyKind.CLIENT, AgencyKind.SOCIAL_NETWORK)
#: Who may sit in the state-security conference of the shipped file.
SEATED: Final = ("state-security", "neustart", "prison", "prosecutor", "probation", "welfare")


@cache
def lived_pasts() -> list[Past]:
    """What was lived in the shipped stories; asked for when a test needs it, and not before."""
    return [one for one in pasts(workflow()) if one]


def marked(command: Command) -> Command:
    """Every item says words of its own, by which it is found again."""
    if isinstance(command, RecordItem):
        return replace(command, text=f"<<{command.item}>> is what is known.")
    return command


def may_know(case: Case, item: Item, reader: Viewer) -> bool:
    """Told from the record alone: owned, wide enough, let go to the role, or passed on."""
    agency = workflow().procedure.agencies[reader.role]
    classes = {item.information} | {one.information for one in item.releases}
    let_go = {role for one in item.releases for role in one.roles}
    told = {
        (one.role, one.organisation)
        for one in case.information.disclosures
        if one.item == item.item
    }
    return (
        item.organisation == reader.organisation
        or InformationClass.OPEN in classes
        or (InformationClass.INTERNAL in classes and agency.kind not in LAY)
        or reader.role in let_go
        or (reader.role, reader.organisation) in told
        or (reader.role in SEATED)
    )


def readers(case: Case, engine: Engine) -> Iterable[Viewer]:
    """Every party to the case now."""
    now = engine.now()
    return {Viewer(one.organisation, one.role) for one in case.parties.bindings if one.holds(now)}


def forms(engine: Engine, reader: Viewer) -> Iterable[tuple[str, GoesTo, str]]:
    """Every form that a reader gets, about everything that it knows of."""
    [meetings] = [one for one in engine.written(CASE, reader).sections if one.name == "meetings"]
    for kind in KINDS:
        made = template(kind)
        about = [row[0].value for row in meetings.rows] if made.about == "conference" else [""]
        for one in about:
            written = engine.written(CASE, reader, made.goes_to, one)
            filling = Filling(CASE, engine.now(), reader, written)
            yield form(made, workflow(), one, filling), made.goes_to, one


def gone_through(data: st.DataObject) -> Engine:
    """A case from anywhere in a shipped story, and drawn commands after it."""
    past = data.draw(st.sampled_from(lived_pasts()))
    past = past[: data.draw(st.integers(1, len(past)))]
    clock = ManualClock(past[0][0])
    engine = Engine(MemoryStore(clock), [workflow()])
    for at, one in past:
        clock.set(at)
        if isinstance(one, OpenCase):
            engine.open_case("neustart", CASE, one)
        elif isinstance(one, Command):
            engine.do(CASE, marked(one))
        elif one is None:
            engine.lapse(CASE)
        else:
            engine.record_standing(KEEPER, one)
    for _ in range(data.draw(st.integers(0, 12))):
        clock.set(clock.now() + timedelta(hours=data.draw(st.sampled_from([1, 30, 900]))))
        drawn = data.draw(commands(workflow(), engine.case(CASE), clock.now()))
        try:
            engine.do(CASE, marked(drawn))
        except DdrflowError:
            continue
    return engine


@pytest.mark.requirement("R29", "R74", "R75")
@settings(max_examples=40, deadline=None)
@given(st.data())
def test_no_form_tells_an_item_that_one_of_its_readers_may_not_know(data: st.DataObject) -> None:
    """Whoever asks for it: a notice holds nothing that the client may not know."""
    engine = gone_through(data)
    case = engine.case(CASE)
    clients = [one for one in readers(case, engine) if one.role == "client"]
    for reader in readers(case, engine):
        for text, goes_to, _ in forms(engine, reader):
            eyes = [reader, *(clients if goes_to is GoesTo.CLIENT else [])]
            for item in case.information.items:
                if not all(may_know(case, item, one) for one in eyes):
                    assert f"<<{item.item}>>" not in text.replace("\\", "")


def test_secrets_of_a_conference_are_in_no_paper_below_the_wall_nor_for_the_client() -> None:
    """Quiet or busy above the wall, each form reads the same."""
    quiet, busy = lived(FIXED, NOTHING), lived(FIXED, MUCH)
    for role in (*BELOW, "neustart"):
        reader = Viewer(f"org-{role}", role)
        for kind in KINDS:
            made = template(kind)
            if role == "neustart" and made.goes_to is not GoesTo.CLIENT:
                continue
            about = "snc-1" if made.about == "conference" else ""
            one, other = (
                form(
                    made,
                    workflow(),
                    about,
                    Filling(
                        CASE,
                        reader=reader,
                        now=world.engine.now(),
                        written=world.engine.written("c-1", reader, made.goes_to, about),
                    ),
                )
                for world in (quiet, busy)
            )
            assert one == other
            assert "Secret" not in other
