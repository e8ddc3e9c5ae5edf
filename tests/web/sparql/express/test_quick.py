"""Which requests are taken for small queries."""

from __future__ import annotations

import re
from urllib.parse import quote, quote_plus, unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.web.sparql.express.quick import _decoded, is_quick, read, shape

QUERY = "SELECT ?p ?o { <https://x.example/1> ?p ?o }"


def request(query: str = QUERY, *fields: str, line: str = "GET /sparql?query={} HTTP/1.1") -> bytes:
    lines = [line.format(quote(query)), *(fields or ("Host: x",))]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


@pytest.mark.parametrize(
    "query",
    [
        QUERY,
        'SELECT ?x ?p ?o { ?i <a:b> "0704.0001" . ?x <a:c> ?i . ?x ?p ?o }',
        "PREFIX a: <http://a/> SELECT * WHERE { a:x ?p ?o . ?o a:name ?n }",
        "SELECT * { ?s a <a:b> ; <a:c> ?d }",
        "select ?s ?name { ?s <a:name> ?name } offset 13 limit 1000",
        "ASK { ?x <a:b> 'x { y' }",
    ],
)
def test_small(query: str) -> None:
    assert is_quick(shape(query))
    asked = read(request(query))
    assert asked is not None
    assert asked.query == query


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        "SELECT * { ?s a ?t . ?s <a:b> ?o }",
        "SELECT * { <a:b> <a:c>+ ?o }",
        "SELECT * { <a:b> <a:c>/<a:d> ?o } LIMIT 1",
        "SELECT * { <a:b> ?p ?o FILTER(?o > 1) }",
        "SELECT * { <a:b> ?p ?o OPTIONAL { ?o ?q ?r } }",
        "SELECT * { SERVICE <http://x/> { <a:b> ?p ?o } }",
        "SELECT (COUNT(*) AS ?n) { <a:b> ?p ?o }",
        "SELECT DISTINCT ?p { <a:b> ?p ?o }",
        "SELECT ?p { <a:b> ?p ?o } ORDER BY ?p LIMIT 1",
        "SELECT ?p FROM <a:g> { <a:b> ?p ?o }",
        "SELECT ?p { VALUES ?s { <a:b> } ?s ?p ?o }",
        "SELECT ?p { GRAPH <a:g> { <a:b> ?p ?o } }",
        'SELECT ?p { <a:b> ?p """a " { """ }',
        "SELECT ?p { <a:b> ?p ?o # }\n }",
        "SELECT ?p { <a:b> ?p '\\u0041' }",
        "DESCRIBE <a:b>",
        "CONSTRUCT { ?s ?p ?o } WHERE { <a:b> ?p ?o }",
        "SELECT * { " + "?s <a:b> <a:c> . " * 20 + "}",
        "DELETE WHERE { <a:b> ?p ?o }",
        "",
    ],
)
def test_not_small(query: str) -> None:
    assert not is_quick(shape(query))
    assert read(request(query)) is None


@pytest.mark.parametrize(
    "data",
    [
        request(QUERY, "Host: x", "Content-Length: 3"),
        request(QUERY, "Host: x", "Transfer-Encoding: chunked"),
        request(QUERY, "Host: x", "Connection: close"),
        request(QUERY, "Host: x", "Connection: Upgrade"),
        request(QUERY, "Host: x", "If-None-Match: *"),
        request(QUERY, "Host: x", "X-Forwarded-Proto: https", "X-Forwarded-Proto: http"),
        request(QUERY, "Host: x", "Host: y"),
        request(QUERY, "Host: a b"),
        request(QUERY, "Host: ["),
        request(QUERY, 'Host: "><script>'),
        request(QUERY, "Host:"),
        request(QUERY, "Host: x", " folded"),
        request(QUERY, "Host: x", "No colon"),
        request(QUERY, "Host : x"),
        request(QUERY, "Accept: */*"),
        request(line="GET /sparql?query={} HTTP/1.0"),
        request(line="GET /sparql?query={}&format=csv HTTP/1.1"),
        request(line="GET /sparql?query={}  HTTP/1.1"),
        request(line="GET /sparql?query=%ff{} HTTP/1.1"),
        request(line="GET /sparql?query=%zz{} HTTP/1.1"),
        request(line="GET /sparql?query={}% HTTP/1.1"),
        request(line="GET /sparql?query={}%4 HTTP/1.1"),
        request(line="GET /sparql?query={}%%41 HTTP/1.1"),
        request(line="GET /sparql?query={}%\n HTTP/1.1"),
        request(line="GET /sparql?query={}\n HTTP/1.1"),
        request(line="POST /sparql?query={} HTTP/1.1"),
        request() + request(),
        request()[:-1],
        request(QUERY, "Host: x", "X: " + "x" * 9000),
    ],
)
def test_requests_that_take_the_usual_way(data: bytes) -> None:
    assert read(data) is None


@given(st.text(st.characters(exclude_characters='"\\', exclude_categories=["Cs", "Cc"])), st.booleans())
def test_text_arrives_as_it_was_sent(text: str, plus: bool) -> None:
    query = f'ASK {{ <a:b> <c:d> "{text}" }}'
    line = f"GET /sparql?query={(quote_plus if plus else quote)(query, safe='=_~/:?')} HTTP/1.1"
    data = f"{line}\r\nHost: x\r\n\r\n".encode()
    asked = read(data)
    if len(data) > 8192:
        return
    assert asked is not None
    assert asked.query == query
    assert (
        asked.query == unquote_to_bytes(line.split(" ")[1].partition("query=")[2].replace("+", " ")).decode()
    )


@given(st.lists(st.sampled_from([*"%%%=+_ab0aF\t", "%41", "%3d", "%0A"]), max_size=12))
def test_escapes_are_understood_or_refused(pieces: list[str]) -> None:
    value = "".join(["ASK+{}+%23", *pieces]).encode()
    malformed = re.search(rb"%(?![0-9A-Fa-f]{2})", value) is not None
    meant = unquote_to_bytes(value.replace(b"+", b" "))
    foreign = malformed or meant.decode(errors="replace").encode() != meant
    assert _decoded(value) == (None if foreign else meant.decode())


def test_header_fields() -> None:
    asked = read(request(QUERY, "HOST: x:1", "accept: text/csv", "Accept: */*", "Accept-Encoding: br, gzip"))
    assert asked is not None
    assert (asked.headers.host, asked.headers.accept, asked.headers.zipped) == ("x:1", "text/csv, */*", True)


def test_a_shape_has_no_constants() -> None:
    assert shape('ASK { ?s <a:b> "x" } LIMIT 10') == shape("ASK { ?s <c:d> 'y' } LIMIT 200")
    assert shape("ASK { ?s <a:b> ?o }") != shape("ASK { <a:b> ?s ?o }")
