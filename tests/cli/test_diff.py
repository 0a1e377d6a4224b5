"""`ddrflow diff`: what changes from one version of a procedure to the next."""

import json
from pathlib import Path

from tests.cli.terminal import a_file, ddrflow

OFTEN = "    while: {phase: custody}\n    every: 6 months"


def proposed(folder: Path) -> None:
    """The Austrian file with a review that comes more often and a core that is smaller."""
    path = a_file(folder, OFTEN, OFTEN.replace("6 months", "3 months"))
    text = path.read_text(encoding="utf-8").replace("version: 1\ntitle", "version: 2\ntitle")
    core = (
        "core: [neustart, client, network]\n    on_need: [probation, welfare, prosecutor, prison]"
    )
    assert text.count(core) == 1
    path.write_text(text.replace(core, core.replace(", network", "")), encoding="utf-8")


def test_changes_are_told_by_part_and_by_whom_they_concern(tmp_path: Path) -> None:
    """In words, without a look into either file."""
    proposed(tmp_path)
    answer = ddrflow("diff", "neustart", "mine.yaml", folder=tmp_path)
    assert answer.returncode == 0
    lines = answer.stdout.splitlines()
    assert lines[0].startswith("from neustart version 1, digest ")
    assert lines[1].startswith("to   neustart version 2, digest ")
    assert (
        "\n".join(lines[2:])
        == """
CONFERENCES
  social-network
    core: not `network` any more

REVIEWS
  custody-review
    every: 3 months, was 6 months

FOR WHOM
  prosecutor
    reviews: custody-review
  network
    conferences: social-network
  whoever leads
    reviews: custody-review"""
    )


def test_a_procedure_against_itself_changes_nothing() -> None:
    answer = ddrflow("diff", "catalonia", "catalonia")
    assert answer.returncode == 0
    assert answer.stdout.splitlines()[2:] == ["nothing changes for anybody"]


def test_a_paper_for_the_decision_is_printed_as_markdown(tmp_path: Path) -> None:
    proposed(tmp_path)
    answer = ddrflow("diff", "neustart", "mine.yaml", "--markdown", folder=tmp_path)
    assert answer.returncode == 0
    assert answer.stdout.startswith(
        "# Austria, state-security and social-network conferences: what"
    )
    assert "- **custody-review**: every: 3 months, was 6 months" in answer.stdout


def test_changes_are_given_as_json(tmp_path: Path) -> None:
    proposed(tmp_path)
    told = json.loads(ddrflow("diff", "neustart", "mine.yaml", "--json", folder=tmp_path).stdout)
    assert (told["old"]["version"], told["new"]["version"]) == (1, 2)
    assert told["changes"][1] == {
        "part": "reviews",
        "name": "custody-review",
        "what": "every: 3 months, was 6 months",
        "roles": ["lead", "prosecutor"],
        "strength": "",
    }


def test_a_file_that_is_wrong_or_missing_is_told_as_everywhere(tmp_path: Path) -> None:
    """And nothing is compared."""
    a_file(tmp_path, "prosecutor]", "prosecutr]")
    wrong = ddrflow("diff", "neustart", "mine.yaml", folder=tmp_path)
    assert wrong.returncode == 3
    assert "E-REF: unknown agency `prosecutr`" in wrong.stderr
    missing = ddrflow("diff", "neustart", "nowhere.yaml", folder=tmp_path)
    assert missing.returncode == 2
    assert missing.stdout == ""
