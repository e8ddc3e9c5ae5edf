"""Canned queries: one question, one file `queries/<name>.rq`, with what users may fill in.

    Template      a SPARQL text and its parameters; binds terms, never text
    CannedQuery   a template with a name, a summary, tags and a description
    Catalogue     all of them, by name
    reason        says why a query has no rows
    Lookup        finds the person, paper, venue … that a user names

A parameter **is** a `VALUES` block on a `$` variable: see `kg.engine.template`.
"""

from __future__ import annotations

from kg.engine.template import Parameter, Template
from kg.queries.catalogue import CannedQuery, Catalogue
from kg.queries.emptiness import reason
from kg.queries.lookup import Lookup

__all__ = ["CannedQuery", "Catalogue", "Lookup", "Parameter", "Template", "reason"]
