"""What is done with the registry's rows before they are written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from kg.digests import opaque
from kg.iris import FIXED_VENUES, tail
from kg.release.pipeline.people import NUMBER
from kg.release.registry.table import RegistryRow


def collapsed(row: RegistryRow, found: dict[tuple[str, str], RegistryRow]) -> RegistryRow:
    """Return a row whose replacements are not retired: chains are cut short."""
    targets: dict[str, None] = {}
    waiting, seen = list(row.replaced_by), set()
    while waiting:
        target = waiting.pop(0)
        other = found.get((row.kind, tail(target)))
        if other is None:
            targets[target] = None
        elif target not in seen:
            seen.add(target)
            waiting += other.replaced_by
    if not targets:
        return RegistryRow(row.iri, row.kind, row.key, row.first, "withdrawn", (), row.reason)
    status = "split" if len(targets) > 1 else "replaced"
    return RegistryRow(row.iri, row.kind, row.key, row.first, status, tuple(sorted(targets)), row.reason)


def earliest(lines: Iterable[str], number: int) -> Iterator[str]:
    """Yield of sorted rows of one IRI and key only the earliest; what is new gets the `number`."""
    for _, group in groupby(lines, key=lambda line: line.split("\t", 3)[:3]):
        line = min(group, key=lambda line: int(line.split("\t", 4)[3]))
        yield line.replace(f"\t{NUMBER}\t", f"\t{number}\t", 1)


def venue_rows(
    clusters: Iterable[tuple[str, Sequence[str]]],
) -> Iterator[tuple[str, str, str, int]]:
    """Yield what the keys of venues claim: kind, digest of the key, what the venue is called by, rank."""
    for final, keys in clusters:
        cluster = FIXED_VENUES.get(final) or opaque("venue", final)
        yield "venue", cluster, cluster, 0
        for rank, key in enumerate(keys, 1):
            if key != final:
                yield "venue", opaque("venue", key), cluster, rank
