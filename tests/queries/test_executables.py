"""Canned queries as RDF: executables of SHACL, as the SIB collection of examples has them."""

from __future__ import annotations

import pyoxigraph
import pyshacl
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, QuerySolutions, RdfFormat, Triple
from rdflib import Graph

from kg.queries import Catalogue
from kg.queries.executables import query_triples
from kg.vocab import PREFIXES, SH

BASE = "https://kg.example.org/"
SHAPES = """
PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
<https://x.test/executable> a sh:NodeShape ; sh:targetClass sh:SPARQLExecutable ;
  sh:property
    [ sh:path [ sh:alternativePath ( sh:select sh:ask sh:construct ) ] ; sh:minCount 1 ; sh:maxCount 1 ] ,
    [ sh:path rdfs:comment ; sh:minCount 1 ; sh:datatype rdf:langString ; sh:uniqueLang true ] ,
    [ sh:path schema:target ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path ( sh:prefixes sh:declare ) ; sh:minCount 1 ; sh:class sh:PrefixDeclaration ] ,
    [ sh:path sh:parameter ; sh:class sh:Parameter ] .
<https://x.test/parameter> a sh:NodeShape ; sh:targetClass sh:Parameter ;
  sh:property
    [ sh:path sh:path ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path [ sh:alternativePath ( sh:datatype sh:nodeKind ) ] ; sh:minCount 1 ; sh:maxCount 1 ] ,
    [ sh:path sh:optional ; sh:minCount 1 ; sh:datatype xsd:boolean ] .
<https://x.test/prefix> a sh:NodeShape ; sh:targetClass sh:PrefixDeclaration ;
  sh:property
    [ sh:path sh:prefix ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ,
    [ sh:path sh:namespace ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:anyURI ] .
"""


@pytest.fixture(scope="module")
def triples() -> list[Triple]:
    return query_triples(Catalogue.read().values(), BASE)


def test_they_have_the_shape_of_executables(triples: list[Triple]) -> None:
    text = pyoxigraph.serialize(triples, format=RdfFormat.TURTLE)
    assert text is not None
    data, shapes = Graph().parse(data=text, format="turtle"), Graph().parse(data=SHAPES, format="turtle")
    conforms, _, words = pyshacl.validate(data, shacl_graph=shapes)
    assert conforms, words


def test_each_query_can_be_run_from_its_description(triples: list[Triple]) -> None:
    texts = {
        str(t.subject)[1:-1].rpartition("/")[2]: t.object.value
        for t in triples
        if t.predicate.value == SH["select"] and isinstance(t.object, Literal)
    }  # fmt: skip
    catalogue = Catalogue.read()
    assert set(texts) == set(catalogue)
    for name, text in texts.items():
        found = pyoxigraph.Store().query(text, prefixes=PREFIXES)
        assert isinstance(found, QuerySolutions)
        assert tuple(one.value for one in found.variables) == catalogue[name].variables


def test_parameters_have_their_types(triples: list[Triple]) -> None:
    def values(subject: str, predicate: str) -> list[str]:
        return [
            getattr(t.object, "value", "")
            for t in triples
            if t.subject == NamedNode(subject) and t.predicate.value == SH[predicate]
        ]

    year, topic = (f"{BASE}queries/topic-papers#{name}" for name in ("year", "topic"))
    assert set(values(f"{BASE}queries/topic-papers", "parameter")) == {year, topic}
    assert values(year, "datatype") == ["http://www.w3.org/2001/XMLSchema#gYear"]
    assert (values(year, "optional"), values(topic, "optional")) == (["true"], ["false"])
    assert values(topic, "class") == ["http://www.w3.org/2004/02/skos/core#Concept"]
    assert values(topic, "path")[0].endswith("/topic")


def test_there_are_no_blank_nodes_and_each_triple_once(triples: list[Triple]) -> None:
    assert not [t for t in triples if isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode)]
    assert len(set(triples)) == len(triples)
