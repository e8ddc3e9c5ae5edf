"""The service over a data directory: set up, announced, run until it is told to stop."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import Final

import click
import uvicorn

from kg.cli._listening import allow_connections, listen, log_plainly, shown
from kg.cli._placing import misplaced, published_at
from kg.engine.pool import USUAL_WORKERS, Limits, Spool
from kg.engine.remote import RemoteEngine
from kg.release import DataDirectory
from kg.web.app import CACHE_BYTES, create_app
from kg.web.http.current import Guard, PublishedReleases, ServedRelease, ServedReleases
from kg.web.http.door.crowd import Crowd
from kg.web.http.door.limits import DoorLimits
from kg.web.http.door.uvicorn_parts import check
from kg.web.http.metrics import Metrics
from kg.web.http.operations import write_refusal
from kg.web.http.workers import Workers
from kg.web.pages.lists.listings import prepare
from kg.web.sparql.express.follower import POSSIBLE, Express
from kg.web.sparql.express.front import Front
from kg.web.sparql.express.lendable import lending
from kg.web.sparql.remote_release import RemoteReleases

log: Final = logging.getLogger("kg.web")

_GRACE_SECONDS: Final = 10
_IDLE_SECONDS: Final = 75  # longer than proxies keep a connection, which would meet one just closed
_USUAL: Final = DoorLimits()


def serve(
    data: Path,
    *,
    endpoint: RemoteEngine | None = None,
    base: str = "",
    host: str = "127.0.0.1",
    port: int = 8000,
    root_path: str = "",
    public_url: str = "",
    trust_proxy: str | None = None,
    limits: Limits | None = None,
    workers: int = USUAL_WORKERS,
    client_connections: int = _USUAL.per_address,
    cache_bytes: int = CACHE_BYTES,
    access_log: bool = False,
    log_queries: bool = False,
    express_lane: bool = True,
) -> None:
    """Serve the current release of the data directory `data` until the process is told to stop.

    With an `endpoint` that is served in its place.

    Raises:
        NoRelease: nothing has been built there.
        UsageError: the address cannot be listened at, or the root path or public address is none.
    """
    check()
    public_url, root_path = published_at(public_url, root_path)
    directory = DataDirectory(data)
    release = directory.current() if endpoint is None else None
    what = f"Release {release.id} of {data}" if release is not None else "The endpoint given"
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    log_plainly("kg.access")
    listening = listen(host, port)
    address = f"http://{shown(host)}:{listening.getsockname()[1]}"

    def opened(served: ServedRelease) -> None:
        if release is not None and served.base != release.base:  # at the start it was said already
            warning = misplaced(served.base, address + root_path, public_url)
            if warning:
                log.warning("%s", warning)
        prepare(served)

    connections = min(_USUAL.connections, allow_connections())
    metrics = Metrics()
    limits = limits or Limits()
    spool = Spool(limits.spool_bytes, limits.answer_bytes)
    releases: ServedReleases = (
        PublishedReleases(directory, guard=Guard(limits, workers, metrics.queries, spool), prepare=opened)
        if endpoint is None
        else RemoteReleases(endpoint, base)
    )
    front = Front(root_path, trust_proxy or "", public_url)
    express = (
        Express(releases, limits, metrics, log_requests=access_log, log_queries=log_queries, front=front)
        if POSSIBLE and endpoint is None and express_lane
        else None
    )
    crowd = Crowd(
        replace(
            _USUAL, connections=connections, per_address=min(client_connections, max(1, connections // 2))
        ),
        front.is_proxy,
        metrics.turn_away,
        write_refusal if access_log else lambda *_: None,
    )
    app = create_app(
        releases,
        workers=Workers(limits=limits, spool=spool)
        if endpoint is None
        else Workers(
            waiting=limits.queue,
            answer_bytes=limits.answer_bytes,
            seconds=limits.seconds,
            limits=limits,
            spool=spool,
        ),
        metrics=metrics,
        cache_bytes=cache_bytes,
        log_requests=access_log,
        log_queries=log_queries,
        express=express,
        public_url=public_url,
        limits=limits,
    )
    config = uvicorn.Config(
        app,
        http=lending(express.lane if express else lambda: None, crowd),  # type: ignore[arg-type]  # called as a class
        log_config=None,
        log_level="warning",
        access_log=False,
        root_path=root_path,
        proxy_headers=trust_proxy is not None,
        forwarded_allow_ips=trust_proxy,
        timeout_keep_alive=_IDLE_SECONDS,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        server_header=False,
        ws="none",
    )
    if release is not None and (warning := misplaced(release.base, address + root_path, public_url)):
        click.echo(warning, err=True)
    click.echo(what)
    for label, path in (
        ("Start page", "/"),
        ("Canned queries", "/queries"),
        ("SPARQL endpoint", "/sparql"),
        ("Downloads", "/dumps/"),
    ):
        click.echo(f"  {label:<16} {address}{path}")
    click.echo("Stop with Ctrl-C.")
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        click.echo("Stopped.")
    finally:
        listening.close()
