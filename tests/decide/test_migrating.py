"""A case moves to another version of its workflow whole, or stays and is told why."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ddrflow.engine import Done, Engine, Refused
from ddrflow.errors import BadCommand, UnknownName
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.agency import KEEPER, Actor
from ddrflow.model.decision import Decision, Outcome
from ddrflow.model.review import ReviewStatus
from ddrflow.model.workflow import Workflow
from tests.acts import convened, entered
from tests.builders import CLIENT, COURT, PRISON, UNIT, Desk, opened
from tests.synthetic import built
from tests.versions import version

DECIDED = date(2026, 3, 1)
Given = Callable[[Workflow], c.MigrateCase]


def command(to: Workflow, actor: Actor = KEEPER) -> c.MigrateCase:
    """Somebody decided that the case moves."""
    digest = to.identity.digest
    return c.MigrateCase(actor=actor, digest=digest, decided_by="board-1", decided_on=DECIDED)


def move(desk: Desk, to: Workflow, given: c.MigrateCase | None = None) -> Done:
    """Move the case, by an engine that knows both versions."""
    desk.engine = Engine(desk.engine._store, (desk.workflow, to))  # noqa: SLF001 - the same cases
    done = desk.engine.do(desk.case_id, given or command(to))
    desk.workflow = to
    return done


def refused(desk: Desk, to: Workflow, given: c.MigrateCase | None = None) -> Decision:
    """Why it does not move; nothing of it changes."""
    before, old = desk.case, desk.workflow
    with pytest.raises(Refused) as refusal:
        move(desk, to, given)
    assert desk.case == before
    assert desk.workflow == old
    return refusal.value.decision


def ways(desk: Desk, to: Workflow) -> list[str]:
    """What is in its way, by message."""
    verdicts = refused(desk, to).refusing
    assert {one.rule for one in verdicts} == {"migration.nothing-lost"}
    return [one.reason.message for one in verdicts if one.reason]


def kinds(done: Done) -> list[type]:
    """What was recorded, by kind of entry."""
    return [type(one.event) for one in done.entries]


@pytest.mark.requirement("R93")
def test_a_case_keeps_its_version_until_somebody_decides_that_it_moves() -> None:
    desk, to = opened(), version()
    engine = Engine(desk.engine._store, (desk.workflow, to))  # noqa: SLF001 - the same cases
    engine.do("c-1", c.TakeStep(actor=UNIT, trigger="stay"))
    assert engine.case("c-1").workflow == desk.workflow.identity
    done = move(desk, to)
    assert kinds(done) == [e.CaseMigrated]
    event = done.entries[0].event
    assert isinstance(event, e.CaseMigrated)
    assert (event.decided_by, event.decided_on, event.workflow) == ("board-1", DECIDED, to.identity)
    assert done.entries[0].actor == KEEPER
    assert desk.engine.workflow(desk.case) is to
    desk.do(c.TakeStep(actor=UNIT, trigger="return"))


def test_what_stands_in_a_case_stands_in_it_after_the_move() -> None:
    """A hand-over, consents, items and a review in flight survive, and the day since when."""
    desk = opened()
    desk.do(
        c.TakeStep(actor=UNIT, trigger="stay"),
        c.GiveConsent(actor=CLIENT, scope="sharing", text_version="2", language="de", witness="w"),
        c.ProposeLead(actor=UNIT, role="police", organisation="Police North"),
        c.IdentifyNeed(actor=UNIT, need="n-1", kind="housing", owner="welfare"),
    )
    desk.later(days=3)
    before = desk.case
    move(desk, version())
    after = desk.case
    same = replace(after, workflow=before.workflow, version=before.version, touched=before.touched)
    assert same == before


def test_a_state_that_is_called_otherwise_is_mapped_by_the_file() -> None:
    to = version(
        ("  waiting: {phase: custody}", "  held-back: {phase: custody}"),
        ("to: waiting", "to: held-back"),
        ("from: waiting", "from: held-back"),
        ("[inside, waiting]", "[inside, held-back]"),
        ("states: [waiting]", "states: [held-back]"),
        migrates="states: {waiting: held-back}",
    )
    desk = opened()
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"))
    since, due_on = desk.case.position.since, desk.case.reviews["watch"].due_on
    desk.later(days=2)
    move(desk, to)
    assert (desk.case.position.state, desk.case.position.since) == ("held-back", since)
    assert desk.case.reviews["watch"].due_on == due_on
    unmapped = replace(to, migrations={})
    other = opened()
    other.do(c.TakeStep(actor=UNIT, trigger="stay"))
    assert ways(other, unmapped) == ["migration.not-there"]


def test_a_case_stays_in_a_state_that_the_file_says_it_finishes_in() -> None:
    to = version(migrates="stays: {inside: It was promised to those inside}")
    desk = opened()
    (verdict,) = refused(desk, to).refusing
    assert verdict.reason is not None
    assert verdict.reason.message == "migration.state-stays"
    assert "It was promised to those inside" in [one.value for one in verdict.reason.fields]
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"))
    move(desk, to)


ROLE = (("school:", "college:"), ("[school, welfare]", "[college, welfare]"))


def test_a_role_that_is_called_otherwise_is_mapped_wherever_the_case_names_it() -> None:
    to = version(*ROLE, migrates="roles: {school: college}")
    desk = opened()
    desk.do(c.IdentifyNeed(actor=UNIT, need="n-1", kind="training", owner="school"))
    move(desk, to)
    assert desk.case.parties.organisations("college", desk.now) == ("School North",)
    assert desk.case.parties.organisations("school", desk.now) == ()
    assert [one.owner for one in desk.case.care.needs] == ["college"]
    unmapped = opened()
    assert ways(unmapped, replace(to, migrations={})) == ["migration.not-there"]


def test_an_agency_that_is_of_another_kind_there_is_another_one() -> None:
    to = version(("school: {kind: education", "school: {kind: health"))
    assert ways(opened(), to) == ["migration.role-of-another-kind"]


def test_what_was_said_for_some_ears_stays_for_them() -> None:
    """A conference whose minutes more would read after the move keeps its case where it is."""
    to = version(
        (
            "    barred: [client, family]\n    information: confidential",
            "    barred: [client, family]\n    information: internal",
        )
    )
    desk = opened()
    move(opened(), to)
    convened(desk)
    assert "migration.read-by-others" in ways(desk, to)


def test_a_conference_that_has_begun_is_finished_under_the_terms_it_began_with() -> None:
    """Refused while it is under way, and accepted once it is over."""
    to = version(("    minimum: 3\n", "    minimum: 2\n"))
    desk = opened()
    convened(desk)
    assert ways(desk, to) == ["migration.conference-under-way"]
    desk.do(c.CancelConference(actor=UNIT, conference="k-1"))
    move(desk, to)


def test_a_conference_whose_terms_do_not_change_goes_on() -> None:
    desk = opened()
    convened(desk)
    move(desk, version(("every: 1 month", "every: 2 months")))
    entered(desk, "preparation")
    assert desk.case.conferences["k-1"].stage == "preparation"


def test_a_review_that_comes_more_often_comes_no_later_than_one_interval_from_now() -> None:
    """The next ones count from there; and one that comes less often keeps the day it had."""
    desk = opened(version(("every: 1 month", "every: 6 months")))
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"))
    assert desk.case.reviews["watch"].due_on == date(2026, 9, 2)
    desk.later(days=10)
    first = built()
    done = move(desk, first)
    assert kinds(done) == [e.CaseMigrated, e.ReviewCarriedOver]
    review = desk.case.reviews["watch"]
    assert (review.occurrence, review.due_on) == (1, date(2026, 4, 12))
    desk.at(desk.now.replace(month=4, day=12))
    desk.engine.lapse(desk.case_id)
    desk.do(c.HoldReview(actor=UNIT, review="watch"))
    assert desk.case.reviews["watch"].due_on == date(2026, 5, 12)


def test_a_review_that_comes_less_often_keeps_its_day_and_counts_on_from_it() -> None:
    """However many were held before, the next is one interval after this one."""
    desk = opened()
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"))
    for month in (4, 5, 6):
        desk.at(desk.now.replace(month=month, day=2))
        desk.engine.lapse(desk.case_id)
        desk.do(c.HoldReview(actor=UNIT, review="watch"))
    assert desk.case.reviews["watch"].due_on == date(2026, 7, 2)
    move(desk, version(("every: 1 month", "every: 6 months")))
    review = desk.case.reviews["watch"]
    assert (review.occurrence, review.due_on, len(review.holdings)) == (4, date(2026, 7, 2), 3)
    steps = desk.engine.explain_date(desk.case_id, "watch")
    assert steps[0].what.message == "date.carried-over"
    desk.at(desk.now.replace(month=7, day=2))
    desk.engine.lapse(desk.case_id)
    desk.do(c.HoldReview(actor=UNIT, review="watch"))
    assert desk.case.reviews["watch"].due_on == date(2027, 1, 2)


def test_a_review_that_waits_to_be_held_is_not_lost_in_a_move() -> None:
    to = version(("states: [waiting]", "states: [outside]"))
    desk = opened()
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"))
    desk.at(desk.now.replace(month=4, day=2))
    desk.engine.lapse(desk.case_id)
    assert desk.case.reviews["watch"].status is ReviewStatus.DUE
    assert ways(desk, to) == ["migration.review-waits"]
    desk.do(c.HoldReview(actor=UNIT, review="watch"))
    done = move(desk, to)
    assert kinds(done) == [e.CaseMigrated, e.ReviewEnded]


def test_a_review_that_waits_goes_on_waiting_under_its_new_name() -> None:
    to = version(("name: watch", "name: look-in"), migrates="reviews: {watch: look-in}")
    desk = opened()
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"))
    desk.at(desk.now.replace(month=4, day=2))
    desk.engine.lapse(desk.case_id)
    before = desk.case.reviews["watch"]
    move(desk, to)
    assert desk.case.reviews == {"look-in": replace(before, name="look-in")}
    desk.do(c.HoldReview(actor=UNIT, review="look-in"))


def test_a_review_that_is_new_there_begins_with_the_move() -> None:
    to = version(
        (
            "  - name: watch\n",
            """\
  - {name: glance, while: {phase: custody}, every: 1 week, source: act 25}
  - name: watch
""",
        )
    )
    desk = opened()
    desk.later(days=1)
    done = move(desk, to)
    assert kinds(done) == [e.CaseMigrated, e.ReviewScheduled]
    assert desk.case.reviews["glance"].due_on == date(2026, 3, 10)


def test_a_lead_that_may_not_lead_there_stays_accountable_with_a_breach() -> None:
    to = version(("custody: {roles: [unit, police,", "custody: {roles: [police,"))
    desk = opened()
    done = move(desk, to)
    assert kinds(done) == [e.CaseMigrated, e.BreachOpened]
    (breach,) = desk.case.exceptions.open_breaches()
    assert (breach.rule, breach.owner) == ("lead.covers-next-phase", "unit")
    assert desk.case.lead.current.role == "unit"


def test_a_rule_that_was_lifted_is_not_put_back_by_a_move() -> None:
    to = version(("answers: all-open-needs, liftable: true}", "answers: all-open-needs}"))
    desk = opened()
    until = desk.now + timedelta(days=10)
    desk.do(
        c.AllowDeviation(
            actor=COURT, rule="plan.adopted", until=until, asked_by="p-unit", place="schedule"
        )
    )
    assert ways(desk, to) == ["migration.deviation-of-no-rule"]
    desk.later(days=10)
    move(desk, to)


def test_a_breach_whose_rule_is_not_asked_there_is_mended_first() -> None:
    to = version(
        ("    source: act 20\n    rules: [{plan.adopted: {kind: plan}}]\n", "    source: act 20\n")
    )
    desk = opened()
    desk.do(c.TakeStep(actor=PRISON, trigger="court-releases"))
    assert ways(desk, to) == ["migration.breach-of-no-rule"]


def test_a_way_to_the_client_and_a_need_that_are_not_known_there_keep_the_case() -> None:
    to = version(
        ("needs: [housing, training]", "needs: [housing]"),
        ("on_need: [training]", "on_need: [housing]"),
    )
    desk = opened()
    desk.do(c.IdentifyNeed(actor=UNIT, need="n-1", kind="training", owner="school"))
    assert ways(desk, to) == ["migration.not-there"]
    desk.do(c.DeclineNeed(actor=CLIENT, need="n-1"))
    move(desk, to)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        (lambda to: replace(command(to), decided_on=date(2026, 3, 3)), "lies in the future"),
        (lambda to: replace(command(to), occurred_at=opened().now), "a case moves when"),
    ],
)
def test_what_cannot_be_decided_is_a_clear_error(given: Given, says: str) -> None:
    desk, to = opened(), version()
    with pytest.raises(BadCommand, match=says):
        move(desk, to, given(to))
    assert desk.case.workflow == built().identity


def test_nobody_but_the_keeper_of_the_record_moves_a_case() -> None:
    to = version()
    decision = refused(opened(), to, command(to, UNIT))
    assert decision.outcome is Outcome.NOT_ENTITLED
    assert decision.reason is not None
    assert decision.reason.message == "actor.not-the-keeper"


def test_a_version_that_the_engine_does_not_know_is_a_clear_error() -> None:
    with pytest.raises(UnknownName, match="workflow"):
        opened().engine.do("c-1", command(version()))


def test_a_case_that_is_there_already_and_one_that_has_ended_stay() -> None:
    to = version()
    desk = opened()
    move(desk, to)
    again = refused(desk, to)
    assert again.reason is not None
    assert again.reason.message == "migration.there-already"


def test_a_move_can_be_taken_back_by_another_move() -> None:
    desk = opened()
    first = desk.workflow
    move(desk, version())
    move(desk, first)
    assert desk.case.workflow == first.identity


def test_a_step_before_the_move_is_not_taken_back() -> None:
    desk = opened()
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"))
    number = desk.case.version - 1
    move(desk, version())
    with pytest.raises(Refused) as refusal:
        desk.do(c.CorrectEntry(actor=UNIT, wrong=number, why="recorded-in-error"))
    reason = refusal.value.decision.reason
    assert reason is not None
    assert reason.message == "entry.moved-since"
