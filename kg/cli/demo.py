"""`kg demo`: a graph of real papers from the example records, built and served."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from kg.cli._building import run_build
from kg.release.mapping import Options
from kg.resources import examples


@click.command("demo")
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("kg-demo"),
    show_default="./kg-demo",
    help="The data directory that the demo builds in.",
)
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to serve at."
)
@click.option("--serve/--no-serve", "served", default=True, help="Serve the graph, or end after the build.")
def command(data: Path, port: int, served: bool) -> None:
    """Build a graph from the example records that come with kg, and serve it on 127.0.0.1.

    The examples are real papers in six of the formats that kg reads, damaged in many ways that it mends;
    one entry is meant to be rejected. IRIs of the graph are addresses of the demo itself, so
    they can be followed.
    """
    run_build([str(examples())], data, Options(base=f"http://127.0.0.1:{port}/"), keep=2)
    click.echo(
        f"\nAsk it:     kg query author-papers --author 'Oriol Vinyals' --data {shlex.quote(str(data))}"
    )
    if served:
        from kg.cli._serving import serve  # the web server is slow to load and --no-serve needs none

        click.echo("")
        serve(data, port=port)
