"""What those who run the service ask it: is it well, what does it do, who asked for what.

/health    200 with release, workers and queue as JSON, or 503 with what is wrong
/metrics   the same and more in the Prometheus text format 0.0.4
the log    one JSON object a request; the text of queries only where that was asked for
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from typing import Any, Final

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.engine import Engine
from kg.engine.pool import PoolEngine
from kg.version import __version__
from kg.web.http.counters import BUCKETS, Record
from kg.web.http.current import Edition
from kg.web.http.exchange import edition_of, exchange_of, serving

access: Final = logging.getLogger("kg.access")

# The first part of a path; all else is a thing of the graph. So there are as many series as these.
CLOSED: Final = 499
"""What is counted where a client went away before it had an answer (as nginx has it)."""
AREAS: Final = frozenset({"", "sparql", "queries", "search", "dumps", "static", "health", "metrics"})


class Accounts:
    """Counts each request, and logs it where `log` is on; its query string only with `queries`."""

    def __init__(self, app: ASGIApp, record: Record, *, log: bool = False, queries: bool = False) -> None:
        self._app, self._record, self._log, self._queries = app, record, log, queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        status = sent = 0

        async def counted(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                sent += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, counted)
        except ClientDisconnect:
            status = status or CLOSED
        finally:
            seconds = time.perf_counter() - begun
            path = scope["path"].removeprefix(scope.get("root_path", ""))
            area = path[1:].partition("/")[0]
            self._record.count(scope["method"], area if area in AREAS else "thing", status, seconds)
            if self._log:
                self._write(scope, path, status, sent, seconds)

    def _write(self, scope: Scope, path: str, status: int, sent: int, seconds: float) -> None:
        edition = exchange_of(scope).edition
        line: dict[str, Any] = {
            "client": (scope.get("client") or ("",))[0],
            "method": scope["method"],
            "path": path,
            "status": status,
            "bytes": sent,
            "ms": round(seconds * 1000, 2),
            "release": edition.id if edition else None,
        }
        if self._queries:
            line["query"] = scope["query_string"].decode("latin-1")
        access.info(orjson.dumps(line).decode())


def write_refusal(client: str, method: str, path: str, status: int, sent: int) -> None:
    """Log a request that was refused before it came to the application, as far as it is known."""
    line = {"client": client, "method": method, "path": path, "status": status, "bytes": sent, "ms": 0.0}
    access.info(orjson.dumps({**line, "release": None}).decode())


def write_lines(lines: list[dict[str, Any]]) -> None:
    """Log requests that another process has answered."""
    for line in lines:
        access.info(orjson.dumps(line).decode())


def pools(edition: Edition) -> dict[str, PoolEngine]:
    """Return the pools of workers of an edition by what they are for."""
    engines: dict[str, Engine | None] = {"endpoint": edition.strangers, "pages": edition.engine}
    return {name: engine for name, engine in engines.items() if isinstance(engine, PoolEngine)}


async def health(request: Request) -> Response:
    """Tell whether the service can answer: 200 with the release, or 503 with what is wrong."""
    edition = edition_of(request)
    found = pools(edition)
    well = all(pool.well for pool in found.values())
    body: dict[str, Any] = {
        "status": "ok" if well else "no worker",
        "release": edition.id,
        "base": edition.base,
        "kg": __version__,
        "workers": {
            name: {"size": pool.size, "alive": pool.alive, "busy": pool.busy, "waiting": pool.waiting}
            for name, pool in found.items()
        },
    }
    headers = {"cache-control": "no-store"}
    return Response(orjson.dumps(body), 200 if well else 503, headers, "application/json")


async def metrics(request: Request) -> Response:
    """Answer with all counts in the text format of Prometheus."""
    has = serving(request)
    edition = exchange_of(request.scope).edition
    text = "".join(f"{line}\n" for line in _lines(has.record, edition, has.workers.held.held))
    headers = {"cache-control": "no-store", "content-type": "text/plain; version=0.0.4; charset=utf-8"}
    return Response(text, headers=headers)


def _lines(record: Record, edition: Edition | None, spooled: int) -> list[str]:
    lines = ["# HELP kg_info The software and the release that is served.", "# TYPE kg_info gauge"]
    release = edition.id if edition else ""
    lines.append(f'kg_info{{version="{__version__}",release="{release}"}} 1')
    lines += ["# HELP kg_requests_total Requests answered.", "# TYPE kg_requests_total counter"]
    lines += [
        f'kg_requests_total{{method="{method}",area="{area}",status="{status}"}} {count}'
        for (method, area, status), count in sorted(record.requests.items())
    ]
    name = "kg_request_seconds"
    lines += [f"# HELP {name} Time to the last byte of an answer.", f"# TYPE {name} histogram"]
    for area, buckets in sorted(record.buckets.items()):
        total = 0
        for bound, count in zip((*map(str, BUCKETS), "+Inf"), buckets, strict=True):
            total += count
            lines.append(f'{name}_bucket{{area="{area}",le="{bound}"}} {total}')
        lines.append(f'{name}_sum{{area="{area}"}} {record.seconds[area]:.6f}')
        lines.append(f'{name}_count{{area="{area}"}} {total}')
    lines += _counter("kg_queries_total", "What became of queries in worker processes.", record.queries)
    lines += _counter("kg_kept_answers_total", "Requests for answers that may be kept.", record.kept)
    lines += _counter("kg_turned_away_total", "Refused or ended at the door.", record.turned_away)
    name = "kg_spooled_bytes"
    lines += [f"# HELP {name} Large answers that are made or sent just now.", f"# TYPE {name} gauge"]
    lines.append(f"{name} {spooled}")
    if edition is not None:
        found = pools(edition)
        for what, text in (
            ("alive", "Worker processes that are ready or at work."),
            ("busy", "Queries that have a worker."),
            ("waiting", "Queries that wait for a worker."),
        ):
            lines += [f"# HELP kg_workers_{what} {text}", f"# TYPE kg_workers_{what} gauge"]
            lines += [f'kg_workers_{what}{{pool="{key}"}} {getattr(p, what)}' for key, p in found.items()]
    return lines


def _counter(name: str, text: str, counts: Counter[str]) -> list[str]:
    lines = [f"# HELP {name} {text}", f"# TYPE {name} counter"]
    return lines + [f'{name}{{outcome="{outcome}"}} {count}' for outcome, count in sorted(counts.items())]
