"""The dump files of a release: Turtle of the default graph, and N-Quads of everything.

They are made from the sorted text that the store is loaded from, not from the store, which is about
five times as fast and can go on beside the load, in other processes; `kg verify` proves that they hold
what the store holds. The same statements give the same bytes: sorted lines, sorted prefixes, and gzip
headers without time and system. Each part of the text is a gzip member of its own (`kg.release.parts`); one
that the release before has as well is copied from there, and is the same to the byte.

Compression is gzip because everything opens it, RDF loaders (Virtuoso, Jena, GraphDB, Neptune,
Oxigraph) above all. Of 3.2 million triples, 487 MB of N-Triples and 180 MB of Turtle, gzip makes
72 + 58 MB in 3.2 CPU seconds at level 2 and 65 + 54 MB in 7.4 at level 6, Zstandard at level 3
55 + 44 MB in 1.7. Of 45 MB of N-Quads in one piece level 2 makes 5.06 MB in 0.26 s; in members of 64 kB and
more it makes 5.36 in 0.33, level 3 5.06 in 0.37, level 6 4.33 in 0.76. So level 3 makes up for what parts
lose; who wants less bytes has `kg dump --zstd`.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedWriter, BytesIO, RawIOBase
from itertools import chain, zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.errors import ReleaseDamaged
from kg.iris import prefixes
from kg.release.cutting import Piece, pieces
from kg.release.parts import NOTHING_KNOWN, Digested, KnownParts, Member, Part, copy_member

if TYPE_CHECKING:
    from kg.release.before import Before
    from kg.release.pipeline.publish import GraphFiles
    from kg.runners import ParallelMap

TURTLE: Final = "kg.ttl.gz"
NQUADS: Final = "kg.nq.gz"
GZIP_LEVEL: Final = 3

_BLOCK: Final = 1 << 20


def write_turtle(
    parts: Sequence[Piece], output: Path, base: str, header: str = "", known: KnownParts = NOTHING_KNOWN
) -> list[Member]:
    """Write the N-Triples in `parts` to `output` as grouped and prefixed Turtle, a gzip member each.

    Triples of a subject that stand together are grouped; memory does not depend on the size. `header`
    are comments for its beginning, which is a member of its own. What is `known` is copied.

    Returns:
        Where each part stands.

    Raises:
        SyntaxError: a part is no N-Triples.
        OSError: the disk is full.
    """

    def body(part: Piece, file: BinaryIO) -> None:
        triples = pyoxigraph.parse(b"".join(part.blocks()), RdfFormat.N_TRIPLES, lenient=True)
        pyoxigraph.serialize(
            triples, cast("BinaryIO", _WithoutHeader(file)), RdfFormat.TURTLE, prefixes=prefixes(base)
        )

    with output.open("wb") as raw:
        with _member(raw) as file:
            file.write(header.encode() + _declarations(base))
        return [_taken(known, part, raw) or _made(part, raw, body) for part in parts]


def _declarations(base: str) -> bytes:
    """Return the prefix declarations, which are written only with a triple, in alphabetical order."""
    some = turtle(b"<urn:x:a> <urn:x:b> <urn:x:c> .\n", base)
    return b"".join(line for line in some.splitlines(keepends=True) if line.startswith(b"@prefix "))


def turtle(ntriples: bytes, base: str) -> bytes:
    """Return sorted N-Triples as grouped and prefixed Turtle, for texts that fit into memory."""
    output = BytesIO()
    triples = pyoxigraph.parse(ntriples, RdfFormat.N_TRIPLES)
    write_sorted_header(triples, output, RdfFormat.TURTLE, prefixes(base))
    return output.getvalue()


def write_nquads(
    parts: Sequence[Piece], output: Path, known: KnownParts = NOTHING_KNOWN
) -> tuple[str, list[Member]]:
    """Write sorted N-Triples and N-Quads, which are N-Quads together, to `output`, a gzip member each.

    What is `known` is copied.

    Returns:
        The SHA-256 of the text, before compression, and where each part stands.

    Raises:
        OSError: the disk is full.
    """
    digest = hashlib.sha256()

    def body(part: Piece, file: BinaryIO) -> None:
        for block in part.blocks():
            digest.update(block)
            file.write(block)

    members = list[Member]()
    with output.open("wb") as raw:
        for part in parts:
            member = _taken(known, part, raw)
            if member is not None:
                for block in part.blocks():
                    digest.update(block)
            members.append(member or _made(part, raw, body))
        if not parts:
            with _member(raw):
                pass
    return digest.hexdigest(), members


def _taken(known: KnownParts, part: Piece, output: BinaryIO) -> Member | None:
    """Copy the member of a part from the dump of the release before, if it is known and sound."""
    if part.digest not in known.members:
        return None
    start, member = output.tell(), known.members[part.digest]
    try:
        output.writelines(copy_member(known.dump, member))
    except (ReleaseDamaged, FileNotFoundError):
        output.seek(start)
        output.truncate()
        return None
    return Member(start, member.length, member.digest)


def _made(part: Piece, output: BinaryIO, body: Callable[[Piece, BinaryIO], None]) -> Member:
    """Write one member, and return where it stands."""
    start = output.tell()
    digested = Digested(output)
    with _member(digested) as file:
        body(part, file)
    return Member(start, output.tell() - start, digested.hexdigest())


@dataclass(frozen=True, slots=True)
class DumpTask:
    """One dump to write, by a process of its own where there is one: Turtle has a base, N-Quads have none.

    `header` says in comments what the data set is. The N-Quads need none, as they hold its description.
    """

    parts: list[Piece]
    output: Path
    base: str | None = None
    header: str = ""
    known: KnownParts = NOTHING_KNOWN


def write_dump(task: DumpTask) -> tuple[str, list[Member]]:
    """Write one dump; returns the SHA-256 of the text of N-Quads, and where its parts stand."""
    if task.base is None:
        return write_nquads(task.parts, task.output, task.known)
    return "", write_turtle(task.parts, task.output, task.base, task.header, task.known)


def write_dumps(
    graph: GraphFiles,
    folder: Path,
    base: str,
    run: ParallelMap = map,
    header: str = "",
    before: Before | None = None,
) -> tuple[str, list[Part]]:
    """Write both dumps of `graph` into `folder`, at the same time if `run` has two processes.

    Parts that the release `before` has as well are copied from its dumps.

    Returns:
        The SHA-256 of the N-Quads text, which is the `content_sha256` of the manifest; and the parts.

    Raises:
        SyntaxError: the files are not what their names say.
        OSError: the disk is full.
    """
    cut = list(run(pieces, [*graph.default, *graph.named]))
    default, every = list(chain(*cut[: len(graph.default)])), list(chain(*cut))
    quads, triples = (before.known(turtle=one) if before else NOTHING_KNOWN for one in (False, True))
    turtle_dump = DumpTask(default, folder / TURTLE, base, header, triples)
    nquads_dump = DumpTask(every, folder / NQUADS, known=quads)
    (_, in_turtle), (digest, in_nquads) = run(write_dump, [turtle_dump, nquads_dump])
    parts = [
        Part(one.name, one.size, one.lines, one.digest, quad, triple)
        for one, quad, triple in zip_longest(every, in_nquads, in_turtle)
    ]
    return digest, parts


@contextmanager
def create_gzip(path: Path, level: int = GZIP_LEVEL) -> Iterator[BinaryIO]:
    """Create a gzip file whose header names neither time nor file nor system."""
    with path.open("wb") as raw, _member(raw, level) as file:
        yield file


@contextmanager
def _member(raw: BinaryIO | Digested, level: int = GZIP_LEVEL) -> Iterator[BinaryIO]:
    with (
        gzip.GzipFile("", "wb", level, cast("BinaryIO", raw), mtime=0) as compressed,
        BufferedWriter(cast("RawIOBase", compressed), _BLOCK) as file,  # small writes are slow in gzip
    ):
        yield file


class _WithoutHeader:
    """Passes text on but for the prefix declarations at its beginning."""

    def __init__(self, output: BinaryIO) -> None:
        self._output, self._rest, self._passed = output, b"", False

    def write(self, data: bytes) -> int:
        if self._passed:
            return self._output.write(data)
        *lines, self._rest = (self._rest + data).split(b"\n")
        body = next((at for at, line in enumerate(lines) if not line.startswith(b"@prefix ")), None)
        if body is not None:
            self._passed = True
            self._output.write(b"\n".join([*lines[body:], self._rest]))
        return len(data)

    def flush(self) -> None:
        """Do nothing: the file under it is flushed when it is closed."""


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
