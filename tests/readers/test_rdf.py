"""What must hold of any graph that is read: bounds, kg's own dumps read again. Cases are in `cases/rdf`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, QuerySolution, QuerySolutions, RdfFormat, Store

from kg.readers import detect, read
from kg.readers.fates import Fates
from kg.readers.rdf import vocabulary
from kg.readers.rdf.graph import DocumentGraph
from kg.readers.rdf.patterns import Things, rows_of
from kg.readers.rdf.records import records
from kg.readers.rdf.runs import MAYBE, SAID
from kg.readers.rdf.syntax import statements, syntax_of
from kg.readers.rdf.terms import Iri, Text
from kg.readers.rdf.work import READ
from kg.readers.source import Document
from kg.records import Item, Notice, Rejection, WorkRecord
from kg.release.export import export
from tests.conftest import Built
from tests.readers.cases import FOLDER

GRAPHS = sorted(
    path
    for path in (FOLDER / "rdf").iterdir()
    if path.suffix in (".ttl", ".nt", ".rdf", ".trig") or path.stem == "held"
)
SYNTAXES = {"turtle": "ttl", "nquads": "nq", "rdfxml": "rdf", "jsonld": "jsonld"}


def items(text: str) -> list[Item]:
    return list(read(Document.of_bytes(text.encode(), "graph"), "rdf"))


def works(text: str) -> list[WorkRecord]:
    return [item for item in items(text) if isinstance(item, WorkRecord)]


@pytest.mark.parametrize("path", sorted(vocabulary.FOLDER.glob("*.rq")), ids=lambda path: path.stem)
def test_each_query_can_be_asked_as_it_stands(path: Path) -> None:
    answer = Store().query(path.read_text("utf-8"))
    assert isinstance(answer, QuerySolutions)
    assert not list(answer)


def graph_of(path: Path, in_memory: int = 1_000_000) -> DocumentGraph:
    """Return the graph of a document that is not JSON."""
    document = Document(path)
    graph = DocumentGraph(in_memory)
    for one in statements(document, syntax_of(document.head()) or RdfFormat.TRIG):
        if not isinstance(one, Rejection):
            graph.add(one.quad, one.line)
    graph.end()
    return graph


def term(one: Iri | Text) -> NamedNode | Literal:
    return NamedNode(one.value) if isinstance(one, Iri) else Literal(one.value, language=one.language)


def asked(store: Store, name: str, *iris: str) -> list[QuerySolution]:
    """Return the answers of a query of the package, asked of an engine."""
    text = vocabulary.query(name)
    if iris:
        text = text.replace("{ UNDEF }", "{ " + " ".join(f"<{iri}>" for iri in iris) + " }")
    answer = store.query(text)
    assert isinstance(answer, QuerySolutions)
    return list(answer)


def row_of(one: QuerySolution, names: set[str]) -> tuple[object, ...]:
    said = [one[name].value if name in names and one[name] is not None else None for name in ROW]
    order = one["order"] if "order" in names else None
    return (*said, order.value if isinstance(order, Literal) else None)


ROW = ("field", "predicate", "value", "slot")


@pytest.mark.parametrize("path", GRAPHS, ids=lambda path: path.stem)
def test_what_is_read_is_what_the_queries_answer(path: Path) -> None:
    """The patterns in Python are held against the queries, which an engine runs on the same graph."""
    store = Store()
    with graph_of(path) as graph:
        subjects = {run.subject for _, run in graph._runs if run.kind in (SAID, MAYBE)}
        for iri in subjects:
            for predicate, value in graph.node(iri).said:
                store.add(Quad(NamedNode(iri), NamedNode(predicate), term(value)))
        works = {node.iri for node in graph.works()}
        beside = {one["work"].value for one in asked(store, "beside", *sorted(subjects))}
        assert works == {one["work"].value for one in asked(store, "works")} - beside
        for iri in works:
            for name in vocabulary.VOCABULARIES:
                rows = rows_of(graph, graph.node(iri), [name])
                names = set(re.findall(r"\?(\w+)", vocabulary.query(name).partition("WHERE")[0]))
                assert {(row.field, row.predicate, row.value.value, row.slot, row.order) for row in rows} == {
                    row_of(one, names) for one in asked(store, name, iri)
                }
        things = Things(graph)
        for iri in subjects:
            rows = things.get(iri)
            assert {(row.field, row.predicate, row.value.value) for row in rows} == {
                (one["field"].value, one["predicate"].value, one["value"].value)
                for one in asked(store, "nodes", iri)
            }


@pytest.mark.parametrize("name", vocabulary.VOCABULARIES)
def test_each_field_of_a_query_is_read(name: str) -> None:
    tables = vocabulary.tables(name)
    fields = {field.split()[0] for table in tables for several in table.values() for field in several}
    assert fields
    assert fields <= READ


def test_a_graph_on_disk_is_read_as_one_in_memory() -> None:
    made = []
    for limit in (10, 1_000_000):
        document = Document(FOLDER / "rdf" / "bibo.ttl")
        document.fates = Fates()
        with graph_of(document.path, limit) as graph:
            made.append((list(records(document, "rdf", graph)), document.fates.counts))
    assert made[0] == made[1]
    assert len(made[0][0]) == 3


def test_a_list_that_bites_its_tail_ends() -> None:
    first = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#first")
    rest = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest")
    cell = NamedNode("http://a.example/cell")
    with DocumentGraph() as graph:
        graph.add(Quad(cell, first, Literal("Ann")), 1)
        graph.add(Quad(cell, rest, cell), 2)
        graph.end()
        assert graph.members(Iri(cell.value)) == [Text("Ann")]


CYCLE = """@prefix dct: <http://purl.org/dc/terms/> . @prefix bibo: <http://purl.org/ontology/bibo/> .
<http://a.example/1> a bibo:Article ; dct:title "Round" ; dct:creator "Ann" ;
  dct:isPartOf <http://a.example/2> .
<http://a.example/2> dct:isPartOf <http://a.example/1> , <http://a.example/2> ;
  dct:publisher <http://a.example/2> .
"""


def test_things_that_point_to_each_other_end() -> None:
    assert [work.title for work in works(CYCLE)] == ["Round"]


ENTITIES = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
BOMB = f"""<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY e0 "boom">{ENTITIES}]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/terms/">
<rdf:Description rdf:about="http://a.example/1"><dc:title>&e12;</dc:title><dc:creator>Ann Ames</dc:creator>
</rdf:Description></rdf:RDF>"""


def test_entities_in_entities_do_not_grow() -> None:
    for item in items(BOMB):
        assert len(repr(item)) < 100_000


def test_a_context_that_is_elsewhere_is_refused_by_name() -> None:
    found = items('{"@context": "https://x.example/c", "@type": "Book", "name": "N"}')
    (rejection,) = [item for item in found if isinstance(item, Rejection)]
    assert "its context is https://x.example/c" in rejection.reason


def test_a_context_that_is_elsewhere_is_passed_over_beside_one_that_is_known() -> None:
    found = items('{"@context": ["https://schema.org", "https://x.example/c"], "@type": "Book", "name": "N"}')
    notice, record = found
    assert isinstance(notice, Notice)
    assert "https://x.example/c is not fetched" in notice.message
    assert isinstance(record, WorkRecord)
    assert record.title == "N"


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_dump_of_kg_is_read_again(built_examples: Built, tmp_path: Path, syntax: str) -> None:
    path = tmp_path / f"dump.{SYNTAXES[syntax]}"
    with path.open("wb") as file:
        export(built_examples.release, syntax, file)
    document = Document(path)
    assert detect(document).name == "rdf"
    document.fates = Fates()
    again = list(read(document))
    assert not [item for item in again if isinstance(item, Rejection)]
    by_iri = {work.identifiers["uri"]: work for work in again if isinstance(work, WorkRecord)}
    longest = max(by_iri.values(), key=lambda work: len(work.authors))
    assert len(longest.authors) == 942
    assert longest.authors[0].name == "Gemini Team"
    assert longest.authors[0].kind == "collective"
    assert longest.authors_complete
    assert document.fates is not None
    assert document.fates.total("stated") * 20 < document.fates.total()
    (eprint,) = [work for work in by_iri.values() if work.arxiv_id == "0704.0185"]
    assert [(one.number, one.submitted) for one in eprint.versions] == [
        (1, "2007-04-02T13:35:11Z"),
        (2, "2007-04-03T08:51:17Z"),
    ]


def test_the_real_thing(shared: Path) -> None:
    document = Document(shared / "corpora" / "bolognese" / "schema_org.json")
    assert detect(document).name == "rdf"
    (work,) = read(document)
    assert isinstance(work, WorkRecord)
    assert [(one.given, one.family, one.orcid) for one in work.authors] == [
        ("Martin", "Fenner", "0000-0003-1419-2405")
    ]
    assert (work.doi, work.published, work.publisher) == ("10.5438/4K3M-NYVG", "2016-12-20", "DataCite")
    assert {one.doi for one in work.references} == {"10.5438/0012", "10.5438/55E5-T5C0"}


def test_graphs_of_the_mapping_are_read(shared: Path) -> None:
    for path in sorted((shared / "mapping" / "examples").glob("*.trig")):
        found = list(read(Document(path)))
        assert not [item for item in found if isinstance(item, Rejection)], path.name
