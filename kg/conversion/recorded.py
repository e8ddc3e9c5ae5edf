"""From a record, as one source states a paper, to a reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from kg.identifiers.accession import carried, carried_of_venue
from kg.kinds import WorkType
from kg.records import Author, Funding, WorkRecord
from kg.records import Reference as Stated
from kg.writers.references.reference import (
    UNTITLED,
    Name,
    Reference,
    ReferenceKind,
    name_of,
    page_range,
    with_subtitle,
)
from kg.writers.references.related import Cited, CitedGrant, RelatedIdentifier

_KINDS: Final[dict[WorkType, ReferenceKind]] = {
    "preprint": ReferenceKind.PREPRINT,
    "journal-article": ReferenceKind.ARTICLE,
    "review-article": ReferenceKind.ARTICLE,
    "proceedings-article": ReferenceKind.CONFERENCE,
    "workshop-paper": ReferenceKind.CONFERENCE,
    "book-chapter": ReferenceKind.CHAPTER,
    "reference-entry": ReferenceKind.ENTRY,
    "book": ReferenceKind.BOOK,
    "proceedings": ReferenceKind.PROCEEDINGS,
    "dissertation": ReferenceKind.THESIS,
    "masters-thesis": ReferenceKind.MASTERS_THESIS,
    "thesis": ReferenceKind.ANY_THESIS,
    "report": ReferenceKind.REPORT,
    "dataset": ReferenceKind.DATASET,
    "software": ReferenceKind.SOFTWARE,
    "peer-review": ReferenceKind.PEER_REVIEW,
}
_STANDARDS: Final = frozenset(["stand", "standard"])  # for which kg has no kind of its own
KEY_FIELD: Final = "citation-key"
"""Under this name a record states the key by which its source cites the paper. It identifies nothing else."""


def recorded(record: WorkRecord) -> Reference:
    """Return what a citation says of the paper of a record; what the record does not state is left out."""
    first, last = page_range(record.pages)
    year, month, day = _date(record)
    terms = (one.term for one in record.subjects if one.term)
    isbn = record.identifiers.get("isbn") or record.venue_identifiers.get("isbn")
    of_series = {one.scheme: one.value for one in record.other_identifiers if one.of == "series"}
    serial = of_series | record.venue_identifiers  # a volume has the ISSN of its series alone
    serials = (serial.get(scheme) for scheme in ("issn", "lissn", "issn-l", "issnl", "eissn"))
    return Reference(
        kind=_kind(record),
        title=_title(record),
        authors=_names(record.authors),
        iri=_address(record) or f"{record.source.file}:{record.source.first_line}",
        year=year,
        month=month,
        day=day,
        venue=record.venue,
        volume=record.volume,
        issue=record.issue,
        first_page=first,
        last_page=last,
        doi=record.doi,
        arxiv=record.arxiv_id,
        arxiv_class=record.primary_category if record.arxiv_id else None,
        isbn=isbn,
        issn=next(filter(None, serials), None),
        eissn=serial.get("eissn"),
        subtitle=record.subtitle,
        short_title=next((one.text for one in record.titles if one.kind == "short"), None),
        abbreviation=record.venue_abbreviation,
        license=record.license or (record.licenses[0].license if len(record.licenses) == 1 else None),
        editors=_names(record.editors or _editors(record)),
        translators=_names(one for one in record.contributors if one.role == "translator"),
        article_number=record.article_number,
        report_number=record.report_no,
        series_number=record.series_number,
        event=(record.event.name or record.event.acronym) if record.event else None,
        event_place=record.event.place if record.event else None,
        event_start=record.event.start if record.event else None,
        event_end=record.event.end if record.event else None,
        pmid=record.identifiers.get("pmid"),
        pmcid=record.identifiers.get("pmcid"),
        identifiers=tuple(_numbers(record)),
        venue_numbers=tuple(carried_of_venue(sorted(record.venue_identifiers.items()))),
        extent=record.extent,
        accessed=next((one.date for one in record.dates if one.kind == "accessed" and not one.end), None),
        periodical=record.venue_kind if record.venue_kind in ("magazine", "newspaper") else None,
        grants=tuple(map(_grant, record.funding)),
        cited=tuple(map(_cited, record.references)),
        related=tuple(
            RelatedIdentifier(one.kind, one.scheme, one.identifier)
            for one in record.relations
            if one.scheme and one.identifier
        ),
        publisher=record.publisher or _institution(record),
        place=record.place,
        series=record.series,
        edition=record.edition,
        statuses=tuple(" ".join(filter(None, (one.kind, one.date))) for one in record.statuses),
        remarks=tuple(one for one in (record.comment, None if record.venue else record.journal_ref) if one),
        url=_address(record),
        abstract=record.abstract,
        keywords=tuple(dict.fromkeys([*record.keywords, *terms, *record.categories])),
        languages=record.languages or tuple(filter(None, [record.language])),
        list_complete=record.authors_complete is not False,
        own_key=next((one.value for one in record.stated if one.field == KEY_FIELD), None),
    )


def _numbers(record: WorkRecord) -> Iterator[tuple[str, str]]:
    """Yield the numbers of data bases; those that have a field of their own in every format are none."""
    others = ((one.scheme, one.value) for one in record.other_identifiers if one.of == "work")
    found = carried([*sorted(record.identifiers.items()), *others])
    return (one for one in found if one[0] not in ("pmid", "pmcid"))


def _grant(stated: Funding) -> CitedGrant:
    funder = stated.funder
    registry = funder.identifiers.get("funder") if funder else None
    return CitedGrant(funder.name if funder else None, registry, stated.award, stated.award_title)


def _cited(stated: Stated) -> Cited:
    issn, isbn = (stated.identifiers.get(scheme) for scheme in ("issn", "isbn"))
    return Cited(
        stated.key, stated.doi, stated.text, stated.title, stated.authors, stated.year, stated.venue,
        stated.volume, stated.issue, stated.pages, issn, isbn,
    )  # fmt: skip


def _kind(record: WorkRecord) -> ReferenceKind:
    if record.work_type in (None, "other") and (record.work_type_as_stated or "").lower() in _STANDARDS:
        return ReferenceKind.STANDARD
    if record.work_type is None and record.arxiv_id and not record.venue:
        return ReferenceKind.PREPRINT  # that is what has an arXiv number
    if record.work_type is None and record.venue_kind in ("magazine", "newspaper"):
        return ReferenceKind.ARTICLE
    return _KINDS.get(record.work_type or "other", ReferenceKind.OTHER)


def _title(record: WorkRecord) -> str:
    title = record.title or next((one.text for one in record.titles), None) or UNTITLED
    return with_subtitle(title, record.subtitle)


def _date(record: WorkRecord) -> tuple[int | None, int | None, int | None]:
    """Return the date of publication as far as it is stated; else the year, or the first submission."""
    stated = record.published or (f"{record.year:04d}" if record.year else None) or record.submitted
    year, month, day, *_ = *(int(part) for part in (stated or "").split("-") if part), None, None, None
    return year, month, day


def _names(people: Iterable[Author]) -> tuple[Name, ...]:
    return tuple(map(_name, people))


def _name(author: Author) -> Name:
    if author.kind == "collective":
        name = Name(author.name, team=True)
    elif author.family:
        name = Name(author.family, author.given or "", suffix=author.suffix or "")
    elif author.given:
        name = Name(author.name)
    else:
        name = name_of(author.name, None, None, team=False)
    return replace(name, orcid=author.orcid, affiliations=author.affiliations)


def _editors(record: WorkRecord) -> Iterator[Author]:
    """Yield the editors of a whole book, who are contributors to it; those of its series are none."""
    for one in record.contributors:
        if one.role == "editor" and one.role_as_stated in (None, "editor"):
            yield one


def _institution(record: WorkRecord) -> str | None:
    """Return who granted the degree or issued the report."""
    return next((one.name for one in record.contributors if one.role == "institution"), None)


def _address(record: WorkRecord) -> str | None:
    if record.url:
        return record.url
    if record.doi:
        return f"https://doi.org/{quote(record.doi, safe='/:;()._-~')}"
    return f"https://arxiv.org/abs/{quote(record.arxiv_id, safe='/:;()._-~')}" if record.arxiv_id else None
