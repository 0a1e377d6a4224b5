"""Where the daemon can be asked how it is, over HTTP: by a machine, on loopback unless changed."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import AF_INET, AF_INET6
from threading import Thread
from typing import Final

from ddrflow.daemon.settings import HealthSettings
from ddrflow.errors import BadCommand

PLAIN: Final = "text/plain; charset=utf-8"
#: Whoever says nothing for so long is not waited for.
PATIENCE_SECONDS: Final = 5.0


class Page:
    """What is answered: how it went, of which kind, what."""

    def __init__(self, status: HTTPStatus, text: str, kind: str = PLAIN) -> None:
        self.status = status
        self.text = text
        self.kind = kind


Pages = Mapping[str, Callable[[], Page]]


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], pages: Pages) -> None:
        self.address_family = AF_INET6 if ":" in address[0] else AF_INET
        self.pages = pages
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    server_version = "ddrflow"
    sys_version = ""
    timeout = PATIENCE_SECONDS

    def do_GET(self) -> None:
        page = self.server.pages.get(self.path)
        found = page() if page else Page(HTTPStatus.NOT_FOUND, self._known())
        body = found.text.encode()
        self.send_response(found.status)
        self.send_header("Content-Type", found.kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def _known(self) -> str:
        return f"there is {', '.join(self.server.pages)}\n"

    def log_message(self, *words: object) -> None:
        """Who asks how it is would fill the log."""


class Health:
    """Answers in a thread of its own; `port` is where, also where any free one was asked for."""

    def __init__(self, settings: HealthSettings, pages: Pages) -> None:
        try:
            self._server = _Server((settings.listen, settings.port), pages)
        except OSError as fault:
            message = f"it cannot listen on {settings.listen}, port {settings.port}"
            why = fault.strerror or str(fault)
            raise BadCommand("health.port", f"{message}: {why}", "choose another one") from fault
        self.port: int = self._server.server_address[1]
        self._thread = Thread(target=self._server.serve_forever, name="ddrflow-health", daemon=True)

    def start(self) -> None:
        """Begin to answer."""
        self._thread.start()

    def stop(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()
