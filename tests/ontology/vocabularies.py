"""The vocabularies as their publishers distribute them, read from the shared material."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg import resources
from kg.vocab import CODE, KGO, OWL, RDF, RDFS, TOPIC

HOMES = {
    "http://purl.org/spar/fabio/": "spar-fabio",
    "http://purl.org/spar/cito/": "spar-cito",
    "http://purl.org/spar/pro/": "spar-pro",
    "http://purl.org/spar/pso/": "spar-pso",
    "http://purl.org/spar/datacite/": "spar-datacite",
    "http://purl.org/vocab/frbr/core#": "spar-frbr",
    "http://www.essepuntato.it/2010/06/literalreification/": "spar-literal",
    "http://prismstandard.org/namespaces/basic/2.0/": "spar-fabio",  # FaBiO declares the terms of PRISM
    "https://schema.org/": "schemaorg",
    "http://www.w3.org/ns/prov#": "prov",
    "http://www.w3.org/2004/02/skos/core#": "skos",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/dc/elements/1.1/": "dc11",
    "http://purl.org/dc/dcmitype/": "dcmitype",
    "http://xmlns.com/foaf/0.1/": "foaf",
    "http://rdfs.org/ns/void#": "void",
    "http://www.w3.org/ns/dcat#": "dcat3",
    "http://www.w3.org/ns/shacl#": "sh",
    "http://www.w3.org/ns/sparql-service-description#": "sd",
    "http://www.w3.org/2006/vcard/ns#": "vcard",
    "http://purl.org/vocab/vann/": "vann",
    "http://purl.org/ontology/bibo/": "bibo",
    "http://www.w3.org/2002/07/owl#": "owl",
    "http://www.w3.org/2000/01/rdf-schema#": "rdfs",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://www.w3.org/2001/XMLSchema#": "xsd",
}
OWN = {str(KGO): "kg.ttl", str(CODE): "codes.ttl", str(TOPIC): "arxiv-taxonomy.ttl"}
FOREIGN = ("http://purl.org/spar/", "http://schema.org/", "http://www.w3.org/ns/", "http://purl.org/dc/")
"""Where an IRI of no known vocabulary is a mistake, such as http for https in schema.org."""
KNOWN_OTHERWISE = {
    "http://purl.org/spar/bido/h-index",  # BiDO is not among the files; the term was read on its page
    "http://purl.org/ontology/bibo/status/draft",  # a value that BIBO names but does not describe
    "http://www.w3.org/ns/formats/N-Quads",  # a registry of formats, not a vocabulary
    "http://www.w3.org/ns/formats/Turtle",
    # the Data Quality Vocabulary is not among the files; the terms were read in the W3C's note
    *(
        f"http://www.w3.org/ns/dqv#{term}"
        for term in ("Metric", "QualityMeasurement", "hasQualityMeasurement", "isMeasurementOf", "value")
    ),
}


def own_triples(name: str) -> list[Triple]:
    """Read a file of the ontology folder; the description of a data set with an example base."""
    quads = parse(
        path=resources.folder("ontology") / name,
        format=RdfFormat.TURTLE,
        base_iri="https://data.example.org/kg/",
    )
    return [quad.triple for quad in quads]


@dataclass
class Vocabularies:
    """What the vocabularies describe, and their class and property hierarchies."""

    described: dict[str, set[str]] = field(default_factory=dict)
    above: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    domain: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    range: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    disjoint: set[frozenset[str]] = field(default_factory=set)

    @classmethod
    def read(cls, folder: Path) -> Vocabularies:
        """Read the vocabularies of `folder` and the own ontology."""
        found = cls()
        files = {name: folder / f"{name}.ttl" for name in set(HOMES.values())}
        graphs = {
            name: [quad.triple for quad in parse(path=path, format=RdfFormat.TURTLE, lenient=True)]
            for name, path in files.items()
        }
        for namespace, name in HOMES.items():
            found.described[namespace] = _subjects(graphs[name])
        for namespace, name in OWN.items():
            graphs[name] = own_triples(name)
            found.described[namespace] = _subjects(graphs[name])
        for triples in graphs.values():
            found._learn(triples)
        return found

    def unknown(self, iris: set[str]) -> set[str]:
        """Return those of `iris` that lie in a vocabulary whose own file does not describe them."""
        return {iri for iri in iris - KNOWN_OTHERWISE if not self._is_known(iri)}

    def _is_known(self, iri: str) -> bool:
        for namespace, terms in self.described.items():
            if iri.startswith(namespace):
                return iri in terms or iri == namespace
        return iri in self.described or not iri.startswith(FOREIGN)

    def clashes(self, triples: list[Triple]) -> set[tuple[str, str, str]]:
        """Return the nodes that RDFS puts in two disjoint classes, with these classes."""
        types: defaultdict[str, set[str]] = defaultdict(set)
        for triple in triples:
            subject, predicate, value = triple.subject, triple.predicate.value, triple.object
            if predicate == RDF["type"]:
                types[str(subject)].add(_iri(value))
            for term in self.closure(predicate):
                types[str(subject)] |= self.domain[term]
                if not isinstance(value, Literal):
                    types[str(value)] |= self.range[term]
        found = set()
        for node, classes in types.items():
            every = set[str]().union(*(self.closure(one) for one in classes))
            for one, other in map(sorted, self.disjoint):
                if {one, other} <= every:
                    found.add((node, one, other))
        return found

    def closure(self, term: str) -> set[str]:
        """Return a class or property and all above it."""
        seen, todo = {term}, [term]
        while todo:
            for other in self.above[todo.pop()] - seen:
                seen.add(other)
                todo.append(other)
        return seen

    def _learn(self, triples: list[Triple]) -> None:
        lists = {
            (str(triple.subject), triple.predicate.value): _iri(triple.object)
            for triple in triples
            if triple.predicate.value in (RDF["first"], RDF["rest"])
        }
        for triple in triples:
            one, predicate, other = (
                str(triple.subject).strip("<>"),
                triple.predicate.value,
                _iri(triple.object),
            )
            named = isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode)
            if predicate == OWL["members"]:
                self.disjoint |= {frozenset(pair) for pair in combinations(_members(lists, other), 2)}
            elif not named:
                continue
            elif predicate in (RDFS["subClassOf"], RDFS["subPropertyOf"]):
                self.above[one].add(other)
            elif predicate == OWL["equivalentClass"]:
                self.above[one].add(other)
                self.above[other].add(one)
            elif predicate == RDFS["domain"]:
                self.domain[one].add(other)
            elif predicate == RDFS["range"]:
                self.range[one].add(other)
            elif predicate == OWL["disjointWith"]:
                self.disjoint.add(frozenset((one, other)))


def _members(lists: dict[tuple[str, str], str], node: str) -> list[str]:
    members = []
    while (node, RDF["first"]) in lists:
        members.append(lists[node, RDF["first"]])
        node = lists[node, RDF["rest"]]
    return members


def _subjects(triples: list[Triple]) -> set[str]:
    return {triple.subject.value for triple in triples if isinstance(triple.subject, NamedNode)}


def _iri(term: object) -> str:
    return term.value if isinstance(term, NamedNode) else str(term)
