"""A language server in a process of its own, and the few messages that an editor sends to it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Queue
from threading import Thread
from time import monotonic
from typing import Any, Final

PROGRAM: Final = Path(sys.prefix) / "node" / "node_modules" / ".bin" / "yaml-language-server"
#: How long an answer may take before the server counts as dead.
DEADLINE_SECONDS: Final = 60
#: No schema of the network: what a file gets is what its own first line names.
SETTINGS: Final[Mapping[str, Any]] = {
    "yaml": {"schemaStore": {"enable": False}, "validate": True, "hover": True, "completion": True}
}
ABLE: Final[Mapping[str, Any]] = {
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {},
    },
}
Message = dict[str, Any]


class LanguageServer:
    """Speaks with a server over its standard input and output; waits on messages only."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self._to, self._from = process.stdin, process.stdout
        self._said: Queue[Message] = Queue()
        self._kept: list[Message] = []
        self._last = 0
        Thread(target=self._listen, daemon=True).start()

    def request(self, method: str, **params: object) -> Any:  # noqa: ANN401 - any JSON
        """What the server answers; an error of its is a failure here."""
        self._last += 1
        number = self._last
        self._send({"id": number, "method": method, "params": params})
        answer = self._await(lambda one: one.get("id") == number and "method" not in one)
        assert "error" not in answer, answer
        return answer["result"]

    def notify(self, method: str, **params: object) -> None:
        """Tell the server something that it does not answer."""
        self._send({"method": method, "params": params})

    def told(self, method: str, **params: object) -> Message:
        """The parameters of the next message of this name that has these among them."""
        found = self._await(
            lambda one: one.get("method") == method and params.items() <= one["params"].items()
        )
        return dict(found["params"])

    def _await(self, fits: Callable[[Message], bool]) -> Message:
        for kept in self._kept:
            if fits(kept):
                self._kept.remove(kept)
                return kept
        ends = monotonic() + DEADLINE_SECONDS
        while True:
            message = self._said.get(timeout=max(0.0, ends - monotonic()))
            if "id" in message and "method" in message:
                self._answer(message)
            if fits(message):
                return message
            self._kept.append(message)

    def _answer(self, asked: Message) -> None:
        """The server asks for its settings; whatever else it asks is answered with nothing."""
        items = asked["params"].get("items", []) if "params" in asked else []
        settings = [SETTINGS.get(one.get("section"), {}) for one in items]
        is_settings = asked["method"] == "workspace/configuration"
        self._send({"id": asked["id"], "result": settings if is_settings else None})

    def _send(self, message: Message) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._to.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._to.flush()

    def _listen(self) -> None:
        while line := self._from.readline():
            length = 0
            while line.strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                line = self._from.readline()
            self._said.put(json.loads(self._from.read(length)))


class Editor:
    """An editor in front of the server: opens a text as a file, and asks what it would show."""

    def __init__(self, server: LanguageServer) -> None:
        self._server = server

    def opened(self, file: Path, text: str | None = None) -> list[Message]:
        """Open a file, with its own text or another; what is underlined in it."""
        uri, text = file.as_uri(), file.read_text(encoding="utf-8") if text is None else text
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._server.notify("textDocument/didOpen", textDocument=document)
        told = self._server.told("textDocument/publishDiagnostics", uri=uri)
        return list(told["diagnostics"])

    def hover(self, file: Path, line: int, column: int) -> str:
        """What is shown over a place, counted from 0; empty where nothing is."""
        found = self._server.request("textDocument/hover", **_at(file, line, column))
        return str(found["contents"]["value"]) if found else ""

    def completion(self, file: Path, line: int, column: int) -> dict[str, Message]:
        """What is offered at a place, counted from 0, by its label."""
        found = self._server.request("textDocument/completion", **_at(file, line, column))
        items = found["items"] if isinstance(found, dict) else found
        return {one["label"]: one for one in items}


@contextmanager
def editor(folder: Path) -> Iterator[Editor]:
    """An editor with a folder open; its server ends with it."""
    with subprocess.Popen(  # noqa: S603 - the server that requirements/node pins
        [PROGRAM, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder
    ) as process:
        server = LanguageServer(process)
        try:
            root = folder.as_uri()
            folders = [{"uri": root, "name": folder.name}]
            server.request(
                "initialize",
                processId=None,
                rootUri=root,
                workspaceFolders=folders,
                capabilities=ABLE,
            )
            server.notify("initialized")
            server.told("workspace/configuration")
            yield Editor(server)
            server.request("shutdown")
            server.notify("exit")
        finally:
            process.kill()


def _at(file: Path, line: int, column: int) -> Message:
    place = {"line": line, "character": column}
    return {"textDocument": {"uri": file.as_uri()}, "position": place}
