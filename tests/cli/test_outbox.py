"""What is to go outside, from the command line."""

import json
from pathlib import Path

import pytest

from ddrflow.bootstrap import on_database
from ddrflow.daemon.delivery import Courier
from ddrflow.daemon.message import Message, TurnedAway
from tests.cli.desk import Desk, desk
from tests.daemon.letterbox import Letterbox


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Desk:
    """A desk with a case open."""
    return desk(monkeypatch, capsys, tmp_path).opened()


def turned_away(message: Message) -> None:
    raise TurnedAway(str(message.seq))


def handed_on(at: Desk, box: Letterbox) -> None:
    """As the daemon does."""
    engine = on_database(f"sqlite:///{at.folder / 'ddrflow.db'}")
    try:
        Courier(engine, [box]).round()
    finally:
        engine.close()


def test_nothing_is_handed_out_until_somebody_does(at: Desk) -> None:
    said = at.fine("outbox", "list")
    assert said.startswith("not handed out yet: 1 entry\n")
    assert said.count("nothing") == 2
    told = json.loads(at.fine("outbox", "list", "--json"))
    assert (told["in_outbox"], told["dead"], told["waiting"]["next"]) == (1, [], [])


def test_dead_letters_are_listed_and_replayed(at: Desk) -> None:
    """Refusal, remedy, acceptance."""
    handed_on(at, Letterbox("mail", answer=turned_away))
    said = at.types("outbox", "list")
    assert said.code == 3
    assert "E-TURNED-AWAY" in said.out
    assert "`ddrflow outbox replay --all` has them tried again" in said.out
    [dead] = json.loads(at.types("outbox", "list", "--json").out)["dead"]
    assert (dead["case"], dead["entry"], dead["handler"]) == ("C-1", 1, "mail")
    assert at.types("outbox", "replay", "--handler", "hook").code == 3
    named = ("--case", "C-1", "--entry", "1", "--handler", "mail")
    assert at.fine("outbox", "replay", *named) == "1 dead letter to be tried again\n"
    waits = json.loads(at.fine("outbox", "list", "--json"))["waiting"]
    assert waits["by_handler"] == {"mail": 1}
    box = Letterbox("mail")
    handed_on(at, box)
    assert [one.key for one in box.given] == [dead["key"]]
    assert at.fine("outbox", "list").startswith("not handed out yet: 0 entries\n")


def test_all_of_them_are_replayed_at_once(at: Desk) -> None:
    handed_on(at, Letterbox("mail", answer=turned_away))
    assert json.loads(at.fine("outbox", "replay", "--all", "--json")) == {"replayed": 1}
    assert at.types("outbox", "replay", "--all").code == 3


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "it is to be said which dead letters"),
        (("--all", "--handler", "mail"), "it is to be said which dead letters"),
        (("--entry", "1", "--handler", "mail"), "entries are numbered in their case"),
    ],
)
def test_it_is_to_be_said_which(words: tuple[str, ...], says: str, at: Desk) -> None:
    said = at.types("outbox", "replay", *words)
    assert says in said.err
    assert said.code == 2


def test_what_was_recorded_before_there_was_a_handler_goes_to_none(at: Desk) -> None:
    assert at.fine("outbox", "drop", "--not-handed-out") == "1 entry dropped\n"
    box = Letterbox("mail")
    handed_on(at, box)
    assert box.given == []
    at.fine("notice", "give", "C-1", "multi-agency", "--version", "1", "--language", "de")
    handed_on(at, box)
    assert [one.seq for one in box.given] == [2]
    assert at.types("outbox", "drop", "--not-handed-out").code == 3
    at.fine("verify")


def test_what_waits_for_a_handler_that_is_no_more_is_dropped(at: Desk) -> None:
    handed_on(at, Letterbox("old", answer=turned_away))
    assert at.types("outbox", "list").code == 3
    assert at.types("outbox", "drop", "--handler", "older").code == 3
    told = at.fine("outbox", "drop", "--handler", "old", "--json")
    assert json.loads(told) == {"dropped": 1}
    assert at.types("outbox", "list").code == 0


@pytest.mark.parametrize("words", [(), ("--handler", "mail", "--not-handed-out")])
def test_it_is_to_be_said_what_is_forgotten(words: tuple[str, ...], at: Desk) -> None:
    said = at.types("outbox", "drop", *words)
    assert said.code == 2
    assert "help: --handler NAME, or --not-handed-out alone" in said.err
