"""What keeps somebody from sitting, leading or opening the way, and for how long (R46, R57)."""

from datetime import timedelta

import pytest

from ddrflow.engine import Refused
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.access import Modality
from ddrflow.model.agency import Viewer
from ddrflow.model.interest import Interest
from ddrflow.model.verdict import Remedy
from tests.acts import attends
from tests.builders import CLIENT, COURT, ORGANISATIONS, PRISON, TICK, UNIT, actor, opened
from tests.rules import scenes_of_people as scenes
from tests.verdicts import said, shown_to

RULE = "interest.none"
BY = ("unit", "aftercare", "prison", "police", "court", "probation", "clinic", "welfare", "school")


def to_end(role: str, interest: str, person: str = "") -> Remedy:
    """How any agency says that it is over."""
    named = (("role", role), ("organisation", ORGANISATIONS[role]), ("interest", interest))
    return Remedy("end-interest", named + ((("person", person),) if person else ()), ("why",), BY)


# ---- who is to sit


@pytest.mark.requirement("R46", "R57")
@pytest.mark.parametrize("interest", Interest)
def test_who_is_kept_by_an_interest_sits_again_when_it_is_over(interest: Interest) -> None:
    """Refusal, remedy, acceptance; each of the four counts unless the file says otherwise."""
    asked = scenes.sitting(scenes.declared("unit", interest))
    verdict = asked.refused_by(RULE)
    values = {"roles": "unit", "who": "Unit North", "interests": interest.value}
    assert said(verdict) == (RULE, "must", "act 44", "interest.declared", values)
    assert set(shown_to(verdict).values()) == {"internal"}
    ending = to_end("unit", interest)
    assert verdict.remedies[-1] == ending
    asked.execute(ending, {"why": "statement-withdrawn"}, by="court")
    asked.again()


def test_what_one_person_has_to_do_with_it_keeps_that_person_alone() -> None:
    """Somebody else of the organisation sits, as the remedy says."""
    asked = scenes.sitting(scenes.declared("unit", Interest.VICTIM, "p-unit"))
    verdict = asked.refused_by(RULE)
    assert said(verdict)[4] == {"roles": "unit", "who": "p-unit", "interests": "victim"}
    other, bind, ending = verdict.remedies
    assert ending == to_end("unit", "victim", "p-unit")
    assert bind == Remedy("bind-role", (("role", "unit"),), ("organisation",), ("unit",))
    assert other.open == ("person", "organisation")
    asked.execute(other, {"person": "p-other", "organisation": "Unit North"})
    assert [one.person for one in asked.desk.case.conferences["k-1"].attendance] == ["p-other"]


def test_another_organisation_is_bound_and_sits() -> None:
    """An interest of the organisation as a whole keeps all of its persons."""
    asked = scenes.sitting(scenes.declared("unit"), person="p-anybody")
    other, bind, _ = asked.refused_by(RULE).remedies
    asked.execute(bind, {"organisation": "Unit South"})
    asked.execute(other, {"person": "p-other", "organisation": "Unit South"})


def test_an_interest_counts_from_when_it_was_declared_until_it_ended() -> None:
    """To the instant, as of when somebody sat, not of when that is written down."""
    assert scenes.sitting_since(timedelta()).refused_by(RULE).refuses
    assert scenes.sitting_since(-TICK).decision().is_allowed
    assert scenes.sitting_since(-TICK, over=True).refused_by(RULE).refuses
    assert scenes.sitting_since(timedelta(), over=True).decision().is_allowed


def test_an_interest_of_another_role_or_organisation_keeps_nobody() -> None:
    assert scenes.sitting(scenes.declared("court")).decision().is_allowed
    south = c.BindRole(actor=UNIT, role="unit", organisation="Unit South")
    other = scenes.declared("unit", organisation="Unit South")
    assert scenes.sitting(south, other).decision().is_allowed


def test_a_stage_that_asks_looks_at_all_who_sat_there() -> None:
    """What became known after somebody sat down is looked at again at the decision."""
    desk = scenes.panel()
    desk.do(attends("unit"), scenes.declared("unit", Interest.SUSPECT, "p-unit"))
    asked = desk.asks(c.EnterStage(actor=UNIT, conference="k-1", stage="decision"))
    verdict = asked.refused_by(RULE)
    assert said(verdict)[4] == {"roles": "unit", "who": "p-unit", "interests": "suspect"}
    asked.execute(verdict.remedies[-1], {"why": "cleared"}, by="unit")
    asked.again()


# ---- who is to lead


@pytest.mark.requirement("R46", "R57")
def test_a_witness_is_not_proposed_as_lead() -> None:
    """Another is, who is clear; of those who are not, none is named."""
    asked = scenes.proposed("police", scenes.declared("police"), scenes.declared("clinic"))
    verdict = asked.refused_by(RULE)
    assert said(verdict)[4] == {"roles": "police", "who": "Police North", "interests": "witness"}
    proposals = [dict(one.filled) for one in verdict.remedies if one.command == "propose-lead"]
    assert [one["role"] for one in proposals] == ["court", "probation"]
    asked.execute(next(one for one in verdict.remedies if dict(one.filled) == proposals[1]))
    assert asked.desk.case.lead.handover.role == "probation"


def test_a_successor_who_becomes_a_witness_is_not_taken_over_by() -> None:
    """The proposal is taken back, and the old lead stays accountable."""
    desk = scenes.proposed("police").desk
    desk.do(c.ProposeLead(actor=UNIT, role="police", organisation="Police North"))
    desk.do(c.AcceptLead(actor=actor("police")), scenes.declared("police"))
    asked = desk.asks(c.TakeOverLead(actor=UNIT))
    withdraw = asked.refused_by(RULE).remedies[0]
    assert withdraw == Remedy("withdraw-proposal", by=("unit",))
    desk.do(scenes.ended("police"))
    asked.again()


@pytest.mark.requirement("R57")
def test_a_lead_in_conflict_does_not_lead_on_into_the_next_phase() -> None:
    """Another organisation of its role is bound, proposed and takes over."""
    asked = scenes.led_on(scenes.declared("unit", Interest.CONFLICT))
    bind = Remedy("bind-role", (("role", "unit"),), ("organisation",), ("unit",))
    assert bind in asked.refused_by(RULE).remedies
    asked.execute(bind, {"organisation": "Unit South"})
    again = asked.desk.take("prepare")
    propose = again.refused_by(RULE).remedies[0]
    assert dict(propose.filled) == {"role": "unit", "organisation": "Unit South"}
    again.execute(propose)
    south = actor("unit", "Unit South")
    asked.desk.do(c.AcceptLead(actor=south), c.TakeOverLead(actor=south))
    asked.desk.take("prepare", south).again()


def test_an_interest_of_one_person_does_not_keep_the_organisation_from_leading() -> None:
    assert scenes.led_on(scenes.declared("unit", person="p-unit")).decision().is_allowed


# ---- through whom the way goes


def test_no_way_is_opened_through_a_suspect() -> None:
    """Another of those it may go through opens it."""
    asked = scenes.way(scenes.declared("family", Interest.SUSPECT))
    verdict = asked.refused_by(RULE)
    assert said(verdict)[4] == {"roles": "family", "who": "The family", "interests": "suspect"}
    assert [one.command for one in verdict.remedies] == ["bind-role", "end-interest"]
    asked.desk.do(c.BindRole(actor=UNIT, role="mentor", organisation="Mentor North"))
    through = asked.desk.asks(asked.command).refused_by(RULE).remedies[0]
    filled = {"kind": "talks", "through": "mentor", "organisation": "Mentor North"}
    assert dict(through.filled) == filled
    asked.execute(through, {"channel": "w-1", "modality": "virtual", "person": ""}, by="court")


def test_the_way_goes_through_another_person_of_the_family() -> None:
    """Who is named is asked about; what the file does not count keeps nobody."""
    kept = scenes.declared("family", Interest.VICTIM, "p-brother")
    verdict = scenes.way(kept, organisation="The family", person="p-brother").refused_by(RULE)
    assert said(verdict)[4]["who"] == "p-brother"
    mother = scenes.way(kept, organisation="The family", person="p-mother")
    assert mother.decision().is_allowed
    assert scenes.way(kept).decision().is_allowed
    assert scenes.way(scenes.declared("family", Interest.WITNESS)).decision().is_allowed


def test_a_role_is_open_while_somebody_of_it_is_free() -> None:
    """The way is opened through the role as a whole."""
    second = c.BindRole(actor=UNIT, role="family", organisation="The friends")
    kept = scenes.declared("family", Interest.SUSPECT)
    assert scenes.way(second, kept).decision().is_allowed
    assert scenes.way(second, kept, organisation="The family").refused_by(RULE).refuses


def test_a_session_asks_again_whom_the_way_goes_through() -> None:
    """It was opened before anybody knew."""
    asked = scenes.way(organisation="The family", person="p-brother")
    asked.again()
    asked.desk.do(scenes.declared("family", Interest.SUSPECT, "p-brother"))
    session = asked.desk.asks(c.RecordSession(actor=UNIT, channel="w-1"))
    assert said(session.refused_by(RULE))[4]["who"] == "p-brother"


def test_a_way_names_nobody_of_a_role_it_does_not_go_through() -> None:
    """Said before any rule is asked."""
    with pytest.raises(BadCommand, match="goes through no role"):
        opened().asks(
            c.OpenChannel(
                actor=PRISON,
                channel="w-1",
                kind="contact",
                modality=Modality.IN_PERSON,
                person="p-1",
            )
        ).decision()
    stranger = scenes.way(organisation="Somebody").decision()
    assert stranger.reason is not None
    assert stranger.reason.message == "parties.not-bound"


# ---- declaring and ending


def test_an_interest_is_declared_once_and_ended_once() -> None:
    desk = opened()
    desk.do(scenes.declared("court"))
    with pytest.raises(Refused, match="Court North: witness is declared already") as refused:
        desk.do(scenes.declared("court"))
    [remedy] = refused.value.decision.remedies
    assert remedy == to_end("court", "witness")
    desk.do(scenes.declared("court", Interest.CONFLICT), scenes.declared("court", person="p-1"))
    desk.do(scenes.ended("court"))
    with pytest.raises(Refused, match="no witness is declared that stands then"):
        desk.do(scenes.ended("court"))
    desk.do(scenes.declared("court"))
    assert [one.holds(desk.now) for one in desk.case.interests] == [False, True, True, True]


def test_what_is_declared_late_does_not_stand_twice() -> None:
    """One that stands later would overlap."""
    desk = opened()
    desk.later(days=1)
    early = desk.now
    desk.later(days=1)
    desk.do(scenes.declared("court"))
    with pytest.raises(Refused, match="declared already"):
        desk.do(scenes.declared("court", at=early))


def test_nobody_who_is_no_party_has_an_interest() -> None:
    with pytest.raises(Refused, match="does not play the role"):
        opened().do(scenes.declared("court", organisation="Court South"))


@pytest.mark.parametrize("by", [CLIENT, actor("family")])
def test_an_agency_writes_it_down_and_nobody_else(by: object) -> None:
    """The client and the client's own people are refused the same, whatever is declared."""
    answers = []
    for is_declared in (False, True):
        desk = opened()
        if is_declared:
            desk.do(scenes.declared("family"))
        for command in (
            scenes.declared("family", by=by),  # type: ignore[arg-type]
            scenes.ended("family", by=by),  # type: ignore[arg-type]
        ):
            with pytest.raises(Refused) as refused:
                desk.do(command)
            answers.append(str(refused.value))
    assert answers[:2] == answers[2:]
    assert "an agency does this" in answers[0]


def test_a_declaration_that_was_wrong_is_corrected_and_its_end_falls_away() -> None:
    """What comes after it in the record still adds up."""
    desk = opened()
    desk.do(scenes.declared("court"))
    wrong = desk.case.version
    desk.do(scenes.ended("court"))
    desk.do(c.CorrectEntry(actor=PRISON, wrong=wrong, why="recorded-in-error"))
    assert not desk.case.interests
    desk.do(scenes.declared("court", by=COURT))
    ended = desk.asks(scenes.ended("court")).decision()
    assert ended.is_allowed
    desk.do(scenes.ended("court"))
    desk.do(c.CorrectEntry(actor=PRISON, wrong=desk.case.version, why="recorded-in-error"))
    assert [one.ended_at for one in desk.case.interests] == [None]


def test_who_is_no_agency_is_told_the_same_whether_one_is_declared_or_not() -> None:
    """The client reads nothing of it where a step is in question, and the court does."""
    plain, told = scenes.led_on().desk, scenes.led_on(scenes.declared("unit")).desk
    for desk in (plain, told):
        client = Viewer(CLIENT.organisation, "client")
        assert desk.engine.why_not("c-1", "prepare", client) == plain.engine.why_not(
            "c-1", "prepare", client
        )
    court = Viewer(COURT.organisation, "court")
    assert told.engine.why_not("c-1", "prepare", court) != plain.engine.why_not(
        "c-1", "prepare", court
    )
