"""The routes of linked data: what describes the data set and the service to programs."""

from __future__ import annotations

from starlette.routing import Route

from kg.web import downloads, graphs, ontology, openapi, sitemaps, things


def routes() -> list[Route]:
    """Return what each of these paths is answered by."""
    return [
        Route("/.well-known/void", things.well_known),
        Route("/dataset", things.data_set),
        *(Route(f"/dataset.{suffix}", things.data_set) for suffix in things.SUFFIXES),
        Route("/dumps/{release}/dumps/{file}", downloads.in_crate),
        Route(graphs.PATH, graphs.service),
        Route("/graph/{name:path}", graphs.direct),
        Route("/ontology/{version:path}", ontology.version),
        Route("/openapi.json", openapi.document),
        Route("/robots.txt", sitemaps.robots),
        Route("/sitemap.xml", sitemaps.index),
        Route("/sitemaps/{name}.xml", sitemaps.sitemap),
    ]
