"""What one organisation owes another stands on its table, and nobody else knows of it."""

from datetime import timedelta
from typing import Final

import pytest

from ddrflow.dates import Period, Unit
from ddrflow.decide import Agenda, Wait, agenda
from ddrflow.model import commands as c
from ddrflow.model.agency import Viewer
from ddrflow.model.information import InformationClass
from tests.builders import COURT, ORGANISATIONS, POLICE, PRISON, UNIT, WELFARE, Desk, actor, opened
from tests.rules import scenes
from tests.rules import scenes_of_consent as of_consent
from tests.rules import scenes_of_items as of_items
from tests.rules import scenes_of_withdrawals as owed

FORTNIGHT: Final = Period(14, Unit.DAY)


def seen_by(role: str, organisation: str = "") -> Viewer:
    """Somebody who reads."""
    return Viewer(organisation or ORGANISATIONS[role], role)


def table_of(desk: Desk, organisation: str) -> Agenda:
    """What is before an organisation."""
    case, now = desk.case, desk.now
    found = agenda(desk.workflow, case, desk.standing, now, organisation, FORTNIGHT)
    assert found is not None
    return found


def waits_for(desk: Desk, organisation: str, message: str) -> list[Wait]:
    """What waits on an organisation, of one kind."""
    return [one for one in table_of(desk, organisation).waits if one.what.message == message]


def rows(desk: Desk, name: str, viewer: Viewer | None = None) -> list[dict[str, str]]:
    """One section of a case as a reader sees it."""
    [section] = [one for one in desk.engine.show("c-1", viewer) if one.name == name]
    return [{one.name: one.value for one in row} for row in section.rows]


@pytest.mark.requirement("R74")
def test_a_request_stands_on_the_table_of_who_was_asked_with_its_day() -> None:
    desk = scenes.with_second("prison")
    day = desk.now.date() + timedelta(days=9)
    desk.do(owed.asking(by_day=day))
    mine = table_of(desk, "Prison North")
    assert [(one.on, one.roles) for one in mine.due] == [(day, ("prison",))]
    [wait] = waits_for(desk, "Prison North", "waiting.request")
    assert (wait.since, wait.organisations) == (desk.now, ("Prison North",))
    assert [(one.command, one.by) for one in wait.remedies] == [("answer-request", ("prison",))]
    assert waits_for(desk, "Prison South", "waiting.request") == []
    assert waits_for(desk, "Police North", "waiting.request") == []
    assert desk.engine.held_up()["Prison North"] == 1
    desk.do(owed.giving())
    assert table_of(desk, "Prison North").due == ()
    assert waits_for(desk, "Prison North", "waiting.request") == []


def test_of_two_organisations_in_a_role_that_see_everything_the_one_that_was_asked_answers() -> (
    None
):
    desk = scenes.with_second("welfare")
    desk.do(owed.asking("welfare"))
    assert len(waits_for(desk, "Welfare North", "waiting.request")) == 1
    assert waits_for(desk, "Welfare South", "waiting.request") == []


def test_a_request_without_a_day_waits_and_is_due_on_none() -> None:
    desk = opened()
    desk.do(owed.asking())
    assert table_of(desk, "Prison North").due == ()
    assert len(waits_for(desk, "Prison North", "waiting.request")) == 1


@pytest.mark.requirement("R74")
@pytest.mark.parametrize("role", ["court", "client", "family", "probation"])
def test_nobody_else_knows_of_a_request(role: str) -> None:
    """Not who neither asked nor was asked, nor may sit where all is said."""
    desk = opened()
    before = len(desk.engine.timeline("c-1", seen_by(role)))
    desk.do(owed.asking(by_day=desk.now.date()), owed.refusing())
    reader = seen_by(role)
    assert len(desk.engine.timeline("c-1", reader)) == before
    assert rows(desk, "requests", reader) == []
    assert table_of(desk, ORGANISATIONS[role]).due == ()
    assert len(rows(desk, "requests", seen_by("school"))) == 1


def test_who_asked_and_who_was_asked_read_the_whole_of_it() -> None:
    desk = of_items.known(
        of_items.item(PRISON),
        owed.asking("prison", actor("probation")),
        c.DiscloseItem(
            actor=PRISON,
            item="i-1",
            role="police",
            organisation="Police North",
            basis="act-30",
            purpose="safe-visits",
        ),
        owed.refusing(),
    )
    for role in ("probation", "prison"):
        [row] = rows(desk, "requests", seen_by(role))
        values = ("probation", "prison", "place-to-live", "refused", "not-released")
        names = ("by", "role", "subject", "answer", "why")
        assert tuple(row[name] for name in names) == values
        said = [one.what.message for one in desk.engine.timeline("c-1", seen_by(role))]
        assert {"event.information-requested", "event.request-answered"} <= set(said)


def test_in_another_of_its_roles_an_organisation_reads_only_items_that_it_knows_of() -> None:
    """The answer named an item that went to it as police; as clinic it knows of the request."""
    desk = opened()
    desk.do(
        c.BindRole(actor=UNIT, role="clinic", organisation="Police North"),
        of_items.item(PRISON),
        owed.asking(),
        of_items.telling("police", PRISON),
        owed.giving(PRISON, "i-1"),
    )
    reader = seen_by("clinic", "Police North")
    [row] = rows(desk, "requests", reader)
    assert row["items"] == "none"
    [line] = [
        one
        for one in desk.engine.timeline("c-1", reader)
        if one.what.message == "event.request-answered"
    ]
    assert {one.name: one.value for one in line.what.fields}["items"] == "none"
    assert rows(desk, "requests", seen_by("police"))[0]["items"] == "i-1"


def test_the_client_who_is_asked_reads_it_and_no_name_of_an_organisation() -> None:
    desk = opened()
    day = desk.now.date() + timedelta(days=1)
    desk.do(owed.asking("client", by_day=day))
    [row] = rows(desk, "requests", seen_by("client"))
    assert (row["by"], row["organisation"]) == ("police", "The client")
    [due] = table_of(desk, "The client").due
    assert (due.on, due.what.message) == (day, "due.request")


@pytest.mark.requirement("R74")
def test_the_owner_has_on_its_table_whom_it_is_to_tell_of_a_withdrawal() -> None:
    desk = owed.withdrawn()
    [wait] = waits_for(desk, "Police North", "waiting.withdrawal")
    assert {one.name: one.value for one in wait.what.fields}["role"] == "prison"
    [remedy] = wait.remedies
    assert (remedy.command, remedy.by) == ("tell-withdrawn", ("police",))
    assert waits_for(desk, "Prison North", "waiting.withdrawal") == []
    assert rows(desk, "withdrawals", seen_by("prison"))[0]["told"] == "no"
    desk.do(owed.word_to("prison"))
    assert waits_for(desk, "Police North", "waiting.withdrawal") == []
    [row] = rows(desk, "withdrawals", seen_by("prison"))
    assert (row["through"], row["told"]) == ("disclosure", desk.now.isoformat())


def test_where_the_owner_has_left_it_waits_on_who_passed_the_item_on() -> None:
    desk = of_items.known(
        of_items.item(),
        of_items.let_go("prison"),
        of_items.telling("prison", WELFARE),
        owed.taken_back(),
        c.UnbindRole(actor=UNIT, role="police", organisation="Police North"),
    )
    [wait] = waits_for(desk, "Welfare North", "waiting.withdrawal")
    assert wait.organisations == ("Welfare North",)
    desk.do(c.UnbindRole(actor=UNIT, role="welfare", organisation="Welfare North"))
    [left] = [one for one in desk.engine.waiting("c-1") if one.what.message == "waiting.withdrawal"]
    assert left.organisations == ()


def test_who_passed_an_item_on_below_the_wall_is_not_told_who_heard_it_above() -> None:
    """The clinic told the court in a testimony; who heard it at a closed door is hidden from it."""
    desk = owed.spread()
    assert [one["role"] for one in rows(desk, "withdrawals", seen_by("clinic"))] == ["court"]
    assert {one["role"] for one in rows(desk, "withdrawals", seen_by("unit"))} == {
        "court",
        "police",
    }


@pytest.mark.requirement("R74")
@pytest.mark.parametrize(
    ("role", "rows_seen"),
    [("police", 1), ("prison", 1), ("school", 1), ("court", 0), ("client", 0)],
)
def test_that_somebody_heard_is_known_to_the_two_and_to_who_sees_all(
    role: str, rows_seen: int
) -> None:
    """The item is open, so that everybody knows that it was withdrawn, and to whom it went."""
    desk = of_items.known(
        of_items.item(information=InformationClass.OPEN),
        of_items.telling("prison"),
        owed.taken_back(),
        owed.word_to("prison"),
    )
    told = [one.what.message for one in desk.engine.timeline("c-1", seen_by(role))]
    assert "event.item-withdrawn" in told
    assert told.count("event.withdrawal-told") == rows_seen
    assert len(rows(desk, "withdrawals", seen_by(role))) == rows_seen


def test_who_owns_an_item_knows_who_heard_from_somebody_else() -> None:
    """The court owns it; the unit passed it on and told; the numbers of the court have no gap."""
    desk = of_items.known(
        of_items.item(COURT),
        of_items.let_go("prison", "unit", by=COURT),
        of_items.telling("prison", UNIT),
        owed.taken_back(COURT),
        owed.word_to("prison", UNIT),
    )
    lines = desk.engine.timeline("c-1", seen_by("court"))
    assert [one.seq for one in lines] == list(range(1, len(lines) + 1))
    assert lines[-1].what.message == "event.withdrawal-told"
    assert rows(desk, "withdrawals", seen_by("court"))[0]["told"] == desk.now.isoformat()


def test_a_request_and_its_answer_keep_their_numbers_for_who_knows_of_them() -> None:
    desk = opened()
    desk.do(of_items.item(POLICE), owed.asking(by=POLICE), of_items.item(UNIT, "i-2"))
    lines = desk.engine.timeline("c-1", seen_by("prison"))
    assert [one.what.message for one in lines][-1] == "event.information-requested"
    assert [one.seq for one in lines] == list(range(1, len(lines) + 1))


def test_a_notice_says_to_its_reader_who_shares_what() -> None:
    """In its current words; what an older text said is not known here."""
    desk = opened()
    desk.do(of_consent.told("0", "rights"), of_consent.told("1", "rights"), of_consent.told("2"))
    for reader in (None, seen_by("client"), seen_by("court")):
        older, newer, other = rows(desk, "notices", reader)
        assert newer["tells"] == "unit: signs-of-danger with prison, police (act 30)"
        assert "tells" not in older
        assert "tells" not in other
