"""Identifier nodes: one node a scheme and value, shared by all that state it, so that a clash shows.

Mapping specification, section 4.5; scheme individuals of the DataCite ontology 1.2.1. Of which of its
classes an identifier is follows from what has it, and is not said again (`queries/views/spar.rq` says it).
"""

from __future__ import annotations

from functools import cache
from typing import Final

from kg.iris import Iris, path
from kg.mapping.literals import iri, verbatim
from kg.mapping.terms import SAME_AS, SCHEME, VALUE
from kg.vocab import DATACITE

_SCHEMES: Final = frozenset(
    {"arxiv", "ark", "bibcode", "crossref", "dblp", "doi", "dnb", "fundref", "github", "gnd",
     "google-scholar", "handle", "ieee", "isbn", "isni", "issn", "eissn", "lissn", "loc", "oclc",
     "omid", "openalex", "orcid", "pii", "pmcid", "pmid", "purl", "repec", "researcherid", "ror",
     "scigraph", "sici", "upc", "url", "urn", "viaf", "wikidata", "zbmath"}
)  # fmt: skip
_RENAMED: Final = {
    "issn-l": "lissn",
    "issnl": "lissn",
    "scholar": "google-scholar",
    "funder": "fundref",
    "dblp-record": "dblp-record",
    "zbl": "zbmath",
}
_LOCAL: Final = {
    "resource": "local-resource-identifier-scheme",
    "person": "local-personal-identifier-scheme",
    "organisation": "local-organization-identifier-scheme",
}
_RESOLVERS: Final = {
    "orcid": "https://orcid.org/",
    "dblp": "https://dblp.org/pid/",
    "openalex": "https://openalex.org/",
    "ror": "https://ror.org/",
    "funder": "https://doi.org/",
    "wikidata": "http://www.wikidata.org/entity/",
}


@cache
def scheme_term(scheme: str, of: str) -> str:
    """Return the DataCite individual of a scheme; one it does not know is a local scheme."""
    if scheme == "dblp" and of == "resource":
        return DATACITE.n("dblp-record")
    name = _RENAMED.get(scheme, scheme)
    return DATACITE.n(name) if name in _SCHEMES or name in _RENAMED.values() else DATACITE.n(_LOCAL[of])


def identifier_node(iris: Iris, scheme: str, value: str, of: str) -> str:
    """Return the triples of an identifier of the kind `resource`, `person` or `organisation`."""
    node = iris.identifier(scheme, value)
    return f"{node}{SCHEME}{scheme_term(scheme, of)} .\n{node}{VALUE}{verbatim(value)} .\n"


def agent_link(owner: str, scheme: str, value: str) -> str:
    """Return the link from an agent to the page of its identifier, where the scheme has a resolver."""
    resolver = _RESOLVERS.get(scheme)
    link = iri(f"{resolver}{path(value)}") if resolver else None
    return f"{owner}{SAME_AS}{link} .\n" if link else ""
