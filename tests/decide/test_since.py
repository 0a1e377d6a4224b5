"""Why a case is not moving: since when it waits."""

from datetime import datetime

from ddrflow.model import commands as c
from ddrflow.model.agency import Viewer
from ddrflow.model.record import Function
from tests.acts import agreed, convened
from tests.builders import ORGANISATIONS, START, UNIT, Desk, opened
from tests.decide.waits import DAY, viewer, waits
from tests.rules import scenes_of_consent as of_consent
from tests.rules import scenes_of_leads as of_leads
from tests.rules import scenes_of_preparation as of_preparation
from tests.synthetic import changed


def test_a_case_waits_for_each_missing_fact_since_it_last_changed() -> None:
    """Since it came into its state; since the day after, once something was done about it."""
    desk = opened()
    [wait] = waits(desk, "notice.not-given")
    assert wait.since == START
    desk.later(days=1)
    desk.do(of_consent.told())
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
    desk.do(of_preparation.named(Function.CONTACT))
    assert [nobody_named(desk, one) for one in ("client", "court")] == [START, START + DAY]
    desk.later(days=1)
    desk.do(c.BindRole(actor=UNIT, role="mentor", organisation="Mentor North"))
    assert {nobody_named(desk, one) for one in ("client", "court")} == {START + 2 * DAY}


def nobody_named(desk: Desk, role: str) -> datetime:
    """Since when the case waits, for a reader, for somebody who supports the client onward."""
    found = desk.engine.waiting("c-1", Viewer(ORGANISATIONS[role], role))
    [since] = [one.since for one in found if one.what.message == "person.no-onward-support"]
    return since


def test_the_oldest_wait_comes_first() -> None:
    """Whoever reads the first line reads the worst of it."""
    desk = opened()
    desk.later(days=1)
    of_leads.proposed(desk)
    since = [one.since for one in desk.engine.waiting("c-1")]
    assert since == sorted(since)
    assert (since[0], since[-1]) == (START, START + DAY)


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
