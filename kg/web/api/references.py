"""A paper to cite, in every form of references; and its whole author list."""

from __future__ import annotations

from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from kg.iris import tail
from kg.vocab import DCTERMS, KGO, OWL
from kg.web.http.exchange import served_release, workers_of
from kg.web.http.links import Links, raw_path
from kg.web.http.negotiation import REFERENCES, split_suffix
from kg.web.http.problems import Problem, RequestRefused
from kg.web.http.responses import answered
from kg.web.pages.description import author_lists, names
from kg.web.pages.description.entity import Description, describe
from kg.web.pages.lists.bibliography import bibliography
from kg.web.pages.lists.paging import Paging, page_number
from kg.web.pages.rendering.templates import page

PAGE_AUTHORS: Final = 400


async def cite(request: Request) -> Response:
    """Answer with a paper as a citation, in the form that the address ends in."""
    path, form = split_suffix(raw_path(request), REFERENCES)
    assert form is not None  # the route says so
    d = await workers_of(request).run(partial(_paper, request, path))
    return await bibliography(request, form, tail(d.iri), lambda engine: [d.iri])  # noqa: ARG005


async def authors(request: Request) -> Response:
    """Answer with the author list of a paper, page by page."""
    return await answered(request, partial(_authors, request), raw_path(request))


def _authors(request: Request) -> Response:
    path = raw_path(request).removesuffix("/authors")
    d = _paper(request, path)
    served = served_release(request)
    listed = author_lists.printed(author_lists.authors(served.engine, d.iri))
    paging = Paging(page_number(request), PAGE_AUTHORS, len(listed))
    if paging.number > paging.last:
        raise RequestRefused(
            Problem("unknown", "There is no such page", 404, f"The list has {paging.last} pages.")
        )
    status = d.iris(KGO["authorListStatus"])
    address = Links(served.base, request.scope.get("root_path", "")).path(d.iri)
    return page(
        request,
        "authors.html",
        title=names.title(d),
        paper=d.iri,
        canonical=f"{d.iri}/authors" + (f"?page={paging.number}" if paging.number > 1 else ""),
        authors=listed[paging.first_entry - 1 : paging.last_entry],
        paging=paging,
        list_status=d.label(status[0]) if status else None,
        downloads=[(form.label, f"{address}.{form.name}") for form in REFERENCES],
    )


def _paper(request: Request, path: str) -> Description:
    """Return the description of the paper at `path`.

    Raises:
        RequestRefused: 404, there is no such paper; 301, another has taken its place.
    """
    served = served_release(request)
    for iri in Links(served.base).iris(path):
        found = describe(served.engine, iri, brief=True)
        if found is not None and found.kind.name == "paper":
            return found
        if found is not None and found.text(OWL["deprecated"]) == "true":
            successor = next(iter(sorted(found.iris(DCTERMS["isReplacedBy"]))), None)
            if successor is not None:
                links = Links(served.base, request.scope.get("root_path", ""))
                target = (links.href(successor) or successor) + raw_path(request).removeprefix(path)
                detail = f"{iri} has become {successor}."
                raise RequestRefused(Problem("merged", "Merged", 301, detail, headers={"Location": target}))
    raise RequestRefused(
        Problem(
            "unknown", "There is no such paper", 404, f"No paper is known at {path} in release {served.id}."
        )
    )
