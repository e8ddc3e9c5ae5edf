"""The page of the data set."""

from __future__ import annotations

from starlette.requests import Request

from kg.release.manifest import Trust
from kg.web.http.exchange import served_release
from kg.web.http.links import host_of
from kg.web.pages.description.data_set import schema_org
from kg.web.pages.description.entity import Description
from kg.web.pages.description.properties import Context


def data_set(request: Request, d: Description) -> Context:
    """Return what the page of the data set shows, and what it tells search engines for data."""
    served = served_release(request)
    trust = served.release.manifest.trust if served.release else Trust()
    return {
        "kind": "Data set",
        "document": schema_org(d, host_of(request)),
        "scores": trust.scores,
        "undecided": trust.undecided,
        "unmeasured": trust.unmeasured,
        "doubts": f"{served.base}queries/undecided-identities",
    }
