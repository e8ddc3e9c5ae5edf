"""The search index of a release: made with it, kept in it, read by the site and by `kg search`.

    text of the graph ─facts→ sorted facts ─entries→ sorted entries ─writing→ search.sqlite ─index→ hits

SPARQL has no text search, and a filter over the titles of a million papers takes seconds. So what
people search by (names, titles, identifiers, years) is put into a full-text index beside the store
(SQLite's FTS5, part of Python's standard library).
"""

from __future__ import annotations

from kg.release.search.index import Group, Hit, SearchAnswer, SearchIndex
from kg.release.search.index_entry import KINDS, EntryKind, IndexEntry
from kg.release.search.ranking import Tier

__all__ = [
    "KINDS",
    "EntryKind",
    "Group",
    "Hit",
    "IndexEntry",
    "SearchAnswer",
    "SearchIndex",
    "Tier",
]
