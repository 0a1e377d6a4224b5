"""Why a case is not moving, as each reader is told: what is withheld, and from whom."""

import pytest

from ddrflow.decide import waiting, why_not
from ddrflow.decide.audience import WITHHELD
from ddrflow.errors import UnknownName
from ddrflow.model import commands as c
from ddrflow.model.agency import Viewer
from ddrflow.model.verdict import Remedy
from tests.acts import convened
from tests.builders import NO_CONTACTS, UNIT, Desk, opened
from tests.decide.waits import fields, viewer


def seen(desk: Desk, trigger: str, role: str) -> tuple[str, dict[str, str], tuple[Remedy, ...]]:
    """What a viewer reads about the one rule that stands in the way of a trigger."""
    [found] = desk.engine.why_not(desk.case_id, trigger, viewer(role))
    [verdict] = found.verdicts
    assert verdict.reason is not None
    values = {one.name: one.value for one in verdict.reason.fields}
    return verdict.rule, values, verdict.remedies


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
