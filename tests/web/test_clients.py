"""The endpoint as clients see it that others wrote."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import URIRef, Variable
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, RDFXML, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

PERSON = "https://data.example.org/kg/person/bbbbbbbbbbbbbbb2"
NAME = URIRef("https://schema.org/name")


def test_rdflib(address: str) -> None:
    store = SPARQLStore(f"{address}/sparql", returnFormat="json")
    rows = store.query(f"SELECT ?name WHERE {{ <{PERSON}> <{NAME}> ?name }}").bindings
    assert [str(row[Variable("name")]) for row in rows] == ["Çağlar Deneme"]
    found = [str(triple[2]) for triple, _ in store.triples((URIRef(PERSON), NAME, None))]
    assert found == ["Çağlar Deneme"]


@pytest.mark.parametrize("method", ["GET", POST])
def test_sparqlwrapper(address: str, method: str) -> None:
    wrapper = SPARQLWrapper(f"{address}/sparql")
    wrapper.setMethod(method)
    wrapper.setQuery(f"SELECT ?name WHERE {{ <{PERSON}> <{NAME}> ?name }}")
    wrapper.setReturnFormat(JSON)
    found = wrapper.queryAndConvert()
    assert isinstance(found, dict)
    assert [row["name"]["value"] for row in found["results"]["bindings"]] == ["Çağlar Deneme"]
    wrapper.setReturnFormat(CSV)
    table = wrapper.queryAndConvert()
    assert isinstance(table, bytes)
    assert table.decode().splitlines() == ["name", "Çağlar Deneme"]
    wrapper.setQuery(f"DESCRIBE <{PERSON}>")
    wrapper.setReturnFormat(TURTLE)
    turtle = wrapper.queryAndConvert()
    assert isinstance(turtle, bytes)
    assert "Çağlar Deneme" in turtle.decode()
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery("SELECT broken")
    with pytest.raises(QueryBadFormed):
        wrapper.query()


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("form", [RDFXML, JSONLD, N3])
def test_sparqlwrapper_names_some_forms_twice(address: str, method: str, form: str) -> None:
    wrapper = SPARQLWrapper(f"{address}/sparql")
    wrapper.setMethod(method)
    wrapper.setQuery(f"CONSTRUCT WHERE {{ <{PERSON}> <{NAME}> ?name }}")
    wrapper.setReturnFormat(form)
    answer = wrapper.query().response
    rdf_format = RdfFormat.from_media_type(answer.headers["content-type"])
    assert rdf_format is not None
    assert [str(quad.object) for quad in parse(answer.read(), rdf_format)] == ['"Çağlar Deneme"']


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl(address: str) -> None:
    def curl(*arguments: str) -> str:
        done = subprocess.run(["curl", "--silent", "--fail", *arguments], capture_output=True, check=True)
        return done.stdout.decode()

    asked = curl(f"{address}/sparql", "--data-urlencode", "query=ASK { ?s ?p ?o }")
    assert json.loads(asked)["boolean"] is True
    assert "schema:name" in curl("-H", "Accept: text/turtle", f"{address}/person/bbbbbbbbbbbbbbb2")
    assert "schema:name" in curl("--compressed", f"{address}/person/bbbbbbbbbbbbbbb2.ttl")
