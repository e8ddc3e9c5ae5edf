"""Deltas between releases: listed for people and programs, described, and sent as the dumps are."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import httpx
import pyoxigraph
import pytest
from pyoxigraph import NamedNode, RdfFormat
from starlette.applications import Starlette

from kg.release import DataDirectory, Release
from kg.release.delta import FILES, FOLDER
from kg.release.validation import validate_release
from kg.vocab import DCAT, DCTERMS, PROV, SCHEMA, VOID
from kg.web.app import create_app
from kg.web.http.current import PublishedReleases
from tests.release.successive import next_release
from tests.release.synthetic import BASE

Serving = Callable[[Starlette], AbstractContextManager[str]]


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[Release]:
    data = tmp_path_factory.mktemp("deltas") / "data"
    return [next_release(data, 200), next_release(data, 190)]


@pytest.fixture(scope="module")
def client(releases: list[Release], serving: Serving) -> Iterator[httpx.Client]:
    app = create_app(PublishedReleases(DataDirectory(releases[0].path.parent.parent)))
    with serving(app) as address, httpx.Client(base_url=address) as client:
        yield client


def test_deltas_are_listed(client: httpx.Client, releases: list[Release]) -> None:
    old, new = releases
    newest, first = client.get("/dumps/", headers={"accept": "application/json"}).json()
    delta = new.manifest.delta
    assert delta is not None
    told = {key: value for key, value in newest["delta"].items() if key != "files"}
    assert told == delta.model_dump(exclude_none=True)
    assert told["since"] == old.id
    assert [one["name"] for one in newest["delta"]["files"]] == sorted(FILES)
    assert not {one["name"] for one in newest["files"]} & set(FILES)
    assert first["delta"] == {"absent": "there is no release before this one", "files": []}
    page = client.get("/dumps/", headers={"accept": "text/html"}).text
    assert f"Statements since {old.id}: {delta.added} added, {delta.removed} removed" in page
    for one in newest["delta"]["files"]:
        assert one["sha256"] in page
        assert f'href="/dumps/{new.id}/{one["name"]}"' in page


@pytest.mark.parametrize("name", FILES)
def test_a_delta_is_sent_as_dumps_are(client: httpx.Client, releases: list[Release], name: str) -> None:
    new = releases[1]
    path = f"/dumps/{new.id}/{name}"
    with client.stream("GET", path) as answer:
        body = b"".join(answer.iter_raw())
        assert answer.headers["content-type"] == "application/gzip"
        assert "content-encoding" not in answer.headers
        assert "immutable" in answer.headers["cache-control"]
    assert body == (new.path / FOLDER / name).read_bytes()
    assert f"{hashlib.sha256(body).hexdigest()}  {name}\n" in client.get(f"/dumps/{new.id}/SHA256SUMS").text
    part = client.get(path, headers={"range": "bytes=10-"})
    assert (part.status_code, part.content) == (206, body[10:])
    assert client.get(path, headers={"if-none-match": answer.headers["etag"]}).status_code == 304
    crated = client.get(f"/dumps/{new.id}/{FOLDER}/{name}")
    assert (crated.status_code, crated.headers["location"]) == (308, path)
    assert client.get(f"/dumps/{releases[0].id}/{name}").status_code == 404


def test_deltas_are_described_and_are_no_dump_of_the_whole(releases: list[Release]) -> None:
    old, new = releases
    graph = pyoxigraph.Store()
    graph.load(path=new.description_path, format=RdfFormat.TURTLE)

    def values(node: str, predicate: str) -> set[str]:
        found = graph.quads_for_pattern(NamedNode(BASE + node), NamedNode(predicate), None, None)
        return {quad.object.value for quad in found if not isinstance(quad.object, pyoxigraph.Triple)}

    for name in FILES:
        entry, node = new.manifest.files[f"{FOLDER}/{name}"], f"dataset/delta-{name}"
        assert BASE + node in values("dataset", DCAT["distribution"])
        assert values(node, DCAT["byteSize"]) == {str(entry.bytes)}
        assert values(node, SCHEMA["sha256"]) == {entry.sha256}
        assert values(node, DCAT["downloadURL"]) == {f"{BASE}dumps/{new.id}/{name}"}
        assert values(node, PROV["wasDerivedFrom"]) == {f"{BASE}dumps/{old.id}/kg.nq.gz"}
        assert old.id in "".join(values(node, DCTERMS["title"]))
        assert f"{BASE}dumps/{new.id}/{name}" not in values("dataset", VOID["dataDump"])
    assert len(values("dataset", VOID["dataDump"])) == 2
    assert validate_release(new).violations == validate_release(old).violations


def test_the_crate_has_the_deltas(client: httpx.Client, releases: list[Release]) -> None:
    new = releases[1]
    graph = client.get(f"/dumps/{new.id}/ro-crate-metadata.json").json()["@graph"]
    files = {one["@id"]: one for one in graph}
    for name in FILES:
        found = files[f"{FOLDER}/{name}"]
        assert found["sha256"] == new.manifest.files[f"{FOLDER}/{name}"].sha256
        assert "application/gzip" in found["encodingFormat"]
        assert releases[0].id in found["name"]
    text = gzip.decompress((new.path / FOLDER / FILES[0]).read_bytes())
    assert text.count(b"\n") == (new.manifest.delta.added if new.manifest.delta else None)
