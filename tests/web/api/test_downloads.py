"""Dumps: listed, checked, sent whole and in ranges."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pyoxigraph
import pytest
from pyoxigraph import NamedNode, RdfFormat

from kg.release import DataDirectory, Release
from kg.web.app import create_app
from kg.web.http.current import PublishedReleases


@pytest.fixture(scope="module")
def releases(publish, nquads: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Release]]:  # type: ignore[no-untyped-def]
    data = tmp_path_factory.mktemp("data")
    old = publish(data, nquads, datetime(2026, 1, 1, tzinfo=UTC))
    more = nquads + '<https://data.example.org/kg/x> <https://schema.org/name> "later" .\n'
    return data, [old, publish(data, more, datetime(2026, 2, 1, tzinfo=UTC))]


@pytest.fixture(scope="module")
def client(releases: tuple[Path, list[Release]], serving) -> Iterator[httpx.Client]:  # type: ignore[no-untyped-def]
    app = create_app(PublishedReleases(DataDirectory(releases[0])))
    with serving(app) as address, httpx.Client(base_url=address) as client:
        yield client


def test_the_list(client: httpx.Client, releases: tuple[Path, list[Release]]) -> None:
    old, new = releases[1]
    listed = client.get("/dumps/", headers={"accept": "application/json"}).json()
    assert [(entry["release"], entry["current"]) for entry in listed] == [(new.id, True), (old.id, False)]
    file = listed[0]["files"][0]
    assert (file["name"], file["mediaType"]) == ("kg.nq.gz", "application/gzip")
    page = client.get("/dumps/", headers={"accept": "text/html"}).text
    assert file["sha256"] in page
    assert f'href="/dumps/{old.id}/kg.nq.gz"' in page


def test_a_dump_is_what_its_checksum_says(
    client: httpx.Client, releases: tuple[Path, list[Release]], nquads: str
) -> None:
    old, new = releases[1]
    for release in (old, new):
        sums = client.get(f"/dumps/{release.id}/SHA256SUMS").text
        with client.stream("GET", f"/dumps/{release.id}/kg.nq.gz") as answer:
            body = b"".join(answer.iter_raw())
            assert answer.headers["kg-release"] == release.id
            assert "content-encoding" not in answer.headers
            assert answer.headers["content-length"] == str(len(body))
            assert "immutable" in answer.headers["cache-control"]
            assert answer.headers["last-modified"].endswith("GMT")
        assert f"{hashlib.sha256(body).hexdigest()}  kg.nq.gz\n" in sums
        assert gzip.decompress(body).decode().startswith(nquads[:1000])


def test_ranges(client: httpx.Client, releases: tuple[Path, list[Release]]) -> None:
    path = f"/dumps/{releases[1][0].id}/kg.nq.gz"
    whole = client.get(path, headers={"accept-encoding": "identity"})
    assert whole.headers["accept-ranges"] == "bytes"
    part = client.get(path, headers={"range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, whole.content[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(whole.content)}"
    rest = client.get(path, headers={"range": "bytes=200-", "if-range": whole.headers["etag"]})
    assert (rest.status_code, rest.content) == (206, whole.content[200:])
    changed = client.get(path, headers={"range": "bytes=200-", "if-range": '"other"'})
    assert (changed.status_code, changed.content) == (200, whole.content)
    assert client.get(path, headers={"range": f"bytes={len(whole.content)}-"}).status_code == 416
    assert client.get(path, headers={"if-none-match": whole.headers["etag"]}).status_code == 304
    head = client.head(path)
    assert (head.headers["content-length"], head.content) == (str(len(whole.content)), b"")


@pytest.mark.parametrize(
    ("stated", "sent"),
    [
        ("bytes=2-5", 206),
        ("bytes=-4", 206),
        ("BYTES = 2-5", 206),
        ("bytes=2-5, 999999999-", 206),
        ("bytes=0-99999999999999999999999999999999", 206),
        ("bytes=0-1,5-5", 206),
        # What is no range, or in a unit that is not known, is as good as not there.
        ("bytes=5-2", 200),
        ("bytes=+1-2", 200),
        ("bytes=١-٢", 200),
        ("bytes=0-" + "9" * 5000, 200),
        ("bytes=", 200),
        ("bytes", 200),
        ("bytes=,,", 200),
        ("lines=1-2", 200),
        ("bytes=" + "0-0," * 101, 200),
        ("bytes=-0", 416),
        ("bytes=999999999-", 416),
        ("bytes=999999999-,99999999999999999999-99999999999999999999", 416),
    ],
)
def test_ranges_of_every_kind(
    client: httpx.Client, releases: tuple[Path, list[Release]], stated: str, sent: int
) -> None:
    path = f"/dumps/{releases[1][0].id}/kg.nq.gz"
    whole = client.get(path).content
    answer = client.get(path, headers={b"range": stated.encode()})
    assert answer.status_code == sent
    if sent == 200:
        assert answer.content == whole
    elif sent == 416:
        assert answer.headers["content-range"] == f"bytes */{len(whole)}"
        assert answer.json()["type"].endswith("/range")
    elif "multipart" not in answer.headers["content-type"]:
        first, last = answer.headers["content-range"][6:].partition("/")[0].split("-")
        assert answer.content == whole[int(first) : int(last) + 1]


def test_conditions(client: httpx.Client, releases: tuple[Path, list[Release]]) -> None:
    path = f"/dumps/{releases[1][0].id}/kg.nq.gz"
    known = client.get(path).headers
    tag, then = known["etag"], known["last-modified"]
    before, after, none = "Mon, 01 Jan 1990 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", "yesterday"
    for status, conditions in (
        (304, {"if-none-match": f'"other", W/{tag}'}),
        (304, {"if-none-match": "*"}),
        (200, {"if-none-match": '"other"', "if-modified-since": then}),
        (304, {"if-modified-since": then}),
        (304, {"if-modified-since": after}),
        (200, {"if-modified-since": before}),
        (200, {"if-modified-since": none}),
        (200, {"if-modified-since": "Mon, 01 Jan 99999999 00:00:00 GMT"}),
        (200, {"if-match": f'"other", {tag}', "if-unmodified-since": before}),
        (200, {"if-match": "*"}),
        (412, {"if-match": '"other"'}),
        (412, {"if-match": f"W/{tag}"}),
        (412, {"if-match": '"other"', "if-none-match": tag}),
        (412, {"if-unmodified-since": before}),
        (200, {"if-unmodified-since": then}),
        (200, {"if-unmodified-since": none}),
        (206, {"range": "bytes=0-3", "if-match": tag}),
        (206, {"range": "bytes=0-3", "if-range": tag}),
        (206, {"range": "bytes=0-3", "if-range": then}),
        (200, {"range": "bytes=0-3", "if-range": f"W/{tag}"}),
        (200, {"range": "bytes=999999999-", "if-range": before}),
        (412, {"range": "bytes=0-3", "if-match": '"other"'}),
        (304, {"range": "bytes=0-3", "if-none-match": tag}),
        (304, {"range": "bytes=999999999-", "if-none-match": tag}),
    ):
        assert client.get(path, headers=conditions).status_code == status, conditions
        # Ranges are for GET alone.
        assert client.head(path, headers=conditions).status_code == (200 if status == 206 else status)


def test_the_current_one(client: httpx.Client, releases: tuple[Path, list[Release]]) -> None:
    new = releases[1][1]
    answer = client.get("/dumps/current/kg.nq.gz")
    assert (answer.status_code, answer.headers["location"]) == (302, f"/dumps/{new.id}/kg.nq.gz")
    assert client.get("/dumps/current/SHA256SUMS").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "nothing/kg.nq.gz",
        "current/other.gz",
        "{id}/report.json",
        "{id}/..%2Fmanifest.json",
        "{id}/%2e%2e/manifest.json",
    ],
)
def test_nothing_else_is_sent(client: httpx.Client, releases: tuple[Path, list[Release]], path: str) -> None:
    answer = client.get(f"/dumps/{path.format(id=releases[1][1].id)}")
    assert answer.status_code in (302, 404)
    if answer.status_code == 302:
        assert client.get(answer.headers["location"]).status_code == 404


def test_a_dump_described_in_the_data_set_has_an_address(client: httpx.Client) -> None:
    base, dcat = "https://data.example.org/kg", "http://www.w3.org/ns/dcat#"
    said = [quad.triple for quad in pyoxigraph.parse(client.get("/dataset.nt").content, RdfFormat.N_TRIPLES)]

    def objects(term: str) -> list[str]:
        values = [triple.object for triple in said if triple.predicate.value == dcat + term]
        return [value.value.removeprefix(base) for value in values if isinstance(value, NamedNode)]

    assert len(objects("distribution")) == 1
    for path in objects("distribution"):
        assert "dcat:Distribution" in client.get(path, headers={"accept": "text/turtle"}).text
    for path in objects("downloadURL"):
        assert client.head(path).headers["content-type"] == "application/gzip"
