"""What is asked of the search of a release, and how what it finds is shown."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Final

from kg.queries.sparql_search import scan
from kg.release.search import KINDS, EntryKind, Hit, SearchAnswer, SearchIndex
from kg.web.http.current import ServedRelease
from kg.web.pages.description.names import grouped, shortened
from kg.writers.references.reference import UNTITLED

_LONGEST: Final = 300
_OPENING: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: the text, one kind or all, which page (from 1) and how many hits a page has."""

    text: str
    kind: EntryKind | None
    page: int
    size: int

    @property
    def kinds(self) -> tuple[EntryKind, ...]:
        """The kinds to search."""
        return KINDS if self.kind is None else (self.kind,)

    @property
    def offset(self) -> int:
        """How many hits come before this page."""
        return (self.page - 1) * self.size


@dataclass(frozen=True, slots=True)
class ShownHit:
    """One hit as it is shown: where it leads, its name, the other name that matched, and what it is."""

    iri: str
    label: str
    also: str | None
    note: str


def index_of(served: ServedRelease) -> SearchIndex | None:
    """Return the search index of a served release, opened once; None where its release has none.

    Raises:
        ReleaseDamaged: the index cannot be read.
    """
    if "search" not in served.made:
        with _OPENING:
            if "search" not in served.made:
                release = served.release
                index = None
                if release is not None and release.search_path.is_file():
                    index = SearchIndex(release.search_path)
                    served.closing.callback(index.close)
                served.made["search"] = index
    found: SearchIndex | None = served.made["search"]
    return found


def meant(served: ServedRelease, asked: Asked, answer: SearchAnswer) -> str | None:
    """Return what may have been meant where nothing was found; None where nothing is like it.

    Raises:
        QueryError: it took too long.
        ReleaseDamaged: the index cannot be read.
    """
    index = index_of(served)
    return None if index is None or answer.groups else index.meant(asked.text, asked.kinds)


def shown(hit: Hit) -> ShownHit:
    """Say how a hit is shown."""
    entry = hit.entry
    parts: list[str] = []
    if entry.kind is EntryKind.PAPER:
        people = ", ".join(entry.people)
        if entry.authors > len(entry.people):
            people += f" and {grouped(entry.authors - len(entry.people))} more"
        parts = [people, str(entry.year or "")]
    else:
        code = entry.identifiers[0] if entry.kind is EntryKind.TOPIC and entry.identifiers else ""
        papers = (
            f"{grouped(entry.papers)} {'paper' if entry.papers == 1 else 'papers'}" if entry.papers else ""
        )
        parts = [code, papers]
    label = entry.name or f"{UNTITLED}{f' ({entry.identifiers[0]})' if entry.identifiers else ''}"
    note = " · ".join(part for part in parts if part)
    other = shortened(hit.other, _LONGEST) if hit.other else None
    return ShownHit(entry.iri, shortened(label, _LONGEST), other, shortened(note, _LONGEST))


def find(served: ServedRelease, asked: Asked) -> SearchAnswer:
    """Search a served release, by its index or, where it has none, by SPARQL.

    Raises:
        UsageError: the text is too long.
        QueryError: the search took too long, or the engine cannot answer.
        ReleaseDamaged: the index cannot be read.
    """
    index = index_of(served)
    if index is None:
        return scan(served.engine, asked.text, asked.kinds, limit=asked.size, offset=asked.offset)
    return index.search(asked.text, asked.kinds, limit=asked.size, offset=asked.offset)
