"""The records of a graph: each work with what is said of it and of the things that it points to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kg.readers.draft import Draft
from kg.readers.fates import REJECTED, FieldTable
from kg.readers.leaves import Leaf
from kg.readers.rdf import vocabulary
from kg.readers.rdf.graph import DocumentGraph, Resource
from kg.readers.rdf.leaves import ELSEWHERE, Leaves, plain_leaves
from kg.readers.rdf.patterns import Things, rows_of
from kg.readers.rdf.syntax import BASE
from kg.readers.rdf.terms import FieldValue
from kg.readers.rdf.work import WorkReading
from kg.readers.source import Document
from kg.records import Item, Rejection

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
    document: Document, name: str, graph: DocumentGraph, lines: tuple[int, int] | None = None
) -> Iterator[Item]:
    """Yield the records of a graph in the order of the document, in the format `name`.

    `lines` are those of every record, where the statements have no lines of their own.
    """
    vocabularies = [one for one in vocabulary.VOCABULARIES if graph.uses(*_SPACES[one])]
    things = Things(graph)
    for node in graph.works():
        rows = rows_of(graph, node, vocabularies)
        yield from _record(document, name, graph, lines or (node.first, node.last), node, rows, things)
    if document.fates is not None:
        for said in graph.uncounted():
            document.fates.drop(plain_leaves(said), ELSEWHERE)


def _record(
    document: Document,
    name: str,
    graph: DocumentGraph,
    lines: tuple[int, int],
    node: Resource,
    rows: list[FieldValue],
    things: Things,
) -> Iterator[Item]:
    if node.iri.removeprefix(BASE).lower() in _NOBODY:
        if document.fates is not None and graph.count(node):
            document.fates.drop(plain_leaves(node.said), REJECTED)
        shown = node.iri.removeprefix(BASE)
        reason = f"its subject is <{shown}>, which names nothing: it may be several works"
        yield Rejection(document.name, lines[0], reason)
        return
    leaves: list[Leaf] = []
    read: dict[str, str] = {}
    dropped: dict[str, str] = {}
    told: list[Leaf] = []
    draft = Draft(document, name, lines, leaves, FieldTable(read, dropped), told=told, excerpt=node.iri)
    reading = WorkReading(node.iri, draft, graph, things)
    reading.read(rows)
    found = Leaves(graph, node, rows, reading.used)
    leaves += found.leaves
    told += found.told
    read |= found.table.read
    dropped |= found.table.dropped
    yield from draft.finish()
