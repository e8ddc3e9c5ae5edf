"""The one seam where a query runs.

    LocalEngine(store)           in this process, over an Oxigraph store
    remote.RemoteEngine(url)     at any SPARQL 1.1 endpoint; loads Python's HTTP client

Both are an `Engine`; whoever asks (commands, canned queries, web pages, the endpoint) knows no more.
Only bytes and finished rows leave an engine, never a live result of the store: these may be used by
one thread alone. So an engine may as well run its queries in other threads or processes.
"""

from __future__ import annotations

from kg.engine.cut import Cut, Pieces
from kg.engine.local import LocalEngine
from kg.engine.query_text import QueryForm, query_form
from kg.engine.request import (
    GRAPH_FORMATS,
    RESULT_FORMATS,
    SAFE_FORMATS,
    Engine,
    Request,
    Solutions,
    Term,
    media_type,
)

__all__ = [
    "GRAPH_FORMATS",
    "RESULT_FORMATS",
    "SAFE_FORMATS",
    "Cut",
    "Engine",
    "LocalEngine",
    "Pieces",
    "QueryForm",
    "Request",
    "Solutions",
    "Term",
    "media_type",
    "query_form",
]
