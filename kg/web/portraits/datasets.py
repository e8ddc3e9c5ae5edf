"""The page of the data set."""

from __future__ import annotations

from starlette.requests import Request

from kg.release.manifest import Trust
from kg.web.answers import edition_of
from kg.web.dataset import host_of, schema_org
from kg.web.entity import Description
from kg.web.portraits.nodes import node
from kg.web.views import Context


def data_set(request: Request, d: Description) -> Context:
    """Return what the page of the data set shows, and what it tells search engines for data."""
    edition = edition_of(request)
    trust = edition.release.manifest.trust if edition.release else Trust()
    return {
        **node(request, d),
        "kind": "Data set",
        "document": schema_org(d, host_of(request)),
        "scores": trust.scores,
        "undecided": trust.undecided,
        "doubts": f"{edition.base}queries/undecided-identities",
    }
