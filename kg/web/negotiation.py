"""Content negotiation: which of the forms offered a client wants (RFC 9110, section 12).

A form is chosen by the suffix of the path or the `format` parameter where one is given, else by the
`Accept` header with its quality values; among equals the server's own order decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from urllib.request import parse_http_list

_RANGE: Final = re.compile(r"^([!#$%&'*+.^_`|~0-9A-Za-z-]+)/([!#$%&'*+.^_`|~0-9A-Za-z-]+)$")
_WEIGHT: Final = re.compile(r"^(0(\.\d{0,3})?|1(\.0{0,3})?)$")


@dataclass(frozen=True, slots=True)
class Form:
    """One form in which an answer can be given.

    `name` is the suffix of files and paths, `media_type` what is sent, `aliases` further media
    types under which clients ask for it.
    """

    name: str
    media_type: str
    label: str
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = field(default=())

    @property
    def content_type(self) -> str:
        """Return the value of `Content-Type`, with the character set for text."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


HTML: Final = Form("html", "text/html", "Web page", ("application/xhtml+xml",))
TURTLE: Final = Form(
    "ttl", "text/turtle", "Turtle", ("application/x-turtle", "application/turtle"), ("turtle", "n3")
)
NTRIPLES: Final = Form(
    "nt", "application/n-triples", "N-Triples", ("text/plain",), ("ntriples", "n-triples", "text")
)
RDFXML: Final = Form(
    "rdf", "application/rdf+xml", "RDF/XML", ("application/xml", "text/xml"), ("rdfxml", "rdf+xml", "xml")
)
JSONLD: Final = Form("jsonld", "application/ld+json", "JSON-LD", ("application/json",), ("json-ld", "json"))
TRIG: Final = Form("trig", "application/trig", "TriG", ("application/x-trig",))
NQUADS: Final = Form("nq", "application/n-quads", "N-Quads", ("text/x-nquads",), ("nquads", "n-quads"))
JSON: Final = Form(
    "json",
    "application/sparql-results+json",
    "JSON",
    ("application/json", "text/json"),
    ("srj", "sparql-json"),
)
XML: Final = Form(
    "xml", "application/sparql-results+xml", "XML", ("application/xml", "text/xml"), ("srx", "sparql-xml")
)
CSV: Final = Form("csv", "text/csv", "CSV")
TSV: Final = Form("tsv", "text/tab-separated-values", "TSV")
JSONLINES: Final = Form(
    "jsonl", "application/jsonl", "JSON Lines", ("application/x-ndjson", "application/ndjson"), ("ndjson",)
)
LINKSET_JSON: Final = Form("linkset.json", "application/linkset+json", "Link set")
LINKSET: Final = Form("linkset", "application/linkset", "Link set as text")

RESULTS: Final = (JSON, XML, CSV, TSV)
GRAPHS: Final = (TURTLE, NTRIPLES, RDFXML, JSONLD, TRIG, NQUADS)
DESCRIPTIONS: Final = (HTML, TURTLE, JSONLD, NTRIPLES, RDFXML)
LINKSETS: Final = (LINKSET_JSON, LINKSET)


@dataclass(frozen=True, slots=True)
class MediaRange:
    """One entry of an `Accept` header; `type` and `subtype` may be `*`, `weight` is from 0 to 1."""

    type: str
    subtype: str
    weight: float

    def precision(self, media_type: str) -> int:
        """Return how closely this range fits: 3 exactly, 2 by its type, 1 as `*/*`, 0 not at all."""
        kind, _, subkind = media_type.partition("/")
        if (self.type, self.subtype) == (kind, subkind):
            return 3
        if self.subtype == "*" and self.type == kind:
            return 2
        return 1 if self.type == self.subtype == "*" else 0


@lru_cache(256)
def parse_accept(header: str | None) -> tuple[MediaRange, ...]:
    """Return the media ranges of an `Accept` header; entries that are no media range are skipped.

    No header, or an empty one, accepts everything (RFC 9110, section 12.5.1). Parameters other than
    the weight do not matter here, as no form offered has any but its character set.
    """
    if header is None or not header.strip():
        return (MediaRange("*", "*", 1.0),)
    ranges: list[MediaRange] = []
    # A comma within quotes parts nothing; most headers have no quotes.
    for entry in parse_http_list(header) if '"' in header else header.split(","):
        name, *parameters = (part.strip() for part in entry.split(";"))
        match = _RANGE.match(name)
        if match is None:
            continue
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                value = value.strip()
                # A malformed weight is the client's slip; the least it can mean is "if need be".
                weight = float(value) if _WEIGHT.match(value) else 0.001
        ranges.append(MediaRange(match[1].lower(), match[2].lower(), weight))
    return tuple(ranges)


def weight_of(form: Form, ranges: Sequence[MediaRange]) -> float:
    """Return the weight (0 to 1) that a client gives to `form`: that of the most precise range that fits.

    An alias counts only when it is named outright, and a little less than the form's own type, so
    that a client that takes both gets the registered one.
    """
    best, weight = 0, 0.0
    for entry in ranges:
        precision = entry.precision(form.media_type)
        if precision > best or (precision == best and precision and entry.weight > weight):
            best, weight = precision, entry.weight
    if best == 3:
        return weight
    named = [entry.weight for alias in form.aliases for entry in ranges if entry.precision(alias) == 3]
    return max(named) * 0.9999 if named else weight


def choose(accept: str | None, offered: Sequence[Form]) -> Form | None:
    """Return the form a client likes best, or None where it accepts none of those `offered`."""
    ranges = parse_accept(accept)
    best: Form | None = None
    best_weight = 0.0
    for form in offered:
        weight = weight_of(form, ranges)
        if weight > best_weight:
            best, best_weight = form, weight
    return best


def by_name(name: str, offered: Sequence[Form]) -> Form | None:
    """Return the form called `name`: its suffix, another name of it, or a media type; None if not offered."""
    wanted = name.strip().lower()
    for form in offered:
        if wanted in (form.name, form.media_type, *form.names):
            return form
    return next((form for form in offered if wanted in form.aliases), None)


def split_suffix(path: str, offered: Sequence[Form]) -> tuple[str, Form | None]:
    """Split `/paper/x.ttl` into `/paper/x` and the form called `ttl`; without a known suffix give None."""
    for form in offered:
        stem = path.removesuffix(f".{form.name}")
        if stem not in ("", path) and not stem.endswith("/"):
            return stem, form
    return path, None


def prefers_html(accept: str | None) -> bool:
    """Tell a browser from a program: it names HTML and does not like another form more."""
    ranges = parse_accept(accept)
    named = [entry.weight for entry in ranges if entry.precision(HTML.media_type) == 3]
    return bool(named) and max(named) >= max(entry.weight for entry in ranges)
