"""Why a case is not moving: what stands in the way, since when it waits, for what, on whom."""

from datetime import date, datetime, timedelta

import pytest

from ddrflow.decide import Obstacles, Wait, waiting, why_not
from ddrflow.decide.audience import WITHHELD
from ddrflow.engine import Refused
from ddrflow.errors import UnknownName
from ddrflow.messages import render
from ddrflow.model import commands as c
from ddrflow.model.agency import Viewer
from ddrflow.model.record import Function
from ddrflow.model.verdict import Remedy
from tests.builders import (
    COURT,
    NO_CONTACTS,
    ORGANISATIONS,
    POLICE,
    START,
    UNIT,
    Desk,
    actor,
    agreed,
    changed,
    convened,
    entered,
    hand_over,
    opened,
)
from tests.rules import scenes

DAY = timedelta(days=1)
FROM_INSIDE = (
    *("stay", "inform", "confer", "staff", "connect", "schedule", "agree", "report"),
    *("part", "go-on", "choose", "meet", "transfer", "ally", "align", "equip", "introduce"),
    *("set-right", "rehearse", "standardise", "govern", "entrust", "staff-early"),
    *("prepare", "court-releases"),
)


def viewer(role: str) -> Viewer:
    """Somebody of the organisation that plays a role."""
    return Viewer(ORGANISATIONS[role], role)


def seen(desk: Desk, trigger: str, role: str) -> tuple[str, dict[str, str], tuple[Remedy, ...]]:
    """What a viewer reads about the one rule that stands in the way of a trigger."""
    [found] = desk.engine.why_not(desk.case_id, trigger, viewer(role))
    [verdict] = found.verdicts
    assert verdict.reason is not None
    values = {one.name: one.value for one in verdict.reason.fields}
    return verdict.rule, values, verdict.remedies


def waits(desk: Desk, message: str) -> list[Wait]:
    """Everything of a kind that a case waits for."""
    return [one for one in desk.engine.waiting(desk.case_id) if one.what.message == message]


def fields(wait: Wait) -> dict[str, str]:
    """The fields of what a case waits for; its words must be there."""
    values = {one.name: one.value for one in wait.what.fields}
    assert render(wait.what.message, values)
    return values


# ---- what stands in the way


def test_one_trigger_is_explained_with_every_rule_that_is_not_met() -> None:
    """Where it leads, who may take it, and the verdict with its remedies."""
    [found] = opened().engine.why_not("c-1", "inform")
    assert (found.trigger, found.target, found.by) == ("inform", "waiting", ("unit",))
    assert not found.is_free
    [verdict] = found.verdicts
    assert verdict.rule == "notice.given"
    assert verdict.remedies[0].command == "give-notice"


def test_every_step_from_here_is_explained_when_none_is_named() -> None:
    """In the order of the file; what happened is among them, what leaves elsewhere is not."""
    found = opened().engine.why_not("c-1")
    assert tuple(one.trigger for one in found) == FROM_INSIDE
    assert [one.trigger for one in found if one.is_free] == [
        "stay",
        "choose",
        "transfer",
        "set-right",
        "prepare",
        "court-releases",
    ]


def test_nothing_stands_in_the_way_of_what_happens() -> None:
    """The rules that are not met are told all the same: they would become breaches."""
    [found] = opened().engine.why_not("c-1", "court-releases")
    assert found.happens
    assert found.is_free
    assert [one.rule for one in found.verdicts] == ["lead.covers-next-phase", "plan.adopted"]


def test_who_asks_does_not_stand_in_the_way() -> None:
    """It is asked as if by somebody who may take the step."""
    for one in opened().engine.why_not("c-1"):
        assert not {"actor.bound", "step.fired-by"} & {verdict.rule for verdict in one.verdicts}


def test_advice_that_is_not_followed_is_told_and_leaves_the_step_free() -> None:
    """Not met, and no obstacle."""
    strict = "rules: [{person.named: {role: prison}}]"
    soft = "rules: [{person.named: {role: prison, strength: should, because: Trust}}]"
    desk = opened(changed(strict, soft))
    [found] = desk.engine.why_not("c-1", "staff")
    assert [one.rule for one in found.verdicts] == ["person.named"]
    assert found.is_free


def test_a_step_that_leads_nowhere_from_here_says_what_does() -> None:
    """It exists, and leaves another state."""
    [found] = opened().engine.why_not("c-1", "return")
    assert found.reason is not None
    assert found.reason.message == "step.not-from-here"
    assert (found.target, found.by, found.is_free) == ("inside", (), False)
    possible = {one.name: one.value for one in found.reason.fields}["possible"]
    assert possible == ", ".join(FROM_INSIDE)


def test_a_step_that_does_not_exist_is_another_answer() -> None:
    """Nowhere, and not merely not from here."""
    [found] = opened().engine.why_not("c-1", "fly")
    assert found.reason is not None
    assert found.reason.message == "step.unknown-trigger"
    assert (found.target, found.is_free) == ("", False)


def test_a_closed_case_has_no_steps_and_waits_for_nothing() -> None:
    """It has ended."""
    desk = scenes.leaving()
    hand_over(desk, "aftercare")
    desk.do(c.TakeStep(actor=UNIT, trigger="release"), c.TakeStep(actor=UNIT, trigger="close"))
    assert desk.engine.why_not("c-1") == ()
    assert desk.engine.waiting("c-1") == ()
    assert desk.engine.held_up() == {}


def test_once_nothing_is_missing_the_step_is_free() -> None:
    """What the answer named was all of it."""
    desk = scenes.notified(scenes.told(), scenes.heard()).desk
    [found] = desk.engine.why_not("c-1", "inform")
    assert found == Obstacles("inform", "waiting", ("unit",))
    assert found.is_free


# ---- since when, for what, on whom


def test_a_case_waits_for_each_missing_fact_since_it_last_changed() -> None:
    """Since it came into its state; since the day after, once something was done about it."""
    desk = opened()
    [wait] = waits(desk, "notice.not-given")
    assert wait.since == START
    desk.later(days=1)
    desk.do(scenes.told())
    desk.later(days=5)
    [wait] = waits(desk, "notice.not-acknowledged")
    assert wait.since == START + DAY


def test_what_changed_elsewhere_does_not_make_the_wait_younger() -> None:
    """Consent has nothing to do with the notice."""
    desk = opened()
    desk.later(days=1)
    desk.do(agreed("research", "1"))
    [notice] = waits(desk, "notice.not-given")
    [consent] = waits(desk, "consent.not-asked")
    assert (notice.since, consent.since) == (START, START + DAY)


def test_a_person_whom_an_agency_names_moves_no_date_of_the_client() -> None:
    """It may not know of the person; an agency may, and both know who takes part."""
    desk = opened()
    desk.later(days=1)
    desk.do(scenes.named(Function.CONTACT))
    assert [nobody_named(desk, one) for one in ("client", "court")] == [START, START + DAY]
    desk.later(days=1)
    desk.do(c.BindRole(actor=UNIT, role="mentor", organisation="Mentor North"))
    assert {nobody_named(desk, one) for one in ("client", "court")} == {START + 2 * DAY}


def nobody_named(desk: Desk, role: str) -> datetime:
    """Since when the case waits, for a reader, for somebody who supports the client onward."""
    found = desk.engine.waiting("c-1", Viewer(ORGANISATIONS[role], role))
    [since] = [one.since for one in found if one.what.message == "person.no-onward-support"]
    return since


def test_a_case_waits_on_those_who_can_supply_what_is_missing() -> None:
    """Roles as the remedies name them, and the organisations that play them."""
    [wait] = waits(opened(), "plan.none-adopted")
    assert fields(wait) == {"kind": "plan"}
    assert wait.roles == ("unit", "welfare")
    assert wait.organisations == ("Unit North", "Welfare North")
    assert [one.command for one in wait.remedies] == ["adopt-plan", "allow-deviation"]


def test_a_free_step_waits_on_those_who_may_take_it() -> None:
    """Nothing is missing but the deed."""
    free = waits(opened(), "waiting.step-is-free")
    assert [fields(one)["trigger"] for one in free] == ["stay", "choose", "set-right", "prepare"]
    assert (free[0].roles, free[0].since) == (("prison", "unit"), START)
    take = Remedy("take-step", (("trigger", "stay"),), by=("prison", "unit"))
    assert free[0].remedies == (take,)


def test_nobody_waits_for_a_court_to_release_somebody() -> None:
    """What may happen is no task of anybody."""
    told = [value for one in opened().engine.waiting("c-1") for value in fields(one).values()]
    assert "court-releases" not in told


def test_a_proposal_waits_on_the_successor_since_it_was_made() -> None:
    """The successor accepts or declines."""
    desk = opened()
    desk.later(days=2)
    scenes.proposed(desk)
    desk.later(days=9)
    [wait] = waits(desk, "waiting.acceptance")
    assert fields(wait) == {"successor": "police"}
    assert (wait.since, wait.organisations) == (START + 2 * DAY, ("Police North",))
    assert [one.command for one in wait.remedies] == ["accept-lead", "decline-lead"]


def test_an_accepted_hand_over_waits_on_both_sides() -> None:
    """Either lets it take effect."""
    [wait] = waits(scenes.accepted(opened()), "waiting.take-over")
    assert (fields(wait), wait.roles) == ({"successor": "police"}, ("police", "unit"))
    assert wait.organisations == ("Police North", "Unit North")
    assert wait.remedies == (Remedy("take-over-lead", by=("police", "unit")),)


def test_who_may_lead_in_the_next_phase_only_is_not_told_to_take_over_yet() -> None:
    """Refused now, accepted once the case is there; the line to type comes with it."""
    desk = scenes.accepted(opened(), "aftercare")
    assert [one.remedies for one in waits(desk, "waiting.take-over")] == [()]
    with pytest.raises(Refused):
        desk.do(c.TakeOverLead(actor=actor("aftercare")))
    desk.do(c.TakeStep(actor=UNIT, trigger="prepare"))
    [wait] = waits(desk, "waiting.take-over")
    assert wait.remedies == (Remedy("take-over-lead", by=("aftercare", "unit")),)
    desk.do(c.TakeOverLead(actor=actor("aftercare")))


def test_a_hand_over_that_was_declined_waits_on_nobody() -> None:
    """It is over."""
    desk = scenes.proposed(opened())
    desk.do(c.DeclineLead(actor=POLICE))
    assert waits(desk, "waiting.acceptance") == []


def test_a_review_waits_on_its_owner_once_it_is_reminded_of_and_until_it_is_held() -> None:
    """Not before the reminder; since then, since the day came, and since the grace was over."""
    desk = opened()
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"))
    desk.later(days=23)
    assert desk.engine.lapse("c-1") == ()
    assert waits(desk, "waiting.review-reminded") == []
    passing = (
        (1, "waiting.review-reminded"),
        (7, "waiting.review-due"),
        (8, "waiting.review-missed"),
    )
    for days, message in passing:
        desk.later(days=days)
        desk.engine.lapse("c-1")
        [wait] = waits(desk, message)
        assert fields(wait) == {"review": "watch", "due_on": str(date(2026, 4, 2))}
        assert (wait.since, wait.organisations) == (desk.now, ("Unit North",))
        assert wait.remedies == (Remedy("hold-review", (("review", "watch"),)),)


def test_a_breach_waits_on_its_owner_since_it_was_opened() -> None:
    """Until it is closed."""
    desk = opened()
    desk.later(days=1)
    desk.do(scenes.plan(), c.TakeStep(actor=COURT, trigger="court-releases"))
    [wait] = waits(desk, "waiting.breach")
    [breach] = desk.case.exceptions.open_breaches()
    due = str(date(2026, 3, 10))
    rule = "lead.covers-next-phase"
    assert fields(wait) == {"breach": breach.breach, "rule": rule, "due_on": due}
    assert (wait.since, wait.organisations) == (START + DAY, ("Police North",))
    assert wait.remedies == (Remedy("close-breach", (("breach", breach.breach),)),)


def test_a_conference_under_way_waits_on_its_convenors_since_its_stage_began() -> None:
    """And on nobody once it has ended."""
    desk = opened()
    convened(desk)
    desk.later(hours=1)
    entered(desk, "preparation")
    [wait] = waits(desk, "waiting.conference")
    assert fields(wait) == {"conference": "k-1", "stage": "preparation"}
    assert (wait.since, wait.roles) == (desk.now, ("police", "unit"))
    desk.do(c.CancelConference(actor=UNIT, conference="k-1"))
    assert waits(desk, "waiting.conference") == []


def test_the_oldest_wait_comes_first() -> None:
    """Whoever reads the first line reads the worst of it."""
    desk = opened()
    desk.later(days=1)
    scenes.proposed(desk)
    since = [one.since for one in desk.engine.waiting("c-1")]
    assert since == sorted(since)
    assert (since[0], since[-1]) == (START, START + DAY)


def test_what_is_not_known_is_waited_for_as_well() -> None:
    """Undecided refuses, so somebody has to say it."""
    [wait] = waits(opened(), "person.contacts-not-known")
    assert wait.roles == ("prison", "unit")


def test_over_all_cases_each_organisation_is_counted_once_a_case() -> None:
    """Who holds up how many, the most first."""
    desk = opened()
    small = tuple((role, ORGANISATIONS[role]) for role in ("unit", "client"))
    desk.engine.open_case("synthetic", "c-2", c.OpenCase(actor=UNIT, bindings=small))
    counted = desk.engine.held_up()
    assert counted["Unit North"] == 2
    assert counted["Welfare North"] == 1
    assert [*counted.values()] == sorted(counted.values(), reverse=True)


# ---- for whom


def test_the_client_sees_what_is_open_and_that_something_is_withheld() -> None:
    """Names of organisations are among agencies; so are remedies, which repeat them."""
    desk = opened(standing=[NO_CONTACTS])
    rule, values, remedies = seen(desk, "staff", "client")
    assert rule == "person.named"
    assert values == {"role": "prison", "function": "worker", "organisations": WITHHELD}
    assert remedies == ()
    rule, values, remedies = seen(desk, "inform", "client")
    assert (rule, values) == ("notice.given", {"kind": "told", "to": "client"})
    assert remedies == ()


def test_the_family_sees_no_more_than_the_client() -> None:
    """Neither is an agency."""
    desk = opened(standing=[NO_CONTACTS])
    for trigger in ("staff", "confer", "inform"):
        assert seen(desk, trigger, "family") == seen(desk, trigger, "client")


@pytest.mark.parametrize("role", ["unit", "prison", "school"])
def test_an_agency_sees_what_is_among_agencies(role: str) -> None:
    """Who has nobody named."""
    desk = opened(standing=[NO_CONTACTS])
    _, values, remedies = seen(desk, "staff", role)
    assert values["organisations"] == "Prison North"
    assert remedies


@pytest.mark.parametrize("role", ["police", "unit", "school", "welfare"])
def test_who_may_sit_in_the_confidential_conference_sees_its_name(role: str) -> None:
    """Core, convenors, and those whom it invites on need."""
    _, values, remedies = seen(opened(), "confer", role)
    assert values == {"type": "closed-door"}
    assert remedies


@pytest.mark.parametrize("role", ["prison", "court", "probation", "client"])
def test_who_may_not_sit_in_it_reads_that_something_is_withheld(role: str) -> None:
    """Being an agency is not enough."""
    rule, values, remedies = seen(opened(), "confer", role)
    assert (rule, values, remedies) == ("conference.held", {"type": "(withheld)"}, ())


@pytest.mark.requirement("R102")
def test_that_a_confidential_conference_is_under_way_is_told_to_its_own_only() -> None:
    """That it exists would tell as much as its name."""
    desk = opened()
    convened(desk)
    for role, conferences in (("police", ["k-1"]), ("prison", []), ("client", [])):
        found = desk.engine.waiting("c-1", viewer(role))
        waits = [one for one in found if one.what.message == "waiting.conference"]
        assert [fields(one)["conference"] for one in waits] == conferences


def test_the_client_is_told_on_which_roles_it_waits_and_not_on_which_organisations() -> None:
    """Organisations are named among agencies."""
    desk = opened()
    found = desk.engine.waiting("c-1", viewer("client"))
    assert found
    assert all(one.organisations == () for one in found)
    assert any(one.roles for one in found)
    assert any(one.organisations for one in desk.engine.waiting("c-1", viewer("prison")))


def test_who_is_no_party_is_told_nothing_not_even_that_there_is_a_case() -> None:
    """The very error of a case that does not exist."""
    desk = opened()
    desk.later(days=1)
    desk.do(c.UnbindRole(actor=UNIT, role="welfare", organisation="Welfare North"))
    strangers = (viewer("welfare"), Viewer("Elsewhere", "unit"), Viewer("Unit North", "police"))
    for one in strangers:
        for ask in (
            lambda who: desk.engine.why_not("c-1", viewer=who),
            lambda who: desk.engine.waiting("c-1", who),
        ):
            with pytest.raises(UnknownName) as refused:
                ask(one)
            assert str(refused.value) == "no case is called `c-1`"


def test_to_the_core_a_stranger_sees_no_value_at_all() -> None:
    """Also where no engine stands before it."""
    desk = opened()
    stranger = Viewer("Elsewhere", "unit")
    found = why_not(desk.workflow, desk.case, None, desk.now, viewer=stranger)
    shown = waiting(desk.workflow, desk.case, None, desk.now, stranger)
    reasons = [one.reason for each in found for one in each.verdicts]
    values = [
        part.value
        for reason in (*reasons, *(one.what for one in shown))
        if reason is not None
        for part in reason.fields
    ]
    assert set(values) == {WITHHELD}


def test_without_a_viewer_everything_is_told() -> None:
    """The embedding program has its own eyes."""
    desk = opened()
    told = [value for one in desk.engine.waiting("c-1") for value in fields(one).values()]
    assert WITHHELD not in told


# ---- and nothing happens


def test_asking_why_changes_nothing() -> None:
    """No event, no refusal in the journal, no version; the same answer again."""
    desk = scenes.proposed(opened())
    convened(desk)
    before, events = desk.case, desk.engine.events("c-1")
    first = (desk.engine.why_not("c-1"), desk.engine.waiting("c-1"))
    desk.engine.why_not("c-1", "fly")
    desk.engine.why_not("c-1", "inform", viewer("client"))
    desk.engine.held_up()
    assert (desk.engine.why_not("c-1"), desk.engine.waiting("c-1")) == first
    assert (desk.case, desk.engine.events("c-1")) == (before, events)
    assert desk.engine.refusals("c-1") == ()


def test_since_when_it_waits_does_not_move_with_what_a_reader_may_not_know_of() -> None:
    """The unit reads that something was written in a conference, and the court does not."""
    closed = "{conference.held: {type: closed-door, within: 3 months}}"
    desk = opened(changed(closed, "{conference.held: {type: open-door}}"))
    convened(desk)
    for one in (viewer("unit"), viewer("court")):
        assert since(desk, one) == START
    desk.later(days=3)
    desk.do(c.RecordContribution(actor=UNIT, conference="k-1", role="unit", text="Words."))
    assert since(desk, viewer("unit")) == desk.now
    assert since(desk, viewer("court")) == START


def since(desk: Desk, reader: Viewer) -> datetime:
    """Since when the case waits for a conference that is held."""
    [found] = [
        one
        for one in desk.engine.waiting("c-1", reader)
        if one.what.message == "conference.none-held"
    ]
    return found.since
