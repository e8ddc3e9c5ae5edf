"""JSON-LD in two dresses: the graph under our own context, and schema.org for search engines.

The context is `ontology/context.jsonld`, served at `/ontology/context.jsonld`. schema.org's own
context is never referred to, as it expands to `http://schema.org/` while the graph uses `https`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

import orjson
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.term import Node

from kg import resources
from kg.vocab import SCHEMA, XSD
from kg.web import names, publications, views
from kg.web.entity import Description

CONTEXT_PATH: Final = "/ontology/context.jsonld"
_CONTEXT: Final = {"@vocab": str(SCHEMA)}


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


def paper(d: Description) -> dict[str, Any]:
    """Return a paper as schema.org's ScholarlyArticle, for the head of its page."""
    written_by = [
        {"@type": "Organization" if author.team else "Person", "name": author.name}
        | ({"@id": author.iri} if author.iri else {})
        for author in views.authors(d)
    ]
    document: dict[str, Any] = {
        "@context": _CONTEXT,
        "@id": d.iri,
        "@type": "ScholarlyArticle",
        "name": names.title(d),
        "headline": names.title(d),
        "abstract": d.text(SCHEMA["abstract"]),
        "datePublished": d.text(SCHEMA["datePublished"]),
        "inLanguage": d.text(SCHEMA["inLanguage"]),
        "author": written_by,
        "about": [topic.label for topic in views.topics(d)],
        "sameAs": sorted({page for p in publications.publications(d) for page in p.pages}),
        "isPartOf": [
            {"@type": "CreativeWork", "name": p.venue.label}
            for p in publications.publications(d)
            if p.venue is not None
        ],
    }
    return {key: value for key, value in document.items() if value}


def agent(d: Description) -> dict[str, Any]:
    """Return a person or team in schema.org's terms, for the head of its page."""
    document: dict[str, Any] = {
        "@context": _CONTEXT,
        "@id": d.iri,
        "@type": "Person" if d.kind.name == "person" else "Organization",
        "name": d.label(),
        "givenName": d.text(SCHEMA["givenName"]),
        "familyName": d.text(SCHEMA["familyName"]),
        "alternateName": [getattr(v, "value", str(v)) for v in d.values(SCHEMA["alternateName"])],
        "sameAs": d.iris(SCHEMA["sameAs"]),
    }
    return {key: value for key, value in document.items() if value}


def data_set(site: str, origin: str, base: str, release: str) -> dict[str, Any]:
    """Return the data set in schema.org's terms, for the head of the start page."""
    return {
        "@context": _CONTEXT,
        "@id": f"{base}dataset",
        "@type": "Dataset",
        "name": site,
        "description": "Papers, their authors in order, venues and topics, resolved from several sources.",
        "url": f"{origin}/",
        "version": release,
        "isAccessibleForFree": True,
        "distribution": [{"@type": "DataDownload", "contentUrl": f"{origin}/dumps/"}],
    }


def citation(d: Description) -> list[tuple[str, str]]:
    """Return the Highwire Press tags of a paper, which reference managers and search engines read."""
    found = [("citation_title", names.title(d))]
    found += [("citation_author", author.name) for author in views.authors(d)]
    date = d.text(SCHEMA["datePublished"])
    if date:
        found.append(("citation_publication_date", date[:10].replace("-", "/")))
    language = d.text(SCHEMA["inLanguage"])
    if language:
        found.append(("citation_language", language))
    for publication in publications.publications(d):
        repository = any(identifier.scheme == "arxiv" for identifier in publication.identifiers)
        if publication.venue is not None and not repository:
            found.append(("citation_journal_title", publication.venue.label))
        for identifier in publication.identifiers:
            tag = {"doi": "citation_doi", "arxiv": "citation_arxiv_id", "pmid": "citation_pmid"}.get(
                identifier.scheme
            )
            # arXiv's own DOIs stand for the e-print, which citation_arxiv_id names already.
            if tag and not (tag == "citation_doi" and repository):
                found.append((tag, identifier.value))
    keywords = [topic.label for topic in views.topics(d)] + [
        str(v.value) for v in d.values(SCHEMA["keywords"]) if hasattr(v, "value")
    ]
    if keywords:
        found.append(("citation_keywords", "; ".join(keywords)))
    return found
