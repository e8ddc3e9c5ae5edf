"""The text of the publisher's release: from its whole dump, or from the local dump and the deltas."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import pyoxigraph
from pyoxigraph import RdfFormat

from kg.errors import PullError, ReleaseDamaged
from kg.following.plan import dump_entry
from kg.following.publisher import Publisher
from kg.release.cutting import file_of
from kg.release.delta import ADDED, FILES, FOLDER, ORDER, REMOVED
from kg.release.delta.gzip_lines import plain
from kg.release.delta.order import restored
from kg.release.dumps import NQUADS
from kg.release.layout import MANIFEST
from kg.release.manifest import Manifest
from kg.release.parts import NAME as PARTS
from kg.release.parts import read_parts
from kg.release.pipeline.publish import GraphFiles
from kg.release.published import Release

_BLOCK: Final = 1 << 20
_PART: Final = re.compile(r"[A-Za-z0-9_-]{1,100}/[A-Za-z0-9_-]{1,100}\.n[tq]")


@dataclass(frozen=True, slots=True)
class FetchedDelta:
    """The fetched files of a delta."""

    added: Path
    removed: Path
    order: Path


def whole_text(publisher: Publisher, target: Manifest, work: Path, most: int) -> Path:
    """Fetch the whole dump; return its text, which may be no larger than `most` bytes.

    Raises:
        Absent: the publisher has it no longer.
        PullError: it cannot be had, or is not what the manifest says.
        OSError: the disk is full.
    """
    dump, text = work / NQUADS, work / "text.nq"
    publisher.fetch(target.id, NQUADS, dump_entry(publisher, target), dump)
    address = publisher.address(target.id, NQUADS)
    with blamed(address):
        plain(dump, text, most)
    with text.open("rb") as file:
        _expect(hashlib.file_digest(file, "sha256").hexdigest(), target, address)
    dump.unlink()
    return text


def fetched_deltas(publisher: Publisher, steps: tuple[Manifest, ...], work: Path) -> list[FetchedDelta]:
    """Fetch the deltas of `steps`.

    Raises:
        Absent: the publisher has one no longer.
        PullError: one cannot be had, or is not what the manifest says.
        OSError: the disk is full.
    """
    found = []
    for number, step in enumerate(steps):
        paths = {name: work / f"{number}-{name}" for name in FILES}
        for name, path in paths.items():
            publisher.fetch(step.id, name, step.files[f"{FOLDER}/{name}"], path)
        found.append(FetchedDelta(paths[ADDED], paths[REMOVED], paths[ORDER]))
    return found


def text_of(local: Release, work: Path) -> Path:
    """Return the text of the local dump.

    Raises:
        ReleaseDamaged: it is not what its manifest says.
        OSError: the disk is full.
    """
    path = plain(local.path / "dumps" / NQUADS, work / "before.nq")
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != local.manifest.content_sha256:
            raise ReleaseDamaged(f"{local.path}: its dump is not what its manifest says")
    return path


def text_by_deltas(
    publisher: Publisher,
    before: Path,
    steps: tuple[Manifest, ...],
    deltas: list[FetchedDelta],
    work: Path,
    most: int,
) -> Path:
    """Put the text of the last of `steps` together from `before`, the local text, which is used up.

    Raises:
        PullError: the deltas do not lead there.
        OSError: the disk is full.
    """
    text = before
    for number, (step, delta) in enumerate(zip(steps, deltas, strict=True)):
        address, following = publisher.address(step.id, ORDER), work / f"text-{number}.nq"
        with blamed(address):
            added = plain(delta.added, work / f"added-{number}.nq", most)
            digest = restored(text, added, delta.order, following, most)
        _expect(digest, step, address)
        text.unlink()
        added.unlink()
        text = following
    return text


def fetched_parts(publisher: Publisher, target: Manifest, work: Path) -> list[tuple[str, int]]:
    """Fetch the list of the files that the text is made of, part by part: names, and bytes of each.

    Raises:
        Absent: the publisher has it no longer.
        PullError: it cannot be had, or is no such list.
        OSError: the disk is full.
    """
    address = publisher.address(target.id, PARTS)
    if PARTS not in target.files:
        raise PullError(publisher.address(target.id, MANIFEST), f"it names no {PARTS}; its kg is older")
    path = work / PARTS
    publisher.fetch(target.id, PARTS, target.files[PARTS], path)
    with blamed(address):
        parts = [(str(part.name), part.bytes) for part in read_parts(work)[0]]
    path.unlink()
    sound = all(_PART.fullmatch(name) and isinstance(size, int) and size >= 0 for name, size in parts)
    if not sound or len(dict(parts)) < len(parts):
        raise PullError(address, "it names parts as kg does not")
    files: dict[str, int] = {}
    for name, size in parts:
        files[file_of(name)] = files.get(file_of(name), 0) + size
    return list(files.items())


def graph_of(text: Path, parts: Sequence[tuple[str, int]], work: Path, address: str) -> GraphFiles:
    """Cut a text, which is used up, into its files.

    Raises:
        PullError: they are not the files of this text.
        OSError: the disk is full.
    """
    graph, folder = GraphFiles([], []), work / "parts"
    with text.open("rb") as source:
        for name, size in parts:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            left = size
            with path.open("wb") as out:
                while left > 0 and (block := source.read(min(_BLOCK, left))):
                    out.write(block)
                    left -= len(block)
            (graph.default if path.suffix == ".nt" else graph.named).append(path)
            if left:
                raise PullError(address, f"its text ends within the part {name}")
        if source.read(1):
            raise PullError(address, "its text goes on behind its last part")
    text.unlink()
    return graph


def check_text(path: Path, address: str) -> None:
    """Check that a text is N-Quads in the one form in which kg writes them.

    Raises:
        PullError: it is not.
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        same = _Same(file)
        try:
            statements = pyoxigraph.parse(path=path, format=RdfFormat.N_QUADS)
            pyoxigraph.serialize(statements, cast("BinaryIO", same), RdfFormat.N_QUADS)
        except (SyntaxError, ValueError) as error:
            raise PullError(address, f"it is no N-Quads as kg writes them: {error}") from error
        if file.read(1):
            raise PullError(address, "it is no N-Quads as kg writes them: there is more than statements")


class _Same:
    """A file that compares what is written to it with another."""

    def __init__(self, other: BinaryIO) -> None:
        self._other, self._passed = other, 0

    def write(self, data: Any) -> int:
        if self._other.read(len(data)) != bytes(data):
            raise ValueError(f"it is written otherwise behind byte {self._passed:,}")
        self._passed += len(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing."""


@contextmanager
def blamed(address: str) -> Iterator[None]:
    """Tell of damage in what was fetched as of a fault of the publisher's."""
    try:
        yield
    except ReleaseDamaged as error:
        raise PullError(address, f"what came is not what it says: {error}") from error


def _expect(digest: str, manifest: Manifest, address: str) -> None:
    if digest != manifest.content_sha256:
        raise PullError(
            address,
            f"it leads to a text with the SHA-256 {digest}, the manifest says {manifest.content_sha256}",
        )
