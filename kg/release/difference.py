"""What changed between two releases: things that appeared, went, were merged, split or renamed.

What each release describes is read from its store as a stream and sorted on disk; why an IRI went is
read from the registry of the newer release, or from its graph `curation` where it was pulled. Memory does
not depend on the size of the releases, only on how many IRIs were retired.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from heapq import merge
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Protocol

import orjson
from pyoxigraph import NamedNode

from kg.iris import Iris, bare
from kg.release.asking import text_of
from kg.release.registry import NAME, RegistryRow, read_rows
from kg.release.registry.table import SPLIT_OFF
from kg.release.sorting import sort_unique
from kg.store import Store

KINDS: Final = ("paper", "person", "org", "venue")
"""The kinds that are compared: things with IRIs that are carried from release to release."""

WHAT: Final = ("appeared", "gone", "merged", "split", "renamed")


@dataclass(frozen=True, slots=True)
class Change:
    """One change.

    `what` is one of `WHAT`, `iri` has no base. `name` is that of the older release, but for what appeared;
    `others` are the IRIs that it was merged or split into, `new_name` what it is called now.
    """

    kind: str
    what: str
    iri: str
    name: str | None = None
    others: tuple[str, ...] = ()
    new_name: str | None = None


class ComparedRelease(Protocol):
    """What is compared: a release, or one that is being built."""

    @property
    def path(self) -> Path:
        """The folder, which holds the registry."""

    @property
    def base(self) -> str:
        """The base IRI."""

    def open_store(self) -> Store:
        """Open the store for reading."""


def changes(old: ComparedRelease, new: ComparedRelease) -> Iterator[Change]:
    """Yield what changed from `old` to `new`, kind by kind, ordered by IRI.

    Raises:
        ReleaseDamaged: one of them cannot be read.
    """
    retired: dict[str, RegistryRow] = {}
    derived: dict[str, list[str]] = {}
    for row in read_rows(new.path / NAME) if (new.path / NAME).is_file() else _stated(new):
        if row.status in ("replaced", "split", "withdrawn"):
            retired[row.iri] = row
        elif row.reason.startswith(SPLIT_OFF):
            for origin in row.reason.removeprefix(SPLIT_OFF).split():
                derived.setdefault(origin, []).append(row.iri)
    for kind in KINDS:
        with TemporaryDirectory() as folder:
            before = _described(old, kind, Path(folder, "old.tsv"))
            after = _described(new, kind, Path(folder, "new.tsv"))
            with closing(before), closing(after):
                yield from _compared(kind, before, after, retired, derived)


def _compared(
    kind: str,
    before: Iterable[tuple[str, str | None]],
    after: Iterable[tuple[str, str | None]],
    retired: dict[str, RegistryRow],
    derived: dict[str, list[str]],
) -> Iterator[Change]:
    rows = merge(
        ((iri, 0, name) for iri, name in before), ((iri, 1, name) for iri, name in after), key=_place
    )
    appeared: set[str] = set()
    split_later: list[Change] = []
    for iri, group in groupby(rows, key=lambda row: row[0]):
        names = {side: name for _, side, name in group}
        if 0 not in names:
            appeared.add(iri)
            yield Change(kind, "appeared", iri, names[1])
        elif 1 not in names:
            yield _gone(kind, iri, names[0], retired.get(iri))
        else:
            if names[0] != names[1]:
                yield Change(kind, "renamed", iri, names[0], new_name=names[1])
            if iri in derived:
                split_later.append(Change(kind, "split", iri, names[0], (iri, *derived[iri])))
    for change in split_later:
        fresh = [one for one in change.others if one in appeared]
        if fresh:  # else it was split before the older release already
            yield Change(kind, "split", change.iri, change.name, (change.iri, *fresh))


def _stated(release: ComparedRelease) -> Iterator[RegistryRow]:
    """Yield what a release without a registry, one that was pulled, states of retired and split IRIs."""
    base, found = release.base, dict[str, list[str]]()
    store, graph = release.open_store(), {"graph": [NamedNode(bare(Iris(release.base).curation))]}
    for old, new in store.rows(text_of("retired-stated", graph)):
        others = found.setdefault(old.value.removeprefix(base), [])
        others += [new.value.removeprefix(base)] if new is not None else []
    for iri, others in found.items():
        status = ("withdrawn", "replaced", "split")[min(len(others), 2)]
        yield RegistryRow(iri, iri.partition("/")[0], "", 0, status, tuple(sorted(others)))
    for new, old in store.rows(text_of("split-stated", graph)):
        iri, origin = new.value.removeprefix(base), old.value.removeprefix(base)
        kind = iri.partition("/")[0]
        if kind in KINDS and origin.startswith(f"{kind}/"):
            yield RegistryRow(iri, kind, "", 0, "active", (), SPLIT_OFF + origin)


def _gone(kind: str, iri: str, name: str | None, row: RegistryRow | None) -> Change:
    if row is None or not row.replaced_by:
        return Change(kind, "gone", iri, name)
    return Change(kind, "merged" if len(row.replaced_by) == 1 else "split", iri, name, row.replaced_by)


def _place(row: tuple[str, int, str | None]) -> tuple[bytes, int]:
    return row[0].encode(), row[1]


def _described(
    release: ComparedRelease, kind: str, path: Path
) -> Generator[tuple[str, str | None], None, None]:
    """Yield IRI without base and name of everything of a kind, ordered by IRI, by way of a sorted file."""
    start = f"{release.base}{kind}/"
    plain = path.with_suffix(".plain")
    with plain.open("wb") as out:
        for row in release.open_store().rows(text_of(f"described-{kind}")):
            iri, name = row[0].value, row[1].value if row[1] is not None else None
            if iri.startswith(start):
                out.write(f"{kind}/{iri[len(start) :]}\t".encode() + orjson.dumps(name) + b"\n")
    sort_unique([plain], path)
    plain.unlink()
    with path.open("rb") as source:
        for iri_bytes, group in groupby(source, key=lambda line: line.partition(b"\t")[0]):
            yield iri_bytes.decode(), orjson.loads(next(group).partition(b"\t")[2])
