"""Pages: Jinja2 templates with what they all need, and the headers that keep them safe.

Everything is escaped by Jinja2; the content security policy allows scripts and requests of this host
only, and none inside a page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final
from urllib.parse import quote, urlencode

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from pyoxigraph import BlankNode, Literal, NamedNode
from starlette.requests import Request
from starlette.responses import Response

from kg import vocab
from kg.configuration import licence_name
from kg.version import __version__
from kg.web.http.exchange import exchange_of
from kg.web.http.links import Links, origin
from kg.web.pages.description.entity import short
from kg.web.pages.description.names import grouped, shortened
from kg.web.pages.rendering import mathematics

POLICY: Final = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
NAVIGATION: Final = (
    ("/browse", "Browse"),
    ("/search", "Search"),
    ("/queries", "Queries"),
    ("/sparql", "SPARQL"),
    ("/dumps/", "Downloads"),
    ("/ontology", "Vocabulary"),
)


@cache
def static_file(name: str) -> bytes:
    """Return a file of `static/`."""
    return files("kg.web").joinpath("static", name).read_bytes()


@cache
def static_version(name: str) -> str:
    """Return a digest of a static file, for its address, so that copies can be kept for ever."""
    return hashlib.sha256(static_file(name)).hexdigest()[:12]


def size(value: int) -> str:
    """Write a number of bytes in the unit that suits people (powers of 1,000)."""
    amount = float(value)
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "bytes" or amount >= 10 else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"


def embedded(document: Mapping[str, Any]) -> Markup:
    """Write JSON so that it can stand inside a script element: nothing in it can end the element."""
    text = orjson.dumps(document).decode()
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704  # escaped above


def coded(text: str) -> Markup:
    """Write a plain text in HTML, with what it sets between backticks as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:  # the last backtick has no partner
        parts[-2:] = ["`".join(parts[-2:])]
    code = Markup("<code>{}</code>")
    return Markup("").join(code.format(part) if n % 2 else part for n, part in enumerate(parts))


@cache
def environment() -> Environment:
    """Return the templates' environment."""
    env = Environment(
        loader=PackageLoader("kg.web.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        coded=coded,
        grouped=grouped,
        size=size,
        embedded=embedded,
        licence_name=licence_name,
        short=short,
        shortened=shortened,
        tex=mathematics.shown,
        urlquote=lambda s: quote(s, safe=""),
    )
    env.globals.update(
        {
            name: getattr(vocab, name)
            for name in ("SCHEMA", "SKOS", "RDFS", "DCTERMS", "KGO", "PROV", "OWL", "VOID")
        },
        software=__version__,
        navigation=NAVIGATION,
        style=f"/static/site.css?v={static_version('site.css')}",
        static=lambda name: f"/static/{name}?v={static_version(name)}",
    )
    return env


def compile_templates() -> None:
    """Compile all templates, which takes a third of a second, before the first visitor comes."""
    env = environment()
    for name in env.list_templates():
        env.get_template(name)


def term(value: object, links: Links) -> dict[str, str | None]:
    """Say how a term is shown: its text, where it leads, and its datatype or language."""
    if isinstance(value, NamedNode):
        return {
            "text": shown(value.value, links),
            "href": links.href(value.value),
            "iri": value.value,
            "note": None,
        }
    if isinstance(value, Literal):
        note = f"@{value.language}" if value.language else None
        if note is None and value.datatype.value != vocab.XSD["string"]:
            note = short(value.datatype.value).removeprefix("xsd:")
        return {"text": value.value, "href": None, "iri": None, "note": note}
    if isinstance(value, BlankNode):
        return {"text": str(value), "href": None, "iri": None, "note": None}
    return {"text": "" if value is None else str(value), "href": None, "iri": None, "note": None}


def shown(iri: str, links: Links) -> str:
    """Write an IRI as people read it: without the own base, with a known prefix, else whole."""
    if iri.startswith(links.base) and iri != links.base:
        return iri.removeprefix(links.base)
    if any(iri.startswith(namespace) for namespace in vocab.PREFIXES.values()):
        return short(iri)
    return iri


def render(request: Request, template: str, **context: Any) -> str:  # templates take anything
    """Return the page made of `template`."""
    served = exchange_of(request.scope).served
    root = request.scope.get("root_path", "")
    links = Links(served.base if served else "about:none/", root)

    def address(path: str, **parameters: str) -> str:
        return f"{root}{path}" + (f"?{urlencode(parameters)}" if parameters else "")

    return (
        environment()
        .get_template(template)
        .render(
            root=root,
            origin=origin(request),
            served=served,
            site=served.title if served else "Knowledge graph",
            here=request.scope["path"].removeprefix(root),
            href=links.href,
            address=address,
            term=lambda value: term(value, links),
            **context,
        )
    )


def page(
    request: Request,
    template: str,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    **context: Any,  # as in render
) -> Response:
    """Return a response that holds a page."""
    return Response(
        render(request, template, **context),
        status,
        {"content-security-policy": POLICY, **(headers or {})},
        "text/html; charset=utf-8",
    )
