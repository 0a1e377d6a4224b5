"""Ids of other systems and of other cases: added, ended, found, and known to whom they may be."""

import pytest

from ddrflow.engine import Refused
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.agency import Viewer
from ddrflow.model.information import InformationClass
from ddrflow.model.reference import Relation
from tests.builders import CLIENT, COURT, ORGANISATIONS, POLICE, PRISON, UNIT, Desk, opened
from tests.rules.scenes_of_references import no_more, referred

CONFIDENTIAL = InformationClass.CONFIDENTIAL


def shown(desk: Desk, role: str) -> list[list[str]]:
    """The references that somebody reads."""
    sections = desk.engine.show("c-1", Viewer(ORGANISATIONS[role], role))
    [references] = [one for one in sections if one.name == "references"]
    return [[field.value for field in row] for row in references.rows]


@pytest.mark.requirement("R104")
def test_a_case_is_found_by_the_id_of_another_system_while_it_holds() -> None:
    desk = opened()
    desk.do(referred(Relation.RECORD, "4711"))
    assert desk.engine.find("north-cases", "4711") == ("c-1",)
    assert desk.engine.find("north-cases", "4712") == ()
    assert desk.engine.find("south-cases", "4711") == ()
    desk.later(days=1)
    desk.do(no_more(Relation.RECORD, "4711"))
    assert desk.engine.find("north-cases", "4711") == ()


def test_the_same_reference_is_recorded_once_and_again_when_it_had_ended() -> None:
    desk = opened()
    desk.do(referred())
    with pytest.raises(Refused, match="`r-7` is recorded already"):
        desk.do(referred())
    desk.later(days=1)
    with pytest.raises(Refused, match="`r-7` is recorded already"):
        desk.do(referred(at=desk.case.opened_at))
    desk.do(no_more())
    with pytest.raises(Refused, match="no such reference to `r-7` stands then"):
        desk.do(no_more())
    desk.do(referred())


@pytest.mark.requirement("R102")
def test_what_is_confidential_is_added_and_known_by_who_may_sit_behind_the_wall() -> None:
    """The court is refused, adds it for every agency, and never hears of the other one."""
    desk = opened()
    desk.do(referred(by=POLICE, information=CONFIDENTIAL))
    with pytest.raises(Refused, match="is added by who may know of it") as told:
        desk.do(referred(by=COURT, information=CONFIDENTIAL))
    [remedy] = told.value.decision.remedies
    assert dict(remedy.filled)["information"] == "internal"
    with pytest.raises(BadCommand, match="no reference `r-7`"):
        desk.do(no_more(by=COURT))
    desk.do(referred(by=COURT))
    assert len(shown(desk, "police")) == 2
    assert shown(desk, "court") == [["north-cases", "r-7", "continued-in", "yes"]]
    assert shown(desk, "client") == []
    desk.later(hours=1)
    desk.do(no_more(by=COURT))
    assert [one[3] for one in shown(desk, "police")] == ["yes", "no"]


def test_the_client_reads_what_is_open_and_adds_nothing() -> None:
    desk = opened()
    desk.do(referred(Relation.CONTINUES, information=InformationClass.OPEN))
    assert shown(desk, "client") == [["north-cases", "r-7", "continues", "yes"]]
    with pytest.raises(Refused, match="an agency does this"):
        desk.do(referred(by=CLIENT, information=InformationClass.OPEN))


def test_a_reference_is_an_id_and_no_words() -> None:
    with pytest.raises(BadCommand, match="is not a code"):
        opened().engine.do(
            "c-1",
            c.AddReference(
                actor=UNIT, system="The prison", reference="r-1", relation=Relation.RECORD
            ),
        )


def test_one_that_was_recorded_in_error_is_corrected_and_its_end_falls_away() -> None:
    desk = opened()
    desk.do(referred())
    added = desk.case.version
    desk.later(days=1)
    desk.do(no_more(), c.CorrectEntry(actor=UNIT, wrong=added, why="recorded-in-error"))
    assert desk.case.references == ()


def test_where_a_case_goes_on_can_be_said_when_it_has_ended() -> None:
    desk = opened()
    desk.do(
        c.TakeStep(actor=PRISON, trigger="court-releases"),
        c.ProposeLead(actor=UNIT, role="aftercare", organisation="Aftercare North"),
    )
    for trigger in ("close",):
        desk.do(c.TakeStep(actor=UNIT, trigger=trigger))
    assert not desk.case.is_open
    desk.do(referred())
    assert desk.engine.find("north-cases", "r-7") == ("c-1",)
