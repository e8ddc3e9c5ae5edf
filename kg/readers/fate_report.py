"""The fates of all sources that were read: by format and path, and their sums by source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from kg.readers.fates import FateKind, Fates

KINDS: Final[tuple[FateKind, ...]] = ("kept", "changed", "stated", "dropped")


class FateCount(NamedTuple):
    """How many values of a format, at one path, had one fate; in which field, or why in none."""

    format: str
    path: str
    fate: FateKind
    values: int
    field: str
    reason: str


@dataclass(slots=True)
class FateReport:
    """Adds up the fates of documents, by format; of each source it holds four sums alone."""

    formats: dict[str, Fates] = field(default_factory=dict)
    sources: dict[tuple[str, str], Counter[FateKind]] = field(default_factory=dict)

    def add(self, source: str, format_name: str, fates: Fates) -> None:
        """Add the fates of a document, or of a part of one."""
        self.formats.setdefault(format_name, Fates()).update(fates)
        sums = self.sources.setdefault((source, format_name), Counter())
        for fate, count in fates.counts.items():
            sums[fate.kind] += count

    def rows(self) -> Iterator[FateCount]:
        """Yield the counts, sorted by format and path, those of one path by their number."""
        for name, fates in sorted(self.formats.items()):
            found = sorted(fates.counts.items(), key=lambda one: (one[0].path, -one[1], one[0]))
            for fate, count in found:
                yield FateCount(name, fate.path, fate.kind, count, fate.field, fate.reason)

    def document(self) -> dict[str, Any]:
        """Return all as plain data for JSON: formats with their paths, and sources."""
        formats = [
            {"format": name}
            | _sums(Counter({kind: fates.total(kind) for kind in KINDS}))
            | {"paths": [_named(row) for row in self.rows() if row.format == name]}
            for name, fates in sorted(self.formats.items())
        ]
        sources = [
            {"source": source, "format": name} | _sums(sums)
            for (source, name), sums in sorted(self.sources.items())
        ]
        return {"formats": formats, "sources": sources}


def _named(row: FateCount) -> dict[str, Any]:
    named = row._asdict()
    return {key: value for key, value in named.items() if value != "" and key != "format"}


def _sums(sums: Counter[FateKind]) -> dict[str, int]:
    return {"values": sums.total()} | {kind: sums[kind] for kind in KINDS}
