"""Facts above the cases, from the command line."""

import json

import pytest

from tests.cli.desk import Desk

PAIR = "prison-graz, neustart-graz"


def filled(at: Desk) -> Desk:
    """One fact of each kind, each typed as the help says."""
    at.fine("db", "upgrade")
    for words in (
        ("agree", "graz", "1", PAIR, "2025-01-01", "--ends-on", "2099-12-31"),
        ("align", "prison-graz", "2025-01-01", "--goals=1", "--values=1", "--glossary=2"),
        ("adopt", "case-work", "3", "2025-01-01"),
        ("hold", "t-1", "joint-training", "2025-01-02", PAIR, "--persons", "p-1, p-7"),
        ("grant", "neustart-graz", "access", "paper-1", "2025-01-01"),
        ("board", "steering", PAIR, "2025-01-01"),
        ("meet", "m-1", "steering", "2025-01-02", PAIR),
        ("decide", "d-1", "m-1"),
    ):
        at.fine("standing", *words)
    return at


def test_every_kind_of_fact_is_recorded_and_shown(new_desk: Desk) -> None:
    at = filled(new_desk)
    said = at.fine("standing", "grant", "neustart-graz", "mandate", "paper-2", "2025-01-01")
    assert said == "9: `neustart-graz` has mandate (`paper-2`), last day: none\n"
    standing = json.loads(at.fine("standing", "show", "--json"))
    assert standing["seq"] == 9
    assert standing["contacts"] is None
    assert [one["means"] for one in standing["grants"]] == ["access", "mandate"]
    assert standing["activities"][0]["persons"] == ["p-1", "p-7"]
    shown = at.fine("standing", "show")
    assert "CONTACTS\n  not known: none was ever recorded" in shown
    for part in ("graz", "case-work", "joint-training", "paper-1", "steering", "m-1", "d-1"):
        assert part in shown


def test_nothing_is_known_at_first(new_desk: Desk) -> None:
    new_desk.fine("db", "upgrade")
    assert new_desk.fine("standing", "show", "--json") == "null\n"
    assert new_desk.fine("standing", "show").count("not known") == 9
    assert new_desk.fine("standing", "entries") == "nothing was recorded above the cases\n"


def test_a_fact_is_taken_out_by_the_number_of_its_entry(new_desk: Desk) -> None:
    at = filled(new_desk)
    at.fine("standing", "correct", "5", "recorded-in-error")
    listed = " ".join(at.fine("standing", "entries").split())
    assert "`neustart-graz` has access (`paper-1`), last day: none - DOES NOT COUNT" in listed
    entries = json.loads(at.fine("standing", "entries", "--json"))
    assert [one["counts"] for one in entries] == [True] * 4 + [False] + [True] * 4
    assert entries[8]["facts"] == {"wrong": 5, "why": "recorded-in-error"}
    after = json.loads(at.fine("standing", "show", "--json"))
    assert (after["seq"], after["grants"]) == (9, None)


def test_what_somebody_recorded_meanwhile_is_seen_first(new_desk: Desk) -> None:
    at = filled(new_desk)
    late = at.types("contact", "name", "prison-graz", "p-7", "--expected", "7")
    assert late.code == 5
    assert late.err.startswith("E-CONFLICT")
    after = at.fine("contact", "name", "prison-graz", "p-7", "--expected", "8", "--json")
    assert json.loads(after)["contacts"] == [
        {"organisation": "prison-graz", "person": "p-7", "deputy": ""}
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("grant", "x", "luck", "r", "2025-01-01"), "E-COMMAND: `means`: `luck` cannot be read"),
        (("agree", "x", "1", "a", "2025-01-01"), "E-COMMAND: `organisations`: 1 is too few"),
        (("adopt", "x", "1", "soon"), "E-COMMAND: `starts_on`: `soon` is no day"),
        (("adopt", "x", "1", "0"), "E-COMMAND: `starts_on`: `0` is no day"),
        (("adopt", "x", "1", "86400"), "E-COMMAND: `starts_on`: `86400` is no day"),
        (("align", "x", "2025-01-01"), "E-COMMAND: `goals`: `align-organisation` needs it"),
        (("meet", "m", "none", "2025-01-01", "a,b"), "E-COMMAND: `board`: no board `none`"),
        (("correct", "1", "wrong"), "E-COMMAND: `wrong`: no entry 1"),
    ],
)
def test_what_makes_no_sense_is_told_in_a_line(
    new_desk: Desk, words: tuple[str, ...], said: str
) -> None:
    """And nothing is recorded."""
    new_desk.fine("db", "upgrade")
    answer = new_desk.types("standing", *words)
    assert answer.code == 2
    assert answer.err.startswith(said)
    assert json.loads(new_desk.fine("standing", "entries", "--json")) == []
