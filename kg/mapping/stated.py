"""What a record states beside its title and authors, each statement as one text in words.

The source graph keeps them so, property by property; what is resolved of them stands in the default graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kg.keys import key_of
from kg.mapping.literals import date, string, tagged, verbatim
from kg.records import (
    Author,
    Contributor,
    Count,
    DateStated,
    Event,
    Funding,
    License,
    Reference,
    Relation,
    Subject,
    WorkRecord,
)
from kg.vocab import DCTERMS, KGO, SCHEMA

_SUBTITLE: Final = SCHEMA.n("alternativeHeadline")
_OTHER_TITLE: Final = SCHEMA.n("alternateName")
_ABSTRACT: Final = SCHEMA.n("abstract")
_ISSUED: Final = DCTERMS.n("issued")
_EXTENT: Final = DCTERMS.n("extent")
_CITATION: Final = SCHEMA.n("citation")
_TEXTS: Final = (
    ("venue_abbreviation", KGO.n("venueAbbreviationAsStated")),
    ("series_number", KGO.n("seriesNumberAsStated")),
    ("article_number", KGO.n("articleNumber")),
)


def statements(record: WorkRecord) -> Iterator[str]:
    """Yield predicate and object of each statement of `record` that is a noun of its own."""
    if record.subtitle:
        yield f"{_SUBTITLE} {string(record.subtitle)}"
    for title in record.titles:
        yield f"{_OTHER_TITLE} {tagged(title.text, title.language)}"
    for abstract in record.abstracts:
        yield f"{_ABSTRACT} {tagged(abstract.text, abstract.language)}"
    if record.published:
        yield f"{_ISSUED} {date(record.published)}"
    if record.extent:
        yield f"{_EXTENT} {verbatim(record.extent)}"
    for name, term in _TEXTS:
        if value := getattr(record, name):
            yield f"{term} {verbatim(value)}"
    for term, texts in _in_words(record):
        yield from (f"{KGO.n(term)} {verbatim(text)}" for text in texts)
    for reference in record.references:
        yield f"{_CITATION} {verbatim(cited(reference))}"


def _in_words(record: WorkRecord) -> Iterator[tuple[str, Iterable[str]]]:
    """Yield the terms of the own ontology with the texts that the record has for them."""
    yield "contributorAsPrinted", map(_contributor, record.contributors)
    yield "dateMeaningAsStated", map(_date, record.dates)
    yield "eventAsStated", map(_event, filter(None, [record.event]))
    yield "licenseAsStated", map(_license, record.licenses)
    yield "subjectAsStated", map(_subject, record.subjects)
    yield "fundingAsStated", map(_funding, record.funding)
    yield "relationAsStated", map(_relation, record.relations)
    yield "countAsStated", map(_count, record.counts)
    further = (f"{one.of} {one.scheme} {one.value}" for one in record.other_identifiers)
    yield "furtherIdentifierAsStated", further
    yield "fieldAsStated", (f"{one.field}: {one.value}" for one in record.stated)
    yield "organisationAsStated", _organisations(record.authors)


def _organisations(authors: tuple[Author, ...]) -> Iterator[str]:
    for author in authors:
        for one in author.organisations:
            identifiers = [f"{scheme} {value}" for scheme, value in sorted(one.identifiers.items())]
            yield _joined(one.name, one.country, *identifiers)


def cited(reference: Reference) -> str:
    """Return a reference as one text: as printed, else its parts, and its identifiers."""
    identifiers = [key_of(scheme, value) for scheme, value in sorted(reference.identifiers.items())]
    if reference.doi:
        identifiers.insert(0, reference.doi)
    if reference.arxiv_id:
        identifiers.insert(0, f"arXiv:{reference.arxiv_id}")
    if reference.text:
        return " ".join(dict.fromkeys([reference.text, *identifiers]))
    if reference.doi and not reference.title:
        return " ".join(identifiers)
    year = str(reference.year) if reference.year else None
    parts = (reference.authors, reference.title, reference.venue, reference.volume, reference.issue)
    return _joined(*parts, reference.pages, year, *identifiers) or reference.key or "?"


def _contributor(one: Contributor) -> str:
    return f"{one.role_as_stated or one.role}: {one.printed or one.name}"


def _date(one: DateStated) -> str:
    span = f"{one.date}/{one.end}" if one.end else one.date
    return " ".join(filter(None, [one.note or one.kind, span, one.as_stated and f"({one.as_stated})"]))


def _event(one: Event) -> str:
    span = f"{one.start}/{one.end}" if one.end else one.start
    return _joined(one.name, one.acronym, one.number, one.place, span)


def _license(one: License) -> str:
    return _joined(one.license, one.scope, one.start and f"from {one.start}")


def _subject(one: Subject) -> str:
    return _joined(one.term, one.code, one.scheme)


def _funding(one: Funding) -> str:
    identifiers = sorted(one.funder.identifiers.items()) if one.funder else []
    stated = [f"{scheme} {value}" for scheme, value in identifiers]
    name = one.funder.name if one.funder else None
    return _joined(name, *stated, one.award, one.award_title, one.url)


def _relation(one: Relation) -> str:
    return _joined(one.as_stated or one.kind, one.scheme, one.identifier, one.title)


def _count(one: Count) -> str:
    return _joined(f"{one.kind} {one.value}", one.observed)


def _joined(*parts: str | None) -> str:
    return "; ".join(part for part in parts if part)
