"""A server with a door of its own, over a small application, and clients that speak HTTP byte by byte."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from kg.web.http.door.connection import guarding
from kg.web.http.door.crowd import Crowd
from kg.web.http.door.limits import DoorLimits

PATIENCE = 60  # seconds for what happens at once; only a hang is longer


@dataclass
class Answered:
    """One response: its status, its header fields, its body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def problem(self) -> dict[str, Any]:
        assert self.headers["content-type"] == "application/problem+json", self
        found: dict[str, Any] = json.loads(self.body)
        assert found["status"] == self.status
        assert {"type", "title", "detail"} <= found.keys()
        return found


class Client:
    """A connection that sends what it is told, and reads responses."""

    def __init__(self, port: int, receive_bytes: int | None = None) -> None:
        self.socket = socket.socket()
        if receive_bytes is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        self.socket.settimeout(PATIENCE)
        self.socket.connect(("127.0.0.1", port))
        self._data = b""

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def ask(self, data: bytes) -> Answered:
        self.send(data)
        return self.read()

    def read(self) -> Answered:
        while b"\r\n\r\n" not in self._data:
            self._more()
        head, _, self._data = self._data.partition(b"\r\n\r\n")
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
        length = int(headers.get("content-length", 0))
        while len(self._data) < length:
            self._more()
        body, self._data = self._data[:length], self._data[length:]
        return Answered(int(first.split(" ")[1]), headers, body)

    def _more(self) -> None:
        part = self.socket.recv(65536)
        if not part:
            raise EOFError
        self._data += part

    def ends(self) -> bytes:
        """Wait until the server ends the connection; return what came before."""
        try:
            while True:
                self._more()
        except (EOFError, ConnectionError):
            return self._data

    def close(self) -> None:
        self.socket.close()


@dataclass
class Doors:
    """A running server: its port, its crowd, what it noted, what its application was asked."""

    port: int
    crowd: Crowd
    noted: Counter[str]
    written: list[tuple[str, str, str, int, int]]
    asked: list[str]
    go_on: threading.Event
    clients: list[Client] = field(default_factory=list)

    def client(self, receive_bytes: int | None = None) -> Client:
        found = Client(self.port, receive_bytes)
        self.clients.append(found)
        return found

    def wait(self, condition: Callable[[], object]) -> None:
        until = time.monotonic() + PATIENCE
        while not condition():
            assert time.monotonic() < until
            time.sleep(0.005)


class Application:
    """Answers with what it was sent; /wait waits until it may go on, /large gives megabytes."""

    def __init__(self, asked: list[str], go_on: threading.Event) -> None:
        self._asked, self._go_on = asked, go_on

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        path = scope["path"]
        self._asked.append(path)
        body = b""
        while path != "/unread":
            message = await receive()
            if message["type"] == "http.disconnect":
                self._asked.append("gone")
                return
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        while path == "/wait" and not self._go_on.is_set():
            await asyncio.sleep(0.005)
        host = next((value for name, value in scope["headers"] if name == b"host"), b"")
        said = b"%b %b %b" % (host, scope["raw_path"], scope["query_string"][:100] or body[:100])
        if path == "/large":
            said = b"x" * 20_000_000
        start = {"type": "http.response.start", "status": 200}
        await send({**start, "headers": [(b"content-length", b"%d" % len(said))]})
        for place in range(0, len(said), 65536):
            more = place + 65536 < len(said)
            await send({"type": "http.response.body", "body": said[place : place + 65536], "more_body": more})


@contextmanager
def _doors(app: ASGIApp | None = None, exempt: bool = False, **terms: Any) -> Iterator[Doors]:
    noted: Counter[str] = Counter()
    written: list[tuple[str, str, str, int, int]] = []
    asked: list[str] = []
    go_on = threading.Event()
    known = replace(DoorLimits(look_seconds=0.02, linger_seconds=1), **terms)
    crowd = Crowd(
        known, lambda _: exempt, lambda what: noted.update([what]), lambda *line: written.append(line)
    )
    config = uvicorn.Config(
        app or Application(asked, go_on),
        host="127.0.0.1",
        port=0,
        log_level="warning",
        ws="none",
        lifespan="off",
        http=guarding(crowd),
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    found = None
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.005)
        port = server.servers[0].sockets[0].getsockname()[1]
        found = Doors(port, crowd, noted, written, asked, go_on)
        yield found
    finally:
        go_on.set()
        for client in found.clients if found else ():
            client.close()
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def doors() -> Callable[..., AbstractContextManager[Doors]]:
    """Run a server whose door has the terms given, and usual ones else."""
    return _doors
