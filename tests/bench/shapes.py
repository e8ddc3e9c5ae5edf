"""What the shapes of a release cost: all asked of its store, or without what its text tells to be sound.

`python -m tests.bench.shapes --data FOLDER` reads the text out of the dump, and prints processor time.
"""

from __future__ import annotations

import gzip
import tempfile
from pathlib import Path
from time import process_time

import click
import pyoxigraph

from kg.release.conformance import STORED, read_through
from kg.release.folder import DataDirectory
from kg.release.validation import plan, validate_store

from .ours import dump


def _parted(packed: Path, folder: Path, graphs: bytes) -> tuple[Path, Path]:
    """Write the statements of a dump as a build has them: apart those of graphs whose name begins so."""
    default, named = folder / "default.nt", folder / "named.nq"
    with gzip.open(packed) as lines, default.open("wb") as triples, named.open("wb") as quads:
        for line in lines:
            graph = line.rstrip(b" .\n").rpartition(b" ")[2]
            (quads if graph.startswith(graphs) else triples).write(line)
    return default, named


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), required=True, help="Of `kg build`."
)
@click.option("--repeat", type=click.IntRange(min=1), default=1, show_default=True, help="Rounds.")
def main(data: Path, repeat: int) -> None:
    """Ask the shapes of the current release in DATA with and without one pass over its text."""
    release = DataDirectory(data).current()
    with tempfile.TemporaryDirectory() as folder:
        default, named = _parted(dump(release, ".nq"), Path(folder), f"<{release.base}graph/".encode())
        for _ in range(repeat):
            begun = process_time()
            spared = read_through([default], [named])
            passed = process_time() - begun
            click.echo(
                f"reading the text {passed:.1f} s, {len(spared)} of {len(plan().questions(STORED))} sound"
            )
            for sound in (frozenset(), spared):
                begun = process_time()
                store = pyoxigraph.Store.read_only(str(release.store_path))
                found = validate_store(store, pyoxigraph.Store(), plan(), scopes=STORED, sound=sound)
                took = process_time() - begun
                click.echo(f"{len(sound)} spared: {took:.1f} s, {found.violations} violations")


if __name__ == "__main__":
    main()
