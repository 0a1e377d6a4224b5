"""Whether whoever leads, or is to lead, has the means to, and will still have them."""

import pytest

from ddrflow.engine import Refused
from ddrflow.model import commands as c
from ddrflow.model.decision import Outcome
from ddrflow.model.standing import Means, StandingCorrected
from ddrflow.model.verdict import Remedy, Status
from ddrflow.workflow.load import check_text
from tests.acts import hand_over
from tests.builders import ORGANISATIONS, UNIT, Desk, actor, opened, unopened
from tests.rules import scenes_above as scenes
from tests.rules.scenes_above import DAY, FIRST_DAY, NEXT_REVIEW, TO_LEAD, above
from tests.synthetic import SYNTHETIC
from tests.verdicts import said, shown_to

GRANTED = {"reference": "paper-1", "starts_on": str(FIRST_DAY)}
MEANS, FUNDED = "lead.has-means", "lead.is-funded"


@pytest.mark.requirement("R73")
def test_a_lead_without_its_means_gets_them_one_by_one() -> None:
    """Refusal, a remedy for each, acceptance after the last."""
    asked = above("equip", *scenes.grants(Means.ACCESS, Means.TRAINING))
    verdict = asked.refused_by(MEANS)
    values = {"role": "unit", "organisation": "Unit North", "missing": "mandate, budget"}
    assert said(verdict) == (MEANS, "must", "act 30", "means.missing", values)
    classes = {"role": "open", "organisation": "internal", "missing": "internal"}
    assert shown_to(verdict) == classes
    mandate, budget = verdict.remedies
    filled = (("organisation", "Unit North"), ("means", "mandate"))
    assert mandate == Remedy("grant-means", filled, ("reference", "starts_on"), ("unit",))
    asked.execute(mandate, GRANTED)
    assert said(asked.refused_by(MEANS))[4]["missing"] == "budget"
    asked.execute(budget, GRANTED)
    asked.again()


@pytest.mark.parametrize("means", TO_LEAD)
def test_each_of_the_four_is_needed(means: Means) -> None:
    """Three of them are not enough, and funding is none of them."""
    others = [one for one in Means if one is not means]
    asked = above("equip", *scenes.grants(*others))
    assert said(asked.refused_by(MEANS))[4]["missing"] == means


def test_means_that_ended_are_not_there_any_more() -> None:
    """The last day counts, the day after does not."""
    assert scenes.equipped_until(FIRST_DAY + DAY, days=1).decision().is_allowed
    late = scenes.equipped_until(FIRST_DAY + DAY, days=2).refused_by(MEANS)
    assert said(late)[4]["missing"] == "budget"


def test_another_organisations_means_are_not_the_leads() -> None:
    """Nobody leads with borrowed means."""
    asked = above("equip", *scenes.grants(organisation="Police North"))
    assert said(asked.refused_by(MEANS))[4]["missing"] == "access, mandate, training, budget"


def test_only_the_kinds_that_the_file_names_are_asked() -> None:
    """Civil society, unless it says otherwise; which means, it says too."""
    assert scenes.equipped_police().decision().is_allowed
    wide = scenes.with_rules(
        "rules: [lead.has-means]",
        "rules: [{lead.has-means: {kinds: [police, civil-society], means: [mandate]}}]",
    )
    desk = opened(wide, scenes.grants(Means.ACCESS))
    hand_over(desk, "police")
    verdict = desk.take("equip").refused_by(MEANS)
    assert said(verdict)[4] == {
        "role": "police",
        "organisation": "Police North",
        "missing": "mandate",
    }


def test_whether_a_lead_has_means_is_not_known_while_none_were_ever_recorded() -> None:
    """Undecided, with the same remedies."""
    asked = above("equip", scenes.agreement())
    verdict = asked.refused_by(MEANS)
    values = {"role": "unit", "organisation": "Unit North"}
    assert (verdict.status, said(verdict)[3:]) == (Status.UNDECIDED, ("means.not-known", values))
    assert [dict(one.filled)["means"] for one in verdict.remedies] == list(TO_LEAD)
    for remedy in verdict.remedies:
        asked.execute(remedy, GRANTED)
    asked.again()


# ---- where a file asks it of whoever is to lead


ASKS = scenes.with_rules(
    "post-release: {roles: [aftercare, probation], source: act 5}",
    "post-release: {roles: [aftercare, probation], rules: [{lead.has-means: {liftable: true}}],"
    " source: act 5}",
    "custody: {roles: [unit, police, court, probation, clinic], source: act 5}",
    "custody: {roles: [unit, aftercare, police], rules: [{lead.has-means: {means: [mandate]}}],"
    " source: act 5}",
    "aftercare: {kind: civil-society, phases: [release, post-release]}",
    "aftercare: {kind: civil-society}",
)
AFTERCARE = actor("aftercare")


def led(*events: object) -> Desk:
    """A case whose lead in custody has its mandate."""
    return opened(ASKS, (scenes.grant(Means.MANDATE), *events))  # type: ignore[arg-type]


def test_a_case_is_opened_by_somebody_who_has_the_means() -> None:
    """There is no case yet in which anybody could lift it."""
    desk = unopened(ASKS, scenes.grants(Means.ACCESS))
    command = c.OpenCase(actor=UNIT, bindings=tuple(ORGANISATIONS.items()))
    with pytest.raises(Refused, match="lacks means to lead: mandate"):
        desk.engine.open_case("synthetic", "c-1", command)
    desk.record(scenes.grant(Means.MANDATE))
    assert desk.engine.open_case("synthetic", "c-1", command).case.is_open


def test_a_successor_is_asked_for_its_own_means() -> None:
    """At the proposal, and again when it takes over: they may have ended in between."""
    desk = led()
    propose = desk.asks(c.ProposeLead(actor=UNIT, role="aftercare", organisation="Aftercare North"))
    verdict = propose.refused_by(MEANS)
    values = {"role": "aftercare", "organisation": "Aftercare North", "missing": "mandate"}
    assert said(verdict)[4] == values
    [remedy] = verdict.remedies
    assert remedy.by == ("aftercare", "unit")
    propose.execute(remedy, {**GRANTED, "starts_on": str(FIRST_DAY)}, by="unit")
    propose.again()
    desk.do(c.AcceptLead(actor=AFTERCARE))
    entry = desk.standing.seq if desk.standing else 0
    desk.record(StandingCorrected(entry, "recorded-in-error"))
    take_over = desk.asks(c.TakeOverLead(actor=UNIT))
    assert said(take_over.refused_by(MEANS))[4] == values
    desk.record(scenes.grant(Means.MANDATE, "Aftercare North"))
    take_over.again()


def test_a_step_into_a_phase_asks_the_lead_what_that_phase_asks() -> None:
    """What is asked of leads after release is asked of the lead that goes along."""
    desk = led(scenes.grant(Means.MANDATE, "Aftercare North"))
    desk.do(c.TakeStep(actor=UNIT, trigger="prepare"))
    hand_over(desk, "aftercare")
    release = desk.take("release", AFTERCARE)
    verdict = release.refused_by(MEANS)
    assert said(verdict)[4]["missing"] == "access, training, budget"
    lift = verdict.remedies[-1]
    assert dict(lift.filled) == {"rule": MEANS, "place": "lead:post-release"}
    for remedy in verdict.remedies[:-1]:
        release.execute(remedy, GRANTED)
    release.again()


def test_what_happens_leaves_a_task_where_the_lead_lacks_its_means() -> None:
    """Reality is not refused: a breach, which closes when the means are there."""
    desk = led(scenes.grant(Means.MANDATE, "Aftercare North"))
    desk.do(c.TakeStep(actor=UNIT, trigger="prepare"))
    hand_over(desk, "aftercare")
    desk.do(c.TakeStep(actor=actor("court"), trigger="court-releases"))
    [breach] = [one for one in desk.case.exceptions.breaches if one.rule == MEANS]
    close = desk.asks(c.CloseBreach(actor=AFTERCARE, breach=breach.breach))
    assert close.decision().outcome is Outcome.RULE_UNMET
    desk.record(*scenes.grants(organisation="Aftercare North"))
    close.again()


# ---- funding


@pytest.mark.requirement("R83")
def test_funding_that_ends_before_the_next_review_asks_for_a_plan_or_more_money() -> None:
    """Refusal, each of the two remedies, acceptance."""
    for number in (0, 1):
        asked = scenes.funded_until(NEXT_REVIEW - DAY)
        verdict = asked.refused_by(FUNDED)
        values = {
            "role": "unit",
            "organisation": "Unit North",
            "ends_on": "2026-04-01",
            "review_on": "2026-04-02",
        }
        assert said(verdict) == (FUNDED, "must", "act 31", "means.funding-ends", values)
        assert {shown_to(verdict)[one] for one in values if one != "role"} == {"internal"}
        grant, plan, *others = verdict.remedies
        assert dict(grant.filled) == {"organisation": "Unit North", "means": "funding"}
        assert plan == Remedy("file-document", (("kind", "succession"),), ("document",), ("unit",))
        assert {one.command for one in others} == {"propose-lead"}
        given = ({**GRANTED, "starts_on": str(NEXT_REVIEW)}, {"document": "d-1"})[number]
        asked.execute((grant, plan)[number], given)
        asked.again()


def test_a_plan_counts_for_the_lead_under_whom_it_was_filed() -> None:
    """The next lead needs one of its own."""
    desk = scenes.waiting(
        scenes.grant(Means.FUNDING, ends_on=NEXT_REVIEW - DAY),
        scenes.grant(Means.FUNDING, "Aftercare North", NEXT_REVIEW - DAY),
        workflow=ASKS_FUNDING,
    )
    desk.do(c.FileDocument(actor=UNIT, kind="succession", document="d-1"))
    assert desk.take("fund").verdict(FUNDED).is_met
    desk.later(hours=1)
    hand_over(desk, "aftercare")
    assert said(desk.take("fund").refused_by(FUNDED))[3] == "means.funding-ends"


ASKS_FUNDING = scenes.with_rules(
    "custody: {roles: [unit, police, court, probation, clinic], source: act 5}",
    "custody: {roles: [unit, aftercare], source: act 5}",
    "aftercare: {kind: civil-society, phases: [release, post-release]}",
    "aftercare: {kind: civil-society}",
)


def test_a_plan_for_later_does_not_pay_for_today() -> None:
    """Funding that has ended, or never was, is another answer; only money or a lead helps."""
    ended = scenes.funded_until(FIRST_DAY - DAY)
    ended.desk.do(c.FileDocument(actor=UNIT, kind="succession", document="d-1"))
    verdict = ended.refused_by(FUNDED)
    assert said(verdict)[3] == "means.funding-ended"
    assert {one.command for one in verdict.remedies} == {"grant-means", "propose-lead"}
    other = scenes.funded_until(NEXT_REVIEW, "Police North")
    assert said(other.refused_by(FUNDED))[3] == "means.no-funding"
    other.execute(other.refused_by(FUNDED).remedies[0], GRANTED)
    other.again()


def test_whether_a_lead_is_funded_is_not_known_while_no_means_were_recorded() -> None:
    """Undecided, remedy, acceptance."""
    asked = scenes.funded()
    verdict = asked.refused_by(FUNDED)
    assert (verdict.status, said(verdict)[3]) == (Status.UNDECIDED, "means.not-known")
    asked.execute(verdict.remedies[0], GRANTED)
    asked.again()


def test_funding_that_reaches_the_day_of_the_review_is_enough() -> None:
    """And where no review runs, funding of today is."""
    assert scenes.funded_until(NEXT_REVIEW).decision().is_allowed
    asks = "    by: [unit]\n    source: act 20\n    rules: [{lead.is-funded"
    inside = scenes.with_rules(
        f"    from: waiting\n    to: inside\n{asks}", f"    from: inside\n    to: waiting\n{asks}"
    )
    funding = scenes.grant(Means.FUNDING, ends_on=FIRST_DAY)
    assert above("fund", funding, workflow=inside).verdict(FUNDED).is_met


def test_a_proposed_successor_is_asked_for_its_own_funding() -> None:
    """Who follows it is not yet anybody's to propose."""
    asks = "custody: {roles: [unit, aftercare], rules: [lead.is-funded], source: act 5}"
    workflow = scenes.with_rules(
        "custody: {roles: [unit, police, court, probation, clinic], source: act 5}",
        asks,
        "aftercare: {kind: civil-society, phases: [release, post-release]}",
        "aftercare: {kind: civil-society}",
    )
    desk = opened(workflow, [scenes.grant(Means.FUNDING)])
    command = c.ProposeLead(actor=UNIT, role="aftercare", organisation="Aftercare North")
    verdict = desk.asks(command).refused_by(FUNDED)
    assert said(verdict)[4] == {"role": "aftercare", "organisation": "Aftercare North"}
    assert [one.command for one in verdict.remedies] == ["grant-means"]
    desk.asks(command).execute(verdict.remedies[0], GRANTED, by="unit")
    desk.do(command)


def test_a_lead_whose_funding_ends_can_be_warned_only() -> None:
    """With the strength `should` the step is taken, and the warning stands with it."""
    soft = scenes.with_rules(
        "rules: [{lead.is-funded: {plan: succession}}]",
        "rules: [{lead.is-funded: {strength: should, because: Projects end}}]",
    )
    desk = scenes.waiting(scenes.grant(Means.FUNDING, ends_on=NEXT_REVIEW - DAY), workflow=soft)
    done = desk.take("fund").again()
    assert [one.rule for one in done.entries[0].noted] == [FUNDED]
    assert "file-document" not in {one.command for one in done.warnings[0].remedies}


def test_a_rule_that_only_a_case_can_meet_is_not_asked_of_who_opens_one() -> None:
    """Nobody could ever open a case; in a later phase it is a rule like another."""
    asked = "rules: [{notice.given: {kind: told}}]"
    for phase, first, codes in (("custody", "unit, police", ["E-GUARD"]), ("release", "unit", [])):
        line = f"{phase}: {{roles: [{first}"
        text = SYNTHETIC.replace(line, line.replace("{", f"{{{asked}, ", 1), 1)
        assert text != SYNTHETIC
        found = check_text(text.encode(), "synthetic.yaml")
        assert [one.code for one in found.findings] == codes
