"""Where a paper appeared, and the identifiers of things, as pages show them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote

from kg.iris import name_in
from kg.vocab import DATACITE, DCTERMS, FABIO, FRBR, KGO, LITERAL, PRISM, SCHEMA
from kg.web.pages.description.entity import TYPE, Description, short
from kg.web.pages.description.names import NamedLink, number
from kg.web.pages.description.statuses import ShownStatus, statuses
from kg.web.pages.description.volumes import NONE, PrintedVolume, event, volume

# Where an identifier's value becomes a Web address of its registry.
RESOLVERS: Final = {
    "arxiv": "https://arxiv.org/abs/{}",
    "doi": "https://doi.org/{}",
    "orcid": "https://orcid.org/{}",
    "dblp": "https://dblp.org/pid/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
}


LOCAL: Final = {"acl": "ACL Anthology", "openalex": "OpenAlex", "s2": "Semantic Scholar"}
"""What schemes of registries are called that DataCite's list does not have."""

_SPAN: Final = re.compile(r"(?:(?<!\s)\s++)?+[-–—]++\s*+")


@dataclass(frozen=True, slots=True)
class ShownIdentifier:
    """An identifier: its scheme (`doi`), its value, its own IRI and its address at the registry, if known."""

    scheme: str
    value: str
    iri: str
    url: str | None


@dataclass(frozen=True, slots=True)
class ShownPublication:
    """One place where a paper appeared."""

    iri: str
    kind: str
    venue: NamedLink | None
    date: str | None
    volume: str | None
    issue: str | None
    pages_as_printed: str | None
    identifiers: list[ShownIdentifier]
    versions: list[NamedLink]
    pages: list[str]
    classes: frozenset[str] = frozenset()
    publisher: str | None = None
    volume_of: PrintedVolume = NONE
    statuses: list[ShownStatus] = field(default_factory=list)
    article_number: str | None = None
    event: str | None = None
    edition: str | None = None
    printed_at: str | None = None

    @property
    def place(self) -> str:
        """Where in the venue it stands: volume, issue and pages or article, as far as they are known."""
        parts = (
            ("volume", self.volume),
            ("issue", self.issue),
            ("pages", self.pages_as_printed),
            ("article", self.article_number),
        )
        return ", ".join(f"{word} {text}" for word, text in parts if text)

    @property
    def first_page(self) -> str | None:
        """The first of its pages."""
        return _SPAN.split(self.pages_as_printed)[0] if self.pages_as_printed else None

    @property
    def last_page(self) -> str | None:
        """The last of its pages, where it has several."""
        parts = _SPAN.split(self.pages_as_printed) if self.pages_as_printed else []
        return parts[-1] if len(parts) > 1 else None


def identifiers(d: Description, *subjects: str) -> list[ShownIdentifier]:
    """Return the identifiers of the subjects, or of the thing itself."""
    nodes = dict.fromkeys(node for s in subjects or (d.iri,) for node in d.iris(DATACITE["hasIdentifier"], s))
    return sorted((identifier(d, node) for node in nodes), key=lambda found: (found.scheme, found.value))


def identifier(d: Description, node: str) -> ShownIdentifier:
    """Read one identifier node."""
    scheme = short(next(iter(d.iris(DATACITE["usesIdentifierScheme"], node)), "")).removeprefix("datacite:")
    value = d.text(LITERAL["hasLiteralValue"], node) or short(node)
    if scheme.startswith("local-"):  # DataCite has no word for it; its IRI says which scheme it is
        own = name_in("id", node).partition("/")[0]
        scheme = LOCAL.get(own, own or scheme)
    pattern = RESOLVERS.get(scheme)
    return ShownIdentifier(
        scheme, value, node, pattern.format(quote(value, safe="/:;()._-~")) if pattern else None
    )


def words(iris: Iterable[str]) -> str:
    """Say FaBiO classes in words: `fabio:JournalArticle` is "Journal article"; general ones are left out."""
    general = {
        FABIO[name] for name in ("Work", "Expression", "ExpressionCollection", "ScholarlyWork", "SubjectTerm")
    }
    for iri in sorted(set(iris) - general):
        if iri.startswith(FABIO):
            name = "".join(f" {c.lower()}" if c.isupper() else c for c in iri[len(FABIO) :]).strip()
            return name[:1].upper() + name[1:]
    return "Publication"


def publication(d: Description, iri: str) -> ShownPublication:
    """Read one publication."""
    venue = next(iter(d.iris(SCHEMA["isPartOf"], iri)), None)
    versions = [
        NamedLink(v, f"version {d.text(SCHEMA['version'], v) or '?'}", d.text(DCTERMS["dateSubmitted"], v))
        for v in d.iris(DCTERMS["hasVersion"], iri)
    ]
    versions.sort(key=lambda link: (number(link.label.removeprefix("version ")) or 0, link.iri))
    return ShownPublication(
        iri=iri,
        kind=words(d.iris(TYPE, iri)),
        venue=NamedLink(venue, d.label(venue)) if venue else None,
        date=d.text(SCHEMA["datePublished"], iri),
        volume=d.text(PRISM["volume"], iri),
        issue=d.text(PRISM["issueIdentifier"], iri),
        pages_as_printed=d.text(PRISM["pageRange"], iri),
        identifiers=identifiers(d, iri),
        versions=versions,
        pages=[page for page in d.iris(SCHEMA["sameAs"], iri) if page.startswith(("https://", "http://"))],
        classes=frozenset(d.iris(TYPE, iri)),
        publisher=next((d.label(one) for one in d.iris(SCHEMA["publisher"], iri)), None),
        volume_of=volume(d, venue),
        statuses=statuses(d, iri),
        article_number=d.text(KGO["articleNumber"], iri),
        event=event(d, iri) or (event(d, venue) if venue else None),
        edition=d.text(PRISM["edition"], iri),
        printed_at=d.text(KGO["place"], iri),
    )


def publications(d: Description) -> list[ShownPublication]:
    """Return where a paper appeared, earliest first."""
    found = [publication(d, iri) for iri in d.iris(FRBR["realization"])]
    return sorted(found, key=lambda p: (p.date or "9999", p.iri))
