"""Canned queries as RDF: executables of SHACL, with their prefixes and typed parameters.

Sources: SHACL, W3C Recommendation 2017-07-20, sections 5.2.1 (prefixes) and 6.2.1 (parameters); SHACL
Advanced Features, section 5.1 (`sh:SPARQLExecutable` and its subclasses). `rdfs:comment`, `schema:target` and
`schema:keywords` are used as the SIB collection of SPARQL examples uses them, so that its tools read them.
There are no blank nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.engine import QueryForm
from kg.engine.template import DATATYPES, Parameter
from kg.queries.catalogue import CannedQuery
from kg.vocab import DCTERMS, FABIO, FOAF, KGO, OWL, PREFIXES, RDF, RDFS, SCHEMA, SH, SKOS, XSD

_FORMS: Final = {
    QueryForm.SELECT: ("SPARQLSelectExecutable", "select"),
    QueryForm.ASK: ("SPARQLAskExecutable", "ask"),
    QueryForm.CONSTRUCT: ("SPARQLConstructExecutable", "construct"),
}
# of other kinds, such as venues and things, there is no one class
_CLASSES: Final = {
    "person": SCHEMA["Person"],
    "team": FOAF["Group"],
    "paper": FABIO["Work"],
    "topic": SKOS["Concept"],
    "source": KGO["SourceDocument"],
}


def query_triples(
    queries: Iterable[CannedQuery], base: str, text_of: Callable[[CannedQuery], str] | None = None
) -> list[Triple]:
    """Return what can be said of canned queries, and of the prefixes that they share.

    Args:
        queries: those to be described; of an unusual form, such as DESCRIBE, nothing is said.
        base: the base IRI of the data set, ending in a slash; a query is `{base}queries/NAME`.
        text_of: gives the text of a query, with arguments of the data set; by default that of its file.
    """
    found: list[Triple] = []
    for query in queries:
        if query.form in _FORMS:
            found += _query(query, base, text_of(query) if text_of else query.text)
    return [*found, *_prefixes(base)]


def _query(query: CannedQuery, base: str, text: str) -> Iterator[Triple]:
    iri = f"{base}queries/{query.name}"
    kind, predicate = _FORMS[query.form]
    yield _link(iri, RDF["type"], SH["SPARQLExecutable"])
    yield _link(iri, RDF["type"], SH[kind])
    yield _said(iri, DCTERMS["identifier"], query.name)
    yield _said(iri, RDFS["label"], query.name, language="en")
    yield _said(iri, RDFS["comment"], query.summary, language="en")
    if query.description:
        yield _said(iri, DCTERMS["description"], query.description, language="en")
    for tag in query.tags:
        yield _said(iri, SCHEMA["keywords"], tag)
    yield _said(iri, SH[predicate], text)
    yield _link(iri, SH["prefixes"], f"{base}queries/prefixes")
    yield _link(iri, SCHEMA["target"], f"{base}sparql")
    yield _link(iri, DCTERMS["isPartOf"], f"{base}dataset")
    if query.parameters:
        yield _link(iri, RDF["type"], SH["Parameterizable"])
    for number, parameter in enumerate(query.parameters):
        yield from _parameter(parameter, number, iri, base)


def _parameter(parameter: Parameter, number: int, query: str, base: str) -> Iterator[Triple]:
    node = f"{query}#{parameter.name}"
    yield _link(query, SH["parameter"], node)
    yield _link(node, RDF["type"], SH["Parameter"])
    # the local name of the path is the name of the variable
    yield _link(node, SH["path"], f"{base}queries/parameter/{parameter.name}")
    yield _said(node, SH["name"], parameter.name, language="en")
    if parameter.help:
        yield _said(node, SH["description"], parameter.help, language="en")
    yield _typed(node, SH["order"], str(number), XSD["integer"])
    yield _typed(node, SH["optional"], "true" if parameter.optional else "false", XSD["boolean"])
    if not parameter.repeatable:
        yield _typed(node, SH["maxCount"], "1", XSD["integer"])
    if not parameter.is_entity:
        yield _link(node, SH["datatype"], DATATYPES[parameter.kind])
        return
    yield _link(node, SH["nodeKind"], SH["IRI"])
    if parameter.kind in _CLASSES:
        yield _link(node, SH["class"], _CLASSES[parameter.kind])


def _prefixes(base: str) -> Iterator[Triple]:
    iri = f"{base}queries/prefixes"
    yield _link(iri, RDF["type"], OWL["Ontology"])
    for prefix, namespace in PREFIXES.items():
        node = f"{iri}#{prefix}"
        yield _link(iri, SH["declare"], node)
        yield _link(node, RDF["type"], SH["PrefixDeclaration"])
        yield _said(node, SH["prefix"], prefix)
        yield _typed(node, SH["namespace"], namespace, XSD["anyURI"])


def _link(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))


def _said(subject: str, predicate: str, text: str, language: str | None = None) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), Literal(text, language=language))


def _typed(subject: str, predicate: str, text: str, datatype: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), Literal(text, datatype=NamedNode(datatype)))
