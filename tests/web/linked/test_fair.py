"""What the FAIR checkers F-UJI and FOOPS! ask for, item by item, as far as it needs no public host.

Left to whoever publishes: F-UJI F1-02MD and A1-02MD (a persistent identifier that is registered and
resolves, such as w3id.org or a DOI), FOOPS! PURL1, URI1, URI2 and OM3's DOI and logo, FIND2 and FIND3
(prefix.cc, LOV).
"""

from __future__ import annotations

import json
import re
from urllib.robotparser import RobotFileParser

import httpx
import pyoxigraph
import pytest
import rdflib
from rdflib import DCAT, DCTERMS, OWL, PROV, RDF, RDFS, SKOS, VOID, URIRef

from tests.web.linked.conftest import BASE

SCHEMA = rdflib.Namespace("https://schema.org/")
VANN = rdflib.Namespace("http://purl.org/vocab/vann/")
BIBO = rdflib.Namespace("http://purl.org/ontology/bibo/")
DATASET = URIRef(f"{BASE}dataset")
ONTOLOGY = URIRef("https://w3id.org/kgpub/ontology")
SPDX = ("https://creativecommons.org/publicdomain/zero/1.0/", "https://creativecommons.org/licenses/by/4.0/")


@pytest.fixture(scope="module")
def about(visitor: httpx.Client) -> rdflib.Graph:
    """The description of the data set, as a checker gets it: by negotiation at its landing page."""
    answer = visitor.get("/dataset", headers={"accept": "text/turtle"})
    return rdflib.Graph().parse(data=answer.content, format="turtle")


@pytest.fixture(scope="module")
def landing(visitor: httpx.Client) -> str:
    return visitor.get("/dataset", headers={"accept": "text/html"}).text


@pytest.fixture(scope="module")
def embedded(landing: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', landing, re.DOTALL)
    assert found
    document: dict[str, object] = json.loads(found[1])
    assert list(pyoxigraph.parse(found[1], pyoxigraph.RdfFormat.JSON_LD))
    return document


@pytest.fixture(scope="module")
def ontology(visitor: httpx.Client) -> rdflib.Graph:
    answer = visitor.get("/ontology", headers={"accept": "text/turtle"})
    return rdflib.Graph().parse(data=answer.content, format="turtle")


def test_fuji_f1_01md_a_globally_unique_identifier(about: rdflib.Graph, embedded: dict[str, object]) -> None:
    assert str(about.value(DATASET, DCTERMS.identifier)) == str(DATASET) == embedded["identifier"]


@pytest.mark.parametrize(
    "term",
    [
        DCTERMS.creator, DCTERMS.title, DCTERMS.identifier, DCTERMS.issued, DCTERMS.publisher,
        DCTERMS.description, DCAT.keyword,
    ],
)  # fmt: skip
def test_fuji_f2_01m_core_elements(about: rdflib.Graph, term: URIRef) -> None:
    assert about.value(DATASET, term) is not None


def test_fuji_f2_01m_core_elements_embedded(embedded: dict[str, object]) -> None:
    wanted = {"creator", "name", "identifier", "datePublished", "publisher", "description", "keywords"}
    assert wanted <= set(embedded)
    assert embedded["@type"] == "Dataset"


def test_fuji_f3_01m_links_to_the_data(about: rdflib.Graph, visitor: httpx.Client) -> None:
    addresses = [str(url) for url in about.objects(None, DCAT.downloadURL)]
    assert len(addresses) == 5  # two dumps, and the delta since the release before
    for address in addresses:
        answer = visitor.head("/" + address.removeprefix(BASE))
        node = about.value(predicate=DCAT.downloadURL, object=URIRef(address))
        assert answer.headers["content-length"] == str(about.value(node, DCAT.byteSize))


def test_fuji_f4_01m_found_by_search_engines(
    visitor: httpx.Client, site: str, embedded: dict[str, object]
) -> None:
    assert embedded["distribution"]
    robots = RobotFileParser()
    robots.parse(visitor.get("/robots.txt").text.splitlines())
    assert robots.can_fetch("Googlebot", f"{site}/dataset")
    assert f"<loc>{site}/dataset</loc>" in visitor.get("/sitemaps/site.xml").text
    home = visitor.get("/", headers={"accept": "text/html"}).text
    assert f'"@id":"{DATASET}"' in home


def test_fuji_a1_01m_access_rights_of_a_known_vocabulary(about: rdflib.Graph) -> None:
    rights = str(about.value(DATASET, DCTERMS.accessRights))
    assert rights == "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
    assert about.value(DATASET, SCHEMA.isAccessibleForFree).toPython() is True  # type: ignore[union-attr]


def test_fuji_a1_1_a1_2_a_standard_protocol(about: rdflib.Graph) -> None:
    for address in (*about.objects(None, DCAT.downloadURL), *about.objects(None, DCAT.endpointURL), DATASET):
        assert str(address).startswith(("https://", "http://"))


def test_fuji_i1_01m_rdf_by_negotiation_embedded_and_by_sparql(
    about: rdflib.Graph, embedded: dict[str, object], visitor: httpx.Client
) -> None:
    assert len(about) > 50
    assert "@context" in embedded
    endpoint = str(about.value(DATASET, VOID.sparqlEndpoint)).removeprefix(BASE)
    answer = visitor.get(f"/{endpoint}", params={"query": "ASK { ?s ?p ?o }", "format": "json"})
    assert answer.json()["boolean"] is True


def test_fuji_i2_01m_registered_vocabularies(about: rdflib.Graph) -> None:
    named = {str(iri) for iri in about.objects(DATASET, VOID.vocabulary)}
    assert {"https://schema.org/", "http://purl.org/spar/fabio/", str(PROV), str(SKOS)} <= named
    used = {str(predicate) for predicate in about.predicates()}
    assert all(any(term.startswith(str(space)) for term in used) for space in (DCAT, DCTERMS, VOID, PROV))


def test_fuji_i3_01m_typed_links_to_related_resources(about: rdflib.Graph, visitor: httpx.Client) -> None:
    for term in (PROV.wasDerivedFrom, DCTERMS.conformsTo, DCAT.theme):
        assert all(isinstance(node, URIRef) for node in about.objects(DATASET, term))
        assert about.value(DATASET, term) is not None
    assert 'rel="license"' in visitor.head("/dataset", headers={"accept": "text/html"}).headers["link"]


def test_fuji_r1_01m_type_size_format_and_what_is_measured(about: rdflib.Graph) -> None:
    assert str(about.value(DATASET, DCTERMS.type)) == "http://purl.org/dc/dcmitype/Dataset"
    assert about.value(DATASET, SCHEMA.variableMeasured) is not None
    for node in about.objects(DATASET, DCAT.distribution):
        for term in (DCAT.byteSize, DCAT.mediaType, DCAT.compressFormat, SCHEMA.sha256):
            assert about.value(node, term) is not None


def test_fuji_r1_1_01m_a_licence_by_its_iri(about: rdflib.Graph, embedded: dict[str, object]) -> None:
    assert str(about.value(DATASET, DCTERMS.license)) in SPDX
    assert embedded["license"] == [str(about.value(DATASET, DCTERMS.license))]
    for node in about.objects(DATASET, DCAT.distribution):
        assert str(about.value(node, DCTERMS.license)) in SPDX


def test_fuji_r1_2_01m_provenance(about: rdflib.Graph) -> None:
    activity = about.value(DATASET, PROV.wasGeneratedBy)
    for term in (PROV.used, PROV.wasAssociatedWith, PROV.startedAtTime):
        assert about.value(activity, term) is not None
    assert about.value(DATASET, DCTERMS.modified) is not None


def test_fuji_r1_3_community_standards_and_open_formats(about: rdflib.Graph) -> None:
    types = set(about.objects(DATASET, RDF.type))
    assert {DCAT.Dataset, VOID.Dataset, SCHEMA.Dataset} <= types
    start = "https://www.iana.org/assignments/media-types/"
    formats = {str(iri).removeprefix(start) for iri in about.objects(None, DCAT.mediaType)}
    assert formats == {"text/turtle", "application/n-quads", "text/tab-separated-values"}


def test_void_says_how_much_of_what_there_is(about: rdflib.Graph, visitor: httpx.Client) -> None:
    resolved = URIRef(f"{BASE}dataset/resolved")
    for part in about.objects(resolved, VOID.classPartition):
        kind, count = about.value(part, VOID["class"]), about.value(part, VOID.entities)
        query = f"SELECT (COUNT(*) AS ?n) {{ ?s a <{kind}> }}"
        rows = visitor.get("/sparql", params={"query": query, "format": "csv"}).text.split()
        assert rows[1] == str(count)
    properties = {str(about.value(p, VOID.property)) for p in about.objects(resolved, VOID.propertyPartition)}
    rows = visitor.get(
        "/sparql", params={"query": "SELECT DISTINCT ?p { ?s ?p ?o }", "format": "csv"}
    ).text.split()
    assert properties == set(rows[1:])
    well_known = visitor.get("/.well-known/void", headers={"accept": "text/turtle"}, follow_redirects=True)
    said = rdflib.Graph().parse(data=well_known.content, format="turtle")
    assert len(said) == len(about)


@pytest.mark.parametrize(
    "term",
    [
        # OM1, OM2, OM3 but for DOI and logo, OM4.1, OM5.1, OM5.2, FIND1, VER1
        DCTERMS.title, DCTERMS.description, DCTERMS.license, OWL.versionIRI, DCTERMS.creator,
        VANN.preferredNamespaceUri, VANN.preferredNamespacePrefix, OWL.versionInfo, DCTERMS.created,
        DCTERMS.bibliographicCitation, BIBO.status, DCTERMS.publisher, DCTERMS.issued,
    ],
)  # fmt: skip
def test_foops_metadata_of_the_ontology(ontology: rdflib.Graph, term: URIRef) -> None:
    assert ontology.value(ONTOLOGY, term) is not None


def test_foops_voc1_to_voc4_every_term_has_label_and_definition(ontology: rdflib.Graph) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    own = {s for kind in kinds for s in ontology.subjects(RDF.type, kind) if str(s).startswith(str(ONTOLOGY))}
    assert len(own) > 20
    for term in own:
        assert ontology.value(term, RDFS.label) is not None, term
        assert ontology.value(term, RDFS.comment) or ontology.value(term, SKOS.definition), term


def test_foops_cn1_doc1_rdf1_a_page_and_rdf_by_negotiation(visitor: httpx.Client) -> None:
    page = visitor.get("/ontology", headers={"accept": "text/html"})
    assert "<h1" in page.text
    for accept, form in (("text/turtle", "turtle"), ("application/rdf+xml", "xml")):
        answer = visitor.get("/ontology", headers={"accept": accept})
        assert answer.headers["content-type"].startswith(accept)
        assert len(rdflib.Graph().parse(data=answer.content, format=form)) > 100


def test_foops_ver2_the_version_resolves(ontology: rdflib.Graph, visitor: httpx.Client) -> None:
    version = str(ontology.value(ONTOLOGY, OWL.versionIRI)).removeprefix("https://w3id.org/kgpub")
    answer = visitor.get(version, headers={"accept": "text/turtle"}, follow_redirects=True)
    assert answer.headers["content-type"].startswith("text/turtle")
    assert visitor.get("/ontology/9.9.9").status_code == 404
