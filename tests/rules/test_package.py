"""Who comes in for a need is told first, and who stands in for another too (R66, R100)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ddrflow.engine import Refused
from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model.verdict import Remedy
from tests.acts import attends
from tests.builders import TICK, UNIT, opened
from tests.rules import scenes_of_governance as governance
from tests.rules import scenes_of_people as scenes
from tests.synthetic import changed
from tests.verdicts import said, shown_to

PACKAGE, BRIEFING = "package.given", "briefing.given"


def to_give(kind: str, role: str, organisation: str, *by: str, person: str = "") -> Remedy:
    """How it is given."""
    filled = (("kind", kind), ("role", role), ("organisation", organisation))
    return Remedy(
        "file-document", filled + ((("person", person),) if person else ()), ("document",), by
    )


# ---- an information package


@pytest.mark.requirement("R66")
def test_who_comes_in_for_a_need_is_given_its_package_before_a_task() -> None:
    """Refusal, remedy, acceptance, by each of those who file it."""
    for by in ("unit", "prison"):
        asked = scenes.charging()
        verdict = asked.refused_by(PACKAGE)
        values = {"kind": "package", "roles": "welfare", "organisations": "Welfare North"}
        assert said(verdict) == (PACKAGE, "must", "act 45", "package.not-given", values)
        assert set(shown_to(verdict).values()) == {"internal"}
        remedy = to_give("package", "welfare", "Welfare North", "unit", "prison")
        assert verdict.remedies == (remedy,)
        asked.execute(remedy, {"document": "d-1"}, by=by)
        asked.again()


@pytest.mark.requirement("R66")
def test_everybody_who_is_charged_is_looked_at_and_only_who_came_for_a_need() -> None:
    """Accountable or beside it; the police answer no kind of need, and are in it anyhow."""
    asked = scenes.charging(owner="police", responsible=("school", "welfare"))
    verdict = asked.refused_by(PACKAGE)
    assert said(verdict)[4]["roles"] == "school, welfare"
    for number, remedy in enumerate(verdict.remedies):
        asked.execute(remedy, {"document": f"d-{number}"}, by="unit")
    asked.again()
    assert scenes.charging(owner="police", responsible=("prison",)).decision().is_allowed


def test_each_organisation_of_the_role_has_its_own() -> None:
    south = c.BindRole(actor=UNIT, role="welfare", organisation="Welfare South")
    asked = scenes.charging(south, scenes.handed("package", "welfare"))
    verdict = asked.refused_by(PACKAGE)
    assert said(verdict)[4]["organisations"] == "Welfare South"
    asked.execute(verdict.remedies[0], {"document": "d-2"}, by="unit")
    asked.again()


def test_a_package_counts_from_when_it_was_given() -> None:
    assert scenes.charged_since(timedelta()).decision().is_allowed
    assert scenes.charged_since(-TICK).refused_by(PACKAGE).refuses


def test_another_document_or_one_that_nobody_was_given_is_no_package() -> None:
    unaddressed = c.FileDocument(actor=UNIT, kind="package", document="d-9")
    assert scenes.charging(unaddressed).refused_by(PACKAGE).refuses
    assert scenes.charging(scenes.handed("briefing", "welfare")).refused_by(PACKAGE).refuses
    one = scenes.handed("package", "welfare", "p-1")
    assert scenes.charging(one).refused_by(PACKAGE).refuses


def test_a_role_that_nobody_plays_is_bound_before_it_has_a_task() -> None:
    """Refusal, remedy, acceptance."""
    asked = scenes.charging(c.UnbindRole(actor=UNIT, role="welfare", organisation="Welfare North"))
    verdict = asked.refused_by(PACKAGE)
    assert said(verdict)[3:] == ("package.role-not-bound", {"roles": "welfare"})
    asked.execute(verdict.remedies[0], {"organisation": "Welfare South"})
    [remedy] = asked.desk.asks(asked.command).refused_by(PACKAGE).remedies
    asked.execute(remedy, {"document": "d-1"}, by="prison")
    asked.again()


def test_a_package_may_be_asked_of_whoever_sits_down() -> None:
    """Another place in the file, the same question, about the organisation that sits."""
    workflow = changed(
        "attending: [interest.none, {briefing.given: {kind: briefing}}]",
        "attending: [{package.given: {kind: package}}]",
    )
    desk = opened(workflow)
    desk.do(c.IdentifyNeed(actor=UNIT, need="n-1", kind="housing", owner="unit"))
    scenes.panel(desk=desk)
    desk.do(
        c.InviteToConference(
            actor=UNIT,
            conference="k-1",
            role="welfare",
            organisation="Welfare North",
            need="n-1",
        )
    )
    asked = desk.asks(attends("welfare"))
    asked.execute(asked.refused_by(PACKAGE).remedies[0], {"document": "d-1"}, by="unit")
    asked.again()
    assert desk.asks(attends("unit")).decision().is_allowed


# ---- a briefing note


@pytest.mark.requirement("R100")
def test_who_sits_in_anothers_place_is_briefed() -> None:
    """Refusal, remedy, acceptance, by each of those who file it."""
    for by in ("unit", "police"):
        asked = scenes.standing_in()
        verdict = asked.refused_by(BRIEFING)
        values = {"kind": "briefing", "persons": "p-unit-2"}
        assert said(verdict) == (BRIEFING, "must", "act 46", "briefing.not-given", values)
        assert set(shown_to(verdict).values()) == {"internal"}
        remedy = to_give("briefing", "unit", "Unit North", "unit", "police", person="p-unit-2")
        assert verdict.remedies == (remedy,)
        asked.execute(remedy, {"document": "d-1"}, by=by)
        asked.again()


@pytest.mark.requirement("R100")
def test_whoever_comes_again_needs_no_briefing_and_nor_does_the_first() -> None:
    assert scenes.standing_in(person="p-unit").decision().is_allowed
    assert scenes.panel().asks(attends("unit")).decision().is_allowed


def test_a_deputy_is_briefed_also_where_nobody_sat_before() -> None:
    """Unless it is a deputy who sat there the last time."""
    asked = scenes.panel().asks(attends("unit", "p-deputy", deputy_for="p-unit"))
    remedy = asked.refused_by(BRIEFING).remedies[0]
    asked.execute(remedy, {"document": "d-1"}, by="unit")
    asked.again()
    again = scenes.standing_in(first="p-unit-2", deputy_for="p-unit")
    assert again.decision().is_allowed


def test_a_briefing_is_for_the_person_or_for_all_of_the_organisation() -> None:
    assert scenes.standing_in(scenes.handed("briefing", "unit")).decision().is_allowed
    own = scenes.handed("briefing", "unit", "p-unit-2")
    assert scenes.standing_in(own).decision().is_allowed
    other = scenes.handed("briefing", "unit", "p-unit-3")
    assert scenes.standing_in(other).refused_by(BRIEFING).refuses
    prison = scenes.handed("briefing", "prison")
    assert scenes.standing_in(prison).refused_by(BRIEFING).refuses


def test_a_briefing_tells_how_far_the_other_one_was() -> None:
    """It was filed since, to the instant."""
    assert scenes.briefed_since(timedelta()).decision().is_allowed
    assert scenes.briefed_since(-TICK).refused_by(BRIEFING).refuses


def test_who_sat_the_last_time_counts_and_who_sat_before_that_does_not() -> None:
    """Two conferences of the type later, the first person was away for one."""
    desk = scenes.standing_in(scenes.handed("briefing", "unit")).desk
    desk.later(hours=1)
    desk.do(attends("unit", "p-unit-2", name="k-2"))
    desk.do(c.CloseConference(actor=UNIT, conference="k-2"))
    desk.later(days=1)
    scenes.panel(name="k-3", desk=desk)
    assert desk.asks(attends("unit", "p-unit-2", name="k-3")).decision().is_allowed
    assert desk.asks(attends("unit", "p-unit", name="k-3")).refused_by(BRIEFING).refuses


def test_the_client_and_the_clients_people_stand_in_for_nobody() -> None:
    workflow = changed(
        "    core: [unit]\n    attending: [interest",
        "    core: [unit, client]\n    attending: [interest",
    )
    desk = scenes.panel(desk=opened(workflow))
    desk.do(attends("client", "p-client"), c.CloseConference(actor=UNIT, conference="k-1"))
    scenes.panel(name="k-2", desk=desk)
    assert desk.asks(attends("client", "p-friend", name="k-2")).decision().is_allowed


def test_a_stage_that_asks_looks_at_all_who_sat_there() -> None:
    """A briefing that was recorded in error is missed at the decision."""
    desk = scenes.standing_in(scenes.handed("briefing", "unit")).desk
    filed = next(one.seq for one in desk.engine.events("c-1") if "DocumentFiled" in repr(one.event))
    desk.do(attends("unit", "p-unit-2", name="k-2"))
    asked = desk.asks(c.EnterStage(actor=UNIT, conference="k-2", stage="decision"))
    assert asked.decision().is_allowed
    desk.do(c.CorrectEntry(actor=UNIT, wrong=filed, why="recorded-in-error"))
    asked = desk.asks(asked.command)
    asked.execute(asked.refused_by(BRIEFING).remedies[0], {"document": "d-2"}, by="unit")
    asked.again()


# ---- a document that is given to somebody


def test_a_document_says_to_whom_it_was_given() -> None:
    desk = opened()
    desk.do(scenes.handed("package", "welfare", "p-1"))
    [one] = desk.case.care.documents
    assert (one.role, one.organisation, one.person) == ("welfare", "Welfare North", "p-1")


def test_a_document_is_given_to_a_party() -> None:
    """With the remedy that makes it one."""
    asked = opened().asks(scenes.handed("package", "welfare", organisation="Welfare South"))
    decision = asked.decision()
    assert decision.reason is not None
    assert decision.reason.message == "parties.not-bound"
    asked.execute(decision.remedies[0])
    asked.again()


@pytest.mark.parametrize(
    ("named", "problem"),
    [
        ({"role": "welfare"}, "`organisation`: `welfare` is played by organisations"),
        ({"organisation": "Welfare North"}, "`role`: no agency ``"),
        ({"person": "p-1"}, "`role`: no agency ``"),
        ({"role": "nobody", "organisation": "x"}, "`role`: no agency `nobody`"),
    ],
)
def test_a_recipient_is_named_whole(named: dict[str, str], problem: str) -> None:
    whole = c.FileDocument(actor=UNIT, kind="package", document="d-1")
    command = replace(whole, **named)  # type: ignore[arg-type]
    with pytest.raises(BadCommand, match=problem):
        opened().asks(command).decision()


def test_a_document_is_given_only_to_whom_its_kind_is_made_for() -> None:
    with pytest.raises(Refused, match="a `testimony` is made for court, not for `prison`"):
        opened().do(scenes.handed("testimony", "prison"))


def test_a_document_is_given_only_to_who_may_know_of_it() -> None:
    """Being given one opens nothing: its class alone says who knows of it."""
    desk = opened()
    with pytest.raises(Refused, match="a `package` is internal, and `client` may not know of it"):
        desk.do(scenes.handed("package", "client"))
    desk.do(scenes.handed("letter", "client"))
    secret = changed(
        "report: {filed_by: [clinic, unit]", "report: {information: confidential, filed_by: [unit]"
    )
    with pytest.raises(Refused, match="a `report` is confidential, and `prison` may not know"):
        opened(secret).do(scenes.handed("report", "prison"))


# ---- what one is bound to


@pytest.mark.requirement("R29")
def test_civil_society_is_told_what_it_is_bound_to_before_it_sits_there() -> None:
    """Refusal, remedy by whoever files the instruction, acceptance."""
    asked = governance.sworn()
    verdict = asked.refused_by("instruction.given")
    values = {"kind": "instruction", "persons": "p-unit"}
    expected = ("instruction.given", "must", "act 52", "instruction.not-given", values)
    assert said(verdict) == expected
    assert shown_to(verdict) == {"kind": "internal", "persons": "internal"}
    filled = (
        ("kind", "instruction"),
        ("role", "unit"),
        ("organisation", "Unit North"),
        ("person", "p-unit"),
    )
    remedy = Remedy("file-document", filled, ("document",), ("police",))
    assert verdict.remedies == (remedy,)
    asked.execute(remedy, {"document": "d-9"})
    asked.again()


def test_each_person_is_told_and_an_agency_that_is_bound_by_law_is_not_asked() -> None:
    """The police need none; what a colleague was told tells nobody else."""
    assert governance.sworn(role="police").decision().is_allowed
    verdict = governance.sworn(governance.instructed("p-unit-3")).refused_by("instruction.given")
    assert said(verdict)[4]["persons"] == "p-unit"
    assert governance.sworn(governance.instructed()).decision().is_allowed


def test_whoever_sat_there_untold_is_told_before_the_decision() -> None:
    """The rule can be asked at a stage too: of all who sat there so far."""
    desk = governance.sworn(governance.instructed()).desk
    desk.do(attends("unit"))
    enter = c.EnterStage(actor=UNIT, conference="k-1", stage="decision")
    assert desk.asks(enter).decision().is_allowed


def test_an_instruction_counts_from_when_it_was_given() -> None:
    """Also where somebody's sitting there is entered late."""
    assert governance.instructed_since(timedelta()).decision().is_allowed
    assert not governance.instructed_since(-TICK).verdict("instruction.given").is_met
