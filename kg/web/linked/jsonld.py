"""JSON-LD in two dresses: the graph under our own context, and schema.org for search engines.

The context is `ontology/context.jsonld`, served at `/ontology/context.jsonld`. schema.org's own
context is never referred to, as it expands to `http://schema.org/` while the graph uses `https`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

import orjson
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Node

from kg import resources
from kg.vocab import XSD

CONTEXT_PATH: Final = "/ontology/context.jsonld"


@cache
def context_file() -> bytes:
    """Return the context as it is published."""
    return (resources.folder("ontology") / "context.jsonld").read_bytes()


def compacted(triples: Iterable[Triple], context_url: str) -> bytes:
    """Return the triples as JSON-LD 1.1, compacted by our context, which is referred to by its address."""
    graph = Graph()
    for triple in triples:
        graph.add((_node(triple.subject), URIRef(triple.predicate.value), _node(triple.object)))
    context = orjson.loads(context_file())["@context"]
    text = graph.serialize(format="json-ld", context=context, auto_compact=False, sort_keys=True)
    document = orjson.loads(text)
    document["@context"] = context_url
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _node(term: object) -> Node:
    """Return a term as one of rdflib, whose literals would else change their text (`Z` to `+00:00`)."""
    match term:
        case NamedNode():
            return URIRef(term.value)
        case BlankNode():
            return BNode(term.value)
        case Literal(language=str() as language):
            return RdfLiteral(term.value, lang=language)
        case Literal():
            datatype = None if term.datatype.value == XSD["string"] else URIRef(term.datatype.value)
            return RdfLiteral(term.value, datatype=datatype, normalize=False)
        case _:
            raise TypeError(f"JSON-LD 1.1 has no way to write {term}")
