"""`kg serve`: the SPARQL endpoint, canned queries, downloads and pages over the current release."""

from __future__ import annotations

import logging
import socket
import threading
from pathlib import Path
from typing import Final

import click
import uvicorn

from kg.cli._options import data_option
from kg.errors import UsageError
from kg.release import DataDirectory
from kg.web import PublishedEditions, create_app
from kg.web.answers import Workers

# Queries nest; the parser of the store ends the process when it overflows the usual stack of 8 MB.
_STACK_BYTES: Final = 256 * 1024 * 1024
_GRACE_SECONDS: Final = 10
_BACKLOG: Final = 2048


@click.command("serve")
@data_option
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
    "--root-path", default="", help="The path under which a proxy publishes this service, such as /kg."
)
@click.option(
    "--threads",
    type=click.IntRange(1, 256),
    default=8,
    show_default=True,
    help="How many queries of the endpoint run at once, and as many of the pages.",
)
@click.option(
    "--access-log/--no-access-log", default=False, help="Log each request's method, path and status."
)
def command(data: Path, host: str, port: int, root_path: str, threads: int, access_log: bool) -> None:
    """Serve the current release, read only; a new release is taken up without a restart.

    Ctrl-C stops it when the requests in flight are answered.
    """
    serve(data, host=host, port=port, root_path=root_path, threads=threads, access_log=access_log)


def serve(
    data: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8000,
    root_path: str = "",
    threads: int = 8,
    access_log: bool = False,
) -> None:
    """Serve the current release of the data directory `data` until the process is told to stop.

    Raises:
        NoRelease: nothing has been built there.
        UsageError: the address cannot be listened at, or the root path is none.
    """
    if root_path and (not root_path.startswith("/") or root_path.endswith("/")):
        raise UsageError(f"--root-path begins with a slash and ends with none, unlike {root_path!r}")
    directory = DataDirectory(data)
    release = directory.current()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    threading.stack_size(_STACK_BYTES)
    app = create_app(PublishedEditions(directory), workers=Workers(threads))
    listening = _listen(host, port)
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=access_log,
        root_path=root_path,
        timeout_graceful_shutdown=_GRACE_SECONDS,
        server_header=False,
        ws="none",
    )
    address = f"http://{_shown(host)}:{listening.getsockname()[1]}"
    click.echo(f"Release {release.id} of {data}")
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


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)  # from here on clients wait for the start instead of being refused
    except OSError as error:
        advice = "; choose another with --port" if isinstance(error, OSError) and error.errno else ""
        raise UsageError(f"cannot listen at {host}:{port}: {error.strerror or error}{advice}") from error
    return listening


def _shown(host: str) -> str:
    """Return the host as it stands in an address: one that can be opened, IPv6 in brackets."""
    if host in ("0.0.0.0", "::", ""):  # noqa: S104  # only compared
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
