"""Whatever people read goes through the language: in one without Latin letters none is left."""

import re
from collections.abc import Iterator, Mapping

import pytest

from ddrflow.export import clients_notice, html_page, identity_line, procedure
from ddrflow.languages import Entry, Language
from ddrflow.workflow.load import load, shipped


class Masked(Mapping[Entry, str]):
    """Words for everything: the English with each letter masked, but for fields and ids."""

    def __getitem__(self, entry: Entry) -> str:
        """The masked text."""
        context, english = entry
        kept = r"`[^`]*`" if context in ("file", "name") else r"`[^`]*`|\{[^}]*\}"
        return "".join(
            one if re.fullmatch(kept, one) else re.sub(r"[^\W\d_]", "ж", one)
            for one in re.split(f"({kept})", english)
        )

    def __iter__(self) -> Iterator[Entry]:
        """Nothing is listed."""
        return iter(())

    def __len__(self) -> int:
        """As many as are listed."""
        return 0


@pytest.mark.parametrize("name", shipped())
def test_nothing_but_ids_is_said_past_the_language(name: str) -> None:
    """Ids stand in backticks, in brackets as a source, behind a setting, or are named here."""
    workflow = load(name)
    spoken = Language("xx", Masked())
    text = procedure(workflow, spoken)
    kept = workflow.procedure
    ids = [*workflow.states, *workflow.reviews, *workflow.sources, str(kept.zone), name]
    ids += [*(use.parameters.kind for use in workflow.built_in.coordinate), *kept.channels]
    ids += [one.name for one in kept.documents.values() if one.tells_items]
    assert leftover(text, ids, workflow.identity.digest) == set()


@pytest.mark.parametrize("name", [one for one in shipped() if one != "partnership"])
def test_a_client_is_told_nothing_past_the_language(name: str) -> None:
    """Not even ids, but for those of laws."""
    workflow = load(name)
    spoken = Language("xx", Masked())
    text = clients_notice(workflow, spoken)
    assert leftover(text, [*workflow.sources], "") == set()


def test_the_page_around_a_document_says_nothing_past_the_language() -> None:
    workflow = load("neustart")
    spoken = Language("xx", Masked())
    page = html_page("## ж\n\n## ж", "ж", identity_line(workflow, spoken), spoken)
    body = page.partition("<body>")[2]
    shown = re.sub(r"<[^>]*>", " ", body) + " ".join(re.findall(r'aria-label="([^"]*)"', body))
    assert leftover(shown, ["neustart"], workflow.identity.digest) == set()


def leftover(text: str, ids: list[str], digest: str) -> set[str]:
    """Latin words that are no ids and no abbreviations."""
    text = text.replace("\\", "")
    text = re.sub(r"(`[a-z.-]+`): [^()\n]*\)", r"\1)", text)
    text = re.sub(r"`[^`\n]*`", " ", text).replace(digest[:12], " ") if digest else text
    for one in sorted(ids, key=len, reverse=True):
        text = re.sub(rf"(?<![\w-]){re.escape(one)}(?![\w-])", " ", text)
    return {one for one in re.findall(r"[A-Za-z]{2,}", text) if not one.isupper()}
