"""The page of each kind of thing: which template shows its description, and with what."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kg.queries import Catalogue
from kg.vocab import DCTERMS, FABIO, KGO, OWL, PROV, SCHEMA, SKOS
from kg.web import jsonld, listings, names, publications, views
from kg.web.answers import edition_of
from kg.web.entity import TYPE, Description, referring, short
from kg.web.links import Links
from kg.web.names import Link
from kg.web.negotiation import DESCRIPTIONS, HTML
from kg.web.pages import page
from kg.web.problems import bad_request

Context = dict[str, Any]
REFERRING: Final = 100
PAGE_RECORDS: Final = 100
# Which kinds of parameter a thing of a kind may be given for.
_ASKS_FOR: Final = {
    "paper": ("paper", "thing"),
    "person": ("person", "agent", "thing"),
    "team": ("team", "agent", "thing"),
    "venue": ("venue", "thing"),
    "topic": ("topic", "thing"),
    "document": ("source",),
}


def portrait(request: Request, d: Description, headers: dict[str, str]) -> Response:
    """Return the page that shows a description."""
    template, build = _PAGES.get(d.kind.name, ("node.html", _node))
    links = Links(edition_of(request).base, request.scope.get("root_path", ""))
    path = links.path(d.iri) or request.scope["path"]
    forms = [form for form in DESCRIPTIONS if form is not HTML]
    context: Context = {
        "title": d.label(),
        "iri": d.iri,
        "canonical": d.iri,
        "alternates": [(form.label, f"{path}.{form.name}") for form in forms],
        "typed_alternates": [(form.label, f"{path}.{form.name}", form.media_type) for form in forms],
        "identifiers": publications.identifiers(d),
        "curations": views.curations(d),
        "figures": views.figures(d),
        "asking": _asking(request, d),
        **build(request, d),
    }
    return page(request, template, headers=headers, **context)


def _asking(request: Request, d: Description) -> list[tuple[str, str]]:
    """Return the canned queries that can be asked of this thing with nothing else to fill in."""
    catalogue: Catalogue = request.app.state.catalogue
    kinds = _ASKS_FOR.get(d.kind.name, ())
    root = request.scope.get("root_path", "")
    found = []
    for query in catalogue.values():
        needed = [parameter for parameter in query.parameters if not parameter.optional]
        if len(needed) == 1 and needed[0].kind in kinds:
            found.append((query.summary, f"{root}{_query_path(query.name, needed[0].name, d.iri)}"))
    return found


def _query_path(name: str, parameter: str, iri: str) -> str:
    return f"/queries/{name}?{urlencode({parameter: iri})}"


def _paper(_request: Request, d: Description) -> Context:
    status = d.iris(KGO["authorListStatus"])
    code = [
        url
        for node in d.iris(SCHEMA["subjectOf"])
        for url in (d.iris(SCHEMA["codeRepository"], node) or [d.text(SCHEMA["codeRepository"], node) or ""])
        if url
    ]
    return {
        "title": names.title(d),
        "kind": publications.words(d.iris(TYPE)).replace("Publication", "Paper"),
        "language": views.language_of(d, SCHEMA["name"]),
        "date": d.text(SCHEMA["datePublished"]) or d.text(FABIO["hasPublicationYear"]),
        "authors": views.authors(d),
        "count": names.number(d.text(KGO["authorCount"])),
        "list_status": short(status[0]).removeprefix("kgc:list-") if status else None,
        "topics": views.topics(d),
        "primary": next(iter(d.iris(FABIO["hasPrimarySubjectTerm"])), None),
        "abstract": d.text(SCHEMA["abstract"]),
        "abstract_language": views.language_of(d, SCHEMA["abstract"]),
        "keywords": sorted(getattr(v, "value", str(v)) for v in d.values(SCHEMA["keywords"])),
        "publications": publications.publications(d),
        "code": code,
        "cited": views.cited(d),
        "sources": views.sources(d),
        "citation": jsonld.citation(d),
        "document": jsonld.paper(d),
    }


def _agent(_request: Request, d: Description) -> Context:
    status = d.iris(KGO["resolutionStatus"])
    years = views.papers_by_year(d)
    return {
        "kind": d.kind.name,
        "alternates_names": sorted(getattr(v, "value", str(v)) for v in d.values(SCHEMA["alternateName"])),
        "identity": d.label(status[0]) if status else None,
        "pages": [url for url in d.iris(SCHEMA["sameAs"]) if url.startswith(("https://", "http://"))],
        "years": years,
        "paper_count": sum(len(listed) for _, listed in years),
        "document": jsonld.agent(d),
    }


def _venue(request: Request, d: Description) -> Context:
    count, listed = listings.papers_of(edition_of(request).engine, listings.OF_VENUE, d.iri)
    return {
        "kind": publications.words(d.iris(TYPE)).replace("Publication", "Venue"),
        "pages": [
            u
            for u in [*d.iris(SCHEMA["url"]), *d.iris(SCHEMA["sameAs"])]
            if u.startswith(("https://", "http://"))
        ],
        "count": count,
        "listed": listed,
    }


def _topic(request: Request, d: Description) -> Context:
    is_subject = FABIO["SubjectTerm"] in d.iris(TYPE)
    engine = edition_of(request).engine
    count, listed = listings.papers_of(engine, listings.OF_TOPIC, d.iri) if is_subject else (None, [])
    return {
        "notation": d.text(SKOS["notation"]),
        "definition": d.text(SKOS["definition"]),
        "above": _crumbs(views.broader(d), d.label()),
        "below": views.narrower(d),
        "replaced": [Link(iri, d.label(iri)) for iri in d.iris(DCTERMS["isReplacedBy"])]
        if d.text(OWL["deprecated"])
        else [],
        "count": count,
        "listed": listed,
    }


def _crumbs(above: list[Link], name: str) -> list[Link]:
    """Leave out a group that is called like the archive right below it."""
    labels = [link.label for link in above] + [name]
    return [link for link, below in zip(above, labels[1:], strict=True) if link.label != below]


def _document(request: Request, d: Description) -> Context:
    text = request.query_params.get("page", "1")
    if not (text.isascii() and text.isdigit() and int(text[:9]) >= 1 and len(text) < 10):
        raise bad_request(f"The parameter `page` is a number from 1, not {text!r}.")
    number = int(text)
    count, records = listings.records_of(edition_of(request).engine, d.iri, number, PAGE_RECORDS)
    return {
        "sha256": d.text(SCHEMA["sha256"]),
        "count": count,
        "records": records,
        "page": number,
        "pages_total": max(1, -(-count // PAGE_RECORDS)),
    }


def _record(_request: Request, d: Description) -> Context:
    document = next(iter(d.iris(PROV["hadPrimarySource"])), None)
    shown = {PROV["hadPrimarySource"], PROV["specializationOf"], KGO["firstLine"], KGO["lastLine"], TYPE}
    return {
        "title": d.text(SCHEMA["name"]) or "Record without a title",
        "document": Link(document, d.label(document)) if document else None,
        "lines": views.lines(d),
        "papers": [Link(iri, names.title(d, iri)) for iri in d.iris(PROV["specializationOf"])],
        "mentions": views.mentions(d),
        "facts": _facts(d, shown),
    }


def _node(request: Request, d: Description) -> Context:
    triples, more = referring(edition_of(request).engine, d.iri, REFERRING)
    incoming = [
        Link(str(t.subject)[1:-1], d.label(str(t.subject)[1:-1]), short(t.predicate.value)) for t in triples
    ]
    return {
        "kind": d.kind.name
        if d.kind.name != "node"
        else ", ".join(short(iri) for iri in d.iris(TYPE)) or "Resource",
        "facts": _facts(d),
        "incoming": incoming,
        "more": more,
    }


def _facts(d: Description, without: set[str] | None = None) -> list[tuple[str, str, list[Any]]]:
    found = sorted(d.properties().items(), key=lambda entry: (entry[0] != TYPE, short(entry[0])))
    return [(short(iri), iri, sorted(values, key=str)) for iri, values in found if iri not in (without or ())]


_PAGES: Final[dict[str, tuple[str, Callable[[Request, Description], Context]]]] = {
    "paper": ("paper.html", _paper),
    "person": ("agent.html", _agent),
    "team": ("agent.html", _agent),
    "venue": ("venue.html", _venue),
    "topic": ("topic.html", _topic),
    "document": ("document.html", _document),
    "record": ("record.html", _record),
}
