"""The pages that are about no single thing: start, search, robots, style sheet."""

from __future__ import annotations

from functools import partial
from typing import Final

from pyoxigraph import Literal
from starlette.requests import Request
from starlette.responses import Response

from kg.errors import KgError
from kg.queries import Resolver
from kg.web import jsonld, listings
from kg.web.answers import answered, edition_of
from kg.web.links import origin
from kg.web.names import Link
from kg.web.pages import page, static_file
from kg.web.problems import Problem, RequestRefused
from kg.web.protocol import query_parameters

FOUND: Final = 20
STATIC: Final = {
    "site.css": "text/css; charset=utf-8",
    "editor.css": "text/css; charset=utf-8",
    "sparql.js": "text/javascript; charset=utf-8",
    "sparql-completion.js": "text/javascript; charset=utf-8",
    "sparql-language.js": "text/javascript; charset=utf-8",
}


async def home(request: Request) -> Response:
    """Answer with the start page."""
    return await answered(request, partial(_home, request), "home")


def _home(request: Request) -> Response:
    edition = edition_of(request)
    return page(
        request,
        "home.html",
        counts=listings.counts(edition),
        newest=listings.newest(edition),
        topics=listings.largest_topics(edition),
        venues=listings.largest_venues(edition),
        document=jsonld.data_set(edition.title, origin(request), edition.base, edition.id),
    )


async def search(request: Request) -> Response:
    """Answer with what matches the words of `q`: papers, people and teams, venues, topics."""
    wanted = " ".join(value for name, value in query_parameters(request) if name == "q").strip()
    return await answered(request, partial(_search, request, wanted), "search")


# Per group: its heading, the class and the property that are searched.
_SEARCHED: Final = (
    ("Papers", "?x a fabio:Work ; schema:name ?name .", "OPTIONAL { ?x fabio:hasPublicationYear ?note }"),
    ("People", "?x a foaf:Person ; schema:name ?name .", ""),
    (
        "Teams and organisations",
        "?x a ?class ; schema:name ?name . VALUES ?class { foaf:Group foaf:Organization }",
        "",
    ),
    ("Venues", "{ SELECT DISTINCT ?x { ?publication schema:isPartOf ?x } } ?x schema:name ?name .", ""),
    ("Topics", "?x a fabio:SubjectTerm ; skos:prefLabel ?name .", "OPTIONAL { ?x skos:notation ?note }"),
)


def _search(request: Request, wanted: str) -> Response:
    groups: list[tuple[str, list[Link], bool]] = []
    exact: list[Link] = []
    if wanted:
        engine = edition_of(request).engine
        words = wanted.split()[:8]
        for heading, pattern, note in _SEARCHED:
            # Words are bound as literals made by the RDF library; no text of a user enters the query.
            filters = " ".join(
                f"FILTER(CONTAINS(LCASE(STR(?name)), {_literal(word.lower())}))" for word in words
            )
            rows = listings.ask(
                engine, f"SELECT DISTINCT ?x ?name ?note {{ {pattern} {filters} {note} }} LIMIT {FOUND + 1}"
            )
            found = [
                Link(*(getattr(row[key], "value", "") if key in row else "" for key in ("x", "name", "note")))
                for row in rows
            ]
            found.sort(key=lambda link: (len(link.label), link.label, link.iri))
            if found:
                groups.append((heading, found[:FOUND], len(found) > FOUND))
        exact = _named(request, wanted)
    return page(request, "search.html", wanted=wanted, groups=groups, exact=exact)


def _named(request: Request, wanted: str) -> list[Link]:
    """Return what `wanted` names outright: an IRI, an identifier or a code."""
    if " " in wanted:
        return []
    resolver = Resolver(edition_of(request).engine)
    try:
        node = resolver.resolve("thing", wanted)
    except KgError:
        # Not named outright: the lists by words, which follow, are the answer.
        return []
    return [Link(node.value, resolver.label(node))]


def _literal(text: str) -> str:
    try:
        return str(Literal(text))
    except UnicodeEncodeError as error:
        detail = "The words to search for are no valid Unicode text."
        raise RequestRefused(Problem("bad-request", "The request is not understood", 400, detail)) from error


async def robots(_request: Request) -> Response:
    """Keep crawlers from asking queries; pages, data and downloads are theirs."""
    text = "User-agent: *\nDisallow: /sparql\nDisallow: /search\nDisallow: /queries/*?\n"
    return Response(
        text, media_type="text/plain; charset=utf-8", headers={"cache-control": "public, max-age=86400"}
    )


async def static(request: Request) -> Response:
    """Answer with a static file; its address carries a digest of it, so that it may be kept for ever."""
    name = request.path_params["name"]
    if name not in STATIC:
        raise RequestRefused(Problem("unknown", "There is no such page", 404, f"There is no file {name!r}."))
    headers = {"cache-control": "public, max-age=31536000, immutable" if request.url.query else "no-cache"}
    return Response(static_file(name), media_type=STATIC[name], headers=headers)
