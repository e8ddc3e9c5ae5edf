"""A store made of that of the release before: its files linked, and what changed taken out and put in.

The files in which RocksDB keeps sorted keys are never written again, so both releases can hold them (hard
links); the others are copied. What changed is told from the text of the parts: most are the same, of the
others the lines are compared.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import BinaryIO, Final

from kg.errors import ReleaseDamaged
from kg.release.before import Before
from kg.release.dumps import NQUADS
from kg.release.manifest import file_entry
from kg.release.parts import Part, read_text
from kg.store import Store

_SORTED_KEYS: Final = ".sst"
_LEFT: Final = ("LOCK", "LOG")
_MOST: Final = 0.3
"""Past this part of all statements, taken out and put in together, a whole load costs less."""
_BLOCK: Final = 1 << 20

Blocks = Iterable[bytes]


class TooMuchError(Exception):
    """More changed than is worth it: a signal to load the store anew, no error."""


@dataclass(frozen=True, slots=True)
class Succession:
    """How many statements were taken out and put in, and how many bytes both stores have in common.

    What moved from one part to another counts as taken out and put in.
    """

    removed: int
    added: int
    linked: int


def succeed(
    before: Before, folder: Path, paths: Sequence[Path], parts: Sequence[Part], work: Path
) -> Succession:
    """Make a store in the new `folder` that holds what is in `paths`, whose `parts` these are.

    Raises:
        TooMuchError: so much changed that the store is loaded anew in less time.
        ReleaseDamaged: the release before is not what was written.
        OSError: the disk is full, or a file cannot be read.
    """
    removed, added = work / "removed.nq", work / "added.nq"
    most = int(_MOST * before.release.manifest.counts.quads)
    with removed.open("wb") as gone, added.open("wb") as come:
        taken, put = _write_difference(before, paths, parts, work, (gone, come), most)
    linked = _link(before, folder)
    Store.change(folder, removed, added)
    return Succession(taken, put, linked)


def _write_difference(
    before: Before,
    paths: Sequence[Path],
    parts: Sequence[Part],
    work: Path,
    outputs: tuple[BinaryIO, BinaryIO],
    most: int,
) -> tuple[int, int]:
    """Write the lines that only the parts of before have, and those that only the new ones have."""
    old = {part.name: part for part in before.parts}
    same = {part.digest for part in parts} & {part.digest for part in before.parts}
    dump = before.release.path / "dumps" / NQUADS
    counts = [0, 0]
    pairs: list[tuple[Part | None, Path | None]] = [
        (old.pop(part.name, None), path) for path, part in zip(paths, parts, strict=True)
    ]
    digests = {path: part.digest for path, part in zip(paths, parts, strict=True)}
    for then, now in [*pairs, *((part, None) for part in old.values())]:
        # a part under another name is the same part: its text is what counts
        theirs = read_text(dump, then, work) if then and then.digest not in same else ()
        ours = _text(now) if now and digests[now] not in same else ()
        for number, lines in enumerate(only(theirs, ours, most - sum(counts))):
            outputs[number].writelines(line + b"\n" for line in sorted(lines))
            counts[number] += len(lines)
    return counts[0], counts[1]


def only(old: Blocks, new: Blocks, most: int) -> tuple[set[bytes], set[bytes]]:
    """Return the lines that only the `old` text has, and those that only the `new` one has.

    Both are read side by side; what takes memory is what differs, and how far equal lines stand apart.

    Raises:
        TooMuchError: there are more than `most`.
    """
    gone: set[bytes] = set()
    come: set[bytes] = set()
    for a, b in zip_longest(_lines(old), _lines(new), fillvalue=frozenset[bytes]()):
        theirs, ours = a - b, b - a
        late, early = theirs & come, ours & gone
        come -= late
        gone -= early
        gone |= theirs - late
        come |= ours - early
        if len(gone) + len(come) > most:
            raise TooMuchError
    return gone, come


def _lines(blocks: Blocks) -> Iterator[frozenset[bytes]]:
    rest = b""
    for block in blocks:
        *lines, rest = (rest + block).split(b"\n")
        yield frozenset(lines)
    if rest:
        yield frozenset([rest])


def _text(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _link(before: Before, folder: Path) -> int:
    """Link and copy the files of the store of before; return how many bytes were linked.

    Raises:
        ReleaseDamaged: a file is not as the manifest says.
    """
    stated, linked = before.release.manifest.files, 0
    folder.mkdir()
    for path in sorted(before.release.store_path.iterdir()):
        if path.name in _LEFT or path.name.startswith("LOG."):
            continue
        entry = file_entry(path)
        if stated.get(f"{before.release.store_path.name}/{path.name}") != entry:
            raise ReleaseDamaged(f"{path}: it is not as the manifest says")
        if path.suffix == _SORTED_KEYS and _linked(path, folder / path.name):
            linked += entry.bytes
        elif path.suffix != _SORTED_KEYS:
            shutil.copyfile(path, folder / path.name)
    return linked


def _linked(path: Path, new: Path) -> bool:
    """Link a file, or copy it where the file system has no links; tell whether it is linked."""
    try:
        os.link(path, new)
    except OSError:
        shutil.copyfile(path, new)
        return False
    return True
