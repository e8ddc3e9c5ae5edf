"""The routes: which path is answered by what."""

from __future__ import annotations

from typing import Final

from kg.web.api import canned, citing, downloads, executables, finding, openapi, opensearch
from kg.web.api.openapi import asking, reading
from kg.web.api.openapi.parts import get
from kg.web.http import operations
from kg.web.http.negotiation import REFERENCES
from kg.web.http.route import Route
from kg.web.linked import ontology, sitemaps, things
from kg.web.linked.vocabulary import FILES
from kg.web.pages import browse, fates, site
from kg.web.sparql import completion, endpoint, graphs, vendor

_POSTABLE: Final = ("GET", "POST")


def routes() -> list[Route]:
    """Return what each path is answered by; whatever is not named here may be an IRI of the graph."""
    vocabulary = [
        Route(f"{path}{suffix}", ontology.vocabulary)
        for path in FILES
        for suffix in ("", ".ttl", ".nt", ".rdf", ".jsonld", ".html")
        # The taxonomy's IRI is described by the graph as well; only its file form is a vocabulary file.
        if path == "/ontology" or suffix != "" or path in ("/code", "/shape")
    ]
    return [
        Route("/", site.home),
        Route("/search", finding.search),
        Route("/search.json", finding.document, says=get(asking.search)),
        Route("/search.{form}", finding.references),
        Route("/queries/search", finding.rows, says=get(asking.search_table)),
        Route("/queries/search.{form}", finding.rows),
        Route("/suggest", opensearch.suggestions, says=get(asking.suggest)),
        Route("/opensearch.xml", opensearch.description),
        Route("/sparql", endpoint.sparql, methods=_POSTABLE, says=reading.sparql),
        Route("/sparql/", endpoint.sparql, methods=_POSTABLE),
        Route("/sparql/completions.json", completion.completions),
        Route("/queries", canned.queries, says=get(asking.list_of_queries)),
        Route("/queries/", canned.with_slash),
        Route("/queries.{form}", canned.queries),
        Route(executables.WELL_KNOWN, executables.well_known, says=get(asking.examples)),
        Route("/queries/{name}", canned.query, says=asking.canned),
        Route("/dumps", downloads.dumps),
        Route("/dumps/", downloads.dumps, says=get(reading.releases)),
        Route(f"/dumps/{{release}}/{downloads.SUMS}", downloads.sums),
        Route("/dumps/{release}/{file}", downloads.dump, says=get(reading.download)),
        Route("/fates", fates.fates, says=get(reading.fates)),
        Route("/ontology/context.jsonld", ontology.context),
        *vocabulary,
        Route("/.well-known/void", things.well_known),
        Route("/dataset", things.data_set, says=get(reading.data_set)),
        *(Route(f"/dataset.{suffix}", things.data_set) for suffix in things.SUFFIXES),
        Route("/dumps/{release}/dumps/{file}", downloads.in_crate),
        Route(graphs.PATH, graphs.service, says=get(reading.graph)),
        Route("/graph/{name:path}", graphs.direct),
        Route("/ontology/{version:path}", ontology.version),
        Route("/openapi.json", openapi.document),
        Route("/robots.txt", sitemaps.robots),
        Route("/sitemap.xml", sitemaps.index),
        Route("/sitemaps/{name}.xml", sitemaps.sitemap),
        Route("/health", operations.health),
        Route("/metrics", operations.metrics),
        Route("/static/vendor/{name:path}", vendor.vendor),
        Route("/static/{name}", site.static),
        Route("/browse", browse.overview),
        Route("/browse/{period}", browse.listing),
        *(Route(f"/paper/{{id}}.{form.name}", citing.cite) for form in REFERENCES),
        Route("/paper/{id}/authors", citing.authors),
        Route("/{path:path}", things.thing, says=reading.kinds_of_things),
    ]
