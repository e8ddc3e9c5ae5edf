"""The records of a graph: each work with what is said of it and of the things that it points to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.readers.draft import Draft
from kg.readers.fates import FieldTable
from kg.readers.leaves import Leaf
from kg.readers.rdf import vocabulary
from kg.readers.rdf.graph import BATCH, Graph, Row
from kg.readers.rdf.leaves import Leaves
from kg.readers.rdf.syntax import BASE
from kg.readers.rdf.work import WorkReading
from kg.readers.source import Document
from kg.records import Item, Rejection

_ROUNDS: Final = 5
"""How far things are followed: article, issue, volume, journal, publisher."""

_NOBODY: Final = frozenset(["n/a", "na", "none", "null", "unknown", "undefined", "-"])
_SPACES: Final = {
    "kg": ("https://w3id.org/kgpub/ontology#",),
    "bibo": ("http://purl.org/ontology/bibo/",),
    "vivo": ("http://vivoweb.org/ontology/core#",),
    "spar": (
        "http://purl.org/spar/pro/", "http://purl.org/spar/fabio/", "http://purl.org/spar/datacite/",
        "http://purl.org/spar/cito/", "http://prismstandard.org/namespaces/basic/2.0/",
        "http://purl.org/vocab/frbr/core#",
    ),
    "schema": ("https://schema.org/",),
    "dublin-core": (
        "http://purl.org/dc/terms/", "http://purl.org/dc/elements/1.1/",
        "http://www.w3.org/2000/01/rdf-schema#", "http://www.w3.org/2004/02/skos/core#",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    ),
}  # fmt: skip


def records(
    document: Document, name: str, graph: Graph, lines: tuple[int, int] | None = None
) -> Iterator[Item]:
    """Yield the records of a graph in the order of the document, in the format `name`.

    `lines` are those of every record, where the statements have no lines of their own.
    """
    works = graph.works()
    vocabularies = [one for one in vocabulary.VOCABULARIES if graph.uses(*_SPACES[one])]
    for start in range(0, len(works), BATCH):
        batch = works[start : start + BATCH]
        iris = [iri for _, _, iri in batch]
        rows: dict[str, list[Row]] = {}
        for one in vocabularies:
            for iri, found in graph.rows(one, "work", iris).items():
                rows.setdefault(iri, []).extend(found)
        things = _things(graph, rows)
        for first, last, iri in batch:
            yield from _record(document, name, graph, lines or (first, last), iri, rows.get(iri, []), things)


def _record(
    document: Document,
    name: str,
    graph: Graph,
    lines: tuple[int, int],
    iri: str,
    rows: list[Row],
    things: dict[str, list[Row]],
) -> Iterator[Item]:
    if iri.removeprefix(BASE).lower() in _NOBODY:
        reason = f"its subject is <{iri.removeprefix(BASE)}>, which names nothing: it may be several works"
        yield Rejection(document.name, lines[0], reason)
        return
    leaves: list[Leaf] = []
    read: dict[str, str] = {}
    dropped: dict[str, str] = {}
    draft = Draft(document, name, lines, leaves, FieldTable(read, dropped), excerpt=iri)
    unique = list(dict.fromkeys(rows))
    reading = WorkReading(iri, draft, graph, things)
    reading.read(unique)
    found = Leaves(graph, iri, unique, reading.used)
    leaves += found.leaves
    read |= found.table.read
    dropped |= found.table.dropped
    yield from draft.finish()


def _things(graph: Graph, rows: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Return what is said of the things to which works point, and of those to which these point."""
    things: dict[str, list[Row]] = {}
    wanted = {iri for found in rows.values() for row in found for iri in _nodes(row, graph)}
    asked: set[str] = set()
    for _ in range(_ROUNDS):
        asked |= wanted
        ahead: set[str] = set()
        several = sorted(wanted)
        for start in range(0, len(several), BATCH):
            for iri, found in graph.rows("nodes", "node", several[start : start + BATCH]).items():
                things[iri] = found
                ahead |= {one for row in found for one in _nodes(row, graph) if row.field != "kind"}
        wanted = ahead - asked
        if not wanted:
            break
    return things


def _nodes(row: Row, graph: Graph) -> Iterator[str]:
    if row.slot:
        yield row.slot
    if isinstance(row.value, Literal) or row.field == "kind":
        return
    members = graph.members(row.value)
    for value in [row.value] if members is None else members:
        if isinstance(value, NamedNode):
            yield value.value
