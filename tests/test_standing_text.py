"""Facts above the cases are read from text, as a command line, a story and a remedy write it."""

from typing import Any

import pytest

from ddrflow.errors import BadCommand
from ddrflow.wire import STANDING_NAMES, standing_from
from tests.standing import EVERY_EVENT

AS_TEXT: dict[str, dict[str, object]] = {
    "name-contact": {"organisation": "neustart-graz", "person": "p-1", "deputy": "p-2"},
    "end-contact": {"organisation": "prison-graz"},
    "make-agreement": {
        "agreement": "graz-1",
        "version": "1",
        "organisations": "prison-graz, neustart-graz",
        "starts_on": "2025-01-01",
        "review_on": "2026-01-01",
    },
    "align-organisation": {
        "organisation": "prison-graz",
        "goals": "1",
        "values": "1",
        "glossary": "2",
        "signed_on": "2025-01-01",
    },
    "adopt-procedure": {"procedure": "case-work", "version": "3", "starts_on": "2025-01-01"},
    "hold-activity": {
        "activity": "t-1",
        "kind": "joint-training",
        "held_on": "2025-01-02",
        "organisations": ["prison-graz", "neustart-graz"],
        "persons": "p-1,p-7",
        "procedure": "case-work",
        "version": "3",
    },
    "grant-means": {
        "organisation": "neustart-graz",
        "means": "funding",
        "reference": "f-1",
        "starts_on": "2025-01-01",
        "ends_on": "2025-12-31",
    },
    "set-up-board": {
        "board": "steering",
        "organisations": "prison-graz, neustart-graz",
        "starts_on": "2025-01-01",
    },
    "hold-board-meeting": {
        "meeting": "m-1",
        "board": "steering",
        "held_on": "2025-01-02",
        "organisations": "prison-graz, neustart-graz",
    },
    "record-board-decision": {"decision": "d-1", "meeting": "m-1"},
    "correct-standing": {"wrong": "3", "why": "recorded-in-error"},
}


@pytest.mark.parametrize("name", STANDING_NAMES)
def test_a_fact_is_read_from_text(name: str) -> None:
    """As a command line, a story and a remedy write it."""
    [expected] = [one for one in EVERY_EVENT if type(one) is STANDING_NAMES[name]]
    assert standing_from(name, AS_TEXT[name]) == expected


@pytest.mark.parametrize(
    ("name", "changes", "said"),
    [
        ("grant-maens", {}, "`name`: nothing above the cases is called `grant-maens`"),
        ("grant-means", {"means": "luck"}, "`means`: `luck` cannot be read\n  help: one of 'acc"),
        ("grant-means", {"ends": "x"}, "`ends`: `grant-means` takes no argument `ends`"),
        ("grant-means", {"starts_on": "soon"}, "`starts_on`: `soon` is no day"),
        ("correct-standing", {"wrong": "three"}, "`wrong`: `three` cannot be read"),
        ("correct-standing", {"why": "It was."}, "`why`: `It was.` is not a code"),
    ],
)
def test_text_that_is_no_fact_is_refused(name: str, changes: dict[str, str], said: str) -> None:
    """Naming the argument, and what would be right."""
    arguments: dict[str, Any] = {**AS_TEXT.get(name, {}), **changes}
    with pytest.raises(BadCommand) as fault:
        standing_from(name, arguments)
    assert str(fault.value).startswith(said)


def test_an_argument_that_is_needed_is_asked_for() -> None:
    with pytest.raises(BadCommand, match="`organisation`: `end-contact` needs it"):
        standing_from("end-contact", {})
