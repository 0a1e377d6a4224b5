"""The procedure as a document, and what the client is told, made from the same file."""

from html.parser import HTMLParser

import pytest

from ddrflow.export import clients_notice, html_page, identity_line, procedure
from ddrflow.export.diagram import picture, svg
from ddrflow.export.outline import conferences, steps
from ddrflow.export.procedure_course import course_heading
from ddrflow.export.wording import plain
from ddrflow.languages import ENGLISH
from ddrflow.model.agency import AgencyKind
from ddrflow.model.workflow import Workflow
from ddrflow.workflow.load import check_text, load, shipped, text_of

WITH_CLIENT = [one for one in shipped() if one != "partnership"]
VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """What is in a page: tags that are open, headings, links, names, and where it reaches to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.links: list[str] = []
        self.names: list[str] = []
        self.outside: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and what it points to."""
        given = dict(attrs)
        self.tags.add(tag)
        if tag not in VOID:
            self.open.append(tag)
        if tag[0] == "h" and tag[1:].isdigit():
            self.headings.append(int(tag[1:]))
        self.links += [str(given["href"])] if "href" in given else []
        self.names += [str(given["id"])] if "id" in given else []
        self.outside += [str(given[one]) for one in ("src", "action", "srcset") if one in given]

    def handle_endtag(self, tag: str) -> None:
        """Tags close in the order in which they were opened."""
        assert tag in VOID or self.open.pop() == tag


def read(text: str) -> Workflow:
    """The workflow of a text."""
    found = check_text(text.encode(), "changed.yaml")
    assert [str(one) for one in found.errors] == []
    assert found.workflow is not None
    return found.workflow


@pytest.mark.parametrize("name", shipped())
def test_a_procedure_says_of_everything_in_its_file_what_it_is(name: str) -> None:
    """Every role, conference, step, review, consent and law has its place in the document."""
    workflow = load(name)
    text = procedure(workflow)
    kept = workflow.procedure
    for role in kept.agencies:
        assert f"(`{role}`)\n" in text
    for kind in conferences(workflow):
        assert f"### {plain(kind.title)} (`{kind.name}`)" in text
    for step in steps(workflow):
        assert f"### `{step.trigger}`: " in text
    for review in workflow.reviews:
        assert f"**{review}** every " in text
    for one in (*kept.bases, *kept.notices, *kept.plans, *kept.documents, *kept.channels):
        assert f"`{one}`" in text
    assert identity_line(workflow) in text


@pytest.mark.parametrize("name", shipped())
def test_a_procedure_is_one_page_that_needs_nothing_else(name: str) -> None:
    """No network and no script; headings go down one by one; every jump has its place."""
    workflow = load(name)
    figures = {course_heading(ENGLISH): svg(picture(workflow))}
    text = html_page(procedure(workflow), workflow.title, identity_line(workflow), figures=figures)
    page = Page(text)
    assert page.open == []
    assert page.outside == []
    assert "script" not in page.tags
    assert {one[:1] for one in page.links} == {"#"}
    assert {one[1:] for one in page.links} <= set(page.names)
    assert len(set(page.names)) == len(page.names)
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    steps_down = zip(page.headings, page.headings[1:], strict=False)
    assert all(after - before <= 1 for before, after in steps_down)
    assert text.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert {"main", "nav", "footer", "title"} <= page.tags


def test_a_figure_stands_under_its_heading_as_it_is() -> None:
    """And nowhere where there is no such heading."""
    page = html_page("## One\n\n## Two\n\nText", "t", "f", figures={"One": "<svg/>", "No": "<x/>"})
    assert '">One</h2>\n<figure>\n<svg/></figure>\n<h2' in page
    assert "<x/>" not in page
    assert "<figure>" not in html_page("## One", "t", "f")


def test_markup_in_a_file_is_text_in_the_page() -> None:
    """A title cannot steer what others read."""
    text = text_of("catalonia").decode()
    old = "title: Municipality of residence"
    assert text.count(old) == 1
    new = "title: 'A <script>alert(1)</script> [link](http://x.example) *town*'"
    workflow = read(text.replace(old, new))
    page = html_page(procedure(workflow), "<b>&", "<i>")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert '<a href="http' not in page
    assert "<title>&lt;b&gt;&amp;</title>" in page
    assert "*town*" in page


def test_a_draft_says_that_it_is_one() -> None:
    text = text_of("catalonia").decode().replace("version: 1\n", "version: 1\ndraft: true\n", 1)
    assert identity_line(read(text)).endswith("; a draft, not for cases")


@pytest.mark.requirement("R75", "R88")
@pytest.mark.parametrize("name", WITH_CLIENT)
def test_the_client_is_told_who_works_together_what_is_shared_and_how_to_say_no(name: str) -> None:
    """Every agency, every conference and every consent of the client is in it."""
    workflow = load(name)
    text = clients_notice(workflow)
    agencies = workflow.procedure.agencies
    client = next(role for role, one in agencies.items() if one.kind is AgencyKind.CLIENT)
    for one in agencies.values():
        if one.kind.is_professional:
            assert f"- {plain(one.title or one.role)}\n" in text
    for kind in conferences(workflow):
        assert f"{plain(kind.title)}: " in text
    for scope in workflow.procedure.consents.values():
        assert scope.of != client or "only if you agree" in text
    assert "no ground for a sanction" in text
    assert "`" not in text


def test_a_notice_says_what_civil_society_shares_with_whom() -> None:
    text = clients_notice(load("pairs"))
    assert (
        "- Mandated organisation of PAIRS tells Probation service (SPIP): signs of danger "
        "(this procedure asks for it).\n"
    ) in text


def test_a_client_who_is_kept_out_is_told_where_they_are_heard() -> None:
    text = clients_notice(load("neustart"))
    assert (
        "- State-security case conference: you are not there; what concerns you is talked about "
        "with you in: Social-network conference.\n"
    ) in text


def test_a_procedure_without_a_client_has_no_notice() -> None:
    assert clients_notice(load("partnership")) == ""
