"""`ddrflow new`: a local file begun from another workflow, its choices open again."""

import json
from pathlib import Path
from typing import Any

import pytest

from ddrflow.model.source import LOCAL_CHOICE, NOT_VERIFIED
from ddrflow.workflow.choosing import choices_in
from ddrflow.workflow.load import check_text, load, shipped, text_of
from ddrflow.workflow.source import read_source
from tests.cli.desk import Desk
from tests.cli.desk import desk as in_folder
from tests.cli.terminal import SHIPPED


@pytest.fixture
def desk(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Desk:
    """An empty folder."""
    return in_folder(monkeypatch, capsys, tmp_path)


def resolved(text: str) -> dict[str, Any]:
    """What a file comes to, laid over its base."""
    found = check_text(text.encode(), "x.yaml")
    assert found.workflow is not None, found.findings
    told: dict[str, Any] = json.loads(found.workflow.document)
    return told


def begun(desk: Desk, name: str, origin: str) -> str:
    """The text of a file that was begun."""
    desk.fine("new", name, "--from", origin)
    return Path(f"{name}.yaml").read_text(encoding="utf-8")


@pytest.mark.requirement("R6", "R7", "R52")
@pytest.mark.parametrize("name", shipped())
def test_every_choice_of_the_old_file_is_open_in_the_new_one(desk: Desk, name: str) -> None:
    """As many as the old one made, or knew from elsewhere; each with its line."""
    data = read_source(text_of(name), f"{name}.yaml").data
    made = [one for one in choices_in(data) if one.source.name in (LOCAL_CHOICE, NOT_VERIFIED)]
    found = check_text(begun(desk, "mine", name).encode(), "mine.yaml")
    opened = [one for one in found.findings if one.code == "W-OPEN"]
    assert found.workflow is not None
    assert found.workflow.is_draft
    # A file's findings are cut off after 50; none of the shipped ones comes near.
    assert len(opened) == len(made) > 0
    assert not [one for one in found.findings if one.code != "W-OPEN"]


@pytest.mark.requirement("R7")
@pytest.mark.parametrize("name", shipped())
def test_nothing_else_of_the_old_file_is_changed(desk: Desk, name: str) -> None:
    """With every choice made as it was, the new file comes to the same but for its head."""
    text = begun(desk, "mine", name).replace("open choice", "local choice")
    text = text.replace("draft: true\n", "", 1)
    old = text_of(name).decode().replace("source: not verified", "source: local choice")
    # The remark after `not verified` stands where none can stand after `local choice`.
    remarks = (one.source.locator for one in choices_in(read_source(text_of(name), "x").data))
    for remark in filter(None, remarks):
        text, old = (one.replace(f"local choice {remark}", "local choice") for one in (text, old))
    mine, theirs = resolved(text), resolved(old)
    head = {"workflow", "adapts"}
    assert {key: one for key, one in mine.items() if key not in head} == {
        key: one for key, one in theirs.items() if key not in head
    }
    assert mine["adapts"]["digest"] == load(name).identity.digest


def test_comments_and_reasons_that_speak_of_choices_stay_as_they_are(desk: Desk) -> None:
    """Only what stands as a source is opened."""
    text = (SHIPPED / "catalonia.yaml").read_text(encoding="utf-8")
    told = text.replace(
        "title: Catalonia, multi", "# local choice: a comment\ntitle: A local choice, multi"
    )
    Path("theirs.yaml").write_text(told, encoding="utf-8")
    made = begun(desk, "mine", "./theirs.yaml")
    assert "# local choice: a comment\ntitle: A local choice, multi" in made
    assert "source: local choice" not in made


def test_it_tells_where_each_choice_is_what_stands_there_and_what_could(desk: Desk) -> None:
    said = " ".join(desk.fine("new", "lleida", "--from", "catalonia").split())
    assert said.startswith("lleida.yaml: written, a draft begun from catalonia version 1")
    assert (
        "who leads in custody there roles: prison-unit here one or more of `prison-unit`," in said
    )
    assert "how long a proposed lead has to answer there answer_within: 10 working days" in said
    data = json.loads(desk.fine("new", "girona", "--from", "catalonia", "--json"))
    assert data["file"] == "girona.yaml"
    [first, *_] = data["open"]
    assert (first["what"], first["there"]) == (
        "who leads in pre-incarceration",
        "roles: prison-unit",
    )
    line = Path("girona.yaml").read_text(encoding="utf-8").splitlines()[first["line"] - 1]
    assert line[first["column"] - 1 :].startswith("open choice")


def test_a_choice_that_is_made_is_open_no_more_and_a_file_for_cases_leaves_none(desk: Desk) -> None:
    """The way to a file of one's own: decide, check, and take the word draft out."""
    text = begun(desk, "lleida", "catalonia")
    opened = text.count("open choice")
    Path("lleida.yaml").write_text(text.replace("open choice", "local choice", 1), encoding="utf-8")
    assert f"{opened - 1} warnings" in desk.fine("check", "./lleida.yaml")
    live = text.replace("draft: true\n", "", 1)
    Path("lleida.yaml").write_text(live, encoding="utf-8")
    said = desk.types("check", "./lleida.yaml")
    assert said.code == 3
    assert "E-OPEN: not decided yet: who leads in custody" in said.out
    assert "until then the file says `draft: true`" in said.out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("Lleida", "--from", "catalonia"), 2, "E-COMMAND: `name`: `Lleida` is not an id"),
        (("lleida", "--from", "catalona"), 2, "did you mean `catalonia`?"),
        (("lleida", "--from", "common"), 3, "E-BASE: `common` is a base"),
        (("lleida", "--from", "./none.yaml"), 2, "none.yaml"),
        (("lleida", "--from", "catalonia", "--into", "nowhere"), 3, "the file cannot be written"),
        (("taken", "--from", "catalonia"), 3, "`taken.yaml` is there already"),
    ],
)
def test_what_cannot_be_begun_writes_nothing(
    desk: Desk, words: tuple[str, ...], code: int, said: str
) -> None:
    """And what is there stays as it is."""
    Path("taken.yaml").write_text("mine\n", encoding="utf-8")
    before = sorted(one.name for one in Path().iterdir())
    answer = desk.types("new", *words)
    assert answer.code == code
    assert said in answer.err
    assert sorted(one.name for one in Path().iterdir()) == before
    assert Path("taken.yaml").read_text(encoding="utf-8") == "mine\n"


def test_an_editor_finds_the_schema_beside_the_file_by_its_first_line(desk: Desk) -> None:
    """Also where the old file had no such line, or another one; each file has one of them."""
    text = (SHIPPED / "catalonia.yaml").read_text(encoding="utf-8")
    Path("bare.yaml").write_text(text.partition("\n")[2], encoding="utf-8")
    for name, origin in (
        ("first", "catalonia"),
        ("second", "./bare.yaml"),
        ("third", "./first.yaml"),
    ):
        lines = begun(desk, name, origin).splitlines()
        assert lines[0] == "# yaml-language-server: $schema=workflow.schema.json"
        assert sum("$schema=" in one for one in lines) == 1
    schema = json.loads(Path("workflow.schema.json").read_text(encoding="utf-8"))
    assert schema == json.loads(desk.fine("schema", "workflow"))


def test_an_older_schema_beside_it_is_renewed(desk: Desk) -> None:
    Path("workflow.schema.json").write_text('{"title": "A ddrflow workflow file"}')
    begun(desk, "mine", "catalonia")
    assert "definitions" in json.loads(Path("workflow.schema.json").read_text(encoding="utf-8"))


def test_where_the_schema_cannot_be_put_there_is_no_file_either(desk: Desk) -> None:
    """A file of that name that is no schema of ours stays, and so does the folder as it was."""
    Path("workflow.schema.json").write_text("{}", encoding="utf-8")
    said = desk.types("new", "mine", "--from", "catalonia")
    assert said.code == 2
    assert "`workflow.schema.json` is there already, and is no schema of a workflow" in said.err
    assert [one.name for one in Path().iterdir()] == ["workflow.schema.json"]
    assert Path("workflow.schema.json").read_text(encoding="utf-8") == "{}"


def test_a_file_with_errors_is_no_beginning(desk: Desk) -> None:
    Path("broken.yaml").write_text("ddrflow: 1\nworkflow: broken\n", encoding="utf-8")
    assert desk.types("new", "mine", "--from", "./broken.yaml").code == 3
    assert not Path("mine.yaml").exists()


def test_where_a_file_was_begun_from_is_shown_and_its_form_is_checked(desk: Desk) -> None:
    text = begun(desk, "lleida", "catalonia")
    assert "begun from catalonia, version 1" in " ".join(desk.fine("show", "./lleida.yaml").split())
    Path("odd.yaml").write_text(text.replace("digest: ", "digest: x"), encoding="utf-8")
    odd = desk.types("check", "./odd.yaml")
    assert odd.code == 3
    assert "./odd.yaml:9:11: E-" in odd.out
