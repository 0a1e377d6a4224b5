"""Blank forms: every kind, of every shipped procedure, as text and as a page."""

import re

import pytest

from ddrflow.decide import GoesTo
from ddrflow.errors import BadCommand, UnknownName
from ddrflow.export import identity_line
from ddrflow.export.templates import KINDS, form, form_page, named, template
from ddrflow.export.templates.rows import AT, BY, TEXT
from ddrflow.export.templates.said import SAID, TO_FILL
from ddrflow.export.wording import plain
from ddrflow.model.events import EVENTS
from ddrflow.model.naming import kebab
from ddrflow.workflow.load import load, shipped
from tests.export.templates.played import WHOLE, part, played, workflow
from tests.export.test_procedure import Page


def test_the_paper_asks_for_seven_papers_and_each_says_where_it_comes_from() -> None:
    assert len(KINDS) == 7
    for kind in KINDS:
        made = template(kind)
        assert "R96" in made.source
        known = {number for one in made.parts for number in re.findall(r"R\d+", one.source)}
        assert known
        assert all(1 <= int(one[1:]) <= 107 for one in known)


def test_the_notice_goes_to_the_client_and_a_hand_over_to_who_leads_next() -> None:
    """What goes to somebody else holds only what that reader may know."""
    assert {kind: template(kind).goes_to for kind in KINDS} == {
        "referral": GoesTo.LEAD,
        "agenda": GoesTo.TABLE,
        "minutes": GoesTo.TABLE,
        "plan": GoesTo.PLANNERS,
        "disclosure-notice": GoesTo.CLIENT,
        "hand-over": GoesTo.SUCCESSOR,
        "review": GoesTo.NOBODY_ELSE,
    }


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_names_only_facts_that_are_on_record(kind: str) -> None:
    """A section or a field that is misspelt would stay empty for ever."""
    tale = played(WHOLE)
    sections = {one.name for one in tale.engine.written(tale.story.script.case).sections}
    events = {kebab(one): one for one in EVENTS}
    for one in template(kind).parts:
        assert not one.rows or one.rows in sections
        assert not one.says or one.says in SAID
        assert not (one.rows and one.event)
        if one.event:
            fields = {*events[one.event].__dataclass_fields__, AT, BY, TEXT}
            asked = {name for name, _ in one.columns} | {*one.where}
            asked |= {one.about} if one.about else set()
            assert asked <= fields


@pytest.mark.requirement("R96")
@pytest.mark.parametrize("name", shipped())
@pytest.mark.parametrize("kind", KINDS)
def test_a_blank_form_has_every_part_with_room_to_write(kind: str, name: str) -> None:
    made, flow = template(kind), load(name)
    text = form(made, flow, named(made, flow, "", None))
    for one in made.parts:
        told = part(text, one.title)
        assert one.source in told
        assert all(heading in told for _, heading in one.columns)
        assert not (one.blank or one.lines) or TO_FILL in told
    assert "on record." not in text
    assert identity_line(flow) in text
    assert text.count(f"Times are those of {plain(str(flow.procedure.zone))}.") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_form_is_one_page_that_needs_nothing_else(kind: str) -> None:
    """Places to fill in are named to who hears the page, and headings go down one by one."""
    made = template(kind)
    page = form_page(form(made, workflow()), made.title, "foot")
    read = Page(page)
    assert (read.open, read.outside) == ([], [])
    assert "script" not in read.tags
    assert {one[:1] for one in read.links} == {"#"}
    assert read.headings.count(1) == 1
    assert set(read.headings[1:]) == {2}
    assert 'aria-label="to be filled in"' in page
    assert TO_FILL not in page


def test_a_blank_agenda_can_be_of_one_type_of_conference() -> None:
    made = template("agenda")
    one = form(made, workflow(), named(made, workflow(), "state-security", None))
    assert "Never let in: The person the case is about" in one
    assert "**Social-network conference**" not in one
    every = form(made, workflow(), named(made, workflow(), "", None))
    assert "**Social-network conference**" in every


def test_a_kind_and_an_id_that_are_not_there_are_told_with_the_nearest() -> None:
    with pytest.raises(UnknownName) as kind:
        template("agendas")
    assert "agenda" in str(kind.value.nearest)
    with pytest.raises(UnknownName) as about:
        named(template("agenda"), workflow(), "state-securty", None)
    assert about.value.nearest == "state-security"
    with pytest.raises(BadCommand):
        named(template("referral"), workflow(), "anything", None)
