"""What papers are made of: who is counted among their readers, and whose words they read."""

from dataclasses import replace

import pytest

from ddrflow.decide import GoesTo, Passage, Words, written
from ddrflow.model import commands as c
from ddrflow.model.agency import Actor, Viewer
from ddrflow.model.events import NeedIdentified
from ddrflow.stories import Tale
from tests.export.templates.played import COORDINATOR, WALLED, WHOLE, played, workflow

NEUSTART = Viewer("neustart-graz", "neustart")
CLIENT = Viewer("client-neu-1", "client")


def roles(tale: Tale, goes_to: GoesTo, about: str = "") -> tuple[str, ...]:
    """Who reads a paper beside whoever asked for it."""
    return tale.engine.written(tale.story.script.case, None, goes_to, about).roles


def plans(tale: Tale, viewer: Viewer | None) -> list[Passage]:
    """The entries of adopted plans as somebody reads them."""
    found = tale.engine.written(tale.story.script.case, viewer).passages
    return [one for one in found if one.line.what.message == "event.plan-adopted"]


def test_a_paper_goes_to_those_whom_its_kind_names() -> None:
    tale = played(WALLED)
    assert roles(tale, GoesTo.NOBODY_ELSE) == ()
    assert roles(tale, GoesTo.CLIENT) == ("client",)
    assert roles(tale, GoesTo.LEAD) == ("state-security",)
    assert roles(tale, GoesTo.PLANNERS) == ("neustart",)
    assert roles(tale, GoesTo.TABLE, "ssc-1") == ("state-security", "neustart")
    assert roles(tale, GoesTo.TABLE, "snc-1") == ("neustart", "client", "network")
    assert roles(tale, GoesTo.TABLE, "nowhere") == ()
    assert roles(tale, GoesTo.SUCCESSOR) == ()


def test_who_was_asked_into_a_conference_reads_its_papers() -> None:
    assert "welfare" in roles(played(WHOLE), GoesTo.TABLE, "snc-1")


@pytest.mark.requirement("R8")
def test_a_successor_reads_the_hand_over_once_it_is_proposed() -> None:
    tale = played(WALLED)
    lead = tale.engine.case("NEU-8").lead.current
    proposed = c.ProposeLead(
        actor=Actor("p-1", lead.organisation, lead.role),
        role="neustart",
        organisation="neustart-innsbruck",
    )
    tale.engine.do("NEU-8", proposed)
    assert roles(tale, GoesTo.SUCCESSOR) == ("neustart",)


def test_the_words_of_a_plan_are_for_the_agencies_and_for_whoever_adopts_it() -> None:
    tale = played(WHOLE)
    assert [one.words for one in plans(tale, None)] == [Words.TOLD]
    assert [one.words for one in plans(tale, NEUSTART)] == [Words.TOLD]
    [withheld] = plans(tale, CLIENT)
    assert (withheld.words, withheld.content) == (Words.WITHHELD, ())


def test_where_the_client_adopts_the_plan_the_client_reads_its_words() -> None:
    tale = played(WHOLE)
    flow, case = workflow(), tale.engine.case("NEU-1")
    kinds = flow.procedure.plans
    own = {name: replace(one, adopted_by=("client",)) for name, one in kinds.items()}
    flow = replace(flow, procedure=replace(flow.procedure, plans=own))
    found = written(flow, case, tale.engine.events("NEU-1"), tale.engine.now(), CLIENT)
    words = [one.words for one in found.passages if one.line.what.message == "event.plan-adopted"]
    assert words == [Words.TOLD]


def test_whoever_wrote_something_reads_it() -> None:
    """Words that are for the agencies, recorded by one of the client's own organisation."""
    tale = played(WHOLE, before="close-conference")
    client = Actor("p-client", "client-neu-1", "client")
    done = tale.engine.do(
        "NEU-1", c.IdentifyNeed(actor=COORDINATOR, need="need-9", kind="housing", owner="welfare")
    )
    assert isinstance(done.entries[0].event, NeedIdentified)
    tale.engine.do("NEU-1", c.DeclineNeed(actor=client, need="need-9", reason="I have one."))
    found = tale.engine.written("NEU-1", CLIENT).passages
    [own] = [one for one in found if one.line.what.message == "event.need-declined"]
    assert (own.words, own.content) == (Words.TOLD, (("reason", "I have one."),))
    network = Viewer("family-neu-1", "network")
    found = tale.engine.written("NEU-1", network).passages
    [other] = [one for one in found if one.line.what.message == "event.need-declined"]
    assert other.words is Words.WITHHELD
