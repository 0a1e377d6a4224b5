"""Calendar files that calendar programs read again and again, and a queue of another program."""

import asyncio
import json
import os
import stat
from datetime import date
from pathlib import Path
from typing import Any, Final

import icalendar
import procrastinate
import pytest
import vobject
from procrastinate.testing import InMemoryConnector
from pydantic import TypeAdapter, ValidationError

from ddrflow.clock import ManualClock
from ddrflow.daemon.delivery import Courier
from ddrflow.daemon.handlers import HandlerSettings, QueueHandler, made
from ddrflow.daemon.handlers.feed import FeedHandler
from ddrflow.daemon.handlers.settings import FeedSettings
from ddrflow.daemon.message import Handler, Message
from ddrflow.engine import Engine
from ddrflow.model import commands as c
from ddrflow.ports import delivery_key
from ddrflow.store.memory import MemoryStore
from tests.daemon.letterbox import talking
from tests.properties.wall_case import who
from tests.stores import NOW, Place

WHOSE: Final = ["org-neustart", "org-client", "org/../x"]


@pytest.fixture
def place() -> Place:
    """In memory: what the store does with a delivery is its contract's matter."""
    clock = ManualClock(NOW)
    return Place("memory", MemoryStore(clock), clock)


def handler(engine: Engine, folder: Path, **changes: object) -> FeedHandler:
    told: dict[str, object] = {
        "kind": "feed",
        "name": "feed",
        "folder": str(folder / "feeds"),
        "organisations": WHOSE,
        "link": "https://cases.example/{case}",
    }
    return FeedHandler(FeedSettings.model_validate({**told, **changes}), engine)


def events(file: Path) -> list[tuple[str, date]]:
    """What stands in a file."""
    calendar = icalendar.Calendar.from_ical(file.read_bytes())
    return [(str(one["summary"]), one.decoded("dtstart")) for one in calendar.walk("VEVENT")]


def test_each_organisation_has_a_file_of_what_is_ahead_for_it(place: Place, tmp_path: Path) -> None:
    engine = talking(place, 2)
    feeds = handler(engine, tmp_path)
    assert Courier(engine, [feeds]).round().failed == 0
    day = date(2026, 3, 12)
    ahead = [("Conference, case C-0", day), ("Conference, case C-1", day)]
    assert events(feeds.file_of("org-neustart")) == ahead
    assert events(feeds.file_of("org-client")) == ahead
    assert events(feeds.file_of("org/../x")) == []
    names = {one.name for one in (tmp_path / "feeds").iterdir()}
    assert names == {"org-neustart.ics", "org-client.ics", "org%2F..%2Fx.ics", ".ddrflow.lock"}


def test_another_reader_reads_it_and_finds_nothing_but_references(
    place: Place, tmp_path: Path
) -> None:
    engine = talking(place)
    feeds = handler(engine, tmp_path)
    Courier(engine, [feeds]).round()
    text = feeds.file_of("org-client").read_text()
    found = vobject.readOne(text)
    assert not hasattr(found, "method"), "what is published has an organizer; this is only read"
    assert found.vevent.url.value == "https://cases.example/C-0"
    assert found.vevent.dtstart.value == date(2026, 3, 12)
    for one in ("snc-1", "social", "org-", "p-neustart", "ATTENDEE", "ORGANIZER"):
        assert one not in text, one


def test_the_group_may_read_it_and_nobody_else_but_its_owner(place: Place, tmp_path: Path) -> None:
    engine = talking(place)
    feeds = handler(engine, tmp_path)
    Courier(engine, [feeds]).round()
    assert stat.S_IMODE(feeds.file_of("org-client").stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "feeds").stat().st_mode) & 0o007 == 0


def test_a_file_that_was_lost_comes_back_as_it_was(place: Place, tmp_path: Path) -> None:
    """Also where nothing is to be handed on."""
    engine = talking(place)
    feeds = handler(engine, tmp_path)
    courier = Courier(engine, [feeds])
    courier.round()
    file = feeds.file_of("org-client")
    before = file.read_bytes()
    file.unlink()
    courier.round()
    assert file.read_bytes() == before


def test_what_is_called_off_is_gone_and_who_left_has_the_case_no_longer(
    place: Place, tmp_path: Path
) -> None:
    engine = talking(place, 2)
    feeds = handler(engine, tmp_path)
    courier = Courier(engine, [feeds])
    courier.round()
    engine.do("C-0", c.CancelConference(actor=who("neustart"), conference="snc-1"))
    courier.round()
    assert [one for one, _ in events(feeds.file_of("org-client"))] == ["Conference, case C-1"]
    engine.do("C-1", c.BindRole(actor=who("neustart"), role="network", organisation="org-others"))
    leaves = c.UnbindRole(actor=who("neustart"), role="network", organisation="org-network")
    network = handler(engine, tmp_path, organisations=["org-network"])
    network.attend()
    assert len(events(network.file_of("org-network"))) == 1
    engine.do("C-1", leaves)
    Courier(engine, [network]).round()
    assert events(network.file_of("org-network")) == []


def test_what_was_written_since_is_not_written_again(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After an outage, a thousand entries of one calendar are one file."""
    engine = talking(place, 9)
    place.clock.set(place.clock.now().replace(hour=12))
    asked: list[str] = []
    calendar = engine.calendar

    def counted(organisation: str) -> object:
        asked.append(organisation)
        return calendar(organisation)

    monkeypatch.setattr(engine, "calendar", counted)
    feeds = handler(engine, tmp_path, organisations=["org-client"])
    Courier(engine, [feeds]).round()
    assert asked == ["org-client"]


def test_a_folder_that_cannot_be_written_to_is_a_failure(place: Place, tmp_path: Path) -> None:
    engine = talking(place)
    (tmp_path / "feeds").write_text("a file where the folder was to be")
    assert Courier(engine, [handler(engine, tmp_path)]).round().failed == 1


def test_a_feed_of_some_kinds_of_entry_makes_no_sense(place: Place, tmp_path: Path) -> None:
    with pytest.raises(ValidationError, match="leave `only` out"):
        handler(talking(place), tmp_path, only=["review-held"])


# ---- a queue of another program


class OfProcrastinate:
    """The adapter that a program with procrastinate writes: a lock keeps the second task out."""

    def __init__(self, app: procrastinate.App) -> None:
        self.app = app

    def defer(self, name: str, /, **arguments: Any) -> object:  # noqa: ANN401 - as JSON
        task = self.app.configure_task(name, queueing_lock=arguments["key"])
        try:
            return asyncio.run(task.defer_async(**arguments))
        except procrastinate.exceptions.AlreadyEnqueued:
            return None


def test_a_queue_that_is_there_already_takes_the_messages(place: Place) -> None:
    engine = talking(place)
    connector = InMemoryConnector()
    queue = OfProcrastinate(procrastinate.App(connector=connector))
    handler = QueueHandler("queue", queue, only=["conference-convened"])
    assert Courier(engine, [handler]).round().done == 1
    # Handed over again, as after a crash.
    last = engine.events("C-0")[-1].seq
    again = Message.of(delivery_key("C-0", last, "queue"), engine.post("C-0", last))
    handler.handle(again)
    [job] = connector.jobs.values()
    assert job["task_name"] == "ddrflow-entry"
    given = job["args"]
    assert (given["case"], given["kind"]) == ("C-0", "conference-convened")
    assert {one["to"] for one in given["letters"]} == {"org-neustart", "org-client", "org-network"}
    assert json.loads(json.dumps(given)) == given


# ---- out of the settings


@pytest.mark.parametrize(
    ("told", "made_of"),
    [
        ({"kind": "log"}, "LogHandler"),
        (
            {
                "kind": "mail",
                "host": "mail.agency.example",
                "sender": "a@b.example",
                "to": {"org": "post@org.example"},
                "link": "https://cases.example/{case}",
            },
            "MailHandler",
        ),
        (
            {"kind": "webhook", "url": "https://a.example/", "secret_variable": "SECRET_OF_A"},
            "WebhookHandler",
        ),
        (
            {
                "kind": "feed",
                "folder": "feeds",
                "organisations": ["org"],
                "link": "https://cases.example/{case}",
            },
            "FeedHandler",
        ),
    ],
)
def test_a_handler_is_made_of_its_settings(
    told: dict[str, Any], made_of: str, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_OF_A", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    adapter: TypeAdapter[HandlerSettings] = TypeAdapter(HandlerSettings)
    settings = adapter.validate_python({"name": "one", **told})
    found: Handler = made(settings, talking(place))
    assert (type(found).__name__, found.name) == (made_of, "one")
    assert found.timeout.total_seconds() > 0
    fields = type(settings).model_fields
    assert [name for name, one in fields.items() if not one.description] == ["kind"]


def test_settings_of_no_known_kind_are_refused() -> None:
    adapter: TypeAdapter[HandlerSettings] = TypeAdapter(HandlerSettings)
    with pytest.raises(ValidationError, match="'log', 'mail', 'webhook', 'feed'"):
        adapter.validate_python({"kind": "pigeon", "name": "one"})


def test_the_group_may_read_whatever_the_process_keeps_from_others(
    place: Place, tmp_path: Path
) -> None:
    """A web server reads the files; the unit of systemd keeps everything else to the daemon."""
    before = os.umask(0o077)
    try:
        feeds = handler(talking(place), tmp_path)
        feeds.attend()
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "feeds").stat().st_mode) == 0o750
    assert stat.S_IMODE(feeds.file_of("org-client").stat().st_mode) == 0o640
