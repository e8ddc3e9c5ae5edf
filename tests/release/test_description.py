"""The description of the data set: deterministic in the graph, dates and checksums beside it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from kg.configuration import Contact, DataSet, Party
from kg.release import Release
from kg.release.manifest import InputFile
from kg.release.stated_metadata import differing_licences, header, stated_triples
from kg.vocab import DCAT, DCTERMS, FOAF, RDF, SCHEMA, SD, VCARD, VOID
from tests.release.synthetic import BASE, SOURCE, STATED, build

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


WHOLE = DataSet(
    title="Papiere über Flüsse",
    description='Erfundene "Papiere".',
    language="de",
    licence="cc-by-sa-4.0",
    keywords=("Flüsse",),
    themes=("http://publications.europa.eu/resource/authority/data-theme/TECH",),
    access="non-public",
    creator=Party(name="Ada Lind", kind="person", url="https://orcid.org/0000-0002-1825-0097"),
    publisher=Party(name="A Library", kind="organization"),
    contact=Contact(name="Desk", email="desk+data@example.org"),
)


def stated(dataset: DataSet, *inputs: InputFile) -> pyoxigraph.Dataset:
    text = "".join(f"{line} .\n" for line in stated_triples(dataset, BASE, inputs))
    return pyoxigraph.Dataset(pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_TRIPLES))


def test_everything_that_is_stated_is_said() -> None:
    graph = stated(WHOLE, SOURCE.model_copy(update={"licence": "https://a.test/l", "credit": "By B."}))
    assert values(graph, DATASET, DCTERMS["title"]) == {"Papiere über Flüsse"}
    assert {str(quad.object) for quad in graph.quads_for_subject(DATASET)} >= {
        '"Erfundene \\"Papiere\\"."@de', '"Flüsse"@de', "<http://id.loc.gov/vocabulary/iso639-1/de>",
        "<https://creativecommons.org/licenses/by-sa/4.0/>", "<https://orcid.org/0000-0002-1825-0097>",
        "<http://publications.europa.eu/resource/authority/access-right/NON_PUBLIC>",
        "<http://publications.europa.eu/resource/authority/data-theme/TECH>",
    }  # fmt: skip
    creator = NamedNode("https://orcid.org/0000-0002-1825-0097")
    assert SCHEMA["Person"] in values(graph, creator, RDF["type"])
    assert values(graph, NamedNode(f"{BASE}agent/publisher"), FOAF["name"]) == {"A Library"}
    contact = NamedNode(f"{BASE}agent/contact")
    assert values(graph, contact, VCARD["hasEmail"]) == {"mailto:desk+data@example.org"}
    assert not values(graph, DATASET, SCHEMA["isAccessibleForFree"])
    source = NamedNode(f"{BASE}source/{SOURCE.sha256[:16]}")
    assert values(graph, source, DCTERMS["license"]) == {"https://a.test/l"}
    assert values(graph, source, SCHEMA["creditText"]) == {"By B."}


def test_what_is_not_stated_is_not_said() -> None:
    graph = stated(DataSet(), SOURCE)
    said = {quad.predicate.value for quad in graph}
    assert said == {DCTERMS["title"], SCHEMA["name"], DCTERMS["description"], SCHEMA["description"]}
    assert values(graph, DATASET, DCTERMS["title"]) == {"Scholarly knowledge graph at kg.example.org"}
    assert "1 source document;" in values(graph, DATASET, DCTERMS["description"]).pop()


def test_the_turtle_dump_says_whose_it_is_and_on_what_terms() -> None:
    assert header(WHOLE, BASE).splitlines() == [
        "# Papiere über Flüsse",
        "# By Ada Lind",
        "# Licence: CC-BY-SA-4.0: https://creativecommons.org/licenses/by-sa/4.0/",
        f"# Description: {BASE}dataset",
    ]
    assert header(DataSet(title="two\nlines"), BASE).startswith("# two lines\n# Licence: none is stated\n")


def test_another_licence_of_a_source_is_said() -> None:
    other = SOURCE.model_copy(update={"licence": "https://creativecommons.org/licenses/by/4.0/"})
    assert differing_licences(WHOLE, [other, SOURCE]) == [
        "note: the data set states CC-BY-SA-4.0; received under CC-BY-4.0: papers.jsonl"
    ]
    assert not differing_licences(STATED, [other])
