"""The routes: which path is answered by what."""

from __future__ import annotations

from typing import Final

from kg.web.api import canned, downloads, executables, openapi, opensearch, references, search
from kg.web.api.openapi import of_queries, of_resources
from kg.web.api.openapi.objects import get
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
        Route("/search", search.search),
        Route("/search.json", search.document, says=get(of_queries.found)),
        Route("/search.{form}", search.references),
        Route("/queries/search", search.rows, says=get(of_queries.found_table)),
        Route("/queries/search.{form}", search.rows),
        Route("/suggest", opensearch.suggestions, says=get(of_queries.suggest)),
        Route("/opensearch.xml", opensearch.description),
        Route("/sparql", endpoint.sparql, methods=_POSTABLE, says=of_resources.sparql),
        Route("/sparql/", endpoint.sparql, methods=_POSTABLE),
        Route("/sparql/completions.json", completion.completions),
        Route("/queries", canned.queries, says=get(of_queries.list_of_queries)),
        Route("/queries/", canned.with_slash),
        Route("/queries.{form}", canned.queries),
        Route(executables.WELL_KNOWN, executables.well_known, says=get(of_queries.examples)),
        Route("/queries/{name}", canned.query, says=of_queries.canned),
        Route("/dumps", downloads.dumps),
        Route("/dumps/", downloads.dumps, says=get(of_resources.releases)),
        Route(f"/dumps/{{release}}/{downloads.SUMS}", downloads.sums),
        Route("/dumps/{release}/{file}", downloads.dump, says=get(of_resources.download)),
        Route("/fates", fates.fates, says=get(of_resources.fates)),
        Route("/ontology/context.jsonld", ontology.context),
        *vocabulary,
        Route("/.well-known/void", things.well_known),
        Route("/dataset", things.data_set, says=get(of_resources.data_set)),
        *(Route(f"/dataset.{suffix}", things.data_set) for suffix in things.SUFFIXES),
        Route("/dumps/{release}/dumps/{file}", downloads.in_crate),
        Route("/dumps/{release}/delta/{file}", downloads.in_crate),
        Route(graphs.PATH, graphs.service, says=get(of_resources.graph)),
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
        *(Route(f"/paper/{{id}}.{form.name}", references.cite) for form in REFERENCES),
        Route("/paper/{id}/authors", references.authors),
        Route("/{path:path}", things.thing, says=of_resources.kinds_of_things),
    ]
