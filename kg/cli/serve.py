"""`kg serve`: the SPARQL endpoint, canned queries, downloads and pages over the current release."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli._configuring import config_option
from kg.cli._options import data_option
from kg.cli._serving import serve
from kg.configuration import Configuration
from kg.engine.pool import MEBIBYTE, USUAL_WORKERS, Limits
from kg.engine.remote import RemoteEngine
from kg.errors import ConfigurationError
from kg.release import DataDirectory
from kg.web.http.door.limits import DoorLimits


@click.command("serve")
@data_option
@config_option
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen at; 0.0.0.0 is every one."
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; 0 takes a free one.",
)
@click.option(
    "--endpoint",
    metavar="URL",
    help="Serve what this SPARQL 1.1 endpoint holds, instead of a release of the data directory.",
)
@click.option(
    "--base", default="", metavar="IRI", help="With --endpoint: how IRIs begin, if it does not tell itself."
)
@click.option(
    "--default-graph",
    default="",
    metavar="IRI",
    help="With --endpoint: the graph of queries that name none, where the server would take all (Virtuoso).",
)
@click.option(
    "--root-path", default="", help="The path under which a proxy publishes this service, such as /kg."
)
@click.option(
    "--public-url",
    default="",
    metavar="URL",
    help="The address at which this is published, with its path: links begin with it, and shared caches may "
    "keep what has links. Without it that holds only where the base of the release is what was asked.",
)
@click.option(
    "--trust-proxy",
    metavar="ADDRESSES",
    help="Believe X-Forwarded-For and X-Forwarded-Proto from these addresses, separated by commas; "
    "* is every one.",
)
@click.option(
    "--workers",
    type=click.IntRange(1, 512),
    default=USUAL_WORKERS,
    show_default="processors + 1",
    help="How many processes answer the endpoint's queries; one client has at most all but one.",
)
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="How long a query may run; it may wait twice as long before.",
)
@click.option(
    "--max-memory",
    type=click.IntRange(min=1024),
    default=3072,
    show_default=True,
    metavar="MB",
    help="How much memory a query may use.",
)
@click.option(
    "--max-answer",
    type=click.IntRange(min=1),
    default=256,
    show_default=True,
    metavar="MB",
    help="How large an answer may be; a larger one is refused, never cut.",
)
@click.option(
    "--max-spool",
    type=click.IntRange(min=1),
    default=Limits().spool_bytes // MEBIBYTE,
    show_default=True,
    metavar="MB",
    help="How much of the temporary folder answers may take until they are sent; one client has a quarter, "
    "and no less than --max-answer.",
)
@click.option(
    "--max-query-bytes",
    type=click.IntRange(256, 1_000_000),
    default=102_400,
    show_default=True,
    metavar="BYTES",
    help="How long a query may be, in UTF-8.",
)
@click.option(
    "--queue", type=click.IntRange(min=0), default=256, show_default=True, help="How many queries may wait."
)
@click.option(
    "--per-client",
    type=click.IntRange(min=1),
    default=64,
    show_default=True,
    help="How many queries of one address may run or wait, or have answers that are not sent yet.",
)
@click.option(
    "--client-connections",
    type=click.IntRange(min=1),
    default=DoorLimits().per_address,
    show_default=True,
    help="How many connections of one address may be open, and never more than half of all; those of "
    "--trust-proxy have no such limit.",
)
@click.option(
    "--cache",
    type=click.IntRange(min=0),
    default=64,
    show_default=True,
    metavar="MB",
    help="Memory for answers that are kept, and as much again for those of the endpoint; 0 keeps none.",
)
@click.option(
    "--express/--no-express",
    "express_lane",
    default=True,
    show_default=True,
    help="Answer small queries in processes that are lent the connection.",
)
@click.option(
    "--access-log/--no-access-log",
    default=False,
    help="Log each request as a line of JSON: client, method, path, status, bytes, milliseconds.",
)
@click.option(
    "--log-queries", is_flag=True, help="Log the query string as well, with the text of queries sent by GET."
)
def command(
    data: Path,
    config: Path | None,
    host: str,
    port: int,
    endpoint: str | None,
    base: str,
    default_graph: str,
    root_path: str,
    public_url: str,
    trust_proxy: str | None,
    workers: int,
    timeout: float,
    max_memory: int,
    max_answer: int,
    max_spool: int,
    max_query_bytes: int,
    queue: int,
    per_client: int,
    client_connections: int,
    cache: int,
    access_log: bool,
    log_queries: bool,
    express_lane: bool,
) -> None:
    """Serve the current release, read only; a new release is taken up without a restart.

    Queries run in processes of their own, without a network, which are ended at the limits given.
    Ctrl-C stops the service when the requests in flight are answered.
    """
    limits = Limits(
        seconds=timeout,
        memory_bytes=max_memory * MEBIBYTE,
        answer_bytes=max_answer * MEBIBYTE,
        spool_bytes=max_spool * MEBIBYTE,
        query_bytes=max_query_bytes,
        queue=queue,
        per_client=per_client,
    )
    engine = RemoteEngine(endpoint, seconds=timeout, default_graph=default_graph) if endpoint else None
    if engine is None:
        _warn_of_changes(data, config)
    serve(
        data,
        endpoint=engine,
        base=base,
        host=host,
        port=port,
        root_path=root_path,
        public_url=public_url,
        trust_proxy=trust_proxy,
        limits=limits,
        workers=workers,
        client_connections=client_connections,
        cache_bytes=cache * MEBIBYTE,
        access_log=access_log or log_queries,
        log_queries=log_queries,
        express_lane=express_lane,
    )


def _warn_of_changes(data: Path, config: Path | None) -> None:
    """Say where kg.toml states what the release does not: only a build makes it known."""
    try:
        configuration = Configuration.find(config)
    except ConfigurationError as error:  # the release needs it no more
        click.echo(f"note: {error}", err=True)
        return
    release = DataDirectory(data).current()
    stated, published = configuration.dataset.model_dump(), release.manifest.dataset.model_dump()
    stated["base"], published["base"] = stated["base"] or release.base, release.base
    changed = [name for name in stated if stated[name] != published[name]]
    if changed and configuration != Configuration():
        click.echo(
            f"note: kg.toml states another {', '.join(changed)} than release {release.id}, which is served "
            "as it was built; run `kg build`",
            err=True,
        )
