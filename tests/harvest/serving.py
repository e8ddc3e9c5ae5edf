"""A repository on this machine that answers OAI-PMH as tests want it: well, slowly, brokenly, without end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.parse import parse_qsl, urlsplit

HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
DC: Final = (
    'xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
IDENTIFY: Final = (
    f"{HEAD}<responseDate>2031-05-06T07:08:09Z</responseDate><Identify><repositoryName>Owls</repositoryName>"
    "<granularity>YYYY-MM-DD</granularity></Identify></OAI-PMH>"
)


@dataclass(frozen=True)
class Reply:
    """What the repository sends: XML, and perhaps a status and headers."""

    content: str
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


Answering = Callable[[dict[str, str], int], Reply]
"""Gives the reply to the arguments of a request, the number of which counts from 1."""


@dataclass
class Served:
    """A repository while it is served: its address, and the requests that it had."""

    url: str
    requests: list[dict[str, str]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)


def record(number: int, day: str = "2031-01-01") -> str:
    return (
        f"<record><header><identifier>oai:owls:{number}</identifier><datestamp>{day}</datestamp></header>"
        f"<metadata><oai_dc:dc {DC}><dc:title>Owl {number}</dc:title></oai_dc:dc></metadata></record>"
    )


def records(*entries: str, token: str | None = None, at: str = "2031-05-06T07:08:09Z") -> str:
    more = f"<resumptionToken>{token}</resumptionToken>" if token is not None else ""
    listed = f"<ListRecords>{''.join(entries)}{more}</ListRecords>"
    return f"{HEAD}<responseDate>{at}</responseDate>{listed}</OAI-PMH>"


def error(code: str) -> str:
    return f'{HEAD}<error code="{code}">as said</error></OAI-PMH>'


@contextmanager
def serving(answering: Answering, identify: str = IDENTIFY) -> Iterator[Served]:
    """Serve on a port of the loopback interface; Identify is answered, all else as `answering` says."""
    served = Served("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = dict(parse_qsl(urlsplit(self.path).query))
            served.agents.append(self.headers["user-agent"])
            if asked.get("verb") == "Identify":
                reply = Reply(identify)
            else:
                served.requests.append(asked)
                reply = answering(asked, len(served.requests))
            content = reply.content.encode()
            self.send_response(reply.status)
            for name, value in (
                *reply.headers,
                ("Content-Type", "text/xml"),
                ("Content-Length", str(len(content))),
            ):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_port}/oai"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
