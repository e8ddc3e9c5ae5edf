"""Typed links of a thing for programs: FAIR Signposting, level 1 in headers and level 2 in link sets.

Source: https://signposting.org/FAIR/ (2023-10-02), RFC 8288 (Web Linking), RFC 9264 (link sets).

    the page of a thing       cite-as its IRI, type, author, license, describedby each RDF form,
                              item what it consists of, collection the data set, linkset
    an RDF form of it         describes the page, collection, license, linkset
    something to download     collection the data set, type, license

A header holds the first authors alone, as proxies refuse long headers; the link set holds all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

import orjson

from kg.engine import Engine
from kg.queries.asking import listed
from kg.release.crate import MEDIA_TYPE as CRATE_TYPE
from kg.release.crate import NAME as CRATE
from kg.vocab import DCAT, DCTERMS, FRBR, PRO, SCHEMA
from kg.web.http.links import Host
from kg.web.http.negotiation import DESCRIPTIONS, HTML, LINKSET, LINKSET_JSON, Representation
from kg.web.pages.description.entity import TYPE, Description

MOST_IN_HEADER: Final = 10
"""How many authors, or items, a header names; nginx takes 4 kB of headers by default."""
OPENAPI: Final = "application/vnd.oai.openapi+json"
PAGE: Final = SCHEMA["AboutPage"]
_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
_UNSAFE: Final = frozenset('<>"{}|\\^`')
_WORKS: Final = ("paper", "publication")


@dataclass(frozen=True, slots=True)
class TypedLink:
    """One link: where it leads, by which relation, the media type and the profile of what is there."""

    href: str
    relation: str
    type: str = ""
    profile: str = ""

    def text(self, anchor: str = "") -> str:
        """Return the link as a header or a text link set holds it (RFC 8288, section 3)."""
        parts = [f'<{ascii_only(self.href)}>; rel="{self.relation}"']
        if self.type:
            parts.append(f'type="{self.type}"')
        if self.profile:
            parts.append(f'profile="{self.profile}"')
        if anchor:
            parts.append(f'anchor="{ascii_only(anchor)}"')
        return "; ".join(parts)


def of_page(d: Description, about: Description, host: Host, engine: Engine | None = None) -> list[TypedLink]:
    """Return the links of the page of `d`; `about` describes the data set.

    A page is made of a brief description, which has no authors: with an `engine`, the first are asked for.
    """
    page, data_set = host.address(d.iri), f"{host.links.base}dataset"
    found = [TypedLink(d.iri, "cite-as"), TypedLink(PAGE, "type")]
    found += [TypedLink(kind, "type") for kind in _types(d)]
    found += [
        TypedLink(host.address(iri), "author")
        for iri in (_first_authors(engine, d) if engine else _authors(d))
    ]
    found += [TypedLink(iri, "license") for iri in _licence(d, about)]
    found += [
        TypedLink(f"{page}.{form.name}", "describedby", form.media_type)
        for form in DESCRIPTIONS
        if form is not HTML
    ]
    if d.iri == data_set:
        found += _crate(d, host)
        found += _items(d, host)
        found.append(
            TypedLink(f"{host.origin}/openapi.json", "service-desc", "application/vnd.oai.openapi+json")
        )
    else:
        found.append(TypedLink(host.address(data_set), "collection", HTML.media_type))
    found += _link_sets(page)
    return found


def of_form(d: Description, about: Description, host: Host) -> list[TypedLink]:
    """Return the links of an RDF form of `d`."""
    page = host.address(d.iri)
    return [
        TypedLink(page, "describes", HTML.media_type),
        TypedLink(host.address(f"{host.links.base}dataset"), "collection", HTML.media_type),
        *(TypedLink(iri, "license") for iri in about.iris(DCTERMS["license"])),
        *_link_sets(page),
    ]


def of_download(about: Description, host: Host, media_type: str) -> list[TypedLink]:
    """Return the links of a dump of the data set that `about` describes."""
    return [
        TypedLink(host.address(about.iri), "collection", HTML.media_type),
        TypedLink(SCHEMA["DataDownload"], "type", media_type),
        *(TypedLink(iri, "license") for iri in about.iris(DCTERMS["license"])),
    ]


def header(links: Iterable[TypedLink]) -> str:
    """Return links as the value of a `Link` header, of authors and items the first few."""
    counts: dict[str, int] = {}
    kept = []
    for link in links:
        counts[link.relation] = counts.get(link.relation, 0) + 1
        if link.relation not in ("author", "item") or counts[link.relation] <= MOST_IN_HEADER:
            kept.append(link.text())
    return ", ".join(kept)


def link_set(d: Description, about: Description, host: Host, form: Representation) -> bytes:
    """Return all links of `d`, its RDF forms and its items, as a link set in `form` (RFC 9264)."""
    groups = list(_groups(d, about, host))
    if form is LINKSET_JSON:
        return _json(groups)
    lines = [link.text(anchor) for anchor, links in groups for link in links]
    return ",\n".join(lines).encode() + b"\n"


def _groups(d: Description, about: Description, host: Host) -> Iterator[tuple[str, Sequence[TypedLink]]]:
    page = host.address(d.iri)
    links = of_page(d, about, host)
    yield page, links
    for link in links:
        if link.relation == "describedby":
            yield link.href, [one for one in of_form(d, about, host) if one.relation != "linkset"]
        elif link.relation == "item":
            yield link.href, of_download(about, host, link.type)


def _json(groups: Iterable[tuple[str, Sequence[TypedLink]]]) -> bytes:
    contexts = []
    for anchor, links in groups:
        context: dict[str, Any] = {"anchor": ascii_only(anchor)}
        for link in links:
            target = {"href": ascii_only(link.href), "type": link.type, "profile": link.profile}
            found = {name: value for name, value in target.items() if value}
            context.setdefault(link.relation, []).append(found)
        contexts.append(context)
    return orjson.dumps({"linkset": contexts}, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _types(d: Description) -> list[str]:
    """Return what the thing is in schema.org's terms, which programs know best; else its classes."""
    known = sorted(d.iris(TYPE))
    return [iri for iri in known if iri.startswith(SCHEMA)] or known


def _authors(d: Description) -> list[str]:
    """Return who made it, each once; of a paper in the order of its list of authors."""
    if d.kind.name != "paper":
        return sorted(d.iris(SCHEMA["creator"]))
    positions = [
        (float(d.text(SCHEMA["position"], one) or "inf"), holder)
        for one in d.iris(PRO["isDocumentContextFor"])
        for holder in d.iris(PRO["isHeldBy"], one)
    ]
    return list(dict.fromkeys(holder for _, holder in sorted(positions)))


def _first_authors(engine: Engine, d: Description) -> list[str]:
    """Return the authors that a header names, without reading a long list of them all."""
    if d.kind.name != "paper":
        return _authors(d)
    rows = listed(engine, "paper-holders", {"paper": d.iri}, most=MOST_IN_HEADER)
    return list(dict.fromkeys(row["holder"] for row in rows))


def _licence(d: Description, about: Description) -> list[str]:
    """Return the licence of what the page is about: of a work what its sources say, else the data set's."""
    if d.kind.name not in _WORKS:
        return sorted(about.iris(DCTERMS["license"]))
    parts = [d.iri, *d.iris(FRBR["realization"])]
    parts += [version for part in parts for version in d.iris(DCTERMS["hasVersion"], part)]
    return sorted({iri for part in parts for iri in d.iris(SCHEMA["license"], part)})


def _crate(about: Description, host: Host) -> Iterator[TypedLink]:
    """Yield where the RO-Crate of the release is; what is served without a release has none."""
    release = about.text(DCAT["version"])
    if release is not None:
        address = f"{host.origin}/dumps/{release}/{CRATE}"
        yield TypedLink(address, "describedby", CRATE_TYPE, "https://w3id.org/ro/crate")


def _items(about: Description, host: Host) -> Iterator[TypedLink]:
    """Yield the dumps of the data set."""
    for node in sorted(about.iris(DCAT["distribution"])):
        kinds = about.iris(DCAT["compressFormat"], node) or about.iris(DCAT["mediaType"], node)
        for address in about.iris(DCAT["downloadURL"], node):
            yield TypedLink(
                host.address(address), "item", kinds[0].removeprefix(_MEDIA_TYPES) if kinds else ""
            )


def _link_sets(page: str) -> list[TypedLink]:
    return [TypedLink(f"{page}.{form.name}", "linkset", form.media_type) for form in (LINKSET_JSON, LINKSET)]


def ascii_only(iri: str) -> str:
    """Return an IRI as a header can hold it (RFC 3987, section 3.1); what no IRI may hold is escaped too."""
    return "".join(c if "\x20" < c < "\x7f" and c not in _UNSAFE else quote(c, safe="") for c in iri)
