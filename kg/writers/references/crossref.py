"""Works in Crossref's JSON, as its REST API lists them (https://api.crossref.org/swagger-ui/index.html).

Only what is known is stated: a work whose kind Crossref has no word for has no `type`, an ISSN of which the
medium is not known none in `issn-type`. Keys that speak of Crossref's own register are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final
from urllib.parse import quote

import orjson

from kg.formats import register
from kg.identifiers.accession import REPORT
from kg.writers.references.bibliography import Bibliography
from kg.writers.references.crossref_links import funders, references, relations
from kg.writers.references.reference import UNTITLED, Name, Reference, ReferenceKind

_TYPES: Final = {
    ReferenceKind.ARTICLE: "journal-article",
    ReferenceKind.CONFERENCE: "proceedings-article",
    ReferenceKind.CHAPTER: "book-chapter",
    ReferenceKind.ENTRY: "reference-entry",
    ReferenceKind.PEER_REVIEW: "peer-review",
    ReferenceKind.REPORT: "report",
    ReferenceKind.THESIS: "dissertation",
    ReferenceKind.MASTERS_THESIS: "dissertation",
    ReferenceKind.ANY_THESIS: "dissertation",
    ReferenceKind.BOOK: "book",
    ReferenceKind.PROCEEDINGS: "proceedings",
    ReferenceKind.PREPRINT: "posted-content",
    ReferenceKind.DATASET: "dataset",
}
_DEGREES: Final = {
    ReferenceKind.THESIS: ["Doctoral thesis"],
    ReferenceKind.MASTERS_THESIS: ["Master's thesis"],
}
# where what it appeared in is who posted it or granted the degree
_ISSUED_BY: Final = frozenset(
    {ReferenceKind.PREPRINT, ReferenceKind.THESIS, ReferenceKind.MASTERS_THESIS, ReferenceKind.ANY_THESIS}
)
_UPDATES: Final = {
    "retracted": ("retraction", "Retraction"),
    "withdrawn": ("withdrawal", "Withdrawal"),
    "corrected": ("correction", "Correction"),
    "superseded": ("new_version", "New version"),
}
_STATUS: Final = re.compile(r"(\w++)(?: (\d{4})(?:-(\d\d)(?:-(\d\d))?)?)?")
_OTHERS: Final = "et al."
"""How members of Crossref say that a list of authors is cut; its JSON has no key for that."""
# what a reader of these texts, which are XML, would take for markup
_MARKUP: Final = re.compile(r"&(?=#?\w{1,40};)|<(?=[A-Za-z/!?])")


@register(
    "crossref-json",
    "works as Crossref's REST API lists them",
    label="Crossref JSON",
    media_type="application/vnd.crossref-api-message+json",
    suffix="crossref.json",
    content=Bibliography,
    names=("crossref-json", "crossref"),
)
def write(bibliography: Bibliography, output: BinaryIO) -> None:
    """Write one message with a work for each reference."""
    output.write(b'{"status": "ok", "message-type": "work-list", "message-version": "1.0.0",\n')
    output.write(b' "message": {"items": [')
    total = 0
    for reference in bibliography:
        output.write((b",\n" if total else b"\n") + orjson.dumps(crossref_work(reference)))
        total += 1
    output.write(b'\n], "total-results": %d}}\n' % total)


def crossref_work(reference: Reference) -> dict[str, Any]:
    """Return a reference as a work of Crossref's JSON."""
    date = [part for part in (reference.year, reference.month, reference.day) if part]
    dates = {"date-parts": [date]} if date else None
    posted = reference.kind is ReferenceKind.PREPRINT
    held = reference.kind in _ISSUED_BY
    venue = None if held else reference.venue
    body = {"name": reference.venue} if held and reference.venue else None
    if body and reference.abbreviation:
        body["acronym"] = reference.abbreviation
    home = f"https://doi.org/{quote(reference.doi, safe='/:;()._-~')}" if reference.doi else None
    elsewhere = reference.url if reference.url and reference.url != home else None
    made: dict[str, Any] = {
        "DOI": reference.doi,
        # it has no word for articles in newspapers and magazines
        "type": None if reference.periodical else _TYPES.get(reference.kind),
        "subtype": "preprint" if posted else None,
        "degree": _DEGREES.get(reference.kind),
        "title": _titles(reference.main_title),
        "subtitle": [_xml(reference.subtitle)] if reference.subtitle else None,
        "short-title": [_xml(reference.short_title)] if reference.short_title else None,
        "author": list(_people(reference.authors, complete=reference.list_complete)),
        "editor": list(_people(reference.editors)),
        "translator": list(_people(reference.translators)),
        "container-title": [_xml(one) for one in (reference.series, venue) if one] if venue else None,
        "collection-title": _xml(reference.series) if reference.series else None,
        "short-container-title": [_xml(reference.abbreviation)] if reference.abbreviation and venue else None,
        "institution": [body] if body else None,
        "publisher": reference.publisher,
        "publisher-location": reference.place,
        "published": dates,
        "issued": dates,
        "posted": dates if posted else None,
        "volume": reference.volume,
        "issue": reference.issue,
        "page": "-".join(page for page in (reference.first_page, reference.last_page) if page),
        "article-number": reference.article_number,
        "edition-number": reference.edition,
        "ISSN": list(dict.fromkeys(one for one in (reference.issn, reference.eissn) if one)),
        "issn-type": [{"value": reference.eissn, "type": "electronic"}] if reference.eissn else None,
        "ISBN": [reference.isbn] if reference.isbn else None,
        "event": _event(reference),
        "alternative-id": list(_numbers(reference)),
        "abstract": f"<jats:p>{_xml(reference.abstract)}</jats:p>" if reference.abstract else None,
        "subject": list(reference.keywords),
        "language": reference.language,
        "license": [{"URL": reference.license, "content-version": "unspecified"}]
        if reference.license and reference.license.startswith(("http:", "https:"))
        else None,
        "updated-by": list(_updates(reference)),
        "funder": funders(reference),
        "reference": references(reference),
        "relation": relations(reference),
        "resource": {"primary": {"URL": elsewhere}} if elsewhere else None,
        "URL": home or elsewhere,
    }
    return {key: value for key, value in made.items() if value}


def _titles(title: str) -> list[str] | None:
    return None if title.startswith(UNTITLED) else [_xml(title)]


def _people(people: tuple[Name, ...], *, complete: bool = True) -> Iterator[dict[str, Any]]:
    """Yield people in their order; the first is marked, and a team has a name in one piece."""
    for place, one in enumerate(people):
        if one.team:
            said: dict[str, Any] = {"name": one.family}
        else:
            said = {"given": one.given, "family": one.family, "suffix": one.suffix}
        said["sequence"] = "additional" if place else "first"
        if one.orcid:
            said["ORCID"] = f"https://orcid.org/{one.orcid}"
        said["affiliation"] = [{"name": name} for name in one.affiliations]
        yield {key: value for key, value in said.items() if value}
    if not complete:
        yield {"name": _OTHERS, "sequence": "additional" if people else "first"}


def _event(reference: Reference) -> dict[str, Any]:
    said = {"name": reference.event, "location": reference.event_place}
    made: dict[str, Any] = {key: value for key, value in said.items() if value}
    for key, day in (("start", reference.event_start), ("end", reference.event_end)):
        if day:
            made[key] = {"date-parts": [[int(part) for part in day.split("-")]]}
    return made


def _numbers(reference: Reference) -> Iterator[str]:
    """Yield the numbers for which Crossref has no key, each with its scheme before it."""
    own = (
        ("arXiv", reference.arxiv), ("pmid", reference.pmid), ("pmcid", reference.pmcid),
        (REPORT, reference.report_number),
    )  # fmt: skip
    for scheme, value in (*own, *reference.identifiers, *reference.venue_numbers):
        if value:
            yield f"{scheme}:{value}"


def _updates(reference: Reference) -> Iterator[dict[str, Any]]:
    """Yield what became of the work; by which notice is not known."""
    for status in reference.statuses:
        match = _STATUS.fullmatch(status)
        if match and match[1] in _UPDATES:
            word, label = _UPDATES[match[1]]
            date = [int(part) for part in match.groups()[1:] if part]
            yield {"type": word, "label": label} | ({"updated": {"date-parts": [date]}} if date else {})


def _xml(text: str) -> str:
    """Return a text in which only what is markup would be read as markup."""
    return _MARKUP.sub(lambda match: "&amp;" if match[0] == "&" else "&lt;", text)
