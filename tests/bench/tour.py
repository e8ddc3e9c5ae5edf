"""Which pages of a release are visited: every route, every kind of thing, every canned query.

Of each kind the largest instance that there is: the topic and the venue of most papers, and those of most
authorships whose pages count them; the paper of most authors, the person of most papers. What a release has
none of is not visited, and not missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import quote, urlencode

from kg.engine import Engine
from kg.engine import Request as Query
from kg.queries import CannedQuery, Catalogue, Parameter
from kg.release.search import KINDS, EntryKind
from kg.vocab import PREFIXES
from kg.web.http.current import ServedRelease
from kg.web.http.links import Links
from kg.web.http.negotiation import REFERENCES
from kg.web.pages.lists.listings import years
from kg.web.pages.lists.totals import listing_of
from kg.web.routes import routes

from .visits import Visit

_MOST: Final = "SELECT ?x (COUNT(*) AS ?n) {{ {} }} GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1"
_SIGNED: Final = (
    "SELECT ?x (SUM(?authors) AS ?n) {{ {} ?paper kgo:authorCount ?authors }} "
    "GROUP BY ?x HAVING(COUNT(*) <= 2000) ORDER BY DESC(?n) ?x LIMIT 1"
)
"""What has most authorships behind it, of all whose page counts them."""
_LARGEST: Final[Mapping[str, str]] = {
    "paper": "SELECT ?x { ?x kgo:authorCount ?n } ORDER BY DESC(?n) ?x LIMIT 1",
    "person": _MOST.format("?slot pro:isHeldBy ?x . FILTER EXISTS { ?x a schema:Person }"),
    "team": _MOST.format("?x a foaf:Group . ?slot pro:isHeldBy ?x"),
    "venue": _MOST.format("?publication schema:isPartOf ?x"),
    "topic": _MOST.format("?paper schema:about ?x"),
    "organisation": _MOST.format("?slot pro:relatesToOrganization ?x"),
    "document": _MOST.format("GRAPH ?g { ?record prov:hadPrimarySource ?x }"),
    "venue of most authorships": _SIGNED.format(
        "?publication schema:isPartOf ?x . ?paper frbr:realization ?publication ."
    ),
    "topic of most authorships": _SIGNED.format("?paper schema:about ?x ."),
    "scheme": "SELECT ?x { ?x a skos:ConceptScheme } ORDER BY ?x LIMIT 1",
}
# What belongs to the largest of those, {kind} being its IRI.
_PARTS: Final[Mapping[str, tuple[str, str]]] = {
    "publication": ("paper", "{} frbr:realization ?x"),
    "authorship": ("paper", "{} pro:isDocumentContextFor ?x"),
    "record": ("paper", "{} prov:wasDerivedFrom ?x"),
    "mention": ("paper", "{} pro:isDocumentContextFor/prov:wasDerivedFrom ?x"),
    "identifier": ("venue", "{} datacite:hasIdentifier ?x"),
    "identifier of a person": ("person", "{} datacite:hasIdentifier ?x"),
    "archive": ("topic", "{} skos:broader ?x"),
    "group of archives": ("topic", "{} skos:broader/skos:broader ?x"),
}
# A canned query's parameter of a kind is given the largest of that kind.
_GIVEN: Final = {"agent": "person", "source": "document", "thing": "paper"}
_THINGS: Final = ("paper", "person", "team", "venue", "topic", "document")
_SUFFIXES: Final = (".ttl", ".jsonld", ".linkset.json")
# Beside every route that has no part to fill in.
_SITE: Final = (
    "/browse/new", "/browse/recent", "/search?q=learning", "/search?q=wang+learning&kind=paper",
    "/search?q=zzzqx", "/search.json?q=learning", "/search.bib?q=learning", "/suggest?q=le",
    "/queries.json", "/queries/search?q=learning", "/queries/search.csv?q=wang", "/ontology/1.0.0",
    "/no/such/page",
)  # fmt: skip
NO_QUERIES: Final = {
    "/dumps/{release}/SHA256SUMS": "a file of the release, as it is",
    "/dumps/{release}/{file}": "the same",
    "/dumps/{release}/dumps/{file}": "the same, by another name",
    "/dumps/{release}/delta/{file}": "the same, by another name",
    "/static/vendor/{name:path}": "a file of kg, as it is",
    "/static/{name}": "the same",
    "/graph/{name:path}": "a whole graph, streamed from the dump",
}
"""Routes that are not visited, and why: they ask nothing."""


def rows(engine: Engine, text: str) -> list[dict[str, str]]:
    """Return the solutions of a SELECT under the usual prefixes, as text."""
    solutions = engine.solutions(Query(text, prefixes=PREFIXES))
    return [{name: getattr(term, "value", str(term)) for name, term in row.items()} for row in solutions]


def largest(served: ServedRelease) -> dict[str, str]:
    """Return the IRI of the largest thing of each kind that the release has."""
    listing = listing_of(served)
    found: dict[str, str] = {}
    for kind in KINDS if listing is not None else ():
        if listing is not None and kind is not EntryKind.PAPER and listing.count(kind):
            found[kind.value] = listing.page(kind, 1, 1)[0]  # all but papers stand there by size
    if (topics := rows(served.engine, _LARGEST["topic"])) and "topic" in found:
        found["topic"] = topics[0]["x"]  # the largest of all is a group of archives, which is visited as well
    for kind_name, text in _LARGEST.items():
        if kind_name not in found:
            found.update((kind_name, row["x"]) for row in rows(served.engine, text))
    for part, (whole, pattern) in _PARTS.items():
        if whole in found:
            text = f"SELECT ?x {{ {pattern.format(f'<{found[whole]}>')} }} ORDER BY ?x LIMIT 1"
            found.update((part, row["x"]) for row in rows(served.engine, text))
    return found


def tour(served: ServedRelease, catalogue: Catalogue) -> Iterator[Visit]:
    """Yield all visits."""
    things = largest(served)
    yield from (Visit("site", path) for path in dict.fromkeys([*_plain(), *_SITE]))
    yield from _lists(served, things)
    yield from _things(served, things)
    yield from _queries(catalogue, things)
    yield from _names(served, things)


def _plain() -> Iterator[str]:
    """Yield the paths of all routes that have no part to fill in."""
    for route in routes():
        if "GET" in (route.methods or ()) and "{" not in route.path:
            yield route.path


def _lists(served: ServedRelease, things: Mapping[str, str]) -> Iterator[Visit]:
    counted = years(served)
    topics = [things[name].rpartition("/")[2] for name in ("topic", "archive") if name in things]
    for year, papers in sorted(counted, key=lambda entry: entry[1])[-1:]:
        month = f"{year}-06"
        for path in (f"{year}", month, f"{month}-15", "new", "recent"):
            yield Visit("list", f"/browse/{path}")
            yield from (Visit("list of a topic", f"/browse/{path}?topic={topic}") for topic in topics)
        yield Visit("list, last page", f"/browse/{year}?page={-(-papers // 50)}")
    for name in ("site", "paper-1", "person-1", "venue-1", "topic-1", "team-1"):
        yield Visit("sitemap", f"/sitemaps/{name}.xml")


def _things(served: ServedRelease, things: Mapping[str, str]) -> Iterator[Visit]:
    path = Links(served.base).path
    for kind, iri in things.items():
        if (address := path(iri)) is not None:
            yield Visit(kind, address)
            yield from (Visit(f"{kind} as {suffix[1:]}", address + suffix) for suffix in _SUFFIXES)
    if address := path(things["paper"]):
        yield from (Visit("bibliography", f"{address}.{form.name}") for form in REFERENCES)
        yield Visit("author list", f"{address}/authors?page=2")
    for kind in ("document", "record"):
        if kind in things and (address := path(things[kind])):
            yield Visit(f"{kind}, later page", f"{address}?page=3")
    for iri in _instances(served):
        if address := path(iri):
            yield Visit("one of a class", address)


def _instances(served: ServedRelease) -> Iterator[str]:
    """Yield one instance of each class that the release has instances of."""
    for one in sorted(served.counts):
        anywhere = f"{{ ?x a <{one}> }} UNION {{ GRAPH ?g {{ ?x a <{one}> }} }}"
        yield from (row["x"] for row in rows(served.engine, f"SELECT ?x {{ {anywhere} }} LIMIT 1"))


def _queries(catalogue: Catalogue, things: Mapping[str, str]) -> Iterator[Visit]:
    for query in catalogue.values():
        yield Visit("query", f"/queries/{query.name}")
        yield from (Visit("query, answered", path) for path in _answers(query, things))


def _names(served: ServedRelease, things: Mapping[str, str]) -> Iterator[Visit]:
    """Yield answers for things that are called by name, not by IRI."""
    asked = {"person": "author-papers?author", "team": "author-names?author", "venue": "venue-authors?venue"}
    asked |= {
        "topic": "topic-authors?topic",
        "paper": "paper-authors?paper",
        "document": "source-records?source",
    }
    anywhere = "{ %s %s ?name } UNION { GRAPH ?g { %s %s ?name } }"
    for kind, query in asked.items():
        iri = f"<{things[kind]}>" if kind in things else ""
        text = anywhere % ((iri, "schema:name|skos:prefLabel|dcterms:title") * 2)
        for row in rows(served.engine, f"SELECT ?name {{ {text} }} ORDER BY ?name LIMIT 1") if iri else ():
            for name in (row["name"], row["name"].swapcase(), row["name"] + "x"):
                yield Visit("query, by name", f"/queries/{query}={quote(name)}")


def _answers(query: CannedQuery, things: Mapping[str, str]) -> Iterable[str]:
    """Return the addresses of answers: with what must be given, and with each thing that may be."""
    given = {p.name: _argument(p, things) for p in query.parameters if not p.optional}
    if not all(given.values()):
        return
    more: list[dict[str, str | None]] = [{}]
    more += [{p.name: _argument(p, things)} for p in query.parameters if p.optional]
    if any(p.kind == "thing" for p in query.parameters):
        more += [{"thing": things[kind]} for kind in (*_THINGS, *_PARTS) if kind in things]
    for extra in more:
        pairs = {name: value for name, value in (given | extra).items() if value}
        arguments = f"?{urlencode(pairs)}" if pairs else ""
        yield f"/queries/{query.name}{arguments}"
        yield f"/queries/{query.name}.csv{arguments}"


def _argument(parameter: Parameter, things: Mapping[str, str]) -> str | None:
    if parameter.is_entity:
        return things.get(_GIVEN.get(parameter.kind, parameter.kind))
    if parameter.examples:
        return str(parameter.examples[0].value)
    return {"year": "2015", "integer": "3", "decimal": "0.5", "string": "retracted"}.get(parameter.kind)
