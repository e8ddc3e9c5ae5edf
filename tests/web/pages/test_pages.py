"""The pages: whole, safe, and every link of theirs leads somewhere."""

from __future__ import annotations

import re
from collections import deque
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import pyoxigraph
import pytest

from kg.engine import LocalEngine
from kg.store import Store
from kg.web.app import create_app
from kg.web.http.current import FixedRelease, ServedRelease

VOID_ELEMENTS = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """Reads a page; notes links, elements left open, labels and headings."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.labelled: set[str] = set()
        self.fields: list[dict[str, str]] = []
        self.elements: list[str] = []
        self.feed(text)
        self.close()
        self.wrong += [f"<{tag}> is not closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append(tag)
        if tag not in VOID_ELEMENTS:
            self.open.append(tag)
        if tag == "a" and "href" in found:
            self.links.append(found["href"])
        if tag == "label":
            self.labelled.add(found.get("for", ""))
        if tag in ("input", "select", "textarea"):
            self.fields.append(found)
        if "id" in found:
            self.ids.append(found["id"])
        self.wrong += [f"{name} on <{tag}>" for name in found if name.startswith("on") or name == "style"]
        if tag == "script" and found.get("type") != "application/ld+json":
            self.wrong += [] if found.get("src", "").startswith("/static/") else ["a script in the page"]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}> where none is open")

    def check(self) -> None:
        assert self.wrong == []
        assert self.elements.count("h1") == 1
        assert self.elements.count("main") == 1
        assert len(self.ids) == len(set(self.ids))
        for field in self.fields:
            assert "aria-label" in field or field.get("id") in self.labelled or field.get("type") == "hidden"


def test_every_link_of_every_page(browser: httpx.Client) -> None:
    """Walk the whole site from its start page."""
    seen, queue = {"/"}, deque(["/"])
    while queue and len(seen) < 700:
        path = queue.popleft()
        answer = browser.get(path)
        assert answer.status_code in ((200,) if path.startswith("/queries") else (200, 300, 301, 302)), path
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        page = Page(answer.text)
        page.check()
        for link in page.links:
            parts = urlsplit(urljoin(str(answer.url), link))
            assert parts.scheme in ("http", "https"), (path, link)
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            if parts.netloc == answer.url.netloc.decode() and target not in seen:
                seen.add(target)
                queue.append(target)
    assert len(seen) > 150


def test_what_users_and_sources_say_is_escaped(browser: httpx.Client) -> None:
    attack = "\"><script>alert(1)</script><a href='"
    for path, parameter in (("/search", "q"), ("/queries/author-papers", "author"), ("/sparql", "query")):
        text = browser.get(path, params={parameter: attack}).text
        assert "<script>alert" not in text
        Page(text).check()
    assert "<script>" not in browser.get("/%3Cscript%3Ealert(1)%3C/script%3E").text
    paper = browser.get("/paper/aaaaaaaaaaaaaaa2").text
    assert "<slow>" not in paper
    assert "javascript:" not in re.sub(r">[^<]*<", "><", browser.get("/paper/aaaaaaaaaaaaaaa3").text)


@pytest.fixture(scope="module")
def crowd() -> Store:
    """A paper of 900 authors."""
    name, a, kgo = (
        "https://schema.org/",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#type",
        "https://w3id.org/kgpub/ontology#",
    )
    paper = "<https://data.example.org/kg/paper/big>"
    lines = [
        f"{paper} <{a}> <http://purl.org/spar/fabio/Work> .",
        f'{paper} <{name}name> "A crowd" .',
    ]
    for n in range(1, 901):
        slot, person = (
            f"<https://data.example.org/kg/authorship/big-{n}>",
            f"<https://data.example.org/kg/person/p{n}>",
        )
        lines += [
            f"{paper} <http://purl.org/spar/pro/isDocumentContextFor> {slot} .",
            f"{slot} <http://purl.org/spar/pro/isHeldBy> {person} .",
            f'{slot} <{name}position> "{n}"^^<http://www.w3.org/2001/XMLSchema#integer> .',
            f'{slot} <{kgo}nameAsPrinted> "Person Number {n}" .',
            f"{person} <{a}> <http://xmlns.com/foaf/0.1/Person> .",
            f'{person} <{name}name> "Person Number {n}" .',
        ]
    handle = pyoxigraph.Store()
    handle.load("\n".join(lines).encode(), pyoxigraph.RdfFormat.N_TRIPLES)
    return Store(handle, Path())


def test_nine_hundred_authors(crowd: Store, serving) -> None:  # type: ignore[no-untyped-def]
    app = create_app(FixedRelease(ServedRelease("crowd", "https://data.example.org/kg/", LocalEngine(crowd))))
    with serving(app) as address:
        html = {"accept": "text/html"}
        text = httpx.get(f"{address}/paper/big", headers=html).text
        turtle = httpx.get(f"{address}/paper/big.ttl").text
        parts = [
            httpx.get(f"{address}/paper/big/authors", params={"page": n}, headers=html).text
            for n in (1, 2, 3)
        ]
        beyond = httpx.get(f"{address}/paper/big/authors?page=4", headers=html)
        cited = httpx.get(f"{address}/paper/big.bib").text
    inside = text.partition("<h1>")[2].partition("</article>")[0]
    shown = re.findall(r'class="authors">.*?</div>', inside, re.DOTALL)[0]
    assert re.findall(r"/person/p(\d+)\"", shown) == [*map(str, range(1, 11)), "898", "899", "900"]
    assert 'href="/paper/big/authors"' in shown
    listed = [re.findall(r'<li value="\d+"><a href="/person/p(\d+)"', part) for part in parts]
    assert [*chain(*listed)] == [*map(str, range(1, 901))]
    assert beyond.status_code == 404
    assert text.count('name="citation_author"') == 900
    assert cited.count(" and ") == 899
    assert turtle.count("schema:position") == 900
    assert len(text.encode()) < 100_000


def test_search(browser: httpx.Client) -> None:
    def found(words: str) -> str:
        return browser.get("/search", params={"q": words}).text

    assert "/paper/aaaaaaaaaaaaaaa2" in found("rivers QUIET")
    assert "/person/bbbbbbbbbbbbbbb2" in found("çağlar")
    assert "/venue/eeeeeeeeeeeeeee2" in found("journal of")
    assert "/topic/arxiv/cs.LG" in found("machine learning")
    assert "/paper/aaaaaaaaaaaaaaa2" in found("arXiv:2103.00001")
    assert "Nothing is found for these words" in found("xyzzy")
    assert browser.get("/search").status_code == 200
