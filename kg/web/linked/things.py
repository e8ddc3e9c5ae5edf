"""Linked data: every IRI of the graph answers on this host, in the form that the client asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from pyoxigraph import RdfFormat, serialize
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.engine import Engine
from kg.iris import tail
from kg.web.http.current import ServedRelease
from kg.web.http.exchange import served_release, serving, workers_of
from kg.web.http.links import Links, host_of, origin, raw_path
from kg.web.http.negotiation import (
    DESCRIPTIONS,
    HTML,
    JSONLD,
    LINKSETS,
    NTRIPLES,
    RDFXML,
    REFERENCES,
    TURTLE,
    Representation,
    by_name,
    choose,
    split_suffix,
)
from kg.web.http.parameters import format_parameter, query_parameters
from kg.web.http.problems import Problem, RequestRefused, not_acceptable
from kg.web.http.responses import answered
from kg.web.linked import jsonld
from kg.web.linked.signposting import TypedLink, header, link_set, of_form, of_page
from kg.web.pages.by_kind import page_of
from kg.web.pages.description.classes import NODE
from kg.web.pages.description.data_set import description
from kg.web.pages.description.entity import Description, Retired, describe, retired
from kg.web.pages.lists.bibliography import bibliography
from kg.web.pages.lists.members import papers_of

OFFERED: Final = (*DESCRIPTIONS, *LINKSETS)
NEGOTIATED: Final = (*OFFERED, *REFERENCES)
"""What is answered to `Accept` and `format`; references of a paper, or of a thing's papers."""
SUFFIXES: Final = tuple(form.name for form in OFFERED)
RDF_FORMATS: Final = {
    TURTLE.name: RdfFormat.TURTLE,
    NTRIPLES.name: RdfFormat.N_TRIPLES,
    RDFXML.name: RdfFormat.RDF_XML,
}


async def thing(request: Request) -> Response:
    """Answer for the IRI that the path stands for: 200, 301 where merged, 300 where split, 404, 410."""
    form = wanted(request, NEGOTIATED)
    path = raw_path(request)
    stem, suffix = split_suffix(path, NEGOTIATED)
    if suffix in REFERENCES or (suffix is None and form in REFERENCES):
        cited = await workers_of(request).run(partial(_listed, request, path, stem, form))
        if isinstance(cited, Response):
            return cited
        if cited is not None:
            return await bibliography(request, cited.form, cited.name, cited.papers, cited.name)
    if form in REFERENCES:
        form = wanted(request)
    work = partial(_thing, request, form)
    return await answered(request, work, path, form.name if form else "")


async def data_set(request: Request) -> Response:
    """Answer for the description of the data set: the whole graph `meta`."""
    form = wanted(request)
    return await answered(
        request, partial(_data_set, request, form), raw_path(request), form.name if form else ""
    )


async def well_known(request: Request) -> Response:
    """Lead from `/.well-known/void` to the description, as VoID says (section 7.2)."""
    root = request.scope.get("root_path", "")
    return RedirectResponse(f"{root}/dataset", 302)


def wanted(request: Request, offered: Sequence[Representation] = OFFERED) -> Representation | None:
    """Return the form asked for by `format` or `Accept`; None where no form offered is acceptable."""
    name = format_parameter(query_parameters(request))
    if name is not None:
        form = by_name(name, offered)
        if form is None:
            raise not_acceptable(_offered())
        return form
    return choose(request.headers.get("accept"), offered)


@dataclass(frozen=True, slots=True)
class _Listed:
    """The papers that belong to a thing, in a form of references, and how the file is called."""

    name: str
    form: Representation
    papers: Callable[[Engine], Iterable[str]]


def _listed(request: Request, path: str, stem: str, form: Representation | None) -> _Listed | Response | None:
    """Return the papers of the thing at a path, or where it has gone; None where it is, or has, none.

    A path is first taken as it stands: an identifier may end in what looks like a suffix.
    """
    served = served_release(request)
    links = Links(served.base, request.scope.get("root_path", ""))
    asked = form if form in REFERENCES else None
    _, suffix = split_suffix(path, REFERENCES)
    for spelling, chosen in ((path, asked), (stem, suffix)):
        if chosen is None:
            continue
        for iri in links.iris(spelling):
            found = _find(request, served, iri, brief=True)
            if found is None:
                continue
            if retired(found) is not None:
                return described(request, found, links, None, chosen)
            papers = papers_of(request, found)
            return None if papers is None else _Listed(tail(iri), chosen, papers)
    return None


def _offered() -> str:
    return ", ".join(form.media_type for form in OFFERED)


def _thing(request: Request, form: Representation | None) -> Response:
    served = served_release(request)
    links = Links(served.base, request.scope.get("root_path", ""))
    path = raw_path(request)
    stem, suffix = split_suffix(path, OFFERED)
    # A path is first taken as it stands: an identifier may end in what looks like a suffix.
    for spelling, chosen in ((path, None), (stem, suffix)) if suffix else ((path, None),):
        for iri in links.iris(spelling):
            found = _find(request, served, iri, brief=(chosen or form) is HTML)
            if found is not None:
                return described(request, found, links, chosen or form, chosen)
    detail = f"Nothing is known of {served.base}{path.lstrip('/')} in release {served.id}."
    raise RequestRefused(Problem("unknown", "There is no such page", 404, detail))


def _find(request: Request, served: ServedRelease, iri: str, *, brief: bool) -> Description | None:
    if iri == f"{served.base}dataset":
        return description(served)
    found = describe(served.engine, iri, brief=brief) or describe(serving(request).vocabulary.engine, iri)
    if found is None:
        # Distributions and the build are described in the release's own file alone.
        about = description(served)
        if about.properties(iri):
            return Description(iri, NODE, about.triples)
    return found


def _data_set(request: Request, form: Representation | None) -> Response:
    served = served_release(request)
    links = Links(served.base, request.scope.get("root_path", ""))
    _, suffix = split_suffix(raw_path(request), OFFERED)
    found = description(served)
    if not found.triples:
        raise RequestRefused(
            Problem("unknown", "There is no description", 404, "The release describes itself nowhere.")
        )
    return described(request, found, links, suffix or form, suffix)


def described(
    request: Request,
    found: Description,
    links: Links,
    form: Representation | None,
    suffix: Representation | None,
) -> Response:
    """Answer with a description in `form`, or with where a retired IRI has gone."""
    gone = retired(found)
    if gone is not None and len(gone.replacements) == 1:
        target = links.href(gone.replacements[0]) or gone.replacements[0]
        return RedirectResponse(f"{target}.{suffix.name}" if suffix else target, 301, {"vary": "Accept"})
    if gone is not None and (form is None or form is HTML):
        raise _no_more(gone)
    if form is None:
        raise not_acceptable(_offered())
    path = links.path(found.iri) or raw_path(request)
    about, host = description(served_release(request)), host_of(request)
    engine = served_release(request).engine
    typed = of_page(found, about, host, engine) if form is HTML else of_form(found, about, host)
    alternates = [
        TypedLink(f"{path}.{other.name}", "alternate", other.media_type)
        for other in DESCRIPTIONS
        if other != form
    ]
    headers = {
        "link": header([TypedLink(found.iri, "canonical"), *alternates, *typed]),
        "content-location": f"{path}.{form.name}",
    }
    if form is HTML:
        return page_of(request, found, headers)
    body = link_set(found, about, host, form) if form in LINKSETS else serialized(request, found, form)
    status = 200 if gone is None else 300 if gone.replacements else 410
    return Response(body, status, headers, form.content_type)


def _no_more(gone: Retired) -> RequestRefused:
    """Tell people, and programs that do not ask for RDF, what became of a retired IRI."""
    if not gone.replacements:
        detail = f"{gone.iri} has been withdrawn and not replaced."
        return RequestRefused(Problem("withdrawn", "Withdrawn", 410, detail))
    members = {"candidates": [{"iri": iri, "label": iri} for iri in gone.replacements]}
    detail = "This IRI stood for several things, which now have IRIs of their own."
    return RequestRefused(Problem("split", "It became several things", 300, detail, members))


def serialized(request: Request, found: Description, form: Representation) -> bytes:
    """Return a description as RDF in `form`."""
    if form is JSONLD:
        return jsonld.compacted(found.triples, f"{origin(request)}{jsonld.CONTEXT_PATH}")
    rdf_format = RDF_FORMATS[form.name]
    prefixes = served_release(request).prefixes if rdf_format is not RdfFormat.N_TRIPLES else None
    if prefixes is not None and rdf_format is not RdfFormat.RDF_XML:
        text = "\n".join(map(str, found.triples))
        prefixes = {prefix: namespace for prefix, namespace in prefixes.items() if f"<{namespace}" in text}
    return serialize(found.ordered(), format=rdf_format, prefixes=prefixes) or b""
