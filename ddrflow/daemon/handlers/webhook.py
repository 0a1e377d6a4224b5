"""A call of another program, signed by Standard Webhooks, in an envelope of CloudEvents."""

import ssl
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import HTTPException
from typing import Any, Final
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    build_opener,
)

from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from standardwebhooks import Webhook

from ddrflow.daemon.handlers.secret import NoSecret, secret
from ddrflow.daemon.handlers.settings import WebhookSettings, is_here
from ddrflow.daemon.message import Message, NotDelivered, TurnedAway

TYPE: Final = "ddrflow.entry"
CONTENT: Final = "application/cloudevents+json; charset=utf-8"
#: A receiver that asks for more is asked again after this.
LONGEST: Final = timedelta(days=1)
WAITS: Final = (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)


class _NoWayRound(HTTPRedirectHandler):
    """Where a receiver sends it elsewhere, it does not follow: it was told where to go."""

    def redirect_request(self, *_: object) -> None:
        return None


class WebhookHandler:
    """Calls one receiver with each message. What it sends are references: who reads, asks.

    An answer from 200 to 299 says that it arrived; 410 that it never will again; 429 and 503 may
    say when to come again (`Retry-After`). Any other answer, and none, is a failure.
    """

    def __init__(self, settings: WebhookSettings) -> None:
        self.name = settings.name
        # For connecting and for the answer.
        self.timeout = 2 * settings.timeout
        self.wants = settings.wants
        self._settings = settings
        self._opener = _opener(settings.url, settings.certificates)
        self._signers()

    def _signers(self) -> list[Webhook]:
        """One for each secret: while it is changed, both are good. Raises NoSecret."""
        found = secret(self._settings.secret_file, self._settings.secret_variable).split()
        try:
            return [Webhook(one) for one in found]
        except Exception:  # noqa: BLE001 - errors of its own kind, of no common one
            message = "the secret is not `whsec_` and base64"
            raise NoSecret(message) from None

    def handle(self, message: Message) -> None:
        """One call; nothing where its receiver is told nothing by this message."""
        told = self._told(message)
        if told is None:
            return
        body = _envelope(message, self._settings.source, told)
        request = Request(  # noqa: S310 - the settings let nothing but http and https through
            self._settings.url, data=body, headers=self._headers(message.key, body), method="POST"
        )
        try:
            with self._opener.open(request, timeout=self._settings.timeout.total_seconds()):
                return
        except HTTPError as answer:
            with answer:
                raise _answered(answer.code, answer.headers.get("Retry-After")) from None
        except (URLError, HTTPException, OSError) as fault:
            cause = fault.reason if isinstance(fault, URLError) else fault
            kind = type(cause if isinstance(cause, Exception) else fault)
            raise NotDelivered(reason=kind.__name__) from fault

    def _told(self, message: Message) -> Mapping[str, Any] | None:
        """The reference: for one party's receiver, as far as that party is told of it.

        The number of the entry would tell a party how much of the record it does not see.
        """
        whose = self._settings.organisations
        found = [one for one in message.organisations if not whose or one in whose]
        if whose and not found:
            return None
        days = [one.on for one in message.letters if one.to in found and one.on is not None]
        days += [one.on for one in message.appointments if one.to in found]
        reference = {
            "case": message.case_id,
            "kind": message.kind,
            "day": min(days).isoformat() if days else None,
            "organisations": found,
        }
        return reference if whose else {**reference, "entry": message.seq}

    def _headers(self, key: str, body: bytes) -> dict[str, str]:
        # Signed anew each time: receivers turn away what was signed a while ago.
        now = datetime.now(UTC)
        text = body.decode("utf-8")
        signatures = [one.sign(key, now, text) for one in self._signers()]
        return {
            "Content-Type": CONTENT,
            "User-Agent": "ddrflow",
            "webhook-id": key,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(signatures),
        }


def _opener(url: str, certificates: str) -> OpenerDirector:
    context = ssl.create_default_context(cafile=certificates or None)
    own = (HTTPSHandler(context=context), _NoWayRound())
    if is_here(urlsplit(url).hostname or ""):
        # What may go unencrypted because it stays here goes through nobody else's hands.
        return build_opener(ProxyHandler({}), *own)
    return build_opener(*own)


def _envelope(message: Message, source: str, told: Mapping[str, Any]) -> bytes:
    attributes = {
        "id": message.key,
        "source": source,
        "type": f"{TYPE}.{message.kind}",
        "specversion": "1.0",
        "subject": message.case_id,
        "time": message.occurred_at.astimezone(UTC),
        "datacontenttype": "application/json",
    }
    return JSONFormat().write(CloudEvent(attributes, dict(told)))


def _answered(status: int, retry_after: str | None) -> NotDelivered | TurnedAway:
    if status == HTTPStatus.GONE:
        return TurnedAway(reason=str(status))
    pause = _pause(retry_after) if status in WAITS else timedelta()
    return NotDelivered(at_least=pause, reason=str(status))


def _pause(retry_after: str | None) -> timedelta:
    """How long a receiver asks to be left alone: in seconds, or until a time."""
    text = (retry_after or "").strip()
    try:
        if text.isdecimal():
            asked = timedelta(seconds=min(int(text[:9]), LONGEST.total_seconds()))
        else:
            asked = parsedate_to_datetime(text) - datetime.now(UTC)
    except (ValueError, TypeError):
        return timedelta()
    return min(max(asked, timedelta()), LONGEST)
