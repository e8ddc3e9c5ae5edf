"""A publisher who is broken or lies changes nothing, and is told of with the address."""

from __future__ import annotations

import gzip
import hashlib
import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from itertools import repeat
from pathlib import Path
from typing import Any

import orjson
import pytest

from kg.errors import PullError, UsageError
from kg.following import Publisher, pull
from kg.following.publisher import _Redirections
from kg.following.text import check_text
from kg.release import DataDirectory, Release
from kg.release.delta import ADDED, FILES, ORDER, REMOVED
from tests.following.conftest import MOST, Follower, Following, Site

Edit = Callable[[dict[str, Any]], object]


def refused(follower: Follower, most: int = MOST) -> PullError:
    """Pull, which fails; whatever fails, nothing has changed."""
    before = follower.state()
    with pytest.raises(PullError) as caught:
        follower.pull(most)
    assert follower.state() == before
    assert str(caught.value).startswith(f"{caught.value.address}: ")
    assert follower.site.address in caught.value.address
    assert "the current release is as it was" in str(caught.value)
    return caught.value


def lie(site: Site, release: Release, edit: Edit) -> None:
    """Send another manifest of a release than it has."""
    manifest = orjson.loads((release.path / "manifest.json").read_bytes())
    edit(manifest)
    for name in (release.id, "current"):
        site.lies[f"/dumps/{name}/manifest.json"] = orjson.dumps(manifest)


def replace(site: Site, release: Release, name: str, content: bytes, place: str = "delta") -> None:
    """Send another file of a release than it has, with a manifest that has its digest."""
    entry = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    lie(site, release, lambda manifest: manifest["files"].update({f"{place}/{name}": entry}))
    site.lies[f"/dumps/{release.id}/{name}"] = content


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda data: data[:20] + bytes([data[20] ^ 1]) + data[21:], "its SHA-256 is"),
        (lambda data: data[:-1], "it ends after"),
        (lambda data: data + b"\0", "it is longer than"),
    ],
    ids=["flipped", "shorter", "longer"],
)
def test_a_damaged_delta_is_found(
    follower: Follower,
    publisher: Following,
    site: Site,
    name: str,
    damage: Callable[[bytes], bytes],
    said: str,
) -> None:
    new = publisher.publish(1)
    path = f"/dumps/{new.id}/{name}"
    site.lies[path] = damage(site.file(path).read_bytes())
    found = refused(follower)
    assert found.address.endswith(path)
    assert said in found.reason


@pytest.mark.parametrize("name", [ADDED, REMOVED])
def test_a_delta_of_other_statements_is_found_though_its_digest_is_stated(
    follower: Follower, publisher: Following, site: Site, name: str
) -> None:
    new = publisher.publish(1)
    text = gzip.decompress((new.path / "delta" / name).read_bytes())
    replace(site, new, name, gzip.compress(text[text.index(b"\n") + 1 :]))
    said = "names no lines of a dump" if name == ADDED else "what was removed and added does not lead"
    assert said in refused(follower).reason


def test_an_order_that_leads_elsewhere_is_found(follower: Follower, publisher: Following, site: Site) -> None:
    new = publisher.publish(1)
    replace(site, new, ORDER, gzip.compress(b"before\t1\t10\n"))
    assert "it leads to a text with the SHA-256" in refused(follower).reason
    replace(site, new, ORDER, gzip.compress(b"before\t1\t999999999\n"))
    assert "names no lines of a dump" in refused(follower).reason


def test_an_order_without_end_is_left(follower: Follower, publisher: Following, site: Site) -> None:
    new = publisher.publish(1)
    replace(site, new, ORDER, gzip.compress(b"before\t1\t2000\n" * 40_000))
    text = len(gzip.decompress((new.path / "dumps" / "kg.nq.gz").read_bytes()))
    assert f"what it puts together is larger than {2 * text:,}" in refused(follower, 2 * text).reason


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda one: one.update(id="../../etc"), "its release calls itself '../../etc'"),
        (lambda one: one.update(content_sha256="0" * 64), "its release calls itself"),
        (lambda one: one.update(base="file:///etc/"), "it states a base that is none"),
        (lambda one: one.update(base="https://a.example/> a <"), "it states a base that is none"),
        (lambda one: one.update(news=1), "it is no manifest of a release: news"),
        (lambda one: one.pop("counts"), "it is no manifest of a release: counts"),
        (lambda one: one["files"].pop("dumps/kg.nq.gz"), "it names no kg.nq.gz"),
        (lambda one: one["counts"].update(quads=5), "its statements are not as many"),
        (lambda one: one["counts"].update(triples=5), "its statements"),
        (lambda one: one["counts"]["classes"].popitem(), "its statements are not as many, or others"),
    ],
)
def test_a_manifest_that_lies_is_found(
    follower: Follower, publisher: Following, site: Site, edit: Edit, said: str
) -> None:
    lie(site, publisher.publish(1), edit)
    assert said in refused(follower).reason


def test_another_base_is_another_data_set(follower: Follower, publisher: Following, site: Site) -> None:
    lie(site, publisher.publish(1), lambda one: one.update(base="https://elsewhere.example/"))
    with pytest.raises(UsageError, match="pull into a folder of its own"):
        follower.pull()


def test_what_is_no_manifest_is_told(follower: Follower, site: Site) -> None:
    site.lies["/dumps/current/manifest.json"] = b"<html>"
    assert "it is no manifest of a release" in refused(follower).reason
    site.lies["/dumps/current/manifest.json"] = 503
    assert "it answers 503" in refused(follower).reason


@pytest.mark.parametrize(
    "text",
    [
        b"<https://a.example/s> <https://b.example/p> <c> .\n",
        b"# a remark\n<https://a.example/s> <https://b.example/p> <https://c.example/o> .\n",
        b"<https://a.example/s>  <https://b.example/p> <https://c.example/o> .\n",
        b"<https://a.example/s> <https://b.example/p> <https://c.example/o> .",
        b"<https://a.example/s> <https://b.example/p> <https://c.example/o> .\n\n",
        b'<https://a.example/s> <https://b.example/p> "\\u0041" .\n',
        b"no statement\n",
    ],
)
def test_a_text_that_kg_would_not_write_is_refused(tmp_path: Path, text: bytes) -> None:
    good = '<https://a.example/s> <https://b.example/p> "é\\n\\t\\"\\\\" <https://c.example/g> .\n'.encode()
    path = tmp_path / "text.nq"
    path.write_bytes(good)
    check_text(path, "http://site.example/")
    path.write_bytes(good + text)
    with pytest.raises(PullError, match="no N-Quads as kg writes them"):
        check_text(path, "http://site.example/")


def test_a_dump_that_bursts_is_left(site: Site, publisher: Following, tmp_path: Path) -> None:
    replace(site, publisher.releases[0], "kg.nq.gz", gzip.compress(bytes(20_000_000)), "dumps")
    with pytest.raises(PullError, match="is larger than 10,000,000 bytes when it is decompressed"):
        Follower(tmp_path / "new", site).pull(10_000_000)
    assert not list((tmp_path / "new").rglob("manifest.json"))


def test_no_more_is_fetched_than_is_allowed(follower: Follower, publisher: Following) -> None:
    publisher.publish(1)
    assert "more would be fetched than is allowed" in refused(follower, 1000).reason


@pytest.mark.parametrize(
    ("size", "seconds", "left"), [(60_000, 25, False), (1000, 25, True), (1000, 0, False)]
)
def test_what_comes_too_slowly_is_left(size: int, seconds: int, left: bool) -> None:
    now = iter(range(0, 10_000, seconds) if seconds else repeat(0))
    publisher = Publisher("http://site.example", most=MOST, seconds=60, clock=lambda: next(now))
    answer = Trickle(bytes(size) for _ in range(50))
    pieces = publisher._pieces(answer, "http://site.example/x", 10**7)
    if left:
        with pytest.raises(PullError, match="less than 2,000 bytes a second"):
            list(pieces)
    else:
        assert len(list(pieces)) == 50


class Trickle:
    """An answer that comes in small pieces."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces

    def read(self, _: int) -> bytes:
        return next(self._pieces, b"")


def test_who_sends_nothing_is_left(follower: Follower, site: Site, publisher: Following) -> None:
    site.lies["/dumps/current/manifest.json"] = b"stall:{"
    with pytest.raises(PullError, match=r"it sent nothing for 0\.2 seconds"):
        pull(Publisher(site.address, most=MOST, seconds=0.2), DataDirectory(follower.data), MOST)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://127.0.0.1/x", "gopher://127.0.0.1/"])
def test_redirections_lead_to_the_web_alone(
    follower: Follower, site: Site, publisher: Following, address: str
) -> None:
    site.lies["/dumps/current/manifest.json"] = address
    assert re.search("where kg does not follow|is not allowed", refused(follower).reason)


def test_redirections_never_lead_from_https_to_http() -> None:
    asked = urllib.request.Request("https://site.example/x")
    with pytest.raises(urllib.error.URLError, match="where kg does not follow"):
        _Redirections().redirect_request(asked, None, 302, "", {}, "http://site.example/y")
    assert _Redirections().redirect_request(asked, None, 302, "", {}, "https://site.example/y") is not None


def test_redirections_in_a_circle_end(follower: Follower, site: Site) -> None:
    site.lies["/dumps/current/manifest.json"] = f"{site.address}/dumps/current/manifest.json"
    assert "302" in refused(follower).reason
    assert len(site.asked) < 20


@pytest.mark.parametrize(
    "url", ["file:///x", "site.example", "ftp://site.example", "http://", "http://a/?b=c"]
)
def test_what_is_no_address_of_a_site_is_refused(url: str) -> None:
    with pytest.raises(UsageError, match="is no address of a site"):
        Publisher(url, most=MOST)
