"""Which address links begin with, and that a stranger's word for it is given to nobody else."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from urllib.parse import urlsplit

import httpx
import pytest
from starlette.types import ASGIApp

from kg.engine import LocalEngine
from kg.store import Store
from kg.web.app import create_app
from kg.web.http.current import FixedRelease, ServedRelease
from kg.web.http.headers import unshared
from kg.web.http.links import Links
from kg.web.http.public_address import origin
from kg.web.linked.signposting import TypedLink

BASE = "http://data.example.org/kg/"
PUBLIC = "https://kg.example.org/of/all"
STRANGER = "stranger.example"
Serving = Callable[[ASGIApp], AbstractContextManager[str]]

# Whatever has links in it, or in its header fields.
PATHS = [
    "/", "/paper/aaaaaaaaaaaaaaa2", "/paper/aaaaaaaaaaaaaaa2.ttl", "/paper/aaaaaaaaaaaaaaa2.jsonld",
    "/paper/aaaaaaaaaaaaaaa2.linkset.json", "/sparql", "/sparql?query=ASK%7B%7D", "/queries", "/dumps/",
    "/dataset", "/openapi.json", "/opensearch.xml", "/robots.txt", "/sitemap.xml", "/ontology.jsonld",
    "/search.json?q=water", "/queries/papers-per-year", "/nothing/here", "/rdf-graphs/service?default",
]  # fmt: skip


def app(store: Store, base: str = "https://data.example.org/kg/", public_url: str = "") -> ASGIApp:
    engine = LocalEngine(store)
    return create_app(
        FixedRelease(ServedRelease("x", base, engine, title="Quiet water")), public_url=public_url
    )


@pytest.fixture(scope="module")
def unsure(store: Store, serving: Serving) -> Iterator[str]:
    with serving(app(store)) as address:
        yield address


@pytest.fixture(scope="module")
def sure(store: Store, serving: Serving) -> Iterator[str]:
    with serving(app(store, public_url=PUBLIC)) as address:
        yield address


def words(answer: httpx.Response) -> str:
    return answer.text + "".join(f"{name}: {value}\n" for name, value in answer.headers.items())


@pytest.mark.parametrize("accept", ["text/html", "*/*"])
@pytest.mark.parametrize("path", PATHS)
def test_what_a_stranger_has_a_part_in_is_for_the_stranger_alone(unsure: str, path: str, accept: str) -> None:
    for _ in range(2):  # the second may be a kept one
        found = httpx.get(f"{unsure}{path}", headers={"host": STRANGER, "accept": accept})
        directives = found.headers["cache-control"].split(", ")
        assert "public" not in directives
        assert {"private", "no-store"} & set(directives)
        assert STRANGER not in words(httpx.get(f"{unsure}{path}", headers={"accept": accept}))


@pytest.mark.parametrize("accept", ["text/html", "*/*"])
@pytest.mark.parametrize("path", PATHS)
def test_where_the_address_is_known_no_stranger_has_a_part_in_anything(
    sure: str, path: str, accept: str
) -> None:
    found = httpx.get(f"{sure}{path}", headers={"host": STRANGER, "accept": accept})
    assert STRANGER not in words(found)
    if found.status_code == 200 and "etag" in found.headers:
        assert "public" in found.headers["cache-control"]


def test_links_begin_with_the_address_that_is_known(sure: str) -> None:
    found = httpx.get(f"{sure}/paper/aaaaaaaaaaaaaaa2.ttl", headers={"host": STRANGER})
    assert f'<{PUBLIC}/paper/aaaaaaaaaaaaaaa2>; rel="describes"' in found.headers["link"]
    assert httpx.get(f"{sure}/openapi.json").json()["servers"] == [{"url": PUBLIC}]


def test_what_never_changes_with_the_address_may_be_shared(unsure: str) -> None:
    found = httpx.get(f"{unsure}/static/site.css?v=1", headers={"host": STRANGER})
    assert found.headers["cache-control"].startswith("public")


def test_the_base_of_the_release_decides_where_it_is_what_was_asked(store: Store, serving: Serving) -> None:
    with serving(app(store, "http://data.example.org/")) as address:
        for host in ("data.example.org", "DATA.example.org.", "data.example.org:80"):
            found = httpx.get(f"{address}/openapi.json", headers={"host": host})
            assert found.json()["servers"] == [{"url": "http://data.example.org"}]
            assert found.headers["cache-control"] == "public, no-cache"
        found = httpx.get(f"{address}/openapi.json", headers={"host": "data.example.org:81"})
        assert found.headers["cache-control"] == "private, no-cache"


def test_what_was_kept_for_one_host_is_given_to_no_other(unsure: str) -> None:
    for host in ("one.example", "two.example", "one.example"):
        for path in ("/openapi.json", "/robots.txt", "/sparql"):
            found = httpx.get(f"{unsure}{path}", headers={"host": host, "accept": "text/turtle, */*"})
            assert f"http://{host}" in found.text
            assert ("one.example" in found.text) == (host == "one.example")


@pytest.mark.parametrize(
    "fields",
    [
        b"Host: a b\r\n", b"Host: [\r\n", b'Host: "><script>alert(1)</script>\r\n', b"Host:\r\n", b"",
        b"Host: a\r\nHost: a\r\n", b"Host: a\r\nHost: b\r\n", b"Host: a/b\r\n", b"Host: a>; rel=x\r\n",
        b"Host: u@a\r\n", b"Host: a:b\r\n", b"Host: a:70000\r\n", b"Host: [::1\r\n", b"Host: [1.2]\r\n",
        b"Host: \xc3\xa9.example\r\n", b"Host: a..b\r\n", b"Host: .a\r\n", b"Host: a%00\r\n",
        b"Host: a,b\r\n",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "path", ["/", "/paper/aaaaaaaaaaaaaaa2", "/sparql?query=ASK%7B%7D", "/static/site.css"]
)
def test_a_host_that_is_none_is_refused(unsure: str, caplog, path: str, fields: bytes) -> None:  # type: ignore[no-untyped-def]
    parts = urlsplit(unsure)
    with socket.create_connection((parts.hostname, parts.port), 60) as connection:
        connection.sendall(b"GET %b HTTP/1.1\r\n%bAccept: text/html\r\n\r\n" % (path.encode(), fields))
        said = b""
        while part := connection.recv(65536):
            said += part
    assert said.startswith(b"HTTP/1.1 400 ")
    assert b"application/problem+json" in said
    assert b"script" not in said
    assert b"Traceback" not in said
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize(
    "host",
    ["a", "a.example", "a.example.", "a.example:8", "a:", "127.0.0.1:1", "[::1]", "[2001:db8::1]:80", "a_b"],
)
def test_a_host_that_is_one_is_served(unsure: str, host: str) -> None:
    found = httpx.get(f"{unsure}/sparql", params={"query": "SELECT (<x> AS ?x) {}"}, headers={"host": host})
    assert found.status_code == 200
    assert found.json()["results"]["bindings"][0]["x"]["value"] == f"http://{host}/x"


def test_http_1_0_needs_no_host(unsure: str) -> None:
    parts = urlsplit(unsure)
    with socket.create_connection((parts.hostname, parts.port), 60) as connection:
        connection.sendall(b"GET /health HTTP/1.0\r\n\r\n")
        assert connection.recv(15) == b"HTTP/1.1 200 OK"


@pytest.mark.parametrize(
    ("asked", "public", "base", "expected"),
    [
        ("http://x", "", BASE, ("http://x", False)),
        ("http://x", PUBLIC, BASE, (PUBLIC, True)),
        ("http://data.example.org/kg", "", BASE, ("http://data.example.org/kg", True)),
        ("http://Data.Example.org:80/kg", "", BASE, ("http://data.example.org/kg", True)),
        ("https://data.example.org/kg", "", BASE, ("https://data.example.org/kg", False)),
        ("http://data.example.org", "", BASE, ("http://data.example.org", False)),
        ("http://[", "", BASE, ("http://[", False)),
        ("http://x", "", "", ("http://x", False)),
    ],
)
def test_who_says_how_addresses_begin(asked: str, public: str, base: str, expected: tuple[str, bool]) -> None:
    assert origin(asked, public, base) == expected


@pytest.mark.parametrize(
    ("caching", "expected"),
    [
        ("public, no-cache", "private, no-cache"),
        ("public, max-age=31536000, immutable", "private, max-age=31536000, immutable"),
        ("no-cache", "private, no-cache"),
        ("no-store", "no-store"),
        ("private", "private"),
        ("", "private"),
    ],
)
def test_what_keeps_an_answer_out_of_shared_caches(caching: str, expected: str) -> None:
    assert unshared(caching) == expected


def test_nothing_ends_a_link_before_its_end() -> None:
    text = TypedLink('http://a/"><b>\r\n{x}|\\^` é', "describes").text('http://a/"')
    assert text == (
        '<http://a/%22%3E%3Cb%3E%0D%0A%7Bx%7D%7C%5C%5E%60%20%C3%A9>; rel="describes"; anchor="http://a/%22"'
    )
    assert Links(BASE).path(f"{BASE}a<b") == "/a%3Cb"
