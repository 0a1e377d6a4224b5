"""A mail server and a receiver of webhooks on this machine, which answer as a test says."""

from asyncio.base_events import Server
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, LoginPassword, Session

TAKEN = "250 OK"


# Without slots: aiosmtpd looks at every attribute, and Python 3.11.2 trips over a weak reference.
@dataclass
class Post:
    """Mails that were taken; `answers` says what becomes of a recipient where it is not taken."""

    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    signed_in: list[str] = field(default_factory=list)
    is_secure: list[bool] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - as aiosmtpd calls it
        self,
        server: object,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Whether a recipient is known."""
        del server, session, options
        answer = self.answers.get(address, TAKEN)
        if answer == TAKEN:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(  # noqa: N802 - as aiosmtpd calls it
        self, server: object, session: Session, envelope: Envelope
    ) -> str:
        """A whole mail."""
        del server
        content = envelope.original_content or b""
        mail = BytesParser(EmailMessage, policy=SMTP).parsebytes(content)
        self.mails.append(mail)
        self.envelopes.append(envelope)
        self.is_secure.append(session.ssl is not None)
        return TAKEN

    def sign_in(self, *words: Any) -> AuthResult:  # noqa: ANN401 - as aiosmtpd calls it
        """One user is known."""
        told = words[-1]
        assert isinstance(told, LoginPassword)
        self.signed_in.append(told.login.decode())
        return AuthResult(success=told.password == b"correct horse")


class OnAnyPort(Controller):
    """On a port that the machine chose."""

    def _trigger_server(self) -> None:
        assert isinstance(self.server, Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def mail_server(post: Post, **options: Any) -> Iterator[int]:  # noqa: ANN401 - aiosmtpd's own
    """Its port on 127.0.0.1."""
    controller = OnAnyPort(post, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield int(controller.port)
    finally:
        controller.stop()


@dataclass(slots=True)
class Call:
    """One call, as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Receiver:
    """Calls that came; `answers` are given one after another, then always 204."""

    calls: list[Call] = field(default_factory=list)
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Take one call."""
        length = int(handler.headers.get("Content-Length", 0))
        body = handler.rfile.read(length)
        headers = {name.lower(): value for name, value in handler.headers.items()}
        self.calls.append(Call(handler.path, headers, body))
        status, more = self.answers.pop(0) if self.answers else (204, {})
        handler.send_response(status)
        for name, value in more.items():
            handler.send_header(name, value)
        handler.end_headers()


@contextmanager
def receiver(found: Receiver) -> Iterator[str]:
    """Its address."""

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            found.answer(self)

        do_GET = do_POST  # noqa: N815 - as above

        def log_message(self, *words: object) -> None:
            del words

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/ddrflow"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
