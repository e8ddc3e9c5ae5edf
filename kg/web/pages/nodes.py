"""The page of a thing that has no page of its own kind: all that is said of it, and what points to it."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request

from kg.web.http.exchange import served_release
from kg.web.pages.description.entity import TYPE, Description, referring, short
from kg.web.pages.description.names import NamedLink
from kg.web.pages.description.properties import Context, facts

REFERRING: Final = 100


def node(request: Request, d: Description) -> Context:
    """Return what the page of any thing shows."""
    triples, more = referring(served_release(request).engine, d.iri, REFERRING)
    incoming = [
        NamedLink(str(t.subject)[1:-1], d.label(str(t.subject)[1:-1]), short(t.predicate.value))
        for t in triples
    ]
    types = ", ".join(short(iri) for iri in sorted(d.iris(TYPE)))
    return {
        "kind": d.kind.name if d.kind.name != "node" else types or "Resource",
        "facts": facts(d),
        "incoming": incoming,
        "more": more,
    }
