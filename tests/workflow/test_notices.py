"""What a notice says of who shares what is checked at its place in the file."""

from typing import Final

import pytest

from ddrflow.workflow.load import check_text
from tests.workflow.sample import SOUND, spoiled, told

NOTICE = '  told: {to: client, version: "1", source: act 8}\n'
ASKED = "disclosures: {rules: [{disclosure.notice-given: {kind: told, source: act 8}}]}\n"
DUTY = "{by: unit, what: danger, to: [police, welfare], duty: act 9}"


def telling(*duties: str) -> str:
    """A notice that tells of these duties."""
    listed = "".join(f"      - {one}\n" for one in duties)
    head = '  told:\n    to: client\n    version: "1"\n    source: act 8\n    tells:\n'
    return head + listed


@pytest.mark.requirement("R75")
def test_a_notice_that_says_who_shares_what_is_sound() -> None:
    found = spoiled(NOTICE, telling(DUTY))
    assert told(found) == []
    assert found.workflow is not None
    [duty] = found.workflow.procedure.notices["told"].tells
    assert str(duty) == "unit: danger with police, welfare (act 9)"


WRONG: Final = [
    (
        ["{by: unitt, what: danger, to: [police], duty: act 9}"],
        "60:14: E-REF: unknown agency `unitt`\n  help: did you mean `unit`?",
    ),
    (
        ["{by: unit, what: danger, to: [police, polise], duty: act 9}"],
        "60:47: E-REF: unknown agency `polise`\n  help: did you mean `police`?",
    ),
    (
        ["{by: unit, what: danger, to: [police], duty: law 9}"],
        "60:54: E-REF: unknown source `law`\n  help: there are: `act`",
    ),
    (
        ["{by: client, what: danger, to: [police], duty: act 9}"],
        "60:14: E-NOTICE: `client` is no agency and has no duty to share\n  help: name an agency",
    ),
    (
        ["{by: unit, what: danger, to: [unit], duty: local choice}"],
        "60:39: E-NOTICE: `unit` would share with itself\n  help: leave `unit` out",
    ),
    (
        [DUTY, "{by: unit, what: danger, to: [welfare], duty: local choice}"],
        (
            "61:39: E-NOTICE: that `unit` shares `danger` with `welfare` is said already"
            "\n  help: say it once"
        ),
    ),
    (
        ["{by: unit, what: danger, to: [], duty: act 9}"],
        (
            "60:38: E-SCHEMA: expected 1 or more entries in `notices.told.tells[0].to`, "
            "found an empty list"
        ),
    ),
    (
        ["{by: unit, what: danger, to: [police]}"],
        "60:9: E-SCHEMA: key `duty` is missing in `notices.told.tells[0]`\n  help: add `duty:`",
    ),
]


@pytest.mark.parametrize(("duties", "line"), WRONG)
def test_what_makes_no_sense_is_told_where_it_stands(duties: list[str], line: str) -> None:
    assert told(spoiled(NOTICE, telling(*duties))) == [f"sample.yaml:{line}"]


def test_what_is_shared_is_a_code() -> None:
    [line] = told(
        spoiled(NOTICE, telling("{by: unit, what: Any danger, to: [police], duty: act 9}"))
    )
    assert "E-ID" in line


def test_a_notice_that_says_nothing_of_civil_society_is_warned_of_where_it_is_asked_for() -> None:
    """Nothing of civil society could be passed on any more; nobody else's notice matters."""
    duty = "{by: police, what: danger, to: [welfare], duty: act 9}"
    text = SOUND.replace(NOTICE, telling(duty))
    assert told(check_text(text.encode(), "sample.yaml")) == []
    [line] = told(check_text((text + ASKED).encode(), "sample.yaml"))
    assert "W-NOTICE: `told` says nothing of `unit`" in line
    assert "list it, or leave `tells` out" in line
    silent = SOUND + ASKED
    assert told(check_text(silent.encode(), "sample.yaml")) == []
