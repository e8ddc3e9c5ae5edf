"""`kg dump`: the current release in any RDF format."""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import click
import zstandard

from kg.cli._options import data_option
from kg.errors import UsageError
from kg.queries.views import View, view, views
from kg.release import DataDirectory
from kg.release.dumps import GZIP_LEVEL
from kg.release.export import copy_compressed, dump_file, export, export_view
from kg.writers.rdf import RDF_FORMATS

_ZSTD_LEVEL = 3


class _ViewOption(click.Option):
    """An option whose help names the views that there are."""

    def make_metavar(self, ctx: click.Context) -> str:  # noqa: ARG002  # the interface
        """Return the names of all views."""
        return f"[{'|'.join(views())}]"


def _chosen(_context: click.Context, _option: click.Parameter, name: str | None) -> View | None:
    return view(name) if name is not None else None


@click.command()
@click.option(
    "--to",
    "name",
    type=click.Choice(list(RDF_FORMATS)),
    default="turtle",
    show_default=True,
    help="N-Quads, TriG and JSON-LD hold all graphs, the others the resolved graph.",
)
@click.option("--gzip", "gzipped", is_flag=True, help="Compress with gzip.")
@click.option("--zstd", "zstandard_", is_flag=True, help="Compress with Zstandard.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Write to this file, whole or not at all; compressed if it ends in .gz or .zst. "
    "- is standard output.",
)
@click.option(
    "--view",
    "chosen",
    cls=_ViewOption,
    callback=_chosen,
    help="Write the resolved graph in another form, in any format; each form is a file of queries/views.",
)
@data_option
def command(
    name: str,
    gzipped: bool,
    zstandard_: bool,
    output: Path | None,
    chosen: View | None,
    data: Path,
) -> None:
    """Write the current release to a file or to standard output."""
    if gzipped and zstandard_:
        raise UsageError("give either --gzip or --zstd")
    if output == Path("-"):
        output = None
    compression = "gzip" if gzipped else "zstd" if zstandard_ else None
    if compression is None and output is not None:
        compression = {".gz": "gzip", ".zst": "zstd"}.get(output.suffix)
    if compression and output is None and sys.stdout.isatty():
        raise UsageError(f"{compression} is not for terminals; name a file with --output")
    with DataDirectory(data).leased() as release, _target(output) as target:
        if chosen:
            with _compressed(target, compression) as file:
                export_view(release, chosen.text, name, file, beside=chosen.beside, shorter=chosen.prefixes)
        elif compression == "gzip" and dump_file(release, name):
            copy_compressed(release, name, target)
        else:
            with _compressed(target, compression) as file:
                export(release, name, file)


@contextmanager
def _target(path: Path | None) -> Iterator[BinaryIO]:
    """Open a file that appears under its name only when it is whole, or standard output."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        if path.exists() and not path.is_file():  # a device or a pipe
            with path.open("wb") as file:
                yield file
            return
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            with part.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error


@contextmanager
def _compressed(target: BinaryIO, compression: str | None) -> Iterator[BinaryIO]:
    if compression == "gzip":
        with gzip.GzipFile("", "wb", GZIP_LEVEL, target, mtime=0) as file:
            yield cast("BinaryIO", file)
    elif compression == "zstd":
        with zstandard.ZstdCompressor(_ZSTD_LEVEL).stream_writer(target, closefd=False) as writer:
            yield cast("BinaryIO", writer)
    else:
        yield target
