"""The keys of two releases, joined on disk."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.identity.registry import KeyClaim

_TABLES = """
CREATE TABLE before (kind TEXT, key TEXT, owner TEXT, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE active (kind TEXT, iri TEXT, PRIMARY KEY (kind, iri)) WITHOUT ROWID;
CREATE TABLE now (kind TEXT, key TEXT, cluster TEXT, rank INTEGER);
"""
# What a cluster claims that is not its own, what else it claims, and who else claims these.
_CLAIMS = """
WITH claims AS (
  SELECT now.cluster, now.key, before.owner, now.rank
  FROM now JOIN before USING (kind, key) WHERE now.kind = :kind
), odd AS (SELECT cluster, owner FROM claims WHERE owner <> cluster),
owners AS (
  SELECT owner FROM odd UNION SELECT owner FROM claims WHERE cluster IN (SELECT cluster FROM odd)
)
SELECT DISTINCT cluster, key, owner, min(rank) FROM claims WHERE owner IN (SELECT owner FROM owners)
GROUP BY cluster, key, owner
"""


class KeyJoin:
    """A database of keys: `before` those of the last release, `now` those of the clusters of this build."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        # it is made anew by each build, so nothing needs to survive a crash
        self._db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
        )
        self._db.executescript(_TABLES)

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def add_before(self, rows: Iterable[tuple[str, str, str]]) -> None:
        """Add (kind, key, owner) of the last release; the first owner of a key stays."""
        self._many("INSERT OR IGNORE INTO before VALUES (?, ?, ?)", rows)

    def add_active(self, rows: Iterable[tuple[str, str]]) -> None:
        """Add (kind, IRI) that the last release described; its own key leads to it and nowhere else."""
        self._many("INSERT OR IGNORE INTO active VALUES (?, ?)", rows)
        self._db.execute("INSERT OR REPLACE INTO before SELECT kind, iri, iri FROM active")

    def add_now(self, rows: Iterable[tuple[str, str, str, int]]) -> None:
        """Add (kind, key, cluster, rank) of this build."""
        self._many("INSERT INTO now VALUES (?, ?, ?, ?)", rows)

    def claims(self, kind: str) -> list[KeyClaim]:
        """Return all claims of the clusters that claim anything but the IRI their own key gives."""
        return [KeyClaim(*row) for row in self._db.execute(_CLAIMS, {"kind": kind})]

    def gone(self, kind: str, kept: dict[str, str], retired: Iterable[str]) -> Iterator[str]:
        """Yield the IRIs that were described before and that no cluster has now."""
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS live (iri TEXT PRIMARY KEY) WITHOUT ROWID")
        self._db.execute("DELETE FROM live")
        self._db.execute("INSERT OR IGNORE INTO live SELECT cluster FROM now WHERE kind = ?", (kind,))
        self._many("DELETE FROM live WHERE iri = ?", ((one,) for one in kept))
        self._many("INSERT OR IGNORE INTO live VALUES (?)", ((one,) for one in kept.values()))
        self._many("INSERT OR IGNORE INTO live VALUES (?)", ((one,) for one in retired))
        rows = self._db.execute(
            "SELECT iri FROM active WHERE kind = ? AND iri NOT IN (SELECT iri FROM live) ORDER BY iri",
            (kind,),
        )
        yield from (iri for (iri,) in rows)

    def is_live(self, kind: str, iri: str) -> bool:
        """Tell whether a cluster of this build is called so by its own key."""
        found = self._db.execute(
            "SELECT 1 FROM now WHERE kind = ? AND key = ? AND cluster = ? LIMIT 1", (kind, iri, iri)
        )
        return found.fetchone() is not None

    def ready(self) -> None:
        """Make `now` quick to search."""
        self._db.execute("CREATE INDEX IF NOT EXISTS now_keys ON now (kind, key, cluster, rank)")

    def _many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        self._db.execute("BEGIN")
        self._db.executemany(statement, rows)
        self._db.execute("COMMIT")
