"""Each shipped workflow has a page that answers what a practitioner asks."""

import re

import pytest

from ddrflow.export.diagram import picture, svg
from ddrflow.export.wording import plain
from ddrflow.stories import story_files
from ddrflow.workflow.load import check_text, load, shipped
from docs import generate, systems_table, workflow_pages
from tests.docs.pages import DOCS, ROOT, read

QUESTIONS = (
    "Who leads when?",
    "Who sits where?",
    "What if the client says no?",
    "What if the prison changes?",
    "What happens, step by step?",
    "Who may be told what?",
    "What is looked at again, and when?",
    "What is chosen here?",
    "Stories that play it",
)


@pytest.mark.requirement("R69")
@pytest.mark.parametrize("name", shipped())
def test_the_page_of_a_workflow_answers_each_question(name: str) -> None:
    """In this order, each once."""
    page = read(DOCS / "workflows" / f"{name}.md")
    assert tuple(re.findall(r"^## (.+)$", page, re.MULTILINE)) == QUESTIONS


@pytest.mark.parametrize("name", shipped())
def test_every_state_step_conference_and_review_is_on_the_page(name: str) -> None:
    """Nothing of the file is left out, and every story is linked."""
    page, workflow = read(DOCS / "workflows" / f"{name}.md"), load(name)
    assert all(f"`{one.trigger}`" in page for one in workflow.steps.values())
    assert all(f"(`{one}`)" in page for one in workflow.procedure.conferences)
    assert all(f"**{one}** every" in page for one in workflow.reviews)
    assert all(one in page for one in workflow.states)
    assert all(f"/{one.name})" in page for one in story_files(name).values())


@pytest.mark.parametrize("name", shipped())
def test_the_page_of_a_workflow_shows_its_picture(name: str) -> None:
    """The file beside it, which is drawn from the file that the page is made from."""
    page = read(DOCS / "workflows" / f"{name}.md")
    assert f"]({name}.svg)" in page
    assert read(DOCS / "workflows" / f"{name}.svg") == svg(picture(load(name)))


def test_what_a_file_says_is_never_taken_for_markdown() -> None:
    """A title can hold any character."""
    text = (ROOT / "workflows" / "neustart.yaml").read_text(encoding="utf-8")
    odd = text.replace(
        "title: Austria, state-security", 'title: "A *[b](c)* | <d> `e`, state-security', 1
    )
    odd = odd.replace("social-network conferences\n", 'social-network conferences"\n', 1)
    workflow = check_text(odd.encode(), "odd.yaml").workflow
    assert workflow is not None
    assert plain(workflow.title).startswith(r"A \*\[b\](c)\* \| \<d\> \`e\`,")
    assert r"\<d\>" in systems_table.systems([workflow], "")


def test_a_page_of_a_workflow_that_is_gone_is_stale() -> None:
    pages = workflow_pages.written()
    gone = {name: text for name, text in pages.items() if name != "mappa.md"}
    assert generate.stale(gone, DOCS / "workflows") == ["mappa.md"]
