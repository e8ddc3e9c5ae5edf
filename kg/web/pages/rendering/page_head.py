"""What the head of a page tells search engines and reference managers: schema.org as JSON-LD, Highwire tags.

schema.org's own context is never referred to, as it expands to `http://schema.org/` while the graph uses
`https`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import quote

from kg.vocab import FABIO, SCHEMA
from kg.web.pages.description import names, particulars, properties, publications
from kg.web.pages.description.author_lists import ShownAuthor, printed
from kg.web.pages.description.entity import TYPE, Description
from kg.web.pages.description.publications import ShownPublication

MOST_AUTHORS: Final = 50
LONGEST: Final = 5000
MOST_TAGS: Final = 60_000
"""Bytes that the tags of authors may take in a page; some 1,000 authors of usual names."""
_CONTEXT: Final = {"@vocab": str(SCHEMA)}


def paper(d: Description, authors: Sequence[ShownAuthor]) -> dict[str, Any]:
    """Return a paper in schema.org's terms, for the head of its page.

    Of a long author list the first are named; the paper's JSON-LD document has them all.
    """
    written_by = [
        {"@type": "Organization" if author.team else "Person", "name": author.name[:LONGEST]}
        | ({"@id": author.iri} if author.iri else {})
        for author in authors[:MOST_AUTHORS]
    ]
    types = sorted(iri.removeprefix(SCHEMA) for iri in d.iris(TYPE) if iri.startswith(SCHEMA))
    document: dict[str, Any] = {
        "@context": _CONTEXT,
        "@id": d.iri,
        "@type": _one_or_all(types),
        "name": names.title(d),
        "headline": names.title(d),
        "alternativeHeadline": d.text(SCHEMA["alternativeHeadline"]),
        "alternateName": [
            _text(text, language) for text, language in particulars.tagged(d, SCHEMA["alternateName"])
        ],
        "abstract": (d.text(SCHEMA["abstract"]) or "")[:LONGEST] or None,
        "datePublished": d.text(SCHEMA["datePublished"]),
        "inLanguage": _one_or_all(_languages(d)),
        "author": written_by,
        "translator": _contributed(d, {"Translator"}, others=False),
        "contributor": _contributed(d, {"Translator", "Institution"}, others=True),
        "sourceOrganization": _contributed(d, {"Institution"}, others=False),
        "funding": [
            {
                key: value
                for key, value in {
                    "@type": "Grant",
                    "@id": one.iri,
                    "identifier": one.number,
                    "name": one.title,
                    "funder": one.funder and _organisation(one.funder),
                }.items()
                if value
            }
            for one in particulars.grants(d)
            if one.iri
        ],
        "funder": [_organisation(one.funder) for one in particulars.grants(d) if one.funder and not one.iri],
        "about": [topic.label for topic in properties.topics(d)],
        "sameAs": sorted({page for p in publications.publications(d) for page in p.pages}),
        "isPartOf": [
            {"@type": "CreativeWork", "name": p.venue.label}
            for p in publications.publications(d)
            if p.venue is not None
        ],
    }
    return {key: value for key, value in document.items() if value}


def _languages(d: Description) -> list[str]:
    return sorted(text for text, _ in particulars.tagged(d, SCHEMA["inLanguage"]))


def _one_or_all(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


def _text(text: str, language: str | None) -> str | dict[str, str]:
    return {"@value": text[:LONGEST], "@language": language} if language else text[:LONGEST]


def _organisation(link: names.NamedLink) -> dict[str, str]:
    return {"@type": "Organization", "@id": link.iri, "name": link.label}


def _contributed(d: Description, roles: set[str], *, others: bool) -> list[dict[str, str]]:
    """Return who contributed in one of these roles, or in another than these."""
    return [
        {"name": one.name[:LONGEST]} | ({"@id": one.iri} if one.iri else {})
        for one in particulars.contributors(d)
        if (one.role in roles) is not others
    ]


def agent(d: Description) -> dict[str, Any]:
    """Return a person or team in schema.org's terms, for the head of its page."""
    document: dict[str, Any] = {
        "@context": _CONTEXT,
        "@id": d.iri,
        "@type": "Person" if d.kind.name == "person" else "Organization",
        "name": d.label(),
        "givenName": d.text(SCHEMA["givenName"]),
        "familyName": d.text(SCHEMA["familyName"]),
        "alternateName": [getattr(v, "value", str(v)) for v in d.values(SCHEMA["alternateName"])],
        "sameAs": d.iris(SCHEMA["sameAs"]),
    }
    return {key: value for key, value in document.items() if value}


def citation(d: Description, authors: Sequence[ShownAuthor]) -> list[tuple[str, str]]:
    """Return the Highwire Press tags of a paper, which reference managers and search engines read.

    A title, a tag an author in their order, and a date are what Google Scholar asks for ("Indexing
    guidelines", its help for webmasters); names are given as printed. Zotero's translator of embedded
    metadata takes what has no journal, conference or book for a journal article, unless `DC.type` names
    another of its kinds: a paper that appeared as a preprint alone says so. The abstract it takes from
    `citation_abstract`.
    """
    found = [("citation_title", names.title(d)[:LONGEST])]
    room = MOST_TAGS
    for author in printed(authors):
        room -= len(author.name.encode()) + 42
        if room < 0:
            break
        found.append(("citation_author", author.name))
    date = d.text(SCHEMA["datePublished"]) or d.text(FABIO["hasPublicationYear"])
    if date:
        found.append(("citation_publication_date", date[:10].replace("-", "/")))
    found += [("citation_language", language) for language in _languages(d)]
    places = publications.publications(d)
    if places and all(FABIO["Preprint"] in publication.classes for publication in places):
        found.append(("DC.type", "preprint"))
    abstract = d.text(SCHEMA["abstract"])
    if abstract:
        found.append(("citation_abstract", abstract[:LONGEST]))
    found += dict.fromkeys(tag for publication in places for tag in _published(publication))
    keywords = [topic.label for topic in properties.topics(d)]
    if keywords:
        found.append(("citation_keywords", "; ".join(keywords)[:LONGEST]))
    return found


_VENUE_TAGS: Final = (
    (FABIO["Journal"], "citation_journal_title"),
    (FABIO["Magazine"], "citation_journal_title"),
    (FABIO["AcademicProceedings"], "citation_conference_title"),
    (FABIO["Series"], "citation_conference_title"),
    (FABIO["Book"], "citation_inbook_title"),
    (FABIO["BookSeries"], "citation_inbook_title"),
)
"""Which tag names a venue of a class; one of no known kind has none."""


def _published(publication: ShownPublication) -> list[tuple[str, str]]:
    """Return the tags of one place where a paper appeared."""
    found = []
    arxiv = next((i.value for i in publication.identifiers if i.scheme == "arxiv"), None)
    if arxiv is not None:
        # arXiv's own DOI stands for the e-print, which its id names already.
        found.append(("citation_arxiv_id", arxiv))
        found.append(("citation_pdf_url", f"https://arxiv.org/pdf/{quote(arxiv, safe='/.')}"))
    elif publication.venue is not None:
        names_of = (tag for iri, tag in _VENUE_TAGS if iri in publication.volume_of.classes)
        if tag := next(names_of, None):
            found.append((tag, publication.venue.label))
    for tag, value in (
        ("citation_volume", publication.volume),
        ("citation_issue", publication.issue),
        ("citation_firstpage", publication.first_page),
        ("citation_lastpage", publication.last_page),
    ):
        if value:
            found.append((tag, value))
    for identifier in publication.identifiers:
        named = {"doi": "citation_doi", "pmid": "citation_pmid", "isbn": "citation_isbn"}.get(
            identifier.scheme
        )
        if named and not (named == "citation_doi" and arxiv is not None):
            found.append((named, identifier.value))
    if arxiv is None:
        found += [("citation_pdf_url", url) for url in publication.pages if url.lower().endswith(".pdf")][:1]
    return found
