"""What crawlers are told: the sitemaps of the pages of all papers, people, venues, topics, and robots.txt.

Source: the Sitemaps protocol 0.9 (https://www.sitemaps.org/protocol.html): at most 50,000 addresses a
file, all of the host that serves it. A file is one range of the release's search index, whatever its size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final
from xml.sax.saxutils import escape

from starlette.requests import Request
from starlette.responses import Response

from kg.queries.asking import listed
from kg.release.search import KINDS, EntryKind
from kg.vocab import FABIO, SCHEMA
from kg.web.http.current import ServedRelease
from kg.web.http.exchange import served_release, serving
from kg.web.http.links import host_of, origin
from kg.web.http.problems import Problem, RequestRefused
from kg.web.http.responses import answered
from kg.web.pages.lists.totals import listing_of

MOST: Final = 50_000
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OWN: Final = "site"
_PAGES: Final = ("/", "/search", "/queries", "/sparql", "/dumps/", "/dataset", "/ontology")
# Where a release has no search index, or none is served, these are found by class, and no more than MOST.
_CLASSES: Final = {
    EntryKind.PAPER: FABIO["Work"],
    EntryKind.PERSON: SCHEMA["Person"],
    EntryKind.TOPIC: FABIO["SubjectTerm"],
}


async def index(request: Request) -> Response:
    """Answer with the list of all sitemaps."""
    return await answered(request, partial(_index, request), "sitemap")


async def sitemap(request: Request) -> Response:
    """Answer with one sitemap."""
    return await answered(request, partial(_sitemap, request), "sitemap", request.path_params["name"])


async def robots(request: Request) -> Response:
    """Keep crawlers from asking queries; pages, data and downloads are theirs."""
    root = request.scope.get("root_path", "")
    closed = ("/sparql?", "/search?", "/suggest", "/rdf-graphs/", "/queries/*?")
    lines = ["User-agent: *", *(f"Disallow: {root}{path}" for path in closed)]
    text = "\n".join([*lines, "", f"Sitemap: {origin(request)}/sitemap.xml", ""])
    headers = {"cache-control": "public, max-age=86400", "vary": "Host"}
    return Response(text, media_type="text/plain; charset=utf-8", headers=headers)


def _index(request: Request) -> Response:
    served = served_release(request)
    made = ""
    if served.release is not None:
        made = f"<lastmod>{served.release.manifest.created:%Y-%m-%dT%H:%M:%SZ}</lastmod>"
    start = f"{origin(request)}/sitemaps/"
    entries = (f"<sitemap><loc>{escape(start)}{name}.xml</loc>{made}</sitemap>\n" for name in _names(served))
    return _xml("sitemapindex", entries)


def _names(served: ServedRelease) -> Iterator[str]:
    yield _OWN
    listing = listing_of(served)
    for kind in KINDS:
        if listing is None:
            if kind in _CLASSES:
                yield f"{kind}-1"
        else:
            yield from (f"{kind}-{number}" for number in range(1, -(-listing.count(kind) // MOST) + 1))


def _sitemap(request: Request) -> Response:
    served, name = served_release(request), request.path_params["name"]
    if name not in _names(served):
        detail = f"There is no sitemap {name!r}; /sitemap.xml lists those there are."
        raise RequestRefused(Problem("unknown", "There is no such page", 404, detail))
    host = host_of(request)
    if name == _OWN:
        catalogue = serving(request).catalogue
        addresses = [host.origin + path for path in (*_PAGES, *(f"/queries/{one}" for one in catalogue))]
    else:
        addresses = [host.address(iri) for iri in _iris(served, name)]
    return _xml("urlset", (f"<url><loc>{escape(address)}</loc></url>\n" for address in addresses))


def _iris(served: ServedRelease, name: str) -> list[str]:
    kind, _, number = name.rpartition("-")
    listing = listing_of(served)
    if listing is not None:
        return listing.page(EntryKind(kind), int(number), MOST)
    found = listed(served.engine, "of-class", {"class": _CLASSES[EntryKind(kind)]}, most=MOST)
    return sorted(row["x"] for row in found)


def _xml(root: str, entries: Iterable[str]) -> Response:
    text = f'{_HEAD}<{root} xmlns="{_NAMESPACE}">\n{"".join(entries)}</{root}>\n'
    return Response(text, media_type="application/xml")
