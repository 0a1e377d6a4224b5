"""`ddrflow demo`: stories told so that a coordinator can follow them."""

import json
import re
from pathlib import Path

from tests.cli.terminal import SHIPPED, ddrflow
from tests.docs.pages import ROOT, read
from tests.docs.runner import blocks

STORY = "neustart/never-consents"
#: What stands above the closing table.
HEADING = "\nALL CASES\n"


def test_every_shipped_story_comes_out_as_its_file_says() -> None:
    """And the closing table has one case for each."""
    answer = ddrflow("demo")
    assert (answer.returncode, answer.stderr) == (0, "")
    _, headed, table = answer.stdout.partition(HEADING)
    assert headed
    stories = list((SHIPPED / "stories").glob("*/*.yaml"))
    cases = re.findall(r"^[A-Z0-9]{3}-[0-9]+", table, re.MULTILINE)
    assert len(cases) == len(stories) > 0


def test_the_readme_shows_what_the_demo_tells() -> None:
    """The excerpts stand word for word in what is printed, the second at its end."""
    excerpt, end = (
        next(one.text for one in blocks(read(ROOT / "README.md")) if one.name == name)
        for name in ("demo", "end")
    )
    printed = ddrflow("demo").stdout
    assert excerpt in printed
    assert printed.endswith(end)


def test_a_refusal_is_told_with_its_rule_and_what_would_help() -> None:
    """Which rule, how binding, from where, what is missing, which command, given by whom."""
    answer = ddrflow("demo", STORY)
    text = " ".join(answer.stdout.split())
    assert (
        "2024-09-16 08:00 person-prison-officer @ prison-wien as prison"
        " refused (rule-unmet): take-step trigger=admit"
        " notice.given [must, ran R88]"
        " the notice `multi-agency` was not given"
        " would help: give-notice kind=multi-agency version=1 language=? (neustart, prison,"
    ) in text


def test_advice_and_every_change_of_lead_are_told() -> None:
    """What passes with a warning is not hidden, and who answers for the case is always clear."""
    text = " ".join(ddrflow("demo", STORY).stdout.split())
    assert "passes, contested: lead.may-coordinate [contested, ran R60]" in text
    assert text.count("leads now: ") == 2
    assert "leads now: neustart (neustart-wien)" in text


def test_a_breach_is_told_when_it_opens() -> None:
    """Reality is recorded, and whose task the gap is."""
    text = " ".join(ddrflow("demo", "catalonia/court-releases-at-once").stdout.split())
    assert "happened all the same, unmet: plan.adopted [must, ran R90]" in text
    assert "now open: breach `breach-2` of `plan.adopted`: `prison-unit` mends it by" in text


def test_what_a_conference_counts_as_is_told_each_time_it_changes() -> None:
    """It is nobody's event: it follows from who attended."""
    text = " ".join(ddrflow("demo", "catalonia/attendance-recorded-in-error").stdout.split())
    held, inquorate = "`cc-1` now counts as held", "`cc-1` now counts as inquorate: nobody who"
    assert text.index(held) < text.index(inquorate) < text.rindex(held)


def test_a_corrected_entry_stays_in_the_record_and_is_marked() -> None:
    """The whole record of the case with a correction ends the demonstration."""
    text = ddrflow("demo", "catalonia/attendance-recorded-in-error").stdout
    _, found, record = text.partition("THE WHOLE RECORD OF CASE CAT-4")
    assert found
    assert " ".join(record.split()).count("DOES NOT COUNT: corrected by no. ") >= 1


def test_the_json_form_holds_refusals_and_the_record() -> None:
    """The same told to a program."""
    answer = ddrflow("demo", STORY, "--json")
    told = json.loads(answer.stdout)
    [story] = told["stories"]
    assert told["failed"] == []
    refused = [one for one in story["steps"] if one["refusal"]]
    assert refused[0]["refusal"]["schema"] == "ddrflow.refusal/1"
    assert refused[0]["outcome"] == "rule-unmet"
    assert [one["seq"] for one in story["record"]] == list(range(1, len(story["record"]) + 1))


def test_a_story_that_comes_out_otherwise_fails_at_its_line(tmp_path: Path) -> None:
    """File and line of the step, what was expected, what was found; the other story is played."""
    text = (SHIPPED / "stories" / f"{STORY}.yaml").read_text(encoding="utf-8")
    file = tmp_path / "wrong.yaml"
    file.write_text(text.replace("state: referred,", "state: in-custody,"), encoding="utf-8")
    answer = ddrflow("demo", "wrong.yaml", STORY, "--quiet", folder=tmp_path)
    assert answer.returncode == 3
    line = text.splitlines().index("  # Before prison.") + 2
    assert answer.stderr.startswith(f"wrong.yaml:{line}:")
    assert "E-STORY: the state is `referred`" in answer.stderr
    assert "the story expects `in-custody`" in answer.stderr
    assert "NEU-3" in answer.stdout


def test_an_unknown_story_is_answered_with_the_nearest() -> None:
    """Before anything is played."""
    answer = ddrflow("demo", "neustart/never-consent")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "help: did you mean `neustart/never-consents`?" in answer.stderr


def test_no_line_is_wider_than_the_terminal() -> None:
    """Text wraps in 80 columns and in 40."""
    for columns in (40, 80):
        lines = ddrflow("demo", STORY, COLUMNS=str(columns)).stdout.splitlines()
        assert max(len(line) for line in lines) <= columns


def test_a_place_that_cannot_be_written_is_told_and_nothing_is_said_to_be_kept() -> None:
    answer = ddrflow("demo", STORY, "--quiet", "--keep", "/proc/kept.db")
    assert answer.returncode == 7
    assert answer.stderr.startswith("E-STORE: ")
    assert "clean" not in answer.stdout
