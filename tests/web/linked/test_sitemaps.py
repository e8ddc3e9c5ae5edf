"""Sitemaps: every page of a paper, a person, a venue and a topic, once, in files that are small enough."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import httpx
import pytest
from starlette.types import ASGIApp

from kg.release import DataDirectory
from kg.web.app import create_app
from kg.web.http.current import PublishedReleases
from kg.web.linked import sitemaps
from tests.web.linked.conftest import BASE, History

SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(answer: httpx.Response, element: str) -> list[str]:
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/xml"
    root = ET.fromstring(answer.content)
    found = [entry.findtext(f"{SITEMAPS}loc") for entry in root.findall(f"{SITEMAPS}{element}")]
    return [address for address in found if address]


def everything(client: httpx.Client) -> dict[str, list[str]]:
    listed = addresses(client.get("/sitemap.xml"), "sitemap")
    return {address: addresses(client.get(address), "url") for address in listed}


def test_every_thing_is_listed_once(visitor: httpx.Client, site: str, history: History) -> None:
    found = [address for part in everything(visitor).values() for address in part]
    assert len(found) == len(set(found))
    text = """PREFIX fabio: <http://purl.org/spar/fabio/> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
        PREFIX schema: <https://schema.org/> SELECT DISTINCT ?x {
        ?x a ?kind VALUES ?kind { fabio:Work schema:Person foaf:Group fabio:Journal } }"""
    rows = DataDirectory(history.data).current().open_store().query(text)
    wanted = {site + "/" + row["x"].value.removeprefix(BASE) for row in rows}  # type: ignore[union-attr]
    assert len(wanted) > 8
    assert wanted <= set(found)
    for path in (history.gone, history.merged, history.split):
        assert site + path not in found
    for address in sorted(wanted):
        assert visitor.get(address, headers={"accept": "text/html"}).status_code == 200
    own = [address for address in found if "/topic/" not in address and address not in wanted]
    for address in own:
        assert visitor.get(address, headers={"accept": "text/html"}).status_code == 200, address


def test_files_are_cut(
    history: History,
    monkeypatch: pytest.MonkeyPatch,
    serving: Callable[[ASGIApp], AbstractContextManager[str]],
) -> None:
    monkeypatch.setattr(sitemaps, "MOST", 2)
    app = create_app(PublishedReleases(DataDirectory(history.data)))
    with serving(app) as address, httpx.Client(base_url=address) as client:
        parts = everything(client)
        people = {name: part for name, part in parts.items() if "/person-" in name}
        assert len(people) > 1
        assert all(0 < len(part) <= 2 for part in people.values())
        found = [one for part in people.values() for one in part]
        assert len(found) == len(set(found))
        past = f"/sitemaps/person-{len(people) + 1}.xml"
        assert client.get(past).status_code == 404


@pytest.mark.parametrize("name", ["nothing", "person-0", "person-x", "person-", "venue-99999"])
def test_no_other_sitemap(visitor: httpx.Client, name: str) -> None:
    assert visitor.get(f"/sitemaps/{name}.xml").status_code == 404


def test_without_an_index_classes_are_listed(client: httpx.Client) -> None:
    parts = everything(client)
    papers = next(part for name, part in parts.items() if name.endswith("/paper-1.xml"))
    assert any(address.endswith("/paper/aaaaaaaaaaaaaaa2") for address in papers)


def test_crawlers_keep_from_queries(visitor: httpx.Client, site: str, history: History) -> None:
    robots = RobotFileParser()
    robots.parse(visitor.get("/robots.txt").text.splitlines())
    assert robots.site_maps() == [f"{site}/sitemap.xml"]
    assert robots.can_fetch("anyone", f"{site}{history.live}")
    assert robots.can_fetch("anyone", f"{site}/queries/papers-newest")
    assert not robots.can_fetch("anyone", f"{site}/sparql?query=ASK%7B%7D")
    assert not robots.can_fetch("anyone", f"{site}/search?q=rivers")
