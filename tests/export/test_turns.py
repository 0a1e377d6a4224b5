"""Which turn of a review each entry speaks of, held to the fold."""

from datetime import date

import pytest

from ddrflow.export.recorded import counting
from ddrflow.export.turns import DAY_UNKNOWN, Told, Turn, turns
from ddrflow.model.events import Entry, ReviewFellDue, ReviewGivenUp, ReviewHeld, ReviewScheduled
from ddrflow.model.fold import fold
from tests.export.histories import NAMES, history


@pytest.mark.parametrize("name", NAMES)
def test_what_entries_say_last_of_a_turn_is_how_it_stands(name: str) -> None:
    """The turn that waits waits, and those that were held were held, as for the case itself."""
    entries = history(name)
    status: dict[Turn, str] = {}
    for told in turns(counting(entries)).values():
        status[told.turn] = told.status
        if told.then is not None:
            status[told.then] = "scheduled"
    assert not any(one.due_on == DAY_UNKNOWN for one in status)
    for review in fold(entries).reviews.values():
        waits = Turn(review.name, review.anchor_on, *review.turn)
        assert status[waits].replace("called", "due") in (review.status, "carried-over", "reopened")
        for one in review.holdings:
            assert status[Turn(review.name, review.anchor_on, *one.turn)] == "held"


ANCHOR, FIRST, SECOND, THIRD = (date(2025, month, 1) for month in (1, 4, 7, 10))


def record(*events: object) -> list[Entry]:
    """Entries with these events, on a record that is otherwise any."""
    like = history("neustart/never-consents")[0]
    fields = ("case_id", "occurred_at", "recorded_at", "actor")
    told = {name: getattr(like, name) for name in fields}
    return [
        Entry(seq=seq, event=one, cause=seq, **told)  # type: ignore[arg-type]
        for seq, one in enumerate(events, 1)
    ]


def test_a_turn_that_was_given_up_and_held_in_time_leaves_the_one_that_waits() -> None:
    given_up = ReviewGivenUp("talk", ANCHOR, 1, FIRST, 2, SECOND, ())
    held = ReviewHeld("talk", ANCHOR, 1, "", 2, SECOND, due_on=FIRST)
    due = ReviewFellDue("talk", ANCHOR, 2)
    found = turns(record(ReviewScheduled("talk", ANCHOR, 1, FIRST), given_up, held, due))
    first, second = Turn("talk", ANCHOR, 1, FIRST), Turn("talk", ANCHOR, 2, SECOND)
    assert found == {
        1: Told(first, "scheduled"),
        2: Told(first, "given-up", second),
        3: Told(first, "held"),
        4: Told(second, "due"),
    }


def test_giving_up_a_turn_that_does_not_wait_brings_no_other() -> None:
    """So for the case itself, once a correction has another turn wait."""
    given_up = ReviewGivenUp("talk", ANCHOR, 2, SECOND, 3, THIRD, ())
    due = ReviewFellDue("talk", ANCHOR, 1)
    found = turns(record(ReviewScheduled("talk", ANCHOR, 1, FIRST), given_up, due))
    assert found[2] == Told(Turn("talk", ANCHOR, 2, SECOND), "given-up")
    assert found[3] == Told(Turn("talk", ANCHOR, 1, FIRST), "due")
