"""Filled forms: what stands on record, for whom, and what never reaches a paper."""

from datetime import timedelta

import pytest

from ddrflow.export.templates import KINDS, form_page
from ddrflow.export.templates.said import TO_FILL
from ddrflow.model import commands as c
from ddrflow.model.agency import Actor
from ddrflow.model.commands import Command
from ddrflow.model.information import InformationClass
from ddrflow.model.item import ItemKind
from ddrflow.stories import Tale
from tests.export.templates.played import COORDINATOR, WALLED, WHOLE, filled, part, played
from tests.export.test_procedure import Page

NEUSTART = "neustart-graz:neustart"
NEU8 = Actor("p-2", "neustart-innsbruck", "neustart")
CLIENT = "client-neu-1:client"
ITEM_WORDS = "Whom the client has met."


def form_of(tale: Tale, kind: str, about: str = "", reader: str = NEUSTART) -> str:
    """A form on the case of a story."""
    return filled(tale.engine, tale.story.script.case, kind, about, reader)


def given(tale: Tale, command: Command) -> int:
    """Something recorded after the story's end; the number of its first entry."""
    done = tale.engine.do(tale.story.script.case, command)
    return done.entries[0].seq


def decision(text: str) -> Command:
    """The conference decides something more."""
    return c.RecordDecision(actor=COORDINATOR, conference="snc-1", decision="late", text=text)


@pytest.mark.requirement("R3", "R22", "R97")
def test_minutes_tell_who_was_there_what_was_decided_and_who_does_what() -> None:
    text = form_of(played(WHOLE), "minutes", "snc-1", "")
    assert "**Stages entered**: referral, preparation, information, family-only" in text
    assert "**Role**: client" in part(text, "Who was there")
    tasks = part(text, "Who does what by when")
    assert "**Task**: action-housing; **Answers for it**: welfare" in tasks
    assert "**Due**: 2025-10-31; **Done**: 2025-10-09 11:00" in tasks
    assert TO_FILL in part(text, "Signature")


@pytest.mark.requirement("R16", "R90")
def test_a_plan_tells_its_parts_its_words_and_who_answers_for_each_need() -> None:
    text = form_of(played(WHOLE), "plan")
    assert "**In words**: As the family wrote it." in part(text, "What was adopted")
    needs = part(text, "Needs, and who answers for each")
    assert "**Need**: need-work; **Kind**: work; **Answers for it**: probation" in needs


@pytest.mark.requirement("R75", "R88")
def test_the_notice_tells_who_shares_what_and_when_the_client_was_told() -> None:
    text = form_of(played(WHOLE), "disclosure-notice")
    assert "Neustart tells Court, Probation service: keeping of appointments" in text
    assert "**Given**: 2025-08-11 10:00; **You confirmed it**: 2025-08-11 10:40" in text


@pytest.mark.requirement("R34")
def test_a_referral_tells_the_case_its_parties_and_its_needs() -> None:
    text = form_of(played(WHOLE), "referral")
    assert "**Case**: NEU-1; **State**: closed" in part(text, "The case")
    assert "neustart-graz" in part(text, "Who leads and who takes part")
    assert "need-housing" in part(text, "Needs that were found")


@pytest.mark.requirement("R8")
def test_a_hand_over_tells_who_led_the_plan_and_what_the_client_was_told() -> None:
    text = form_of(played(WHOLE), "hand-over")
    assert "**Since**: 2025-01-10 09:00" in part(text, "Who has led so far")
    assert "**Plan**: release-plan" in part(text, "The plan")
    assert "**Notice**: what-is-shared" in part(text, "What the client was told")


@pytest.mark.requirement("R1")
def test_a_review_tells_its_rhythm_and_what_became_of_needs_and_tasks() -> None:
    text = form_of(played(WHOLE), "review", "custody-review")
    assert "every 6 months" in part(text, "The review")
    assert "community-review" not in text
    assert "**Status**: answered" in part(text, "Needs, and what became of them")
    assert "**Done**: 2025-10-10 10:00" in part(text, "Tasks, and what became of them")


def test_what_is_not_on_record_is_left_to_be_filled_in() -> None:
    told = part(form_of(played(WHOLE), "referral"), "The same case elsewhere")
    assert "Nothing that its readers may know is on record." in told
    assert f"**System**: {TO_FILL}; **Id there**: {TO_FILL}" in told


@pytest.mark.parametrize("reader", ["", "state-security-tirol:state-security"])
@pytest.mark.parametrize("kind", KINDS)
def test_an_item_of_a_closed_conference_is_in_no_paper_for_others(kind: str, reader: str) -> None:
    """Whoever asks for it, also its owner: neither the client nor the client's table gets it."""
    tale = before_withdrawal()
    about = "snc-1" if kind in ("agenda", "minutes") else ""
    text = form_of(tale, kind, about, reader)
    assert ITEM_WORDS not in text or kind in ("referral", "hand-over", "review")
    assert "ssc-1" not in text or kind in ("hand-over", "review")
    if kind == "disclosure-notice":
        assert "item-contacts" not in text


def before_withdrawal() -> Tale:
    """The story of the wall; what its end withdraws is recorded once more."""
    tale = played(WALLED)
    owner = Actor("p-1", "state-security-tirol", "state-security")
    given(
        tale,
        c.RecordItem(
            actor=owner,
            item="item-again",
            kind=ItemKind.FACT,
            information=InformationClass.CONFIDENTIAL,
            conference="ssc-1",
            text=ITEM_WORDS,
        ),
    )
    return tale


def test_who_sits_in_the_closed_conference_has_its_items_on_its_agenda() -> None:
    """Otherwise the test above would prove nothing; what was withdrawn is told no more."""
    text = form_of(before_withdrawal(), "agenda", "ssc-1", "neustart-innsbruck:neustart")
    assert text.count(ITEM_WORDS) == 1
    assert "item-again" in text
    assert "item-contacts" not in text


@pytest.mark.requirement("R75")
def test_an_item_that_its_owner_released_to_the_client_is_in_the_clients_notice() -> None:
    tale = before_withdrawal()
    owner = Actor("p-1", "state-security-tirol", "state-security")
    given(tale, c.ReleaseItem(actor=owner, item="item-again", roles=("client",)))
    text = form_of(tale, "disclosure-notice", reader="neustart-innsbruck:neustart")
    assert ITEM_WORDS in part(text, "What you may read of it")


def test_a_client_who_is_no_party_gets_a_notice_of_what_is_open_alone() -> None:
    tale = before_withdrawal()
    lead = tale.engine.case("NEU-8").lead.current
    actor = Actor("p-1", lead.organisation, lead.role)
    given(tale, c.CancelConference(actor=NEU8, conference="snc-1"))
    given(tale, c.UnbindRole(actor=actor, role="client", organisation="client-neu-8"))
    text = form_of(tale, "disclosure-notice", reader="neustart-innsbruck:neustart")
    assert "It goes to The person the case is about" in text
    assert ITEM_WORDS not in text


def test_names_and_the_words_of_the_agencies_are_withheld_from_the_client() -> None:
    """A known entry tells that something is withheld; the agencies read it."""
    tale = played(WHOLE)
    text = form_of(tale, "plan", reader=CLIENT)
    assert "As the family wrote it." not in text
    assert "**In words**: (withheld)" in part(text, "What was adopted")
    minutes = form_of(tale, "minutes", "snc-1", CLIENT)
    assert "**Person**: (withheld); **Role**: neustart" in minutes
    assert "person-coordinator" not in minutes


HOSTILE = (
    "# Big\n- <script>alert(1)</script> | [a](http://x.example) *b*\n\n1. &lt;i&gt;\n"
    "===\n> quote\n`code`\u202e ![i](http://y.example/i.png)\x1b[31m\n    indented"
)


def test_free_text_cannot_steer_the_form_nor_its_page() -> None:
    """Marks of Markdown and of HTML, characters that turn or colour a line: all of it is text."""
    tale = played(WHOLE, before="close-conference")
    plain = Page(form_page(form_of(tale, "minutes", "snc-1"), "t", "f"))
    given(tale, decision(HOSTILE))
    text = form_of(tale, "minutes", "snc-1")
    page = form_page(text, "t", "f")
    read = Page(page)
    assert read.headings == plain.headings
    assert read.tags == plain.tags | {"br"}
    assert read.outside == plain.outside == []
    assert read.links == plain.links
    assert "&lt;script&gt;alert(1)&lt;/script&gt; | [a](http://x.example) *b*" in page
    assert "&amp;lt;i&amp;gt;" in page
    assert not set("\u202e\x1b") & set(text)
    assert "`code`" in page


def test_what_was_erased_is_told_as_erased() -> None:
    tale = played(WHOLE, before="close-conference")
    number = given(tale, decision("To be forgotten."))
    assert "To be forgotten." in form_of(tale, "minutes", "snc-1")
    tale.engine.erase("NEU-1", COORDINATOR, basis="gdpr-17", why="asked-for", entries=(number,))
    told = part(form_of(tale, "minutes", "snc-1"), "3. What was decided")
    assert "**Decision**: late\\\n    **In words**: (erased)" in told
    assert "To be forgotten." not in told


def test_what_was_corrected_is_in_no_form() -> None:
    tale = played(WHOLE, before="close-conference")
    number = given(tale, decision("Recorded in error."))
    given(tale, c.CorrectEntry(actor=COORDINATOR, wrong=number, why="recorded-in-error"))
    assert "Recorded in error." not in form_of(tale, "minutes", "snc-1", "")


def test_times_are_told_by_the_clock_of_the_workflows_place() -> None:
    """In summer two hours ahead of the record; which place it is, is said once."""
    tale = played(WHOLE)
    entry = next(
        one for one in tale.engine.events("NEU-1") if type(one.event).__name__ == "PlanAdopted"
    )
    assert entry.occurred_at.utcoffset() == timedelta(0)
    assert entry.occurred_at.strftime("%H:%M") == "07:00"
    text = form_of(tale, "plan")
    assert "**Adopted**: 2025-10-13 09:00" in text
    assert text.count("Europe/Vienna") == 1
