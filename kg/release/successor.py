"""A store made of that of the release before: its files linked, and what changed taken out and put in.

The files in which RocksDB keeps sorted keys are never written again, so both releases can hold them (hard
links); the others are copied. What changed is told from the text of the parts: most are the same, of the
others the lines are compared.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from heapq import merge
from io import SEEK_CUR
from itertools import chain, groupby, repeat, zip_longest
from pathlib import Path
from typing import BinaryIO, Final

from kg.errors import ReleaseDamaged
from kg.release.before import Before
from kg.release.cutting import file_of
from kg.release.delta.store import files_of, in_common, linked
from kg.release.dumps import NQUADS
from kg.release.manifest import file_entry
from kg.release.parts import Part, read_text
from kg.release.sorting import sort_unique
from kg.store import Store

_MOST: Final = 0.3
"""Past this part of all statements, taken out and put in together, a whole load costs less."""
_SORT_MEMORY: Final = 64 << 20

Blocks = Iterable[bytes]


class TooMuchError(Exception):
    """More changed than is worth it: a signal to load the store anew, no error."""


@dataclass(frozen=True, slots=True)
class Succession:
    """How many statements were taken out and put in, and how many bytes both stores have in common."""

    removed: int
    added: int
    linked: int


def differences(work: Path) -> tuple[Path, Path]:
    """Return the N-Quads files of what is taken out of a store and put into it."""
    return work / "removed.nq", work / "added.nq"


def succeed(
    before: Before, folder: Path, paths: Sequence[Path], parts: Sequence[Part], work: Path
) -> Succession:
    """Make a store in the new `folder` that holds what is in `paths`, whose `parts` these are.

    Raises:
        TooMuchError: so much changed that the store is loaded anew in less time.
        ReleaseDamaged: the release before is not what was written.
        OSError: the disk is full, or a file cannot be read.
    """
    removed, added = differences(work)
    most = int(_MOST * before.release.manifest.counts.quads)
    plain = work / "removed.plain", work / "added.plain"
    with plain[0].open("wb") as gone, plain[1].open("wb") as come:
        _write_difference(before, paths, parts, (gone, come), most)
    taken, put = leave_out_moved(plain, (removed, added))
    _link(before, folder)
    Store.change(folder, removed, added)
    return Succession(taken, put, in_common(before.release.store_path, folder))


def _write_difference(
    before: Before,
    paths: Sequence[Path],
    parts: Sequence[Part],
    outputs: tuple[BinaryIO, BinaryIO],
    most: int,
) -> None:
    """Write the lines that only parts of before have, and those that only new parts of their file have."""
    # a part under another name is the same part: its text is what counts
    same = {part.digest for part in parts} & {part.digest for part in before.parts}
    old, new = _by_file(before.parts), _by_file(parts)
    dump = before.release.path / "dumps" / NQUADS
    files = dict(zip(new, paths, strict=True))
    count = 0
    for name in {**new, **old}:
        theirs = (read_text(dump, part) for part in old.get(name, ()) if part.digest not in same)
        ours = _text(files[name], new[name], same) if name in new else ()
        for number, lines in enumerate(only(chain.from_iterable(theirs), ours, most - count)):
            outputs[number].writelines(line + b"\n" for line in sorted(lines))
            count += len(lines)


def _by_file(parts: Iterable[Part]) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = {}
    for part in parts:
        found.setdefault(file_of(part.name), []).append(part)
    return found


def leave_out_moved(plain: tuple[Path, Path], outputs: tuple[Path, Path]) -> tuple[int, int]:
    """Write the lines of each of two files that the other has not, in byte order; return how many.

    A statement that moved from one part to another stays in the store as it is.

    Raises:
        OSError: the disk is full.
    """
    ordered = [path.with_suffix(".sorted") for path in plain]
    for path, target in zip(plain, ordered, strict=True):
        sort_unique([path], target, memory=_SORT_MEMORY)
        path.unlink()
    counts = [0, 0]
    with ExitStack() as opened:
        sides = [opened.enter_context(path.open("rb")) for path in ordered]
        out = [opened.enter_context(path.open("wb")) for path in outputs]
        rows = merge(*(zip(side, repeat(number)) for number, side in enumerate(sides)))
        for line, same in groupby(rows, key=lambda row: row[0]):
            (_, number), *other = same
            if not other:
                out[number].write(line)
                counts[number] += 1
    for path in ordered:
        path.unlink()
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


def _text(path: Path, parts: Sequence[Part], without: Collection[str]) -> Iterator[bytes]:
    """Yield the text of a file, which is made of `parts`, but for some of these."""
    with path.open("rb") as file:
        for part in parts:
            if part.digest in without:
                file.seek(part.bytes, SEEK_CUR)
            else:
                yield file.read(part.bytes)


def _link(before: Before, folder: Path) -> None:
    """Link and copy the files of the store of before.

    Raises:
        ReleaseDamaged: a file is not as the manifest says.
    """
    stated, store = before.release.manifest.files, before.release.store_path
    for path in files_of(store):
        if stated.get(f"{store.name}/{path.name}") != file_entry(path):
            raise ReleaseDamaged(f"{path}: it is not as the manifest says")
    linked(store, folder)
