"""The engine: one transaction a command, one answer a key, one writer at a time."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ddrflow.clock import ManualClock
from ddrflow.engine import Done, Engine, Refused
from ddrflow.errors import BadCommand, KeyReused, UnknownName, VersionClash
from ddrflow.model.agency import Actor, Viewer
from ddrflow.model.commands import (
    BindRole,
    Command,
    GiveNotice,
    IdentifyNeed,
    OpenCase,
    TakeStep,
    UnbindRole,
)
from ddrflow.model.decision import Outcome
from ddrflow.ports import Write
from ddrflow.store.memory import MemoryStore
from ddrflow.workflow.load import load

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
WORKER = Actor("p-1", "neustart-graz", "neustart")
ADMIT = TakeStep(actor=WORKER, trigger="admit")
NOTICE = GiveNotice(actor=WORKER, kind="multi-agency", version="1", language="de")
OPENING = OpenCase(actor=WORKER, bindings=(("client", "client-1"), ("prison", "prison-graz")))


def engine_at(clock: ManualClock | None = None, cases: int = 1) -> Engine:
    """An engine with open cases C-0, C-1 and so on."""
    engine = Engine(MemoryStore(clock or ManualClock(NOW)), [load("neustart")])
    for number in range(cases):
        engine.open_case("neustart", f"C-{number}", OPENING)
    return engine


def refused(engine: Engine, command: Command, expected: int | None = None) -> Refused:
    """The refusal of a command on C-0."""
    with pytest.raises(Refused) as refusal:
        engine.do("C-0", command, expected_version=expected)
    return refusal.value


def test_the_same_command_under_one_key_is_recorded_once() -> None:
    """Whoever did not hear the answer may ask again."""
    engine = engine_at()
    first = engine.do("C-0", NOTICE, key="k-1")
    again = engine.do("C-0", NOTICE, key="k-1")
    assert again.entries == first.entries
    assert len(engine.events("C-0")) == 2


def test_opening_a_case_twice_under_one_key_opens_it_once() -> None:
    """And without the key the id is taken."""
    engine = engine_at(cases=0)
    first = engine.open_case("neustart", "C-0", OPENING, key="k-1")
    assert engine.open_case("neustart", "C-0", OPENING, key="k-1").entries == first.entries
    with pytest.raises(BadCommand) as taken:
        engine.open_case("neustart", "C-0", OPENING)
    assert str(taken.value) == "`case_id`: case `C-0` exists already\n  help: choose another id"


def test_a_refused_command_is_decided_again_under_its_key() -> None:
    """What was missing may have come."""
    engine = engine_at()
    with pytest.raises(Refused):
        engine.do("C-0", ADMIT, key="k-1")
    engine.do("C-0", NOTICE)
    assert engine.do("C-0", ADMIT, key="k-1").case.position.state == "in-custody"


def test_another_command_under_a_used_key_is_an_error() -> None:
    """A key belongs to one command."""
    engine = engine_at()
    engine.do("C-0", NOTICE, key="k-1")
    with pytest.raises(KeyReused) as reused:
        engine.do("C-0", replace(NOTICE, language="en"), key="k-1")
    assert str(reused.value) == (
        "idempotency key `k-1` was used for another command"
        "\n  help: give each command a key of its own"
    )


def test_a_caller_who_saw_an_older_version_is_refused_as_stale() -> None:
    """Nothing was decided on what the caller did not know."""
    engine = engine_at()
    engine.do("C-0", NOTICE, expected_version=1)
    refusal = refused(engine, ADMIT, expected=1)
    assert refusal.decision.outcome is Outcome.STALE_VERSION
    assert refusal.decision.verdicts == ()
    assert str(refusal) == "case `C-0` refuses `take-step`: the case is at version 2, not 1"


@pytest.mark.requirement("R88")
def test_the_kinds_of_refusal_stay_apart() -> None:
    """No such step, not from here, not you, and a rule: four different answers."""
    engine = engine_at()
    client = Actor("p-2", "client-1", "client")
    kinds = [
        refused(engine, command).decision.outcome
        for command in (
            TakeStep(actor=WORKER, trigger="no-such-step"),
            TakeStep(actor=WORKER, trigger="release"),
            TakeStep(actor=client, trigger="admit"),
            ADMIT,
        )
    ]
    assert kinds == [
        Outcome.UNKNOWN_TRIGGER,
        Outcome.WRONG_STATE,
        Outcome.NOT_ENTITLED,
        Outcome.RULE_UNMET,
    ]
    assert [one.decision.outcome for one in engine.refusals("C-0")] == kinds
    assert len(engine.events("C-0")) == 1


def test_refusals_stand_in_a_journal_and_not_in_the_case() -> None:
    """The case keeps its version and its numbering."""
    engine = engine_at()
    before = engine.case("C-0")
    refused(engine, ADMIT)
    assert engine.case("C-0") == before
    [line] = engine.refusals("C-0")
    assert (line.case_id, line.command, line.refused_at) == ("C-0", ADMIT, NOW)


TIMES: list[tuple[datetime, str]] = [
    (
        NOW.replace(tzinfo=None),
        (
            "`occurred_at`: the time has no offset from UTC"
            "\n  help: add an offset, such as 2026-03-01T09:00+01:00"
        ),
    ),
    (
        NOW + timedelta(minutes=1),
        "`occurred_at`: 2026-03-02T09:01:00+00:00 lies in the future",
    ),
    (
        NOW - timedelta(minutes=1),
        "`occurred_at`: 2026-03-02T08:59:00+00:00 lies before the case was opened",
    ),
]


@pytest.mark.parametrize(("at", "text"), TIMES)
def test_a_time_that_cannot_be_is_answered_and_nothing_is_recorded(at: datetime, text: str) -> None:
    """Neither in the case nor in the journal of refusals."""
    engine = engine_at()
    with pytest.raises(BadCommand) as bad:
        engine.do("C-0", replace(NOTICE, occurred_at=at))
    assert str(bad.value) == text
    assert len(engine.events("C-0")) == 1
    assert engine.refusals("C-0") == ()


def test_both_times_are_kept() -> None:
    """When it took place, and when it was written down."""
    clock = ManualClock(NOW)
    engine = engine_at(clock)
    clock.set(NOW + timedelta(days=2))
    engine.do("C-0", replace(NOTICE, occurred_at=NOW + timedelta(days=1)))
    entry = engine.events("C-0")[-1]
    assert entry.occurred_at == NOW + timedelta(days=1)
    assert entry.recorded_at == NOW + timedelta(days=2)


def test_free_text_stands_apart_from_facts() -> None:
    """Content of an entry, never a field of its event."""
    engine = engine_at()
    engine.do("C-0", NOTICE)
    engine.do("C-0", replace(ADMIT, reason="words for people"))
    entry = engine.events("C-0")[2]
    assert entry.content == (("reason", "words for people"),)
    assert "words" not in repr(entry.event)


def test_threads_on_one_case_lose_nothing() -> None:
    """Eight threads, forty needs: every one recorded, numbered without a gap."""
    engine = engine_at()
    ids = [f"need-{number}" for number in range(40)]

    def identify(need: str) -> Done:
        command = IdentifyNeed(actor=WORKER, need=need, kind="housing", owner="neustart")
        return engine.do("C-0", command)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(identify, ids))
    assert sorted(need.need for need in engine.case("C-0").care.needs) == sorted(ids)
    assert [one.seq for one in engine.events("C-0")] == list(range(1, 42))


def test_threads_on_many_cases_do_not_meet() -> None:
    """Each case has its own numbering."""
    engine = engine_at(cases=16)
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(lambda case_id: engine.do(case_id, NOTICE), engine.cases()))
    assert {len(engine.events(case_id)) for case_id in engine.cases()} == {2}


def test_who_is_no_party_gets_the_answer_of_a_case_that_does_not_exist() -> None:
    """That a case exists is itself not told."""
    engine = engine_at()
    stranger = Viewer("somebody-else", "neustart")
    answers = []
    for look in (engine.show, engine.timeline, engine.waiting):
        with pytest.raises(UnknownName) as unknown:
            look("C-0", stranger)
        answers.append(str(unknown.value))
    with pytest.raises(UnknownName) as unknown:
        engine.why_not("C-0", "admit", stranger)
    answers.append(str(unknown.value))
    assert set(answers) == {"no case is called `C-0`"}


def test_looking_records_nothing() -> None:
    """Queries leave the case and the journal as they are."""
    engine = engine_at()
    engine.why_not("C-0")
    engine.waiting("C-0")
    engine.show("C-0")
    engine.timeline("C-0")
    engine.decide("C-0", ADMIT)
    assert len(engine.events("C-0")) == 1
    assert engine.refusals("C-0") == ()


def test_who_holds_up_how_many_cases() -> None:
    """Counted once a case, over all of them."""
    engine = engine_at(cases=3)
    assert engine.held_up()["neustart-graz"] == 3
    engine.do("C-0", TakeStep(actor=WORKER, trigger="death"))
    assert engine.held_up()["neustart-graz"] == 2


def test_the_lead_stays_a_party_until_it_has_handed_over() -> None:
    """Nobody can be left without a lead by a change of parties."""
    engine = engine_at()
    refusal = refused(
        engine, UnbindRole(actor=WORKER, role="neustart", organisation="neustart-graz")
    )
    assert [one.rule for one in refusal.decision.refusing] == ["lead.hands-over-first"]


def test_a_workflow_of_one_name_and_version_has_one_content() -> None:
    """Row 28: the same version with other content is refused."""
    neustart = load("neustart")
    other = replace(neustart, identity=replace(neustart.identity, digest="0" * 64))
    with pytest.raises(VersionClash) as clash:
        Engine(MemoryStore(), [neustart, other])
    assert str(clash.value) == (
        "workflow `neustart` version 1 is known with other content"
        f" (digest {neustart.identity.digest[:12]}, given 000000000000)"
        "\n  help: give the changed file a new version number"
    )


@pytest.mark.requirement("R13", "R27", "R93")
def test_a_new_version_is_for_new_cases_and_old_cases_keep_theirs() -> None:
    """A case keeps the version that it began with."""
    old = load("neustart")
    newer = replace(old, identity=replace(old.identity, version=2, digest="f" * 64))
    store = MemoryStore(ManualClock(NOW))
    Engine(store, [old]).open_case("neustart", "C-0", OPENING)
    engine = Engine(store, [old, newer])
    engine.open_case("neustart", "C-1", OPENING)
    assert engine.workflow(engine.case("C-0")) is old
    assert engine.workflow(engine.case("C-1")) is newer


def test_a_transfer_is_a_change_of_binding() -> None:
    """One prison leaves the role, another takes it, the case goes on."""
    clock = ManualClock(NOW)
    engine = engine_at(clock)
    clock.set(NOW + timedelta(days=30))
    engine.do("C-0", UnbindRole(actor=WORKER, role="prison", organisation="prison-graz"))
    engine.do("C-0", BindRole(actor=WORKER, role="prison", organisation="prison-linz"))
    parties = engine.case("C-0").parties
    assert parties.organisations("prison", clock.now()) == ("prison-linz",)
    assert parties.organisations("prison", NOW) == ("prison-graz",)


def spoiled(command: Command, **arguments: Any) -> Command:  # noqa: ANN401 - that is the point
    """A command as a program without a type checker could make it."""
    return replace(command, **arguments)


BAD: list[tuple[object, str]] = [
    (None, "`command`: a NoneType is no command"),
    ("take-step", "`command`: a str is no command"),
    (spoiled(ADMIT, trigger=["admit"]), "`trigger`: a list does not fit"),
    (spoiled(NOTICE, occurred_at="2026-03-01"), "`occurred_at`: a str is no time"),
    (spoiled(NOTICE, actor=None), "`actor`: a NoneType is no actor"),
    (replace(NOTICE, actor=Actor("", "o", "neustart")), "`actor.person`: it is empty"),
    (
        replace(NOTICE, actor=Actor("p\n1", "o", "neustart")),
        "`actor.person`: it holds characters that nobody sees (U+000A)",
    ),
    (replace(NOTICE, language="Deutsch aber"), "`language`: `Deutsch aber` is not a language"),
    (
        BindRole(actor=WORKER, role="prison", organisation="x\u202ey"),
        "`organisation`: it holds characters that nobody sees (U+202E)",
    ),
    (
        BindRole(actor=WORKER, role="prison", organisation="x" * 201),
        "`organisation`: it has 201 characters",
    ),
    (replace(ADMIT, reason="half \ud800"), "`reason`: it holds half a character (U+D800)"),
]


@pytest.mark.parametrize(("command", "text"), BAD)
def test_a_malformed_command_is_answered_before_it_is_decided(command: Command, text: str) -> None:
    """Whatever a program hands over: one line that names the argument, and nothing recorded."""
    engine = engine_at()
    with pytest.raises(BadCommand) as bad:
        engine.do("C-0", command)
    assert str(bad.value).startswith(text)
    assert len(engine.events("C-0")) == 1
    assert engine.refusals("C-0") == ()


@pytest.mark.parametrize("case_id", ["", " ", "a\nb", "x" * 201])
def test_a_case_has_an_id_that_people_can_read(case_id: str) -> None:
    """As any other id."""
    engine = engine_at(cases=0)
    with pytest.raises(BadCommand, match="`case_id`"):
        engine.open_case("neustart", case_id, OPENING)
    assert engine.cases() == ()


def test_who_may_not_see_organisations_sees_none_in_the_record() -> None:
    """The client reads what happened, and of the parties only the roles and itself."""
    engine = engine_at()
    engine.do("C-0", NOTICE)
    client = Viewer("client-1", "client")
    actors = {line.actor for line in engine.timeline("C-0", client)}
    assert actors == {Actor("(withheld)", "(withheld)", "neustart")}
    parties = next(one for one in engine.show("C-0", client) if one.name == "parties")
    organisations = [field.value for row in parties.rows for field in row[1:]]
    assert organisations == ["(withheld)", "client-1", "(withheld)"]


@pytest.mark.requirement("T5")
def test_what_warns_stays_on_record_with_its_statement() -> None:
    """A contested lead is recorded as such on the entry that made it one."""
    engine = engine_at()
    [noted] = engine.events("C-0")[0].noted
    assert (noted.rule, noted.strength) == ("lead.may-coordinate", "contested")
    assert noted.statement.startswith("Civil society may be well placed to coordinate")
    engine.do("C-0", NOTICE)
    assert engine.events("C-0")[1].noted == ()


def test_a_twin_that_comes_in_between_is_recorded_once() -> None:
    """Two callers with one key: whichever is first, there is one entry."""

    class Interleaved(MemoryStore):
        """A store in which the twin is recorded just before the first write."""

        twin: Callable[[], Done] | None = None

        def append(self, writes: Sequence[Write], standing_seq: int) -> None:
            twin, self.twin = self.twin, None
            if twin is not None:
                twin()
            super().append(writes, standing_seq)

    store = Interleaved(ManualClock(NOW))
    engine = Engine(store, [load("neustart")])
    engine.open_case("neustart", "C-0", OPENING)
    store.twin = lambda: engine.do("C-0", NOTICE, key="k-1")
    engine.do("C-0", NOTICE, key="k-1")
    assert len(engine.events("C-0")) == 2
