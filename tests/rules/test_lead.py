"""Who may answer for a case, and how it changes hands without ever being nobody's."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from ddrflow.model import commands as c
from ddrflow.model.decision import Outcome
from ddrflow.model.verdict import Remedy
from tests.acts import hand_over
from tests.builders import (
    COURT,
    ORGANISATIONS,
    POLICE,
    PRISON,
    START,
    TICK,
    UNIT,
    Asked,
    actor,
    opened,
    unopened,
)
from tests.rules import scenes
from tests.rules import scenes_of_governance as governance
from tests.rules import scenes_of_leads as of_leads
from tests.verdicts import said, shown_to

DAY = timedelta(days=1)
COVERS = ("lead.covers-next-phase", "law", "act 7", "lead.does-not-cover")
TO_AFTERCARE = (("role", "aftercare"), ("organisation", "Aftercare North"))
IN_CUSTODY = {"phase": "custody", "allowed": "unit, police, court, probation, clinic"}


@pytest.mark.requirement("R97")
def test_a_case_is_opened_by_one_that_may_lead_its_first_phase() -> None:
    """Refusal, then the same opening through one whom the remedy names."""
    asked = of_leads.opening_by(PRISON)
    verdict = asked.refused_by("lead.eligible")
    values = {"role": "prison", **IN_CUSTODY}
    assert said(verdict) == ("lead.eligible", "must", "act 6", "lead.not-listed", values)
    assert set(shown_to(verdict).values()) == {"open"}
    [remedy] = verdict.remedies
    assert remedy == Remedy("open-case", by=("unit", "police", "court", "probation", "clinic"))
    assert of_leads.opening_by(actor(remedy.by[0])).decision().is_allowed
    assert of_leads.opening_by(actor("police")).decision().is_allowed


def test_a_successor_whom_the_file_does_not_list_gives_way_to_one_whom_it_does() -> None:
    """Refusal, the proposal is taken back, the next refusal names the eligible ones, acceptance."""
    asked = of_leads.ineligible()
    verdict = asked.refused_by("lead.eligible")
    values = {"role": "prison", **IN_CUSTODY}
    assert said(verdict) == ("lead.eligible", "must", "act 6", "lead.not-listed", values)
    [withdraw] = verdict.remedies
    assert withdraw == Remedy("withdraw-proposal", by=("unit",))
    asked.execute(withdraw)
    after = asked.desk.asks(asked.command)
    proposals = after.refused_by("lead.successor-has-accepted").remedies
    after.execute(proposals[0])
    [accept] = asked.desk.asks(asked.command).refused_by("lead.successor-has-accepted").remedies
    asked.execute(accept)
    asked.again()
    assert asked.desk.case.lead.current.role == "police"


@pytest.mark.requirement("R72", "R97")
def test_who_may_lead_is_asked_for_the_phase_that_the_case_is_in() -> None:
    """The police lead in custody, and no longer when release is prepared."""
    assert of_leads.taking_over_accepted().decision().is_allowed
    verdict = of_leads.eligible_later().refused_by("lead.eligible")
    values = {"role": "police", "phase": "release", "allowed": "unit, aftercare"}
    assert said(verdict)[3:] == ("lead.not-listed", values)


AGAINST = [
    ("clinic", "law", "act 1", "health", "no-authority", "A statute"),
    ("court", "must", "act 2", "criminal-justice", "no-continuity", "Agreed"),
    ("police", "should", "act 3", "police", "no-continuity", "Advice"),
    ("probation", "contested", "act 4", "probation", "narrow-remit", "Disputed"),
]


@pytest.mark.requirement("R24", "T8")
@pytest.mark.parametrize("row", AGAINST, ids=[row[1] for row in AGAINST])
def test_what_is_said_against_a_kind_of_lead_keeps_its_own_force(row: tuple[str, ...]) -> None:
    """Law and must refuse; advice warns; what is disputed is recorded with both words."""
    role, strength, source, kind, reason, because = row
    asked = of_leads.coordinating(role)
    verdict = asked.verdict("lead.may-coordinate")
    values = {"role": role, "kind": kind, "reason": reason}
    message = "lead.kind-advised-against"
    assert said(verdict) == ("lead.may-coordinate", strength, source, message, values)
    assert set(shown_to(verdict).values()) == {"open"}
    assert verdict.statement == because
    proposed = [dict(one.filled).get("role") for one in verdict.remedies]
    assert proposed
    assert role not in proposed
    lifting = [one for one in verdict.remedies if one.command == "allow-deviation"]
    assert [dict(one.filled)["place"] for one in lifting] == ([kind] if role == "court" else [])
    binds = strength in ("law", "must")
    assert asked.decision().outcome is (Outcome.RULE_UNMET if binds else Outcome.ALLOWED)
    if not binds:
        done = asked.again()
        assert [one.statement for one in done.warnings] == [because]


def test_a_kind_against_which_nothing_is_said_is_proposed_without_a_word() -> None:
    """No warning where there is nothing to warn of."""
    assert of_leads.coordinating("aftercare").again().warnings == ()


def test_what_was_agreed_is_lifted_for_a_while_and_a_statute_is_not() -> None:
    """The court leads by a deviation; the clinic leads by none."""
    desk = opened()
    allow = c.AllowDeviation(
        actor=COURT, rule="lead.may-coordinate", until=START + DAY, asked_by="p-unit"
    )
    desk.do(allow)
    court = c.ProposeLead(actor=UNIT, role="court", organisation="Court North")
    clinic = c.ProposeLead(actor=UNIT, role="clinic", organisation="Clinic North")
    assert desk.asks(court).verdict("lead.may-coordinate").lifted_by == "court"
    assert desk.asks(court).decision().is_allowed
    assert desk.asks(clinic).refused_by("lead.may-coordinate").lifted_by == ""
    desk.at(START + DAY)
    assert not desk.asks(court).decision().is_allowed


@pytest.mark.requirement("R8")
def test_a_lead_whose_remit_ends_hands_over_before_the_case_goes_on() -> None:
    """Refusal, proposal, refusal, acceptance, refusal, taking over, the step."""
    asked = of_leads.uncovered()
    verdict = asked.refused_by("lead.covers-next-phase")
    values = {"lead": "unit", "phase": "post-release", "allowed": "aftercare, probation"}
    assert said(verdict) == (*COVERS, values)
    assert set(shown_to(verdict).values()) == {"open"}
    assert verdict.remedies == (Remedy("propose-lead", TO_AFTERCARE, by=("unit",)),)
    acts = ("propose-lead", "accept-lead", "take-over-lead")
    for act in acts:
        [remedy] = asked.desk.asks(asked.command).refused_by("lead.covers-next-phase").remedies
        assert remedy.command == act
        asked.execute(remedy)
    asked.again()
    assert asked.desk.case.lead.current.role == "aftercare"


def test_only_those_are_proposed_who_could_also_take_over_now() -> None:
    """Probation leads after release and not before it, so it could never take over in time."""
    for remedy in of_leads.uncovered().verdict("lead.covers-next-phase").remedies:
        assert dict(remedy.filled)["role"] != "probation"


def test_a_successor_that_is_no_party_yet_is_bound_first() -> None:
    """Refusal, remedy, and from there on as always."""
    desk = of_leads.leaving(opened(without=("aftercare",)))
    asked = desk.take("release")
    [bind] = asked.refused_by("lead.covers-next-phase").remedies
    assert bind == Remedy("bind-role", (("role", "aftercare"),), ("organisation",), ("unit",))
    asked.execute(bind, {"organisation": "Aftercare North"})
    [propose] = desk.take("release").refused_by("lead.covers-next-phase").remedies
    assert propose == Remedy("propose-lead", TO_AFTERCARE, by=("unit",))


def test_every_organisation_that_could_lead_on_is_named() -> None:
    """Two in the role, two proposals."""
    desk = of_leads.leaving()
    desk.do(c.BindRole(actor=UNIT, role="aftercare", organisation="Aftercare South"))
    remedies = desk.take("release").refused_by("lead.covers-next-phase").remedies
    south = (("role", "aftercare"), ("organisation", "Aftercare South"))
    assert [one.filled for one in remedies] == [TO_AFTERCARE, south]


def test_a_proposal_is_no_hand_over() -> None:
    """The lead is who leads, however near the end of it is."""
    asked = of_leads.uncovered_with_successor()
    [remedy] = asked.refused_by("lead.covers-next-phase").remedies
    assert remedy == Remedy("accept-lead", by=("aftercare",))
    asked.execute(remedy)
    [remedy] = asked.desk.take("release").refused_by("lead.covers-next-phase").remedies
    assert remedy == Remedy("take-over-lead", by=("aftercare", "unit"))
    asked.execute(remedy, by="unit")
    asked.again()


def test_a_step_into_the_same_phase_and_into_the_end_needs_no_other_lead() -> None:
    """The remit is asked for where the phase changes."""
    rules = {one.rule for one in opened().take("stay").decision().verdicts}
    assert "lead.covers-next-phase" not in rules
    desk = of_leads.leaving()
    hand_over(desk, "aftercare")
    desk.do(c.TakeStep(actor=UNIT, trigger="release"))
    assert desk.take("close").decision().is_allowed


def test_a_step_entered_late_is_asked_of_the_lead_of_its_time_as_well() -> None:
    """It passes from the instant at which the present lead took over, and says so."""
    assert of_leads.covered_since(timedelta()).decision().is_allowed
    early = of_leads.covered_since(-TICK).refused_by("lead.covers-next-phase")
    assert early.passes_from == START + DAY
    assert early.remedies == ()
    assert said(early)[4]["lead"] == "unit"


def test_the_lead_is_handed_to_nobody_until_somebody_is_proposed() -> None:
    """Refusal, proposal to one who may lead now, and from there on as always."""
    asked = of_leads.taking_over_unproposed()
    verdict = asked.refused_by("lead.successor-has-accepted")
    values = {"lead": "unit"}
    assert said(verdict) == (
        *("lead.successor-has-accepted", "must", "ran R8", "lead.no-successor"),
        values,
    )
    assert shown_to(verdict) == {"lead": "open"}
    roles = [dict(one.filled)["role"] for one in verdict.remedies]
    assert roles == ["police", "court", "probation", "clinic"]
    asked.execute(verdict.remedies[0])
    [accept] = asked.desk.asks(asked.command).refused_by("lead.successor-has-accepted").remedies
    asked.execute(accept)
    asked.again()


@pytest.mark.requirement("R8", "R97")
@pytest.mark.parametrize(
    "probe",
    [of_leads.taking_over_unaccepted, of_leads.taking_over_prepared],
    ids=["asked", "prepared"],
)
def test_a_silent_successor_blocks_the_hand_over_until_it_accepts(
    probe: Callable[[], Asked],
) -> None:
    """Refusal, acceptance, taking over; a hand-over well prepared is no acceptance."""
    asked = probe()
    verdict = asked.refused_by("lead.successor-has-accepted")
    values = {"successor": "police", "organisation": "Police North"}
    assert said(verdict)[3:] == ("lead.not-accepted", values)
    assert shown_to(verdict) == {"successor": "open", "organisation": "internal"}
    assert verdict.remedies == (Remedy("accept-lead", by=("police",)),)
    assert asked.desk.case.lead.current.role == "unit"
    asked.execute(verdict.remedies[0])
    assert asked.desk.case.lead.current.role == "unit"
    asked.again()
    assert asked.desk.case.lead.current.role == "police"


def test_a_successor_that_declined_is_no_successor() -> None:
    """The old lead stays, and is told again whom it could ask."""
    desk = of_leads.proposed(opened())
    desk.do(c.DeclineLead(actor=POLICE))
    verdict = desk.asks(c.TakeOverLead(actor=UNIT)).refused_by("lead.successor-has-accepted")
    assert said(verdict)[3] == "lead.no-successor"


@pytest.mark.requirement("R8")
def test_the_lead_leaves_only_after_it_has_handed_over() -> None:
    """Refusal, the three acts of a hand-over, and then its successor lets it go."""
    asked = of_leads.lead_leaves()
    verdict = asked.refused_by("lead.hands-over-first")
    values = {"lead": "unit", "organisation": "Unit North"}
    assert said(verdict) == (
        *("lead.hands-over-first", "must", "ran R8", "lead.must-hand-over-first"),
        values,
    )
    assert shown_to(verdict) == {"lead": "open", "organisation": "internal"}
    for act in ("propose-lead", "accept-lead", "take-over-lead"):
        remedy = asked.desk.asks(asked.command).refused_by("lead.hands-over-first").remedies[0]
        assert remedy.command == act
        asked.execute(remedy)
    assert of_leads.leaving_case(asked.desk, "unit", POLICE).again().case.version


def test_another_organisation_in_the_role_of_the_lead_may_leave() -> None:
    """The lead is one organisation, not a role."""
    desk = scenes.with_second("unit")
    command = c.UnbindRole(actor=UNIT, role="unit", organisation="Unit South")
    assert desk.asks(command).decision().is_allowed
    assert of_leads.other_leaves().decision().is_allowed


def test_the_new_lead_is_held_as_the_old_one_was() -> None:
    """The obligation goes over with the lead."""
    verdict = of_leads.new_lead_leaves().refused_by("lead.hands-over-first")
    assert said(verdict)[4] == {"lead": "police", "organisation": "Police North"}


@pytest.mark.requirement("R97")
def test_a_case_that_is_opened_has_a_lead_that_accepted_by_opening_it() -> None:
    """From the first instant there is one, and only one."""
    desk = unopened()
    opening = c.OpenCase(actor=UNIT, bindings=tuple(ORGANISATIONS.items()))
    desk.engine.open_case("synthetic", "c-1", opening)
    [term] = desk.case.lead.terms
    assert (term.role, term.starts_at, term.accepted_by) == ("unit", START, "p-unit")


# ---- one of some


@pytest.mark.requirement("R97")
def test_where_another_is_to_lead_one_of_those_is_proposed() -> None:
    """Refusal, remedy, then what brings the hand-over on, acceptance."""
    asked = governance.entrusted()
    verdict = asked.refused_by("lead.among")
    values = {"lead": "unit", "allowed": "police"}
    assert said(verdict) == ("lead.among", "must", "act 51", "lead.not-among", values)
    assert shown_to(verdict) == {"lead": "open", "allowed": "open"}
    assert [dict(one.filled)["role"] for one in verdict.remedies] == ["police"]
    asked.execute(verdict.remedies[0])
    [accept] = asked.desk.take("entrust").refused_by("lead.among").remedies
    assert accept == Remedy("accept-lead", by=("police",))
    asked.execute(accept)
    [take_over] = asked.desk.take("entrust").refused_by("lead.among").remedies
    asked.execute(take_over)
    asked.desk.take("entrust").again()


def test_a_hand_over_to_somebody_else_is_taken_back_first() -> None:
    """While it is under way nobody else can be proposed."""
    desk = opened()
    desk.do(c.ProposeLead(actor=UNIT, role="probation", organisation="Probation North"))
    [remedy] = desk.take("entrust").refused_by("lead.among").remedies
    assert remedy == Remedy("withdraw-proposal", by=("unit",))
    asked = desk.take("entrust")
    asked.execute(remedy)
    after = desk.take("entrust").refused_by("lead.among")
    assert [one.command for one in after.remedies] == ["propose-lead"]


def test_a_step_entered_for_before_the_hand_over_is_told_from_when_on_it_could_be() -> None:
    """The police lead now, and did not then."""
    assert governance.entrusted_since(timedelta()).decision().is_allowed
    verdict = governance.entrusted_since(-TICK).refused_by("lead.among")
    assert verdict.remedies == ()
    assert verdict.passes_from is not None


def test_who_led_then_and_does_not_now_is_not_enough() -> None:
    """The lead has gone on since."""
    desk = governance.entrusted("police").desk
    then = desk.now
    desk.later(days=1)
    hand_over(desk, "unit", POLICE)
    desk.later(days=1)
    late = desk.asks(c.TakeStep(actor=UNIT, trigger="entrust", occurred_at=then))
    assert said(late.refused_by("lead.among"))[4]["lead"] == "unit"
