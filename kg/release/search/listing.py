"""Everything that can be found, kind by kind, in pages: what a site lists for crawlers, and counts."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from kg.errors import ReleaseDamaged
from kg.release.search import tables
from kg.release.search.index_entry import KINDS, EntryKind


class Listing:
    """The things in the index of one release. Rows of a kind stand together, so a page is one range.

    `counts` tells whether it counts papers as pages do; an index of an older version of kg does not.
    """

    def __init__(self, path: Path) -> None:
        """Read from the index in the file `path`.

        Raises:
            ReleaseDamaged: the file is no index.
        """
        self._address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._path = path
        about: dict[str, str] = dict(self._rows("SELECT name, value FROM about"))
        self._base = about.get("base", "")
        self.counts = about.get("counts") == tables.COUNTS
        self._spans: dict[EntryKind, tuple[int, int]] = {}
        for kind in KINDS:
            first, _, last = about.get(f"{kind} rows", "1 0").partition(" ")
            self._spans[kind] = int(first), int(last)

    def count(self, kind: EntryKind) -> int:
        """Return how many things of a kind there are."""
        first, last = self._spans[kind]
        return last - first + 1

    def page(self, kind: EntryKind, number: int, size: int) -> list[str]:
        """Return the IRIs on page `number`, from 1, of those of a kind, `size` on each.

        Raises:
            ReleaseDamaged: the index cannot be read.
        """
        first, last = self._spans[kind]
        start = first + (number - 1) * size
        end = min(start + size - 1, last)
        rows = self._rows("SELECT iri FROM thing WHERE id BETWEEN ? AND ?", start, end)
        return [self._whole(iri) for (iri,) in rows]

    def papers(self, kind: EntryKind, most: int) -> dict[str, int]:
        """Return how many papers each thing of a kind has, by IRI, of the `most` that have most of them.

        Raises:
            ReleaseDamaged: the index cannot be read.
        """
        first, last = self._spans[kind]
        text = "SELECT iri, papers FROM thing WHERE id BETWEEN ? AND ? ORDER BY id"
        return {
            self._whole(iri): papers for iri, papers in self._rows(text, first, min(last, first + most - 1))
        }

    def _whole(self, iri: str) -> str:
        return iri if ":" in iri.partition("/")[0] else f"{self._base}{iri}"

    def _rows(self, text: str, *values: int) -> list[Any]:
        try:
            with closing(sqlite3.connect(self._address, uri=True)) as connection:
                return connection.execute(text, values).fetchall()
        except sqlite3.Error as error:
            raise ReleaseDamaged(f"{self._path}: the search index cannot be read: {error}") from error
