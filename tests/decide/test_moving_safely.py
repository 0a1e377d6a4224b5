"""What a move would lose, break or let others read keeps the case, or is carried over whole."""

from datetime import date

import pytest

from ddrflow.engine import Engine, Refused, Request
from ddrflow.errors import VersionClash
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.agency import KEEPER, Viewer
from ddrflow.model.information import InformationClass
from ddrflow.model.item import ItemKind
from ddrflow.model.reference import Relation
from ddrflow.model.workflow import Workflow
from ddrflow.workflow.load import check_text
from tests.acts import convened, entered
from tests.builders import CLIENT, COURT, ORGANISATIONS, POLICE, UNIT, Desk, opened
from tests.stores import Place
from tests.synthetic import SYNTHETIC, built
from tests.versions import version

DECIDED = date(2026, 3, 1)
RENAMED = (("mentor:", "buddy:"), ("through: [family, mentor]", "through: [family, buddy]"))


def command(to: Workflow) -> c.MigrateCase:
    """Somebody decided it."""
    digest = to.identity.digest
    return c.MigrateCase(actor=KEEPER, digest=digest, decided_by="board-1", decided_on=DECIDED)


def move(desk: Desk, to: Workflow) -> None:
    """Move the case."""
    desk.engine = Engine(desk.engine._store, (desk.workflow, to))  # noqa: SLF001 - the same cases
    desk.engine.do(desk.case_id, command(to))
    desk.workflow = to


def ways(desk: Desk, to: Workflow) -> list[str]:
    """What is in its way, by message."""
    with pytest.raises(Refused) as refusal:
        move(desk, to)
    return [one.reason.message for one in refusal.value.decision.refusing if one.reason]


def waiting() -> Desk:
    """A case whose review runs."""
    desk = opened()
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"))
    return desk


def nothing_crashes(desk: Desk) -> None:
    """Whatever is asked of the case is answered, for everybody."""
    engine = desk.engine
    engine.lapse(desk.case_id)
    engine.why_not(desk.case_id)
    for role, organisation in ORGANISATIONS.items():
        engine.today(organisation)
        viewer = Viewer(organisation, role)
        engine.show(desk.case_id, viewer)
        engine.timeline(desk.case_id, viewer)


def test_a_review_that_is_not_there_any_more_ends() -> None:
    """Nothing of it is left for the clock to stumble over, and it begins anew where it is."""
    other = version(("  - name: watch\n    while: {states: [waiting]}", OTHER))
    desk = waiting()
    first = desk.workflow
    move(desk, other)
    assert set(desk.case.reviews) == set()
    nothing_crashes(desk)
    move(desk, first)
    assert set(desk.case.reviews) == {"watch"}
    nothing_crashes(desk)


OTHER = "  - name: elsewhere\n    while: {states: [outside]}"
GLANCE = "  - {name: glance, while: {states: [waiting]}, every: 1 week, source: act 25}\n"


def two_reviews() -> str:
    """The synthetic workflow with another review beside the one it has."""
    return SYNTHETIC.replace("  - name: watch\n", f"{GLANCE}  - name: watch\n")


def test_two_reviews_never_become_one() -> None:
    desk = opened(built(two_reviews()))
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"))
    to = version(migrates="reviews: {glance: watch}")
    assert ways(desk, to) == ["migration.reviews-become-one"]


@pytest.mark.parametrize(
    "names", ["{glance: watch, watch: glance}", "{old: glance, glance: watch}"]
)
def test_a_name_that_would_change_hands_is_refused_in_the_file(names: str) -> None:
    text = two_reviews().replace("version: 1\n", "version: 2\n", 1)
    found = check_text(f"{text}migrates:\n  - {{from: 1, reviews: {names}}}\n".encode(), "x.yaml")
    assert {one.code for one in found.errors} == {"E-MIGRATES"}
    assert "is an old name and a new one" in found.errors[0].message


def test_a_stage_that_people_sat_in_and_that_is_gone_keeps_the_case() -> None:
    """Whether they agreed to it is asked again whenever consent is spoken of."""
    to = version(
        ("    stages:\n      - exchange\n      - family-only", STAGES),
        ("from: exchange,", "from: talk,"),
    )
    desk = opened()
    give = c.GiveConsent(
        actor=CLIENT, scope="sharing", text_version="2", language="de", witness="w-1"
    )
    desk.do(give)
    convened(desk, "k-1", "open-door")
    entered(desk, "exchange")
    desk.do(c.CancelConference(actor=UNIT, conference="k-1"))
    assert ways(desk, to) == ["migration.not-there"]


STAGES = "    stages:\n      - talk\n      - family-only"


def test_a_yes_to_another_text_keeps_a_conference_under_way_where_it_is() -> None:
    to = version(
        ('sharing: {of: client, text_version: "2"', 'sharing: {of: client, text_version: "3"')
    )
    desk = opened()
    convened(desk, "k-1", "open-door")
    assert ways(desk, to) == ["migration.conference-under-way"]


def test_a_deviation_that_others_would_read_of_keeps_the_case() -> None:
    liftable = SYNTHETIC.replace("decision: {rules: [attendance.core,", LIFTABLE)
    second = liftable.replace("version: 1\n", "version: 2\n", 1)
    second = second.replace("    information: confidential", "    information: internal")
    desk = opened(built(liftable))
    until = desk.now.replace(month=6)
    allow = c.AllowDeviation(
        actor=COURT,
        rule="attendance.core",
        until=until,
        asked_by="p-1",
        place="closed-door/decision",
    )
    desk.do(allow)
    to = check_text(second.encode(), "second.yaml").workflow
    assert to is not None
    assert "migration.read-by-others" in ways(desk, to)


LIFTABLE = "decision: {rules: [{attendance.core: {liftable: true}},"


def test_kinds_that_the_record_tells_of_are_there_also_where_they_were_corrected() -> None:
    without = version(("  letter: {filed_by: [unit], information: open, source: act 26}\n", ""))
    desk = opened()
    desk.do(c.FileDocument(actor=UNIT, kind="letter", document="d-1"))
    number = desk.case.version
    desk.do(c.CorrectEntry(actor=UNIT, wrong=number, why="recorded-in-error"))
    assert ways(desk, without) == ["migration.not-there"]


def test_a_plan_of_no_kind_and_one_that_the_client_would_read_keep_the_case() -> None:
    gone = version(("  other: {parts: [residence], adopted_by: [unit], source: act 24}\n", ""))
    read = version(
        ("adopted_by: [unit], source: act 24", "adopted_by: [unit, client], source: act 24")
    )
    desk = opened()
    desk.do(c.AdoptPlan(actor=UNIT, kind="other", parts=("residence",)))
    assert ways(desk, gone) == ["migration.not-there"]
    another = opened()
    another.do(c.AdoptPlan(actor=UNIT, kind="other", parts=("residence",)))
    assert ways(another, read) == ["migration.read-by-role"]


def test_a_notice_that_is_owed_to_another_there_does_not_count_for_them() -> None:
    to = version(('told: {to: client, version: "2"', 'told: {to: family, version: "2"'))
    desk = opened()
    desk.do(c.GiveNotice(actor=UNIT, kind="told", version="2", language="de"))
    assert ways(desk, to) == ["migration.notice-to-another"]


def test_a_hand_over_in_flight_to_who_may_not_lead_there_keeps_the_case() -> None:
    to = version(("[unit, police, court, probation, clinic]", "[unit, court, probation, clinic]"))
    desk = opened()
    desk.do(c.ProposeLead(actor=UNIT, role="police", organisation="Police North"))
    assert ways(desk, to) == ["migration.successor-may-not-lead"]
    desk.do(c.DeclineLead(actor=POLICE))
    move(desk, to)


def test_a_review_that_was_called_keeps_its_regular_day() -> None:
    """Held early, it leaves that day as it is, under the new version too."""
    desk = opened(version(("every: 1 month", "every: 6 months")))
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"))
    desk.later(days=5)
    desk.do(c.CallReview(actor=UNIT, review="watch", why="relapse"))
    move(desk, version(("every: 1 month", "every: 1 year"), number=3))
    desk.do(c.HoldReview(actor=UNIT, review="watch"))
    assert desk.case.reviews["watch"].due_on == date(2026, 9, 2)


@pytest.mark.parametrize("kind", [e.StepTaken, e.ReviewHeld])
def test_what_a_move_was_decided_on_is_not_taken_back_after_it(kind: type[e.Event]) -> None:
    desk = waiting()
    desk.at(desk.now.replace(month=4, day=2))
    desk.engine.lapse(desk.case_id)
    desk.do(c.HoldReview(actor=UNIT, review="watch"))
    (number,) = [one.seq for one in desk.engine.events("c-1") if isinstance(one.event, kind)]
    move(desk, version(("every: 1 month", "every: 6 months")))
    with pytest.raises(Refused) as refusal:
        desk.do(c.CorrectEntry(actor=UNIT, wrong=number, why="recorded-in-error"))
    assert refusal.value.decision.reason is not None
    assert refusal.value.decision.reason.message == "entry.moved-since"


def released() -> tuple[Desk, Viewer]:
    """A confidential item that was released to the mentor, and the mentor's organisation."""
    desk = opened()
    desk.do(
        c.BindRole(actor=UNIT, role="mentor", organisation="Mentors"),
        c.RecordItem(
            actor=UNIT, item="i-1", kind=ItemKind.FACT, information=InformationClass.CONFIDENTIAL
        ),
        c.ReleaseItem(actor=UNIT, item="i-1", roles=("mentor",)),
        c.AddReference(actor=UNIT, system="s", reference="r-1", relation=Relation.RECORD),
    )
    return desk, Viewer("Mentors", "mentor")


def test_who_knew_of_an_item_under_an_old_name_knows_of_it_under_the_new_one() -> None:
    """With the same numbers, and nobody else comes to know of it who takes the old name."""
    desk, mentor = released()
    before = [(one.seq, one.what.message) for one in desk.engine.timeline("c-1", mentor)]
    both = (("mentor:", "buddy: {kind: mentor}\n  mentor:"), RENAMED[1])
    move(desk, version(*both, migrates="roles: {mentor: buddy}"))
    buddy = Viewer("Mentors", "buddy")
    after = [(one.seq, one.what.message) for one in desk.engine.timeline("c-1", buddy)]
    assert after[: len(before)] == before
    desk.do(c.BindRole(actor=UNIT, role="mentor", organisation="Other Mentors"))
    others = desk.engine.timeline("c-1", Viewer("Other Mentors", "mentor"))
    assert not [one for one in others if one.what.message.startswith("event.item")]


def test_a_move_with_a_mapping_is_taken_back_by_the_same_mapping() -> None:
    desk, _ = released()
    first = desk.workflow
    move(desk, version(*RENAMED, migrates="roles: {mentor: buddy}"))
    assert desk.case.parties.organisations("buddy", desk.now) == ("Mentors",)
    move(desk, first)
    assert desk.case.parties.organisations("mentor", desk.now) == ("Mentors",)


def test_a_correction_takes_the_ground_from_a_step_whose_state_is_called_otherwise() -> None:
    changes = (
        ("  inside: {phase: custody", "  within: {phase: custody"),
        ("from: inside", "from: within"),
        ("to: inside", "to: within"),
        ("[inside, waiting]", "[within, waiting]"),
        ("[inside, leaving]", "[within, leaving]"),
    )
    desk = opened()
    desk.do(
        c.GiveNotice(actor=UNIT, kind="told", version="2", language="de"),
        c.AcknowledgeNotice(actor=CLIENT, kind="told"),
    )
    desk.do(c.TakeStep(actor=UNIT, trigger="inform"))
    move(desk, version(*changes, migrates="states: {inside: within}"))
    desk.do(c.CorrectEntry(actor=UNIT, wrong=2, why="recorded-in-error"))
    assert [one.rule for one in desk.case.exceptions.open_breaches()] == ["notice.given"]


def test_versions_that_a_case_was_under_within_one_batch_are_all_kept(durable: Place) -> None:
    """Opened and moved, and moved on, in one transaction: its file holds all three."""
    second = version()
    third = version(number=3)
    durable.engine(built()).open_case(
        "synthetic", "c-1", c.OpenCase(actor=UNIT, bindings=tuple(ORGANISATIONS.items()))
    )
    engine = durable.engine(built(), second, third)
    engine.do_many([Request("c-1", command(second)), Request("c-1", command(third))])
    archive = durable.durable.take_out("c-1")
    assert [one.version for one in (*archive.earlier, archive.workflow)] == [1, 2, 3]
    assert durable.durable.verify().problems == ()


def test_another_program_that_moves_cases_under_other_content_of_a_version_is_told(
    durable: Place,
) -> None:
    """Both knew the version before any case was under it; whoever comes second is refused."""
    mine, other = version(), version(("every: 1 month", "every: 2 months"))
    opening = c.OpenCase(actor=UNIT, bindings=tuple(ORGANISATIONS.items()))
    first, second = durable.engine(built(), mine), durable.engine(built(), other)
    for name in ("c-1", "c-2"):
        durable.engine(built()).open_case("synthetic", name, opening)
    first.do("c-1", command(mine))
    with pytest.raises(VersionClash):
        second.do("c-2", command(other))
    assert second.case("c-2").workflow == built().identity
