"""RDF of scholarly works: Turtle, N-Triples, RDF/XML, JSON-LD, in the vocabularies of this folder.

BIBO (with VIVO's authorships), FaBiO and the other SPAR ontologies, Dublin Core, schema.org, and kg's own
dumps. What a vocabulary says of a work stands in its `.rq` file. A graph is read whole before its first
record: up to 250,000 statements in memory, more in a temporary file. A JSON-LD object that has its context in
it is a graph of its own. Nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import orjson
import pyoxigraph
from pyoxigraph import RdfFormat

from kg.readers import reader
from kg.readers.fates import REJECTED
from kg.readers.foreign import foreign
from kg.readers.json_entries import JsonEntry, entries
from kg.readers.leaves import json_leaves
from kg.readers.rdf.graph import DocumentGraph
from kg.readers.rdf.jsonld import UnknownContext, localised, scripts, unknown_contexts
from kg.readers.rdf.records import records
from kg.readers.rdf.syntax import BASE, statements, syntax_of
from kg.readers.source import Document
from kg.records import Item, Notice, Rejection

NAME: Final = "rdf"

_KEYS: Final = re.compile(r'"(@context|@graph|@type|@id)"\s{0,3}:')
_HTML: Final = re.compile(r"\s{0,100}<(?:!DOCTYPE html|html|head|body|script)\b", re.IGNORECASE)
_EMBEDDED: Final = "application/ld+json"
_NO_WORK: Final = (
    "no work of a vocabulary that kg reads is described in it (BIBO, FaBiO, Dublin Core, schema.org)"
)


def _sniff(head: str) -> float:
    opening = head.lstrip()[:1]
    if opening in ("{", "["):
        keys = set(_KEYS.findall(head[:20_000]))
        return 0.95 if keys & {"@context", "@graph"} or {"@id", "@type"} & keys else 0.0
    if syntax_of(head) is not None:  # RDF may stand within other XML, such as a picture
        return 0.96 if foreign(head) is None else 0.0
    return 0.9 if _HTML.match(head) and _EMBEDDED in head.lower() else 0.0


@reader(
    NAME,
    "RDF of BIBO, FaBiO (SPAR), Dublin Core, schema.org or kg's dumps, JSON-LD in pages too",
    sniff=_sniff,
)
def parse(document: Document) -> Iterator[Item]:
    """Yield a record a work; a statement that cannot be read is a rejection and costs itself.

    Raises:
        UnreadableInput: the document cannot be read, or is JSON that is not in lines and very long.
    """
    head = document.head()
    if head.lstrip()[:1] in ("{", "["):
        if '"@context"' in head:
            yield from _objects(document, entries(document, ()))
        else:
            yield from _one_graph(document, RdfFormat.JSON_LD)
    elif _HTML.match(head):
        yield from _objects(document, scripts(document))
    else:
        yield from _one_graph(document, syntax_of(head) or RdfFormat.TRIG)


def _one_graph(document: Document, syntax: RdfFormat) -> Iterator[Item]:
    with DocumentGraph() as graph:
        for one in statements(document, syntax):
            if isinstance(one, Rejection):
                yield one
            else:
                graph.add(one.quad, one.line)
        graph.end()
        made = False
        for item in records(document, NAME, graph):
            made = True
            yield item
        if not made:
            yield Notice(document.name, 1, _NO_WORK)


def _objects(document: Document, objects: Iterator[JsonEntry | Rejection]) -> Iterator[Item]:
    """Yield the records of JSON objects, each a graph of its own if it has a context, else all together."""
    made = False
    with DocumentGraph() as together:
        for one in objects:
            if isinstance(one, Rejection):
                found: Iterator[Item] = iter([one])
            elif "@context" in one.value:
                found = _alone(document, one)
            else:
                found = _added(document, one, together)
            for item in found:
                made = made or not isinstance(item, Notice)
                yield item
        together.end()
        for item in records(document, NAME, together):
            made = True
            yield item
    if not made:
        yield Notice(document.name, 1, _NO_WORK)


def _alone(document: Document, one: JsonEntry) -> Iterator[Item]:
    """Yield the records of a JSON-LD object that is a graph of its own."""
    with DocumentGraph() as graph:
        yield from _added(document, one, graph)
        graph.end()
        yield from records(document, NAME, graph, (one.first_line, one.last_line))


def _added(document: Document, one: JsonEntry, graph: DocumentGraph) -> Iterator[Item]:
    """Add the statements of a JSON-LD object to a graph; yield why there are none, or not all."""
    try:
        text = orjson.dumps(localised(one.value))
    except (UnknownContext, RecursionError) as error:
        reason = (
            f"its context is {error}, which is not fetched and does not come with kg (schema.org's does); "
            "put the context itself into the document"
        )
        if isinstance(error, RecursionError):
            reason = "it is nested too deep"
        elif document.fates is not None:
            without = {key: value for key, value in one.value.items() if key != "@context"}
            document.fates.drop(json_leaves(without), REJECTED)
        yield Rejection(document.name, one.first_line, reason)
        return
    for address in unknown_contexts(one.value):
        note = f"its context {address} is not fetched: what only it defines is not known"
        yield Notice(document.name, one.first_line, note)
    try:
        for quad in pyoxigraph.parse(text, format=RdfFormat.JSON_LD, base_iri=BASE, lenient=True):
            graph.add(quad, one.first_line)
    except SyntaxError as error:
        reason = f"it is not valid JSON-LD: {' '.join(str(error.msg).split())[:200]}"
        yield Rejection(document.name, one.first_line, reason)
