"""The page of each kind of thing: which template shows its description, and with what.

A page asks for bounded parts of what is there, and leads to the canned queries that give all of it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from kg.vocab import FABIO, FOAF
from kg.web.http.exchange import served_release, serving
from kg.web.http.links import Links
from kg.web.http.negotiation import DESCRIPTIONS, HTML, REFERENCES
from kg.web.pages.agents import agent
from kg.web.pages.datasets import data_set
from kg.web.pages.decisions import decision
from kg.web.pages.description import properties, publications, reasons
from kg.web.pages.description.entity import TYPE, Description
from kg.web.pages.description.properties import Context
from kg.web.pages.lists.members import list_of
from kg.web.pages.nodes import node
from kg.web.pages.organisations import organisation
from kg.web.pages.papers import paper
from kg.web.pages.rendering.templates import page
from kg.web.pages.sources import document, record
from kg.web.pages.subjects import topic, venue

# Which kinds of parameter a thing of a kind may be given for.
_ASKS_FOR: Final = {
    "paper": ("paper", "thing"),
    "person": ("person", "agent", "thing"),
    "team": ("team", "agent", "thing"),
    "venue": ("venue", "thing"),
    "topic": ("topic", "thing"),
    "document": ("source",),
}
_Build = Callable[[Request, Description], Context]
_PAGES: Final[dict[str, tuple[str, tuple[_Build, ...]]]] = {
    "paper": ("paper.html", (paper,)),
    "person": ("agent.html", (agent,)),
    "team": ("agent.html", (agent,)),
    "venue": ("venue.html", (venue,)),
    "topic": ("topic.html", (topic,)),
    "document": ("document.html", (document,)),
    "record": ("record.html", (record,)),
    "dataset": ("dataset.html", (node, data_set)),
    "decision": ("decision.html", (node, decision)),
}
_CURATED: Final = ("paper", "person", "team", "venue", "authorship", "topic", "record")


def page_of(request: Request, d: Description, headers: dict[str, str]) -> Response:
    """Return the page that shows a description."""
    template, parts = _PAGES.get(d.kind.name, ("node.html", (node,)))
    if d.kind.name == "team" and FOAF["Group"] not in d.iris(TYPE):
        template, parts = "organisation.html", (organisation,)
    served = served_release(request)
    links = Links(served.base, request.scope.get("root_path", ""))
    path = links.path(d.iri) or request.scope["path"]
    forms = [form for form in DESCRIPTIONS if form is not HTML]
    if not _is_code(d) and list_of(request, d.kind.name) is not None:
        forms += REFERENCES
    curated, catalogue = d.kind.name in _CURATED, serving(request).catalogue
    context: Context = {
        "title": d.label(),
        "iri": d.iri,
        "path": path,
        "canonical": d.iri,
        "alternates": [(form.label, f"{path}.{form.name}") for form in forms],
        "typed_alternates": [(form.label, f"{path}.{form.name}", form.media_type) for form in forms],
        "identifiers": publications.identifiers(d),
        "evidence": reasons.of_thing(served.engine, d.iri, catalogue) if curated else reasons.Reasons(),
        "figures": properties.figures(d),
        "asking": _asking(request, d),
        "ask": _questions(request, d),
        "is_code": _is_code(d),
    }
    for part in parts:
        context |= part(request, d)
    return page(request, template, headers=headers, **context)


def _is_code(d: Description) -> bool:
    """Tell whether it is a concept that no paper is about, such as a kind of damage."""
    return d.kind.name == "topic" and FABIO["SubjectTerm"] not in d.iris(TYPE)


def _asking(request: Request, d: Description) -> list[tuple[str, str]]:
    """Return the canned queries that can be asked of this thing with nothing else to fill in."""
    catalogue = serving(request).catalogue
    kinds = () if _is_code(d) else _ASKS_FOR.get(d.kind.name, ())
    root = request.scope.get("root_path", "")
    found = []
    for query in catalogue.values():
        needed = [parameter for parameter in query.parameters if not parameter.optional]
        if len(needed) == 1 and needed[0].kind in kinds:
            found.append((query.summary, f"{root}{_query_path(query.name, needed[0].name, d.iri)}"))
    return found


def _questions(request: Request, d: Description) -> Callable[[str], str | None]:
    """Return what gives the address of a canned query about this thing, None where there is none."""
    catalogue = serving(request).catalogue
    root = request.scope.get("root_path", "")

    def ask(name: str) -> str | None:
        if name not in catalogue:
            return None
        return f"{root}{_query_path(name, catalogue[name].parameters[0].name, d.iri)}"

    return ask


def _query_path(name: str, parameter: str, iri: str) -> str:
    return f"/queries/{name}?{urlencode({parameter: iri})}"
