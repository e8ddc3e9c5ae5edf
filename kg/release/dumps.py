"""The dump files of a release: Turtle of the default graph, and N-Quads of everything.

They are made from the sorted text that the store is loaded from, not from the store, which is about
five times as fast and can go on beside the load, in other processes; `kg verify` proves that they hold
what the store holds. The same statements give the same bytes: sorted lines, sorted prefixes, and a
gzip header without time and system.

Compression is gzip because everything opens it, RDF loaders (Virtuoso, Jena, GraphDB, Neptune,
Oxigraph) above all. Of 3.2 million triples, 487 MB of N-Triples and 180 MB of Turtle, gzip makes
72 + 58 MB in 3.2 CPU seconds at level 2 and 65 + 54 MB in 7.4 at level 6, Zstandard at level 3
55 + 44 MB in 1.7. Level 2 costs a build little; who wants less bytes has `kg dump --zstd`.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedWriter, BytesIO, RawIOBase
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.iris import prefixes

if TYPE_CHECKING:
    from kg.release.pipeline.publish import Graph
    from kg.release.pipeline.shards import Run

TURTLE: Final = "kg.ttl.gz"
NQUADS: Final = "kg.nq.gz"
GZIP_LEVEL: Final = 2

_BLOCK: Final = 1 << 20


def write_turtle(parts: Sequence[Path], output: Path, base: str, header: str = "") -> None:
    """Write the N-Triples in `parts` to `output` as grouped and prefixed Turtle, gzip-compressed.

    Triples of a subject that stand together are grouped; memory does not depend on the size. `header`
    are comments for its beginning.

    Raises:
        SyntaxError: a part is no N-Triples.
        OSError: the disk is full.
    """
    with create_gzip(output) as file:
        file.write(header.encode())
        triples = chain.from_iterable(
            pyoxigraph.parse(path=part, format=RdfFormat.N_TRIPLES, lenient=True) for part in parts
        )
        write_sorted_header(triples, file, RdfFormat.TURTLE, prefixes(base))


def turtle(ntriples: bytes, base: str) -> bytes:
    """Return sorted N-Triples as grouped and prefixed Turtle, for texts that fit into memory."""
    output = BytesIO()
    triples = pyoxigraph.parse(ntriples, RdfFormat.N_TRIPLES)
    write_sorted_header(triples, output, RdfFormat.TURTLE, prefixes(base))
    return output.getvalue()


def write_nquads(parts: Sequence[Path], output: Path) -> str:
    """Write sorted N-Triples and N-Quads, which are N-Quads together, to `output`, gzip-compressed.

    Returns:
        The SHA-256 of the text, before compression.

    Raises:
        OSError: the disk is full.
    """
    digest = hashlib.sha256()
    with create_gzip(output) as file:
        for part in parts:
            with part.open("rb") as lines:
                while block := lines.read(_BLOCK):
                    digest.update(block)
                    file.write(block)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class DumpTask:
    """One dump to write, by a process of its own where there is one: Turtle has a base, N-Quads have none.

    `header` says in comments what the data set is. The N-Quads need none, as they hold its description.
    """

    parts: list[Path]
    output: Path
    base: str | None = None
    header: str = ""


def write_dump(task: DumpTask) -> str:
    """Write one dump; returns the SHA-256 of the text of N-Quads, and nothing for Turtle."""
    if task.base is None:
        return write_nquads(task.parts, task.output)
    write_turtle(task.parts, task.output, task.base, task.header)
    return ""


def write_dumps(graph: Graph, folder: Path, base: str, run: Run = map, header: str = "") -> str:
    """Write both dumps of `graph` into `folder`, at the same time if `run` has two processes.

    Returns:
        The SHA-256 of the N-Quads text: the `content_sha256` of the manifest.

    Raises:
        SyntaxError: the files are not what their names say.
        OSError: the disk is full.
    """
    turtle_dump = DumpTask(graph.default, folder / TURTLE, base, header)
    nquads_dump = DumpTask([*graph.default, *graph.named], folder / NQUADS)
    return "".join(run(write_dump, [turtle_dump, nquads_dump]))


@contextmanager
def create_gzip(path: Path, level: int = GZIP_LEVEL) -> Iterator[BinaryIO]:
    """Create a gzip file whose header names neither time nor file nor system."""
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", level, raw, mtime=0) as compressed,
        BufferedWriter(cast("RawIOBase", compressed), _BLOCK) as file,  # small writes are slow in gzip
    ):
        yield file


class _SortedHeader:
    """Passes text on, with the prefix declarations at its beginning sorted.

    pyoxigraph orders them in a way that it does not promise.
    """

    def __init__(self, output: BinaryIO) -> None:
        self._output, self._head = output, bytearray()
        self._passed = False

    def write(self, data: bytes) -> int:
        if self._passed:
            return self._output.write(data)
        self._head += data
        *lines, _ = self._head.split(b"\n")
        if not all(line.startswith(b"@prefix ") for line in lines):
            self.finish()
        return len(data)

    def finish(self) -> None:
        if not self._passed:
            lines = self._head.split(b"\n")
            count = next(
                (at for at, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines)
            )
            self._output.write(b"\n".join([*sorted(lines[:count]), *lines[count:]]))
            self._passed = True

    def flush(self) -> None:
        """Do nothing: the file under it is flushed when it is closed."""


def write_sorted_header(
    statements: Iterable[pyoxigraph.Quad], output: BinaryIO, rdf_format: RdfFormat, names: dict[str, str]
) -> None:
    """Serialise `statements` with the prefix declarations in alphabetical order."""
    sink = _SortedHeader(output)
    pyoxigraph.serialize(statements, cast("BinaryIO", sink), rdf_format, prefixes=names)
    sink.finish()
