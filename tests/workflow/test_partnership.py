"""A file about the partnership itself: no client, and nothing that is about a person (R95)."""

from datetime import UTC, datetime
from typing import Final

import pytest

from ddrflow.clock import ManualClock
from ddrflow.engine import Engine, Refused
from ddrflow.model import commands as c
from ddrflow.model.agency import Actor, Phase
from ddrflow.model.consent import Participation
from ddrflow.model.decision import Outcome
from ddrflow.model.information import InformationClass
from ddrflow.model.item import ItemKind
from ddrflow.model.reference import Relation
from ddrflow.store.memory import MemoryStore
from ddrflow.workflow.load import check_text

FILE: Final = """\
ddrflow: 1
workflow: partners
version: 1
title: The life of a partnership
time_zone: Europe/Vienna
agencies:
  office: {kind: civil-society}
  prison: {kind: prison}
lead:
  partnership: {roles: [office], source: local choice}
states:
  together: {phase: partnership, initial: true}
  ended: {final: true}
steps:
  - {trigger: end, from: together, to: ended, by: [office], source: local choice}
"""
OFFICE: Final = Actor("p-1", "Office", "office")


def findings(text: str) -> list[str]:
    """What is wrong with a file."""
    return [str(one) for one in check_text(text.encode(), "x.yaml").findings]


def test_a_partnership_is_a_file_like_any_other() -> None:
    """It has states, a lead, and an end."""
    assert findings(FILE) == []


@pytest.mark.requirement("R95")
@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        (
            "  prison: {kind: prison}",
            "  client: {kind: client}",
            (
                "x.yaml:8:11: E-PARTNERSHIP: `client` is no agency, and a partnership is one of "
                "agencies\n  help: leave `client` out"
            ),
        ),
        (
            "  ended: {final: true}",
            "  inside: {phase: custody}\n  ended: {final: true}",
            (
                "x.yaml:13:11: E-PARTNERSHIP: state `inside` is one of a person's case, in a file "
                "about a partnership\n  help: give it the phase `partnership`, or write two files"
            ),
        ),
        (
            "steps:",
            "needs: [housing]\nsteps:",
            (
                "x.yaml:14:8: E-PARTNERSHIP: `needs` are about a person, and this file is about a "
                "partnership\n  help: leave `needs` out, and a base that has them"
            ),
        ),
    ],
)
def test_what_is_about_a_person_has_no_place_in_it(old: str, new: str, line: str) -> None:
    """Told at its place, beside whatever else it breaks."""
    assert line in findings(FILE.replace(old, new))


ABOUT_SOMEBODY: Final[tuple[c.Command, ...]] = (
    c.RecordItem(
        actor=OFFICE, item="i-1", kind=ItemKind.FACT, information=InformationClass.INTERNAL
    ),
    c.RequestInformation(
        actor=OFFICE,
        request="r-1",
        role="prison",
        organisation="Prison",
        subject="conduct",
        purpose="plan",
    ),
    c.IdentifyNeed(actor=OFFICE, need="n-1", kind="housing", owner="office"),
    c.SetParticipation(actor=OFFICE, measure="talks", participation=Participation.VOLUNTARY),
    c.RecordMinority(actor=OFFICE, until=datetime(2030, 1, 1, tzinfo=UTC).date()),
    c.AddReference(actor=OFFICE, system="records", relation=Relation.CONTINUED_IN, reference="C-7"),
)


@pytest.mark.requirement("R95")
@pytest.mark.parametrize("command", ABOUT_SOMEBODY, ids=lambda one: type(one).__name__)
def test_nothing_about_a_person_is_recorded_in_the_life_of_a_partnership(
    command: c.Command,
) -> None:
    """It goes into a case; what is about the agencies goes on as ever."""
    workflow = check_text(FILE.encode(), "x.yaml").workflow
    assert workflow is not None
    engine = Engine(MemoryStore(ManualClock(datetime(2026, 3, 2, 8, tzinfo=UTC))), [workflow])
    opened = engine.open_case(
        "partners", "P-1", c.OpenCase(actor=OFFICE, bindings=(("prison", "Prison"),))
    )
    assert opened.case.position.phase is Phase.PARTNERSHIP
    with pytest.raises(Refused, match="holds nothing about a person") as refused:
        engine.do("P-1", command)
    assert refused.value.decision.outcome is Outcome.WRONG_STATE
    assert engine.do("P-1", c.TakeStep(actor=OFFICE, trigger="end")).case.position.state == "ended"
