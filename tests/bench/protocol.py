"""How many cases of the SPARQL 1.1 Protocol and Graph Store HTTP Protocol kg and other servers pass.

Run as `python -m tests.bench.protocol`. The cases are those of `tests/web/sparql/protocol`. Each server holds
the same data: kg in this process, behind uvicorn; Oxigraph's own server over its store; rdflib-endpoint
over the file, without a graph store. What a specification leaves to a server is asked of none.
"""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final

import click
import httpx
import pyoxigraph

from kg.engine import LocalEngine
from kg.store import Store
from kg.web.app import create_app
from kg.web.http.current import FixedRelease, ServedRelease
from kg.web.sparql.graphs import PATH
from tests.web.conftest import running
from tests.web.sparql.protocol_cases import DATA, FOLDER, Case, cases, faults

from .peers import RDFLIB_ENDPOINT, environment, oxigraph
from .process import CommandError
from .servers import _running, free_port

Addresses = dict[str, str]


@contextmanager
def kg(_cache: Path, _folder: Path) -> Iterator[Addresses]:
    """Serve the data with kg; yield the addresses."""
    handle = pyoxigraph.Store()
    handle.load(path=DATA, format=pyoxigraph.RdfFormat.TRIG)
    served = ServedRelease("protocol", "https://data.example.org/kg/", LocalEngine(Store(handle, FOLDER)))
    with running(create_app(FixedRelease(served))) as address:
        yield {"sparql": f"{address}/sparql", "graph-store": f"{address}{PATH}"}


@contextmanager
def oxigraph_server(cache: Path, folder: Path) -> Iterator[Addresses]:
    """Serve the data with `oxigraph serve-read-only`; yield the addresses."""
    port, place = free_port(), folder / "store"
    load = oxigraph(cache, "load", "--location", str(place), "--file", str(DATA))
    subprocess.run(load, check=True, capture_output=True)
    command = oxigraph(
        cache, "serve-read-only", "--location", str(place), "--bind", f"127.0.0.1:{port}", "--cors"
    )
    with _running(command, folder / "oxigraph.log", port, "/query?query=ASK%7B%7D"):
        address = f"http://127.0.0.1:{port}"
        yield {"sparql": f"{address}/query", "graph-store": f"{address}/store"}


@contextmanager
def rdflib_server(cache: Path, folder: Path) -> Iterator[Addresses]:
    """Serve the data with rdflib-endpoint; yield the addresses."""
    port = free_port()
    program = str(environment(RDFLIB_ENDPOINT, cache) / "rdflib-endpoint")
    command = [program, "serve", str(DATA), "--host", "127.0.0.1", "--port", str(port)]
    with _running(command, folder / "rdflib-endpoint.log", port, "/?query=ASK%7B%7D"):
        yield {"sparql": f"http://127.0.0.1:{port}/"}


SERVERS: Final[Mapping[str, Callable[[Path, Path], AbstractContextManager[Addresses]]]] = {
    "kg": kg,
    "oxigraph": oxigraph_server,
    "rdflib-endpoint": rdflib_server,
}


def failures(known: Mapping[str, Case], addresses: Addresses) -> dict[str, list[str]]:
    """Return what is wrong with the answers of a server, by the names of the cases it fails."""
    # A connection for each request: what one answer has too much is not to be held against the next.
    with httpx.Client(timeout=30, limits=httpx.Limits(max_keepalive_connections=0)) as client:
        found = {name: faults(client, case, addresses) for name, case in known.items()}
    return {name: wrong for name, wrong in found.items() if wrong}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--only", type=click.Choice(list(SERVERS)), multiple=True, help="This server; may be repeated.")
@click.option("--verbose", is_flag=True, help="Say which cases fail, and why.")
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("~/.cache/kg-bench"),
    show_default=True,
    help="Where the peers' environments lie.",
)
def protocol(only: tuple[str, ...], verbose: bool, cache: Path) -> None:
    """Ask kg and its peers what the SPARQL 1.1 Protocol says, and count the right answers."""
    known = cases()
    demanded = [name for name, case in known.items() if case.must]
    lines: list[str] = []
    for server in only or SERVERS:
        with tempfile.TemporaryDirectory() as folder:
            try:
                with SERVERS[server](cache.expanduser().resolve(), Path(folder)) as addresses:
                    wrong = failures(known, addresses)
            except (CommandError, subprocess.CalledProcessError) as error:
                raise click.ClickException(f"{server}: {error}") from error
        passed = f"{sum(name not in wrong for name in demanded)} of {len(demanded)}"
        lines.append(f"{server:20}{passed:>16}{f'{len(known) - len(wrong)} of {len(known)}':>16}")
        if verbose:
            for name, sentences in wrong.items():
                click.echo(
                    f"{server}: {name} ({'must' if known[name].must else 'should'}; {known[name].source})"
                )
                for sentence in sentences:
                    click.echo(f"    {sentence}")
    click.echo(f"{'':20}{'mandatory':>16}{'all':>16}")
    for line in lines:
        click.echo(line)


if __name__ == "__main__":
    protocol()
