"""Mails as a server takes them: a reference and a link, and a day for the calendar."""

import ssl
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any, Final

import icalendar
import pytest
import vobject
from pydantic import ValidationError

from ddrflow.clock import ManualClock
from ddrflow.daemon.delivery import Courier
from ddrflow.daemon.handlers.mail import MailHandler
from ddrflow.daemon.handlers.secret import NoSecret
from ddrflow.daemon.handlers.settings import MailSettings
from ddrflow.daemon.lane import Delivered
from ddrflow.daemon.message import NotDelivered
from ddrflow.engine import Engine
from ddrflow.model import commands as c
from ddrflow.store.memory import MemoryStore
from tests.daemon.letterbox import talking
from tests.daemon.receivers import Post, mail_server
from tests.properties.wall_case import who
from tests.stores import NOW, Place

TO: Final = {
    "org-neustart": "post@neustart.example",
    "org-client": "client-7@agency.example",
    "org-network": "network-7@agency.example",
}


@pytest.fixture
def place() -> Place:
    """In memory: what the store does with a delivery is its contract's matter."""
    clock = ManualClock(NOW)
    return Place("memory", MemoryStore(clock), clock)


@pytest.fixture
def post() -> Post:
    """What came."""
    return Post()


@pytest.fixture
def told(post: Post) -> Iterator[dict[str, Any]]:
    """The settings of a handler, and a server that it reaches."""
    with mail_server(post) as port:
        yield {
            "kind": "mail",
            "name": "mail",
            "host": "127.0.0.1",
            "port": port,
            "security": "none",
            "sender": "cases@agency.example",
            "to": TO,
            "link": "https://cases.example/{case}",
        }


def handler(told: dict[str, Any], **changes: object) -> MailHandler:
    return MailHandler(MailSettings.model_validate({**told, **changes}))


def calendars(mail: EmailMessage) -> list[bytes]:
    """What is in it for a calendar, in both places."""
    return [
        bytes(part.get_payload(decode=True))
        for part in mail.walk()
        if part.get_content_type() == "text/calendar"
    ]


def sent_to(post: Post, organisation: str) -> list[EmailMessage]:
    return [one for one in post.mails if one["To"] == TO[organisation]]


def called_off(engine: Engine) -> None:
    engine.do("C-0", c.CancelConference(actor=who("neustart"), conference="snc-1"))


def test_each_party_that_is_told_something_has_a_mail_of_its_own(
    place: Place, post: Post, told: dict[str, Any]
) -> None:
    engine = talking(place)
    done = Courier(engine, [handler(told)]).round()
    assert done.failed == 0
    assert sorted(one["To"] for one in post.mails) == sorted(TO.values())
    assert [one.rcpt_tos for one in post.envelopes] == [[one["To"]] for one in post.mails]
    assert {one.mail_from for one in post.envelopes} == {"cases@agency.example"}


def test_it_holds_a_reference_and_a_link_and_nothing_of_what_it_is_about(
    place: Place, post: Post, told: dict[str, Any]
) -> None:
    Courier(talking(place), [handler(told)]).round()
    [mail] = sent_to(post, "org-client")
    assert mail["Subject"] == "Case C-0"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime is not None
    body = mail.get_body(("plain",))
    assert body is not None
    reference = str(mail["Message-ID"]).strip("<>").partition(".")[0]
    assert body.get_content().splitlines() == [
        "There is something for you in a case:",
        "",
        "https://cases.example/C-0",
        "",
        f"Reference: {reference}",
    ]
    whole = mail.as_string() + b"".join(calendars(mail)).decode()
    for one in ("snc-1", "social", "p-neustart", "org-", "client-1"):
        assert one not in whole, one


def test_the_message_id_is_the_key_and_stays_the_same(
    place: Place, post: Post, told: dict[str, Any]
) -> None:
    engine = talking(place)
    for _ in range(2):
        # Another process, which remembers nothing of what the first one sent.
        mails = handler(told)
        mails.handle(message_of(engine))
    ids = [str(one["Message-ID"]) for one in post.mails]
    assert len(ids) == 6
    assert ids[:3] == ids[3:]
    assert len(set(ids)) == 3
    assert all(one.startswith("<ddrflow-") and one.endswith("@agency.example>") for one in ids)


def message_of(engine: Engine) -> Any:  # noqa: ANN401 - a message
    from ddrflow.daemon.message import Message  # noqa: PLC0415 - here alone

    last = engine.events("C-0")[-1].seq
    return Message.of("ddrflow-key", engine.post("C-0", last))


def test_an_organisation_without_an_address_is_told_of_in_the_log(
    place: Place, post: Post, told: dict[str, Any], caplog: pytest.LogCaptureFixture
) -> None:
    few = {"org-neustart": TO["org-neustart"]}
    Courier(talking(place), [handler(told, to=few)]).round()
    assert [one["To"] for one in post.mails] == [TO["org-neustart"]]
    assert caplog.text.count("no address") == 2


def test_what_was_taken_is_not_sent_again_for_the_sake_of_another(
    place: Place, post: Post, told: dict[str, Any]
) -> None:
    engine = talking(place)
    post.answers[TO["org-client"]] = "450 try again later"
    courier = Courier(engine, [handler(told)])
    assert courier.round().failed == 1
    assert len(post.mails) == 2
    place.clock.set(place.clock.now() + timedelta(hours=1))
    assert courier.round().failed == 1
    assert len(post.mails) == 2
    post.answers.clear()
    place.clock.set(place.clock.now() + timedelta(hours=1))
    assert courier.round().done == 1
    assert sorted(one["To"] for one in post.mails) == sorted(TO.values())


def test_refused_for_good_it_is_a_dead_letter_at_once_and_others_have_theirs(
    place: Place, post: Post, told: dict[str, Any]
) -> None:
    engine = talking(place)
    post.answers[TO["org-client"]] = "550 no such mailbox"
    done = Courier(engine, [handler(told)]).round()
    assert (done.dead, len(post.mails)) == (1, 2)
    assert [one.failure for one in engine.deliveries.dead()] == ["E-TURNED-AWAY"]
    post.answers.clear()
    assert engine.deliveries.replay("mail") == 1
    assert Courier(engine, [handler(told)]).round().done == 1
    assert len(sent_to(post, "org-client")) == 1


def test_a_server_that_is_away_is_asked_again(place: Place, told: dict[str, Any]) -> None:
    engine = talking(place)
    assert Courier(engine, [handler(told, port=9)]).round().failed == 1
    assert engine.deliveries.waiting(1)[0].failure == "E-NOT-DELIVERED"


def test_the_day_goes_with_it_and_two_readers_read_the_same(
    place: Place, post: Post, told: dict[str, Any]
) -> None:
    engine = talking(place)
    Courier(engine, [handler(told)]).round()
    [mail] = sent_to(post, "org-client")
    beside, attached = calendars(mail)
    assert beside == attached
    [part] = [one for one in mail.walk() if one.get_filename() == "appointment.ics"]
    assert part.get_param("method") == "REQUEST"
    calendar = icalendar.Calendar.from_ical(beside)
    [event] = calendar.walk("VEVENT")
    entry = engine.events("C-0")[-1]
    assert calendar["method"] == "REQUEST"
    assert event.decoded("dtstart") == date(2026, 3, 12)
    assert event.decoded("dtend") == date(2026, 3, 13)
    assert event.decoded("dtstamp") == entry.recorded_at.replace(microsecond=0)
    assert event["sequence"] == 0
    assert event["summary"] == "Conference, case C-0"
    assert str(event["organizer"]) == "mailto:cases@agency.example"
    assert str(event["attendee"]) == f"mailto:{TO['org-client']}"
    other = vobject.readOne(beside.decode()).vevent
    assert other.dtstart.value == date(2026, 3, 12)
    assert other.uid.value == str(event["uid"])
    assert other.sequence.value == "0"
    assert other.attendee.value == str(event["attendee"])
    assert b"DTSTART;VALUE=DATE:20260312\r\n" in beside


def test_called_off_the_same_event_is_cancelled_by_a_later_number(
    place: Place, post: Post, told: dict[str, Any]
) -> None:
    engine = talking(place)
    courier = Courier(engine, [handler(told)])
    courier.round()
    called_off(engine)
    courier.round()
    asked, cancelled = (
        vobject.readOne(calendars(one)[0].decode()) for one in sent_to(post, "org-client")
    )
    assert (asked.method.value, cancelled.method.value) == ("REQUEST", "CANCEL")
    assert asked.vevent.uid.value == cancelled.vevent.uid.value
    assert int(cancelled.vevent.sequence.value) > int(asked.vevent.sequence.value)
    assert cancelled.vevent.status.value == "CANCELLED"


def test_a_review_comes_into_the_calendar_of_its_owner_and_moves_there(
    place: Place, post: Post, told: dict[str, Any]
) -> None:
    engine = talking(place)
    notice = c.GiveNotice(actor=who("neustart"), kind="multi-agency", version="1", language="de")
    engine.do("C-0", notice)
    engine.do("C-0", c.TakeStep(actor=who("prison"), trigger="admit"))
    courier = Courier(engine, [handler(told, only=["review-scheduled", "review-held"])])
    courier.round()
    place.clock.set(place.clock.now() + timedelta(days=190))
    engine.lapse("C-0")
    engine.do("C-0", c.HoldReview(actor=who("neustart"), review="custody-review"))
    courier.round()
    first, moved = (
        vobject.readOne(calendars(one)[0].decode()).vevent for one in sent_to(post, "org-neustart")
    )
    assert first.uid.value == moved.uid.value
    assert (first.sequence.value, moved.sequence.value) == ("0", "1")
    assert first.dtstart.value == date(2026, 9, 2)
    assert moved.dtstart.value == date(2027, 3, 2)
    assert first.summary.value == "Review due, case C-0"


def test_days_are_left_out_where_the_settings_say_so(
    place: Place, post: Post, told: dict[str, Any]
) -> None:
    Courier(talking(place), [handler(told, invitations=False)]).round()
    assert len(post.mails) == 3
    assert [calendars(one) for one in post.mails] == [[], [], []]


def test_it_is_written_in_the_language_of_the_settings(
    place: Place, post: Post, told: dict[str, Any]
) -> None:
    Courier(talking(place), [handler(told, language="de")]).round()
    [mail] = sent_to(post, "org-client")
    body = mail.get_body(("plain",))
    assert body is not None
    assert mail["Subject"] == "Fall C-0"
    assert "In einem Fall gibt es etwas für Sie:" in body.get_content()
    [event] = icalendar.Calendar.from_ical(calendars(mail)[0]).walk("VEVENT")
    assert event["summary"] == "Konferenz, Fall C-0"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for 127.0.0.1, made for these tests, with its key in the same file."""
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    words = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1"
    words += " -addext subjectAltName=IP:127.0.0.1 -keyout {} -out {}"
    subprocess.run(  # noqa: S603 - words of ours
        words.format(file, file.with_suffix(".crt")).split(),
        check=True,
        capture_output=True,
    )
    file.write_text(file.read_text() + file.with_suffix(".crt").read_text())
    return file


def secured(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_over_starttls_it_signs_in_and_an_unknown_certificate_is_refused(
    place: Place, post: Post, told: dict[str, Any], certificate: Path, tmp_path: Path
) -> None:
    password = tmp_path / "password"
    password.write_text("correct horse\n")
    options = {
        "tls_context": secured(certificate),
        "require_starttls": True,
        "authenticator": post.sign_in,
        "auth_required": True,
    }
    trusted = str(certificate.with_suffix(".crt"))
    with mail_server(post, **options) as port:
        signed = {"port": port, "security": "starttls", "user": "daemon"}
        signed["password_file"] = str(password)
        engine = talking(place)
        courier = Courier(engine, [handler(told, **signed)])
        assert courier.round().failed == 1
        assert post.mails == []
        trusting = handler(told, **signed, certificates=trusted)
        place.clock.set(place.clock.now() + timedelta(hours=1))
        assert Courier(engine, [trusting]).round().done > 0
    assert post.signed_in == ["daemon"]
    assert post.is_secure == [True] * 3


def test_over_tls_from_the_first_byte(
    place: Place, post: Post, told: dict[str, Any], certificate: Path
) -> None:
    trusted = str(certificate.with_suffix(".crt"))
    with mail_server(post, ssl_context=secured(certificate)) as port:
        mails = handler(told, port=port, security="tls", certificates=trusted)
        Courier(talking(place), [mails]).round()
    assert len(post.mails) == 3


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"host": "mail.agency.example"}, "`none` is for a server on this very machine"),
        ({"user": "daemon"}, "give `password_file` with `user`"),
        ({"link": "https://cases.example/"}, "is no link"),
        ({"link": "https://cases.example/{case}/{person}"}, "is no link"),
        ({"link": "http://cases.example/{case}"}, "is no link"),
        ({"to": {"org-client": "x@y.example\nBcc: z@y.example"}}, "is no address"),
        ({"to": {"org-client": "a@b.example, c@d.example"}}, "is no address"),
        ({"sender": "nobody"}, "is no address"),
        ({"port": "25"}, "valid integer"),
        ({"password": "x"}, "Extra inputs are not permitted"),
    ],
)
def test_settings_that_make_no_sense_are_told(
    changes: dict[str, Any], says: str, told: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError, match=says):
        handler(told, **changes)


def test_a_password_that_cannot_be_read_is_told_at_once(told: dict[str, Any]) -> None:
    with pytest.raises(NoSecret, match="cannot be read: FileNotFoundError"):
        handler(told, user="daemon", password_file="/no/such/file")  # noqa: S106 - a place


def test_what_is_told_to_nobody_brings_no_delivery(place: Place, told: dict[str, Any]) -> None:
    engine = talking(place)
    engine.do("C-0", c.RecordMinority(actor=who("neustart"), until=date(2027, 1, 1)))
    courier = Courier(engine, [handler(told)])
    courier.round()
    assert courier.round() == Delivered()
    assert not handler(told).wants("minority-recorded")


def test_a_slow_server_is_left_in_time_and_what_it_took_is_not_sent_again(
    place: Place, post: Post, told: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever went on past its claim would send what another sends by then."""
    engine = talking(place)
    mails = handler(told)
    clock = iter([0.0, 1.0, 1e6])
    with monkeypatch.context() as slow:
        slow.setattr("ddrflow.daemon.handlers.mail.monotonic", lambda: next(clock))
        with pytest.raises(NotDelivered) as fault:
            mails.handle(message_of(engine))
    assert fault.value.reason == "TimeoutError"
    assert len(post.mails) == 1
    mails.handle(message_of(engine))
    assert sorted(one["To"] for one in post.mails) == sorted(TO.values())
