"""Linked data: every IRI of the graph answers on this host, in the form that the client asks for."""

from __future__ import annotations

from functools import partial
from typing import Final

from pyoxigraph import RdfFormat, serialize
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.errors import ReleaseDamaged
from kg.web import jsonld
from kg.web.answers import answered, edition_of
from kg.web.current import Edition
from kg.web.entity import Description, describe, of_file, retired, whole_graph
from kg.web.kinds import NODE
from kg.web.links import Links, origin, raw_path
from kg.web.listings import once
from kg.web.negotiation import (
    DESCRIPTIONS,
    HTML,
    JSONLD,
    NTRIPLES,
    RDFXML,
    TURTLE,
    Form,
    by_name,
    choose,
    split_suffix,
)
from kg.web.portraits import portrait
from kg.web.problems import Problem, RequestRefused, not_acceptable
from kg.web.protocol import format_parameter, query_parameters

RDF_FORMATS: Final = {
    TURTLE.name: RdfFormat.TURTLE,
    NTRIPLES.name: RdfFormat.N_TRIPLES,
    RDFXML.name: RdfFormat.RDF_XML,
}


async def thing(request: Request) -> Response:
    """Answer for the IRI that the path stands for: 200, 301 where merged, 300 where split, 404, 410."""
    form = wanted(request)
    work = partial(_thing, request, form)
    return await answered(request, work, raw_path(request), form.name if form else "")


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


def wanted(request: Request) -> Form | None:
    """Return the form asked for by `format` or `Accept`; None where no form offered is acceptable."""
    name = format_parameter(query_parameters(request))
    if name is not None:
        form = by_name(name, DESCRIPTIONS)
        if form is None:
            raise not_acceptable(_offered())
        return form
    return choose(request.headers.get("accept"), DESCRIPTIONS)


def _offered() -> str:
    return ", ".join(form.media_type for form in DESCRIPTIONS)


def _thing(request: Request, form: Form | None) -> Response:
    edition = edition_of(request)
    links = Links(edition.base, request.scope.get("root_path", ""))
    path = raw_path(request)
    stem, suffix = split_suffix(path, DESCRIPTIONS)
    # A path is first taken as it stands: an identifier may end in what looks like a suffix.
    for spelling, chosen in ((path, None), (stem, suffix)) if suffix else ((path, None),):
        for iri in links.iris(spelling):
            found = _find(request, edition, iri)
            if found is not None:
                return described(request, found, links, chosen or form, chosen)
    detail = f"Nothing is known of {edition.base}{path.lstrip('/')} in release {edition.id}."
    raise RequestRefused(Problem("unknown", "There is no such page", 404, detail))


def _find(request: Request, edition: Edition, iri: str) -> Description | None:
    if iri == f"{edition.base}dataset":
        return _description(edition)
    found = describe(edition.engine, iri) or describe(request.app.state.vocabulary.engine, iri)
    if found is None:
        # Distributions and the build are described in the release's own file alone.
        about = _description(edition)
        if about.properties(iri):
            return Description(iri, NODE, about.triples)
    return found


def _data_set(request: Request, form: Form | None) -> Response:
    edition = edition_of(request)
    links = Links(edition.base, request.scope.get("root_path", ""))
    _, suffix = split_suffix(raw_path(request), DESCRIPTIONS)
    found = _description(edition)
    if not found.triples:
        raise RequestRefused(
            Problem("unknown", "There is no description", 404, "The release describes itself nowhere.")
        )
    return described(request, found, links, suffix or form, suffix)


def _description(edition: Edition) -> Description:
    """Return the description of the data set: the release's file, which also names its dumps."""
    return once(edition, "description", lambda: _read_description(edition))


def _read_description(edition: Edition) -> Description:
    iri = f"{edition.base}dataset"
    if edition.release is None:
        return whole_graph(edition.engine, iri, edition.graph("meta"))
    try:
        return of_file(iri, edition.release.description_path)
    except (OSError, SyntaxError) as error:
        raise ReleaseDamaged(f"{edition.release.description_path}: cannot be read: {error}") from error


def described(
    request: Request, found: Description, links: Links, form: Form | None, suffix: Form | None
) -> Response:
    """Answer with a description in `form`, or with where a retired IRI has gone."""
    gone = retired(found)
    if gone is not None and gone.replacements:
        targets = [
            (links.href(iri) or iri) + (f".{suffix.name}" if suffix else "") for iri in gone.replacements
        ]
        if len(targets) == 1:
            return RedirectResponse(targets[0], 301, {"vary": "Accept"})
        members = {"candidates": [{"iri": iri, "label": iri} for iri in gone.replacements]}
        detail = "This IRI stood for several things, which now have IRIs of their own."
        raise RequestRefused(Problem("split", "It became several things", 300, detail, members))
    if gone is not None and (form is None or form is HTML):
        raise RequestRefused(
            Problem("withdrawn", "Withdrawn", 410, f"{found.iri} has been withdrawn and not replaced.")
        )
    if form is None:
        raise not_acceptable(_offered())
    path = links.path(found.iri) or raw_path(request)
    alternates = [
        f'<{path}.{other.name}>; rel="alternate"; type="{other.media_type}"'
        for other in DESCRIPTIONS
        if other != form
    ]
    headers = {
        "link": ", ".join([f'<{_ascii(found.iri)}>; rel="canonical"', *alternates]),
        "content-location": f"{path}.{form.name}",
    }
    if form is HTML:
        return portrait(request, found, headers)
    return Response(
        serialized(request, found, form), 410 if gone is not None else 200, headers, form.content_type
    )


def serialized(request: Request, found: Description, form: Form) -> bytes:
    """Return a description as RDF in `form`."""
    if form is JSONLD:
        return jsonld.compacted(found.triples, f"{origin(request)}{jsonld.CONTEXT_PATH}")
    rdf_format = RDF_FORMATS[form.name]
    prefixes = edition_of(request).prefixes if rdf_format is not RdfFormat.N_TRIPLES else None
    if prefixes is not None and rdf_format is not RdfFormat.RDF_XML:
        text = "\n".join(map(str, found.triples))
        prefixes = {prefix: namespace for prefix, namespace in prefixes.items() if f"<{namespace}" in text}
    return serialize(found.ordered(), format=rdf_format, prefixes=prefixes) or b""


def _ascii(iri: str) -> str:
    """Return an IRI as a header can hold it (RFC 3987, section 3.1)."""
    return "".join(c if ord(c) < 0x80 else "".join(f"%{b:02X}" for b in c.encode()) for c in iri)
