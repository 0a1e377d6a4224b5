"""One suite for all stores: which of the timers that are due are claimed first."""

from dataclasses import replace

from ddrflow.model.commands import OpenCase
from ddrflow.ports import Anew
from tests.contract.overdue import DAY, HALF_A_YEAR, PATIENCE, inside, overdue
from tests.contract.script import ADMIT, NOTICE, OPENING, WORKER, opened
from tests.stores import Place


def test_the_earliest_is_claimed_first(timed: Place) -> None:
    engine = opened(timed, 4)
    for number in (2, 0, 3, 1):
        engine.do(f"C-{number}", NOTICE)
        engine.do(f"C-{number}", ADMIT)
        timed.clock.set(timed.clock.now() + DAY)
    timed.clock.set(timed.clock.now() + HALF_A_YEAR)
    claimed = timed.store.timers.claim("r-1", 3, PATIENCE)
    assert [one.case_id for one in claimed] == ["C-2", "C-0", "C-3"]
    assert [one.case_id for one in timed.store.timers.upcoming(1)] == ["C-2"]


def test_what_weighs_more_is_claimed_as_if_it_had_come_due_earlier(timed: Place) -> None:
    engine = inside(timed, 2)
    before = {name: engine.case(name) for name in ("C-0", "C-1")}
    [kept] = timed.store.timers.of_case("C-1")
    heavy = replace(kept.timer, weight=9)
    late = replace(timed.store.timers.of_case("C-0")[0].timer, due_at=heavy.due_at - 8 * DAY / 24)
    anew = [
        Anew("C-0", before["C-0"].version, (late,)),
        Anew("C-1", before["C-1"].version, (heavy,)),
    ]
    assert timed.store.timers.replace(anew) == (2, ())
    timed.clock.set(late.due_at)
    assert [one.case_id for one in timed.store.timers.claim("r", 1, PATIENCE)] == ["C-0"]
    timed.store.timers.replace([Anew("C-0", before["C-0"].version, (replace(late, occurrence=9),))])
    timed.clock.set(heavy.due_at)
    assert [one.case_id for one in timed.store.timers.claim("r", 1, PATIENCE)] == ["C-1"]


def test_no_organisation_has_more_than_half_of_what_is_claimed_while_others_wait(
    timed: Place,
) -> None:
    engine = overdue(timed, 12)
    now = timed.clock.now()
    for number, name in enumerate(("graz", "linz", "wien"), 12):
        opening = OpenCase(actor=replace(WORKER, organisation=f"neustart-{name}"))
        opening = replace(opening, bindings=OPENING.bindings)
        engine.open_case("neustart", f"C-{number}", opening)
        engine.do(f"C-{number}", replace(NOTICE, actor=opening.actor))
        engine.do(f"C-{number}", replace(ADMIT, actor=opening.actor))
    timed.clock.set(now + HALF_A_YEAR + 2 * DAY)
    claimed = timed.store.timers.claim("r-1", 8, PATIENCE)
    of = [one.organisation for one in claimed]
    assert len(of) == 8
    assert sorted({*of} - {"neustart-graz"}) == ["neustart-linz", "neustart-wien"]
    assert len({(one.case_id, one.kind, one.name) for one in claimed}) == 8
    backlog = timed.store.timers.backlog()
    assert backlog.by_organisation == {"neustart-graz": 13, "neustart-linz": 1, "neustart-wien": 1}
    assert backlog.oldest == min(one.due_at for one in claimed)


def test_a_full_batch_of_one_organisation_is_halved_only_where_others_wait(timed: Place) -> None:
    overdue(timed, 6)
    assert len(timed.store.timers.claim("r-1", 4, PATIENCE)) == 4
