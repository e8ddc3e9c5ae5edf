"""The read-only HTTP side: SPARQL Protocol, linked data, canned queries, downloads and pages.

    request      app: which path is answered by what · links: IRIs and paths · negotiation: in which form
                 door: what comes in at all · published: where links lead, and who may keep an answer
    release      current: the release that is served, and the change to a new one
    SPARQL       protocol: what is asked · endpoint: answers it · service: describes the endpoint
    linked data  entity: what is said of one IRI, by its kinds · things: answers for it · jsonld
    pages        portraits: the page of each kind of thing, from views, publications, names, and what they ask
                 beside: bylines, claims, coauthors, evidence, tallies · citing · browse · site · listings
                 drawn and set by charts, networks, tables, mathematics, pages
    the rest     canned: queries · downloads: dumps · ontology: own vocabulary · answers · kept · problems
                 operations: health, metrics, the log

Everything here is told which edition of the graph to answer from; nothing here writes.
"""

from __future__ import annotations

from kg.web.app import create_app
from kg.web.current import Edition, Editions, FixedEdition, Guard, PublishedEditions

__all__ = ["Edition", "Editions", "FixedEdition", "Guard", "PublishedEditions", "create_app"]
