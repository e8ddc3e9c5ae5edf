"""A release in any RDF format, streamed from its dump files.

The dumps are several times faster to read than the store, and hold the same (`kg verify`). Turtle,
N-Triples and N-Quads are passed on as text; the others are written anew, statement by statement, in
memory that does not grow with the release.
"""

from __future__ import annotations

import gzip
import shutil
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Final, cast

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.engine import Request
from kg.errors import ReleaseDamaged
from kg.formats import format_named
from kg.iris import prefixes
from kg.release.dumps import NQUADS, TURTLE
from kg.release.published import Release
from kg.writers.rdf import RDF_FORMATS, Statements

_BLOCK: Final = 1 << 20


def dump_file(release: Release, name: str) -> Path | None:
    """Return the gzip file that already holds the release in the format called `name`, if one does."""
    file = {"turtle": TURTLE, "nquads": NQUADS}.get(name)
    return release.path / "dumps" / file if file else None


def export(release: Release, name: str, output: BinaryIO) -> None:
    """Write `release` to `output` in the RDF format called `name`.

    Formats that hold named graphs (N-Quads, TriG, JSON-LD) get everything, the others the resolved graph.

    Raises:
        UsageError: there is no such format.
        ReleaseDamaged: a dump is missing or broken.
        OSError: `output` cannot be written.
    """
    chosen = format_named(name, Statements)
    graphs = RDF_FORMATS[name].supports_datasets
    source = dump_file(release, name) or release.path / "dumps" / (
        NQUADS if graphs or name == "ntriples" else TURTLE
    )
    with _reading(source) as file:
        if name == "ntriples":
            _copy_lines(file, output, release.manifest.counts.triples)
        elif dump_file(release, name):
            shutil.copyfileobj(file, output, _BLOCK)
        else:
            given = RdfFormat.N_QUADS if graphs else RdfFormat.TURTLE
            statements = pyoxigraph.parse(file, given, lenient=True)
            chosen.write(Statements(statements, prefixes(release.base)), output)


def export_view(
    release: Release,
    view: str,
    name: str,
    output: BinaryIO,
    *,
    beside: bool = False,
    shorter: Mapping[str, str] | None = None,
) -> None:
    """Write what a CONSTRUCT makes of the resolved graph to `output` in the RDF format called `name`.

    Args:
        release: asked as its triples are written; memory does not grow with it.
        view: the text of the query.
        name: the format; all that is written is in its default graph.
        output: a binary file.
        beside: whether the resolved graph itself is written before.
        shorter: further prefixes, where the format has some.

    Raises:
        UsageError: there is no such format, or the query is no CONSTRUCT.
        QueryError: the query cannot be evaluated.
        ReleaseDamaged: the dump or the store is missing or broken.
        OSError: `output` cannot be written.
    """
    chosen = format_named(name, Statements)
    made = release.engine().triples(Request(view))
    short = prefixes(release.base) | dict(shorter or {})
    if not beside:
        chosen.write(Statements(made, short), output)
        return
    with _reading(release.path / "dumps" / TURTLE) as file:
        resolved = (quad.triple for quad in pyoxigraph.parse(file, RdfFormat.TURTLE, lenient=True))
        chosen.write(Statements(chain(resolved, made), short), output)


def copy_compressed(release: Release, name: str, output: BinaryIO) -> None:
    """Write the gzip file that holds the release in the format `name` to `output`, as it is.

    Raises:
        ValueError: there is no such file.
        ReleaseDamaged: it is missing.
        OSError: `output` cannot be written.
    """
    path = dump_file(release, name)
    if path is None:
        raise ValueError(f"a release holds no dump in the format {name!r}")
    if not path.is_file():
        raise _damaged(path, "is missing")
    with path.open("rb") as file:
        shutil.copyfileobj(file, output, _BLOCK)


def _copy_lines(file: BinaryIO, output: BinaryIO, count: int) -> None:
    """Copy `count` lines: the N-Quads dump begins with the default graph, whose lines are N-Triples."""
    while count > 0 and (block := file.read(_BLOCK)):
        found = block.count(b"\n")
        if found > count:
            lines = block.split(b"\n", count)
            block = block[: len(block) - len(lines[-1])]
        output.write(block)
        count -= found


@contextmanager
def _reading(path: Path) -> Iterator[BinaryIO]:
    try:
        with gzip.open(path) as file:
            yield cast("BinaryIO", file)
    except (FileNotFoundError, IsADirectoryError) as error:
        raise _damaged(path, "is missing") from error
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        raise _damaged(path, f"is no whole gzip file: {error}") from error
    except SyntaxError as error:
        raise _damaged(path, f"is not valid: {error}") from error


def _damaged(path: Path, reason: str) -> ReleaseDamaged:
    return ReleaseDamaged(f"{path}: the dump {reason} (run `kg verify`, then `kg build` or `kg rollback`)")
