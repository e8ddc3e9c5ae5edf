"""The SPARQL 1.1 Protocol, query side, over HTTP."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from xml.etree import ElementTree as ET

import httpx
import pyoxigraph
import pytest
from starlette.types import ASGIApp

from kg.engine import LocalEngine
from kg.engine.pool import Limits
from kg.store import Store
from kg.web.app import create_app
from kg.web.http.current import FixedRelease, ServedRelease
from kg.web.sparql.protocol import FORM, MAX_BODY_BYTES
from kg.web.sparql.protocol import QUERY as DIRECT

SELECT = "SELECT ?name WHERE { ?x a <http://xmlns.com/foaf/0.1/Group> ; <https://schema.org/name> ?name }"
CONSTRUCT = "CONSTRUCT { ?x a ?t } WHERE { ?x a ?t } LIMIT 3"
pytestmark = pytest.mark.floors

BASE = "https://data.example.org/kg/"
CURATION = f"{BASE}graph/curation"
LONGEST = Limits().query_bytes
REPAIRS = "SELECT ?r WHERE { ?r a <https://w3id.org/kgpub/ontology#Repair> }"


@pytest.mark.parametrize("path", ["/sparql", "/sparql/"])
def test_three_ways_to_ask(client: httpx.Client, path: str) -> None:
    answers = [
        client.get(path, params={"query": SELECT}),
        client.post(path, data={"query": SELECT}),
        client.post(path, content=SELECT, headers={"content-type": "application/sparql-query"}),
        client.post(
            path, content=SELECT, headers={"content-type": 'application/sparql-query; charset="UTF-8"'}
        ),
    ]
    for answer in answers:
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/sparql-results+json"
        assert [row["name"]["value"] for row in answer.json()["results"]["bindings"]] == ["River Team"]


def test_select_in_each_format(client: httpx.Client) -> None:
    def ask(accept: str) -> httpx.Response:
        answer = client.get("/sparql", params={"query": SELECT}, headers={"accept": accept})
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == accept
        assert "Accept" in answer.headers["vary"]
        return answer

    assert json.loads(ask("application/sparql-results+json").content)["head"] == {"vars": ["name"]}
    root = ET.fromstring(ask("application/sparql-results+xml").content)
    assert [e.text for e in root.iter("{http://www.w3.org/2005/sparql-results#}literal")] == ["River Team"]
    assert list(csv.reader(io.StringIO(ask("text/csv").text))) == [["name"], ["River Team"]]
    assert ask("text/tab-separated-values").text == '?name\n"River Team"\n'


@pytest.mark.parametrize(
    ("name", "media_type", "read"),
    [
        ("ttl", "text/turtle", pyoxigraph.RdfFormat.TURTLE),
        ("nt", "application/n-triples", pyoxigraph.RdfFormat.N_TRIPLES),
        ("rdf", "application/rdf+xml", pyoxigraph.RdfFormat.RDF_XML),
        ("jsonld", "application/ld+json", pyoxigraph.RdfFormat.JSON_LD),
        ("trig", "application/trig", pyoxigraph.RdfFormat.TRIG),
        ("nq", "application/n-quads", pyoxigraph.RdfFormat.N_QUADS),
    ],
)
def test_graphs_in_each_format(
    client: httpx.Client, name: str, media_type: str, read: pyoxigraph.RdfFormat
) -> None:
    by_header = client.get("/sparql", params={"query": CONSTRUCT}, headers={"accept": media_type})
    by_name = client.get("/sparql", params={"query": CONSTRUCT, "format": name})
    for answer in (by_header, by_name):
        assert answer.headers["content-type"].partition(";")[0] == media_type
        assert len(list(pyoxigraph.parse(answer.content, read))) == 3


def test_ask(client: httpx.Client) -> None:
    assert client.get("/sparql", params={"query": "ASK {}"}).json()["boolean"] is True


def test_the_dataset_of_the_request_wins(client: httpx.Client) -> None:
    def count(**parameters: str) -> int:
        answer = client.get("/sparql", params={"query": REPAIRS, **parameters})
        assert answer.status_code == 200, answer.text
        return len(answer.json()["results"]["bindings"])

    assert count() == 0  # repairs are not in the default graph
    assert count(**{"default-graph-uri": CURATION}) == 1
    assert count(**{"named-graph-uri": CURATION}) == 0
    inside = REPAIRS.replace("{", "{ GRAPH ?g {") + "}"
    assert count(query=inside, **{"named-graph-uri": CURATION}) == 1
    assert count(query=inside, **{"default-graph-uri": CURATION}) == 0
    assert count(query=REPAIRS.replace("WHERE", f"FROM <{CURATION}> WHERE")) == 1


@pytest.mark.parametrize(
    ("method", "arguments", "status"),
    [
        ("GET", {"params": {"query": "ASK {"}}, 400),
        ("GET", {"params": {"query": ""}}, 400),
        ("GET", {"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400),
        ("GET", {"params": {"query": "ASK {}", "default-graph-uri": "relative"}}, 400),
        ("GET", {"params": {"query": "ASK {}", "named-graph-uri": "http://e/<>"}}, 400),
        ("POST", {"data": {"other": "x"}}, 400),
        ("POST", {"content": b"query=%FF%FE", "headers": {"content-type": FORM}}, 400),
        ("POST", {"content": b"ASK \xff{}", "headers": {"content-type": "application/sparql-query"}}, 400),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 403),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 403),
        ("POST", {"content": "CLEAR ALL", "headers": {"content-type": "application/sparql-update"}}, 403),
        ("GET", {"params": {"query": "INSERT DATA { <e:a> <e:b> <e:c> }"}}, 400),
        ("POST", {"data": {"query": "PREFIX e: <e:> CLEAR ALL"}}, 400),
        ("POST", {"content": "DROP ALL", "headers": {"content-type": DIRECT}}, 400),
        ("GET", {"params": {"default-graph-uri": CURATION}}, 400),
        ("GET", {"params": {"q": "ASK {}"}, "headers": {"accept": "application/sparql-results+json"}}, 400),
        ("GET", {"params": {"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}}, 403),
        ("GET", {"params": {"query": "SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }"}}, 403),
        ("GET", {"params": {"query": "ASK {}"}, "headers": {"accept": "text/turtle"}}, 406),
        ("GET", {"params": {"query": CONSTRUCT, "format": "csv"}}, 406),
        ("GET", {"params": {"query": SELECT, "format": "pdf"}}, 406),
        ("POST", {"content": "ASK {}", "headers": {"content-type": "text/plain"}}, 415),
        ("POST", {"content": "ASK {}"}, 415),
        ("POST", {"content": b"ASK {}", "headers": {"content-type": f"{DIRECT}; charset=utf-16"}}, 415),
        ("POST", {"content": b"ASK {}", "headers": {"content-type": DIRECT, "content-encoding": "br"}}, 415),
        ("POST", {"content": b"#" * (MAX_BODY_BYTES + 1), "headers": {"content-type": DIRECT}}, 413),
        ("POST", {"data": {"query": "ASK {}" + " " * LONGEST}}, 413),
        ("POST", {"data": {"query": "ASK {}#" + "深" * (LONGEST // 3)}}, 413),
    ],
)  # fmt: skip
def test_what_is_refused(
    client: httpx.Client, method: str, arguments: dict[str, object], status: int
) -> None:
    answer = client.request(method, "/sparql", **arguments)  # type: ignore[arg-type]  # tables of arguments
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["status"] == status
    assert problem["instance"] == "/sparql"
    assert set(problem) >= {"type", "title", "detail"}
    if status == 415:
        assert "application/sparql-query" in answer.headers["accept-post"]


def test_an_update_sent_as_a_query_does_not_parse(client: httpx.Client) -> None:
    problem = client.get("/sparql", params={"query": "# away with it\nCLEAR ALL"}).json()
    assert problem["type"].endswith("/query-syntax")
    assert (problem["line"], problem["column"]) == (2, 1)
    assert "expected SELECT, ASK, CONSTRUCT or DESCRIBE" in problem["detail"]
    assert "CLEAR changes data" in problem["detail"]


@pytest.mark.parametrize("most", [300, 100_000])
def test_the_length_of_a_query_is_what_the_limits_say(
    most: int, store: Store, serving: Callable[[ASGIApp], AbstractContextManager[str]]
) -> None:
    app = create_app(
        FixedRelease(ServedRelease("length", BASE, LocalEngine(store))), limits=Limits(query_bytes=most)
    )
    with serving(app) as address, httpx.Client(base_url=address, timeout=30) as client:
        for size, status in ((most, 200), (most + 1, 413)):
            query = "ASK {} #".ljust(size, "x")
            asked = [
                client.post("/sparql", data={"query": query}),
                client.post("/sparql", content=query, headers={"content-type": DIRECT}),
                client.post("/sparql", data={"query": query, "format": "html"}),
            ]
            if size < 60_000:  # what is longer does not fit in the first line of a request
                asked.append(client.get("/sparql", params={"query": query}))
            assert [answer.status_code for answer in asked] == [status] * len(asked)
            if status == 413:
                assert asked[0].json()["limit"] == "query bytes"
                assert asked[0].json()["value"] == most
        sparql = client.get("/openapi.json").json()["paths"]["/sparql"]
        assert sparql["get"]["parameters"][0]["schema"]["maxLength"] == most
        direct = sparql["post"]["requestBody"]["content"][DIRECT]["schema"]
        assert direct["maxLength"] == most


def test_what_is_no_query_says_which_parameter_is_missing(client: httpx.Client) -> None:
    detail = client.get("/sparql", params={"q": "ASK {}", "default-graph-uri": CURATION}).json()["detail"]
    assert detail == "There is no parameter `query`, which `q`, `default-graph-uri` would belong to."
    assert client.get("/sparql", params={"format": "ttl"}).status_code == 200


def test_a_syntax_error_has_line_and_column(client: httpx.Client) -> None:
    problem = client.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p }"}).json()
    assert (problem["line"], problem["column"] > 1) == (2, True)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods(client: httpx.Client, method: str) -> None:
    answer = client.request(method, "/sparql", params={"query": "ASK {}"})
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert client.request(method, "/paper/x").headers["allow"] == "GET, HEAD, OPTIONS"
    assert client.post("/paper/x").status_code == 405


def test_head_has_the_headers_of_get(client: httpx.Client) -> None:
    got, head = (client.request(method, "/sparql", params={"query": SELECT}) for method in ("GET", "HEAD"))
    assert head.status_code == 200
    assert head.content == b""
    for name in ("content-type", "content-length", "etag", "kg-release"):
        assert head.headers[name] == got.headers[name]


def test_cors(client: httpx.Client) -> None:
    asking = {"origin": "https://elsewhere.example", "access-control-request-method": "POST"}
    answer = client.options("/sparql", headers=asking)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]
    allowed = answer.headers["access-control-allow-headers"].split(", ")
    assert {"Content-Type", "Range", "If-Match", "If-Modified-Since", "If-None-Match"} <= set(allowed)
    for path in ("/sparql?query=ASK{}", "/sparql?query=ASK{", "/nothing"):
        got = client.get(path)
        assert got.headers["access-control-allow-origin"] == "*"
        exposed = got.headers["access-control-expose-headers"].split(", ")
        assert {"KG-Release", "Content-Range"} <= set(exposed)


def test_compression(client: httpx.Client) -> None:
    many = {"query": "SELECT * { ?s ?p ?o } LIMIT 200"}
    plain = client.get("/sparql", params=many, headers={"accept-encoding": "identity"})
    packed = client.get("/sparql", params=many, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert packed.headers["content-encoding"] == "gzip"
    assert {"Accept", "Accept-Encoding"} <= {part.strip() for part in packed.headers["vary"].split(",")}
    assert packed.json() == plain.json()


def test_an_unchanged_answer_is_not_sent_again(client: httpx.Client) -> None:
    first = client.get("/sparql", params={"query": SELECT})
    again = client.get("/sparql", params={"query": SELECT}, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = client.get("/sparql", params={"query": SELECT, "format": "csv"})
    assert other.headers["etag"] != first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"  # the host asked is not that of the base


def test_an_answer_that_chance_decides_is_not_kept(client: httpx.Client) -> None:
    answer = client.get("/sparql", params={"query": "SELECT (RAND() AS ?x) {}"})
    assert answer.headers["cache-control"] == "no-store"
    assert "etag" not in answer.headers


def test_service_description(client: httpx.Client, address: str) -> None:
    answer = client.get("/sparql")
    assert answer.headers["content-type"].startswith("text/turtle")
    store = pyoxigraph.Store()
    store.load(answer.content, pyoxigraph.RdfFormat.TURTLE)
    sd = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> "
    assert store.query(
        f"{sd} ASK {{ ?s a sd:Service ; sd:endpoint <{address}/sparql> ; "
        "sd:supportedLanguage sd:SPARQL11Query }"
    )
    assert store.query(f"{sd} ASK {{ ?d sd:namedGraph/sd:name <{CURATION}> }}")
    assert client.get("/sparql", headers={"accept": "application/ld+json"}).json()


def test_the_page(browser: httpx.Client) -> None:
    assert "<form" in browser.get("/sparql").text
    shown = browser.get("/sparql", params={"query": SELECT, "format": "html"})
    assert (shown.status_code, "River Team" in shown.text) == (200, True)
    wrong = browser.get("/sparql", params={"query": "SELECT * WHERE { <script>"})
    assert wrong.status_code == 400
    assert "line 1" in wrong.text
    assert "<script>" not in wrong.text
    assert "&lt;script&gt;" in wrong.text  # the query is still there to be mended
    assert "Yes" in browser.get("/sparql", params={"query": "ASK {}"}).text


def test_rows_beyond_what_a_page_shows_are_announced(browser: httpx.Client) -> None:
    many = "SELECT * { ?a a ?b . ?c a ?d . ?e a ?f }"
    shown = browser.get("/sparql", params={"query": many})
    held = shown.text.count("<tr>") - 1
    assert 50 < held < 1000
    assert f"The table holds the first {held} of more than 1\u202f000 rows." in shown.text
    assert shown.headers["kg-cut"] == f"rows={held}"
    assert len(shown.content) < 100_000
    assert "kg-cut" not in browser.get("/sparql", params={"query": SELECT}).headers


def test_deep_nesting_ends_in_an_answer(client: httpx.Client) -> None:
    deep = "ASK " + "{" * 3000 + "}" * 3000
    answer = client.post("/sparql", data={"query": deep})
    assert answer.status_code in (200, 400)
    assert client.get("/health").status_code == 200


def test_of_several_formats_the_first_counts(client: httpx.Client) -> None:
    answer = client.get("/sparql?query=ASK%20%7B%7D&format=&format=json&format=xml&output=csv")
    assert answer.headers["content-type"] == "application/sparql-results+json"


def test_csv_that_a_spreadsheet_may_open(client: httpx.Client) -> None:
    query = "SELECT ?x { VALUES ?x { '=1+1' } }"
    asked = [("/sparql", {"query": query}), ("/queries/search", {"q": "water"}), ("/queries/teams", {})]
    for path, parameters in asked:
        for form in ("csv", "tsv"):
            answers = [
                client.get(path, params={**parameters, "format": form, **safe})
                for safe in ({}, {"safe": "0"}, {"safe": "1"})
            ]
            assert [answer.status_code for answer in answers] == [200, 200, 200], answers[0].text
            assert answers[0].text == answers[1].text
            if path == "/sparql":
                assert answers[0].headers["etag"] != answers[2].headers["etag"]
                assert ("'=1+1" in answers[0].text, "'=1+1" in answers[2].text) == (False, True)
        assert client.get(path, params={**parameters, "format": "csv", "safe": "yes"}).status_code == 400
