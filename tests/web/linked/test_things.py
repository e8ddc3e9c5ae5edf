"""Every IRI of the graph answers on this host, in each form."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import httpx
import pyoxigraph
import pytest
from pyoxigraph import NamedNode, RdfFormat

from kg.engine import LocalEngine
from kg.store import Store
from kg.web.app import create_app
from kg.web.http.current import FixedRelease, ServedRelease

HERE = Path(__file__).parents[1]
BASE = "https://data.example.org/kg/"
PAPER = "/paper/aaaaaaaaaaaaaaa2"
MOVED = {
    ".well-known/void": 302,
    "paper/aaaaaaaaaaaaaaa5": 301,
    "person/bbbbbbbbbbbbbbb5": 300,
    "paper/aaaaaaaaaaaaaaa6": 410,
}
FORMS = {
    "ttl": ("text/turtle", RdfFormat.TURTLE),
    "nt": ("application/n-triples", RdfFormat.N_TRIPLES),
    "rdf": ("application/rdf+xml", RdfFormat.RDF_XML),
}


def triples(answer: httpx.Response, rdf_format: RdfFormat) -> set[str]:
    assert answer.status_code == 200, answer.text
    return {str(quad.triple) for quad in pyoxigraph.parse(answer.content, rdf_format)}


@pytest.mark.parametrize("name", FORMS)
def test_by_accept_and_by_suffix(client: httpx.Client, name: str) -> None:
    media_type, rdf_format = FORMS[name]
    by_accept = client.get(PAPER, headers={"accept": media_type})
    by_suffix = client.get(f"{PAPER}.{name}", headers={"accept": "text/html"})
    by_name = client.get(PAPER, params={"format": name})
    assert by_accept.headers["content-type"].startswith(media_type)
    assert by_accept.headers["content-location"] == f"{PAPER}.{name}"
    assert "Accept" in by_accept.headers["vary"]
    found = triples(by_accept, rdf_format)
    assert found == triples(by_suffix, rdf_format) == triples(by_name, rdf_format)
    assert found == triples(client.get(f"{PAPER}.nt"), RdfFormat.N_TRIPLES)


def test_json_ld_says_the_same_under_our_context(client: httpx.Client, address: str) -> None:
    answer = client.get(PAPER, headers={"accept": "application/ld+json"})
    document = answer.json()
    assert document["@context"] == f"{address}/ontology/context.jsonld"
    context = client.get("/ontology/context.jsonld")
    assert context.headers["content-type"] == "application/ld+json"
    assert context.headers["access-control-allow-origin"] == "*"
    document["@context"] = context.json()["@context"]
    ours = {str(quad.triple) for quad in pyoxigraph.parse(json.dumps(document), RdfFormat.JSON_LD)}
    assert ours == triples(client.get(f"{PAPER}.ttl"), RdfFormat.TURTLE)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (PAPER, "<{b}authorship/aaaaaaaaaaaaaaa2-3> <https://schema.org/position>"),
        (PAPER, '<{b}person/bbbbbbbbbbbbbbb2> <https://schema.org/name> "Çağlar Deneme"'),
        (PAPER, "<{b}pub/arxiv/2103.00001v2> <https://schema.org/version>"),
        (PAPER, "<{b}id/doi/10.1000%3Cq%3E/rivers> <http://www.essepuntato.it/2010/06/literalreification/"),
        (PAPER, "<https://w3id.org/kgpub/topic/arxiv/cs.LG> <http://www.w3.org/2004/02/skos/core#prefLabel>"),
        (PAPER, "<{b}record/dddddddddddddddd-1> <https://w3id.org/kgpub/ontology#firstLine>"),
        (PAPER, "<{b}curation/encoding-dddddddddddddddd-1-1> <https://w3id.org/kgpub/ontology#rule>"),
        ("/person/bbbbbbbbbbbbbbb2", "<{b}paper/aaaaaaaaaaaaaaa3> <https://schema.org/author>"),
        ("/person/bbbbbbbbbbbbbbb2", "<{b}observation/dddddddddddddddd-h-index> <https://schema.org/value>"),
        ("/person/bbbbbbbbbbbbbbb2", "<{b}id/orcid/0000-0002-1825-0097>"),
        ("/record/dddddddddddddddd-1", "<{b}mention/dddddddddddddddd-1-2> <https://schema.org/position>"),
        ("/record/dddddddddddddddd-1", "<{b}paper/aaaaaaaaaaaaaaa2>"),
        ("/id/orcid/0000-0002-1825-0097", "<{b}person/bbbbbbbbbbbbbbb2> <http://purl.org/spar/datacite/hasIdentifier>"),
        ("/topic/arxiv/cs.LG", "<https://w3id.org/kgpub/topic/arxiv/grp_cs>"),
        ("/code/list-complete", '"complete"'),
        ("/ontology", "<https://w3id.org/kgpub/ontology#Repair>"),
    ],
)  # fmt: skip
def test_what_hangs_on_a_thing(client: httpx.Client, path: str, said: str) -> None:
    assert said.replace("{b}", BASE) in client.get(path, headers={"accept": "application/n-triples"}).text


@pytest.mark.parametrize(
    ("path", "iri"),
    [
        ("/id/doi/10.1000%3Cq%3E/rivers", "id/doi/10.1000%3Cq%3E/rivers"),
        ("/id/doi/10.1000%3cq%3e/rivers", "id/doi/10.1000%3Cq%3E/rivers"),
        ("/id/doi/10.1000%3Cq%3E/rivers.nt", "id/doi/10.1000%3Cq%3E/rivers"),
        ("/id/doi/10.1000/caf%C3%A9.html", "id/doi/10.1000/caf%C3%A9.html"),
        ("/id/doi/10.1000/caf%C3%A9.html.nt", "id/doi/10.1000/caf%C3%A9.html"),
        ("/id/local/gr%C3%B6%C3%9Fe", "id/local/größe"),
    ],
)
def test_percent_encoded_iris(client: httpx.Client, path: str, iri: str) -> None:
    answer = client.get(path, headers={"accept": "application/n-triples"})
    subjects = {quad.subject for quad in pyoxigraph.parse(answer.content, RdfFormat.N_TRIPLES)}
    assert NamedNode(BASE + iri) in subjects


def test_every_iri_of_the_graph_answers(client: httpx.Client, store) -> None:  # type: ignore[no-untyped-def]
    rows = store.query(
        "SELECT DISTINCT ?x { { ?x ?p ?o } UNION { GRAPH ?g { ?x ?p ?o } } "
        f'FILTER(STRSTARTS(STR(?x), "{BASE}") || STRSTARTS(STR(?x), "https://w3id.org/kgpub/")) }}'
    )
    iris = [row["x"].value for row in rows]
    assert len(iris) > 40
    for iri in iris:
        path = iri.removeprefix(BASE).removeprefix("https://w3id.org/kgpub/")
        status = client.get(f"/{path}", headers={"accept": "text/html"}).status_code
        assert status == MOVED.get(path, 200), iri


def test_a_merged_iri_leads_to_the_new_one(client: httpx.Client) -> None:
    answer = client.get("/paper/aaaaaaaaaaaaaaa5")
    assert (answer.status_code, answer.headers["location"]) == (301, PAPER)
    assert client.get("/paper/aaaaaaaaaaaaaaa5.ttl").headers["location"] == f"{PAPER}.ttl"


def test_a_split_iri_lists_what_it_became(client: httpx.Client, browser: httpx.Client) -> None:
    answer = client.get("/person/bbbbbbbbbbbbbbb5")
    assert answer.status_code == 300
    iris = [candidate["iri"] for candidate in answer.json()["candidates"]]
    assert iris == [f"{BASE}person/bbbbbbbbbbbbbbb3", f"{BASE}person/bbbbbbbbbbbbbbb4"]
    assert 'href="/person/bbbbbbbbbbbbbbb4"' in browser.get("/person/bbbbbbbbbbbbbbb5").text


def test_a_withdrawn_iri_is_gone_but_keeps_its_tombstone(client: httpx.Client) -> None:
    assert client.get("/paper/aaaaaaaaaaaaaaa6").status_code == 410
    tombstone = client.get("/paper/aaaaaaaaaaaaaaa6", headers={"accept": "text/turtle"})
    assert tombstone.status_code == 410
    assert "invalidatedAtTime" in tombstone.text


def test_a_retired_topic_is_described_not_redirected(client: httpx.Client) -> None:
    assert client.get("/topic/arxiv/cmp-lg", headers={"accept": "text/html"}).status_code == 200


def test_unknown(client: httpx.Client, browser: httpx.Client) -> None:
    answer = client.get("/paper/nothing")
    assert answer.status_code == 404
    assert answer.json()["instance"] == "/paper/nothing"
    page = browser.get("/paper/nothing")
    assert page.status_code == 404
    assert 'action="/search"' in page.text
    assert client.get(PAPER, headers={"accept": "image/png"}).status_code == 406
    assert client.get(PAPER, params={"format": "pdf"}).status_code == 406


def test_unchanged(client: httpx.Client) -> None:
    for accept in ("text/html", "text/turtle"):
        first = client.get(PAPER, headers={"accept": accept})
        again = client.get(
            PAPER, headers={"accept": accept, "if-none-match": f'"x", {first.headers["etag"]}'}
        )
        assert again.status_code == 304
        assert again.headers["kg-release"] == first.headers["kg-release"]


def test_the_data_set(client: httpx.Client) -> None:
    answer = client.get("/.well-known/void")
    assert (answer.status_code, answer.headers["location"]) == (302, "/dataset")
    assert "void:sparqlEndpoint" in client.get("/dataset", headers={"accept": "text/turtle"}).text
    assert client.get("/dataset.nt").headers["content-type"] == "application/n-triples"


class _Head(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.meta: list[tuple[str, str]] = []
        self.script = ""
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "meta" and found.get("name", "").startswith(("citation_", "DC.")):
            self.meta.append((found["name"], found["content"]))
        self._inside = tag == "script" and found.get("type") == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.script += data


def zotero_type(meta: list[tuple[str, str]]) -> str:
    """Return the kind that Zotero's translator of embedded metadata gives a page: `DC.type` comes first."""
    named = dict(reversed(meta))
    by_venue = {
        "citation_journal_title": "journalArticle",
        "citation_conference_title": "conferencePaper",
        "citation_book_title": "bookSection",
    }
    guessed = next((kind for name, kind in by_venue.items() if name in named), "journalArticle")
    return named.get("DC.type", guessed)


def test_zotero_takes_a_preprint_for_a_preprint(serving) -> None:  # type: ignore[no-untyped-def]  # see conftest
    handle = pyoxigraph.Store()
    handle.load((HERE / "data" / "graph.trig").read_bytes(), RdfFormat.TRIG)
    article = pyoxigraph.NamedNode("https://data.example.org/kg/pub/doi/10.1000%3Cq%3E/rivers")

    def head() -> _Head:
        served = ServedRelease("zotero", "https://data.example.org/kg/", LocalEngine(Store(handle, HERE)))
        with serving(create_app(FixedRelease(served))) as address:
            found = _Head()
            found.feed(httpx.get(f"{address}{PAPER}", headers={"accept": "text/html"}, timeout=30).text)
        return found

    published = head()
    assert zotero_type(published.meta) == "journalArticle"
    stated = handle.quads_for_pattern(article, None, None), handle.quads_for_pattern(None, None, article)
    for quad in [quad for quads in stated for quad in quads]:
        handle.remove(quad)
    preprint = head()
    assert zotero_type(preprint.meta) == "preprint"
    for one in (published, preprint):
        authors = [value for name, value in one.meta if name == "citation_author"]
        assert authors == ["Çağlar Deneme", "Jane Sample", "Jane Sample", "River Team"]
        abstract = [value for name, value in one.meta if name == "citation_abstract"]
        assert len(abstract) == 1
        assert abstract[0].startswith("We count rivers that make little noise.")
    assert ("citation_arxiv_id", "2103.00001") in preprint.meta


def test_a_paper_page_is_read_by_machines(browser: httpx.Client) -> None:
    head = _Head()
    head.feed(browser.get(PAPER).text)
    assert head.meta[0] == ("citation_title", 'Counting "quiet" rivers & other <slow> flows')
    assert [v for n, v in head.meta if n == "citation_author"] == [
        "Çağlar Deneme",
        "Jane Sample",
        "Jane Sample",
        "River Team",
    ]
    assert ("citation_publication_date", "2021/03/04") in head.meta
    assert ("citation_doi", "10.1000<q>/rivers") in head.meta
    assert ("citation_arxiv_id", "2103.00001") in head.meta
    assert ("citation_journal_title", "Journal of Quiet Water") in head.meta
    document = json.loads(head.script)
    assert document["@type"] == "ScholarlyArticle"  # a list where there are several
    assert [author["name"] for author in document["author"]][-1] == "River Team"
    said = [quad.triple for quad in pyoxigraph.parse(head.script, RdfFormat.JSON_LD)]
    assert len(said) > 10
    assert {t.predicate.value.rpartition("/")[0] for t in said} == {
        "https://schema.org",
        "http://www.w3.org/1999/02",
    }
