"""The benchmark's own parts on a small corpus; nothing here asserts a time, and no peer is needed."""

from __future__ import annotations

import csv
import sys
from io import BytesIO
from pathlib import Path

import orjson
import pyoxigraph as ox
import pytest

from kg.records import Source, WorkRecord
from kg.release.pipeline.publish import vocabulary_triples
from kg.vocab import FABIO, RDF, SCHEMA

from . import contests, corpus, process, report, rml, shape, triples
from .statements import tally

BASE = "https://kg.example.org/"
RR = "http://www.w3.org/ns/r2rml#"
SOURCE = Source(file="records.jsonl", format="kg", first_line=1, last_line=1)
GRAPH = rf"""
@base <{BASE}> .
@prefix schema: <https://schema.org/> .
@prefix pro: <http://purl.org/spar/pro/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<paper/a> a schema:ScholarlyArticle ; schema:name "A \"quoted\" \\title\n, or nan \U0001F680"@en ;
  schema:datePublished "2020-09"^^xsd:gYearMonth ;
  schema:about <https://example.org/x>, <https://example.org/y> ;
  pro:isDocumentContextFor <authorship/a-1>, <authorship/a-2> .
<paper/b> a schema:ScholarlyArticle ; schema:name "Second" ; schema:datePublished "2020-09-20"^^xsd:date ;
  pro:isDocumentContextFor <authorship/b-1> .
<authorship/a-1> schema:position 1 ; pro:withRole pro:author ; pro:isHeldBy <person/p> .
<authorship/a-2> schema:position 2 ; pro:withRole pro:author ; pro:isHeldBy <org/t> .
<authorship/b-1> schema:position 1 ; pro:withRole pro:author ; pro:isHeldBy <person/p> .
<person/p> schema:name "Zoë, \"Z.\" Łącka" . <org/t> schema:name "Team" .
<https://example.org/x> schema:name "Not of the data set" .
"""


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    source = tmp_path / "graph.ttl"
    source.write_text(GRAPH, encoding="utf-8")
    return triples.canonical(source, tmp_path / "graph.sorted")


def test_records_are_the_same_each_time_and_legal(tmp_path: Path) -> None:
    first, again = list(corpus.records(60)), list(corpus.records(60))
    assert first == again
    for record in first:
        WorkRecord.model_validate({**record, "source": SOURCE})
    path = tmp_path / "records.jsonl"
    assert corpus.write(path, 60) == path.stat().st_size
    assert [orjson.loads(line) for line in path.read_bytes().splitlines()] == first


def test_records_are_as_described() -> None:
    records = list(corpus.records(5000))
    count = len(records)
    assert 1700 < sum(len(orjson.dumps(record)) for record in records) / count < 2000
    assert 780 < sum(len(record["abstract"]) for record in records) / count < 940
    sizes = [len(record["authors"]) for record in records]
    assert 4.5 < sum(sizes) / count < 5.5
    assert max(sizes) >= 900
    assert 1.7 < sum(len(record["categories"]) for record in records) / count < 2.2
    dois = [record["doi"] for record in records if "doi" in record]
    assert 0.8 < len(dois) / count < 0.9
    assert any("<" in doi for doi in dois)
    assert any(" " in doi and '"' in doi for doi in dois)
    assert 0.75 < sum("venue" in record for record in records) / count < 0.85
    eprints = [record["arxiv_id"] for record in records if "arxiv_id" in record]
    assert 0 < len(eprints) - len(set(eprints)) < count * 0.04, "some papers are stated twice"
    text = "".join(record["title"] + record["abstract"] for record in records)
    assert all(sign in text for sign in ('"', "\\", "$", "\n", "\r", "\t", "\x07", "🚀"))


@pytest.mark.parametrize("count", [0, corpus.LARGEST + 1])
def test_a_wrong_number_of_records_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="number of records"):
        next(corpus.records(count))


def test_comparison_finds_what_one_side_lacks(tmp_path: Path, graph: Path) -> None:
    other = tmp_path / "other.nt"
    lines = graph.read_text("utf-8").splitlines(keepends=True)
    other.write_text("".join([lines[3], *reversed(lines[1:]), f"<{BASE}x> <{BASE}y> <{BASE}z> .\n"]), "utf-8")
    found = triples.compare(graph, triples.canonical(other, tmp_path / "other.sorted"))
    assert (found.both, found.only_left, found.only_right) == (len(lines) - 1, 1, 1)
    assert found.examples_left == (lines[0].rstrip(),)
    assert found.examples_right == (f"<{BASE}x> <{BASE}y> <{BASE}z> .",)


def test_an_illegal_iri_is_not_rdf(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.nt"
    wrong.write_text("<http://example.org/a b> <http://example.org/p> <http://example.org/o> .\n")
    with pytest.raises(triples.NotRdfError, match=r"wrong\.nt"):
        triples.canonical(wrong, tmp_path / "wrong.sorted")


def test_tables_hold_every_statement_of_the_data_set(tmp_path: Path, graph: Path) -> None:
    assert shape.base_of(graph) == BASE
    kinds = shape.kinds(graph, BASE)
    mapping = rml.write_tables(graph, BASE, kinds, tmp_path)
    assert _materialised(mapping, tmp_path) == _of_data_set(graph)


def test_nested_documents_hold_every_statement_of_the_data_set(tmp_path: Path, graph: Path) -> None:
    mapping = rml.write_nested(graph, BASE, shape.kinds(graph, BASE), tmp_path)
    assert _materialised(mapping, tmp_path) == _of_data_set(graph)


def test_a_process_is_measured_with_its_children(tmp_path: Path) -> None:
    child = "x = b'x' * 60_000_000; import time; time.sleep(0.3); sum(range(3_000_000))"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}], check=True)"
    used = process.run([sys.executable, "-c", parent], log=tmp_path / "log", memory_limit=1 << 40)
    assert used.peak > 60_000_000
    assert used.cpu > 0
    assert used.wall >= 0.3


@pytest.mark.parametrize(
    ("command", "limit", "message"),
    [
        (["/nonexistent/program"], 1 << 40, "cannot be started"),
        ([sys.executable, "-c", "raise SystemExit('broken')"], 1 << 40, "exit code 1 .*broken"),
        ([sys.executable, "-c", "x = b'x' * 90_000_000\nwhile True: pass"], 60_000_000, "stopped at"),
    ],
)
def test_a_command_that_fails_says_how(tmp_path: Path, command: list[str], limit: int, message: str) -> None:
    with pytest.raises(process.CommandError, match=message):
        process.run(command, log=tmp_path / "log", memory_limit=limit)


def test_the_report_judges_by_the_aim() -> None:
    slow, quick = (
        process.Measure(cpu=30, wall=20, peak=2_000_000_000),
        process.Measure(cpu=5, wall=5, peak=1_000),
    )
    faster = contests.Outcome("mapping", "a peer", 5, kg=[quick], other=[slow], kg_triples=10, right=True)
    text = "\n".join(report.lines(faster, 100))
    assert "6.00 by CPU, 4.00 by wall; aim ≥ 5: met" in text
    assert "triples: right" in text
    slower = contests.Outcome("build", "a peer", 1.6, lower=True, kg=[slow], other=[quick], kg_triples=10)
    text = "\n".join(report.lines(slower, 100))
    assert "6.00 by CPU, 4.00 by wall; aim ≤ 1.6: MISSED" in text
    assert "aim < 1,000 MB: MISSED" in text
    assert "NOT shown" in text


def _of_data_set(graph: Path) -> set[str]:
    return {line for line in graph.read_text("utf-8").splitlines() if line.startswith(f"<{BASE}")}


def _materialised(mapping: Path, folder: Path) -> set[str]:
    """Run a mapping as RML defines it, as far as the benchmark's mappings use it."""
    store = ox.Store()
    store.load(path=str(mapping), format=ox.RdfFormat.TURTLE, base_iri="http://example.org/")
    solutions = store.query(
        """PREFIX rr: <http://www.w3.org/ns/r2rml#> PREFIX rml: <http://semweb.mmlab.be/ns/rml#>
        SELECT * { ?map rml:logicalSource ?source ; rr:predicateObjectMap ?rule .
          ?source rml:source ?file OPTIONAL { ?source rml:iterator ?iterator }
          ?rule rr:predicate ?predicate OPTIONAL { ?rule rr:object ?constant }
          OPTIONAL { ?rule rr:objectMap ?object . ?object rml:reference ?reference
            OPTIONAL { ?object rr:language ?language } OPTIONAL { ?object rr:datatype ?datatype }
            OPTIONAL { ?object rr:termType ?type } } }"""
    )
    assert isinstance(solutions, ox.QuerySolutions)
    found: set[str] = set()
    for rule in solutions:
        for row in _rows(folder / rule["file"].value, rule["iterator"].value if rule["iterator"] else None):
            subject = ox.NamedNode(str(row["iri"]))
            if rule["constant"]:
                found.add(f"{ox.Triple(subject, rule['predicate'], rule['constant'])} .")
                continue
            values = row[rule["reference"].value]
            for value in values if isinstance(values, list) else [values]:
                if value != "":
                    found.add(f"{ox.Triple(subject, rule['predicate'], _object(str(value), rule))} .")
    return found


def _rows(path: Path, iterator: str | None) -> list[dict[str, object]]:
    if iterator is None:
        with path.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))
    rows = orjson.loads(path.read_bytes())
    for step in iterator.removeprefix("$[*]").replace("[*]", "").split(".")[1:]:
        rows = [inner for row in rows for inner in row.get(step, [])]
    result: list[dict[str, object]] = rows
    return result


def _object(value: str, rule: ox.QuerySolution) -> ox.NamedNode | ox.Literal:
    if rule["type"]:
        return ox.NamedNode(value)
    if rule["language"]:
        return ox.Literal(value, language=rule["language"].value)
    return ox.Literal(value, datatype=rule["datatype"]) if rule["datatype"] else ox.Literal(value)


def test_statements_are_counted_by_graph_property_and_class() -> None:
    graph = "https://kg.example.org/graph"
    text = f"""<https://a.example/1> <{RDF["type"]}> <{FABIO["Work"]}> .
<https://a.example/1> <{SCHEMA["name"]}> "A" .
<https://a.example/1> <{SCHEMA["name"]}> "B" .
<https://a.example/2> <{SCHEMA["name"]}> "A" <{graph}/source/0123456789abcdef> .
<https://a.example/3> <{SCHEMA["name"]}> "A" <{graph}/curation> .
{next(iter(vocabulary_triples()))}"""
    found = tally(BytesIO(text.encode()))
    assert found.vocabulary == 1
    assert dict(found.rows("resolved", 1)) == {"schema:name": 2.0, "a fabio:Work": 1.0}
    assert [found.counts[name].total() for name in ("sources", "curation", "others")] == [1, 1, 0]
