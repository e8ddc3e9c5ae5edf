"""The vocabularies' namespaces, and nothing else.

Sources: schema.org 30.0; the SPAR ontologies (FaBiO 2.3, PRO 1.5.4, DataCite 1.2.1, FRBR 1.0.1,
CiTO 2.8.2, PSO 1.7.1); W3C and DCMI namespaces. The own ontology's namespace is fixed by the
project and does not depend on the base IRI of a data set.
"""

from __future__ import annotations

from typing import Final


class Namespace(str):
    """A namespace IRI; `NS["term"]` is a term's IRI, `NS.n("term")` the same in N-Triples."""

    __slots__ = ()

    def __getitem__(self, term: object) -> str:
        """Return the IRI of `term`."""
        return f"{self!s}{term}"

    def n(self, term: str) -> str:
        """Return the IRI of `term` between angle brackets, as N-Triples and SPARQL write it."""
        return f"<{self!s}{term}>"


SCHEMA: Final = Namespace("https://schema.org/")
FABIO: Final = Namespace("http://purl.org/spar/fabio/")
FRBR: Final = Namespace("http://purl.org/vocab/frbr/core#")
PRO: Final = Namespace("http://purl.org/spar/pro/")
PSO: Final = Namespace("http://purl.org/spar/pso/")
CITO: Final = Namespace("http://purl.org/spar/cito/")
DATACITE: Final = Namespace("http://purl.org/spar/datacite/")
LITERAL: Final = Namespace("http://www.essepuntato.it/2010/06/literalreification/")
PRISM: Final = Namespace("http://prismstandard.org/namespaces/basic/2.0/")
FOAF: Final = Namespace("http://xmlns.com/foaf/0.1/")
DCTERMS: Final = Namespace("http://purl.org/dc/terms/")
DCAT: Final = Namespace("http://www.w3.org/ns/dcat#")
VOID: Final = Namespace("http://rdfs.org/ns/void#")
SD: Final = Namespace("http://www.w3.org/ns/sparql-service-description#")
SKOS: Final = Namespace("http://www.w3.org/2004/02/skos/core#")
PROV: Final = Namespace("http://www.w3.org/ns/prov#")
OWL: Final = Namespace("http://www.w3.org/2002/07/owl#")
RDF: Final = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS: Final = Namespace("http://www.w3.org/2000/01/rdf-schema#")
VCARD: Final = Namespace("http://www.w3.org/2006/vcard/ns#")
XSD: Final = Namespace("http://www.w3.org/2001/XMLSchema#")
DQV: Final = Namespace("http://www.w3.org/ns/dqv#")
SH: Final = Namespace("http://www.w3.org/ns/shacl#")

KGO: Final = Namespace("https://w3id.org/kgpub/ontology#")
CODE: Final = Namespace("https://w3id.org/kgpub/code/")
TOPIC: Final = Namespace("https://w3id.org/kgpub/topic/arxiv/")
SHAPE: Final = Namespace("https://w3id.org/kgpub/shape/")

PREFIXES: Final[dict[str, str]] = {
    "schema": str(SCHEMA), "fabio": str(FABIO), "frbr": str(FRBR), "pro": str(PRO), "pso": str(PSO),
    "cito": str(CITO), "datacite": str(DATACITE), "literal": str(LITERAL), "prism": str(PRISM),
    "foaf": str(FOAF), "dcterms": str(DCTERMS), "dcat": str(DCAT), "void": str(VOID), "sd": str(SD),
    "skos": str(SKOS), "prov": str(PROV), "owl": str(OWL), "rdf": str(RDF), "rdfs": str(RDFS),
    "xsd": str(XSD), "sh": str(SH), "dqv": str(DQV), "kgo": str(KGO), "kgc": str(CODE), "arxiv": str(TOPIC),
    "kgs": str(SHAPE),
}  # fmt: skip
