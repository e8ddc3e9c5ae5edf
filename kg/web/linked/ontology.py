"""The project's own vocabulary: its files, and a page that explains it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from pyoxigraph import RdfFormat, parse, serialize
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.vocab import KGO, OWL, PREFIXES, RDFS
from kg.web.http import negotiation
from kg.web.http.exchange import serving
from kg.web.http.links import origin, raw_path
from kg.web.http.negotiation import DESCRIPTIONS, HTML, JSONLD, TURTLE
from kg.web.http.problems import Problem, RequestRefused, not_acceptable
from kg.web.http.responses import answered
from kg.web.linked import jsonld
from kg.web.linked.things import RDF_FORMATS
from kg.web.linked.vocabulary import FILES, Vocabulary
from kg.web.pages.description.entity import TYPE
from kg.web.pages.rendering.templates import page


@dataclass(frozen=True, slots=True)
class Term:
    """One own term as the page shows it."""

    name: str
    label: str
    comment: str
    parents: list[str]
    domain: list[str]
    range: list[str]


async def vocabulary(request: Request) -> Response:
    """Answer with one file of the vocabulary, in the form asked for; the ontology has a page."""
    path, suffix = negotiation.split_suffix(raw_path(request), DESCRIPTIONS)
    form = suffix or negotiation.choose(request.headers.get("accept"), DESCRIPTIONS)
    if form is None:
        raise not_acceptable(", ".join(entry.media_type for entry in DESCRIPTIONS))
    return await answered(request, partial(_vocabulary, request, path, form), path, form.name)


async def version(request: Request) -> Response:
    """Lead from the IRI of the ontology's version to the ontology; there has been but one version so far."""
    found = serving(request).vocabulary
    if request.path_params["version"] != found.version:
        detail = f"The version of the ontology here is {found.version}."
        raise RequestRefused(Problem("unknown", "There is no such version", 404, detail))
    return RedirectResponse(f"{request.scope.get('root_path', '')}/ontology", 302)


def _vocabulary(request: Request, path: str, form: negotiation.Representation) -> Response:
    found = serving(request).vocabulary
    if form is HTML:
        return _page(request, found)
    text = found.files[path]
    if form is TURTLE:
        return Response(text, media_type=TURTLE.content_type)
    triples = (quad.triple for quad in parse(text, RdfFormat.TURTLE))
    if form is JSONLD:
        body = jsonld.compacted(triples, f"{origin(request)}{jsonld.CONTEXT_PATH}")
    else:
        rdf_format = RDF_FORMATS[form.name]
        prefixes = PREFIXES if rdf_format is RdfFormat.RDF_XML else None
        body = serialize(triples, format=rdf_format, prefixes=prefixes) or b""
    return Response(body, media_type=form.content_type)


def _page(request: Request, found: Vocabulary) -> Response:
    groups: dict[str, list[Term]] = {"Classes": [], "Properties": []}
    for iri, d in found.terms().items():
        types = set(d.iris(TYPE))
        kind = "Classes" if OWL["Class"] in types else "Properties"
        groups[kind].append(
            Term(
                iri.removeprefix(KGO),
                d.text(RDFS["label"]) or iri.removeprefix(KGO),
                d.text(RDFS["comment"]) or "",
                d.iris(RDFS["subClassOf"]) + d.iris(RDFS["subPropertyOf"]),
                d.iris(RDFS["domain"]),
                d.iris(RDFS["range"]),
            )
        )
    return page(request, "ontology.html", groups=groups, files=FILES, namespaces=PREFIXES)


async def context(_request: Request) -> Response:
    """Answer with our JSON-LD context."""
    return Response(
        jsonld.context_file(),
        media_type=JSONLD.media_type,
        headers={"cache-control": "public, max-age=3600"},
    )
