"""CSL-JSON (Citation Style Language 1.0.2, schema csl-data.json)."""

from __future__ import annotations

from typing import Any, BinaryIO, Final

import orjson

from kg.formats import register
from kg.identifiers.accession import REPORT
from kg.writers.references.bibliography import Bibliography
from kg.writers.references.reference import Name, Reference, ReferenceKind

_TYPES: Final = {
    ReferenceKind.ARTICLE: "article-journal",
    ReferenceKind.CONFERENCE: "paper-conference",
    ReferenceKind.CHAPTER: "chapter",
    ReferenceKind.ENTRY: "entry",
    ReferenceKind.REPORT: "report",
    ReferenceKind.THESIS: "thesis",
    ReferenceKind.MASTERS_THESIS: "thesis",
    ReferenceKind.ANY_THESIS: "thesis",
    ReferenceKind.BOOK: "book",
    ReferenceKind.PROCEEDINGS: "book",
    ReferenceKind.PREPRINT: "article",
    ReferenceKind.DATASET: "dataset",
    ReferenceKind.SOFTWARE: "software",
    ReferenceKind.STANDARD: "standard",
}
# where what it appeared in is who gave it out
_PUBLISHED_BY: Final = frozenset(
    {
        ReferenceKind.PREPRINT,
        ReferenceKind.THESIS,
        ReferenceKind.MASTERS_THESIS,
        ReferenceKind.ANY_THESIS,
        ReferenceKind.REPORT,
    }
)
_GENRES: Final = {
    ReferenceKind.PREPRINT: "preprint",
    ReferenceKind.THESIS: "Doctoral dissertation",
    ReferenceKind.MASTERS_THESIS: "Master’s thesis",
}


@register(
    "csl-json",
    "CSL-JSON, for citation processors and Zotero",
    label="CSL-JSON",
    media_type="application/vnd.citationstyles.csl+json",
    suffix="csl.json",
    content=Bibliography,
    names=("csl-json", "csl"),
)
def write(bibliography: Bibliography, output: BinaryIO) -> None:
    """Write an array with an item for each reference."""
    output.write(b"[")
    for number, reference in enumerate(bibliography):
        item = csl_item(reference) | {"title": reference.stated_title}
        text = orjson.dumps({key: value for key, value in item.items() if value}, option=orjson.OPT_INDENT_2)
        output.write((b"," if number else b"") + b"\n  " + text.replace(b"\n", b"\n  "))
    output.write(b"\n]\n")


def csl_item(reference: Reference) -> dict[str, Any]:
    """Return a reference as an item of CSL-JSON."""
    date = [part for part in (reference.year, reference.month, reference.day) if part]
    pages = "-".join(page for page in (reference.first_page, reference.last_page) if page)
    item: dict[str, Any] = {
        "id": reference.iri,
        "citation-key": reference.key,
        "type": f"article-{reference.periodical}"
        if reference.periodical
        else _TYPES.get(reference.kind, "document"),
        "title": reference.title,
        "title-short": reference.short_title,
        "author": [_name(name) for name in reference.authors],
        "issued": {"date-parts": [date]} if date else None,
        "accessed": _date(reference.accessed),
        "event-date": _date(reference.event_start, reference.event_end),
        "genre": _GENRES.get(reference.kind),
        "status": "; ".join(reference.statuses),
        "container-title": None if reference.kind in _PUBLISHED_BY else reference.venue,
        "collection-title": reference.series,
        "editor": [_name(name) for name in reference.editors],
        "translator": [_name(name) for name in reference.translators],
        "edition": reference.edition,
        "event-title": reference.event,
        "event-place": reference.event_place,
        "collection-number": reference.series_number,
        "publisher": reference.publisher or (reference.venue if reference.kind in _PUBLISHED_BY else None),
        "publisher-place": reference.place,
        "volume": reference.volume,
        "issue": reference.issue,
        "page": pages or reference.article_number,
        "number-of-pages": reference.extent,
        "DOI": reference.doi,
        "ISBN": reference.isbn,
        "ISSN": reference.issn,
        "PMID": reference.pmid,
        "PMCID": reference.pmcid,
        "number": _number(reference),
        "container-title-short": reference.abbreviation,
        "archive": _archive(reference),
        "archive_location": reference.arxiv,
        "URL": reference.url,
        "abstract": reference.abstract,
        "keyword": ", ".join(reference.keywords),
        "language": reference.language,
        "note": " ".join([*reference.notes, *reference.remarks]),
        "license": reference.license,
        "custom": _custom(reference),
    }
    return {name: value for name, value in item.items() if value}


def _archive(reference: Reference) -> str | None:
    """Return where a preprint is kept; beside a publisher CSL has no other place for it."""
    if reference.arxiv:
        return "arXiv"
    return reference.venue if reference.kind is ReferenceKind.PREPRINT and reference.publisher else None


def _number(reference: Reference) -> str | None:
    """Return what is numbered: a report or standard, an article in its journal, else the e-print."""
    if reference.report_number and reference.kind in (ReferenceKind.REPORT, ReferenceKind.STANDARD):
        return reference.report_number
    eprint = f"arXiv:{reference.arxiv}" if reference.arxiv else None
    return reference.article_number or eprint


def _date(*days: str | None) -> dict[str, Any] | None:
    parts = [[int(part) for part in day.split("-")] for day in days if day]
    return {"date-parts": parts} if parts else None


def _custom(reference: Reference) -> dict[str, str]:
    """Return what CSL has no variable for, by names of our own, as `custom` is there for."""
    more = {"eissn": reference.eissn, "arxiv-category": reference.arxiv_class}
    if reference.kind not in (ReferenceKind.REPORT, ReferenceKind.STANDARD):
        more[REPORT] = reference.report_number
    numbers = (*more.items(), *reference.venue_numbers, *reference.identifiers)
    return {key: value for key, value in numbers if value}


def _name(name: Name) -> dict[str, Any]:
    more: dict[str, Any] = {"ORCID": f"https://orcid.org/{name.orcid}"} if name.orcid else {}
    if name.affiliations:  # as Crossref's own CSL-JSON has both
        more["affiliation"] = [{"name": one} for one in name.affiliations]
    if name.team or not name.given:
        return {"literal": name.whole} | more
    particle = name.particle
    said = {"family": name.family[len(particle) :].strip(), "given": name.given}
    if particle:
        said["non-dropping-particle"] = particle
    if name.suffix:
        said["suffix"] = name.suffix
    return said | more
