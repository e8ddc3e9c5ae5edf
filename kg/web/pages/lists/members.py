"""Which papers belong to a thing: those that a canned query lists for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from starlette.requests import Request

from kg.engine import Engine
from kg.queries import CannedQuery, bibliography
from kg.web.http.exchange import serving
from kg.web.pages.description.entity import Description

LISTS: Final = {
    "person": "author-papers",
    "team": "author-papers",
    "venue": "venue-papers",
    "topic": "topic-papers",
    "document": "source-records",
}
"""By the kind of a thing the canned query whose first parameter it is, and whose answer lists its papers."""


def list_of(request: Request, kind: str) -> CannedQuery | None:
    """Return the canned query that lists the papers of things of a kind, where there is one here."""
    catalogue = serving(request).catalogue
    name = LISTS.get(kind)
    return catalogue[name] if name is not None and name in catalogue else None


def papers_of(request: Request, d: Description) -> Callable[[Engine], Iterable[str]] | None:
    """Return what gives the papers of a thing by IRI, itself where it is one; None where it has none."""
    if d.kind.name == "paper":
        return lambda engine: [d.iri]  # noqa: ARG005  # one paper needs no asking
    query = list_of(request, d.kind.name)
    if query is None:
        return None
    asked, column = query, query.papers
    assert column is not None

    def papers(engine: Engine) -> Iterable[str]:
        bound = asked.bind({asked.parameters[0].name: [asked.parameters[0].iri(d.iri)]})
        return bibliography.papers_of(bibliography.rows_of(engine, bound), asked.variables.index(column))

    return papers
