"""The SPARQL 1.1 Service Description of the endpoint (W3C Recommendation 2013-03-21)."""

from __future__ import annotations

from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.vocab import DCAT, DCTERMS, RDF, SD, VOID, XSD
from kg.web.http.current import ServedRelease

FORMATS: Final = "http://www.w3.org/ns/formats/"
GRAPH_STORE: Final = "http://www.w3.org/TR/sparql11-http-rdf-update/"
_RESULTS: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
    "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads",
)  # fmt: skip


def description(served: ServedRelease, endpoint: str, graphs: list[str]) -> list[Triple]:
    """Return what the endpoint at the address `endpoint` is and holds; `graphs` are its named graphs."""
    service, data, default = BlankNode("service"), BlankNode("dataset"), BlankNode("default")
    store = BlankNode("store")

    def say(subject: BlankNode, predicate: str, value: str | BlankNode | Literal) -> Triple:
        found = NamedNode(value) if isinstance(value, str) else value
        return Triple(subject, NamedNode(predicate), found)

    triples = [
        say(service, RDF["type"], SD["Service"]),
        say(service, SD["endpoint"], endpoint),
        say(service, SD["supportedLanguage"], SD["SPARQL11Query"]),
        *(say(service, SD["resultFormat"], FORMATS + name) for name in _RESULTS),
        say(service, SD["defaultDataset"], data),
        say(data, RDF["type"], SD["Dataset"]),
        say(data, DCTERMS["title"], Literal(served.title)),
        say(data, DCTERMS["source"], f"{served.base}dataset"),
        say(data, SD["defaultGraph"], default),
        say(default, RDF["type"], SD["Graph"]),
        # The vocabulary has no term for the Graph Store Protocol; DCAT says what an address conforms to.
        say(store, RDF["type"], DCAT["DataService"]),
        say(store, DCAT["endpointURL"], f"{endpoint.removesuffix('/sparql')}/rdf-graphs/service"),
        say(store, DCTERMS["conformsTo"], GRAPH_STORE),
    ]
    if served.release is not None:
        count = Literal(str(served.release.manifest.counts.triples), datatype=NamedNode(XSD["integer"]))
        triples.append(say(default, VOID["triples"], count))
    for number, name in enumerate(graphs):
        graph = BlankNode(f"graph{number}")
        triples += [
            say(data, SD["namedGraph"], graph),
            say(graph, RDF["type"], SD["NamedGraph"]),
            say(graph, SD["name"], name),
        ]
    return triples
