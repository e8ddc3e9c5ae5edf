"""RDF of scholarly works: Turtle, N-Triples, RDF/XML, JSON-LD, in the vocabularies of this folder.

BIBO (with VIVO's authorships), FaBiO and the other SPAR ontologies, Dublin Core, schema.org, and kg's own
dumps. What a vocabulary says of a work is asked by its `.rq` file. A graph is read whole before its first
record: up to some 250,000 statements in memory, more in a temporary store on disk. A JSON-LD object that has
its context in it is a graph of its own. Nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import orjson
import pyoxigraph
from pyoxigraph import RdfFormat

from kg.readers import reader
from kg.readers.json_entries import JsonEntry, entries
from kg.readers.rdf.graph import Graph
from kg.readers.rdf.jsonld import UnknownContext, localised, scripts
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
    if syntax_of(head) is not None:
        return 0.96
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
    with Graph() as graph:
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
    together: list[JsonEntry] = []
    made = False
    for one in objects:
        if isinstance(one, JsonEntry) and not {"@context"} & one.value.keys():
            together.append(one)
            continue
        for item in [one] if isinstance(one, Rejection) else _value(document, one.value, _lines(one, one)):
            made = True
            yield item
    if together:
        value = [one.value for one in together]
        for item in _value(document, value, _lines(together[0], together[-1])):
            made = True
            yield item
    if not made:
        yield Notice(document.name, 1, _NO_WORK)


def _lines(first: JsonEntry, last: JsonEntry) -> tuple[int, int]:
    return first.first_line, last.last_line


def _value(document: Document, value: Any, lines: tuple[int, int]) -> Iterator[Item]:
    try:
        text = orjson.dumps(localised(value))
    except UnknownContext as error:
        reason = (
            f"its context is {error}, which is not fetched and does not come with kg (schema.org's does); "
            "put the context itself into the document"
        )
        yield Rejection(document.name, lines[0], reason)
        return
    except RecursionError:
        yield Rejection(document.name, lines[0], "it is nested too deep")
        return
    with Graph() as graph:
        try:
            for quad in pyoxigraph.parse(text, format=RdfFormat.JSON_LD, base_iri=BASE, lenient=True):
                graph.add(quad, lines[0])
        except SyntaxError as error:
            yield Rejection(
                document.name, lines[0], f"it is not valid JSON-LD: {' '.join(str(error.msg).split())[:200]}"
            )
        graph.end()
        yield from records(document, NAME, graph, lines)
