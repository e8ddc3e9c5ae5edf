"""Reads the index of a release: hits by kind, the best first, and how many there are.

Rows stand in the order in which they are worth showing, so at most DEPTH of each kind are read; a search
for words that half of all titles have is as fast as any other. What such a reading could miss, the thing
that is called just so, is looked up apart.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from operator import itemgetter
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any, Final

from kg.errors import QueryLimitExceeded, ReleaseDamaged
from kg.release.search import tables
from kg.release.search.index_entry import KINDS, EntryKind, IndexEntry
from kg.release.search.name_scan import holding
from kg.release.search.ranking import Tier, rank
from kg.release.search.search_query import SearchQuery, quoted
from kg.release.search.spelling import respelled
from kg.release.search.title_scan import titled

Row = tuple[Any, ...]

DEPTH: Final = 200
"""How many hits of a kind are read; there may be more, which is said."""
SECONDS: Final = 2.0
_RANKED: Final = 100
_FEW: Final = {
    EntryKind.PERSON: 10,
    EntryKind.TEAM: 10,
}  # hits, below which less exact ones are looked for; else 1
_CALLED: Final = "SELECT * FROM thing WHERE digest = ? AND kind = ? ORDER BY id LIMIT ?"
_COUNTED: Final = 20
_CHECK_EVERY: Final = 2000  # instructions of SQLite's virtual machine


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: how well it fits, and the other name by which it was found, if by one."""

    entry: IndexEntry
    tier: Tier
    score: float
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The hits of one kind: a page of them, how many there are, and whether there are more than counted."""

    kind: EntryKind
    hits: tuple[Hit, ...]
    count: int
    more: bool


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """What a search found, kind by kind; kinds of which nothing was found are left out."""

    wanted: str
    groups: tuple[Group, ...]

    @property
    def best(self) -> tuple[Hit, ...]:
        """All hits of this page, the best fits first, whatever they are."""
        hits = [hit for group in self.groups for hit in group.hits]
        return tuple(sorted(hits, key=lambda hit: (-hit.tier, -hit.score)))


class SearchIndex:
    """The search index of one release, open for reading; threads may use it at once."""

    def __init__(self, path: Path, *, seconds: float = SECONDS) -> None:
        """Open the index in the file `path`; a search may take `seconds`.

        Raises:
            ReleaseDamaged: the file is no index, or one of another version.
        """
        self._path, self._seconds = path, seconds
        self._idle: LifoQueue[sqlite3.Connection] = LifoQueue()
        self._closed = False
        with self._connection() as connection:
            about = dict(connection.execute("SELECT name, value FROM about"))
        if about.get("version") != str(tables.VERSION):
            raise ReleaseDamaged(f"{path}: a search index that this version of kg cannot read")
        self._base: str = about["base"]
        self.kinds = tuple(kind for kind in KINDS if f"{kind} rows" in about)

    def close(self) -> None:
        """Close the file; searches that still run end first."""
        self._closed = True
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    def search(
        self,
        text: str,
        kinds: Sequence[EntryKind] = KINDS,
        *,
        limit: int = 20,
        offset: int = 0,
        depth: int = DEPTH,
    ) -> SearchAnswer:
        """Return what is found for `text`, `limit` hits of each kind after the first `offset`.

        Raises:
            UsageError: the text is too long.
            QueryLimitExceeded: it took too long.
            ReleaseDamaged: the index cannot be read.
        """
        wanted = SearchQuery.parse(text)
        groups = []
        if not wanted.empty:
            with self._connection() as connection:
                for kind in kinds:
                    if kind in self.kinds:
                        found, more = self._ranked(connection, wanted, kind, depth)
                        if found:
                            hits = tuple(self._hit(one) for one in found[offset : offset + limit])
                            groups.append(Group(kind, hits, len(found), more))
        return SearchAnswer(wanted.text, tuple(groups))

    def meant(self, text: str, kinds: Sequence[EntryKind] = KINDS) -> str | None:
        """Return what may be meant where nothing of these kinds is found: nearly the same, and found.

        Raises:
            UsageError, QueryLimitExceeded, ReleaseDamaged: as `search` does.
        """
        typed = [forms[0] for forms in SearchQuery.parse(text).words]
        among = [kind for kind in kinds if kind in self.kinds]
        with self._connection() as connection:
            for other in respelled(typed, partial(self._count, connection, among)):
                expression = SearchQuery.parse(other).strict()
                if any(self._rows(connection, expression, kind, 1) for kind in among):
                    return other
        return None

    def holding(self, text: str, kinds: Sequence[EntryKind], most: int) -> list[str] | None:
        """Return the IRIs of things of which a name holds `text`: of each of `kinds` the first `most`.

        None where the index cannot tell. See `kg.release.search.name_scan`.

        Raises:
            QueryLimitExceeded, ReleaseDamaged: as `search` does.
        """
        with self._connection() as connection:
            found = [holding(connection, text, kind, most) for kind in kinds]
        if any(some is None for some in found):
            return None
        return [tables.whole(iri, self._base) for some in found if some for iri in some]

    def titled(self, texts: Sequence[str], most: int) -> list[str] | None:
        """Return the IRIs of all papers whose titles may hold every one of `texts`, if no more than `most`.

        None where they are more, or the index cannot tell. See `kg.release.search.title_scan`.

        Raises:
            QueryLimitExceeded, ReleaseDamaged: as `search` does.
        """
        with self._connection() as connection:
            found = titled(connection, texts, most)
        return None if found is None else [tables.whole(iri, self._base) for iri in found]

    @staticmethod
    def _count(
        connection: sqlite3.Connection, kinds: Sequence[EntryKind], word: str, unfinished: bool
    ) -> int:
        """Return how many things have a word, or one that begins so; of each kind a few are counted."""
        expression = quoted(word, unfinished=unfinished)
        return sum(
            connection.execute(
                f"SELECT COUNT(*) FROM (SELECT 1 FROM {kind}_words WHERE {kind}_words MATCH ? LIMIT ?)",  # noqa: S608
                (expression, _COUNTED),
            ).fetchone()[0]
            for kind in kinds
        )

    def _ranked(
        self, connection: sqlite3.Connection, wanted: SearchQuery, kind: EntryKind, depth: int
    ) -> tuple[list[Hit | Row], bool]:
        """Return what is found of a kind, in its order; rows are not ranked. And whether there is more."""
        rows = self._rows(connection, wanted.strict(), kind, depth + 1)
        more = len(rows) > depth
        known = {row[0] for row in rows}
        rest: list[Row] = []
        likely: list[Row] = []
        if more:
            # Of what is so common, most stays in the order of the table.
            rows, rest = rows[:_RANKED], rows[_RANKED:depth]
            if wanted.digest is not None:
                named = connection.execute(_CALLED, (wanted.digest, kind.value, depth))
                rows += [row for row in named if row[0] not in known]
        elif len(rows) < _FEW.get(kind, 1) and (other := wanted.forgiving(kind)) is not None:
            likely = [row for row in self._rows(connection, other, kind, _RANKED) if row[0] not in known]
        hits = []
        for strict, some in ((True, rows), (False, likely)):
            for row in some:
                entry = tables.entry_of(row, self._base)
                fit = rank(entry, wanted, strict=strict)
                hits.append((-fit.tier, -fit.score, row[0], Hit(entry, fit.tier, fit.score, fit.other)))
        hits.sort(key=itemgetter(0, 1, 2))
        found: list[Hit | Row] = [hit for *_, hit in hits]
        return [*found, *rest][:depth], more

    def _hit(self, found: Hit | Row) -> Hit:
        return (
            found if isinstance(found, Hit) else Hit(tables.entry_of(found, self._base), Tier.ELSEWHERE, 0.0)
        )

    def _rows(
        self, connection: sqlite3.Connection, expression: str, kind: EntryKind, limit: int
    ) -> list[Row]:
        found = connection.execute(
            f"SELECT thing.* FROM (SELECT rowid AS hit FROM {kind}_words WHERE {kind}_words MATCH ? LIMIT ?) "  # noqa: S608
            "CROSS JOIN thing ON thing.id = hit",
            (expression, limit),
        )
        return found.fetchall()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection that stops what takes too long."""
        try:
            connection = self._idle.get_nowait()
        except Empty:
            connection = self._open()
        deadline = time.monotonic() + self._seconds
        connection.set_progress_handler(lambda: time.monotonic() > deadline, _CHECK_EVERY)
        try:
            yield connection
        except sqlite3.OperationalError as error:
            if time.monotonic() > deadline:
                reason = f"the search took more than {self._seconds:g} s; search for longer words"
                raise QueryLimitExceeded("seconds", self._seconds, reason) from error
            raise self._damaged(error) from error
        except sqlite3.DatabaseError as error:
            raise self._damaged(error) from error
        finally:
            if self._closed:
                connection.close()
            else:
                self._idle.put(connection)

    def _open(self) -> sqlite3.Connection:
        # The file never changes, so SQLite need not lock it or look for a journal.
        place = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            connection = sqlite3.connect(place, uri=True, isolation_level=None, check_same_thread=False)
        except sqlite3.OperationalError as error:
            raise self._damaged(error) from error
        connection.execute("PRAGMA query_only = 1")
        connection.execute("PRAGMA mmap_size = 4294967296")
        return connection

    def _damaged(self, error: sqlite3.Error) -> ReleaseDamaged:
        return ReleaseDamaged(f"{self._path}: the search index cannot be read: {error} (run `kg verify`)")
