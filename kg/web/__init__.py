"""The read-only HTTP side: SPARQL Protocol, linked data, canned queries, downloads and pages.

app           create_app(): which path is answered by what
current       the release that is served, and the change to a new one
protocol      what a SPARQL Protocol request asks for;  endpoint  answers it;  service  describes it
negotiation   in which form an answer is given;  problems  what went wrong, for programs and people
entity        what is said of one IRI;  things  answers for it;  portraits  its page;  views  its parts
canned        the canned queries;  downloads  the dumps;  ontology  the own vocabulary
site          start page, search, health;  listings  their lists;  pages  templates;  jsonld  JSON-LD
answers       from a query to a response;  links  between IRIs and paths
"""

from __future__ import annotations

from kg.web.app import create_app
from kg.web.current import Edition, Editions, FixedEdition, PublishedEditions

__all__ = ["Edition", "Editions", "FixedEdition", "PublishedEditions", "create_app"]
