"""Whether the client was told what the client is owed, in the words that are current."""

from datetime import timedelta

import pytest

from ddrflow.model import commands as c
from tests.builders import CLIENT, PRISON, START, TICK, UNIT, opened
from tests.rules import scenes_of_consent as of_consent
from tests.synthetic import changed
from tests.verdicts import said, shown_to

DAY = timedelta(days=1)
TOLD = {"kind": "told", "to": "client"}


@pytest.mark.requirement("R75")
def test_a_notice_that_was_not_given_is_given_acknowledged_and_the_step_taken() -> None:
    """Refusal, remedy, refusal for the next reason, its remedy, acceptance."""
    asked = of_consent.notified()
    verdict = asked.refused_by("notice.given")
    assert said(verdict) == ("notice.given", "must", "act 12", "notice.not-given", TOLD)
    assert set(shown_to(verdict).values()) == {"open"}
    [give] = verdict.remedies
    assert give.command == "give-notice"
    assert give.filled == (("kind", "told"), ("version", "2"))
    asked.execute(give, {"language": "de"})

    after = asked.desk.take("inform")
    verdict = after.refused_by("notice.given")
    assert said(verdict) == ("notice.given", "must", "act 12", "notice.not-acknowledged", TOLD)
    [acknowledge] = verdict.remedies
    assert acknowledge.filled == (("kind", "told"),)
    assert acknowledge.by[0] == "client"
    after.execute(acknowledge)
    after.again()


def test_an_agency_writes_down_that_the_client_acknowledged() -> None:
    """The remedy names the client first and then every agency, and each of them can."""
    asked = of_consent.notified(of_consent.told())
    [remedy] = asked.refused_by("notice.given").remedies
    asked.execute(remedy, by="school")
    asked.again()


@pytest.mark.requirement("R75")
def test_a_notice_in_old_words_is_given_again() -> None:
    """Refusal, remedy, and then the new one waits to be acknowledged itself."""
    asked = of_consent.notified(of_consent.told("1"), of_consent.heard())
    verdict = asked.refused_by("notice.given")
    values = {**TOLD, "given": "1", "current": "2"}
    assert said(verdict) == ("notice.given", "must", "act 12", "notice.outdated", values)
    [remedy] = verdict.remedies
    asked.execute(remedy, {"language": "de"}, by="prison")
    assert said(asked.desk.take("inform").verdict("notice.given"))[3] == "notice.not-acknowledged"
    asked.desk.do(of_consent.heard())
    asked.again()


def test_the_client_and_the_family_do_not_give_notices() -> None:
    """The remedy names agencies only."""
    [remedy] = of_consent.notified().refused_by("notice.given").remedies
    assert not {"client", "family"} & set(remedy.by)


def test_another_notice_does_not_count() -> None:
    """Each kind is owed for itself."""
    asked = of_consent.notified(of_consent.told("1", "rights"), of_consent.heard("rights"))
    assert said(asked.verdict("notice.given"))[3] == "notice.not-given"


def test_a_notice_counts_from_its_very_instant() -> None:
    """Also for a step that is entered late."""
    assert of_consent.told_since(timedelta()).decision().is_allowed
    early = of_consent.told_since(-TICK).refused_by("notice.given")
    assert said(early)[3] == "notice.not-given"


def test_an_acknowledgement_counts_from_its_very_instant_and_says_when_that_is() -> None:
    """An entry for a moment earlier is refused until then."""
    assert of_consent.acknowledged_since(timedelta()).decision().is_allowed
    early = of_consent.acknowledged_since(-TICK).refused_by("notice.given")
    assert said(early)[3] == "notice.not-acknowledged"
    assert early.passes_from == START + DAY
    never = of_consent.notified(of_consent.told()).refused_by("notice.given")
    assert never.passes_from is None


def test_an_old_notice_that_is_entered_late_does_not_replace_a_newer_one() -> None:
    """What counts is when it was given, not when it was written down."""
    desk = opened()
    desk.later(days=1)
    desk.do(of_consent.told(), of_consent.heard())
    desk.later(days=1)
    desk.do(of_consent.told("1", at=START))
    assert desk.take("inform").decision().is_allowed
    assert desk.case.care.notices[-1].version == "1"


def test_without_the_wish_for_it_no_acknowledgement_is_asked() -> None:
    """The file says whether it is enough that the notice was given."""
    desk = opened(changed("{kind: told, acknowledged: true}", "{kind: told}"))
    desk.do(of_consent.told())
    assert desk.take("inform").decision().is_allowed


def test_a_notice_can_be_given_by_any_agency_and_heard_by_the_client_alone() -> None:
    """Who tells and who is told are written down apart."""
    desk = opened()
    desk.do(c.GiveNotice(actor=PRISON, kind="told", version="2", language="ca"))
    desk.do(c.AcknowledgeNotice(actor=CLIENT, kind="told"))
    desk.do(c.TakeStep(actor=UNIT, trigger="inform"))
    assert desk.case.position.state == "waiting"
