"""What those who run the service ask it: is it well, what does it do, who asked for what.

/health    200 with release, workers and queue as JSON, or 503 with what is wrong
/metrics   the same and more, in the text format 0.0.4 of Prometheus or in OpenMetrics 1.0.0
the log    one JSON object a request; the text of queries only where that was asked for
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, Final, TypeVar

import orjson
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.openmetrics import exposition as openmetrics
from prometheus_client.registry import Collector
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.engine import Engine
from kg.engine.pool import PoolEngine
from kg.version import __version__
from kg.web.http.current import ServedRelease
from kg.web.http.exchange import exchange_of, served_release, serving
from kg.web.http.metrics import BUCKETS, Metrics
from kg.web.http.negotiation import Representation, choose

access: Final = logging.getLogger("kg.access")

CLOSED: Final = 499
"""What is counted where a client went away before it had an answer (as nginx has it)."""
PROMETHEUS: Final = Representation("prometheus", "text/plain", "Prometheus")
OPENMETRICS: Final = Representation("openmetrics", "application/openmetrics-text", "OpenMetrics")
_VERSIONS: Final = {"prometheus": "0.0.4", "openmetrics": "1.0.0"}
# The first part of a path; all else is a thing of the graph. So there are as many series as these.
AREAS: Final = frozenset({"", "sparql", "queries", "search", "dumps", "static", "health", "metrics"})


class Accounts:
    """Counts each request, and logs it where `log` is on; its query string only with `queries`."""

    def __init__(self, app: ASGIApp, metrics: Metrics, *, log: bool = False, queries: bool = False) -> None:
        self._app, self._metrics, self._log, self._queries = app, metrics, log, queries

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
            self._metrics.count(scope["method"], area if area in AREAS else "thing", status, seconds)
            if self._log:
                self._write(scope, path, status, sent, seconds)

    def _write(self, scope: Scope, path: str, status: int, sent: int, seconds: float) -> None:
        served = exchange_of(scope).served
        line: dict[str, Any] = {
            "client": (scope.get("client") or ("",))[0],
            "method": scope["method"],
            "path": path,
            "status": status,
            "bytes": sent,
            "ms": round(seconds * 1000, 2),
            "release": served.id if served else None,
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


def pools(served: ServedRelease) -> dict[str, PoolEngine]:
    """Return the pools of workers of a served release by what they are for."""
    engines: dict[str, Engine | None] = {"endpoint": served.strangers, "pages": served.engine}
    return {name: engine for name, engine in engines.items() if isinstance(engine, PoolEngine)}


async def health(request: Request) -> Response:
    """Tell whether the service can answer: 200 with the release, or 503 with what is wrong."""
    served = served_release(request)
    found = pools(served)
    well = all(pool.well for pool in found.values())
    body: dict[str, Any] = {
        "status": "ok" if well else "no worker",
        "release": served.id,
        "base": served.base,
        "kg": __version__,
        "workers": {
            name: {"size": pool.size, "alive": pool.alive, "busy": pool.busy, "waiting": pool.waiting}
            for name, pool in found.items()
        },
    }
    headers = {"cache-control": "no-store"}
    return Response(orjson.dumps(body), 200 if well else 503, headers, "application/json")


class ServiceMetrics(Collector):
    """What is counted of requests, queries and workers, as the families of one answer.

    All of it is counted in the process that answers: the others hand it what they did (`Metrics.add`).
    """

    def __init__(self, metrics: Metrics, served: ServedRelease | None, spooled: int) -> None:
        self._metrics, self._served, self._spooled = metrics, served, spooled

    def collect(self) -> Iterator[Metric]:
        """Give each family of samples."""
        metrics, served = self._metrics, self._served
        about = {"version": __version__, "release": served.id if served else ""}
        yield InfoMetricFamily("kg", "The software and the release that is served.", about)
        names = ("method", "area", "status")
        yield _counter("kg_requests", "Requests answered.", names, metrics.requests)
        times = HistogramMetricFamily(
            "kg_request_seconds", "Time to the last byte of an answer.", labels=("area",)
        )
        for area, buckets in sorted(metrics.buckets.items()):
            bounds = zip((*map(str, BUCKETS), "+Inf"), accumulate(buckets), strict=True)
            times.add_metric((area,), list(bounds), metrics.seconds[area])
        yield times
        for name, text, counts in (
            ("kg_queries", "What became of queries in worker processes.", metrics.queries),
            ("kg_kept_answers", "Requests for answers that may be kept.", metrics.cached),
            ("kg_turned_away", "Refused or ended at the door.", metrics.turned_away),
        ):
            yield _counter(name, text, ("outcome",), {(outcome,): n for outcome, n in counts.items()})
        text = "Large answers that are made or sent just now."
        yield GaugeMetricFamily("kg_spooled_bytes", text, self._spooled)
        found = pools(served) if served else {}
        for what, text in (
            ("alive", "Worker processes that are ready or at work."),
            ("busy", "Queries that have a worker."),
            ("waiting", "Queries that wait for a worker."),
        ):
            workers = GaugeMetricFamily(f"kg_workers_{what}", text, labels=("pool",))
            for name, pool in found.items():
                workers.add_metric((name,), getattr(pool, what))
            yield workers


Labels = TypeVar("Labels", bound=tuple[str | int, ...])


def _counter(name: str, text: str, names: Sequence[str], counts: Mapping[Labels, int]) -> CounterMetricFamily:
    family = CounterMetricFamily(name, text, labels=names)
    for values, count in sorted(counts.items()):
        family.add_metric(tuple(map(str, values)), count)
    return family


async def metrics(request: Request) -> Response:
    """Answer with all counts in a text format of Prometheus, by `Accept`; 0.0.4 where neither is named."""
    has = serving(request)
    form = choose(request.headers.get("accept"), (PROMETHEUS, OPENMETRICS)) or PROMETHEUS
    write = openmetrics.generate_latest if form is OPENMETRICS else generate_latest
    registry = CollectorRegistry()
    registry.register(ServiceMetrics(has.metrics, exchange_of(request.scope).served, has.workers.held.held))
    headers = {
        "cache-control": "no-store",
        "vary": "Accept",
        "content-type": f"{form.media_type}; version={_VERSIONS[form.name]}; charset=utf-8",
    }
    return Response(write(registry), headers=headers)
