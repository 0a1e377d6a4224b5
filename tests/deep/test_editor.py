"""What somebody sees who writes a file in an editor: the real language server, asked as one asks.

Texts that are no shipped file are open in the editor only, under a name beside the shipped one,
so that their first line leads to the same schema.
"""

import re
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Final

import pytest

from tests.cli.terminal import ddrflow
from tests.deep.language_server import Editor, Message, editor

CHECKOUT: Final = Path(__file__).parents[2]
SHIPPED: Final = CHECKOUT / "workflows"
NEUSTART: Final = SHIPPED / "neustart.yaml"
STORY: Final = SHIPPED / "stories" / "neustart" / "a-witness-does-not-lead.yaml"
NUMBERS: Final = count(1)

pytestmark = pytest.mark.deep


@pytest.fixture(scope="module")
def opened() -> Iterator[Editor]:
    """An editor with the checkout open."""
    with editor(CHECKOUT) as one:
        yield one


def unsaved(origin: Path) -> Path:
    """A name beside a shipped file that nobody has used yet."""
    return origin.with_name(f"unsaved-{next(NUMBERS)}.yaml")


def edited(origin: Path, old: str, new: str) -> str:
    """The text of a shipped file with some words replaced, once."""
    text = origin.read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, 1)


def place(text: str, words: str) -> tuple[int, int]:
    """Line and column of the first place of some words, counted from 0 as editors do."""
    before = text[: text.index(words)]
    return before.count("\n"), len(before) - before.rfind("\n") - 1


def underlined(text: str, one: Message) -> str:
    """The words that a message underlines."""
    start, end = one["range"]["start"], one["range"]["end"]
    assert start["line"] == end["line"]
    line: str = text.splitlines()[start["line"]]
    columns = slice(start["character"], end["character"])
    return line[columns]


@pytest.mark.parametrize("file", sorted(SHIPPED.rglob("*.yaml")), ids=lambda file: file.stem)
def test_nothing_is_underlined_in_a_shipped_file(opened: Editor, file: Path) -> None:
    """And the server has read the schema that the first line names: it explains the first key."""
    assert opened.opened(file) == []
    text = file.read_text(encoding="utf-8")
    first = re.search(r"^[a-z]+:", text, re.MULTILINE)
    assert first is not None
    shown = opened.hover(file, *place(text, f"\n{first[0]}"[1:]))
    assert ".schema.json" in shown


MISSPELT: Final = (
    ("deviations:", "deviatons:", "deviatons"),
    ("    phase: custody\n", "    phas: custody\n", "phas"),
    ("regime: led}", "regim: led}", "regim"),
    ("  custody: {roles", "  custdy: {roles", "custdy"),
    ("    kind: happened", "    knd: happened", "knd"),
    ("breach: {owner: lead,", "breach: {ower: lead,", "ower"),
    ("- plan.adopted: {kind", "- plan.adoptd: {kind", "plan.adoptd"),
    ("release-plan, answers:", "release-plan, anwsers:", "anwsers"),
    ("    convened_by:", "    convend_by:", "convend_by"),
    ("    remind:", "    remnd:", "remnd"),
)


@pytest.mark.parametrize(("old", "new", "key"), MISSPELT, ids=[one[2] for one in MISSPELT])
def test_a_misspelt_key_is_underlined_where_it_stands(
    opened: Editor, old: str, new: str, key: str
) -> None:
    """At every level of the file: its line, its columns, and nothing of what stands around it."""
    text = edited(NEUSTART, old, new)
    told = opened.opened(unsaved(NEUSTART), text)
    assert key in [underlined(text, one) for one in told]
    [one] = [each for each in told if underlined(text, each) == key]
    line, column = place(text, new)
    start, end = one["range"]["start"], one["range"]["end"]
    column += new.index(key)
    assert (start["line"], start["character"]) == (line, column)
    assert (end["line"], end["character"]) == (line, column + len(key))


WRONG: Final = (
    (NEUSTART, "kind: happened", "kind: hapened", "hapened", '"asks", "happened"'),
    (NEUSTART, "kind: civil-society,", "kind: charity,", "charity", '"civil-society"'),
    (NEUSTART, "- item.recipients-told", "- item.recipients", "item.recipients", "interest.none"),
    (NEUSTART, "within: 3 months", "within: 3 moons", "3 moons", "`3 months`"),
    (NEUSTART, "answers: all-open", "answers: all-my", "all-my-needs", '"all-open-needs"'),
    (STORY, "do: take-step", "do: tak-step", "tak-step", '"take-step"'),
    (STORY, "interest: witness", "interest: guest", "guest", '"witness"'),
    (STORY, "with: {trigger: admit}", "with: {triger: admit}", "triger", "not allowed"),
    (STORY, "warned: [interest.none]", "warned: [interest.no]", "interest.no", "interest.none"),
)


@pytest.mark.parametrize(
    ("origin", "old", "new", "words", "said"), WRONG, ids=[one[3] for one in WRONG]
)
def test_a_wrong_word_is_underlined_and_the_right_ones_are_told(
    opened: Editor, origin: Path, old: str, new: str, words: str, said: str
) -> None:
    text = edited(origin, old, new)
    told = opened.opened(unsaved(origin), text)
    [one] = [each for each in told if underlined(text, each) == words]
    assert said in one["message"]


def test_a_key_that_is_missing_is_told_where_it_should_stand(opened: Editor) -> None:
    text = edited(NEUSTART, "contact.named: {role: prison}", "contact.named: {}")
    [one] = opened.opened(unsaved(NEUSTART), text)
    assert underlined(text, one) == "contact.named"
    assert one["message"] == 'Missing property "role".'


POINTED_AT: Final = (
    (NEUSTART, "agencies:", "The roles, by id"),
    (NEUSTART, "regime: led", "Its data-protection law"),
    (NEUSTART, "kind: happened", "`happened`: it is recorded always, and unmet rules become"),
    (NEUSTART, "breach: {", "Who mends an unmet rule of a happened step, and when"),
    (NEUSTART, "grace:", "How long after the due day it can be held before it is missed"),
    (
        NEUSTART,
        "plan.adopted: {",
        "Was a complete plan adopted, with an answer to every open need?",
    ),
    (NEUSTART, "answers: all", "Whether it must answer every open need"),
    (NEUSTART, "item.recipients-told", "Did everybody who has an item hear of its withdrawal"),
    (STORY, "cast:", "Who acts, by name"),
    (STORY, "take-step", "Take the step of this trigger, or record that it happened."),
    (STORY, "trigger: admit", "a trigger of the file"),
    (STORY, "expect:", "What must be so after the step"),
)


@pytest.mark.parametrize(
    ("file", "words", "said"), POINTED_AT, ids=[one[1].strip(":{ ") for one in POINTED_AT]
)
def test_who_points_at_a_word_reads_what_it_means(
    opened: Editor, file: Path, words: str, said: str
) -> None:
    """In the words of the reference, backticks as they are."""
    text = file.read_text(encoding="utf-8")
    name = unsaved(file)
    opened.opened(name, text)
    assert said in opened.hover(name, *place(text, words))


def offered(opened: Editor, origin: Path, before: str, typed: str) -> dict[str, Message]:
    """What is offered where `typed` ends, which is put in before some words of a shipped file."""
    text = edited(origin, before, f"{typed}\n{before}")
    name = unsaved(origin)
    opened.opened(name, text)
    line, column = place(text, f"{typed}\n{before}")
    rows = typed.split("\n")
    column = len(rows[-1]) + (column if len(rows) == 1 else 0)
    return opened.completion(name, line + len(rows) - 1, column)


BEGUN: Final = (
    (NEUSTART, "deviations:\n", "", {"calendar", "needs", "rules", "channels", "draft"}),
    (NEUSTART, "    from: referred", "    ", {"kind", "breach", "closes"}),
    (NEUSTART, "    every: ", "    ", {"anchor", "catch_up", "on_holiday", "overlap"}),
    (NEUSTART, "      - person.named: {role: neu", "      - ", {"plan.adopted", "conference.held"}),
    (
        NEUSTART,
        "      - person.named: {role: neu",
        "      - plan.adopted:\n          ",
        {"kind", "answers", "strength", "source", "because", "liftable"},
    ),
    (
        NEUSTART,
        "      - person.named: {role: neu",
        "      - plan.adopted:\n          answers: ",
        {"all-open-needs", "nothing"},
    ),
    (STORY, '  - at: "2025-01-14 09:00"', '  - at: "2025-01-13 10:00"\n    do: ', {"take-step"}),
    (
        STORY,
        '  - at: "2025-01-14 09:00"',
        '  - at: "2025-01-13 10:00"\n    do: take-step\n    with:\n      ',
        {"trigger"},
    ),
)


@pytest.mark.parametrize(
    ("origin", "before", "typed", "labels"),
    BEGUN,
    ids=("top", "step", "review", "rule", "parameters", "values", "command", "arguments"),
)
def test_who_begins_a_word_is_offered_what_can_stand_there(
    opened: Editor, origin: Path, before: str, typed: str, labels: set[str]
) -> None:
    """Keys, rules and values of closed sets, each with what it means."""
    found = offered(opened, origin, before, typed)
    assert labels <= found.keys()
    assert [one for one in labels if not found[one].get("documentation")] == []


def test_what_stands_there_already_is_not_offered_again(opened: Editor) -> None:
    found = offered(opened, NEUSTART, "    from: referred", "    ")
    assert {"trigger", "from", "to", "by"}.isdisjoint(found)


def test_a_rule_that_is_chosen_binds_as_the_file_says(opened: Editor) -> None:
    """Only what it needs is written out: a strength put there would overrule the file's own."""
    chosen = offered(opened, NEUSTART, "      - person.named: {role: neu", "      - ")
    assert "kind" in chosen["plan.adopted"]["insertText"]
    assert [one for one in chosen.values() if "strength" in one["insertText"]] == []


def test_a_file_that_was_begun_from_another_has_its_schema_beside_it(tmp_path: Path) -> None:
    """In a folder of one's own, far from any checkout."""
    assert ddrflow("new", "mine", "--from", "neustart", folder=tmp_path).returncode == 0
    file = tmp_path / "mine.yaml"
    text = file.read_text(encoding="utf-8")
    with editor(tmp_path) as own:
        assert own.opened(file) == []
        assert "It is not meant for use yet" in own.hover(file, *place(text, "draft:"))
        wrong = text.replace("deviations:", "deviatons:")
        told = own.opened(tmp_path / "other.yaml", wrong)
        assert [underlined(wrong, one) for one in told] == ["deviatons"]
