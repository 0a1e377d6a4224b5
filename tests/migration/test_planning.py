"""What becomes of each running case is said before anybody decides, and counted."""

import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from ddrflow.engine import Engine, Request
from ddrflow.migration import (
    Decided,
    Kind,
    Plan,
    Way,
    carry_out,
    digest_of,
    paper,
    plan,
    plan_from_json,
    plan_schema,
    plan_to_json,
)
from ddrflow.model import commands as c
from ddrflow.model.agency import Viewer
from ddrflow.model.workflow import Workflow
from tests.builders import CLIENT, COURT, ORGANISATIONS, PRISON, START, UNIT, Desk, unopened
from tests.synthetic import built
from tests.versions import version


def office(*names: str) -> Desk:
    """Cases under the first version, each just opened."""
    desk = unopened()
    opening = c.OpenCase(actor=UNIT, bindings=tuple(ORGANISATIONS.items()))
    desk.engine.do_many(Request(one, opening, workflow="synthetic") for one in names)
    return desk


def both(desk: Desk, to: Workflow) -> Engine:
    """An engine that knows both versions."""
    return Engine(desk.engine._store, (built(), to))  # noqa: SLF001 - the same cases


def planned(desk: Desk, to: Workflow) -> Plan:
    """The plan; making it records nothing."""
    engine = both(desk, to)
    before = [engine.events(one) for one in engine.cases()]
    found = plan(engine, built(), to)
    assert [engine.events(one) for one in engine.cases()] == before
    return found


def told(found: Plan, kind: Kind) -> list[tuple[str, str]]:
    """Of whom a consequence is told, and by which message."""
    return [
        (one.case_id, each.what.message)
        for one in found.cases
        for each in one.consequences
        if each.kind is kind
    ]


@pytest.mark.requirement("R93")
def test_each_running_case_goes_one_of_three_ways_and_is_told_why_it_stays() -> None:
    to = version(
        ("  waiting: {phase: custody}", "  held-back: {phase: custody}"),
        ("to: waiting", "to: held-back"),
        ("from: waiting", "from: held-back"),
        ("[inside, waiting]", "[inside, held-back]"),
        ("states: [waiting]", "states: [held-back]"),
        migrates="states: {waiting: held-back}, stays: {leaving: They leave as they were told}",
    )
    desk = office("plain", "mapped", "stays", "over")
    engine = desk.engine
    engine.do("mapped", c.TakeStep(actor=UNIT, trigger="stay"))
    engine.do("stays", c.TakeStep(actor=UNIT, trigger="prepare"))
    engine.do("over", c.TakeStep(actor=COURT, trigger="court-releases"))
    engine.do("over", c.TakeStep(actor=UNIT, trigger="close"))
    found = planned(desk, to)
    ways = {one.case_id: one.way for one in found.cases}
    assert ways == {"plain": Way.AS_IT_IS, "mapped": Way.MAPPED, "stays": Way.STAYS}
    (stays,) = found.of(Way.STAYS)
    assert [one.message for one in stays.reasons] == ["migration.state-stays"]
    assert {one.case_id: one.there for one in found.moving} == {
        "plain": "inside",
        "mapped": "held-back",
    }


def test_a_deadline_that_changes_is_named_with_what_it_was() -> None:
    to = version(
        ("every: 1 month", "every: 2 weeks"),
        ("  inside: {phase: custody, initial: true}", LIMITED),
    )
    desk = office("waits", "inside")
    desk.engine.do("waits", c.TakeStep(actor=UNIT, trigger="stay"))
    found = planned(desk, to)
    assert told(found, Kind.DEADLINE) == [
        ("inside", "migration.day-changes"),
        ("waits", "migration.day-changes"),
    ]
    assert found.counts()[Kind.DEADLINE] == 2
    text = paper(found)
    assert "the review watch: 2026-03-16, was 2026-04-02" in text
    assert "the last day in the state: 2026-04-02, was none" in text


LIMITED = """\
  inside:
    phase: custody
    initial: true
    limit: {after: 1 month, owner: unit, source: act 20}"""


def test_what_is_due_at_once_after_the_move_is_told() -> None:
    to = version(("  inside: {phase: custody, initial: true}", LIMITED))
    desk = office("long")
    desk.later(days=60)
    found = planned(desk, to)
    assert told(found, Kind.AT_ONCE) == [("long", "migration.due-at-once")]
    assert "is due at once: mark-state-overstayed" in paper(found)


def test_a_case_that_nobody_could_move_on_is_told_as_stuck() -> None:
    """Every step from where it stands is by a role that nobody plays in it."""
    to = version(
        ("{trigger: return, from: waiting, to: inside, by: [unit]", BY_MENTOR),
        ("from: [inside, waiting], to: leaving", "from: [inside], to: leaving"),
        ("    from: waiting\n    to: inside\n    by: [unit]\n", FUND_BY_MENTOR),
    )
    desk = office("waits", "inside")
    desk.engine.do("waits", c.TakeStep(actor=UNIT, trigger="stay"))
    found = planned(desk, to)
    assert told(found, Kind.STUCK) == [("waits", "migration.stuck")]


BY_MENTOR = "{trigger: return, from: waiting, to: inside, by: [mentor]"
FUND_BY_MENTOR = "    from: waiting\n    to: inside\n    by: [mentor]\n"


STAY_WITH_SUPPORT = """\
{trigger: stay, from: inside, to: waiting, by: [prison, unit], source: act 20,
     rules: [support.named]}"""


def test_what_would_newly_stand_in_the_way_of_a_step_is_told_with_its_rules() -> None:
    to = version(
        (
            "{trigger: stay, from: inside, to: waiting, by: [prison, unit], source: act 20}",
            STAY_WITH_SUPPORT,
        )
    )
    found = planned(office("c-1"), to)
    assert told(found, Kind.ASKS_MORE) == [("c-1", "migration.asks-more")]
    assert "`stay` would newly ask: support.named" in paper(found)


def test_a_lead_that_may_not_lead_there_and_who_would_read_more_are_told() -> None:
    to = version(
        ("custody: {roles: [unit, police,", "custody: {roles: [police,"),
        ("    on_need: [school, welfare]\n", "    on_need: [school, welfare, probation]\n"),
    )
    found = planned(office("c-1"), to)
    assert told(found, Kind.BREACH) == [("c-1", "migration.opens-breach")]
    assert told(found, Kind.SIGHT) == [("c-1", "migration.sees-more")]
    assert "`probation` would see what is confidential" in paper(found)


def test_a_name_that_the_old_version_does_not_have_is_told() -> None:
    to = version(migrates="states: {insde: inside}, roles: {prson: prison}")
    assert planned(office("c-1"), to).unused == ("states: insde", "roles: prson")
    assert "does not have: states: insde" in paper(planned(office("c-1"), to))


def test_a_plan_is_read_back_as_it_was_written_and_its_digest_tells_it_from_any_other() -> None:
    to = version(("every: 1 month", "every: 2 weeks"))
    desk = office("waits", "inside")
    desk.engine.do("waits", c.TakeStep(actor=UNIT, trigger="stay"))
    found = planned(desk, to)
    data = plan_to_json(found)
    assert plan_from_json(json.dumps(data, indent=1)) == found
    Draft202012Validator(plan_schema()).validate(data)
    desk.later(days=1)
    assert digest_of(planned(desk, to)) != digest_of(found)


def carried(desk: Desk, to: Workflow, found: Plan) -> tuple[list[str], list[str], list[str]]:
    """What came of carrying it out: moved, moved before, left and why."""
    decided = Decided("board-1", START.date(), digest_of(found), "As the board decided.")
    done = carry_out(both(desk, to), found, decided)
    left = [one.reasons[0].message for one in done.left]
    return list(done.moved), list(done.before), left


def test_a_plan_is_carried_out_once_however_often_it_is_given() -> None:
    to = version()
    desk = office("c-1", "c-2")
    found = planned(desk, to)
    assert carried(desk, to, found) == (["c-1", "c-2"], [], [])
    versions = [one.version for one in desk.engine.summaries()]
    assert carried(desk, to, found) == ([], ["c-1", "c-2"], [])
    assert [one.version for one in desk.engine.summaries()] == versions
    entry = both(desk, to).events("c-1")[-1]
    assert dict(entry.content) == {"text": "As the board decided."}


def test_a_case_that_went_on_since_the_plan_was_made_is_left_and_planned_again() -> None:
    """What was decided was not about it as it is now."""
    to = version()
    desk = office("c-1", "c-2")
    found = planned(desk, to)
    desk.engine.do("c-2", c.TakeStep(actor=PRISON, trigger="stay"))
    assert carried(desk, to, found) == (["c-1"], [], ["migration.gone-on"])
    again = planned(desk, to)
    assert [one.case_id for one in again.cases] == ["c-2"]
    assert carried(desk, to, again) == (["c-2"], [], [])


def test_a_case_that_is_not_there_is_left() -> None:
    to = version()
    found = planned(office("c-1"), to)
    assert carried(unopened(), to, found) == ([], [], ["migration.no-such-case"])


def test_everybody_in_the_case_reads_that_it_moved_and_only_agencies_who_decided() -> None:
    to = version()
    desk = office("c-1")
    carried(desk, to, planned(desk, to))
    engine = both(desk, to)
    lines = {who.role: engine.timeline("c-1", Viewer.of(who))[-1] for who in (CLIENT, COURT)}
    values = {
        role: {one.name: one.value for one in line.what.fields} for role, line in lines.items()
    }
    assert {line.what.message for line in lines.values()} == {"event.case-migrated"}
    assert values["court"]["decided_by"] == "board-1"
    assert values["client"]["decided_by"] == "(withheld)"
    assert values["client"]["decided_on"] == str(date(2026, 3, 2))
