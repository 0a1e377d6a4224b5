"""A webhook: signed, in an envelope that others read, and told by its answer what to do."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any, Final

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_http_event
from pydantic import ValidationError
from standardwebhooks import Webhook, WebhookVerificationError

from ddrflow.clock import ManualClock
from ddrflow.daemon.delivery import Courier
from ddrflow.daemon.handlers.secret import NoSecret
from ddrflow.daemon.handlers.settings import WebhookSettings
from ddrflow.daemon.handlers.webhook import WebhookHandler, _pause
from ddrflow.daemon.lane import Delivered
from ddrflow.store.memory import MemoryStore
from tests.daemon.letterbox import talking
from tests.daemon.receivers import Receiver, receiver
from tests.stores import NOW, Place

SECRET: Final = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"  # noqa: S105 - of these tests
OLDER: Final = "whsec_b2xkZXIgc2VjcmV0IG9mIHRoZSByZWNlaXZlcg=="
LAST: Final = "conference-convened"


@pytest.fixture
def place() -> Place:
    """In memory: what the store does with a delivery is its contract's matter."""
    clock = ManualClock(NOW)
    return Place("memory", MemoryStore(clock), clock)


@pytest.fixture
def found() -> Receiver:
    """What came."""
    return Receiver()


@pytest.fixture
def url(found: Receiver) -> Iterator[str]:
    """Where to."""
    with receiver(found) as address:
        yield address


@pytest.fixture
def told(url: str, tmp_path: Path) -> dict[str, Any]:
    """The settings of a handler that is told of the last entry alone."""
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n")
    return {
        "kind": "webhook",
        "name": "hook",
        "url": url,
        "secret_file": str(file),
        "only": [LAST],
    }


def handler(told: dict[str, Any], **changes: object) -> WebhookHandler:
    return WebhookHandler(WebhookSettings.model_validate({**told, **changes}))


def test_the_call_is_verified_and_read_by_others(
    place: Place, found: Receiver, told: dict[str, Any]
) -> None:
    engine = talking(place)
    assert Courier(engine, [handler(told)]).round().done == 1
    [call] = found.calls
    assert Webhook(SECRET).verify(call.body, call.headers)
    event = from_http_event(HTTPMessage(call.headers, call.body))
    entry = engine.events("C-0")[-1]
    assert event.get_id() == call.headers["webhook-id"]
    assert event.get_type() == f"ddrflow.entry.{LAST}"
    assert event.get_source() == "/ddrflow"
    assert event.get_subject() == "C-0"
    assert event.get_time() == entry.occurred_at
    assert event.get_specversion() == "1.0"
    assert event.get_data() == {
        "case": "C-0",
        "entry": entry.seq,
        "kind": LAST,
        "day": "2026-03-12",
        "organisations": ["org-neustart", "org-client", "org-network"],
    }


def test_a_call_that_was_changed_on_the_way_is_not_verified(
    place: Place, found: Receiver, told: dict[str, Any]
) -> None:
    Courier(talking(place), [handler(told)]).round()
    [call] = found.calls
    for body, key in ((call.body.replace(b"C-0", b"C-1"), SECRET), (call.body, OLDER)):
        with pytest.raises(WebhookVerificationError):
            Webhook(key).verify(body, call.headers)


def test_while_a_secret_is_changed_both_are_good(
    place: Place, found: Receiver, told: dict[str, Any]
) -> None:
    hook = handler(told)
    Path(told["secret_file"]).write_text(f"{SECRET}\n{OLDER}\n")
    Courier(talking(place), [hook]).round()
    [call] = found.calls
    for one in (SECRET, OLDER):
        assert Webhook(one).verify(call.body, call.headers)


def test_refused_it_is_signed_anew_and_comes_under_the_same_key(
    place: Place, found: Receiver, told: dict[str, Any]
) -> None:
    """Refusal, another attempt, a dead letter, a replay: for real."""
    engine = talking(place)
    courier = Courier(engine, [handler(told)])
    found.answers = [(500, {})] * 10
    for _ in range(10):
        assert courier.round().failed == 1
        place.clock.set(place.clock.now() + timedelta(days=1))
    assert [one.failure for one in engine.deliveries.dead()] == ["E-NOT-DELIVERED"]
    assert courier.round() == Delivered()
    engine.deliveries.replay()
    assert courier.round().done == 1
    assert len(found.calls) == 11
    assert len({one.headers["webhook-id"] for one in found.calls}) == 1
    for one in found.calls:
        Webhook(SECRET).verify(one.body, one.headers)


def test_a_receiver_that_is_gone_is_not_asked_again(
    place: Place, found: Receiver, told: dict[str, Any]
) -> None:
    found.answers = [(410, {})]
    engine = talking(place)
    assert Courier(engine, [handler(told)]).round().dead == 1
    assert [one.failure for one in engine.deliveries.dead()] == ["E-TURNED-AWAY"]


@pytest.mark.parametrize("status", [429, 503])
def test_a_receiver_says_when_to_come_again(
    status: int, place: Place, found: Receiver, told: dict[str, Any]
) -> None:
    found.answers = [(status, {"Retry-After": "3600"})]
    engine = talking(place)
    courier = Courier(engine, [handler(told)])
    assert courier.round().failed == 1
    place.clock.set(place.clock.now() + timedelta(minutes=59))
    assert courier.round() == Delivered()
    place.clock.set(place.clock.now() + timedelta(minutes=1))
    assert courier.round().done == 1


@pytest.mark.parametrize(
    ("says", "pause"),
    [
        ("99999999999999", timedelta(days=1)),
        ("Mon, 02 Mar 2020 00:00:00 GMT", timedelta()),
        ("soon", timedelta()),
        ("-5", timedelta()),
        ("", timedelta()),
    ],
)
def test_whatever_it_says_of_that_is_read_with_sense(says: str, pause: timedelta) -> None:
    assert _pause(says) == pause


def test_it_may_say_of_that_a_moment_to_come() -> None:
    says = format_datetime(datetime.now(UTC) + timedelta(hours=2), usegmt=True)
    assert timedelta(minutes=110) <= _pause(says) <= timedelta(hours=2)


@pytest.mark.parametrize("status", [301, 302, 307, 400, 404])
def test_any_other_answer_is_a_failure_and_no_way_round_is_taken(
    status: int, place: Place, found: Receiver, told: dict[str, Any]
) -> None:
    found.answers = [(status, {"Location": told["url"] + "/elsewhere"})]
    assert Courier(talking(place), [handler(told)]).round().failed == 1
    assert [one.path for one in found.calls] == ["/ddrflow"]


def test_a_receiver_that_is_not_there_is_a_failure(place: Place, told: dict[str, Any]) -> None:
    engine = talking(place)
    away = handler(told, url="http://127.0.0.1:9/nobody")
    assert Courier(engine, [away]).round().failed == 1


def test_the_receiver_of_one_party_hears_what_that_party_is_told_and_no_numbers(
    place: Place, found: Receiver, told: dict[str, Any]
) -> None:
    """How many entries lie between two would tell it how much it does not see."""
    engine = talking(place)
    whose = handler(told, only=[], organisations=["org-client", "org-prison"])
    Courier(engine, [whose]).round()
    [call] = found.calls
    assert json.loads(call.body)["data"] == {
        "case": "C-0",
        "kind": LAST,
        "day": "2026-03-12",
        "organisations": ["org-client"],
    }


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"url": "http://agency.example/"}, "begins with `https://`"),
        ({"url": "ftp://127.0.0.1/"}, "begins with `https://`"),
        ({"url": "https://a.example/\nx"}, "begins with `https://`"),
        ({"secret_file": ""}, "give `secret_file`"),
        ({"only": ["reveiw-fell-due"]}, "is no kind of entry"),
        ({"name": "Hook"}, "String should match pattern"),
        ({"secret": "x"}, "Extra inputs are not permitted"),
    ],
)
def test_settings_that_make_no_sense_are_told(
    changes: dict[str, Any], says: str, told: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError, match=says):
        handler(told, **changes)


def test_a_secret_that_cannot_be_read_is_told_at_once_and_never_shown(
    told: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    for text, says in (("", "is empty"), ("whsec_", "is not `whsec_` and base64")):
        Path(told["secret_file"]).write_text(text)
        with pytest.raises(NoSecret, match=says):
            handler(told)
    elsewhere = {"secret_file": "", "secret_variable": "NO_SUCH"}
    with pytest.raises(NoSecret, match="holds nothing under `NO_SUCH`"):
        handler(told, **elsewhere)
    monkeypatch.setenv("NO_SUCH", SECRET)
    handler(told, **elsewhere)


def test_what_stays_on_this_machine_goes_through_no_proxy(
    place: Place, found: Receiver, told: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be unencrypted because nobody else has it in hand."""
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://192.0.2.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert Courier(talking(place), [handler(told)]).round().done == 1
    assert len(found.calls) == 1


def test_an_address_with_a_user_in_it_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="each call is signed instead"):
        handler(told, url="https://me:secret@cases.example/hook")


def test_why_it_did_not_arrive_is_in_the_log(
    place: Place, found: Receiver, told: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    found.answers = [(401, {})]
    assert Courier(talking(place), [handler(told)]).round().failed == 1
    assert "'reason': '401'" in caplog.text
