"""Content negotiation: which of the representations offered a client wants (RFC 9110, section 12).

One is chosen by the suffix of the path or the `format` parameter where one is given, else by the
`Accept` header with its quality values; among equals the server's own order decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final
from urllib.request import parse_http_list

from kg.formats import OutputFormat, format_named, formats
from kg.writers.rdf import Statements
from kg.writers.references import Bibliography
from kg.writers.results import Table

_RANGE: Final = re.compile(r"^([!#$%&'*+.^_`|~0-9A-Za-z-]+)/([!#$%&'*+.^_`|~0-9A-Za-z-]+)$")
_WEIGHT: Final = re.compile(r"^(0(\.\d{0,3})?|1(\.0{0,3})?)$")


@dataclass(frozen=True, slots=True)
class Representation:
    """One form in which an answer can be given (RFC 9110, section 3.2).

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


def form_of(known: OutputFormat[Any]) -> Representation:
    """Return the form of answers in a format of the table of formats."""
    names = (known.name, *known.names) if known.name != known.suffix else known.names
    return Representation(
        known.suffix, known.media_type, known.label, known.aliases, tuple(dict.fromkeys(names))
    )


def _of(content: type[Any], *names: str) -> tuple[Representation, ...]:
    return tuple(form_of(format_named(name, content)) for name in names)


def _others(content: type[Any], known: Sequence[Representation]) -> tuple[Representation, ...]:
    """Return the forms of the formats of `content` that are not `known`; those for terminals are none."""
    taken = {form.name for form in known}
    return tuple(
        form_of(other) for other in formats(content).values() if other.suffix and other.suffix not in taken
    )


HTML: Final = Representation("html", "text/html", "Web page", ("application/xhtml+xml",))
TURTLE, NTRIPLES, RDFXML, JSONLD, TRIG, NQUADS = _of(
    Statements, "turtle", "ntriples", "rdfxml", "jsonld", "trig", "nquads"
)
JSON, XML, CSV, TSV = _of(Table, "json", "xml", "csv", "tsv")
LINKSET_JSON: Final = Representation("linkset.json", "application/linkset+json", "Link set")
LINKSET: Final = Representation("linkset", "application/linkset", "Link set as text")

RESULTS: Final = (JSON, XML, CSV, TSV)
"""What the engine itself writes of rows (SPARQL 1.1 Query Results)."""
ROWS: Final = (JSON, CSV, TSV, XML, *_others(Table, RESULTS))
GRAPHS: Final = (TURTLE, NTRIPLES, RDFXML, JSONLD, TRIG, NQUADS)
"""What the engine itself writes of graphs."""
DESCRIPTIONS: Final = (HTML, TURTLE, JSONLD, NTRIPLES, RDFXML, *_others(Statements, GRAPHS))
LINKSETS: Final = (LINKSET_JSON, LINKSET)
REFERENCES: Final = (*_of(Bibliography, "bibtex", "ris", "csl-json"), *_others(
    Bibliography, _of(Bibliography, "bibtex", "ris", "csl-json")
))  # fmt: skip


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


def weight_of(form: Representation, ranges: Sequence[MediaRange]) -> float:
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


def choose(accept: str | None, offered: Sequence[Representation]) -> Representation | None:
    """Return the form a client likes best, or None where it accepts none of those `offered`."""
    ranges = parse_accept(accept)
    best: Representation | None = None
    best_weight = 0.0
    for form in offered:
        weight = weight_of(form, ranges)
        if weight > best_weight:
            best, best_weight = form, weight
    return best


def by_name(name: str, offered: Sequence[Representation]) -> Representation | None:
    """Return the form called `name`: its suffix, another name of it, or a media type; None if not offered."""
    wanted = name.strip().lower()
    for form in offered:
        if wanted in (form.name, form.media_type, *form.names):
            return form
    return next((form for form in offered if wanted in form.aliases), None)


def split_suffix(path: str, offered: Sequence[Representation]) -> tuple[str, Representation | None]:
    """Split `/paper/x.ttl` into `/paper/x` and the form called `ttl`; without a known suffix give None.

    Of suffixes that end alike, such as `json` and `csl.json`, the longest counts.
    """
    for form in sorted(offered, key=lambda form: -len(form.name)):
        stem = path.removesuffix(f".{form.name}")
        if stem not in ("", path) and not stem.endswith("/"):
            return stem, form
    return path, None


def prefers_html(accept: str | None) -> bool:
    """Tell a browser from a program: it names HTML and does not like another form more."""
    ranges = parse_accept(accept)
    named = [entry.weight for entry in ranges if entry.precision(HTML.media_type) == 3]
    return bool(named) and max(named) >= max(entry.weight for entry in ranges)
