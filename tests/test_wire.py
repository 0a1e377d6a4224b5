"""Commands as text and entries as JSON: what is written is read back, nothing is guessed."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddrflow import wire
from ddrflow.errors import BadCommand, BadRecord
from ddrflow.model.agency import Actor
from ddrflow.model.commands import COMMANDS, Command, GiveConsent, OpenCase
from ddrflow.model.events import EVENTS, ConsentRefused, Entry

ACTOR = Actor("person-1", "neustart-graz", "neustart")
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FORMS = {
    "language": "de-AT",
    "why": "recorded-in-error",
    "handling": "no-onward-sharing",
    "purpose": "release-planning",
    "subject": "place-to-live",
    "basis": "gdpr-17",
    "system": "prison-records",
    "digest": "0" * 64,
    "plan": "1" * 64,
}
IDS = st.text("abcdefghij-0123456789", min_size=1, max_size=12)

st.register_type_strategy(datetime, st.datetimes(timezones=st.just(UTC)))


@given(st.data())
def test_every_entry_is_read_back_as_it_was_written(data: st.DataObject) -> None:
    """Any event with any facts and content survives JSON text, facts and content apart."""
    kind = data.draw(st.sampled_from(EVENTS))
    entry = Entry(
        case_id="C-1",
        seq=data.draw(st.integers(1, 999)),
        occurred_at=data.draw(st.datetimes(timezones=st.just(UTC))),
        recorded_at=NOON,
        actor=ACTOR,
        event=data.draw(st.from_type(kind)),
        cause=1,
        content=data.draw(st.sampled_from([(), (("reason", "free words"),)])),
    )
    stored = json.dumps(wire.entry_to_json(entry))
    assert wire.entry_from_json(json.loads(stored)) == entry
    assert "free words" not in json.dumps(json.loads(stored)["event"])


@given(st.data())
def test_every_command_is_read_back_from_its_arguments_as_text(data: st.DataObject) -> None:
    """What a story or a remedy writes is what was meant."""
    kind = data.draw(st.sampled_from(COMMANDS))
    drawn = data.draw(
        st.builds(kind, actor=st.just(ACTOR), occurred_at=st.just(NOON), **texts(kind))
    )
    arguments = wire.arguments_of(drawn)
    assert wire.command_from(wire.name_of(drawn), arguments, ACTOR, NOON) == drawn


def texts(kind: type[Command]) -> dict[str, Any]:
    """Plain ids for the arguments that are text, so that commas stay separators."""
    plain: dict[str, Any] = {}
    for name, hint in kind.__annotations__.items():
        written = str(hint)
        if "tuple[tuple" in written:
            plain[name] = st.lists(st.tuples(IDS, IDS), max_size=2).map(tuple)
        elif "tuple[str" in written:
            plain[name] = st.lists(IDS, max_size=3).map(tuple)
        elif name in FORMS:
            plain[name] = st.just(FORMS[name])
        elif "str" in written:
            plain[name] = IDS
    return plain


BAD: list[tuple[str, dict[str, object], str]] = [
    (
        "giv-consent",
        {},
        "`command`: no command is called `giv-consent`\n  help: did you mean `give-consent`?",
    ),
    (
        "refuse-consent",
        {"scop": "x"},
        "`scop`: `refuse-consent` takes no argument `scop`\n  help: did you mean `scope`?",
    ),
    ("refuse-consent", {}, "`scope`: `refuse-consent` needs it\n  help: give `scope`"),
    (
        "refuse-consent",
        {"scope": "a\u202eb"},
        "`scope`: it holds characters that nobody sees (U+202E)",
    ),
    (
        "refuse-consent",
        {"scope": "x" * 201},
        "`scope`: it has 201 characters\n  help: 200 at most",
    ),
    (
        "record-attendance",
        {"conference": "k", "person": "p", "role": "r", "organisation": "o", "presence": "maybe"},
        (
            "`presence`: `maybe` cannot be read\n  help: one of 'in-person', 'remote' or "
            "'not-recorded'"
        ),
    ),
    (
        "allow-deviation",
        {"rule": "r", "until": "2026-03-02T09:00", "asked_by": "p"},
        (
            "`until`: `2026-03-02T09:00` has no offset from UTC"
            "\n  help: add an offset, such as 2026-03-01T09:00+01:00"
        ),
    ),
]


@pytest.mark.parametrize(("name", "arguments", "text"), BAD)
def test_a_malformed_command_is_answered_with_what_would_be_right(
    name: str, arguments: dict[str, object], text: str
) -> None:
    """The argument is named, and the nearest name or the form."""
    with pytest.raises(BadCommand) as refused:
        wire.command_from(name, arguments, ACTOR, NOON)
    assert str(refused.value) == text


def test_a_time_without_an_offset_is_no_time() -> None:
    """An instant says where it stands."""
    with pytest.raises(BadCommand, match="the time has no offset from UTC"):
        wire.command_from("accept-lead", {}, ACTOR, datetime(2026, 3, 2))  # noqa: DTZ001


def test_bindings_may_be_written_as_a_mapping() -> None:
    """One role can have several organisations."""
    command = wire.command_from(
        "open-case", {"bindings": {"prison": ["a", "b"], "client": "c"}}, ACTOR, NOON
    )
    assert isinstance(command, OpenCase)
    assert command.bindings == (("prison", "a"), ("prison", "b"), ("client", "c"))


def test_a_date_is_read_from_text() -> None:
    """A story writes `2026-12-31`."""
    command = wire.command_from(
        "give-consent",
        {
            "scope": "s",
            "text_version": "1",
            "language": "de",
            "witness": "w",
            "expires_on": "2026-12-31",
        },
        ACTOR,
        NOON,
    )
    assert isinstance(command, GiveConsent)
    assert str(command.expires_on) == "2026-12-31"


WRONG: list[tuple[str, object, str]] = [
    ("kind", "no-such", "entry 3 of case `C-1` cannot be read: no event is called `no-such`"),
    ("v", 2, "entry 3 of case `C-1` cannot be read: `consent-refused` has version 1, not 2"),
]


@pytest.mark.parametrize(("key", "value", "text"), WRONG)
def test_an_entry_of_another_kind_or_version_is_not_guessed(
    key: str, value: object, text: str
) -> None:
    """A program reads what it knows and says what it does not."""
    entry = Entry("C-1", 3, NOON, NOON, ACTOR, ConsentRefused("s", "client"), 3)
    stored = wire.entry_to_json(entry)
    stored["event"][key] = value
    with pytest.raises(BadRecord) as refused:
        wire.entry_from_json(stored)
    assert str(refused.value) == text


def test_an_entry_with_an_unknown_fact_is_refused() -> None:
    """A fact that nobody knows may matter."""
    entry = Entry("C-1", 3, NOON, NOON, ACTOR, ConsentRefused("s", "client"), 3)
    stored = wire.entry_to_json(entry)
    stored["event"]["facts"]["mood"] = "good"
    with pytest.raises(BadRecord, match="cannot be read: `mood`"):
        wire.entry_from_json(stored)


@pytest.mark.parametrize("name", ["verdict", "refusal", "entry"])
def test_public_documents_have_a_schema(name: str) -> None:
    """Each is an object that allows nothing unsaid."""
    schema = wire.json_schema(name)
    assert schema["type"] == "object"
    assert schema["additionalProperties"] is False
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
