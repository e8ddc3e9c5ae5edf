"""Proof that a delta is what the manifest says, and that it leads from one release to the next.

Lines are compared as multisets by the sums of their BLAKE2b digests, as `kg.release.verification` does:
lines of the dump before, less those removed, more those added, must be the lines of the new dump. As no line
is both added and removed, and none stands in the new dump twice (it holds what its store holds, which is a
set), it follows that all that was removed was there before, and nothing that was added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from heapq import merge
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from kg.errors import ReleaseDamaged, UsageError
from kg.release.delta import ADDED, FOLDER, ORDER, REMOVED
from kg.release.delta.gzip_lines import line_lists, lines_of, plain, statements
from kg.release.delta.order import restored
from kg.release.dumps import NQUADS
from kg.release.integrity import Check
from kg.release.manifest import Delta
from kg.release.published import Release

_PARTS: Final = 1 << 16
_SHOWN: Final = 10


def chain(releases: dict[str, Release], since: str, release: Release) -> list[tuple[Release, Release]]:
    """Return the steps, each a release and the next, by which deltas lead from `since` to `release`.

    `releases` are those that are here, by their identifiers.

    Raises:
        UsageError: no deltas lead from there to here.
        ReleaseDamaged: a manifest cannot be read.
    """
    steps: list[tuple[Release, Release]] = []
    at = release
    while at.id != since:
        delta = at.manifest.delta
        if delta is None or delta.since is None or delta.absent:
            why = delta.absent if delta is not None else "it was made by an older kg"
            raise UsageError(f"no deltas lead from {since} to {release.id}: {at.id} has none ({why})")
        before = releases.get(delta.since)
        if before is None or before.id >= at.id:
            raise UsageError(
                f"no deltas lead from {since} to {release.id}: that of {at.id} leads from {delta.since},"
                " which is not here"
            )
        steps.insert(0, (before, at))
        at = before
    return steps


def check_delta(release: Release, delta: Delta) -> Check:
    """Check that both lists of a published delta are N-Quads, sorted, apart, and as many as is stated."""
    folder = release.path / FOLDER
    counts = {"added": 0, "removed": 0}
    differences: list[str] = []
    for name, file, stated in (("added", ADDED, delta.added), ("removed", REMOVED, delta.removed)):
        try:
            differences += _disorder(folder / file)
            counts[name] = sum(1 for _ in statements(folder / file))
        except ReleaseDamaged as error:
            differences.append(str(error))
            continue
        if counts[name] != stated:
            differences.append(f"{file}: {counts[name]:,} statements, the manifest says {stated or 0:,}")
    if not differences:
        both = _in_both(folder / ADDED, folder / REMOVED)
        differences += [f"both added and removed: {line.decode(errors='replace')}" for line in both]
    return Check(
        "the delta is as the manifest says",
        f"since {delta.since}: {counts['added']:,} statements added, {counts['removed']:,} removed; parsed"
        " strictly, sorted, none in both",
        tuple(differences[:_SHOWN]),
    )


def check_step(before: Release, after: Release) -> Check:
    """Check that the delta of `after` leads from `before` to it: the same statements, and the same bytes."""
    differences = list(_differences(before, after))
    return Check(
        f"{before.id} and the delta are {after.id}",
        "statements before, less those removed, more those added: compared by multiset hashes (BLAKE2b);"
        " put in order, the bytes of the dump",
        tuple(differences[:_SHOWN]),
    )


def _differences(before: Release, after: Release) -> Iterator[str]:
    delta = after.manifest.delta
    assert delta is not None
    if delta.since_sha256 != before.manifest.content_sha256:
        yield (
            f"the delta leads from a dump with the SHA-256 {delta.since_sha256}, that of {before.id} has"
            f" {before.manifest.content_sha256}"
        )
        return
    folder = after.path / FOLDER
    try:
        yield from check_delta(after, delta).differences
        old, new = before.path / "dumps" / NQUADS, after.path / "dumps" / NQUADS
        if parts := unbalanced(old, [(folder / REMOVED, folder / ADDED)], new):
            yield from _shown(old, new, folder, frozenset(sorted(parts)[:_SHOWN]))
        with TemporaryDirectory() as name:
            work = Path(name)
            digest = restored(
                plain(old, work / "old"), plain(folder / ADDED, work / "added"), folder / ORDER, work / "new"
            )
        if digest != after.manifest.content_sha256:
            yield (
                f"{ORDER}: put in order the text has the SHA-256 {digest}, the manifest says"
                f" {after.manifest.content_sha256}"
            )
    except ReleaseDamaged as error:
        yield str(error)


def unbalanced(before: Path, deltas: Sequence[tuple[Path, Path]], after: Path) -> frozenset[int]:
    """Return in which of 65,536 parts the lines of `before`, with `deltas`, are not those of `after`.

    Each of `deltas` is the file of what was removed and that of what was added.

    Raises:
        ReleaseDamaged: a file cannot be read.
    """
    sums = [0] * _PARTS
    _add(before, 1, sums)
    for removed, added in deltas:
        _add(removed, -1, sums)
        _add(added, 1, sums)
    _add(after, -1, sums)
    return frozenset(at for at, total in enumerate(sums) if total)


def _add(path: Path, sign: int, sums: list[int]) -> None:
    for lines in line_lists(path):
        for line in lines:
            digest = blake2b(line, digest_size=16).digest()
            sums[digest[0] << 8 | digest[1]] += sign * int.from_bytes(digest, "little")


def _shown(old: Path, new: Path, folder: Path, parts: frozenset[int]) -> Iterator[str]:
    """Yield the first lines that do not go together, found in a second pass."""
    counts: dict[bytes, int] = {}
    for path, sign in ((old, 1), (folder / REMOVED, -1), (folder / ADDED, 1), (new, -1)):
        for line in lines_of(path):
            digest = blake2b(line, digest_size=16).digest()
            if digest[0] << 8 | digest[1] in parts:
                counts[line] = counts.get(line, 0) + sign
    for line, count in sorted(counts.items()):
        if count:
            where = "left over by the delta" if count > 0 else "not reached by the delta"
            yield f"{where}: {line.decode(errors='replace')}"


def _disorder(path: Path) -> Iterator[str]:
    last = b""
    for line in lines_of(path):
        if line <= last:
            yield f"{path.name}: not in order, or there twice: {line.decode(errors='replace')}"
            return
        last = line


def _in_both(added: Path, removed: Path) -> Iterator[bytes]:
    for line, same in groupby(merge(lines_of(added), lines_of(removed))):
        if sum(1 for _ in same) > 1:
            yield line
