"""The description of the data set: deterministic in the graph, dates and checksums beside it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from kg.release import Release
from kg.vocab import DCAT, DCTERMS, SCHEMA, SD, VOID
from tests.release.synthetic import BASE, SOURCE, build

DATASET = NamedNode(f"{BASE}dataset")


def described(release: Release) -> pyoxigraph.Dataset:
    path = release.description_path
    return pyoxigraph.Dataset(pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE))


def values(graph: pyoxigraph.Dataset, subject: NamedNode, predicate: str) -> set[str]:
    found = [quad.object for quad in graph.quads_for_subject(subject) if quad.predicate.value == predicate]
    return {term.value for term in found if isinstance(term, NamedNode | Literal)}


def meta(release: Release) -> list[str]:
    query = f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{BASE}graph/meta> {{ ?s ?p ?o }} }}"
    result = release.open_store().query(query)
    assert isinstance(result, pyoxigraph.QueryTriples)
    return sorted(str(triple) for triple in result)


def test_the_graph_meta_is_part_of_the_description_and_has_no_date(tmp_path: Path) -> None:
    release = build(tmp_path)
    graph = described(release)
    known = {str(quad.triple) for quad in graph}
    inside = meta(release)
    assert inside
    assert set(inside) <= known
    assert release.manifest.counts.graphs[f"{BASE}graph/meta"] == len(inside)
    assert release.id not in "".join(inside)
    assert f"{release.manifest.created:%Y-%m-%d}" not in "".join(inside)
    assert "_:" not in "".join(known)


def test_counts_are_true(tmp_path: Path) -> None:
    release = build(tmp_path)
    graph, counts = described(release), release.manifest.counts
    resolved = NamedNode(f"{BASE}dataset/resolved")
    assert values(graph, DATASET, VOID["triples"]) == {str(counts.quads)}
    assert values(graph, resolved, VOID["triples"]) == {str(counts.triples)}
    assert values(graph, resolved, VOID["entities"]) == {str(counts.entities)}
    for name, count in counts.graphs.items():
        assert values(graph, NamedNode(name), VOID["triples"]) == {str(count)}
        assert name in values(graph, DATASET, VOID["subset"])
    part = NamedNode(f"{BASE}dataset/class/schema-ScholarlyArticle")
    assert part.value in values(graph, resolved, VOID["classPartition"])
    assert values(graph, part, VOID["entities"]) == {"200"}
    links = NamedNode(f"{BASE}linkset/doi.org")
    assert values(graph, links, VOID["triples"]) == {"40"}
    assert f"{BASE}graph/meta" in values(graph, NamedNode(f"{BASE}service/dataset"), SD["namedGraph"])


def test_dumps_are_described_with_size_and_digest(tmp_path: Path) -> None:
    release = build(tmp_path)
    graph = described(release)
    assert len(release.dumps()) == 2
    for dump in release.dumps():
        node = NamedNode(f"{BASE}dataset/dump-{dump.path.name}")
        assert node.value in values(graph, DATASET, DCAT["distribution"])
        assert values(graph, node, DCAT["byteSize"]) == {str(dump.path.stat().st_size)}
        assert values(graph, node, SCHEMA["sha256"]) == {dump.entry.sha256}
        assert values(graph, node, DCAT["downloadURL"]) == {f"{BASE}dumps/{release.id}/{dump.path.name}"}
        assert values(graph, node, DCTERMS["license"]) == values(graph, DATASET, DCTERMS["license"]) != set()
    assert values(graph, DATASET, DCTERMS["issued"]) == {f"{release.manifest.created:%Y-%m-%d}"}
    assert values(graph, DATASET, DCAT["version"]) == {release.id}
    assert f"{BASE}source/{SOURCE.sha256[:16]}" in values(
        graph, DATASET, "http://www.w3.org/ns/prov#wasDerivedFrom"
    )


def test_the_description_is_covered_by_the_manifest(tmp_path: Path) -> None:
    release = build(tmp_path)
    assert release.manifest.files["description.ttl"].bytes == release.description_path.stat().st_size
