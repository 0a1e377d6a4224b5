"""What would come of one event on one case: told, and never recorded."""

from collections.abc import Sequence
from datetime import date

import pytest

from ddrflow.errors import BadCommand
from ddrflow.model import commands as c
from ddrflow.model import events as e
from ddrflow.model.access import Modality
from ddrflow.model.consent import ConsentStatus
from ddrflow.model.decision import Outcome
from ddrflow.model.record import Function
from ddrflow.model.standing import Grant, Means, MeansGranted
from ddrflow.proof import LIMIT, Supposed, suppose
from ddrflow.proof.exploring import explore
from ddrflow.workflow.load import load
from tests.builders import PRISON, START, UNIT, Desk, opened


def supposed(desk: Desk, *words: str) -> Supposed:
    """What would come of it; the case and its record stay as they are."""
    before, entries = desk.case, desk.engine.events(desk.case_id)
    found = suppose(desk.workflow, before, desk.standing, desk.now, words)
    assert desk.case == before
    assert desk.engine.events(desk.case_id) == entries
    return found


def kinds(found: Supposed) -> list[type]:
    """What would be recorded, by kind of entry."""
    return [type(one.event) for one in found.recorded]


def told(desk: Desk, *words: str) -> str:
    """Why it is no event that could be supposed."""
    with pytest.raises(BadCommand) as fault:
        supposed(desk, *words)
    return str(fault.value)


@pytest.mark.requirement("R49")
def test_a_transfer_tells_which_ways_to_the_client_end_with_it() -> None:
    """The old prison gave leave, and the new one has given none yet."""
    desk = opened()
    command = c.OpenChannel(
        actor=PRISON, channel="visits", kind="contact", modality=Modality.IN_PERSON
    )
    desk.do(command)
    found = supposed(desk, "transfer", "prison", "Prison South")
    assert kinds(found) == [e.RoleBound, e.RoleUnbound, e.ChannelClosed]
    assert found.case.parties.organisations("prison", desk.now) == ("Prison South",)
    assert found.refused is None


def test_a_lead_that_leaves_has_to_hand_over_first() -> None:
    """The refusal says what would help, as in life."""
    found = supposed(opened(), "leaves", "unit")
    assert found.recorded == ()
    assert found.refused is not None
    command, decision = found.refused
    assert isinstance(command, c.UnbindRole)
    assert [one.rule for one in decision.refusing] == ["lead.hands-over-first"]
    assert "propose-lead" in [one.command for one in decision.refusing[0].remedies]


def test_what_nobody_could_do_any_more_is_told_where_everybody_who_may_has_left() -> None:
    desk = opened()
    found = supposed(desk, "leaves", "prison")
    left = {one.trigger for one in found.unmanned}
    steps = desk.workflow.steps_from(desk.case.position.state)
    assert left == {one.trigger for one in steps if one.by == {"prison"}}
    assert left


def test_a_step_that_would_be_refused_is_told_with_every_reason() -> None:
    found = supposed(opened(), "step", "no-such-step")
    assert found.refused is not None
    assert found.refused[1].outcome is Outcome.UNKNOWN_TRIGGER


def test_a_no_is_lived_as_one_and_a_yes_is_taken_back() -> None:
    """Refused where nobody agreed yet, withdrawn where somebody had."""
    desk = opened()
    scope = next(iter(desk.workflow.procedure.consents))
    assert e.ConsentRefused in kinds(supposed(desk, "no", scope))
    version = desk.workflow.procedure.consents[scope].text_version
    desk.do(
        c.GiveConsent(
            actor=UNIT, scope=scope, text_version=version, language="de", witness="p-witness"
        )
    )
    desk.later(days=1)
    found = supposed(desk, "no", scope)
    assert e.ConsentWithdrawn in kinds(found)
    assert found.case.consents[scope][-1].status(desk.now) is ConsentStatus.WITHDRAWN


def test_time_that_passes_brings_each_thing_on_its_own_day() -> None:
    """Reviews fall due and are missed one after another, not all on the last day."""
    nodes = explore(load("catalonia"), LIMIT).nodes.values()
    line = next(one.line for one in nodes if one.situation.state == "in-custody")
    words = ("until", "2027-12-31")
    found = suppose(line.workflow, line.opened, line.standing, line.now, words)
    days = [one.occurred_at.date() for one in found.recorded]
    assert days == sorted(days)
    assert len(set(days)) > 1
    assert {e.ReviewFellDue, e.ReviewMissed} <= set(kinds(found))
    assert found.waits
    assert max(days) <= date(2028, 1, 1)


def test_a_person_who_would_be_missed_is_told_by_the_steps_that_ask_for_one() -> None:
    desk = opened()
    desk.do(
        c.NamePerson(
            actor=PRISON,
            role="prison",
            organisation="Prison North",
            function=Function.WORKER,
            person="p-7",
        )
    )
    found = supposed(desk, "without", "p-7")
    assert [one.trigger for one in found.harder] == ["staff", "staff-early"]
    assert found.recorded == ()
    assert "there are: `p-7`" in told(desk, "without", "p-8")


def test_funding_that_would_end_is_told_by_the_steps_that_rest_on_it() -> None:
    desk = opened()
    assert "nothing is on record" in told(desk, "unfunded")
    desk.record(
        MeansGranted(Grant("Unit North", Means.FUNDING, "f-1", START.date(), None)),
        *(
            MeansGranted(Grant("Unit North", one, f"m-{one}", START.date(), None))
            for one in Means
            if one is not Means.FUNDING
        ),
    )
    desk.later(days=1)
    document = c.FileDocument(actor=UNIT, kind="succession", document="d-1")
    desk.do(c.TakeStep(actor=UNIT, trigger="stay"), document)
    found = supposed(desk, "unfunded")
    assert [one.trigger for one in found.harder] == ["fund"]
    assert "`police` has no funding that runs" in told(desk, "unfunded", "police")


def test_where_nothing_would_change_nothing_is_told() -> None:
    desk = opened()
    tomorrow = desk.now.date().replace(day=desk.now.day + 1).isoformat()
    found = supposed(desk, "until", tomorrow)
    assert (found.recorded, found.waits, found.harder, found.easier) == ((), (), (), ())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "`event`: `` is no event to suppose"),
        (("fly",), "`event`: `fly` is no event to suppose"),
        (("step",), "`step`: it was given 0 words"),
        (("step", "a", "b"), "`step`: it was given 2 words"),
        (("leaves", "mentor"), "`leaves`: nobody plays `mentor` in this case"),
        (("leaves", "menter"), "`role`: no role is called `menter`"),
        (("no", "nothing"), "`no`: no consent is called `nothing`"),
        (("until", "soon"), "`until`: `soon` is no day"),
        (("until", "2001-01-01"), "`until`: `2001-01-01` is over"),
        (("transfer", "prisn"), "`role`: no role is called `prisn`"),
    ],
)
def test_what_cannot_be_supposed_is_told_with_what_can(words: Sequence[str], says: str) -> None:
    answer = told(opened(), *words)
    assert answer.startswith(says)
    assert "help: " in answer
