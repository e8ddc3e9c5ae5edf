"""Proof that a release is what its manifest says, and that its dumps hold what its store holds.

Files are compared by size and SHA-256. The statements of the store and of each dump are compared as
multisets, whatever their order, in one pass each and in bounded memory: every statement is written in
one form, N-Quads, and the 128-bit BLAKE2b digests of the lines are added up (MSet-Add-Hash: Clarke,
Devadas, van Dijk, Gassend, Suh, "Incremental Multiset Hash Functions and Their Application to Memory
Integrity Checking", ASIACRYPT 2003). It finds damage and mistakes, not an attacker who can choose
statements. The sums are kept in 65,536 parts, so that a difference can be searched where it is: a
second pass collects only the lines of a few parts that differ.

Dumps are parsed strictly: a dump that passes is valid for others too.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, Final, cast

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.errors import ReleaseDamaged
from kg.processes import executor
from kg.release.delta.proof import check_delta
from kg.release.dumps import NQUADS, TURTLE
from kg.release.integrity import Check
from kg.release.layout import ReleaseLayout
from kg.release.manifest import Counts, file_entry
from kg.release.published import Release
from kg.store import Store
from kg.vocab import RDF

_PARTS: Final = 1 << 16
_SHOWN: Final = 10
_SMALL: Final = 50_000

# Subject, predicate, object and, if there is one, graph of a line as pyoxigraph writes it.
_LINE: Final = re.compile(
    rb'(<[^>]*>|_:\S+) (<[^>]*>) (<[^>]*>|_:\S+|".*"\S*|<<\(.*\)>>)(?: (<[^>]*>|_:\S+))? \.', re.DOTALL
)
_TYPE: Final = RDF.n("type").encode()


@dataclass(slots=True)
class Sums:
    """The multiset hash of the lines of a source, apart for the default graph and the named graphs."""

    default: list[int] = field(default_factory=lambda: [0] * _PARTS)
    named: list[int] = field(default_factory=lambda: [0] * _PARTS)
    graphs: Counter[bytes] = field(default_factory=Counter)
    classes: Counter[bytes] = field(default_factory=Counter)
    properties: Counter[bytes] = field(default_factory=Counter)
    strange: list[str] = field(default_factory=list)
    failure: str = ""

    def add(self, line: bytes) -> None:
        """Add one line of N-Quads, without its line end."""
        parsed = _LINE.fullmatch(line)
        if parsed is None:
            self.strange.append(line.decode(errors="replace"))
            return
        graph = parsed[4]
        digest = blake2b(line, digest_size=16).digest()
        sums = self.default if graph is None else self.named
        sums[digest[0] << 8 | digest[1]] += int.from_bytes(digest, "little")
        self.graphs[graph or b""] += 1
        if graph is None:
            self.properties[parsed[2]] += 1
            if parsed[2] == _TYPE:
                self.classes[parsed[3]] += 1


class _Lines:
    """A file that hands every whole line written to it to a function, without its line end."""

    def __init__(self, take: Callable[[bytes], None]) -> None:
        self._take, self._rest = take, b""

    def write(self, data: bytes) -> int:
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._take(line)
        return len(data)

    def flush(self) -> None:
        """Do nothing: a line is handed on when it is whole."""


def verify(release: Release) -> Iterator[Check]:
    """Check `release` and yield what was checked, in order, as it is done.

    Raises:
        ReleaseDamaged: the manifest cannot be read.
    """
    manifest = release.manifest
    yield _files(release)
    yield from verify_content(release.path, manifest.counts)
    if manifest.delta is not None and not manifest.delta.absent:
        yield check_delta(release, manifest.delta)


def verify_content(folder: Path, stated: Counts) -> Iterator[Check]:
    """Check that store and dumps of the release in `folder` hold the same, and as much as is `stated`."""
    files = ReleaseLayout(folder)
    sources = [files.store_path, folder / "dumps" / NQUADS, folder / "dumps" / TURTLE]
    store, nquads, turtle = _all_sums(sources, small=stated.quads < _SMALL)
    yield _counts(stated, store)
    for name, path, found in (("N-Quads", sources[1], nquads), ("Turtle", sources[2], turtle)):
        whole = name == "N-Quads"
        scope = "all graphs" if whole else "the default graph"
        number = found.graphs.total()
        failures = [text for text in (store.failure, found.failure) if text]
        failures += [f"not understood: {line}" for line in (store.strange + found.strange)[:_SHOWN]]
        yield Check(
            f"the {name} dump holds what the store holds",
            f"{number:,} statements of {scope}, parsed strictly; compared by multiset hashes (BLAKE2b)",
            tuple(failures) or tuple(_differences(sources[0], path, store, found, named=whole)),
        )


def sums(path: Path) -> Sums:
    """Return the multiset hash of a store (a folder) or a dump file, with its `failure` if it has one."""
    found = Sums()
    found.failure = _stream(path, found.add)
    return found


def _all_sums(sources: list[Path], *, small: bool) -> list[Sums]:
    if small:
        return [sums(path) for path in sources]
    with executor(len(sources), [__name__]) as pool:
        return list(pool.map(sums, sources))


def _stream(path: Path, take: Callable[[bytes], None]) -> str:
    """Hand every statement of a store or dump to `take` as a line of N-Quads; return what failed."""
    sink = cast("BinaryIO", _Lines(take))
    try:
        if path.is_dir() or not path.suffix:
            Store.open(path, shared=False).dump_nquads(sink)
            return ""
        rdf_format = RdfFormat.from_extension(path.with_suffix("").suffix[1:])
        with gzip.open(path) as file:
            pyoxigraph.serialize(
                pyoxigraph.parse(cast("BinaryIO", file), rdf_format), sink, RdfFormat.N_QUADS
            )
    except ReleaseDamaged as error:
        return str(error)
    except (OSError, EOFError, zlib.error, SyntaxError, ValueError) as error:
        return f"{path.name}: cannot be read: {error}"
    return ""


def _files(release: Release) -> Check:
    stated = release.manifest.files
    differences = []
    for name, entry in sorted(stated.items()):
        path = release.path / name
        try:
            found = file_entry(path)
        except OSError as error:
            differences.append(f"{name}: {error.strerror}")
            continue
        if found.bytes != entry.bytes:
            differences.append(f"{name}: {found.bytes:,} bytes, the manifest says {entry.bytes:,}")
        elif found.sha256 != entry.sha256:
            differences.append(f"{name}: SHA-256 {found.sha256}, the manifest says {entry.sha256}")
    size = sum(entry.bytes for entry in stated.values())
    return Check(
        "files are as the manifest says",
        f"{len(stated)} files, {size:,} bytes: size and SHA-256",
        tuple(differences),
    )


def _counts(stated: Counts, store: Sums) -> Check:
    named = {graph: count for graph, count in store.graphs.items() if graph}
    pairs: list[tuple[str, dict[str, int], dict[str, int]]] = [
        (
            "statements",
            {"the default graph": stated.triples, "all graphs": stated.quads},
            {"the default graph": store.graphs[b""], "all graphs": store.graphs.total()},
        ),
        ("graph", stated.graphs, _text(named)),
        ("class", stated.classes, _text(store.classes)),
        ("property", stated.properties, _text(store.properties)),
    ]
    differences = [store.failure] if store.failure else [
        f"{kind} {name}: {found.get(name, 0):,} in the store, the manifest says {said.get(name, 0):,}"
        for kind, said, found in pairs
        for name in sorted(said.keys() | found.keys())
        if said.get(name, 0) != found.get(name, 0)
    ]  # fmt: skip
    proof = (
        f"{store.graphs.total():,} statements counted: {len(named)} named graphs, "
        f"{len(store.classes)} classes, {len(store.properties)} properties"
    )
    return Check("counts are as the manifest says", proof, tuple(differences[:_SHOWN]))


def _differences(left: Path, right: Path, store: Sums, dump: Sums, *, named: bool) -> Iterator[str]:
    """Yield the first differences between a store and a dump, found in a second pass over both."""
    parts = {at for at in range(_PARTS) if store.default[at] != dump.default[at]}
    if named:
        parts |= {at for at in range(_PARTS) if store.named[at] != dump.named[at]}
    if not parts:
        return
    chosen = frozenset(sorted(parts)[:_SHOWN])
    lines: list[Counter[bytes]] = []
    for path in (left, right):
        found: Counter[bytes] = Counter()

        def take(line: bytes, found: Counter[bytes] = found) -> None:
            digest = blake2b(line, digest_size=16).digest()
            if digest[0] << 8 | digest[1] in chosen:
                found[line] += 1

        _stream(path, take)
        lines.append(found)
    only = [(line, "only in the store") for line in lines[0] - lines[1] if named or not _is_named(line)]
    only += [(line, f"only in {right.name}") for line in lines[1] - lines[0]]
    for line, place in sorted(only)[:_SHOWN]:
        yield f"{place}: {line.decode(errors='replace')}"
    if len(parts) > len(chosen):
        yield f"… and more: about {len(parts):,} of {_PARTS:,} parts differ"


def _is_named(line: bytes) -> bool:
    parsed = _LINE.fullmatch(line)
    return parsed is not None and parsed[4] is not None


def _text(counts: Counter[bytes] | dict[bytes, int]) -> dict[str, int]:
    return {name[1:-1].decode(): count for name, count in counts.items()}
